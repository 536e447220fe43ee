"""May they, now? Each answer is yes, or a sentence that says why not and on whose authority."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core.decision import ALLOWED, Decision, allowed_if, first_refusal, refused
from lantern.core.instants import in_words
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import RETURNED, State
from lantern.people.models import Child
from lantern.people.policies import sight_of
from lantern.vocabulary.absence import Classification, EntryKind, WhereaboutsKnown
from lantern.vocabulary.risk import RiskLevel
from lantern.vocabulary.role import Role

# The few decision rules that matter to a child tonight. A partnership's own rules of decision
# come with the decision language of the rulebooks; these two are refused everywhere meanwhile.
ABSENT_CSE: Final = (
    "Absent is not available: there is a known or suspected risk of sexual exploitation, and any "
    "such risk is recorded as missing (West Midlands Police policy, L1771)."
)
ABSENT_INSUFFICIENT: Final = (
    "Absent is not available: the risk questions cannot be answered, and too little information "
    "is a risk in itself, recorded as missing (West Midlands Police policy, L1771)."
)
WHEREABOUTS_KNOWN: Final = (
    "Missing and absent are not available: where the child is has been confirmed, and a child "
    "whose whereabouts are known is neither (DfE 2014 ¶12)."
)
WHEREABOUTS_NOT_KNOWN: Final = (
    "“Not recorded” is for a child whose whereabouts are known. Record the whereabouts first, or "
    "choose missing or absent (DfE 2014 ¶12)."
)
NEVER_LOW: Final = "A missing child is graded medium or high, never low (DfE 2014 ¶23)."
FROM_HIGH: Final = (
    "Only a superintendent may authorise a reduction from high risk (West Midlands Police policy, "
    "L1862)."
)
FROM_HIGH_NOT_FIRST: Final = (
    "Only a superintendent may authorise this reduction: the exception for a wrong first "
    "assessment holds only while it is the one in force (West Midlands Police policy, L1862)."
)


@dataclass(frozen=True, kw_only=True)
class ClassificationCase:
    """What a decision between missing and absent rests on, at its instant."""

    whereabouts: str = WhereaboutsKnown.NOT_KNOWN
    exploitation_known: bool = False
    questions_answered: bool = True


@dataclass(frozen=True, kw_only=True)
class GradingCase:
    """What a grading of risk rests on: what it was, how often graded, whether this is a child."""

    was: str = ""
    gradings: int = 0
    is_child: bool = True
    first_assessment_wrong: bool = False


def reaches(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Whether the actor's agency is involved with the child, so that they may write at all."""
    return allowed_if(
        bool(sight_of(actor, child, at=at)), "Your agency is not involved with this child now."
    )


def can_report(actor: Actor) -> Decision:
    """Whether this person may report a child's absence."""
    return actor.holds(Permission.EPISODE_REPORT)


def can_add(actor: Actor) -> Decision:
    """Whether this person may add to the record of an episode."""
    return actor.holds(Permission.EPISODE_ADD)


def can_record_whereabouts(actor: Actor, episode: Episode) -> Decision:
    """Whether this person may record where the child is, or that nobody knows."""
    return first_refusal(actor.holds(Permission.EPISODE_WHEREABOUTS), is_open(episode))


def can_record_returns(actor: Actor) -> Decision:
    """Whether this person's role records that children are located or back."""
    return actor.holds(Permission.EPISODE_RETURN)


def can_record_return(actor: Actor, episode: Episode) -> Decision:
    """Whether this person may record, now, that the child is located or back."""
    return first_refusal(can_record_returns(actor), is_open(episode))


def can_close_as_error(actor: Actor, episode: Episode) -> Decision:
    """Whether this person may close the episode as reported in error."""
    return first_refusal(actor.holds(Permission.EPISODE_CLOSE_AS_ERROR), is_open(episode))


def can_bring_in(actor: Actor) -> Decision:
    """Whether this person may bring in absences from records kept elsewhere."""
    return actor.holds(Permission.RECORDS_BRING_IN)


def can_link(actor: Actor) -> Decision:
    """Whether this person may say that children went together."""
    return actor.holds(Permission.EPISODE_LINK)


def is_open(episode: Episode) -> Decision:
    """Whether the child is still away, as far as the record says."""
    if episode.ended_at is None:
        return ALLOWED
    return refused(
        f"This absence ended at {in_words(episode.ended_at)}. If the child has gone again, report "
        "it anew."
    )


def is_kept_here(episode: Episode) -> Decision:
    """Whether the record is Lantern's own to add to, and not brought in from records elsewhere."""
    return allowed_if(
        not episode.is_history,
        "This absence was brought in from other records. Correct it there, and bring it in again.",
    )


