"""Record what was considered, agreed or decided because a child went or may go; put it right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, TypedDict, Unpack

from django.db import transaction

from lantern.access.actor import Actor
from lantern.accounts.authorship import author_of
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.core.instants import in_words
from lantern.episodes.actions import corrections
from lantern.episodes.actions import writing as episode_writing
from lantern.episodes.models import Entry, Episode
from lantern.follow_up import known, policies
from lantern.follow_up.actions.writing import known as known_of
from lantern.follow_up.actions.writing import require_asked, state
from lantern.follow_up.details import (
    KIND_OF,
    Assessment,
    Details,
    Fact,
    Regulator,
    StatutoryReview,
    read,
    write,
)
from lantern.follow_up.events import FollowUpCorrected, FollowUpRecorded
from lantern.follow_up.models import FollowUp, new_follow_up_reference
from lantern.follow_up.validity import faults
from lantern.people.locks import hold
from lantern.people.models import Child
from lantern.plans.actions import plans
from lantern.plans.details import Agreed
from lantern.vocabulary.follow_up import FollowUpKind
from lantern.vocabulary.plan import PlanOrigin

BEFORE_ANY_ABSENCE: Final[Mapping[str, str]] = {"placement_plan.updated": "placement_plan.reviewed"}
"""What a record means of the child, where it belongs to no absence (SCP L970–981)."""


ORIGINS: Final[Mapping[FollowUpKind, PlanOrigin]] = {
    FollowUpKind.PLACEMENT_PLAN: PlanOrigin.PLACEMENT_PLAN,
    FollowUpKind.STATUTORY_REVIEW: PlanOrigin.REVIEW,
    FollowUpKind.SAFETY_PLAN: PlanOrigin.SAFETY_PLAN,
}
"""On which occasion an action of the child's plan was agreed; of another kind, another."""


class More(TypedDict, total=False):
    """The absence that it is about, and what was agreed to be done."""

    episode: Episode | None
    agreed: Sequence[Agreed]


@transaction.atomic
def record(
    child: Child,
    details: Details,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    **more: Unpack[More],
) -> FollowUp:
    """This was considered, agreed or decided at `at`. The facts that it means are written too, and
    what was `agreed` to be done goes into the child's plan."""
    kind, episode = KIND_OF[type(details)], more.get("episode")
    policies.can_record(by, kind, child, episode, at=now).require()
    if episode is not None:
        episode_writing.lock(episode)
    hold(child)
    details = _counted(child, details, at)
    _check(child, kind, details, by=by, at=at, now=now, episode=episode)
    meant = _meant(child, episode, details)
    require_asked(child, meant, by=by)
    keys = state(child, episode, meant, by=by, at=at, now=now, words=details.in_words())
    reference = new_follow_up_reference()
    row = FollowUp.objects.create(
        reference=reference,
        key=reference,
        kind=kind,
        child=child,
        episode=episode,
        at=at,
        details=write(details),
        entries=keys,
        **author_of(by, now),
    )
    if agreed := more.get("agreed", ()):
        _plan(row, agreed, by=by, at=at, now=now)
    announce(FollowUpRecorded(about=_about(row), by=by.id, at=now, record=row.reference, kind=kind))
    return row


def _plan(
    row: FollowUp, agreed: Sequence[Agreed], *, by: Actor, at: datetime, now: datetime
) -> None:
    plans.agree(
        row.child,
        origin=ORIGINS.get(FollowUpKind(row.kind), PlanOrigin.OTHER),
        items=agreed,
        by=by,
        at=at,
        now=now,
        episode=row.episode,
        source=row.reference,
    )


