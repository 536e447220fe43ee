"""What would have been different for one child, in words; and what a simulation cannot say."""

from collections.abc import Iterator, Mapping
from typing import Final

from lantern.core.instants import in_words, to_datetime
from lantern.protocol.wording import deadline_in_words, role_in_words
from lantern.simulation.counting import Change, Difference, Outcome, Owed
from lantern.simulation.report import Report

OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.IN_TIME: "done in time",
    Outcome.LATE: "done late",
    Outcome.NOT_DONE: "not done in time",
    Outcome.EXCUSED: "excused",
    Outcome.OPEN: "still to be done",
    Outcome.NOT_KNOWN: "not known",
}
CHANGES: Final[Mapping[Change, str]] = {
    Change.ADDED: "more owed",
    Change.GONE: "no longer owed",
    Change.OWNER: "owed by somebody else",
    Change.ARISES: "arising at another time",
    Change.SOONER: "due sooner",
    Change.LATER: "due later",
    Change.OUTCOME: "standing otherwise",
}


def in_sentence(one: Difference, rule_in_words: str) -> str:
    """One duty that would have been different, and how."""
    what = f"“{rule_in_words}: {one.member}”" if one.member else f"“{rule_in_words}”"
    if one.draft is None:
        return f"{what} would not have been owed."
    if one.today is None:
        due = "with no limit" if one.draft.due is None else f"due {_due(one.draft)}"
        told = "" if one.draft.outcome is Outcome.NOT_KNOWN else f", {OUTCOMES[one.draft.outcome]}"
        said = f"{what} would have been owed by {_owner(one.draft)}, {due}{told}."
    else:
        said = f"{what} would have been {', and '.join(_parts(one.today, one.draft))}."
    not_known = one.draft.outcome is Outcome.NOT_KNOWN and one.draft != one.today
    return f"{said} Whether it would have been done in time is not known." if not_known else said


def _parts(today: Owed, draft: Owed) -> Iterator[str]:
    if today.owner != draft.owner:
        yield f"owed by {_owner(draft)} instead of {_owner(today)}"
    if today.arose != draft.arose:
        yield f"owed from {_at(draft.arose)} instead of {_at(today.arose)}"
    if today.due != draft.due:
        yield f"due {_due(draft)} instead of {_due(today)}"
    if draft.outcome is Outcome.NOT_KNOWN:
        if today.due == draft.due and today.arose == draft.arose and today.owner == draft.owner:
            yield "met by something else"
    elif today.outcome != draft.outcome:
        yield f"{OUTCOMES[draft.outcome]} instead of {OUTCOMES[today.outcome]}"


def _owner(owed: Owed) -> str:
    return f"the {role_in_words(owed.owner)}"


def _due(owed: Owed) -> str:
    return "at no set time" if owed.due is None else f"by {_deadline(owed.due)}"


def _deadline(at: int) -> str:
    return deadline_in_words(to_datetime(at))


def _at(at: int) -> str:
    return in_words(to_datetime(at))


def cautions(found: Report) -> tuple[str, ...]:
    """What the figures rest on, and what they cannot say."""
    return tuple(_cautions(found))


def _cautions(found: Report) -> Iterator[str]:
    yield (
        "Both protocols are taken as if they had bound throughout, whenever they came or are to "
        "come into force. Every other rulebook is taken as it stands today."
    )
    yield (
        "Late means: by what is recorded as done. People might have acted sooner had they been "
        "asked to."
    )
    yield (
        "Whether somebody would have done what nobody was asked to do is not known, and is never "
        "counted as late."
    )
    if found.history:
        exact = found.history.get("minute", 0)
        coarse = sum(found.history.values()) - exact
        yield (
            f"{exact + coarse:,} of the absences came from other records: {exact:,} known to the "
            f"minute, {coarse:,} only to the day. Such records do not say what was done, so what "
            "they do not mention is not known; of those known only to the day, not whether it was "
            "in time."
        )
    if found.decides:
        yield (
            "The draft also changes rules of decisions. What people decided is taken as they "
            "decided it."
        )
    if found.escalates:
        yield (
            "Some duties of the draft arise when another is late. Where nobody was asked to do the "
            "other, they are counted as if it had not been done."
        )
    yield "Absences that ended more than 92 days before the first day are left out."
