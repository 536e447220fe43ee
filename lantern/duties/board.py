"""Missing now: every open absence in somebody's area, with what matters of each at a glance."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Case, QuerySet, Value, When
from django.db.models.functions import Coalesce

from lantern.access.actor import Actor
from lantern.access.sharing import NOTHING, Part, Sight
from lantern.audit.record import record_accesses
from lantern.duties import queries as duties
from lantern.duties.queries import Line
from lantern.episodes import ruling
from lantern.episodes.models import Episode
from lantern.episodes.queries import open_episodes
from lantern.notifications.actions.handovers import root
from lantern.notifications.queries import HandoverState, handovers_of
from lantern.people.policies import can_see_placement, sights_of
from lantern.placements.queries import latest_photographs
from lantern.vocabulary.risk import RiskLevel

PAGE_SIZE: Final = 50
PAGE: Final = "missing-now"
# A risk that nobody has graded is not a low one: it comes straight after high.
_RANK: Final = {RiskLevel.HIGH: 0, "": 1, RiskLevel.MEDIUM: 2, RiskLevel.LOW: 3}


@dataclass(frozen=True, kw_only=True)
class Handing:
    """How one handover stands: who has it, or who was asked last."""

    latest: HandoverState
    first_opened_at: datetime
    takeable: int | None
    """The rung that the person who looks may take now."""

    @property
    def is_taken(self) -> bool:
        """Whether a named person has it."""
        return self.latest.acknowledged_at is not None


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One child who is missing now. What the actor may not see is empty."""

    reference: str
    child_reference: str
    name: str
    born_on: date | None
    photograph: str
    away_since: datetime
    last_seen_at: datetime | None
    whereabouts: str
    classification: str
    risk: str
    risk_words: str
    shows_decisions: bool
    placed_at: str
    authority: str
    next_duty: Line | None
    handovers: tuple[Handing, ...]
    basis: str


@dataclass(frozen=True, kw_only=True)
class Board:
    """One page of the children who are missing now, the greatest risk and the longest first."""

    rows: tuple[Missing, ...]
    count: int
    page: int
    authorities: tuple[tuple[str, str], ...]
    """The authorities responsible for these children, by short name: to choose from."""
    authority: str

    @property
    def pages(self) -> int:
        """How many pages there are; one where nobody is missing."""
        return max(1, -(-self.count // PAGE_SIZE))


def missing_now(actor: Actor, at: datetime, *, authority: str = "", page: int = 1) -> Board:
    """The children who are missing now whom the actor may know of."""
    everybody = open_episodes(actor, at=at)
    authorities = tuple(
        everybody.order_by("responsible_authority__name")
        .values_list("responsible_authority__slug", "responsible_authority__name")
        .distinct()
    )
    chosen = authority if authority in dict(authorities) else ""
    some = everybody.filter(responsible_authority__slug=chosen) if chosen else everybody
    count = some.count()
    page = min(max(page, 1), max(1, -(-count // PAGE_SIZE)))
    first = (page - 1) * PAGE_SIZE
    episodes = list(_in_order(some)[first : first + PAGE_SIZE])
    return Board(
        rows=_rows(actor, episodes, at),
        count=count,
        page=page,
        authorities=authorities,
        authority=chosen,
    )


def _in_order(episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    ranks = {**_of_scales(), **_RANK}
    whens = [When(risk=level, then=Value(rank)) for level, rank in ranks.items()]
    return episodes.annotate(
        rank=Case(*whens, default=Value(1)), since=Coalesce("last_seen_at", "reported_at")
    ).order_by("rank", "since", "pk")


def _of_scales() -> dict[str, int]:
    """The place of each level on the scales of the rulebooks: they begin with the greatest."""
    return {
        level: place + 1 if place else 0
        for scale in ruling.scales()
        for place, level in enumerate(scale)
    }


def _rows(actor: Actor, episodes: Collection[Episode], at: datetime) -> tuple[Missing, ...]:
    child_ids = [episode.child_id for episode in episodes]
    sights = sights_of(actor, child_ids, at=at)
    photographs = latest_photographs(actor, child_ids)
    owed = duties.next_for(actor, [episode.pk for episode in episodes], at)
    handed = handovers_of(actor, [episode.reference for episode in episodes], at)
    return tuple(
        _row(
            episode,
            sights.get(episode.child_id, NOTHING),
            photographs.get(episode.child_id, ""),
            owed.get(episode.pk),
            handed.get(episode.reference, []),
        )
        for episode in episodes
    )


def _row(
    episode: Episode,
    sight: Sight,
    photograph: str,
    owed: Line | None,
    handed: list[HandoverState],
) -> Missing:
    decisions = sight.shows(Part.DECISIONS)
    placement = episode.placement if can_see_placement(sight, episode.child) else None
    return Missing(
        reference=episode.reference,
        child_reference=episode.child.reference,
        name=episode.child.name,
        born_on=episode.child.born_on,
        photograph=photograph,
        away_since=episode.away_since,
        last_seen_at=episode.last_seen_at,
        whereabouts=episode.whereabouts,
        classification=episode.classification if decisions else "",
        risk=episode.risk if decisions else "",
        risk_words=ruling.words_for(episode.rulebook, "risk", episode.risk) if decisions else "",
        shows_decisions=decisions,
        placed_at=placement.carer.name if placement is not None else "",
        authority=episode.responsible_authority.name,
        next_duty=owed if sight.shows(Part.DUTIES) else None,
        handovers=_handings(handed) if sight.shows(Part.NOTIFICATIONS) else (),
        basis=sight.basis,
    )


def _handings(handed: list[HandoverState]) -> tuple[Handing, ...]:
    """Each handover once: whoever took it, or the last rung it climbed to."""
    chains: dict[str, list[HandoverState]] = {}
    for state in handed:
        chains.setdefault(root(state.key), []).append(state)
    return tuple(
        Handing(
            latest=chain[-1],
            first_opened_at=chain[0].opened_at,
            takeable=next((one.id for one in chain if one.may_take), None),
        )
        for chain in chains.values()
    )


def record_looks(
    actor: Actor, board: Board, seen: Mapping[str, str], marks: Mapping[str, str], at: datetime
) -> None:
    """Record a look at each row that the actor's screen has not shown as it is now.

    `marks` says what each row shows, without its clocks; `seen` what the screen showed before.
    """
    fresh = {
        row.reference: row.basis
        for row in board.rows
        if seen.get(row.reference) != marks[row.reference]
    }
    if fresh:
        record_accesses(fresh, by=actor.id, agency=actor.agency_slug, page=PAGE, at=at)
