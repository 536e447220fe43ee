# ruff: noqa: E501  whole sentences and rules, as they are written
"""Which value may be chosen, by whom and why not: rules of decisions, layer on layer."""

from dataclasses import replace
from datetime import date

import pytest

from lantern.protocol.decide import UnknownDecision, decide
from lantern.protocol.explain import Explanations, reason_in_words, rulebook_in_words
from lantern.protocol.faults import Faults
from lantern.protocol.load import library
from lantern.protocol.stories import compare_decisions, shipped
from tests.protocol.rulings import LONDON, facts, rule, rulebook, shelf, told

SOURCE = '{document: An invented paper, paragraph: "1"}'
NOW = LONDON("2015-09-04 20:00")
LOST = told("whereabouts", "2015-09-04 18:30", "not_known")
HIGH = told("police.risk", "2015-09-04 19:00", "high")


def ruling(name, says="So it is said.", **entries):
    """The text of one rule of decision about the police's grading of risk."""
    lines = {"decides": "police.risk", "says": says, "source": SOURCE, **entries}
    body = "".join(f"    {key.rstrip('_')}: {value}\n" for key, value in lines.items())
    return f"  - id: {name}\n{body}"


def deciding(folder, *rulings, extra=""):
    """A protocol of these rules of decision."""
    text = rulebook(rule(), extra=f"{extra}decisions:\n{''.join(rulings)}")
    return shelf(folder, text).protocol("the-rulebook")


def decided(protocol, *records, role="duty_inspector", at=NOW, decision="police.risk", **options):
    return decide(facts(*records, **options), protocol, decision, at=at, role=role)


def test_without_rules_everything_may_be_chosen(tmp_path):
    found = decided(shelf(tmp_path, rulebook(rule())).protocol("the-rulebook"))

    assert found.allowed == ("high", "medium", "low")
    assert (found.was, found.forced, found.preset) == ("", "", "")


def test_a_forbidden_value_says_why_and_on_whose_authority(tmp_path):
    protocol = deciding(
        tmp_path,
        ruling(
            "not-low",
            "A child is never graded low.",
            forbids="low",
            when="{whereabouts: not_known}",
        ),
    )

    found = decided(protocol, LOST)

    assert found.allowed == ("high", "medium")
    assert found["low"].reasons == ("A child is never graded low (An invented paper, 1).",)
    assert decided(protocol).allowed == ("high", "medium", "low")


def test_the_facts_behind_a_refusal_are_named(tmp_path):
    protocol = deciding(tmp_path, ruling("not-low", forbids="low", when="{whereabouts: not_known}"))
    known = facts(LOST)

    (refusal,) = decide(known, protocol, "police.risk", at=NOW)["low"].refused

    assert [reason_in_words(one) for one in Explanations(known).ruling(refusal)] == [
        "the child's whereabouts are not known (since 18:30 on Friday 4 September 2015)"
    ]


def test_a_rule_that_always_binds_rests_on_no_fact(tmp_path):
    (refusal,) = decided(deciding(tmp_path, ruling("not-low", forbids="low")))["low"].refused

    assert Explanations(facts()).ruling(refusal) == ()


def test_a_forced_value_leaves_no_other_and_is_the_one_the_page_begins_with(tmp_path):
    protocol = deciding(
        tmp_path, ruling("always-high", forces="high", when="{whereabouts: not_known}")
    )

    found = decided(protocol, LOST)

    assert (found.allowed, found.forced, found.preset) == (("high",), "high", "high")
    assert [one.rule.id for one in found["medium"].refused] == ["always-high"]
    assert [one.rule.id for one in found["high"].forced] == ["always-high"]


def test_a_pre_set_value_may_be_changed_and_the_narrower_layer_sets_it(tmp_path):
    wide = rulebook(
        rule(), name="wide", extra=f"decisions:\n{ruling('wide-medium', presets='medium')}"
    )
    narrow = rulebook(
        name="narrow", extra=f"extends: [wide]\ndecisions:\n{ruling('narrow-high', presets='high')}"
    )
    shelved = shelf(tmp_path, wide, narrow)

    assert decided(shelved.protocol("wide")).preset == "medium"
    found = decided(shelved.protocol("narrow"))
    assert found.allowed == ("high", "medium", "low")
    assert {one.value for one in found.choices if one.preset} == {"high", "medium"}


