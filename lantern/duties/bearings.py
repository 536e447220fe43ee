"""The agencies around one child or absence, and the rulebooks that bind there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from django.db.models import Q

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.agreements.binding import Rulebooks
from lantern.agreements.library import NATIONAL
from lantern.core.errors import Refused
from lantern.duties.owners import NEARBY_KINDS, Places, agency_of
from lantern.episodes.models import Episode
from lantern.people import known as people
from lantern.people.models import Assignment, Child
from lantern.placements.models import Placement
from lantern.vocabulary.role import Role


class Acting(Protocol):
    """Somebody who acts for the child in a role now."""

    @property
    def role(self) -> str: ...
    @property
    def user_id(self) -> int | None: ...
    @property
    def agency_id(self) -> int: ...
    @property
    def from_at(self) -> datetime: ...


@dataclass(frozen=True, kw_only=True)
class Bearings:
    """Who answers for what around a subject, under which rulebooks, and since which day."""

    places: Places
    rulebooks: Rulebooks
    first_day_on: date | None
    """The partnership's first day on Lantern: what was due before it raises no alert."""

    @property
    def rulebook(self) -> str:
        """The rulebook of the authority that answers for the child."""
        return self.rulebooks.authority


class Partnership:
    """Some authorities, and the agencies of the kinds that serve their areas.

    Only the authorities that are asked about are read: England has a hundred and fifty. `others`
    are those who place, care or act for the children, and may have a rulebook of their own.
    """

    def __init__(self, authorities: Iterable[int], others: Iterable[int | None] = ()) -> None:
        asked = set(authorities)
        near = Q(within__in=asked) | Q(within__isnull=True)
        named = asked | {one for one in others if one is not None}
        rows = list(
            Agency.objects.filter(Q(pk__in=named) | near & Q(kind__in=NEARBY_KINDS))
            .only(
                "kind",
                "within_id",
                "rulebook",
                "rulebook_from",
                "rulebook_before",
                "first_day_on",
            )
            .order_by("pk")
        )
        self.authorities = {agency.pk: agency for agency in rows if agency.pk in asked}
        self._agencies = {agency.pk: agency for agency in rows}
        self._serving: dict[tuple[int | None, str], int] = {}
        for agency in rows:
            if agency.kind in NEARBY_KINDS:
                self._serving.setdefault((agency.within_id, agency.kind), agency.pk)

    def around(  # noqa: PLR0913  all that says who is around a child
        self,
        acting: Iterable[Acting],
        *,
        authority: int,
        host: int | None = None,
        carer: int | None = None,
        force: int | None = None,
        school: int | None = None,
        on: date | None = None,
    ) -> Bearings:
        """The bearings of a child of this authority, for whom these people act now. `on` is the
        day by which the rulebooks of the agencies are chosen; the latest chosen, without one."""
        answering = self.authorities[authority]
        in_turn = sorted(acting, key=lambda one: one.from_at)
        places = Places(
            responsible=authority,
            host=host or authority,
            # Where no force is known the authority itself answers, rather than nobody.
            force=force or answering.within_id or authority,
            # A child at home has no carer with an account: the authority acts (RO-002).
            carer=carer or authority,
            school=school or authority,
            assigned={one.role: one.agency_id for one in in_turn},
            users=_users(in_turn),
            nearby=self._nearby(authority),
        )
        return Bearings(
            places=places,
            rulebooks=self._binding(places, answering.rulebook or NATIONAL, on),
            first_day_on=answering.first_day_on,
        )

    def _binding(self, places: Places, authority: str, on: date | None) -> Rulebooks:
        """The rulebooks of the agencies around a child. Whoever answers for want of another binds
        as the authority alone."""

        def of(agency: int) -> str:
            if agency == places.responsible or agency not in self._agencies:
                return ""
            found = self._agencies[agency]
            return found.rulebook if on is None else found.rulebook_on(on)

        return Rulebooks(
            authority=authority,
            host=of(places.host),
            home=of(places.carer),
            provider=of(agency_of(Role.RETURN_INTERVIEW_PROVIDER, places)),
        )

    def _nearby(self, authority: int) -> dict[str, int]:
        """Of each kind the agency in the authority's area; else one that is in nobody's."""
        places = {
            kind: self._serving.get((authority, kind), self._serving.get((None, kind)))
            for kind in NEARBY_KINDS
        }
        return {kind: place for kind, place in places.items() if place is not None}


def of_absence(actor: Actor, episode: Episode) -> Bearings:
    """The bearings of one absence: two queries. Only a part of the system may ask."""
    if not actor.is_system:
        raise Refused("Only the system reads who answers for every child")
    return _of_absence(episode, school=episode.child.school_id)


def rulebooks_around(child_id: int, episode: Episode | None) -> Rulebooks:
    """The rulebooks that bind a child beside any absence, or in this one: three queries."""
    if episode is not None:
        return _of_absence(episode, school=None).rulebooks
    acting = _acting(child_id)
    home = placed_now([child_id]).get(child_id)
    authority = Child.objects.values_list("responsible_authority", flat=True).get(pk=child_id)
    others = [one.agency_id for one in acting]
    if home is not None:
        others += [one for one in (home.host_authority_id, home.carer_id) if one is not None]
    return (
        Partnership([authority], others)
        .around(
            acting,
            authority=authority,
            host=home.host_authority_id if home else None,
            carer=home.carer_id if home else None,
        )
        .rulebooks
    )


def _of_absence(episode: Episode, *, school: int | None) -> Bearings:
    acting = _acting_in(episode)
    others = [episode.host_authority_id, *(one.agency_id for one in acting)]
    if episode.placement is not None:
        others.append(episode.placement.carer_id)
    partnership = Partnership([episode.responsible_authority_id], others)
    return absent_from(partnership, acting, episode, school=school)


def _acting_in(episode: Episode) -> Sequence[Acting]:
    """Who acts now for the child of an absence; nothing is asked where its page has read it."""
    child = episode.child if Episode.child.is_cached(episode) else None
    if child is None or not people.is_read(child):
        return _acting(episode.child_id)
    rows = sorted(child.assignments.all(), key=lambda row: row.pk)
    return [row for row in rows if row.until_at is None]


def _acting(child_id: int) -> list[Assignment]:
    """Who acts for a child now."""
    rows = Assignment.objects.filter(child=child_id, until_at__isnull=True)
    return list(rows.order_by("pk"))


def placed_now(child_ids: Collection[int]) -> dict[int, Placement]:
    """Where each of these children is placed now."""
    rows = Placement.objects.filter(
        child__in=child_ids, until_at__isnull=True, withdrawn_at__isnull=True
    )
    return {row.child_id: row for row in rows.only("child_id", "carer_id", "host_authority_id")}


def absent_from(
    partnership: Partnership, acting: Iterable[Acting], episode: Episode, *, school: int | None
) -> Bearings:
    """The bearings of an absence: as they were when the child went, with who acts now."""
    found = partnership.around(
        acting,
        authority=episode.responsible_authority_id,
        host=episode.host_authority_id,
        carer=episode.placement.carer_id if episode.placement else None,
        force=episode.force_id,
        school=school,
        on=episode.judged_on,
    )
    if not episode.rulebook:
        return found
    return replace(found, rulebooks=replace(found.rulebooks, authority=episode.rulebook))


def _users(acting: Iterable[Acting]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for one in acting:
        if one.user_id is not None:
            found[one.role] = (*found.get(one.role, ()), one.user_id)
    return found