def is_not_in_error(state: State) -> Decision:
    """Whether the record of the episode can still take decisions: one reported in error cannot."""
    in_error = state.ends is not None and state.ends == "reported_in_error"
    return allowed_if(
        not in_error, "This report was closed as made in error. Only notes may be added to it."
    )


def can_classify(actor: Actor) -> Decision:
    """Whether this person decides between missing and absent (DA-001)."""
    return actor.holds(Permission.EPISODE_CLASSIFY)


def is_available(classification: Classification, case: ClassificationCase) -> Decision:
    """Whether this classification may be chosen, given what is known (DA-003, DA-004, DA-007)."""
    located = case.whereabouts not in (WhereaboutsKnown.NOT_KNOWN, RETURNED)
    if classification == Classification.NOT_RECORDED:
        return allowed_if(located, WHEREABOUTS_NOT_KNOWN)
    if located:
        return refused(WHEREABOUTS_KNOWN)
    if classification == Classification.MISSING:
        return ALLOWED
    return first_refusal(
        allowed_if(not case.exploitation_known, ABSENT_CSE),
        allowed_if(case.questions_answered, ABSENT_INSUFFICIENT),
    )


def can_grade_risk(actor: Actor) -> Decision:
    """Whether this person may grade the risk at all (DA-020 to DA-022)."""
    return actor.holds(Permission.EPISODE_GRADE_RISK)


def may_grade(actor: Actor, level: RiskLevel, case: GradingCase) -> Decision:
    """Whether this person may set this level now (DA-012, DA-024, DA-025)."""
    return first_refusal(
        can_grade_risk(actor),
        allowed_if(level != RiskLevel.LOW or not case.is_child, NEVER_LOW),
        _from_high(actor, level, case),
    )


def route(actor: Actor, level: RiskLevel, case: GradingCase) -> str:
    """By which route the risk comes down from high; empty when it does not (DA-025)."""
    if case.was != RiskLevel.HIGH or level == RiskLevel.HIGH:
        return ""
    return "superintendent" if actor.holds(Permission.EPISODE_LOWER_FROM_HIGH) else "first_wrong"


def _from_high(actor: Actor, level: RiskLevel, case: GradingCase) -> Decision:
    if case.was != RiskLevel.HIGH or level == RiskLevel.HIGH:
        return ALLOWED
    if actor.holds(Permission.EPISODE_LOWER_FROM_HIGH):
        return ALLOWED
    if not case.first_assessment_wrong or not _decides_first_was_wrong(actor):
        return refused(FROM_HIGH)
    return allowed_if(case.gradings == 1, FROM_HIGH_NOT_FIRST)


def _decides_first_was_wrong(actor: Actor) -> bool:
    return actor.is_system or Role.DUTY_INSPECTOR in actor.roles


_TO_RECORD: Final[Mapping[str, Permission]] = {
    EntryKind.WHEREABOUTS: Permission.EPISODE_WHEREABOUTS,
    EntryKind.CLASSIFICATION: Permission.EPISODE_CLASSIFY,
    EntryKind.RISK: Permission.EPISODE_GRADE_RISK,
    EntryKind.LOCATED: Permission.EPISODE_RETURN,
    EntryKind.RETURNED: Permission.EPISODE_RETURN,
    EntryKind.CLOSED: Permission.EPISODE_CLOSE_AS_ERROR,
}
"""What it takes to record a kind of entry, where that is more than adding to the record."""


def can_correct(actor: Actor, entry: Entry) -> Decision:
    """Whether this person may put an entry right: their agency recorded it, and they could have."""
    return first_refusal(
        actor.holds(_TO_RECORD.get(entry.kind, Permission.EPISODE_ADD)),
        allowed_if(
            actor.is_system or entry.by_agency_id == actor.agency_id,
            f"Only {_agency(entry)}, who recorded this, may correct it. Add a note that says what "
            "is wrong.",
        ),
    )


def can_withdraw(actor: Actor, entry: Entry) -> Decision:
    """Whether this person may take an entry back. High risk comes down only by a decision."""
    if entry.kind == EntryKind.RISK and entry.value == RiskLevel.HIGH:
        return first_refusal(
            can_correct(actor, entry),
            allowed_if(bool(actor.holds(Permission.EPISODE_LOWER_FROM_HIGH)), FROM_HIGH),
        )
    return first_refusal(
        can_correct(actor, entry),
        allowed_if(
            entry.fact != "episode.reported",
            "A report is never withdrawn. Close the episode as reported in error instead.",
        ),
    )


def _agency(entry: Entry) -> str:
    return entry.by_agency.name if entry.by_agency is not None else "the agency"
