# ruff: noqa: E501  rules, as they are written
"""A duty that arises by another duty's lateness."""

from datetime import timedelta

import pytest

from lantern.protocol.decide import decide
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.explain import because, reason_in_words, rulebook_in_words, sentence
from lantern.protocol.facts import Excuse
from tests.protocol.rulings import LONDON, facts, faults, protocol, rule, rulebook, shelf, told

REPORTED = told("episode.reported", "2015-09-04 19:00")
OUT_OF_TIME = LONDON("2015-09-07 19:00")
FIRST = rule("interview", arises="{since: episode.reported}", duty="Hold the interview")
ESCALATE = rule("escalate", arises="{late: interview}", met_by="strategy_meeting.held")


def held(at, **options):
    return told("return_interview.held", at, **options)


def escalated(made, *records, **options):
    found = duties_owed(facts(*records, **options), made)
    return [duty for duty in found if duty.rule.id == "escalate"]


@pytest.fixture
def made(tmp_path):
    return protocol(tmp_path, ESCALATE, FIRST)


def test_a_duty_arises_at_the_instant_another_ran_out_of_time_not_done(made):
    (duty,) = escalated(made, REPORTED)

    assert duty.arose_at == OUT_OF_TIME
    assert duty.due_at == OUT_OF_TIME + timedelta(hours=72)


@pytest.mark.parametrize(
    ("done", "count"),
    [("2015-09-06 10:00", 0), ("2015-09-07 19:00", 0), ("2015-09-07 19:01", 1)],
)
def test_what_was_done_in_time_to_the_last_instant_was_never_late(made, done, count):
    assert len(escalated(made, REPORTED, held(done))) == count


def test_an_excuse_in_time_leaves_nothing_late_and_one_after_it_changes_nothing(tmp_path):
    excusable = FIRST + "    excused_by: [{person: [team_manager], why: with a reason}]\n"
    made = protocol(tmp_path, excusable, ESCALATE)

    def excused(at):
        return Excuse("interview", REPORTED.key, LONDON(at), LONDON(at), "team_manager", "Declined")

    assert escalated(made, REPORTED, excuses=[excused("2015-09-06 10:00")]) == []
    assert len(escalated(made, REPORTED, excuses=[excused("2015-09-08 10:00")])) == 1


def test_a_late_record_of_a_timely_act_takes_the_lateness_back(made):
    recorded_late = held("2015-09-06 10:00", recorded="2015-09-09 10:00")

    at_the_time = LONDON("2015-09-08 12:00")
    assert len(escalated(made, REPORTED, recorded_late, known_at=at_the_time)) == 1
    assert escalated(made, REPORTED, recorded_late) == []


def test_it_is_the_same_duty_when_the_times_of_the_first_are_corrected(made):
    corrected = told(
        "episode.reported", "2015-09-04 20:00", key=REPORTED.key, recorded="2015-09-05 09:00"
    )
    (before,), (after,) = escalated(made, REPORTED), escalated(made, REPORTED, corrected)

    assert before.identity == after.identity
    assert after.arose_at - before.arose_at == timedelta(hours=1)
    assert len(before.identity[1]) < 60


def test_each_late_turn_of_a_repeating_duty_gives_rise_to_one(tmp_path):
    daily = rule(
        "interview",
        arises="{since: episode.reported, until: strategy_meeting.held}",
        within="2 hours",
        repeats="{every: 1 day}",
    )
    made = protocol(tmp_path, daily, ESCALATE)

    found = escalated(
        made, REPORTED, held("2015-09-05 20:00"), told("strategy_meeting.held", "2015-09-07 10:00")
    )

    assert [str(duty.arose_at)[:16] for duty in found] == ["2015-09-04 20:00", "2015-09-06 20:00"]


def test_a_turn_without_a_limit_is_late_when_the_next_begins(tmp_path):
    daily = rule(
        "interview",
        arises="{since: episode.reported, until: strategy_meeting.held}",
        within="never",
        repeats="{every: 1 day, times: 2}",
    )
    (duty,) = escalated(protocol(tmp_path, daily, ESCALATE), REPORTED)

    assert duty.arose_at == LONDON("2015-09-05 19:00")


HOLDER = """facts:
  - name: child.holder
    kind: members
    subject: child
    words: somebody holds parental responsibility
    meaning: Each of them.
    recorded_on: profile
    source: {document: An invented paper, paragraph: "1"}
  - name: holder.told
    kind: event
    of: child.holder
    subject: episode
    words: the holder was told
    meaning: Told.
    recorded_on: notification
    source: {document: An invented paper, paragraph: "1"}
"""
MEMBERS = [
    REPORTED,
    told("child.holder", "2015-01-01 09:00", "Ada"),
    told("child.holder", "2015-01-01 09:00", "Colm", key="colm"),
    told("holder.told", "2015-09-05 10:00", "Ada"),
]


@pytest.mark.parametrize(("each", "members"), [("child.holder", ["Colm"]), ("", [""])])
def test_of_one_duty_for_each_the_lateness_is_that_members_own(tmp_path, each, members):
    tell = rule(
        "interview",
        arises="{all: [child.holder, {since: episode.reported}]}",
        met_by="holder.told",
        for_each="child.holder",
    )
    arises = "{late: interview}"
    if each:
        arises = "{all: [child.holder, {late: interview}]}"
    again = rule(
        "escalate", arises=arises, met_by="holder.told", **({"for_each": each} if each else {})
    )

    found = escalated(protocol(tmp_path, tell, again, extra=HOLDER), *MEMBERS)

    assert [duty.member for duty in found] == members


