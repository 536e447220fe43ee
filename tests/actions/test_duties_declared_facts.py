"""What the ledger's derivation makes of facts that a rulebook declares for itself."""

from datetime import date, timedelta

import pytest

from lantern.duties import facts
from lantern.episodes.models import Entry
from lantern.people.circumstances import Circumstances, StepDone
from lantern.protocol.definitions import Vocabulary
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.facts import Facts
from lantern.protocol.layers import Library
from lantern.protocol.load import load
from tests.builders import REPORTED

LATER = REPORTED + timedelta(hours=2)
SOURCE = '{document: An invented paper, paragraph: "1"}'
BOOK = f"""
rulebook: with-a-form
title: A partnership with a form and a plan of its own
agreed_by: nobody (invented)
layer: partnership
in_force: {{from: 2000-01-01}}
facts:
  - {{name: local_form.sent, kind: event, subject: episode, words: the form was sent, meaning: x,
     recorded_on: step, source: {SOURCE}}}
  - {{name: local_plan.agreed, kind: state, subject: child, words: a local plan holds, meaning: x,
     recorded_on: step, source: {SOURCE}}}
  - {{name: child.holder, kind: members, subject: child, words: somebody is responsible, meaning: x,
     recorded_on: step, source: {SOURCE}}}
  - {{name: holder.told, kind: event, of: child.holder, subject: episode, words: told,
     meaning: x, recorded_on: notification, source: {SOURCE}}}
rules:
  - {{id: form-sent, duty: Send the form, stage: missing, owner: social_worker, within: 1 day,
     arises: {{since: episode.reported}}, met_by: local_form.sent, source: {SOURCE}}}
  - {{id: plan-followed, duty: Follow the plan, stage: missing, owner: social_worker, within: 1 day,
     arises: {{all: [local_plan.agreed, {{since: episode.reported}}]}}, met_by: notified.police,
     source: {SOURCE}}}
  - {{id: holder-told, duty: Tell, stage: missing, owner: carer, within: 1 day,
     arises: {{all: [child.holder, {{since: episode.reported}}]}}, for_each: child.holder,
     met_by: holder.told, source: {SOURCE}}}
"""


@pytest.fixture
def protocol(tmp_path):
    path = tmp_path / "with-a-form.yaml"
    path.write_text(BOOK, encoding="utf-8")
    found = load([path])
    assert isinstance(found, Library), found
    return found.protocol("with-a-form")


def entry(number, fact, value="yes", at=REPORTED):
    return Entry(pk=number, key=f"entry-{number}", fact=fact, value=value, at=at, recorded_at=at)


def step(fact, value="yes"):
    before = REPORTED - timedelta(days=9)
    return StepDone(
        key=f"step-{fact}-{value}",
        fact=fact,
        value=value,
        at=before,
        recorded_at=before,
        by_role="social_worker",
    )


def owed(protocol, entries, steps, knows):
    """Each duty with its member, and whether it was met."""
    known = Circumstances(
        child_id=1,
        reference="C-2222-2222",
        born_on=date(2011, 6, 1),
        responsible_authority_id=1,
        school_id=None,
        statuses=(),
        flags=(),
        assignments=(),
        steps=tuple(steps),
    )
    records = [
        *facts.of_child(known, (), (), (), knows),
        *facts.of_episode(entries, earlier=0, reported=None, knows=knows),
    ]
    made = Facts.of(records, born=known.born_on, vocabulary=protocol.vocabulary)
    return {
        (duty.rule.id, duty.member): duty.met_at is not None for duty in duties_owed(made, protocol)
    }


def test_a_declared_fact_recorded_on_an_absence_or_a_child_gives_and_meets_duties(protocol):
    entries = [
        entry(1, "episode.reported"),
        entry(2, "local_form.sent", at=LATER),
        entry(3, "holder.told", "Ada Redfern", at=LATER),
    ]
    steps = [
        step("local_plan.agreed"),
        step("child.holder", "Ada Redfern"),
        step("child.holder", "Colm Redfern"),
    ]

    found = owed(protocol, entries, steps, protocol.vocabulary)

    assert found == {
        ("form-sent", ""): True,
        ("plan-followed", ""): False,
        ("holder-told", "Ada Redfern"): True,
        ("holder-told", "Colm Redfern"): False,
    }


def test_a_denied_state_gives_no_duty(protocol):
    entries = [entry(1, "episode.reported")]

    found = owed(protocol, entries, [step("local_plan.agreed", "no")], protocol.vocabulary)

    assert found == {("form-sent", ""): False}


def test_a_protocol_that_does_not_know_a_fact_owes_nothing_by_it(protocol):
    entries = [entry(1, "episode.reported"), entry(2, "local_form.sent")]

    found = owed(protocol, entries, [step("local_plan.agreed")], Vocabulary({}))

    assert found == {}
    assert ("form-sent", "") in owed(protocol, entries, [step("local_plan.agreed")], None)
