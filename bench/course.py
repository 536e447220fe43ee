"""What is written down of an invented absence, in the order in which agencies write it.

One line for each fact: its kind, name and value, who writes it, how many minutes after what, and
which absences have it. The facts are those by which the duties of the national guidance and of
Birmingham's procedures are met; how often each is left undone is ours.
"""

from typing import Final, NamedTuple

from lantern.vocabulary.absence import EntryKind

SEEN, TOLD, BACK = "seen", "told", "back"


class Line(NamedTuple):
    """One fact of the course. `needs` are the marks that an absence must have."""

    kind: str
    fact: str
    value: str
    who: str
    after: str
    minutes: int
    needs: frozenset[str] = frozenset()
    share: float = 1.0
    words: str = ""
    details: str = "{}"


def _line(  # noqa: PLR0913  a row of the table below
    kind: EntryKind,
    fact: str,
    who: str,
    after: str,
    minutes: int,
    needs: str = "",
    *,
    value: str = "",
    share: float = 1.0,
    words: str = "",
    details: str = "{}",
) -> Line:
    wanted = frozenset(needs.split())
    return Line(str(kind), fact, value, who, after, minutes, wanted, share, words, details)


def _told(recipient: str, who: str, minutes: int, needs: str = "", share: float = 1.0) -> Line:
    details = f'{{"recipient": "{recipient}", "method": "telephone"}}'
    fact = f"notified.{recipient}"
    kind = EntryKind.NOTIFICATION
    return _line(kind, fact, who, TOLD, minutes, needs, share=share, details=details)


def _told_back(recipient: str, who: str, minutes: int, needs: str = "") -> Line:
    details = f'{{"recipient": "{recipient}", "method": "telephone", "after_return": true}}'
    fact = f"return_notified.{recipient}"
    kind = EntryKind.NOTIFICATION
    return _line(kind, fact, who, BACK, minutes, needs, share=0.998, details=details)


def _step(  # noqa: PLR0913  a row of the table below
    fact: str, who: str, after: str, minutes: int, needs: str = "", *, share: float = 0.995,
    words: str = "",
) -> Line:  # fmt: skip
    return _line(EntryKind.STEP, fact, who, after, minutes, needs, share=share, words=words)


_CHECK: Final = EntryKind.CHECK
_DISCUSSION: Final = (
    '{"discussion": {"reasons": "Wanted to be somewhere quiet.", '
    '"whereabouts": "Walked about, then went to a friend."}}'
)

REPORT: Final = (
    _line(
        _CHECK,
        "checks.deadline_set",
        "reporter",
        TOLD,
        -23,
        words="Half an hour: the profile says that the risks are real.",
    ),
    _line(_CHECK, "checks.deadline", "reporter", TOLD, 4),
    _line(
        _CHECK,
        "premises.searched",
        "reporter",
        TOLD,
        -19,
        words="Searched the house and garden. Not there.",
        details='{"kind": "searched_premises"}',
    ),
    _line(
        _CHECK,
        "contact.attempted",
        "reporter",
        TOLD,
        -15,
        words="Rang twice and wrote. No answer.",
        details='{"kind": "called_child"}',
    ),
    _line(
        _CHECK,
        "contact.attempted",
        "reporter",
        TOLD,
        -7,
        words="Nobody has seen the child today.",
        details='{"kind": "called_friends"}',
    ),
    _line(_CHECK, "checks.failed", "reporter", TOLD, 0, details='{"outcome": "not_found"}'),
    _told("police", "reporter", 0),
    _told("social_worker", "reporter", 4, "care"),
    _told("edt", "reporter", 5, "care"),
    _told("parents", "reporter", 6, "care"),
    _told("iro", "reporter", 8, "care"),
    _told("fostering_service", "reporter", 8, "foster"),
    _line(
        EntryKind.REPORT,
        "pen_picture.given_to_police",
        "reporter",
        TOLD,
        0,
        "care",
        details='{"reporter": {"name": "The carer"}, "profile_version": 1}',
    ),
)
"""Written with the report, beside who reported, when the child was last seen and noticed away."""

