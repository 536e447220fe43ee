"""What the pages of referrals say, in sentences."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

from lantern.core.instants import day_in_london
from lantern.referrals.bands import Bands, Counts
from lantern.referrals.clocks import Clock, Kind
from lantern.vocabulary.duty import DutyState
from lantern.vocabulary.interview import TriageBand, TriageFactor
from lantern.web import wording

if TYPE_CHECKING:
    from lantern.referrals.models import Referral, Triage

CLOCKS: Final = {
    Kind.CONTACT: "Contact",
    Kind.OFFER: "Offer",
    Kind.HELD: "Interview",
    Kind.PARENTS: "Parents’ say",
}


def of_counts(counts: Counts) -> str:
    """How often the child was away, missing and absent together."""
    since = f", since {wording.day(day_in_london(counts.since))}" if counts.since else ""
    said = how_often(counts.missing, counts.absent)
    return f"{said}{since}. Counted together: {counts.missing + counts.absent}."


def how_often(missing: int, absent: int) -> str:
    """How often missing and how often absent; what never was is not said."""
    often = ((missing, "missing"), (absent, "absent"))
    said = [f"{word} {_times(count)}" for count, word in often if count]
    return wording.capital(" and ".join(said) or "never away before")


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def of_bands(found: Bands, referral: "Referral") -> tuple[str, ...]:
    """How often the child was away, whose bands apply, and what they begin with and why."""
    said = [of_counts(found.counts)]
    if found.chosen is None:
        return (*said, "No rulebook here has bands for rating. Rate by your own judgement.")
    whose = referral.provider.name
    if found.chosen.is_authoritys:
        authority = referral.episode.responsible_authority.name
        said.append(f"{whose} has no bands of its own, so those of {authority} apply.")
    if not found.preset:
        return (*said, f"The bands of “{found.chosen.title}” leave this open.")
    band = TriageBand(found.preset).label.lower()
    return (*said, f"By “{found.chosen.title}” this begins with {band}.", *found.sentences)


OF_OFFER: Final = (
    "The child chooses who to talk to, where and when.",
    "It is somebody who does not look after the child. The child may bring somebody along.",
)
"""What the child should know with the offer (DfE 2014 ¶32, ¶69; SCP L1080)."""


def of_clock(one: Clock, at: datetime) -> str:
    """A clock in a few words: “Interview: 41 hours left”."""
    name = CLOCKS.get(one.kind, one.words)
    if one.met_at is not None and one.met_at <= at:
        late = one.state is DutyState.MET_LATE
        return f"{name}: done late" if late else f"{name}: done"
    if not one.state.is_open:
        return f"{name}: not owed now"
    if one.due_at is None:
        return f"{name}: no time limit is set"
    if one.due_at < at:
        return f"{name}: overdue by {wording.length(at - one.due_at)}"
    return f"{name}: {hours(one.due_at, at)} left"


def hours(due_at: datetime, at: datetime) -> str:
    """What is left, in whole hours: the 72 are counted so; under an hour in minutes."""
    left = int((due_at - at).total_seconds() // 3600)
    if left < 1:
        return wording.length(due_at - at)
    return "1 hour" if left == 1 else f"{left} hours"


def why(triage: "Triage") -> Iterator[str]:
    """The reasons of a rating, in a few words for a line of the queue."""
    yield how_often(triage.missing, triage.absent)
    if triage.factors:
        yield joined(factors(triage.factors, triage.other_factor))


def factors(chosen: Iterable[str], other: str) -> Iterator[str]:
    """The risk factors in words."""
    for one in chosen:
        term = TriageFactor(one)
        yield other if term is TriageFactor.OTHER and other else term.label


def joined(words: Iterable[str]) -> str:
    """Several, as one line."""
    return ", ".join(
        word if at == 0 else f"{word[:1].lower()}{word[1:]}" for at, word in enumerate(words)
    )
