# ruff: noqa: E501  whole sentences and rules, as they are written
"""Facts that a rulebook declares: a local form, a confirmation, each holder of responsibility."""

import pytest

from lantern.protocol.check import check
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.explain import because, reason_in_words, rulebook_in_words
from lantern.protocol.facts import Excuse, Facts
from lantern.protocol.lexicon import vocabulary
from lantern.protocol.stories import differences, load
from tests.protocol.rulings import LONDON, facts, faults, rule, rulebook, shelf, told, write

SOURCE = '{document: An invented paper, paragraph: "1"}'
FORM = f"""facts:
  - name: local_form.sent
    kind: event
    subject: episode
    words: the local form was sent
    did: Local form sent
    meaning: The partnership's own form went to the safeguarding hub.
    recorded_on: step
    question: When was the local form sent?
    help: The form of the partnership, not that of the police.
    asked_of: [social_worker]
    source: {SOURCE}
"""
MEMBERS = f"""facts:
  - name: child.holder
    kind: members
    subject: child
    words: somebody holds parental responsibility
    meaning: Each person with parental responsibility for the child, by name.
    recorded_on: profile
    source: {SOURCE}
  - name: holder.told
    kind: event
    of: child.holder
    subject: episode
    words: the holder of parental responsibility was told
    meaning: One of them was told that the child is missing.
    recorded_on: notification
    source: {SOURCE}
"""
REPORTED = told("episode.reported", "2015-09-04 19:00")
SENT = told("local_form.sent", "2015-09-04 21:00")


def fact(name="local_form.sent", **entries):
    """A rulebook that declares one fact."""
    lines = {
        "kind": "event",
        "subject": "episode",
        "words": "x",
        "meaning": "x",
        "recorded_on": "step",
        "source": SOURCE,
        **entries,
    }
    body = "".join(f"    {key}: {value}\n" for key, value in lines.items())
    return rulebook(rule(), extra=f"facts:\n  - name: {name}\n{body}")


def test_a_duty_is_met_by_a_fact_of_its_own_rulebook(tmp_path):
    made = shelf(tmp_path, rulebook(rule(met_by="local_form.sent"), extra=FORM)).protocol(
        "the-rulebook"
    )

    (duty,) = duties_owed(facts(REPORTED, SENT), made)

    assert duty.met_at == SENT.at


def test_a_narrower_layer_may_speak_of_the_facts_of_a_wider_one(tmp_path):
    wide = rulebook(rule(), name="wide", extra=FORM)
    narrow = rulebook(
        rule("narrow-duty", arises="local_form.sent"), name="narrow", extra="extends: [wide]\n"
    )
    made = shelf(tmp_path, wide, narrow).protocol("narrow")

    (duty,) = [one for one in duties_owed(facts(SENT), made) if one.rule.id == "narrow-duty"]

    assert [reason_in_words(one) for one in because(facts(SENT), duty)] == [
        "the local form was sent (at 21:00 on Friday 4 September 2015)"
    ]
    assert "When:    the local form was sent" in rulebook_in_words(made)


def test_a_declared_fact_has_its_words_its_help_and_who_is_asked(tmp_path):
    known = shelf(tmp_path, rulebook(rule(met_by="local_form.sent"), extra=FORM)).vocabulary(
        "the-rulebook"
    )

    one = known["local_form.sent"]
    assert (one.asks, one.help) == (
        "When was the local form sent?",
        "The form of the partnership, not that of the police.",
    )
    assert (one.asked_of, one.recorded_on, one.rulebook) == (
        ("social_worker",),
        ("step",),
        "the-rulebook",
    )
    assert known["episode.reported"].asks == "The child's absence was reported"
    assert "local_form.sent" not in vocabulary()


def test_a_declared_fact_may_follow_from_others(tmp_path):
    text = fact(
        "local.late", kind="state", recorded_on="derived", **{"is": "{since: episode.reported}"}
    ).replace("arises: episode.reported", "arises: local.late")
    (duty,) = duties_owed(facts(REPORTED), shelf(tmp_path, text).protocol("the-rulebook"))

    assert duty.arose_at == REPORTED.at


def test_two_versions_of_a_rulebook_may_declare_one_fact_alike(tmp_path):
    first = rulebook(rule(met_by="local_form.sent"), extra=FORM).replace(
        "2000-01-01}", "2000-01-01, until: 2015-01-01}"
    )
    second = rulebook(rule(met_by="local_form.sent"), starts="2015-01-01", extra=FORM)

    assert (
        shelf(tmp_path, first, second).vocabulary("the-rulebook")["local_form.sent"].kind == "event"
    )


