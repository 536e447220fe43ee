"""What the list of children at risk shows: who, why, what is in place and what is not."""

from dataclasses import dataclass
from datetime import date
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
    missing: int
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
    parts = (
        ("Profile", one.picture_at, reverse("children:profile", args=[reference])),
        ("Risk assessment", one.assessed_at, reverse("children:risk", args=[reference])),
        (
            "Placement plan",
            one.strategies_at,
            reverse("follow_up:placement-plan", args=[reference]),
        ),
        ("Help offered", one.helped_at, _form("early-help", reference)),
    )
    return RowAtRisk(
        name=one.child.name,
        href=reverse("children:page", args=[reference]),
        age=str(wording.age(born_on, today)) if born_on else "Not known",
        authority=one.child.responsible_authority.name,
        concerns=", ".join(kind.label for kind in one.concerns),
        parts=tuple(
            InPlace(what=what, done=wording.day(at) if at else "", href=href)
            for what, at, href in parts
        ),
        missing=one.missing,
        next_review=wording.day(next_on) if next_on else "No day set",
        is_overdue=next_on is not None and next_on < today,
    )


def _form(name: str, reference: str) -> str:
    return reverse(f"follow_up:{name}", args=[reference])
