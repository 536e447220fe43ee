"""Fills an empty database with the demonstration, once; and refuses to touch any other."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from lantern.agencies import queries as agencies
from lantern.core.errors import Refused
from lantern.core.events import Event, Reaction, install
from lantern.core.instants import day_in_london
from lantern.demo import (
    agreement,
    cast,
    catching_up,
    follow_up,
    history,
    interviews,
    live,
    meetings,
    records,
    referrals,
    returning,
    support,
)
from lantern.demo.absences import Absence
from lantern.demo.cast import MAKER, Partnership
from lantern.demo.company import BODIES_SHOWN, DESKS_SHOWN, PEOPLE_SHOWN
from lantern.demo.people import characters
from lantern.demo.records import Known, Numbers
from lantern.demo.scenes import Moment, Scene
from lantern.duties.actions import rebuilding
from lantern.episodes.events import EntryRecorded
from lantern.reactions import TABLE, open_to_those_told

SEED: Final = 2026
OPENED: Final = timedelta(days=730)
"""How long the partnership has used Lantern: longer than any placement has lasted."""


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What was made, if anything: a demonstration that is there already is left as it is."""

    is_new: bool
    children: int = 0
    absences: int = 0
    live: int = 0


def fill(*, now: datetime, seed: int = SEED) -> Filled:
    """Make the demonstration, all of it or nothing; one that is there already is left as it is.

    Raises Refused outside a demonstration, and on a database that holds anything else.
    """
    if is_there():
        return Filled(is_new=False)
    with transaction.atomic():
        return _make(now.replace(second=0, microsecond=0), seed)


def require_demonstration() -> None:
    """Raises Refused where the settings do not say that this is one."""
    if not settings.LANTERN_DEMO:
        raise Refused(
            "This is not a demonstration. Set LANTERN_DEMO=true only where no real child is on "
            "record."
        )


def is_there() -> bool:
    """Whether the database holds the demonstration; False when it holds nothing.

    Raises Refused outside a demonstration, and on a database that holds anything else.
    """
    require_demonstration()
    slugs = {agency.slug for agency in agencies.agencies(MAKER)}
    if slugs and slugs != {body.slug for body in BODIES_SHOWN}:
        raise Refused(
            "This database holds something other than the demonstration, and is left alone. "
            "Choose another LANTERN_HOME or DATABASE_URL."
        )
    return bool(slugs)


def _make(now: datetime, seed: int) -> Filled:
    with _only(open_to_those_told):
        company = cast.make(
            at=now - OPENED,
            bodies=BODIES_SHOWN,
            desks=DESKS_SHOWN,
            people=PEOPLE_SHOWN,
            rulebook_from=day_in_london(now - referrals.LATELY),
        )
        records.describe_homes(company, now - OPENED)
        known = _children(company, now)
        before = [one for one in known.values() if not referrals.first_time(one)]
        past = [*history.invent(before, now, seed), *referrals.lately(known, now)]
        scenes = _scenes(past, known, company)
        _play(scenes, until=now)
        referrals.work(company, scenes, now)
        follow_up.follow_up(company, known, now)
        for one in known.values():
            records.restrict(one, company, now - timedelta(days=1))
        returning.agree(company, known, now)
        rebuilding.rebuild(by=MAKER, at=now)
        catching_up.catch_up(company, now)
        rebuilding.rebuild(by=MAKER, at=now)
    agreement.draw_up(company, now)
    present = _scenes(live.absences(now), known, company)
    for scene in present:
        scene.is_told = True
    with _only(open_to_those_told, of=EntryRecorded):
        _play(present, until=now)
    for scene in present:
        scene.bring_duties_in_line(now)
    meetings.meet(company, known, now)
    support.give(company, known, now)
    interviews.hold(company, known, now)
    return Filled(is_new=True, children=len(known), absences=len(past), live=len(present))


def _children(company: Partnership, now: datetime) -> dict[str, Known]:
    numbers = Numbers.fresh()
    made = (
        records.make(character, serial, company, numbers, now)
        for serial, character in enumerate(characters())
    )
    return {one.character.name: one for one in made}


def _scenes(
    absences: Iterable[Absence], known: Mapping[str, Known], company: Partnership
) -> list[Scene]:
    """A scene for each absence; children who go together are reported by the first of them."""
    scenes = [
        Scene(absence=absence, known=known[absence.child], company=company) for absence in absences
    ]
    for number, scene in enumerate(scenes):
        scene.others = tuple(
            other
            for other in scenes[number + 1 :]
            if other.absence.seen_at == scene.absence.seen_at
            and other.absence.child in scene.absence.companions
        )
        for other in scene.others:
            other.is_reported_with_another = True
    return scenes


def _play(scenes: Iterable[Scene], *, until: datetime) -> None:
    """Perform every moment up to this instant, in the order in which they happen."""
    moments: list[Moment] = [moment for scene in scenes for moment in scene.moments()]
    for at, act in sorted(moments, key=lambda moment: moment[0]):
        if at <= until:
            act(at)


@contextmanager
def _only(*kept: Reaction, of: type[Event] = Event) -> Iterator[None]:
    """For a while, of what follows from events (of this kind) only this follows.

    The past is written down without telling anybody of it tonight, and the ledger is derived once
    at the end and not after each entry. Agencies still come to see what they were told of.
    """
    install(
        {
            kind: tuple(one for one in after if one in kept) if issubclass(kind, of) else after
            for kind, after in TABLE.items()
        }
    )
    try:
        yield
    finally:
        install(TABLE)