def _versions():
    first = fact().replace("2000-01-01}", "2000-01-01, until: 2015-01-01}")
    return first, fact(kind="state").replace("2000-01-01", "2015-01-01")


@pytest.mark.parametrize(
    ("texts", "says", "suggests"),
    [
        ((fact("episode.reported"),), "episode.reported is already a fact that comes with the product", "choose another name"),
        ((fact("local form"),), "“local form” can't be the name of a fact", "local_form.sent"),
        ((fact("form"),), "“form” can't be the name of a fact", "parts joined by dots"),
        ((fact(kind="evnt"),), "“evnt” is no kind", "did you mean `event`?"),
        ((fact(recorded_on="stepp"),), "“stepp” is no recorded_on", "did you mean `step`?"),
        ((fact(asked_of="[social worker]"),), "there is no role “social worker”", "did you mean `social_worker`?"),
        ((fact(source="x"),), "“source” must be a mapping", ""),
        ((fact(kind="value"),), "local_form.sent is a value and needs “values”", ""),
        ((fact(wrods="x"),), "a fact has no “wrods”", "did you mean `words`?"),
        ((fact(of="child.holder"),), "tells of “child.holder”, which is no fact of kind members", ""),
        ((fact(of="child.holder", kind="value", values="{a: b}"),), "only an event or a state without values tells of one of several", ""),
        ((fact(recorded_on="derived"),), "local_form.sent is derived and needs “is”", ""),
        (_versions(), "local_form.sent is declared otherwise in book-0.yaml", ""),
        ((rulebook(rule(for_each="child.looked_after")),), "“child.looked_after” is no fact of kind members", ""),
        ((rulebook(rule(for_each="child.holdr"), extra=MEMBERS),), "“child.holdr” is no fact of kind members", "did you mean `child.holder`?"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_declared_fact_is_said_at_its_place(texts, says, suggests, tmp_path):
    found = [one for one in faults(tmp_path, *texts) if says in one.message]

    assert found, faults(tmp_path, *texts)
    assert suggests in found[0].suggestion
    assert found[0].line > 1


def test_one_name_for_two_facts_of_rulebooks_that_are_joined_is_refused(tmp_path):
    one, other = (
        fact().replace("the-rulebook", name).replace("the-duty", name) for name in ("one", "other")
    )
    joining = rulebook(name="both", extra="extends: [one, other]\n")

    said = {found.message for found in faults(tmp_path, one, other, joining)}

    assert "two rulebooks that are joined declare local_form.sent: one and other" in said


def held(protocol, *records):
    """The duties by member."""
    return {duty.member: duty for duty in duties_owed(facts(*records), protocol)}


MOTHER = told("child.holder", "2010-01-01 00:00", "mother", key="1")
FATHER = told("child.holder", "2010-01-01 00:00", "father", key="2")
MOTHER_TOLD = told("holder.told", "2015-09-04 20:00", "mother")


def each(tmp_path, **entries):
    given = {
        "for_each": "child.holder",
        "arises": "{all: [child.holder, {since: episode.reported}]}",
        "met_by": "holder.told",
    }
    return shelf(tmp_path, rulebook(rule(**{**given, **entries}), extra=MEMBERS)).protocol(
        "the-rulebook"
    )


def test_each_member_of_a_set_is_owed_a_duty_and_one_act_meets_one(tmp_path):
    found = held(each(tmp_path), REPORTED, MOTHER, FATHER, MOTHER_TOLD)

    assert found["mother"].met_at == MOTHER_TOLD.at
    assert found["father"].met is None
    assert found["mother"].words == "Do what the test says: mother"
    assert found["mother"].identity != found["father"].identity


def test_without_members_nothing_is_owed(tmp_path):
    assert held(each(tmp_path), REPORTED) == {}


def test_a_member_who_joins_later_is_owed_from_then_and_the_others_stay_as_they_were(tmp_path):
    protocol = each(tmp_path)
    late = told("child.holder", "2015-09-05 09:00", "aunt", key="3")

    before, after = held(protocol, REPORTED, MOTHER), held(protocol, REPORTED, MOTHER, late)

    assert after["mother"] == before["mother"]
    assert after["aunt"].arose_at == late.at


def test_a_member_who_has_left_is_owed_nothing(tmp_path):
    gone = told("child.holder", "2010-01-01 00:00", "aunt", until="2014-01-01 00:00", key="3")

    assert set(held(each(tmp_path), REPORTED, MOTHER, gone)) == {"mother"}


def test_outside_such_a_rule_a_set_holds_while_it_has_a_member(tmp_path):
    protocol = shelf(
        tmp_path,
        rulebook(
            rule(arises="{all: [child.holder, episode.reported]}", met_by="holder.told"),
            extra=MEMBERS,
        ),
    ).protocol("the-rulebook")

    (duty,) = duties_owed(facts(REPORTED, MOTHER, FATHER, MOTHER_TOLD), protocol)

    assert (duty.member, duty.met_at) == ("", MOTHER_TOLD.at)


def test_the_reasons_of_a_members_duty_are_of_that_member(tmp_path):
    known = facts(REPORTED, told("child.holder", "2015-09-05 09:00", "aunt", key="3"), MOTHER)
    aunt = next(one for one in duties_owed(known, each(tmp_path)) if one.member == "aunt")

    assert reason_in_words(because(known, aunt)[0]).endswith(
        "(since 09:00 on Saturday 5 September 2015)"
    )


STORY = """
story: told-each
title: Both parents are told, one late
rulebook: the-rulebook
child:
  facts:
    - {fact: child.holder, value: mother, from: 2010-01-01 00:00}
    - {fact: child.holder, value: father, from: 2010-01-01 00:00}
events:
  - {at: 2015-09-04 19:00, fact: episode.reported}
  - {at: 2015-09-04 20:00, fact: holder.told, value: mother}
expect:
  - {duty: the-duty, each: mother, owner: social_worker, arises: 2015-09-04 19:00, due: 2015-09-07 19:00, met: 2015-09-04 20:00}
  - {duty: the-duty, each: father, owner: social_worker, arises: 2015-09-04 19:00, due: 2015-09-07 19:00}
"""


def test_a_story_tells_of_the_facts_of_its_rulebook(tmp_path):
    given = {
        "for_each": "child.holder",
        "arises": "{all: [child.holder, {since: episode.reported}]}",
        "met_by": "holder.told",
    }
    (book,) = write(tmp_path, rulebook(rule(**given), extra=MEMBERS))
    path = tmp_path / "story.yaml"
    path.write_text(STORY, encoding="utf-8")

    assert [str(fault) for fault in check([book, path]).faults] == []
    on_shelf = shelf(tmp_path, rulebook(rule(**given), extra=MEMBERS))
    told_there = load(path, on_shelf)
    assert differences(told_there, on_shelf) == ()
    path.write_text(STORY.replace("each: father", "each: uncle"), encoding="utf-8")
    assert len(check([book, path]).faults) == 2


def test_a_story_says_of_whom_it_tells(tmp_path):
    (book,) = write(
        tmp_path,
        rulebook(
            rule(for_each="child.holder", arises="child.holder", met_by="holder.told"),
            extra=MEMBERS,
        ),
    )
    path = tmp_path / "story.yaml"
    path.write_text(STORY.replace("value: mother, from", "from"), encoding="utf-8")

    assert "child.holder needs “value”: which one" in {
        fault.message for fault in check([book, path]).faults
    }


def test_an_excuse_of_one_members_duty_leaves_the_other(tmp_path):
    protocol = each(tmp_path, excused_by="[{person: [team_manager], why: with a reason}]")
    known = held(protocol, REPORTED, MOTHER, FATHER)

    excuse = Excuse(
        *known["father"].identity,
        LONDON("2015-09-04 21:00"),
        LONDON("2015-09-04 21:00"),
        "team_manager",
        "away at sea",
    )
    excused = {
        one.member: one
        for one in duties_owed(Facts.of([REPORTED, MOTHER, FATHER], excuses=[excuse]), protocol)
    }

    assert excused["father"].excused_why == "away at sea"
    assert excused["mother"].excused is None


CARE = f"""facts:
  - name: child.under_local_plan
    kind: state
    subject: child
    words: the child has a local plan
    meaning: The partnership's own plan for the child.
    recorded_on: profile
    source: {SOURCE}
"""
PLANNED = rule(arises="{all: [child.under_local_plan, {since: episode.reported}]}")


@pytest.mark.parametrize(("known", "owed"), [(False, 1), (True, 0)])
def test_a_state_of_the_child_that_a_rulebook_declares_is_judged_as_it_was_at_the_return(
    tmp_path, known, owed
):
    made = shelf(tmp_path, rulebook(PLANNED, extra=CARE)).protocol("the-rulebook")
    records = [
        told("whereabouts", "2015-09-04 18:30", "not_known"),
        REPORTED,
        told("whereabouts", "2015-09-05 18:30", "returned"),
        told("child.under_local_plan", "2016-01-04 09:00"),
    ]

    found = facts(*records, vocabulary=made.vocabulary if known else None)

    assert len(duties_owed(found, made)) == owed
