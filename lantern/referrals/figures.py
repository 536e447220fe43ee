"""Figures of a provider or an authority: how soon, and how the queue moves."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Max, Min, Q

from lantern.access import looks
from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.instants import LONDON
from lantern.duties.models import Duty
from lantern.duties.queries import open_at
from lantern.episodes import queries as episodes
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import RETURNED, WHEREABOUTS, effective
from lantern.referrals import backlog, clocks, policies, queries, queue
from lantern.referrals.backlog import Backlog
from lantern.referrals.clocks import Kind
from lantern.referrals.models import Referral, Response
from lantern.referrals.rows import DECLINED
from lantern.referrals.timeliness import Times
from lantern.vocabulary.absence import Precision
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.interview import OfferResponse
from lantern.vocabulary.role import Role

_YES: Final = (OfferResponse.ACCEPTED, OfferResponse.WAITING_LIST)
_FACTS: Final = (clocks.CONTACT, clocks.OFFERED, clocks.HELD, DECLINED)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One worker, and how many children who wait the worker has."""

    worker: User
    holds: int


@dataclass(frozen=True, kw_only=True)
class Staffing:
    """A provider's workers, and how its queue moves."""

    provider: Agency
    desks: tuple[Desk, ...]
    unallocated: int
    backlog: Backlog


@dataclass(frozen=True, kw_only=True)
class Behind:
    """One absence behind a figure, for somebody who may open it."""

    episode: Episode
    times: Times


def times(actor: Actor, since: date, until: date, at: datetime) -> tuple[Times, ...]:
    """The instants of every absence after which an interview fell due to be held in these days, of
    those for which the actor's agency answers. A fixed number of queries.

    The figures are of all; whose they are is shown to those who may open the record.
    """
    policies.can_see_figures(actor).require()
    candidates = Duty.objects.filter(
        _whose(actor),
        role=Role.RETURN_INTERVIEW_PROVIDER,
        stage="return",
        arose_at__gte=_midnight(since),
        arose_at__lt=_midnight(until + timedelta(days=1)),
        episode__is_history=False,
    )
    ids = set(candidates.values_list("episode_id", flat=True))
    started = {
        episode: held[0].arose_at
        for episode, owed in clocks.each(actor, ids, at).items()
        if (held := [one for one in owed if one.kind is Kind.HELD])
    }
    said, accepted = _entries(started), _accepted(started)
    rows = Episode.objects.filter(pk__in=started).order_by("-reported_at", "-pk")
    return tuple(
        _times(reference, started[pk], said.get(pk, ()), accepted.get(pk))
        for pk, reference in rows.values_list("pk", "reference")
    )


def _whose(actor: Actor) -> Q:
    """Those for which the actor's agency answers: as provider, authority, force or home. The
    partnership's own board answers for all (DfE 2014 ¶15)."""
    if actor.is_system or actor.agency_kind == AgencyKind.SAFEGUARDING_BOARD:
        return Q()
    own = actor.agency_id or 0
    mine = Q(agency=own) | Q(episode__referral__provider=own)
    if not actor.holds(Permission.FIGURES_SEE):
        return mine
    if actor.agency_kind == AgencyKind.POLICE_FORCE:
        return Q(episode__force=own)
    if actor.agency_kind == AgencyKind.LOCAL_AUTHORITY:
        return mine | Q(episode__responsible_authority=own)
    return mine | Q(episode__placement__carer=own)


def _midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=LONDON)


def _entries(episode_ids: Collection[int]) -> Mapping[int, Sequence[Entry]]:
    """What these absences say of the return and of the interview, as it stands."""
    rows = Entry.objects.filter(
        Q(fact__in=_FACTS)
        | Q(fact=WHEREABOUTS)
        | Q(corrects__fact__in=_FACTS)
        | Q(corrects__fact=WHEREABOUTS),
        episode__in=list(episode_ids),
    )
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    for row in rows.defer("words", "details", "reason"):
        found[row.episode_id].append(row)
    return {episode: effective(some) for episode, some in found.items()}


def _accepted(episode_ids: Collection[int]) -> Mapping[int, datetime]:
    """When each child first said yes."""
    rows = Response.objects.filter(referral__episode__in=list(episode_ids), response__in=_YES)
    return dict(rows.values_list("referral__episode").annotate(first=Min("at")))


def _times(
    reference: str, owed_from: datetime, said: Sequence[Entry], accepted: datetime | None
) -> Times:
    """An offer that was answered was made, and a child interviewed was reached and said yes: what
    follows from another is taken to have happened no later."""
    at = {fact: _first(said, fact) for fact in _FACTS}
    held, declined = at[clocks.HELD], at[DECLINED]
    offered = _earliest(at[clocks.OFFERED], held, declined)
    back = [one for one in said if (one.fact, one.value) == (WHEREABOUTS, RETURNED)]
    vague = {one.at for one in said if one.precision == Precision.DAY}
    returned = back[-1] if back and back[-1].precision != Precision.DAY else None
    return Times(
        key=reference,
        owed_from=None if owed_from in vague else owed_from,
        returned_at=returned.at if returned else None,
        contact_at=_earliest(at[clocks.CONTACT], offered),
        offered_at=offered,
        accepted_at=_earliest(accepted, held),
        held_at=held,
    )


def _first(said: Iterable[Entry], fact: str) -> datetime | None:
    return next((one.at for one in said if one.fact == fact), None)


def _earliest(*instants: datetime | None) -> datetime | None:
    return min((one for one in instants if one is not None), default=None)


def behind(actor: Actor, found: Sequence[Times], at: datetime) -> tuple[Behind, ...]:
    """Whose absences these are, as far as the actor may open them; the look is recorded."""
    each = {one.key: one for one in found}
    rows = episodes.visible_to(actor, at=at).filter(reference__in=each).select_related("child")
    shown = tuple(
        Behind(episode=one, times=each[one.reference])
        for one in rows.order_by("-reported_at", "-pk")
    )
    if shown:
        looks.look(actor, "return interviews", page="how soon", basis="figures", at=at)
    return shown


def staffing(actor: Actor, provider: Agency, at: datetime) -> Staffing:
    """The provider's workers, how many children each has, and how the queue moves."""
    policies.provides(actor).require()
    day = at.astimezone(LONDON).date()
    waiting = queue.in_order(actor, at).filter(waits=True)
    held = dict(waiting.order_by().values_list("holder").annotate(many=Count("pk")))
    return Staffing(
        provider=provider,
        desks=tuple(
            Desk(worker=one, holds=held.get(one.pk, 0))
            for one in queries.workers(actor, provider, day)
        ),
        unallocated=held.get(None, 0),
        backlog=_backlog(actor, provider, sum(held.values()), at),
    )


def _backlog(actor: Actor, provider: Agency, waiting: int, at: datetime) -> Backlog:
    since = at - backlog.OVER
    theirs = Referral.objects.filter(provider=provider)
    arrived = theirs.filter(received_at__gt=since).values_list("received_at", flat=True)
    ended = (
        Duty.objects.filter(
            episode__referral__provider=provider,
            role=Role.RETURN_INTERVIEW_PROVIDER,
            stage="return",
            arose_at__lte=at,
        )
        .values("episode")
        .annotate(still=Count("pk", filter=open_at(at)), last=Max("ended_at"))
        .filter(still=0, last__gt=since)
    )
    return backlog.backlog(
        list(arrived),
        list(ended.values_list("last", flat=True)),
        waiting=waiting,
        at=at,
        capacity=queries.capacity(actor, provider),
    )
