"""A draft on somebody's desk: its row, its protocol as it stands, and how an edit of it is kept."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from lantern.access.actor import Actor
from lantern.agreements import library, obstacles, policies, queries
from lantern.agreements.actions import drafts
from lantern.core import clock
from lantern.core.calendar import midnight_of
from lantern.core.errors import Conflict
from lantern.protocol.editing import saying
from lantern.protocol.faults import Fault
from lantern.protocol.layers import Library
from lantern.web.drafting.forms import EditForm
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.agreements.models import Draft

AGREED = "drafting-agreed"
"""Under which the session remembers who agreed to the change before, and when."""
MOST_WORDS = drafts.LONGEST_WORDS


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One draft, and who is working on it."""

    actor: Actor
    row: "Draft"

    @cached_property
    def draft(self) -> saying.Draft:
        """The draft's text as it stands, laid out. Raises Invalid where it has faults."""
        at = midnight_of(self.row.starts_on)
        return saying.Draft(self.row.text, self.row.rulebook, self.shelf_of, at)

    def shelf_of(self, text: str) -> Library | tuple[Fault, ...]:
        """The rulebooks that bind, with this text in place of the draft's."""
        row = copy.copy(self.row)
        row.text = text
        return _shelf(library.held().stamp, _Text(row))


class _Text:
    """A draft whose text makes it what it is, so that its rulebooks are laid out once."""

    def __init__(self, row: "Draft") -> None:
        self.row = row
        self.key = (row.rulebook, row.starts_on, row.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Text) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=16)
def _shelf(stamp: tuple[object, ...], text: _Text) -> Library | tuple[Fault, ...]:
    """Remembered until another version is adopted, which the stamp tells."""
    return obstacles.shelf_with(text.row)


def seen(request: AuthenticatedRequest, reference: str) -> Desk:
    """A draft that the actor may look at."""
    return Desk(actor=request.actor, row=queries.get(request.actor, reference))


def opened(request: AuthenticatedRequest, reference: str) -> Desk:
    """A draft that the actor may change."""
    desk = seen(request, reference)
    policies.can_change(desk.actor, desk.row).require()
    return desk


def saved(
    request: AuthenticatedRequest,
    desk: Desk,
    form: EditForm,
    edit: Callable[[dict[str, Any]], saying.Edited],
) -> bool:
    """Carry out an edit and keep it as a change. What is wrong stands beside its field, and what
    somebody else changed meanwhile is said; nothing that was typed is lost."""

    def keep() -> None:
        given = form.cleaned_data
        edited = edit(given)
        reason = str(given.get("reason") or "")
        words = f"{edited.words}. Why: {reason}" if reason else edited.words
        drafts.change_text(
            desk.row,
            by=desk.actor,
            at=clock.now(),
            text=edited.text,
            words=words[:MOST_WORDS],
            revision=int(given["revision"]),
        )
        _remember(request, given)

    try:
        return form.carries_out(keep)
    except Conflict as fault:
        form.overtaken(fault, queries.get(desk.actor, desk.row.reference).revision)
        return False


def begun(request: AuthenticatedRequest, desk: Desk) -> dict[str, Any]:
    """What every form of a draft begins with: its revision, and who agreed to the change before."""
    return {"revision": desk.row.revision, **request.session.get(AGREED, {})}


def _remember(request: AuthenticatedRequest, given: dict[str, Any]) -> None:
    if given.get("agreed_by"):
        day = given["agreed_on"]
        on = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
        request.session[AGREED] = {"agreed_by": given["agreed_by"], "agreed_on": on}
