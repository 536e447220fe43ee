"""What the pages of doubts show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.intake.comparing import Comparison, Verdict
from lantern.vocabulary.arriving import DoubtDecision, DoubtReason
from lantern.web.arrivals.forms import DoubtForm
from lantern.web.arrivals.pages import title_of
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.intake.models import Doubt

MOST: Final = 100
"""Doubts on the page: the oldest, and as they are decided the next."""
VERDICTS: Final[Mapping[Verdict, Tag]] = {
    Verdict.SAME: Tag(text="The same", colour="green"),
    Verdict.DIFFERENT: Tag(text="Different", colour="red"),
    Verdict.ONE_SIDE: Tag(text="Only one says", colour="grey"),
}


@dataclass(frozen=True, kw_only=True)
class ListedDoubt:
    """One doubt in the list."""

    href: str
    about: str
    candidate: str
    why: str
    came_with: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DoubtsPage:
    """Every doubt that waits, the oldest first."""

    doubts: tuple[ListedDoubt, ...]
    in_all: int
    title: str = "Is this the same child?"
    template: str = "arrivals/doubts.jinja"


@dataclass(frozen=True, kw_only=True)
class DoubtPage:
    """Both sides, and the question."""

    about: str
    candidate: str
    why: str
    meaning: str
    came_with: str
    tables: str
    comparison: Comparison
    verdicts: Mapping[Verdict, Tag]
    form: DoubtForm
    title: str = "Is this the same child?"
    template: str = "arrivals/doubt.jinja"


def list_page(doubts: Sequence["Doubt"], in_all: int) -> DoubtsPage:
    """The list."""
    return DoubtsPage(
        doubts=tuple(
            ListedDoubt(
                href=reverse("arrivals:doubt", args=[one.pk]),
                about=one.arrived_row.about,
                candidate=one.candidate.reference,
                why=DoubtReason(one.why).label,
                came_with=title_of(one.arrived_row.sheet.arrival),
                at=one.recorded_at,
            )
            for one in doubts
        ),
        in_all=in_all,
    )


def doubt_page(doubt: "Doubt", comparison: Comparison, form: DoubtForm) -> DoubtPage:
    """One doubt."""
    why = DoubtReason(doubt.why)
    return DoubtPage(
        about=doubt.arrived_row.about,
        candidate=doubt.candidate.reference,
        why=why.label,
        meaning=why.definition,
        came_with=title_of(doubt.arrived_row.sheet.arrival),
        tables=", ".join(
            f"{count} of {table}" for table, count in sorted(comparison.tables.items())
        ),
        comparison=comparison,
        verdicts=VERDICTS,
        form=form,
    )


def decided(decision: DoubtDecision) -> str:
    """What has become of the rows."""
    if decision is DoubtDecision.SAME:
        return "The rows have been added to that child’s record."
    return "The rows have not been added to that child’s record."
