"""What is owed: by somebody and their team, in one absence, and next in each of several."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db import connection
from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Value, When

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Part, Sight
from lantern.core.decision import Decision
from lantern.core.errors import NotFound
from lantern.duties import policies
from lantern.duties.models import Duty
from lantern.duties.planned import RULE
from lantern.episodes.models import Episode
from lantern.notifications.ladders import NEXT, acts_for
from lantern.notifications.recipients import relieves, works_as
from lantern.people.models import Assignment, Child
from lantern.people.policies import sight_of
from lantern.people.queries import visible_to
from lantern.protocol.conditions import facts_of
from lantern.protocol.definitions import NO_FACTS, FactDefinition, Vocabulary
from lantern.protocol.layers import joined_vocabulary
from lantern.vocabulary.duty import DutyState
from lantern.vocabulary.role import Role

PAGE_SIZE: Final = 25
SOON: Final = timedelta(hours=24)
"""What falls due within this time stands before what is due later."""


class Whose(StrEnum):
    """Which of the duties that somebody may do."""

    MINE = "mine"
    TEAM = "team"


class Pressing(StrEnum):
    """How soon a duty must be done."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One duty, as a list or a page shows it."""

    id: int
    rule: str
    words: str
    why: str
    source: str
    stage: str
    role: Role
    agency: str
    agency_id: int
    person: str
    """Whoever is named to do it, of a planned action."""
    planned: str
    """The reference of the planned action that it is; empty where a rule of a protocol asks."""
    child: str
    child_reference: str
    episode: str
    arose_at: datetime
    due_at: datetime | None
    met_at: datetime | None
    excused_at: datetime | None
    excused_why: str
    state: DutyState
    pressing: Pressing
    met_by: frozenset[str]
    """The facts of the protocol by which it can be met."""
    excused_by: frozenset[Role]
    """The roles by which the protocol lets it be excused."""
    knows: Vocabulary
    """The facts of which its protocol may speak."""

    @property
    def owner(self) -> str:
        """Who owes it: the person if one is named, the role and the agency."""
        person = f"{self.person}, " if self.person else ""
        return f"{person}{self.role.label}, {self.agency}"

    @property
    def met_by_facts(self) -> tuple[FactDefinition, ...]:
        """The facts by which it can be met, in the words of its protocol, by name."""
        return tuple(self.knows[name] for name in sorted(self.met_by) if name in self.knows)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of duties, and how many there are in all."""

    lines: tuple[Line, ...]
    page: int
    count: int

    @property
    def pages(self) -> int:
        """How many pages there are; one where there is nothing."""
        return max(1, -(-self.count // PAGE_SIZE))


def open_at(at: datetime) -> Q:
    """Duties that somebody still has to do at this instant."""
    return Q(arose_at__lte=at) & (Q(ended_at__isnull=True) | Q(ended_at__gt=at))


def owed_by(actor: Actor, at: datetime) -> QuerySet[Duty]:
    """Open duties that the actor or the actor's team may do, of children the actor may see."""
    if not actor.holds(Permission.DUTY_SEE) or actor.agency_id is None:
        return Duty.objects.none()
    own = works_as(actor, at)
    # A manager sees what those below owe, one rung down the ladder.
    below = acts_for({role for role, above in NEXT.items() if above in actor.roles})
    now = _acting(at)
    # The second comparison says nothing new. It keeps PostgreSQL from reading everybody who acts
    # for any child in the country: whoever acts is asked for duty by duty.
    if connection.vendor == "postgresql":
        now = now.filter(child__gte=OuterRef("child"))
    elsewhere = now.filter(user__isnull=False).exclude(
        Q(user_id=actor.user_id)
        | Q(user__memberships__agency_id=actor.agency_id)
        & Q(user__memberships__team_id__in=actor.team_ids)
    )
    # At night the named worker is not there: it falls to whoever relieves them (SCP L1008).
    relieved = relieves(actor, at)
    return Duty.objects.filter(
        ~Exists(elsewhere) | Q(role__in=["", *relieved]) | Q(person=actor.user_id),
        Exists(visible_to(actor, at=at).filter(pk=OuterRef("child"))),
        open_at(at),
        agency_id=actor.agency_id,
        role__in=own | below,
    )


