"""The agencies around one child or absence, and the rulebook that binds there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.db.models import Q

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.agreements.library import NATIONAL
from lantern.core.errors import Refused
from lantern.duties.owners import NEARBY_KINDS, Places
from lantern.episodes.models import Episode
from lantern.people.models import Assignment


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
    """Who answers for what around a subject, under which rulebook, and since which day."""

    places: Places
    rulebook: str
    first_day_on: date | None
    """The partnership's first day on Lantern: what was due before it raises no alert."""


class Partnership:
    """Some authorities, and the agencies of the kinds that serve their areas.

    Only the authorities that are asked about are read: England has a hundred and fifty.
    """

    def __init__(self, authorities: Iterable[int]) -> None:
        asked = set(authorities)
        near = Q(within__in=asked) | Q(within__isnull=True)
        rows = list(
            Agency.objects.filter(Q(pk__in=asked) | near & Q(kind__in=NEARBY_KINDS))
            .only("kind", "within_id", "rulebook", "first_day_on")
            .order_by("pk")
        )
        self.authorities = {agency.pk: agency for agency in rows if agency.pk in asked}
        self._serving: dict[tuple[int | None, str], int] = {}
        for agency in rows:
            if agency.kind in NEARBY_KINDS:
                self._serving.setdefault((agency.within_id, agency.kind), agency.pk)

    def around(
        self,
        acting: Iterable[Acting],
        *,
        authority: int,
        host: int | None = None,
        carer: int | None = None,
        force: int | None = None,
        school: int | None = None,
    ) -> Bearings:
        """The bearings of a child of this authority, for whom these people act now."""
        answering = self.authorities[authority]
        in_turn = sorted(acting, key=lambda one: one.from_at)
        return Bearings(
            places=Places(
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
            ),
            rulebook=answering.rulebook or NATIONAL,
            first_day_on=answering.first_day_on,
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
    acting = Assignment.objects.filter(child=episode.child_id, until_at__isnull=True)
    return absent_from(
        Partnership([episode.responsible_authority_id]),
        acting.order_by("pk"),
        episode,
        school=episode.child.school_id,
    )


def absent_from(
    partnership: Partnership, acting: Iterable[Acting], episode: Episode, *, school: int | None
) -> Bearings:
    """The bearings of an absence: as they were when the child went, with who acts now."""
    return partnership.around(
        acting,
        authority=episode.responsible_authority_id,
        host=episode.host_authority_id,
        carer=episode.placement.carer_id if episode.placement else None,
        force=episode.force_id,
        school=school,
    )


def _users(acting: Iterable[Acting]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for one in acting:
        if one.user_id is not None:
            found[one.role] = (*found.get(one.role, ()), one.user_id)
    return found
