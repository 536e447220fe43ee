"""Which rules a draft alters, and how rulebooks are taken as if they had always bound."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from lantern.core.instants import FOREVER, to_microseconds
from lantern.protocol import story as stories
from lantern.protocol.facts import Facts
from lantern.protocol.load import SHIPPED, library
from lantern.simulation.altered import compared
from lantern.simulation.counting import Period, Side
from lantern.simulation.moved import Shelves, shelves
from lantern.simulation.treatment import Case, Counting
from tests.protocol.rulings import LONDON, rule
from tests.simulation.laid import absence, beside, changes, counted, outcomes, reported

TODAY = date(2026, 6, 1)
NEVER_RECORDED = to_microseconds(LONDON("1901-01-01 00:00"))
CALDERBROOK = (SHIPPED / "calderbrook-2026.yaml").read_text()
CHANGE = """
  - rule: strategy-meeting-arranged
    set: {within: 48 hours}
    reason: We meet sooner.
    approved_by: the director
    on: 2027-01-01
    source: {agreed_by: Calderbrook, on: 2026-05-01}
"""


def laid(text, on=TODAY, name="our draft"):
    found = shelves(name, text, on, binding=library(), adopted={})
    assert isinstance(found, Shelves), found
    return found


def pair_of(found, rulebook="calderbrook-2026"):
    return compared(found.today.protocol(rulebook), found.proposed.protocol(rulebook))


def starting(day, text=CALDERBROOK):
    return text.replace("from: 2026-01-01", f"from: {day}")


def with_change(text=CALDERBROOK):
    return starting("2027-01-01", text).replace("\nchanges:\n", f"\nchanges:{CHANGE}")


def test_today_s_own_text_alters_nothing():
    pair = pair_of(laid(starting("2027-01-01")))

    assert pair.changed == frozenset()
    assert not list(pair.altered.rules())
    assert not pair.decisions_differ


def test_one_change_alters_its_rule_alone():
    pair = pair_of(laid(with_change()))

    assert pair.changed == {"strategy-meeting-arranged"}
    assert [one.id for one in pair.altered.rules()] == ["strategy-meeting-arranged"]
    assert pair.same_act == {"strategy-meeting-arranged"}


def test_every_rule_binds_from_before_the_first_record_and_for_good():
    pair = pair_of(laid(with_change()))

    for protocol in (pair.today, pair.draft):
        assert {(one.begins < -(10**15), one.ends) for one in protocol.versions} == {
            (True, FOREVER)
        }


def test_a_wider_rulebook_that_is_drafted_is_beneath_those_that_extend_it():
    text = (SHIPPED / "dfe-2014.yaml").read_text().replace("from: 2014-01-01", "from: 2027-01-01")
    found = laid(text)

    assert found.draft.id in found.beneath("calderbrook-2026")
    assert "calderbrook-2026" not in found.beneath("dfe-2014")
    assert pair_of(found).changed == frozenset()


def test_a_rulebook_that_does_not_bind_yet_asks_nothing():
    found = laid(starting("2027-01-01"), on=date(2013, 1, 1))

    assert not list(found.today.protocol("calderbrook-2026").rules())


def test_the_faults_of_a_draft_are_all_given():
    found = shelves("our draft", "rulebook: [", TODAY, binding=library(), adopted={})

    assert not isinstance(found, Shelves)
    assert {str(one.file) for one in found} == {"our draft"}


@pytest.mark.parametrize(
    "entry",
    [
        {"within": "24 hours"},
        {"owner": "team_manager"},
        {"arises": "{whereabouts: returned}"},
        {"met_by": "notified.school"},
        {"early": "yes"},
        {"met_after": "notified.school"},
        {"excused_by": "[{person: [team_manager], why: with a reason}]"},
        {"instead": "[{when: notified.school, why: the school was told}]"},
    ],
)
def test_each_entry_that_bears_on_a_duty_alters_its_rule(tmp_path, entry):
    pair = beside(tmp_path, [rule()], [rule(**entry)])

    assert pair.changed == {"the-duty"}


@pytest.mark.parametrize(
    "entry",
    [
        {"duty": "Do it, in other words"},
        {"note": "Said otherwise."},
        {"tell": "{overdue: [team_manager]}"},
        {"stage": "return"},
    ],
)
def test_words_alone_alter_nothing(tmp_path, entry):
    assert beside(tmp_path, [rule()], [rule(**entry)]).changed == frozenset()


def test_a_reading_alters_the_rules_that_are_read_by_it(tmp_path):
    pair = beside(tmp_path, [rule()], [rule()], draft_extra="readings: {hours: clock}\n")

    assert pair.changed == {"the-duty"}


def test_a_rule_that_waits_for_an_altered_one_is_altered_too(tmp_path):
    first, sooner = rule("first"), rule("first", within="24 hours")
    escalate = rule("escalate", arises="{late: first}", met_by="strategy_meeting.held")
    again = rule("again", arises="{late: escalate}", met_by="notified.school")
    other = rule("other", arises="{whereabouts: returned}")

    pair = beside(tmp_path, [first, escalate, again, other], [sooner, escalate, again, other])
    found = counted([absence(pair, *reported(1))])

    assert pair.changed == {"first", "escalate", "again"}
    assert not pair.escalates
    assert changes(found)["escalate", "arises"] == 1
    assert changes(found)["again", "arises"] == 1


def test_what_an_altered_rule_waits_for_is_asked_and_not_counted_twice(tmp_path):
    escalate = rule("escalate", arises="{late: first}", met_by="strategy_meeting.held")

    pair = beside(tmp_path, [rule("first")], [rule("first"), escalate])
    found = counted([absence(pair, *reported(1))])

    assert pair.changed == {"escalate"}
    assert outcomes(found) == {"both": {"not_done": 1}, "draft": {"not_known": 1}}


def test_a_duty_by_the_lateness_of_what_nobody_was_asked_to_do_is_said_to_be_one(tmp_path):
    escalate = rule("escalate", arises="{late: new}", met_by="strategy_meeting.held")

    assert beside(tmp_path, [], [rule("new"), escalate]).escalates


def test_a_fact_that_only_the_draft_declares_alters_no_rule_that_does_not_speak_of_it(tmp_path):
    declared = """facts:
  - name: local_form.sent
    kind: event
    subject: episode
    words: the local form was sent
    meaning: The partnership's own form went to the safeguarding hub.
    recorded_on: step
    question: When was the local form sent?
    source: {agreed_by: nobody, on: 2015-01-01}