@transaction.atomic
def correct(row: FollowUp, details: Details, *, by: Actor, now: datetime, reason: str) -> FollowUp:
    """Another record in the place of this one, which stays legible; its entries are put right too.

    When it was done stays as it was. Raises Conflict when somebody else put it right first.
    """
    policies.can_correct(by, row, at=now).require()
    hold(row.child)
    if FollowUp.objects.filter(corrects=row).exists():
        raise _conflict(row, details)
    kind = FollowUpKind(row.kind)
    was = read(kind, row.details)
    if isinstance(was, StatutoryReview) and isinstance(details, StatutoryReview):
        details = replace(details, since=was.since, lately=was.lately, in_all=was.in_all)
    if not reason.strip():
        raise Invalid({"reason": "Say why this is put right."})
    _check(row.child, kind, details, by=by, at=row.at, now=now, episode=row.episode)
    keys = _restate(row, was, details, by=by, now=now, reason=reason)
    corrected = FollowUp.objects.create(
        key=row.key,
        kind=kind,
        child=row.child,
        episode=row.episode,
        at=row.at,
        details=write(details),
        entries=keys,
        corrects=row,
        reason=reason.strip(),
        **author_of(by, now),
    )
    announce(
        FollowUpCorrected(
            about=_about(row), by=by.id, at=now, record=corrected.reference, kind=kind
        )
    )
    return corrected


def _restate(
    row: FollowUp, was: Details, now_is: Details, *, by: Actor, now: datetime, reason: str
) -> dict[str, str]:
    """Bring the entries of the absence in line: corrected, added, or taken back."""
    before = _meant(row.child, row.episode, was)
    after = _meant(row.child, row.episode, now_is)
    require_asked(row.child, after, by=by)
    gone = [fact for fact, _ in before if fact not in dict(after)]
    if any(fact not in row.entries for fact in gone):
        raise Invalid({"": "What was recorded as done cannot be taken back here. Add a note."})
    keys = {fact: key for fact, key in row.entries.items() if fact not in gone}
    for fact, key in row.entries.items():
        entry = _entry(row, key)
        if entry is None:
            continue
        seen = corrections.version_of(entry)
        if fact in gone:
            corrections.withdraw(entry, by=by, now=now, reason=reason, seen=seen)
        else:
            words = now_is.in_words()
            corrections.correct(entry, by=by, now=now, seen=seen, reason=reason, words=words)
    added = [one for one in after if one not in before]
    words = now_is.in_words()
    return keys | state(row.child, row.episode, added, by=by, at=row.at, now=now, words=words)


def _entry(row: FollowUp, key: str) -> Entry | None:
    """The entry that stands under this key; None where somebody has taken it back."""
    entry = (
        Entry.objects.select_related("episode__child")
        .filter(episode=row.episode, key=key)
        .latest("pk")
    )
    return None if entry.withdrawn else entry


def _meant(child: Child, episode: Episode | None, details: Details) -> tuple[Fact, ...]:
    meant = details.means()
    if episode is None:
        meant = tuple((BEFORE_ANY_ABSENCE.get(fact, fact), value) for fact, value in meant)
    return known_of(child, episode, meant)


def _counted(child: Child, details: Details, at: datetime) -> Details:
    """A review counts by the record, whatever a page showed."""
    if not isinstance(details, StatutoryReview):
        return details
    found = known.for_review(child, at=at)
    return replace(details, since=found.since, lately=found.lately, in_all=found.in_all)


def _check(  # noqa: PLR0913  when it happened and when it was recorded are two instants
    child: Child,
    kind: FollowUpKind,
    details: Details,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    episode: Episode | None,
) -> None:
    found = faults(details, at=at, now=now)
    if kind in policies.ONLY_OF_AN_ABSENCE and episode is None:
        found["at"] = "This is recorded of an absence. Open the absence first."
    if episode is not None and at < episode.away_since:
        found["at"] = f"{child.given_name or 'The child'} went at {in_words(episode.away_since)}."
    if isinstance(details, Assessment):
        may = policies.can_assess(by, details.assessment)
        if not may:
            found["assessment"] = may.reason
    if isinstance(details, Regulator) and episode is not None:
        where = policies.is_placed(episode)
        if any(one.regulation.placed is not where for one in details.events):
            found["events"] = "Choose events of the regulations for this kind of placement."
    if found:
        raise Invalid(found)


def _conflict(row: FollowUp, details: Details) -> Conflict:
    theirs = FollowUp.objects.filter(key=row.key).latest("pk")
    return Conflict(
        f"{theirs.by_name} put this right while you were writing. Read what stands now.",
        theirs=theirs.details,
        yours=write(details),
    )


def _about(row: FollowUp) -> str:
    return row.episode.reference if row.episode is not None else row.child.reference
