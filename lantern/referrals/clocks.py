"""The clocks of a return interview, read from the ledger: nothing about time is computed here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lantern.access.actor import Actor
from lantern.duties import queries as duties
from lantern.duties.models import Duty
from lantern.vocabulary.duty import DutyState
from lantern.vocabulary.role import Role

HELD = "return_interview.held"
OFFERED = "return_interview.offered"
CONTACT = "return_interview.contact_made"
PARENTS = "parents.offered_say"


class Kind(StrEnum):
    """What a duty of the provider asks."""

    CONTACT = "contact"
    OFFER = "offer"
    HELD = "held"
    PARENTS = "parents"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One duty of the provider after the return, as the ledger has it at an instant."""

    kind: Kind
    duty: int
    words: str
    arose_at: datetime
    due_at: datetime | None
    met_at: datetime | None
    state: DutyState


def each(
    actor: Actor, episode_ids: Collection[int], at: datetime
) -> Mapping[int, tuple[Clock, ...]]:
    """What the provider owes after each of these absences, which the actor was given; the first
    due first. One query."""
    rows = (
        Duty.objects.filter(
            episode__in=list(episode_ids),
            role=Role.RETURN_INTERVIEW_PROVIDER,
            stage="return",
            arose_at__lte=at,
        )
        .select_related("child__responsible_authority", "episode", "agency", "person")
        .order_by("due_at", "arose_at", "pk")
    )
    found: defaultdict[int, list[Clock]] = defaultdict(list)
    for row in rows:
        if row.episode_id is not None:
            found[row.episode_id].append(_clock(duties.line(row, at)))
    return {episode: tuple(some) for episode, some in found.items()}


def of_lines(lines: Iterable[duties.Line]) -> tuple[Clock, ...]:
    """The same of one absence, where a page has read all that is owed in it."""
    theirs = [
        line
        for line in lines
        if line.role is Role.RETURN_INTERVIEW_PROVIDER and line.stage == "return"
    ]
    theirs.sort(key=lambda line: (line.due_at is None, line.due_at or line.arose_at, line.arose_at))
    return tuple(_clock(line) for line in theirs)


def _clock(line: duties.Line) -> Clock:
    return Clock(
        kind=_kind(line.met_by),
        duty=line.id,
        words=line.words,
        arose_at=line.arose_at,
        due_at=line.due_at,
        met_at=line.met_at,
        state=line.state,
    )


def _kind(met_by: frozenset[str]) -> Kind:
    """By which facts it is met: whatever a rulebook calls its rule, contact is contact."""
    for fact, kind in (
        (CONTACT, Kind.CONTACT),
        (OFFERED, Kind.OFFER),
        (HELD, Kind.HELD),
        (PARENTS, Kind.PARENTS),
    ):
        if fact in met_by:
            return kind
    return Kind.OTHER