"""
    form = rule("form", met_by="local_form.sent")

    pair = beside(tmp_path, [rule()], [rule(), form], draft_extra=declared)
    found = counted([absence(pair, *reported(1))])

    assert pair.changed == {"form"}
    assert outcomes(found)["draft"] == {"not_known": 1}


def figures_of(pair):
    """The figures of every shipped story, as if it were an absence."""
    period = Period(first=date(2009, 1, 1), last=date(2027, 1, 1), seen=1_798_000_000_000_000)
    counting = Counting(period, 5)
    for number, story in enumerate(stories.shipped()):
        told = Facts.of(story.records, born=story.born, vocabulary=pair.today.vocabulary)
        case = Case(reference=story.name, is_absence=True, facts=told, compared=pair)
        counting.add(number, story.name, [case])
    return counting.figures()


def by_side(counts):
    """What is counted under both counted under each."""
    found = Counter()
    for one, count in counts.items():
        sides = [Side.TODAY, Side.DRAFT] if one.side is Side.BOTH else [one.side]
        for side in sides:
            found[one._replace(side=side)] += count
    return found


def test_asking_the_altered_rules_alone_gives_what_asking_every_rule_twice_gives():
    pair = pair_of(laid(with_change()))
    every = frozenset(one.id for one in (*pair.today.rules(), *pair.draft.rules()))
    twice = replace(pair, altered=pair.draft, changed=every, same_act=every)

    quick, slow = figures_of(pair), figures_of(twice)

    assert quick.changing == slow.changing != {}
    assert quick.foremost == slow.foremost
    assert by_side(quick.standing) == by_side(slow.standing)
    assert by_side(quick.arising) == by_side(slow.arising)
    assert quick.interviews == slow.interviews
