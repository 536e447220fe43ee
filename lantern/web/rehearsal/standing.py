"""How the cases of the acceptance set stand under a draft, for its own page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from lantern.agreements import acceptance, queries
from lantern.agreements.acceptance import Outcome
from lantern.protocol.layers import Library
from lantern.web.drafting.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The cases in one sentence, with what differs in each that is not as expected."""

    words: str
    wrong: tuple[Outcome, ...]
    cases: str
    rehearse: str


def standing(desk: Desk) -> Standing:
    """Every case asked of the draft as it stands; none where its text has faults."""
    shelf, reference = desk.shelf_of(desk.row.text), desk.row.reference
    found: tuple[Outcome, ...] = ()
    words = "The text has faults. Put them right, and the cases are asked."
    if isinstance(shelf, Library):
        found = acceptance.outcomes(shelf, queries.stories(desk.row))
        words = summary(found)
    return Standing(
        words=words,
        wrong=tuple(one for one in found if not one.is_as_expected),
        cases=reverse("rehearsal:cases", args=[reference]),
        rehearse=reverse("rehearsal:rehearse", args=[reference]),
    )


def summary(outcomes: Iterable[Outcome]) -> str:
    """“4 cases, all as expected”."""
    every = list(outcomes)
    if not every:
        return "No case is kept yet. Rehearse a story, and keep it as a case."
    cases = f"{len(every)} {'case' if len(every) == 1 else 'cases'}"
    wrong = sum(not one.is_as_expected for one in every)
    if wrong:
        return f"{cases}, {wrong} not as expected"
    return f"{cases}, {'as expected' if len(every) == 1 else 'all as expected'}"
