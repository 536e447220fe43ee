"""What is going on right now, told back from this minute: one absence at each stage of the flows."""

from datetime import datetime, timedelta

from lantern.demo.absences import Absence, Found, Interview
from lantern.vocabulary.absence import Classification
from lantern.vocabulary.returning import HowReturned
from lantern.vocabulary.risk import RiskLevel


def _hours(number: float) -> timedelta:
    return timedelta(hours=number)


def _minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def absences(now: datetime) -> tuple[Absence, ...]:
    """The absences that are live at this instant, and the stage of the flow at which each stands."""
    return (
        # FL-01.06: reported a few minutes ago; nobody at the police has taken it yet.
        Absence(
            key="just reported",
            child="Jayden Merrowfield",
            seen_at=now - _minutes(50),
            noticed=_minutes(12),
            reported=_minutes(46),
            decided=None,
            rang_police=False,
            circumstances="Climbed out of the kitchen window after an argument about the games "
            "console. His coat is still on the hook.",
        ),
        # FL-01.12 and .13: missing, high risk, five hours.
        Absence(
            key="high risk",
            child="Amelia Thornwick",
            seen_at=now - _hours(5),
            reported=_minutes(70),
            risk=RiskLevel.HIGH,
            circumstances="Said that she was meeting Jess and would be an hour. Jess has not seen "
            "her. A silver car was waiting at the corner.",
        ),
        # FL-01.17: over 72 hours; the strategy meeting is owed.
        Absence(
            key="three days",
            child="Dontae Riversfield",
            seen_at=now - _hours(80),
            reported=_minutes(95),
            risk=RiskLevel.HIGH,
            circumstances="Said he was going to the station to meet a friend. His second phone is gone as well.",
            left_undone=frozenset({"strategy_meeting.arranged", "strategy_meeting.held"}),
        ),
        # FL-03: absent, with a review agreed.
        Absence(
            key="absent",
            child="Marcus Elderfield",
            seen_at=now - _hours(3),
            reported=_minutes(60),
            classification=Classification.ABSENT,
            circumstances="Missed his curfew. Wrote that he is at Kayleigh’s and will come when "
            "the film is over.",
        ),
        # FL-04: away from placement, whereabouts known.
        Absence(
            key="whereabouts known",
            child="Chloe Fennimoor",
            seen_at=now - _hours(7),
            reported=_minutes(80),
            decided=_minutes(60),
            classification=Classification.NOT_RECORDED,
            away_known=_minutes(110),
            found=Found(place="4 Bellwether Close, with Callum’s family"),
            circumstances="Did not come back from Callum’s at the time agreed.",
        ),
        # FL-10.03: located, but nobody has been able to speak with the child.
        Absence(
            key="no contact",
            child="Liam O'Marrin",
            seen_at=now - _hours(30),
            reported=_minutes(75),
            located=_hours(27),
            is_in_contact=False,
            found=Found(
                place="the caravans at Marl Lane",
                how=HowReturned.POLICE,
                with_whom="Cousins",
                miles=6.5,
                words="Seen from the road by an officer. The family says that he will not speak "
                "to anybody.",
            ),
            circumstances="Went out to the horses and did not come back in.",
        ),
        *_two_together(now),
        # FL-09: Northmoor’s child, placed in Calderbrook.
        Absence(
            key="out of area",
            child="Kofi Adansi",
            seen_at=now - _hours(9),
            reported=_minutes(65),
            found=Found(place="Northmoor Central station"),
            circumstances="Was to be back from the gym an hour ago. A friend says that he took "
            "the Northmoor train.",
        ),
        # FL-02: missing from home, on a protection plan.
        Absence(
            key="from home",
            child="Yusuf Karimoor",
            seen_at=now - _hours(26),
            reported=_minutes(150),
            circumstances="Went out to the shop and did not come home. His mother rang his friends "
            "first.",
        ),
        # FL-10.08: back two hours; the safe and well check is owed.
        Absence(
            key="just back",
            child="Zofia Lipowa",
            seen_at=now - _hours(11),
            reported=_minutes(70),
            back=_hours(9),
            found=Found(
                place="her cousin’s in Orchard Rise",
                how=HowReturned.FAMILY,
                with_whom="Her cousin Maja",
                miles=1.8,
                words="Brought back by her cousin. Quiet; has eaten.",
            ),
            left_undone=frozenset({"safe_and_well.held"}),
            circumstances="Was upset after a call and walked out. Her bag is gone.",
        ),
        # FL-10.10: back sixty hours; the interview is owed and the 48 hours have gone by.
        Absence(
            key="interview owed",
            child="Aaliyah Chandani-Roe",
            seen_at=now - _hours(81),
            reported=_minutes(75),
            risk=RiskLevel.HIGH,
            back=_hours(21),
            interview=Interview.NOT_HELD,
            found=Found(
                place="services on the ring road",
                how=HowReturned.POLICE,
                with_whom="Would not say",
                miles=22,
                words="Found by officers in a car park. Did not want to talk in the car.",
            ),
            circumstances="A car waited at the end of the lane. Staff took the number.",
        ),
        # FL-10.11: the interview declined; the parents are to be offered a say.
        Absence(
            key="interview declined",
            child="Ruby Ashcombe",
            seen_at=now - _hours(66),
            reported=_minutes(85),
            back=_hours(30),
            interview=Interview.DECLINED,
            found=Found(
                place="Tiggy’s flat in Weir Lane",
                with_whom="Tiggy",
                miles=2.4,
                words="Came back by herself. Tired and hungry; wanted to eat before any question.",
            ),
            left_undone=frozenset({"parents.offered_say"}),
            circumstances="It was pocket money day. She said that she would not be long.",
        ),
    )


def _two_together(now: datetime) -> tuple[Absence, ...]:
    """FL-08: a sister and her brother, one report, a record each."""
    circumstances = (
        "Went to the park together and did not come back. Grace’s phone is off; Samuel has none."
    )
    grace = Absence(
        key="together",
        child="Grace Akomfrae",
        seen_at=now - _hours(4),
        reported=_minutes(90),
        companions=("Samuel Akomfrae",),
        circumstances=circumstances,
    )
    samuel = Absence(
        key="together, the younger",
        child="Samuel Akomfrae",
        seen_at=now - _hours(4),
        reported=_minutes(90),
        risk=RiskLevel.HIGH,
        companions=("Grace Akomfrae",),
        circumstances=circumstances,
    )
    return grace, samuel
