"""Two strategy meetings: one held for a sister and brother, who each keep a record; one to come."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from lantern.access.actor import Actor
from lantern.core.instants import day_in_london
from lantern.demo.cast import Partnership
from lantern.demo.records import Known
from lantern.episodes import queries as episodes
from lantern.meetings import queries
from lantern.meetings.actions import arranging, holding
from lantern.meetings.actions.arranging import When
from lantern.meetings.actions.holding import Held
from lantern.meetings.details import Attended, PartSaid, Record, Shared, Weighed
from lantern.plans.details import Agreed
from lantern.vocabulary.meeting import (
    Came,
    HowHeld,
    LegalChoice,
    LegalStep,
    MeetingKind,
    Part,
    Placed,
    Reach,
)
from lantern.vocabulary.role import Role

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.meetings.models import Meeting

DAY: Final = timedelta(days=1)
HIGH: Final = "Neither has done this before, and no phone answers."
SAID: Final = (
    (Part.KNOWN, "Last seen together at the swings in the park. Both had their coats."),
    (Part.DONE, "The park, the shops and the school were searched. Friends were rung."),
    (Part.NEEDED, "Who Grace wrote to this week: the school asks her friends in the morning."),
    (Part.LOCATING, "Officers go to the aunt’s and to the bus station now."),
    (Part.LEGAL, "Police protection if they are found where they are not safe."),
    (Part.PLACED, "Their foster carers want them back, and both children feel safe there."),
    (Part.MEDIA, "Not now. Looked at again if they are not found in four hours."),
    (Part.PREVENTING, "Contact with their mother is set again: it was called off twice."),
    (Part.DYNAMICS, "Grace looks after Samuel. He goes where she goes; she would not leave him."),
    (
        Part.DECISIONS,
        "Each is looked for as if alone. The police lead; the two agencies talk each hour.",
    ),
)
OWN: Final[Mapping[str, tuple[tuple[str, Role], ...]]] = {
    "Grace Akomfrae": (
        ("Ask Grace’s friends whom she wrote to this week", Role.SCHOOL),
        ("Go to the aunt’s and to the bus station", Role.POLICE),
        ("Set the contact with her mother again, and tell Grace the day", Role.SOCIAL_WORKER),
    ),
    "Samuel Akomfrae": (
        ("Keep Samuel’s inhaler with whoever searches", Role.POLICE),
        ("Ask Samuel’s teacher what he said about going", Role.SCHOOL),
        ("Set the contact with his mother again, and tell Samuel the day", Role.SOCIAL_WORKER),
    ),
}


def meet(company: Partnership, known: Mapping[str, Known], now: datetime) -> None:
    """The meetings that there have been and will be by this instant."""
    chair = company.actors["team_manager"]
    _together(company, [known[name] for name in OWN], chair, now)
    _to_come(company, known["Amelia Thornwick"], chair, now)


def _together(company: Partnership, both: list[Known], chair: Actor, now: datetime) -> None:
    """One meeting by telephone for the two, and a record and a plan for each."""
    worker = company.actors[both[0].social_worker]
    called, began = now - timedelta(minutes=100), now - timedelta(minutes=50)
    away = [one for one in (_absence(worker, each, called) for each in both) if one is not None]
    words = "They went together, and what one knows the other knows."
    arranging.consider_joint(away, by=worker, at=called, is_joint=True, words=words)
    meetings = arranging.arrange(
        away,
        MeetingKind.EARLY,
        When(
            starts_at=began,
            how=HowHeld.CALL,
            place="The usual conference line",
            chair_name=chair.name,
            chair_id=chair.user_id,
        ),
        by=worker,
        at=called,
        why=HIGH,
    )
    for one in meetings:
        holding.record(one, _held(chair, one, began, now), by=chair, at=now - timedelta(minutes=10))


def _held(chair: Actor, meeting: "Meeting", began: datetime, now: datetime) -> Held:
    """What the chair recorded of one of the two."""
    seen = queries.get(chair, meeting.reference, page="meeting", at=now)
    child = meeting.episode.child
    police = next((one for one in seen.members if one.category == "police"), None)
    shared = Shared(
        agency=police.name.partition(", ")[2] if police else "The police",
        agency_id=police.agency_id if police else None,
        words="The aunt’s partner is known to the police. He has no contact with the children.",
        reach=Reach.POLICE_AND_SOCIAL_CARE,
    )
    today = day_in_london(now)
    return Held(
        held_at=began,
        review_on=today + 2 * DAY,
        record=Record(
            attended=tuple(
                Attended(member=one.key, came=Came.PRESENT if one.user_id else Came.APOLOGIES)
                for one in seen.members
            ),
            shared=(shared,),
            parts=tuple(PartSaid(part=part, words=words) for part, words in SAID),
            legal=(
                Weighed(step=LegalStep.POLICE_PROTECTION, choice=LegalChoice.NOT_NOW),
                Weighed(step=LegalStep.RECOVERY_ORDER, choice=LegalChoice.NOT_NOW),
            ),
            placed=Placed.SAME,
        ),
        actions=tuple(
            Agreed(what=what, role=role, due_on=today + DAY) for what, role in OWN[child.name]
        ),
    )


def _to_come(company: Partnership, one: Known, chair: Actor, now: datetime) -> None:
    """A meeting called early for tomorrow, because of the risk."""
    worker = company.actors[one.social_worker]
    called = now - timedelta(minutes=30)
    episode = _absence(worker, one, called)
    if episode is None:
        return
    arranging.arrange(
        [episode],
        MeetingKind.EARLY,
        When(
            starts_at=(now + DAY).replace(minute=0),
            how=HowHeld.BOTH,
            place="Room 2, the safeguarding hub",
            chair_name=chair.name,
            chair_id=chair.user_id,
        ),
        by=worker,
        at=called,
        why="A silver car waited at the corner, and the friend she named has not seen her.",
    )


def _absence(by: Actor, one: Known, at: datetime) -> "Episode | None":
    return episodes.open_of(by, one.child, at=at)