def mine(
    actor: Actor, at: datetime, *, whose: Whose, page: int = 1, count: int | None = None
) -> Found:
    """What the actor owes, or the team: overdue first, then by when it is due.

    `count` is how many there are in all, where the caller has asked already.
    """
    owed = owed_by(actor, at)
    if whose is Whose.MINE:
        owed = owed.filter(_by_name(actor, at))
    count = owed.count() if count is None else count
    page = min(max(page, 1), max(1, -(-count // PAGE_SIZE)))
    in_order = (F("due_at").asc(nulls_last=True), "arose_at", "pk")
    first = (page - 1) * PAGE_SIZE
    # Numbers alone are put in order: a team may owe thousands, of which a page shows a few.
    numbers = list(owed.order_by(*in_order).values_list("pk", flat=True)[first:][:PAGE_SIZE])
    rows = Duty.objects.filter(pk__in=numbers).order_by(*in_order)
    rows = rows.select_related("child__responsible_authority", "episode", "agency", "person")
    return Found(lines=tuple(line(row, at) for row in rows), page=page, count=count)


def own_of_episode(actor: Actor, episode: Episode, at: datetime) -> tuple[int, datetime | None]:
    """How many duties of this absence the actor or the team may do, and when the first is due."""
    owed = owed_by(actor, at).filter(episode=episode)
    found = owed.aggregate(many=Count("pk"), first=Min("due_at"))
    return found["many"], found["first"]


def counts(actor: Actor, at: datetime) -> dict[Whose, int]:
    """How many duties are the actor's own, and how many the team's in all: one query."""
    found = owed_by(actor, at).aggregate(
        mine=Count("pk", filter=_by_name(actor, at)), team=Count("pk")
    )
    return {Whose.MINE: found["mine"], Whose.TEAM: found["team"]}


def _by_name(actor: Actor, at: datetime) -> Q:
    """Duties that name the actor; of others, those of children for whom the actor is named in the
    duty's role."""
    acting = Exists(_acting(at).filter(user_id=actor.user_id or 0))
    return Q(person=actor.user_id or 0) | Q(acting, person__isnull=True)


def _acting(at: datetime) -> QuerySet[Assignment]:
    """Who acts, in a duty's role, for the child of the duty of the outer query."""
    return Assignment.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at),
        child=OuterRef("child"),
        role=OuterRef("role"),
        from_at__lte=at,
    )


def of_episode(
    actor: Actor, episode: Episode, at: datetime, *, seen: Sight | None = None
) -> tuple[Line, ...]:
    """Every duty that has arisen in an absence, the open ones first, for whoever may see them.

    `seen` is what the actor sees of the child, where the caller knows it at this instant.
    """
    return _of_subject(actor, Duty.objects.filter(episode=episode), episode.child, at, seen)


def of_child(
    actor: Actor, child: Child, at: datetime, *, seen: Sight | None = None
) -> tuple[Line, ...]:
    """Every duty owed to a child beside any absence; none to those who may not see."""
    rows = Duty.objects.filter(child=child, episode__isnull=True)
    return _of_subject(actor, rows, child, at, seen)


def _of_subject(
    actor: Actor, rows: QuerySet[Duty], child: Child, at: datetime, seen: Sight | None
) -> tuple[Line, ...]:
    if not actor.holds(Permission.DUTY_SEE):
        return ()
    if not (seen or sight_of(actor, child, at=at)).shows(Part.DUTIES):
        rows = rows.filter(agency_id=actor.agency_id or 0)
    still = Case(When(open_at(at), then=Value(0)), default=Value(1))
    ordered = rows.filter(arose_at__lte=at).order_by(
        still, F("due_at").asc(nulls_last=True), "arose_at", "pk"
    )
    chosen = ordered.select_related("child__responsible_authority", "episode", "agency", "person")
    return tuple(line(row, at) for row in chosen)


def next_for(actor: Actor, episode_ids: Collection[int], at: datetime) -> dict[int, Line]:
    """For each of these absences the duty that is due first, in one query.

    The caller may see the absences; to whom duties are closed, nothing is shown.
    """
    if not actor.holds(Permission.DUTY_SEE):
        return {}
    rows = (
        Duty.objects.filter(open_at(at), episode__in=episode_ids, due_at__isnull=False)
        .select_related("child__responsible_authority", "episode", "agency", "person")
        .order_by("episode_id", "-due_at", "-arose_at", "-pk")
    )
    return {row.episode_id: line(row, at) for row in rows if row.episode_id is not None}


def get(actor: Actor, number: int, at: datetime) -> tuple[Duty, Line]:
    """One duty of a child whose record the actor may see."""
    row = (
        Duty.objects.filter(pk=number, child__in=visible_to(actor, at=at).values("pk"))
        .select_related("child__responsible_authority", "episode", "agency", "person")
        .first()
    )
    if row is None or row.child is None or not actor.holds(Permission.DUTY_SEE):
        raise NotFound("duty", str(number))
    seen = sight_of(actor, row.child, at=at)
    if row.agency_id != actor.agency_id and not seen.shows(Part.DUTIES):
        raise NotFound("duty", str(number))
    return row, line(row, at)


def names_of(actor: Actor, references: Collection[str], at: datetime) -> dict[str, str]:
    """The name of the child whose record each of these is, where the actor may see it."""
    seen = visible_to(actor, at=at)
    children = {child.reference: child.name for child in seen.filter(reference__in=references)}
    absences = Episode.objects.filter(reference__in=references, child__in=seen)
    rows = absences.select_related("child")
    return children | {episode.reference: episode.child.name for episode in rows}


def may_excuse(actor: Actor, duty: Duty, at: datetime) -> Decision:
    """Whether the actor may excuse this duty, with the sentence when not."""
    return policies.can_excuse(actor, duty, policies.rules_of(duty), at)


def line(row: Duty, at: datetime) -> Line:
    """The duty as it stands at this instant."""
    rules = policies.rules_of(row)
    return Line(
        id=row.pk,
        rule=row.rule,
        words=row.words,
        why=row.because,
        source=row.source,
        stage=row.stage,
        role=Role(row.role),
        agency=row.agency.name,
        agency_id=row.agency_id,
        person=row.person.name if row.person else "",
        planned=row.cause if row.rule == RULE else "",
        child=row.child.name if row.child else "",
        child_reference=row.child.reference if row.child else "",
        episode=row.episode.reference if row.episode else "",
        arose_at=row.arose_at,
        due_at=row.due_at,
        met_at=row.met_at,
        excused_at=row.excused_at,
        excused_why=row.excused_why,
        state=state_of(row, at),
        pressing=_pressing(row.due_at, at),
        met_by=frozenset[str]().union(*(facts_of(rule.met_by) for rule in rules)),
        excused_by=policies.excusing_roles(rules),
        knows=joined_vocabulary([rule.vocabulary for rule in rules]) if rules else NO_FACTS,
    )


def state_of(row: Duty, at: datetime) -> DutyState:
    """How a duty stands at an instant, as `protocol.evaluate` has it."""
    if at < row.arose_at:
        return DutyState.NOT_YET
    for ended, in_time, late in (
        (row.met_at, DutyState.MET, DutyState.MET_LATE),
        (row.excused_at, DutyState.EXCUSED, DutyState.OVERDUE_BEFORE_EXCUSED),
    ):
        if ended is not None and ended <= at:
            return late if row.due_at is not None and ended > row.due_at else in_time
    return _unmet(row, at)


def _unmet(row: Duty, at: datetime) -> DutyState:
    if row.ended_at is not None and row.ended_at <= at:
        return DutyState.MISSED
    if row.due_at is not None and at > row.due_at:
        return DutyState.OVERDUE
    if row.due_soon_at is not None and at >= row.due_soon_at:
        return DutyState.DUE_SOON
    return DutyState.OWED


def _pressing(due_at: datetime | None, at: datetime) -> Pressing:
    if due_at is None or due_at > at + SOON:
        return Pressing.LATER
    return Pressing.OVERDUE if due_at < at else Pressing.SOON


def opened(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Those that somebody still has to do."""
    return tuple(one for one in lines if one.state.is_open)
