"""May they, now? Each answer is yes, or a sentence that says why not and on whose authority."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core.decision import ALLOWED, Decision, allowed_if, first_refusal, refused
from lantern.core.instants import in_words
from lantern.episodes import ruling
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import State
from lantern.people.askable import is_asked_of
from lantern.people.models import Child
from lantern.people.policies import sight_of
from lantern.protocol.definitions import FactDefinition
from lantern.vocabulary.absence import EntryKind


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


def can_decide(actor: Actor, definition: FactDefinition) -> Decision:
    """Whether this person's role takes such decisions at all (DA-001, DA-020 to DA-022).

    Which rank may choose which value is the protocol's to say: `ruling` asks it.
    """
    pages = _TO_DECIDE.keys() & set(definition.recorded_on)
    needed = [_TO_DECIDE[page] for page in sorted(pages)] or [Permission.EPISODE_ADD]
    return first_refusal(*(actor.holds(one) for one in needed), is_asked_of(definition, actor))


_TO_DECIDE: Final[Mapping[str, Permission]] = {
    "classification": Permission.EPISODE_CLASSIFY,
    "risk": Permission.EPISODE_GRADE_RISK,
}
"""What it takes to decide on a page, where that is more than adding to the record."""
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
        _is_of_the_rank(actor, entry),
    )


def can_withdraw(actor: Actor, entry: Entry) -> Decision:
    """Whether this person may take an entry back.

    A value that only some may change from comes down by their decision, and in no other way.
    """
    return first_refusal(
        can_correct(actor, entry),
        ruling.leaving(entry.episode, entry.fact, entry.value, by=actor, at=entry.at)
        if _is_decided(entry)
        else ALLOWED,
        allowed_if(
            entry.fact != "episode.reported",
            "A report is never withdrawn. Close the episode as reported in error instead.",
        ),
    )


def _is_of_the_rank(actor: Actor, entry: Entry) -> Decision:
    if not _is_decided(entry):
        return ALLOWED
    return ruling.rank(entry.episode, entry.fact, by=actor, at=entry.at)


def _is_decided(entry: Entry) -> bool:
    return entry.kind in _DECISIONS and ruling.is_decided(entry.episode, entry.fact)


_DECISIONS: Final = {EntryKind.CLASSIFICATION, EntryKind.RISK, EntryKind.STEP}


def _agency(entry: Entry) -> str:
    return entry.by_agency.name if entry.by_agency is not None else "the agency"
