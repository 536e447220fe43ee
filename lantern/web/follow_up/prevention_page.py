"""What the list of children at risk shows: who, why, what is in place and what is not."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.web import wording

if TYPE_CHECKING:
    from lantern.follow_up.prevention import AtRisk, ListedAtRisk


@dataclass(frozen=True, kw_only=True)
class InPlace:
    """One of the things that should be in place: since when, or how to put it there."""

    what: str
    done: str
    href: str


@dataclass(frozen=True, kw_only=True)
class RowAtRisk:
    """A child who has not gone."""

    name: str
    href: str
    age: str
    authority: str
    concerns: str
    parts: tuple[InPlace, ...]
    next_review: str
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class PreventionPage:
    """Children at risk who have not gone, and what is in place for each."""

    title: str
    rows: tuple[RowAtRisk, ...]
    number: int
    has_more: bool
    template: str = "follow_up/prevention.jinja"


def prevention_page(found: "ListedAtRisk", today: date) -> PreventionPage:
    """A page of the children, by name."""
    return PreventionPage(
        title="Children at risk who have not gone missing",
        rows=tuple(_at_risk(one, today) for one in found.children),
        number=found.page,
        has_more=found.has_more,
    )


def _at_risk(one: "AtRisk", today: date) -> RowAtRisk:
    reference, born_on = one.child.reference, one.child.born_on
    next_on = one.next_review_on
    to_do = {each: _form(each, reference) for each in ("placement-plan", "early-help")}
    strategies = _part(
        "Placement plan", one.strategies_at, _record(one.strategies), to_do["placement-plan"]
    )
    parts = (
        _part(
            "Profile", one.picture_at, _child("profiles", reference), _child("profile", reference)
        ),
        _part(
            "Risk assessment",
            one.assessed_at,
            _child("assessments", reference),
            _child("risk", reference),
        ),
        *((strategies,) if one.is_placed else ()),
        _part("Help offered", one.helped_at, _record(one.help_reference), to_do["early-help"]),
    )
    return RowAtRisk(
        name=one.child.name,
        href=reverse("children:page", args=[reference]),
        age=str(wording.age(born_on, today)) if born_on else "Not known",
        authority=one.child.responsible_authority.name,
        concerns=", ".join(kind.label for kind in one.concerns),
        parts=parts,
        next_review=wording.day(next_on) if next_on else "No day set",
        is_overdue=next_on is not None and next_on < today,
    )


def _form(name: str, reference: str) -> str:
    return reverse(f"follow_up:{name}", args=[reference])


def _part(what: str, at: datetime | None, there: str, to_do: str) -> InPlace:
    """Something that should be in place, leading to it, or to the page on which it is made."""
    return InPlace(what=what, done=wording.day(at) if at else "", href=there if at else to_do)


def _child(name: str, reference: str) -> str:
    return reverse(f"children:{name}", args=[reference])


def _record(reference: str) -> str:
    return reverse("follow_up:record", args=[reference]) if reference else ""
