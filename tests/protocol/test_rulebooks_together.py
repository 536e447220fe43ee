"""Several rulebooks at once for one child: a union of duties, of each the strictest clock."""

from datetime import timedelta

import pytest

from lantern.protocol.explain import rulebook_in_words
from lantern.protocol.facts import Excuse
from lantern.protocol.load import library
from lantern.protocol.together import ExplainedTogether, owed_together, vocabulary
from tests.protocol.rulings import LONDON, facts, faults, rule, rulebook, shelf, told

SOURCE = '{document: An invented paper, paragraph: "1"}'
REPORTED = told("episode.reported", "2015-09-04 19:00")
LOST = told("whereabouts", "2015-09-04 18:30", "not_known")
RAISED = {"arises": "{since: episode.reported}"}
NATION = rulebook(rule("interview", duty="Hold the interview", **RAISED), name="nation").replace(
    "partnership", "nation"
)
SET = "  - {{rule: interview, set: {{{set}}}, reason: x, source: {source}}}\n"


def book(name, *rules, sets="", extends="nation"):
    changes = f"changes:\n{SET.format(set=sets, source=SOURCE)}" if sets else ""
    laid = f"extends: [{extends}]\n" if extends else ""
    return rulebook(*rules, name=name, extra=f"{laid}{changes}").replace(
        "A rulebook for a test", f"The book of {name}"
    )


HOME = book("home", sets="within: 24 hours, owner: home_manager")
OURS = book("ours", sets="owner: team_manager")


def together(folder, *texts, names=("ours", "home")):
    made = shelf(folder, NATION, *texts)
    return [made.protocol(name) for name in names]


def owed(made, *records, **options):
    return owed_together(facts(*records, vocabulary=vocabulary(made), **options), made)


@pytest.mark.requirement("CF-19")
def test_a_rule_of_a_common_layer_is_one_duty_by_the_strictest_clock_and_our_own_owner(tmp_path):
    made = together(tmp_path, OURS, HOME)

    (one,) = owed(made, REPORTED)

    assert (one.duty.owner, one.duty.due_at) == ("team_manager", REPORTED.at + timedelta(hours=24))
    assert [part.protocol.id for part in one.parts] == ["ours", "home"]
    assert one.binding.protocol.id == "home"
    assert one.identity == ("interview", REPORTED.key)


def test_why_it_is_owed_says_who_else_asks_and_whose_clock_binds(tmp_path):
    made = together(
        tmp_path,
        OURS,
        book("home", rule("own", same_as="interview", within="24 hours", **RAISED), extends=""),
    )
    known = facts(REPORTED)
    (one,) = owed(made, REPORTED)

    said = ExplainedTogether(known, made).sentence(one)

    assert said.startswith("You owe this because the child's absence was reported (")
    assert "It is also owed under “The book of home” (An invented paper, 1)." in said
    assert said.endswith("The clock of “The book of home” binds, the strictest: within 24 hours.")


def test_with_one_clock_nothing_is_said_of_whose_it_is(tmp_path):
    made = together(tmp_path, OURS, book("home"))
    (one,) = owed(made, REPORTED)

    assert "clock" not in ExplainedTogether(facts(REPORTED), made).sentence(one)


def test_what_only_one_of_them_asks_is_owed_as_it_asks(tmp_path):
    made = together(
        tmp_path,
        OURS,
        book("home", rule("room", owner="carer", met_by="premises.searched", **RAISED)),
    )

    found = {one.duty.rule.id: one for one in owed(made, REPORTED)}

    assert set(found) == {"interview", "room"}
    assert (found["room"].duty.owner, found["room"].identity) == ("carer", ("room", REPORTED.key))


def test_two_rules_of_one_id_that_no_layer_shares_are_two_duties(tmp_path):
    made = together(
        tmp_path,
        book("ours", rule("ring", met_by="notified.police", **RAISED)),
        book("home", rule("ring", within="1 hour", met_by="notified.police", **RAISED)),
    )

    found = [one.identity for one in owed(made, REPORTED) if one.duty.rule.id == "ring"]

    assert found == [("ring", REPORTED.key), ("home/ring", REPORTED.key)]


def test_a_rule_that_says_it_is_the_same_is_one_duty_though_another_record_raises_it(tmp_path):
    theirs = rule(
        "find-out",
        same_as="interview",
        arises="{since: {whereabouts: not_known}}",
        within="10 hours",
    )
    made = together(tmp_path, OURS, book("home", theirs, extends=""))

    (one,) = owed(made, REPORTED, LOST)

    assert (one.duty.rule.id, one.duty.arose_at) == ("interview", LOST.at)
    assert one.duty.due_at == LOST.at + timedelta(hours=10)


def test_what_was_done_before_the_other_arose_stays_a_duty_of_its_own(tmp_path):
    theirs = rule(
        "find-out",
        same_as="interview",
        arises="{since: {whereabouts: not_known}}",
        met_by="notified.police",
    )
    made = together(tmp_path, OURS, book("home", theirs, extends=""))

    found = owed(made, REPORTED, LOST, told("notified.police", "2015-09-04 18:45"))

    assert sorted(one.identity[0] for one in found) == ["find-out", "interview"]


