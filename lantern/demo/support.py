"""A directory of invented services, a letter sent and one to be sent, and support going on."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from lantern.access.actor import Actor
from lantern.core.instants import day_in_london
from lantern.demo.cast import Partnership
from lantern.demo.records import Known
from lantern.episodes import queries as episodes
from lantern.support import queries
from lantern.support.actions import directory, letters, programmes
from lantern.support.policies import can_write
from lantern.vocabulary.support import (
    Attendance,
    LetterMethod,
    ServiceFor,
    ServiceKind,
    SupportAnswer,
    SupportKind,
    SupportTopic,
)

if TYPE_CHECKING:
    from lantern.agencies.models import Agency
    from lantern.episodes.models import Episode

DAY: Final = timedelta(days=1)
CHILD, PARENT, CARER = ServiceFor.CHILD, ServiceFor.PARENT, ServiceFor.CARER
Listed = tuple[str, ServiceKind, str, str, str, tuple[ServiceFor, ...], int]
SERVICES: Final[tuple[Listed, ...]] = (
    (
        "Harbour Line",
        ServiceKind.HELPLINE,
        "Talk to someone about anything, also while you are away",
        "0800 001 0001",
        "Day and night",
        (CHILD,),
        120,
    ),
    (
        "Lantern Street",
        ServiceKind.ACCOMMODATION,
        "A safe bed for tonight",
        "01632 960 170",
        "Day and night",
        (CHILD, PARENT),
        90,
    ),
    (
        "Speak Up Calderbrook",
        ServiceKind.ADVOCACY,
        "Someone who helps you to say what you want",
        "01632 960 171",
        "Monday to Friday, 9:00 to 18:00",
        (CHILD,),
        60,
    ),
    (
        "Families Talk",
        ServiceKind.MEDIATION,
        "Help for parents and young people to talk to each other",
        "01632 960 172",
        "Monday to Saturday, 9:00 to 20:00",
        (PARENT, CARER),
        100,
    ),
    (
        "Foster Care Night Line",
        ServiceKind.CARER_SUPPORT,
        "Social workers to ring when the office is closed",
        "01632 960 173",
        "Every night of the year",
        (CARER,),
        45,
    ),
    (
        "The Shed",
        ServiceKind.LOCAL_PROJECT,
        "A warm place, food and someone to talk to",
        "01632 960 174",
        "Tuesday and Thursday, 16:00 to 20:00",
        (CHILD,),
        -12,
    ),
)
"""Name, sort, what for, number, hours, for whom, and in how many days it is checked again: one is
late, and so it is not printed."""
SESSIONS: Final = (
    (28, Attendance.HELD, (SupportTopic.RUNNING, SupportTopic.CONFIDENCE)),
    (21, Attendance.HELD, (SupportTopic.RELATIONSHIPS,)),
    (14, Attendance.DID_NOT_COME, ()),
    (7, Attendance.HELD, (SupportTopic.INTERNET, SupportTopic.GROOMING)),
)


def give(company: Partnership, known: Mapping[str, Known], now: datetime) -> None:
    """The directory as it stands at this instant, and what was sent and offered."""
    _list_services(company, now)
    back = _back_with(company, known, now)
    if not back:
        return
    _write(company, back, now)
    _support(company, back[0], now)


def _list_services(company: Partnership, now: datetime) -> None:
    """Calderbrook's coordinator keeps all of them; the board lists two for its neighbours."""
    _list(company.agencies["calderbrook"], company.actors["coordinator"], SERVICES, now)
    for neighbour in ("vale", "northmoor"):
        wide = [one for one in SERVICES if one[0] in ("Harbour Line", "Families Talk")]
        _list(company.agencies[neighbour], company.actors["board_chair"], wide, now)


def _list(authority: "Agency", by: Actor, services: Iterable[Listed], now: datetime) -> None:
    for name, kind, purpose, telephone, hours, audiences, days in services:
        directory.add(
            authority,
            by=by,
            at=now - 180 * DAY,
            name=name,
            kind=kind,
            purpose=purpose,
            telephone=telephone,
            elsewhere="",
            hours=hours,
            audiences=list(audiences),
            area=authority.name.removesuffix(" Council"),
            source="Rang them",
            review_on=day_in_london(now) + days * DAY,
        )


def _back_with(company: Partnership, known: Mapping[str, Known], now: datetime) -> list["Episode"]:
    """The latest absence of each child who is back and whom the interviewer may write to."""
    by = company.actors["interviewer"]
    latest = (next(iter(episodes.of_child(by, one.child)), None) for one in known.values())
    found = [one for one in latest if one is not None and can_write(by, one, at=now)]
    return sorted(found, key=lambda one: one.reference)[:2]


def _write(company: Partnership, back: list["Episode"], now: datetime) -> None:
    """A letter to a young person given by hand yesterday, and one to a family not sent yet."""
    by, made = company.actors["interviewer"], now - timedelta(hours=3)
    first, last = back[0], back[-1]
    given = letters.make(first, by=by, at=made, to="child", telephone="01632 960 180")
    letters.send(given, by=by, at=now - timedelta(hours=1), now=now, method=LetterMethod.BY_HAND)
    to = [one for one in queries.addressees(by, last, at=now) if one.decision]
    letters.make(last, by=by, at=made, to=to[-1].key, telephone="01632 960 180")


def _support(company: Partnership, episode: "Episode", now: datetime) -> None:
    """A programme of ten sessions, three of them held."""
    by = company.actors["interviewer"]
    offered = now - 35 * DAY
    support = programmes.offer(
        episode.child,
        by=by,
        at=offered,
        now=now,
        kind=SupportKind.INTENSIVE,
        worker=by.name,
        aim="To find other ways than going when things get loud at home",
        planned_sessions=10,
    )
    programmes.answer(
        support,
        by=by,
        at=offered + DAY,
        now=now,
        answered=SupportAnswer.ACCEPTED,
        words="Okay, but not at home.",
    )
    for days, attendance, topics in SESSIONS:
        at = now - days * DAY
        programmes.record_session(
            support,
            by=by,
            at=at,
            now=now,
            worker=by.name,
            attendance=attendance,
            topics=list(topics),
            words="We walked along the canal and talked." if topics else "",
            next_step="Thursday at the library" if topics else "Ring and ask",
        )
