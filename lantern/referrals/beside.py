"""How a child's referrals stand, read in one union: for pages that show much else of the child.

Rows come with what such a page shows of them. Whoever asks a row for more has it read then.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db import router
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    F,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from lantern.access.actor import Actor
from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.episodes.models import Entry, Episode
from lantern.people.models import Child
from lantern.referrals import clocks
from lantern.referrals.clocks import Clock
from lantern.referrals.models import (
    Allocation,
    Attempt,
    Offer,
    ParentsSay,
    Referral,
    Response,
    Triage,
)
from lantern.referrals.queries import NOTHING_DONE, Done
from lantern.referrals.rows import BEARING, Line, Row, Said, row

Deed = TypeVar("Deed", bound=Model)
_TEXT: Final = CharField()
_DEEDS: Final = (Triage, Attempt, Offer, Response, ParentsSay)
_VALUES: Final[Mapping[type[Model], Any]] = {
    Triage: F("rating"),
    Attempt: Case(When(reached=True, then=Value("yes")), default=Value("")),
    Offer: Value(""),
    Response: F("response"),
    ParentsSay: Value(""),
}
"""What of each deed a line about it says."""


def rows(
    actor: Actor,
    child: Child,
    episodes: Collection[Episode],
    owed: Mapping[int, tuple[Clock, ...]] | None,
    at: datetime,
) -> tuple[Row, ...]:
    """The referrals after these absences of a child, which the actor was given, the latest first.

    `owed` are the clocks of each absence; None where they are not known, and are read. One query,
    and one for the clocks.
    """
    by_number = {one.pk: one for one in episodes}
    read = _Read(child, by_number)
    found = sorted(read.referrals, key=lambda one: (one.received_at, one.pk), reverse=True)
    if owed is None:
        owed = clocks.each(actor, [one.episode_id for one in found], at) if found else {}
    return tuple(
        row(one, read.done.get(one.episode_id, NOTHING_DONE), owed, read.said) for one in found
    )


class _Read:
    """What one union found: referrals, what was done about each, and what the absences say."""

    def __init__(self, child: Child, episodes: Mapping[int, Episode]) -> None:
        lines = [Line(child.pk, *line) for line in _union(child.pk, list(episodes))]
        of_kind: defaultdict[str, list[Line]] = defaultdict(list)
        for line in lines:
            of_kind[line.kind].append(line)
        deeds = [line for model in _DEEDS for line in of_kind.pop(model.__name__, ())]
        given = of_kind.pop(Allocation.__name__, [])
        self.referrals = [
            _referral(line, child, episodes[line.episode_id])
            for line in of_kind.pop(Referral.__name__, ())
        ]
        away = [child.pk] if of_kind.pop(Episode.__name__, ()) else []
        entries = [line for some in of_kind.values() for line in some]
        self.said = Said(entries, away)
        self.done = _done(deeds, given, _standing(entries))


def _union(child: int, episodes: list[int]) -> QuerySet[Any, Any]:
    """Every row that bears on the referrals, each as a line; entries first, which have columns of
    each type."""
    about = {"referral__episode__in": episodes}
    keys = [Q(key__in=model.objects.filter(**about).values("entry_key")) for model in _DEEDS]
    wanted = Q(episode__in=episodes) & _any(keys)
    entries = Entry.objects.filter(BEARING | wanted, episode__child=child)
    referrals = Referral.objects.filter(episode__in=episodes)
    away = Episode.objects.filter(child=child, ended_at__isnull=True, is_history=False)
    others = [
        *(_lines(model.objects.filter(**about), _VALUES[model]) for model in _DEEDS),
        _lines(
            Allocation.objects.filter(**about),
            Coalesce(F("worker__name"), Value("")),
            key=Value(""),
            other=F("worker_id"),
        ),
        _lines(
            referrals,
            F("provider__name"),
            episode=F("episode_id"),
            key=F("reference"),
            at=F("received_at"),
            other=F("provider_id"),
        ),
        _lines(away, Value(""), episode=F("pk"), key=Value(""), at=F("recorded_at")),
    ]
    return entries.values_list(*Line._fields[1:]).union(*others, all=True)


def _any(conditions: Iterable[Q]) -> Q:
    found = Q()
    for one in conditions:
        found |= one
    return found


def _lines(
    found: QuerySet[Any],
    value: Any,
    *,
    episode: Any = F("referral__episode_id"),  # noqa: B008  an expression has no state
    key: Any = F("entry_key"),  # noqa: B008
    at: Any = F("at"),  # noqa: B008
    other: Any = Value(None, output_field=BigIntegerField()),  # noqa: B008
) -> QuerySet[Any, Any]:
    """Rows of one kind with the columns of an entry; `other` is another row that each points to."""
    return found.values_list(
        episode,
        F("pk"),
        key,
        Value(found.model.__name__, output_field=_TEXT),
        Value("", output_field=_TEXT),
        value,
        at,
        F("recorded_at"),
        other,
        Value(False, output_field=BooleanField()),
        Value("", output_field=_TEXT),
    )


def _standing(entries: Iterable[Line]) -> dict[str, datetime]:
    """When what each entry says happened, as it stands now; those withdrawn are left out."""
    latest = {line.key: line for line in sorted(entries, key=lambda line: line.pk)}
    return {key: line.at for key, line in latest.items() if not line.withdrawn}


def _done(
    deeds: Iterable[Line], given: Iterable[Line], standing: Mapping[str, datetime]
) -> dict[int, Done]:
    """What was done after each absence and still stands, in the order it happened."""
    kept: defaultdict[int, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for line in given:
        kept[line.episode_id]["allocations"].append(_allocation(line))
    for line in deeds:
        if line.key in standing:
            known = {"id": line.pk, "at": standing[line.key], "recorded_at": line.recorded_at}
            name, made = _deed(line, known)
            kept[line.episode_id][name].append(made)
    return {
        episode: Done(
            **{
                name: tuple(sorted(some, key=lambda one: (one.at, one.pk)))
                for name, some in each.items()
            }
        )
        for episode, each in kept.items()
    }


def _deed(line: Line, known: dict[str, Any]) -> tuple[str, Model]:
    """The row of a deed, and among which of the things done it belongs."""
    match line.kind:
        case Triage.__name__:
            return "triages", _made(Triage, known | {"rating": line.value})
        case Attempt.__name__:
            return "attempts", _made(Attempt, known | {"reached": line.value == "yes"})
        case Response.__name__:
            return "responses", _made(Response, known | {"response": line.value})
        case Offer.__name__:
            return "offers", _made(Offer, known)
        case _:
            return "says", _made(ParentsSay, known)


def _allocation(line: Line) -> Allocation:
    known = {"id": line.pk, "at": line.at, "recorded_at": line.recorded_at}
    found = _made(Allocation, known | {"worker_id": line.corrects_id})
    if line.corrects_id is not None:
        found.worker = _made(User, {"id": line.corrects_id, "name": line.value})
    return found


def _referral(line: Line, child: Child, episode: Episode) -> Referral:
    known = {"id": line.pk, "reference": line.key, "received_at": line.at}
    found = _made(Referral, known | {"recorded_at": line.recorded_at})
    found.child, found.episode = child, episode
    found.provider = _made(Agency, {"id": line.corrects_id, "name": line.value})
    return found


def _made(model: type[Deed], known: Mapping[str, Any]) -> Deed:
    """A row of which these columns are known; the others are read where somebody asks for them."""
    columns = model._meta.concrete_fields  # noqa: SLF001  Django's own public name for them
    in_order = [one.attname for one in columns if one.attname in known]
    return model.from_db(router.db_for_read(model), in_order, [known[one] for one in in_order])