def test_it_is_met_when_each_of_them_is_met(tmp_path):
    stricter = book("home", sets="met_by: strategy_meeting.held")
    made = together(tmp_path, OURS, stricter)
    held = told("return_interview.held", "2015-09-05 10:00")
    met = told("strategy_meeting.held", "2015-09-06 10:00")

    (half,), (whole,) = owed(made, REPORTED, held), owed(made, REPORTED, held, met)

    assert half.duty.met_at is None
    assert (whole.duty.met_at, whole.duty.met_by) == (met.at, met.key)


EXCUSED = "excused_by: [{person: [team_manager], why: with a reason}]"


@pytest.mark.parametrize(("their_rule", "excused"), [(EXCUSED, True), ("within: 24 hours", False)])
def test_an_excuse_reaches_each_part_whose_own_rule_lets_that_person_excuse_it(
    tmp_path, their_rule, excused
):
    mine = book("ours", sets=EXCUSED)
    theirs = rule("own", same_as="interview", **RAISED, **dict([their_rule.split(": ", 1)]))
    made = together(tmp_path, mine, book("home", theirs, extends=""))
    at = LONDON("2015-09-05 09:00")
    given = Excuse("interview", REPORTED.key, at, at, "team_manager", "The child is in hospital")

    (one,) = owed(made, REPORTED, excuses=[given])

    assert (one.duty.excused_at == at) is excused
    assert [part.duty.excused_at for part in one.parts] == [at, at if excused else None]


def test_turns_are_one_where_they_begin_together_and_apart_where_they_do_not(tmp_path):
    daily, twice = (
        "repeats: {every: 1 day, until_spell_ends: no, times: 2}",
        "repeats: {every: 12 hours, until_spell_ends: no, times: 2}",
    )
    made = together(tmp_path, book("ours", sets=daily), book("home", sets=twice))

    found = [
        (one.identity[0], one.identity[1][-2:], len(one.parts))
        for one in owed(made, REPORTED, told("notified.police", "2015-09-08 09:00"))
    ]

    assert sorted(found) == [
        ("home/interview", "#2", 1),
        ("interview", "#1", 2),
        ("interview", "#2", 1),
    ]


def test_one_protocol_together_with_none_is_itself(tmp_path):
    made = together(tmp_path, OURS, names=("ours",))
    (one,) = owed(made, REPORTED)

    assert (one.duty, one.identity) == (one.parts[0].duty, one.duty.identity)


@pytest.mark.requirement("CF-19")
def test_a_child_placed_by_one_council_in_a_home_of_another_area_is_owed_what_both_ask():
    made = [library().protocol(name) for name in ("calderbrook-2026", "larch-house-2016")]
    told_so = [
        told("child.looked_after", "2026-01-05 09:00"),
        told("child.placement", "2026-01-05 09:00", "childrens_home"),
        told("child.placed_at_larch_house", "2026-01-05 09:00"),
        told("whereabouts", "2026-03-02 18:30", "not_known"),
        told("episode.reported", "2026-03-02 19:00"),
        told("notified.police", "2026-03-02 19:10"),
        told("whereabouts", "2026-03-03 18:30", "returned", key="back"),
    ]

    found = owed(made, *told_so)

    both = [one for one in found if len(one.parts) == 2]
    assert {one.parts[0].protocol.id for one in both} == {"calderbrook-2026"}
    assert all(one.duty.owner == one.parts[0].duty.owner for one in both)
    stricter = {one.duty.rule.id for one in both if one.binding.protocol.id == "larch-house-2016"}
    assert {"tell-police", "return-interview-offered"} <= stricter
    assert {one.parts[0].protocol.id for one in found} == {"calderbrook-2026", "larch-house-2016"}
    assert len({one.identity for one in found}) == len(found)


@pytest.mark.parametrize(
    ("rules", "says", "suggests"),
    [
        (
            rule("own", same_as="intervew"),
            "no rulebook here has a rule “intervew” that could be the same",
            "did you mean `interview`?",
        ),
        (
            rule("own", same_as="plan"),
            "own is about the episode, plan about the child",
            "the same subject",
        ),
    ],
)
def test_a_rule_that_is_the_same_as_none_is_a_fault(tmp_path, rules, says, suggests):
    plan = rule(
        "plan", subject="child", arises="child.looked_after", met_by="statutory_review.held"
    )

    (fault,) = faults(tmp_path, NATION, book("other", plan), book("home", rules, extends=""))

    assert says in fault.message
    assert suggests in fault.suggestion
    line = fault.file.read_text(encoding="utf-8").splitlines()[fault.line - 1]
    assert line.strip().startswith("same_as: ")


def test_a_rule_that_is_the_same_as_one_it_could_change_is_a_fault(tmp_path):
    found = faults(
        tmp_path, NATION, book("home", rule("own", same_as="interview", arises="episode.reported"))
    )

    assert [(one.message, one.suggestion) for one in found] == [
        (
            "interview is a rule of the same protocol, and own asks for its act again",
            "change interview under “changes”, or switch it off",
        )
    ]


def test_what_a_rule_is_joined_with_is_said_in_words(tmp_path):
    made = together(
        tmp_path, OURS, book("home", rule("own", same_as="interview", **RAISED), extends="")
    )

    assert "Same as: the duty interview of another rulebook, where both bind" in rulebook_in_words(
        made[1]
    )
