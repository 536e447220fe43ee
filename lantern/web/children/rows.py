"""The lines of a child's page: each thing recorded, and what may be done to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.people.known import Assigned
from lantern.placements.actions.placements import CARERS
from lantern.protocol.definitions import FactDefinition
from lantern.vocabulary.placement import (
    IdentifierKind,
    PersonRelation,
    PlacementKind,
    StatusKind,
)
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.role import Role
from lantern.web import wording

if TYPE_CHECKING:
    from lantern.people.models import Child, Contact, Flag, Identifier, StatusPeriod, Step
    from lantern.placements.models import Placement


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A status, placement or concern: what, since when, until when."""

    label: str
    from_at: datetime
    until_at: datetime | None
    is_withdrawn: bool
    said_by: str = ""
    note: str = ""
    end_href: str = ""
    error_href: str = ""

    @property
    def is_present(self) -> bool:
        """Whether it holds now."""
        return self.until_at is None and not self.is_withdrawn


@dataclass(frozen=True, kw_only=True)
class Professional:
    """Who acts for the child in a role."""

    role: str
    name: str
    agency: str
    telephone: str
    from_at: datetime
    until_at: datetime | None
    change_href: str
    end_href: str


@dataclass(frozen=True, kw_only=True)
class Around:
    """Somebody around the child."""

    name: str
    relation: str
    telephone: str
    address: str
    has_parental_responsibility: bool
    may_be_told: bool
    why_not_told: str
    note: str
    href: str
    end_href: str


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number by which an agency knows the child."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """Something that the protocol asks for was done."""

    title: str
    at: datetime
    recorded_at: datetime
    by: str
    role: str
    words: str
    value: str


def statuses(child: "Child", rows: Iterable["StatusPeriod"]) -> tuple[Standing, ...]:
    """Every status, the present ones first."""
    return tuple(
        Standing(
            label=StatusKind(row.kind).label,
            from_at=row.from_at,
            until_at=row.until_at,
            is_withdrawn=row.withdrawn_at is not None,
            end_href=reverse("children:status-end", args=[child.reference, row.kind]),
            error_href=reverse("children:status-error", args=[child.reference, row.pk]),
        )
        for row in rows
    )


def flags(child: "Child", rows: Iterable["Flag"]) -> tuple[Standing, ...]:
    """Every concern, those that stand first."""
    return tuple(
        Standing(
            label=FlagKind(row.kind).label,
            from_at=row.from_at,
            until_at=row.until_at,
            is_withdrawn=row.withdrawn_at is not None,
            said_by=row.said_by,
            note=row.note,
            end_href=reverse("children:flag-end", args=[child.reference, row.kind]),
            error_href=reverse("children:flag-error", args=[child.reference, row.pk]),
        )
        for row in rows
    )


def placements(child: "Child", rows: Iterable["Placement"]) -> tuple[Standing, ...]:
    """Every placement, the present one first."""
    return tuple(
        Standing(
            label=f"{PlacementKind(row.kind).label}: {row.carer.name}",
            from_at=row.from_at,
            until_at=row.until_at,
            is_withdrawn=row.withdrawn_at is not None,
            note=f"In the area of {row.host_authority.name}" if row.is_out_of_area else "",
            end_href=reverse("children:placement-end", args=[child.reference]),
            error_href=reverse("children:placement-error", args=[child.reference, row.pk]),
        )
        for row in rows
    )


def professionals(
    child: "Child", rows: Iterable[Assigned], *, with_carers: bool
) -> tuple[Professional, ...]:
    """Who acts for the child, in the order of the roles.

    The carers are left out where the placement may not be shown: their agency is its address.
    """
    order = list(Role)
    shown = [row for row in rows if with_carers or row.agency_kind not in CARERS]
    return tuple(
        Professional(
            role=row.role.label.capitalize(),
            name=row.name,
            agency=row.agency,
            telephone=row.telephone,
            from_at=row.from_at,
            until_at=row.until_at,
            change_href=reverse("children:assign", args=[child.reference, row.role]),
            end_href=reverse("children:assign-end", args=[child.reference, row.role]),
        )
        for row in sorted(shown, key=lambda row: order.index(row.role))
    )


def contacts(child: "Child", rows: Iterable["Contact"]) -> tuple[Around, ...]:
    """People around the child."""
    return tuple(
        Around(
            name=row.name,
            relation=PersonRelation(row.relation).label,
            telephone=row.telephone,
            address=row.address,
            has_parental_responsibility=row.has_parental_responsibility,
            may_be_told=row.may_be_told,
            why_not_told=row.why_not_told,
            note=row.note,
            href=reverse("children:contact", args=[child.reference, row.pk]),
            end_href=reverse("children:contact-end", args=[child.reference, row.pk]),
        )
        for row in rows
    )


def numbers(rows: Iterable["Identifier"]) -> tuple[Number, ...]:
    """The numbers, each with whose it is."""
    return tuple(
        Number(
            label=f"{IdentifierKind(row.kind).label}"
            + (f", {row.issuer.name}" if row.issuer else ""),
            value=_spaced(row.value) if row.kind == IdentifierKind.NHS_NUMBER else row.value,
        )
        for row in rows
    )


def steps(rows: Iterable["Step"], known: Mapping[str, FactDefinition]) -> tuple[Done, ...]:
    """What was done for the child outside an absence, in the words of the protocol."""
    return tuple(
        Done(
            title=wording.capital(known[row.fact].did or known[row.fact].words)
            if row.fact in known
            else row.fact,
            at=row.at,
            recorded_at=row.recorded_at,
            by=row.by_name,
            role=Role(row.by_role).label if row.by_role else "",
            words=row.words,
            value=known[row.fact].values.get(row.value, row.value)
            if row.fact in known
            else row.value,
        )
        for row in rows
    )


def age_in_words(born_on: date | None, today: date) -> str:
    """“14”, “under 1” or “not known”."""
    if born_on is None:
        return "not known"
    years = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    return f"{years}" if years > 0 else "under 1"


def _spaced(number: str) -> str:
    return f"{number[:3]} {number[3:6]} {number[6:]}"
