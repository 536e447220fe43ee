"""Episodes of care on a child's page, in the words of the statutory return that stated them."""

from dataclasses import dataclass
from datetime import date

from lantern.access.sharing import Part
from lantern.people import known as people
from lantern.people import policies
from lantern.ssda903 import code_lists as lists
from lantern.ssda903 import years
from lantern.ssda903.code_lists import CodeList
from lantern.web.children.opened import Opened


@dataclass(frozen=True, kw_only=True)
class Care:
    """One episode of care. Where the child was placed is empty for whoever may not know it."""

    began_on: date
    ended_on: date | None
    legal_status: str
    placement: str


@dataclass(frozen=True, kw_only=True)
class Returned:
    """What authorities returned of the child's care, the latest first, and up to which day."""

    until: date
    authority: str
    episodes: tuple[Care, ...]


def returned(about: Opened) -> Returned | None:
    """The episodes of care; None where there are none, or they are not this person's to see."""
    if not about.sight.shows(Part.STATUS):
        return None
    found = people.care_episodes(about.child)
    if not found:
        return None
    shows_place = bool(policies.can_see_placement(about.sight, about.child))
    return Returned(
        until=years.ends(max(one.year for one in found)),
        authority=", ".join(dict.fromkeys(one.authority.name for one in found)),
        episodes=tuple(
            Care(
                began_on=one.began_on,
                ended_on=one.ended_on,
                legal_status=_said(one.legal_status, lists.LEGAL_STATUS),
                placement=_said(one.placement_type, lists.PLACEMENT_TYPE) if shows_place else "",
            )
            for one in found
        ),
    )


def _said(code: str, among: CodeList) -> str:
    """The meaning of a code; the code itself where its meaning is not published."""
    known = among.codes.get(code)
    return known.meaning if known and known.meaning else code