def test_a_value_may_be_chosen_with_a_reason(tmp_path):
    found = decided(deciding(tmp_path, ruling("say-why", warns="low")))

    assert found["low"].is_allowed
    assert [one.rule.id for one in found["low"].warned] == ["say-why"]


def test_a_change_is_kept_to_a_rank(tmp_path):
    protocol = deciding(
        tmp_path, ruling("from-high", only="superintendent", from_="high", to="[medium, low]")
    )

    assert decided(protocol, HIGH).allowed == ("high",)
    assert decided(protocol, HIGH)["low"].only == ("superintendent",)
    assert decided(protocol, HIGH, role="superintendent").allowed == ("high", "medium", "low")
    assert decided(protocol).allowed == ("high", "medium", "low")


def test_somebody_of_two_roles_may_do_what_either_may(tmp_path):
    protocol = deciding(tmp_path, ruling("rank", only="superintendent", to="low"))

    assert decided(protocol, role=["duty_inspector", "superintendent"]).allowed[-1] == "low"


def test_without_a_role_nobody_is_refused_for_who_they_are(tmp_path):
    protocol = deciding(tmp_path, ruling("rank", only="superintendent"))

    found = decided(protocol, role=())

    assert found.allowed == ("high", "medium", "low")
    assert {one.only for one in found.choices} == {("superintendent",)}


def test_two_rules_about_rank_leave_what_both_allow(tmp_path):
    protocol = deciding(
        tmp_path,
        ruling("one", only="[superintendent, duty_inspector]"),
        ruling("two", only="[duty_inspector, police_supervisor]"),
    )

    assert decided(protocol)["low"].only == ("duty_inspector",)
    assert decided(protocol).allowed == ("high", "medium", "low")
    assert decided(protocol, role="superintendent").allowed == ()


def test_an_exemption_names_the_ground_on_which_the_value_may_be_chosen(tmp_path):
    unless = "[{by: duty_inspector, when: {not: {count: {recorded: police.risk}, at least: 2}}, ground: the first was wrong}]"
    protocol = deciding(
        tmp_path,
        ruling("from-high", only="superintendent", from_="high", to="medium", unless=unless),
    )

    found = decided(protocol, HIGH)
    assert found["medium"].is_allowed
    assert [ground for _, ground in found["medium"].grounds] == ["the first was wrong"]
    again = told("police.risk", "2015-09-04 19:30", "high")
    assert not decided(protocol, HIGH, again)["medium"].is_allowed
    assert not decided(protocol, HIGH, role="police_supervisor")["medium"].is_allowed
    assert decided(protocol, HIGH, role="superintendent")["medium"].grounds == ()


def test_to_leave_a_value_as_it_is_is_no_change(tmp_path):
    protocol = deciding(
        tmp_path, ruling("from-high", only="superintendent", from_="high", to="[high, low]")
    )

    assert decided(protocol, HIGH).allowed == ("high", "medium")


def test_a_narrower_layer_may_switch_a_rule_off_or_change_it(tmp_path):
    wide = rulebook(
        rule(),
        name="wide",
        extra="decisions:\n" + ruling("one", forbids="low") + ruling("two", forbids="medium"),
    )
    local = "source: {agreed_by: nobody (invented), on: 2015-08-01}"
    changes = (
        f"changes:\n  - {{rule: one, off: yes, reason: A test., {local}}}\n"
        f"  - {{rule: two, set: {{when: {{whereabouts: not_known}}}}, reason: A test., {local}}}\n"
    )
    narrow = rulebook(name="narrow", extra=f"extends: [wide]\n{changes}")
    protocol = shelf(tmp_path, wide, narrow).protocol("narrow")

    assert decided(protocol).allowed == ("high", "medium", "low")
    assert decided(protocol, LOST).allowed == ("high", "low")