AFTER: Final = (
    _step(
        "carer.instructed",
        "social_worker",
        TOLD,
        24,
        "care",
        words="Ring me first. Do not question the child at the door.",
    ),
    _step(
        "immediate_strategy.agreed",
        "social_worker",
        TOLD,
        26,
        "care",
        words="Calls to the child and friends, visits to the usual addresses.",
    ),
    _told("host_authority", "social_worker", 29, "elsewhere", 0.998),
    _step("absent_review.agreed", "inspector", TOLD, 36, "absent", words="The home rings hourly."),
    _step("investigating_officer.appointed", "inspector", TOLD, 34, "high"),
    _step("police.resources_deployed", "inspector", TOLD, 33, "high"),
    _step("senior_officer.involved", "inspector", TOLD, 38, "high"),
    _step("search.started", "officer", TOLD, 40, "missing"),
    _told("childrens_social_care", "officer", 50, "missing", 0.998),
    _told("ceop", "officer", 55, "missing", 0.998),
    _told("missing_persons_bureau", "officer", 60, "missing", 0.998),
    _step("family_support.arranged", "officer", TOLD, 62, "missing"),
    _step("information_sharing.decided", "social_worker", TOLD, 64, "missing"),
    _step("other_authorities.considered", "social_worker", TOLD, 66, "missing"),
    _told("designated_health", "social_worker", 70, "high care", 0.998),
    _step("media.decided", "officer", TOLD, 75, "high"),
    _step("trace.considered", "officer", TOLD, 80, "missing"),
    _line(
        EntryKind.CONTACT,
        "visit.made",
        "social_worker",
        TOLD,
        95,
        "care",
        share=0.99,
        words="The flat above the arcade. Nobody in.",
        details='{"contact": "visit"}',
    ),
    _line(
        EntryKind.CONTACT,
        "contact.attempted_by_iro",
        "iro",
        TOLD,
        110,
        "care",
        share=0.98,
        details='{"contact": "call_to_child"}',
    ),
    _step("strategy_meeting.arranged", "social_worker", TOLD, 26 * 60, "long care"),
    _step("strategy_meeting.held", "manager", TOLD, 46 * 60, "long care"),
)
"""While the child is away. What would come after the return was not done."""

RETURN: Final = (
    _line(
        EntryKind.RETURNED,
        "carer.met_immediate_needs",
        "reporter",
        BACK,
        0,
        words="Warm, fed, in dry clothes. Nothing that needs a doctor.",
    ),
    _line(EntryKind.RETURNED, "child.told_of_interview_right", "reporter", BACK, 0),
    _line(
        EntryKind.RETURNED, "carer.discussed_return", "reporter", BACK, 0, "care",
        details=_DISCUSSION,
    ),
    _told_back("edt", "reporter", 8, "care"),
    _told_back("police", "reporter", 11, "care"),
    _told_back("iro", "reporter", 15, "care"),
    _told_back("parents", "social_worker", 23, "care"),
    _told_back("host_authority", "social_worker", 25, "elsewhere"),
    _told_back("return_interview_provider", "hub", 120),
    _step("safe_and_well.held", "officer", BACK, 190, "missing"),
    _step("return_interview.offered", "interviewer", BACK, 20 * 60,
          words="Offered the café, the park or the home; any worker."),
    _step("return_interview.held", "interviewer", BACK, 50 * 60, "held", share=1.0,
          words="Said what the days before were like. Wants more time outside."),
    _step("return_interview.declined", "interviewer", BACK, 48 * 60, "declined", share=1.0,
          words="Said no, politely. The leaflet and the numbers were taken."),
    _step("parents.offered_say", "interviewer", BACK, 48 * 60 + 5, "declined", share=1.0),
    _step("regulation_40.completed", "reporter", BACK, 20 * 60, "home_staff"),
    _step("regulation_40.signed_off_by_service_manager", "residential", BACK, 27 * 60,
          "home_staff"),
    _step("schedule_7.completed", "fostering", BACK, 20 * 60, "foster"),
    _step("schedule_7.signed_off", "fostering_head", BACK, 27 * 60, "foster"),
    _step("placement_plan.updated", "social_worker", BACK, 38 * 60, "care",
          words="With the carer."),
    _step("early_review.considered", "social_worker", BACK, 38 * 60 + 2, "care",
          words="Not needed this time."),
    _step("placement.appropriateness_reviewed", "social_worker", BACK, 38 * 60 + 4, "care",
          words="The placement is right; the plan changes."),
    _step("repeat_discussion.held", "social_worker", BACK, 38 * 60 + 8, "again"),
    _step("earlier_actions.reviewed", "social_worker", BACK, 38 * 60 + 9, "again"),
    _step("assessment.made", "social_worker", BACK, 70 * 60, "known"),
)  # fmt: skip
"""After the return."""
