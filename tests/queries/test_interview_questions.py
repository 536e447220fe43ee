"""The question set: whole against the requirements, and refused with its line where it is not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.interviews import answering, held, sharing
from lantern.interviews.checklist import items
from lantern.interviews.held import compliance
from lantern.interviews.questions import MORE
from lantern.interviews.reading import DEFAULT, SHIPPED, from_text, shipped
from lantern.protocol.faults import Faulty
from lantern.vocabulary.absence import Precision
from lantern.vocabulary.interview import EspeciallyImportant
from lantern.vocabulary.interviewing import (
    ChildTold,
    Company,
    Dependence,
    Ending,
    QuestionKind,
    ShareContent,
    SharedWith,
    SharingMode,
    Voice,
)
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method
from tests.interviewing import ANSWERS
from tests.interviewing import held as held_by

ASKED = shipped()[DEFAULT]
SMALL = """\
set: ours
title: Ours
agreed_by: Us
objectives:
  - {id: reasons, words: Why, source: IAP L582}
parts:
  - id: why
    title: Why
    voice: child
    questions:
      - {id: why_went, ask: Why?, kind: words, objective: reasons, source: IAP L582}
"""


def covered(requirement):
    return [one.id for one in ASKED.questions if requirement in one.requirements]


@pytest.mark.requirement("RF-214")
@pytest.mark.parametrize("number", range(10, 30))
def test_each_field_of_the_record_of_what_was_said_is_asked(number):
    assert covered(f"RF-214.{number}")


@pytest.mark.requirement(
    "QS-072", "QS-073", "QS-074", "QS-075", "QS-076", "QS-079", "QS-080", "CF-35"
)
def test_the_published_lists_are_whole():
    assert [one.id for one in ASKED.objectives] == [
        "harm",
        "reasons",
        "options",
        "wishes",
        "parents",
        "stay_safe",
    ]
    assert {one.objective for one in ASKED.questions} == {one.id for one in ASKED.objectives}
    assert set(covered("QS-073")) == {one.value for one in EspeciallyImportant}
    assert len(covered("QS-074")) == 7
    assert {"why_went", "what_happened", "with_whom", "where_found", "support_needed"} | {
        "statutory_review"
    } <= set(covered("QS-075"))
    assert len(covered("QS-076")) == 3
    chosen = {one.id: one.choices for one in ASKED.questions}
    assert len(chosen["high_risk_because"]) == 6
    assert len(chosen["at_risk_issues"]) == 9


@pytest.mark.requirement("QS-091")
def test_what_must_always_be_assessed_must_be_answered():
    always = {"cse", "radicalisation", "gangs", "trafficking"}

    assert always <= {one.id for one in ASKED.questions if one.is_needed}


def test_nothing_of_the_childs_has_to_be_answered():
    childs = [one for part in ASKED.of(Voice.CHILD) for one in part.questions]

    assert childs
    assert not [one.id for one in childs if one.is_needed]


def test_every_question_says_where_it_comes_from():
    assert not [one.id for one in ASKED.questions if not one.source]
    assert not [one.id for one in items() if not one.source]


def test_a_set_of_a_partnerships_own_is_read_without_code():
    assert from_text(SMALL).name == "ours"


FAULTS = [
    ("kind: words", "kind: word", "“word” is no kind", 11),
    ("objective: reasons", "objective: reason", "did you mean `reasons`?", 11),
    ("source: IAP L582}\n", "}\n", "needs “source”", 11),
    ("voice: child", "voice: parents", "no part holds the child’s own words", 1),
    ("kind: words", "kind: one", "needs two choices or more", 11),
    ("id: why_went", "id: why", "“why” stands here twice", 11),
    ("kind: words", "kind: words, more: How?", "only a question of yes or no", 11),
    ("kind: words", "kind: words, needs: yes", "has no “needs”", 11),
    ("kind: words", "kind: parts", "says in “keeps_from” from whom", 11),
    (
        "kind: words",
        'kind: answer, states: {fact: return_interview.hold, when: "yes"}',
        "did you mean `return_interview.held`?",
        11,
    ),
    (
        "kind: words",
        "kind: answer, states: {fact: return_interview.held, when: maybe}",
        "“maybe” is no answer",
        11,
    ),
    ("kind: words", "kind: words, withheld_from: [aunt]", "“aunt” is nobody to share with", 11),
]


@pytest.mark.parametrize(("right", "wrong", "says", "line"), FAULTS)
def test_a_wrong_set_is_refused_with_its_line_and_what_to_do(right, wrong, says, line):
    text = SMALL[::-1].replace(right[::-1], wrong[::-1], 1)[::-1]

    with pytest.raises(Faulty) as fault:
        from_text(text)

    found = [one for one in fault.value.faults if says in one.words]
    assert found, str(fault.value)
    assert found[0].line == line


def test_the_shipped_file_is_what_a_partnership_may_begin_from():
    text = (SHIPPED / f"{DEFAULT}.yaml").read_text(encoding="utf-8")

    assert from_text(text) == ASKED


@pytest.mark.requirement("CF-46", "CF-08")
def test_each_source_is_answered_apart_and_the_childs_wish_is_an_exception():
    by_wish = held_by(
        from_placement=Answer.YES,
        from_authority=Answer.NO,
        dependence=Dependence.CHILDS_PREFERENCE,
        dependence_words="She asked for her.",
    )

    both, placement, *_ = compliance(by_wish)

    assert (both.kept, both.is_exception) == (Answer.NO, True)
    assert (placement.kept, placement.is_exception) == (Answer.YES, False)
    in_a_hurry = replace(by_wish, dependence=Dependence.NOBODY_ELSE)
    assert not any(one.is_exception for one in compliance(in_a_hurry))


@pytest.mark.requirement("FL-10.10", "PS-044")
@pytest.mark.parametrize(
    ("how", "rule"),
    [
        ({"is_trained": Answer.NO}, "Trained to hold these interviews"),
        ({"company": Company.NOT_ASKED_FOR}, "Alone, unless the child asked for somebody"),
        ({"is_neutral": Answer.NO}, "In a neutral place where the child feels safe"),
        ({"choice_met": Answer.NO}, "With a person the child chose"),
        ({"knows_child": Answer.YES}, "Does not usually work with the child"),
    ],
)
def test_each_way_of_holding_it_is_held_against_the_rule_it_breaks(how, rule):
    assert {one.kept for one in compliance(held_by())} == {Answer.YES}
    assert {one.rule for one in compliance(held_by(**how)) if one.kept is Answer.NO} == {rule}
    asked_for = compliance(held_by(company=Company.ASKED_FOR, companion="Her friend"))
    assert {one.kept for one in asked_for} == {Answer.YES}


def test_what_is_not_known_of_independence_is_not_taken_for_a_yes():
    assert held_by(from_authority=Answer.NOT_KNOWN).is_independent is Answer.NOT_KNOWN


def test_how_it_was_held_reads_back_as_it_was_written():
    day = held_by(precision=Precision.DAY, ending=Ending.PARTS, ending_words="Tired.")

    assert held.read(held.write(day)) == day


def an_answer(question):
    """Any answer that fits a question."""
    options = [value for value, _ in answering.options(ASKED, question)]
    if question.kind in (QuestionKind.SEVERAL, QuestionKind.PARTS):
        return st.lists(st.sampled_from(options), min_size=1, unique=True)
    if options:
        return st.sampled_from(options)
    return st.text("abc, \n", min_size=1, max_size=20)


ANY_ANSWERS = st.fixed_dictionaries(
    {},
    optional={one.id: an_answer(one) for one in ASKED.questions}
    | {one.id + MORE: st.just("More.") for one in ASKED.questions if one.more},
)
GIVING = st.builds(
    sharing.Giving,
    recipient=st.sampled_from(SharedWith),
    content=st.sampled_from(ShareContent),
    method=st.just(Method.TELEPHONE),
    child_told=st.just(ChildTold.TOLD),
    parts=st.lists(st.sampled_from([one.id for one in ASKED.sections]), unique=True).map(tuple),
)


@pytest.mark.requirement("IS-008", "CF-31", "CF-64")
@given(answers=ANY_ANSWERS, giving=GIVING)
def test_nobody_is_given_what_was_not_chosen_or_what_the_child_keeps_from_them(answers, giving):
    names = set(sharing.names_given(ASKED, answers, giving))

    kept = answering.kept_from(ASKED, answers, giving.recipient)
    part_of = {name: s.id for s in ASKED.sections for q in s.questions for name in q.names}
    asks = {name: q for q in ASKED.questions for name in q.names}
    parts = {part_of[name] for name in names}
    assert names <= set(answers)
    assert not parts & kept
    assert not [name for name in names if giving.recipient in asks[name].withheld_from]
    if giving.content is ShareContent.RELEVANT:
        assert parts <= set(giving.parts)
    if giving.content in (ShareContent.TOOK_PLACE, ShareContent.NOTHING):
        assert not names
    if giving.recipient is SharedWith.PARENTS:
        assert all(ASKED.voice_of(name) is not Voice.INTERVIEWER for name in names)


@given(answers=ANY_ANSWERS)
def test_each_answer_is_kept_in_one_voice(answers):
    apart = [answering.kept(one, answers) for one in ASKED.sections]

    together = {name: value for each in apart for name, value in each.items()}
    assert sum(len(one) for one in apart) == len(together)
    assert set(together) == {
        name for name, value in answers.items() if isinstance(value, list) or value.strip()
    }


@pytest.mark.requirement("IS-008")
@pytest.mark.parametrize("mode", SharingMode)
def test_each_mode_of_sharing_says_what_the_police_get(mode):
    police = sharing.contents_of(mode, ())[SharedWith.POLICE]

    assert police is {
        SharingMode.WHOLE_FORM: ShareContent.WHOLE,
        SharingMode.NOT_ROUTINELY: ShareContent.NOTHING,
    }.get(mode, ShareContent.RELEVANT)


@pytest.mark.requirement("CF-31", "IS-007")
def test_without_an_agreement_the_police_get_what_is_relevant_and_carers_that_it_took_place():
    terms = sharing.Terms()

    assert terms.gives(SharedWith.POLICE) is ShareContent.RELEVANT
    assert terms.gives(SharedWith.FOSTERING_SERVICE) is ShareContent.TOOK_PLACE
    assert terms.gives(SharedWith.PARENTS) is ShareContent.NOTHING


@pytest.mark.requirement("CK-133", "CK-142", "CK-148")
def test_an_open_case_goes_to_its_worker_and_a_closed_one_with_need_to_the_front_door():
    open_case = sharing.Circumstances(is_open_case=True, has_need=True, is_looked_after=True)
    closed = sharing.Circumstances(has_need=True)
    in_foster_care = sharing.Circumstances(is_in_foster_care=True, is_placed=True)

    assert SharedWith.CASEWORKER in sharing.expected(open_case)
    assert SharedWith.FRONT_DOOR not in sharing.expected(open_case)
    assert SharedWith.REVIEWING_OFFICER in sharing.expected(open_case)
    assert SharedWith.FRONT_DOOR in sharing.expected(closed)
    assert SharedWith.FOSTERING_SERVICE in sharing.expected(in_foster_care)
    assert all(SharedWith.POLICE in sharing.expected(one) for one in (open_case, closed))


def test_people_named_one_on_each_line_are_suggested_once():
    named = answering.people(ASKED, {"associates": "Baz, drives a van\n\nBaz\n Leanne "})

    assert named == (("Baz", "drives a van"), ("Leanne", ""))


def test_what_states_a_fact_names_one_that_the_answer_means():
    assert answering.stated(ASKED, ANSWERS | {"cse": "yes"}) == {"exploitation_concern.highlighted"}
    assert answering.stated(ASKED, ANSWERS) == frozenset()
