"""Where a duty is met: from the facts that meet it to the pages that record them."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from lantern.duties.queries import Line
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.web.episodes.places import address_of, address_of_child

ON_CHILD: Final = {
    "pen_picture.drawn_up": ("children:profile", "Draw up the profile"),
    "risk_assessment.completed": ("children:risk", "Assess the risk"),
    "risk_assessment.updated": ("children:risk", "Bring the risk assessment up to date"),
}
"""Facts of a child that have a page of their own, with what is done there."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """One page on which a duty can be met, and what is done there."""

    href: str
    text: str


def ways(line: Line) -> tuple[Way, ...]:
    """The pages on which this duty can be met; the record itself where it is met by none."""
    if line.planned:
        return (
            Way(href=reverse("plans:action", args=[line.planned]), text="Say what became of it"),
        )
    found: dict[str, Way] = {}
    for definition in line.met_by_facts:
        way = _way(line, definition)
        if way is not None:
            found.setdefault(way.href, way)
    return tuple(found.values()) or (Way(href=record(line), text="Open the record"),)


def record(line: Line) -> str:
    """The record that the duty is about."""
    if line.episode:
        return reverse("episodes:episode", args=[line.episode])
    return reverse("children:page", args=[line.child_reference])


def _way(line: Line, fact: FactDefinition) -> Way | None:
    if fact.is_derived:
        return None
    if fact.name in ON_CHILD:
        page, text = ON_CHILD[fact.name]
        return Way(href=reverse(page, args=[line.child_reference]), text=text)
    if fact.subject == "child":
        href = address_of_child(fact, line.child_reference)
        return Way(href=href, text=_text(fact)) if href else None
    href = address_of(fact, line.episode) if line.episode else ""
    return Way(href=href, text=_text(fact)) if href else None


def _text(fact: FactDefinition) -> str:
    """What is done there: an event by its name on the time line, the rest in general."""
    is_named = fact.did.casefold() not in ("", fact.question.casefold(), fact.words.casefold())
    if fact.kind is Kind.EVENT and is_named:
        return f"Record: {fact.did}"
    if fact.rulebook and fact.kind in (Kind.EVENT, Kind.MEMBERS):
        return f"Record that {fact.words}"
    return f"Record whether {fact.words}" if fact.kind is Kind.STATE else "Record what is known"
