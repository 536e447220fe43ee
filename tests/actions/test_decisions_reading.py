"""A decision reads no more than its rules ask of, and is ruled as it would be by everything."""

from datetime import timedelta

import pytest

from lantern.access.sharing import LASTS, is_opened_by, opens
from lantern.duties import deciding, facts
from lantern.episodes import ruling
from lantern.episodes.actions import entries
from lantern.people.models import Involvement
from lantern.protocol.decide import decide
from lantern.protocol.lexicon import vocabulary
from lantern.vocabulary.absence import Classification
from lantern.vocabulary.agency import InvolvementBasis
from tests.builders import LATER, REPORTED, a_child, an_episode

SECOND = timedelta(seconds=1)


def ruled(episode, protocol, decision, at):
    known = deciding.facts_of(episode, protocol, decision, [])
    return decide(known, protocol, decision, at=at, role="inspector")


def test_a_decision_by_the_entries_alone_is_the_decision_by_everything(cast, monkeypatch):
    episode = an_episode(cast)
    entries.classify(
        episode,
        by=cast.duty_inspector,
        classification=Classification.MISSING,
        at=LATER,
        now=LATER,
        rationale="Nobody has heard from her.",
    )
    protocol = ruling.protocol_named("calderbrook-2026")
    narrow = [one for one in protocol.deciding() if deciding.rests_on_entries(protocol, one)]
    instants = [REPORTED, LATER, LATER + timedelta(days=1)]

    little = [ruled(episode, protocol, one, at) for one in narrow for at in instants]
    monkeypatch.setattr(deciding, "rests_on_entries", lambda *_: False)
    whole = [ruled(episode, protocol, one, at) for one in narrow for at in instants]

    assert set(narrow) == {"log.closed_as", "log.grade", "police.risk"}
    assert little == whole
    assert not all(choice.is_allowed for one in little for choice in one.choices)


def test_a_decision_by_the_entries_alone_reads_once(cast, django_assert_num_queries):
    episode = an_episode(cast)
    protocol = ruling.protocol_named("calderbrook-2026")

    with django_assert_num_queries(1):
        ruled(episode, protocol, "police.risk", LATER)


def test_a_decision_that_speaks_of_the_child_rests_on_more_than_the_entries():
    protocol = ruling.protocol_named("calderbrook-2026")

    assert not deciding.rests_on_entries(protocol, "police.classification")


def test_the_record_of_the_child_states_no_fact_of_an_absence():
    kept = [*facts.STATUS_FACTS.values(), *facts.FLAG_FACTS.values()]
    stated = {fact for some in kept for fact in some} | {
        facts.EARLIER,
        "child.placement",
        "child.went_missing",
        "child.was_absent",
        "pen_picture.drawn_up",
        "placement.started",
        "risk_assessment.completed",
        "risk_assessment.updated",
    }

    assert {vocabulary()[fact].subject for fact in stated} == {"child"}


@pytest.mark.parametrize("basis", [InvolvementBasis.POLICE, InvolvementBasis.CARES_FOR])
def test_an_involvement_in_hand_opens_a_record_when_the_database_says_so(cast, basis):
    child, ended = a_child(cast), LATER
    lasts = LASTS.get(basis, timedelta())
    instants = [
        REPORTED - SECOND,
        REPORTED,
        *(ended + wait + step for wait in {timedelta(), lasts} for step in (-SECOND, 0 * SECOND)),
        ended + lasts + SECOND,
    ]
    rows = [
        Involvement.objects.create(
            child=child, agency=cast.force, basis=basis, from_at=REPORTED, until_at=until
        )
        for until in (ended, None)
    ]

    for row in rows:
        for at in instants:
            said = is_opened_by(row.basis, from_at=row.from_at, until_at=row.until_at, at=at)
            assert said == Involvement.objects.filter(opens(at), pk=row.pk).exists(), (row, at)