def test_a_rule_binds_from_the_day_on_which_its_rulebook_does(tmp_path):
    text = rulebook(
        rule(), starts="2015-09-05", extra=f"decisions:\n{ruling('not-low', forbids='low')}"
    )
    protocol = shelf(tmp_path, text).protocol("the-rulebook")

    assert "low" in decided(protocol).allowed
    assert "low" not in decided(protocol, at=LONDON("2015-09-05 00:00")).allowed


def test_a_rule_binds_those_whom_its_rulebook_is_about(tmp_path):
    protocol = deciding(
        tmp_path,
        ruling("not-low", forbids="low", when="{whereabouts: not_known}"),
        extra="scope: {in_full: child.looked_after}\n",
    )
    in_care = told("child.looked_after", "2014-01-01 00:00")

    assert "low" in decided(protocol, LOST).allowed
    assert "low" not in decided(protocol, LOST, in_care).allowed


def test_what_is_no_decision_is_refused_with_what_was_meant(tmp_path):
    protocol = deciding(tmp_path, ruling("not-low", forbids="low"))

    with pytest.raises(UnknownDecision, match=r"did you mean `police\.risk`"):
        decide(facts(), protocol, "police.rsk", at=NOW)
    with pytest.raises(UnknownDecision, match=r"episode\.reported"):
        decide(facts(), protocol, "episode.reported", at=NOW)


def test_an_age_nobody_knows_is_taken_to_be_a_childs(tmp_path):
    protocol = library().protocol("birmingham-2015")

    assert "low" not in decided(protocol).allowed
    assert "low" not in decided(protocol, born=date(2001, 3, 4)).allowed
    medium = told("police.risk", "2015-09-04 19:00", "medium")
    assert "low" in decided(protocol, medium, born=date(1980, 3, 4)).allowed


def test_the_rules_are_said_in_plain_words():
    words = rulebook_in_words(library().protocol("birmingham-2015"))

    assert "How it is decided: the police grade the risk as …" in words
    assert (
        "“medium” or “low” only by the superintendent once it is “high”; except by the duty inspector, when the first "
        "assessment of the risk as high was wrong"
    ) in words


BIRMINGHAM = library().protocol("birmingham-2015")
LAID = {book.id for book in BIRMINGHAM.layers}
TOLD = [story for story in shipped() if story.decisions and story.rulebook in LAID]
RULES = sorted({one.rule.id for one in BIRMINGHAM.decided})


@pytest.mark.requirement(
    "DA-001", "DA-002", "DA-003", "DA-004", "DA-005", "DA-006", "DA-007", "DA-009", "DA-010",
    "DA-012", "DA-013", "DA-020", "DA-021", "DA-022", "DA-023", "DA-024", "DA-025", "DA-030", "DA-031",
    "DA-032", "DA-035", "DA-036",
)  # fmt: skip
@pytest.mark.parametrize("name", RULES)
def test_each_rule_of_decision_is_missed_by_a_story_when_it_is_taken_out(name):
    protocol = library().protocol("birmingham-2015")
    without = replace(
        protocol, decided=tuple(one for one in protocol.decided if one.rule.id != name)
    )
    missed, whole = Faults(), Faults()

    for story in TOLD:
        compare_decisions(story, without, missed)
        compare_decisions(story, protocol, whole)

    assert missed.found
    assert whole.found == []


def test_the_requirements_of_the_rules_are_those_marked():
    marks = [
        one
        for one in test_each_rule_of_decision_is_missed_by_a_story_when_it_is_taken_out.pytestmark
        if one.name == "requirement"
    ]
    rules = library().protocol("birmingham-2015").decided

    assert {one for mark in marks for one in mark.args} == {
        each for one in rules for each in one.rule.requirements
    }


def test_the_rules_that_the_pages_keep_today_are_those_of_the_rulebooks():
    protocol = library().protocol("birmingham-2015")
    exploited = told("concern.organised_abuse", "2015-09-04 19:00")
    found = decided(protocol, LOST, exploited, decision="police.classification")
    known = told("whereabouts", "2015-09-04 19:00", "known")
    established = decided(protocol, LOST, known, decision="police.classification")

    assert found.allowed == ("missing",)
    assert established.allowed == ("not_recorded_whereabouts_known",)
    assert decided(protocol, HIGH, role="investigating_officer").allowed == ("high",)
