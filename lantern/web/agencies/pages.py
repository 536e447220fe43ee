"""What the pages of agencies show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import capfirst

from lantern.agencies.details import Opening, When
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role
from lantern.web import wording
from lantern.web.agencies.forms import DAYS
from lantern.web.forms import Form

if TYPE_CHECKING:
    from lantern.agencies.models import Agency, Team


@dataclass(frozen=True, kw_only=True)
class AgencyRow:
    """An agency in the list."""

    href: str
    name: str
    kind: str
    within: str


@dataclass(frozen=True, kw_only=True)
class AgenciesPage:
    """The agencies whose teams and accounts I keep."""

    rows: tuple[AgencyRow, ...]
    can_add: bool
    title: str = "Agencies"
    template: str = "agencies/agencies.jinja"


@dataclass(frozen=True, kw_only=True)
class TeamCard:
    """A team, how to reach it, and what it covers."""

    name: str
    reached: tuple[str, ...]
    covers: tuple[str, ...]
    cover_href: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing known of an agency."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class AgencyPage:
    """One agency."""

    title: str
    slug: str
    kind: str
    known: tuple[Said, ...]
    teams: tuple[TeamCard, ...]
    areas: tuple[str, ...]
    hours: tuple[str, ...]
    template: str = "agencies/agency.jinja"


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """One form about an agency."""

    form: Form
    title: str
    agency: str
    button: str
    back: str
    template: str = "accounts/post.jinja"


def agencies_page(agencies: "Iterable[Agency]", *, can_add: bool) -> AgenciesPage:
    """The list."""
    rows = tuple(
        AgencyRow(
            href=reverse("agencies:agency", args=[one.slug]),
            name=one.name,
            kind=capfirst(AgencyKind(one.kind).label),
            within=one.within.name if one.within else "",
        )
        for one in agencies
    )
    return AgenciesPage(rows=rows, can_add=can_add)


def agency_page(
    agency: "Agency",
    teams: "Iterable[Team]",
    openings: Iterable[Opening],
    areas: tuple[str, ...],
) -> AgencyPage:
    """One agency, with what nobody has said yet left out."""
    known = (
        Said(label="Kind", value=capfirst(AgencyKind(agency.kind).label)),
        Said(label="Within", value=agency.within.name if agency.within else ""),
        Said(label="Short name", value=agency.slug),
        Said(label="ONS code", value=agency.code),
        Said(label="Telephone", value=agency.telephone),
        Said(label="Rulebook", value=agency.rulebook),
        Said(
            label="First day",
            value=wording.day(agency.first_day_on) if agency.first_day_on else "",
        ),
    )
    return AgencyPage(
        title=agency.name,
        slug=agency.slug,
        kind=agency.kind,
        known=tuple(one for one in known if one.value),
        teams=tuple(_card(agency, team) for team in teams),
        areas=areas,
        hours=tuple(
            f"{DAYS[one.weekday]}, {one.opens:%H:%M} to {one.closes:%H:%M}" for one in openings
        ),
    )


def _card(agency: "Agency", team: "Team") -> TeamCard:
    covers = sorted((Role(one.role).label, When(one.when).label) for one in team.covers.all())
    return TeamCard(
        name=team.name,
        reached=tuple(one for one in (team.email, team.telephone) if one),
        covers=tuple(f"{capfirst(role)}, {when}" for role, when in covers),
        cover_href=reverse("agencies:cover", args=[agency.slug, team.pk]),
    )
