"""Who usually does what, and when: the working habits of the invented partnership, one line a step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from lantern.core.calendar import is_office_hours
from lantern.core.instants import to_microseconds
from lantern.demo.absences import Absence, Interview, Twist
from lantern.demo.records import Known


class Since(StrEnum):
    """From which instant the usual time of a step is counted."""

    REPORT = "report"
    DECISION = "decision"
    KNOWN = "known"
    LOCATED = "located"
    BACK = "back"


class Player(StrEnum):
    """The part that somebody plays for a child."""

    CARER = "carer"
    SOCIAL_WORKER = "social_worker"
    SOCIAL_WORKER_BY_DAY = "social_worker_by_day"
    TEAM_MANAGER = "team_manager"
    REVIEWING_OFFICER = "reviewing_officer"
    INSPECTOR = "inspector"
    OFFICER = "officer"
    HUB = "hub"
    PROVIDER = "provider"
    FOSTERING = "fostering"
    FOSTERING_HEAD = "fostering_head"
    RESIDENTIAL_MANAGER = "residential_manager"


Case = Callable[[Absence, Known], bool]


@dataclass(frozen=True)
class Habit:
    """A step, whose habit it is, how long after what, in which cases, and the words that go with it."""

    fact: str
    player: Player
    since: Since
    after: timedelta
    words: str = ""
    only: Case = lambda absence, known: True
    # Done even where the child comes back before it.
    goes_on: bool = False
    # Left for another time where the child is soon back: the return excuses it.
    lapses: bool = False


def _minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def _hours(number: float) -> timedelta:
    return timedelta(hours=number)


def _care(absence: Absence, known: Known) -> bool:
    return known.character.is_in_care


def _home(absence: Absence, known: Known) -> bool:
    return not known.character.is_in_care


def _has_worker(absence: Absence, known: Known) -> bool:
    return bool(known.character.statuses)


def _not_known(absence: Absence, known: Known) -> bool:
    return absence.away_known is None


def _care_not_known(absence: Absence, known: Known) -> bool:
    return _care(absence, known) and _not_known(absence, known)


def _away(absence: Absence, known: Known) -> bool:
    return _care(absence, known) and absence.away_known is not None


def _foster(absence: Absence, known: Known) -> bool:
    return known.lives_with_foster_carer


def _own_home(absence: Absence, known: Known) -> bool:
    return known.lives_in_own_home


def _own_foster(absence: Absence, known: Known) -> bool:
    return known.lives_with_own_foster_carer


def _out_of_area(absence: Absence, known: Known) -> bool:
    return known.is_out_of_area and _not_known(absence, known)


def _missing(absence: Absence, known: Known) -> bool:
    return absence.is_missing


def _missing_from_home(absence: Absence, known: Known) -> bool:
    return absence.is_missing and _home(absence, known)


def _high(absence: Absence, known: Known) -> bool:
    return absence.is_high_risk


def _high_in_care(absence: Absence, known: Known) -> bool:
    return absence.is_high_risk and _care(absence, known)


def _medium(absence: Absence, known: Known) -> bool:
    return absence.is_missing and not absence.is_high_risk and _care(absence, known)


def _absent(absence: Absence, known: Known) -> bool:
    return absence.decided is not None and absence.classification == "absent"


def _over(hours: int) -> Case:
    return lambda absence, known: absence.lasts(_hours(hours)) and _care_not_known(absence, known)


def _interviewed(absence: Absence, known: Known) -> bool:
    return absence.interview in (Interview.HELD, Interview.LATE)


def _declined(absence: Absence, known: Known) -> bool:
    return absence.interview == Interview.DECLINED


def _offered(absence: Absence, known: Known) -> bool:
    return absence.interview != Interview.NOT_HELD


def _again(absence: Absence, known: Known) -> bool:
    return known.character.frequency > 1


def _held_late(absence: Absence, known: Known) -> bool:
    return absence.interview == Interview.LATE


def _held_in_time(absence: Absence, known: Known) -> bool:
    return absence.interview == Interview.HELD


def _upgraded(absence: Absence, known: Known) -> bool:
    return absence.twist == Twist.UPGRADED


def _plan(absence: Absence, known: Known) -> bool:
    kinds = set(known.character.statuses)
    return _home(absence, known) and bool(kinds & {"protection_plan", "section_47"})


def _located_by_night(absence: Absence, known: Known) -> bool:
    if absence.located is None or not _care(absence, known):
        return False
    return not is_office_hours(to_microseconds(absence.seen_at + absence.located))


def _duty_team_knew(absence: Absence, known: Known) -> bool:
    return _care(absence, known) and not is_office_hours(to_microseconds(absence.reported_at))


R, D, K, L, B = Since.REPORT, Since.DECISION, Since.KNOWN, Since.LOCATED, Since.BACK
P = Player

HABITS: Final = (
    # While the child is away
    Habit("carer.instructed", P.SOCIAL_WORKER, R, _minutes(14), "Ring me first. Do not question the child at the door.", _care_not_known),
    Habit("immediate_strategy.agreed", P.SOCIAL_WORKER, R, _minutes(15), "Calls to the child and friends, visits to the usual addresses, next talk in four hours.", _care_not_known),
    Habit("information_sharing.decided", P.SOCIAL_WORKER, R, _minutes(55), "Police, home and school only, for now.", _has_worker, lapses=True),
    Habit("other_authorities.considered", P.SOCIAL_WORKER, R, _minutes(58), "No sign that the child has left the area.", _has_worker, lapses=True),
    Habit("notified.host_authority", P.SOCIAL_WORKER, R, _minutes(22), "Told by telephone.", lambda a, k: k.is_out_of_area),
    Habit("liaison.held", P.SOCIAL_WORKER, R, _hours(18), "Both authorities and the force spoke.", _out_of_area),
    Habit("notified.fostering_service", P.CARER, R, _minutes(20), "Left with the duty line.", _foster),
    Habit("visit.made", P.SOCIAL_WORKER, R, _hours(3), "Nobody at home had seen the child.", _care_not_known, lapses=True),
    Habit("contact.attempted_by_iro", P.REVIEWING_OFFICER, R, _hours(14), "Left a message.", _care_not_known, lapses=True),
    Habit("contact.attempted", P.SOCIAL_WORKER, R, _hours(20), "Phone is off. Message left.", _over(20)),
    Habit("contact.attempted", P.SOCIAL_WORKER, R, _hours(43), "Rang, no answer; a friend says the child is well.", _over(43)),
    Habit("contact.attempted", P.SOCIAL_WORKER, R, _hours(66), "Rang and wrote. Read, not answered.", _over(66)),
    Habit("absent_review.agreed", P.INSPECTOR, D, _minutes(6), "The home rings every hour; the control room rings at the turn of the shift.", _absent),
    Habit("absence.new_risk_information", P.OFFICER, D, _hours(2), "Last message to a friend sounded frightened.", _upgraded),
    Habit("investigating_officer.appointed", P.INSPECTOR, D, _minutes(9), "", _high),
    Habit("police.resources_deployed", P.INSPECTOR, D, _minutes(11), "Two cars to the usual places.", _high),
    Habit("senior_officer.involved", P.INSPECTOR, D, _minutes(16), "", _high),
    Habit("notified.childrens_social_care", P.OFFICER, D, _minutes(18), "", lambda a, k: _high(a, k) or _missing_from_home(a, k)),
    Habit("notified.missing_persons_bureau", P.OFFICER, D, _minutes(20), "", lambda a, k: _high(a, k) or _missing_from_home(a, k)),
    Habit("notified.ceop", P.OFFICER, D, _minutes(24), "", lambda a, k: _high(a, k) or _missing_from_home(a, k)),
    Habit("family_support.arranged", P.OFFICER, D, _minutes(70), "An officer calls twice a day.", lambda a, k: _high(a, k) or _missing_from_home(a, k)),
    Habit("media.decided", P.OFFICER, D, _minutes(95), "No appeal for now: it could drive the child further off.", _high),
    Habit("notified.designated_health", P.SOCIAL_WORKER, D, _minutes(25), "", _high_in_care),
    Habit("search.started", P.OFFICER, D, _minutes(35), "Addresses from the profile first.", lambda a, k: _medium(a, k) or _missing_from_home(a, k)),
    Habit("trace.considered", P.OFFICER, D, _hours(2), "Asked for the last place of the phone.", lambda a, k: _missing(a, k) and _care(a, k), lapses=True),
    Habit("regulation_40.completed", P.CARER, R, _hours(22), "", _own_home, goes_on=True),
    Habit("regulation_40.signed_off_by_service_manager", P.RESIDENTIAL_MANAGER, R, _hours(34), "", _own_home, goes_on=True),
    Habit("schedule_7.completed", P.FOSTERING, R, _hours(22), "", _own_foster, goes_on=True),
    Habit("schedule_7.signed_off", P.FOSTERING_HEAD, R, _hours(34), "", _own_foster, goes_on=True),
    Habit("strategy_meeting.arranged", P.SOCIAL_WORKER, R, _hours(73), "Tomorrow at ten, at the hub.", _over(72), goes_on=True),
    Habit("strategy_meeting.held", P.TEAM_MANAGER, R, _hours(92), "Police, home, school and health came. Plan and owners agreed.", _over(72), goes_on=True),
    Habit("strategy_meeting.arranged", P.SOCIAL_WORKER, R, _hours(5), "In two days.", _plan),
    Habit("senior_officer.involved", P.INSPECTOR, D, _hours(1), "", lambda a, k: _plan(a, k) and not _high(a, k)),
    Habit("wellbeing.established", P.CARER, K, _minutes(50), "Spoke with the child at the door: well, and does not want to come yet.", _away),
    Habit("notified.responsible_authority", P.CARER, K, _minutes(8), "", _away),
    Habit("notified.parents", P.CARER, K, _minutes(11), "", lambda a, k: _away(a, k) and k.may_tell_parent),
    Habit("notified.iro", P.CARER, K, _minutes(14), "", _away),
    # When the child is found or back
    Habit("welfare.secured", P.SOCIAL_WORKER, L, _minutes(15), "Spoke with the officer who is there.", _located_by_night),
    Habit("return_notified.social_worker", P.CARER, L, _minutes(8), "", _care),
    Habit("return.arranged", P.SOCIAL_WORKER, L, _minutes(35), "The key worker collects.", _care),
    Habit("return_notified.social_worker", P.CARER, B, _minutes(9), "", _care),
    Habit("return_notified.police", P.CARER, B, _minutes(12), "", _care),
    Habit("return_notified.iro", P.CARER, B, _minutes(16), "", _care),
    Habit("return_notified.parents", P.SOCIAL_WORKER, B, _minutes(22), "", lambda a, k: _care(a, k) and k.may_tell_parent),
    Habit("return_notified.host_authority", P.SOCIAL_WORKER, B, _minutes(24), "", lambda a, k: k.is_out_of_area),
    Habit("return_notified.edt", P.SOCIAL_WORKER, B, _minutes(19), "", _duty_team_knew),
    Habit("safe_and_well.held", P.OFFICER, B, _minutes(48), "Seen at home. Says nobody hurt them; ate and slept.", _missing),
    Habit("return_interview.referred", P.OFFICER, B, _hours(2), "", _home),
    Habit("return_notified.return_interview_provider", P.HUB, B, _hours(1.5), ""),
    # Afterwards
    Habit("return_interview.contact_made", P.PROVIDER, B, _hours(17), "Spoke on the phone; will think about where to meet.", _offered),
    Habit("return_interview.offered", P.PROVIDER, B, _hours(17.2), "Offered the café, the park or the home; any worker.", _offered),
    Habit("return_interview.held", P.PROVIDER, B, _hours(29), "Talked for an hour. What the child wants is in the notes.", _held_in_time),
    Habit("return_interview.held", P.PROVIDER, B, _hours(118), "Held late: the child cancelled twice.", _held_late),
    Habit("return_interview.declined", P.PROVIDER, B, _hours(27), "Said no, politely. The leaflet and the numbers were taken.", _declined),
    Habit("parents.offered_say", P.PROVIDER, B, _hours(30), "", _declined),
    Habit("assessment.made", P.SOCIAL_WORKER_BY_DAY, B, _hours(74), "", lambda a, k: _home(a, k) and _has_worker(a, k)),
    Habit("placement_plan.updated", P.SOCIAL_WORKER_BY_DAY, B, _hours(52), "With the carer.", _care),
    Habit("early_review.considered", P.SOCIAL_WORKER_BY_DAY, B, _hours(53), "Not needed this time.", _care),
    Habit("placement.appropriateness_reviewed", P.SOCIAL_WORKER_BY_DAY, B, _hours(54), "The placement is right; the plan changes.", _care),
    Habit("risk_assessment.updated", P.SOCIAL_WORKER_BY_DAY, B, _hours(55), "", _care),
    Habit("repeat_discussion.held", P.SOCIAL_WORKER_BY_DAY, B, _hours(56), "With the child: what would help next time.", _again),
    Habit("earlier_actions.reviewed", P.SOCIAL_WORKER_BY_DAY, B, _hours(57), "", _again),
)  # fmt: skip