def test_lateness_may_last_excuse_choose_the_owner_and_pass_on(tmp_path):
    state = rule(
        "escalate",
        arises="{since: {late: interview}, until: return_interview.held}",
        met_by="strategy_meeting.held",
        owner="{cases: [{when: {since: {late: interview}}, role: team_manager}], otherwise: police}",
        excused_by="[{spell_ends: yes, why: held after all}]",
        within="1 day",
    )
    third = rule("again", arises="{late: escalate}", met_by="strategy_meeting.held")
    made = protocol(tmp_path, third, state, FIRST)

    (one,) = escalated(made, REPORTED, held("2015-09-09 10:00"))
    assert (one.owner, one.excused_at) == ("team_manager", LONDON("2015-09-09 10:00"))
    found = {duty.rule.id: duty for duty in duties_owed(facts(REPORTED), made)}
    assert found["again"].arose_at == OUT_OF_TIME + timedelta(days=1)
    assert len(found["again"].identity[1]) < 60


def test_it_is_said_in_words_why_it_arose(made):
    known = facts(REPORTED)
    (duty,) = escalated(made, REPORTED)

    assert [reason_in_words(one) for one in because(known, duty, made)] == [
        "“Hold the interview” was not done in time (at 19:00 on Monday 7 September 2015)"
    ]
    assert "because “Hold the interview” was not done in time" in sentence(known, duty, made)
    assert "“Hold the interview” was not done in time" in rulebook_in_words(made)


def test_a_decision_may_ask_whether_a_duty_is_late(tmp_path):
    kept = """decisions:
  - id: high-when-late
    decides: police.risk
    forces: high
    when: {since: {late: interview}}
    says: Late is high.
    source: {document: An invented paper, paragraph: "1"}
"""
    made = protocol(tmp_path, FIRST, extra=kept)

    def forced(at):
        return decide(facts(REPORTED), made, "police.risk", at=LONDON(at)).forced

    assert (forced("2015-09-07 18:59"), forced("2015-09-07 19:00")) == ("", "high")


def test_a_narrower_layer_may_wait_for_a_wider_ones_rule(tmp_path):
    wide = rulebook(FIRST, name="wide")
    narrow = rulebook(ESCALATE, name="narrow", extra="extends: [wide]\n")

    (duty,) = escalated(shelf(tmp_path, wide, narrow).protocol("narrow"), REPORTED)

    assert duty.arose_at == OUT_OF_TIME


CHILD = rule("plan", subject="child", arises="child.looked_after", met_by="pen_picture.drawn_up")


@pytest.mark.parametrize(
    ("rules", "says", "suggests"),
    [
        (
            (rule("escalate", arises="{late: intervew}"), FIRST),
            "there is no rule “intervew” that could be late",
            "did you mean `interview`?",
        ),
        (
            (rule("escalate", arises="{late: escalate}"),),
            "escalate waits for its own lateness",
            "a duty that comes round again has “repeats”",
        ),
        (
            (ESCALATE, rule("interview", arises="{any: [episode.reported, {late: escalate}]}")),
            "escalate waits for the lateness of interview and interview waits for that of escalate",
            "let one of them arise by a fact alone",
        ),
        (
            (ESCALATE, rule("interview", within="never")),
            "interview has no limit, so it is never late",
            "give interview a “within”",
        ),
        (
            (rule("escalate", arises="{late: plan}"), CHILD),
            "escalate is about the episode, plan is owed for the child",
            "only duties about the same subject",
        ),
        (
            (rule("escalate", arises="{late: [interview]}"), FIRST),
            "“late” needs the id of a rule",
            "write {late: the id of a rule}",
        ),
        (
            (rule("escalate", arises="{not: {late: interview}}"), FIRST),
            "an event can't be denied",
            "since",
        ),
    ],
)
def test_what_can_never_be_late_is_a_fault_with_its_place(tmp_path, rules, says, suggests):
    (fault,) = faults(tmp_path, rulebook(*rules))

    assert says in fault.message
    assert suggests in fault.suggestion
    line = fault.file.read_text(encoding="utf-8").splitlines()[fault.line - 1]
    assert "late: " in line[: fault.column + 12]


def test_a_rule_that_was_switched_off_is_never_late(tmp_path):
    off = """extends: [wide]
changes:
  - {rule: interview, off: yes, reason: x, source: {document: An invented paper, paragraph: "1"}}
"""
    found = faults(
        tmp_path, rulebook(FIRST, name="wide"), rulebook(ESCALATE, name="narrow", extra=off)
    )

    assert [(one.message, one.suggestion) for one in found] == [
        ("there is no rule “interview” that could be late", "narrow switches it off")
    ]


def test_a_rule_that_is_not_in_force_at_the_same_time_is_never_late(tmp_path):
    early = rulebook(FIRST, name="early").replace("2000-01-01}", "2000-01-01, until: 2010-01-01}")
    late = rulebook(ESCALATE, name="late", starts="2012-01-01", extra="extends: [early]\n")

    (fault,) = faults(tmp_path, early, late)

    assert fault.message == "the rule interview is not in force when escalate is, and so never late"
