"""What the pages of agencies show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import capfirst

from lantern.agencies.details import Opening, When
from lantern.agreements.binding import title_of
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role
from lantern.web import wording
from lantern.web.agencies.forms import DAYS
from lantern.web.forms import Form

if TYPE_CHECKING:
    from lantern.agencies.models import Agency, Area, Team


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
class CoverLine:
    """One role whose duties a team does, and where that is taken away."""

    words: str
    end_href: str


@dataclass(frozen=True, kw_only=True)
class TeamCard:
    """A team, how to reach it, what it does and where; `areas_href` where areas are named."""

    name: str
    reached: tuple[str, ...]
    covers: tuple[CoverLine, ...]
    cover_href: str
    areas: str
    areas_href: str


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
    areas: "tuple[Area, ...]",
) -> AgencyPage:
    """One agency, with what nobody has said yet left out."""
    known = (
        Said(label="Kind", value=capfirst(AgencyKind(agency.kind).label)),
        Said(label="Within", value=agency.within.name if agency.within else ""),
        Said(label="Short name", value=agency.slug),
        Said(label="ONS code", value=agency.code),
        Said(label="Telephone", value=agency.telephone),
        Said(label="Rulebook", value=title_of(agency.rulebook)),
        Said(
            label="Rulebook since",
            value=wording.day(agency.rulebook_from) if agency.rulebook_from else "",
        ),
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
        teams=tuple(_card(agency, team, has_areas=bool(areas)) for team in teams),
        areas=tuple(one.name for one in areas),
        hours=tuple(
            f"{DAYS[one.weekday]}, {one.opens:%H:%M} to {one.closes:%H:%M}" for one in openings
        ),
    )


def _card(agency: "Agency", team: "Team", *, has_areas: bool) -> TeamCard:
    covers = sorted(
        (Role(one.role).label, When(one.when).label, one.role) for one in team.covers.all()
    )
    areas = ", ".join(sorted(one.name for one in team.areas.all()))
    return TeamCard(
        name=team.name,
        reached=tuple(one for one in (team.email, team.telephone) if one),
        covers=tuple(
            CoverLine(
                words=f"{capfirst(label)}, {when}",
                end_href=reverse("agencies:uncover", args=[agency.slug, team.pk, role]),
            )
            for label, when, role in covers
        ),
        cover_href=reverse("agencies:cover", args=[agency.slug, team.pk]),
        areas=areas or "All areas",
        areas_href=reverse("agencies:team-areas", args=[agency.slug, team.pk]) if has_areas else "",
    )
