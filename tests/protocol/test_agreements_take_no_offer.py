"""What is agreed on how often changes nothing about the offer of an interview (CF-09, DA-052)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.protocol.conditions import facts_of
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.facts import Facts, Record
from lantern.protocol.load import library

BACK = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)
OFFERS = {"return_interview.offered", "return_interview.held"}
AGREEING = {
    "child.frequency_agreement",
    "frequency_agreement.review_due",
    "frequency_agreement.reviewed",
    "safe_and_well.not_done_with_reason",
}
HOURS = st.integers(min_value=-2000, max_value=2000).map(lambda hours: timedelta(hours=hours))


def record(fact, at, value=True, until=None):
    return Record(fact, at, at, f"{fact}-{at.isoformat()}-{value}", value, until)


@st.composite
def agreed(draw):
    """Agreements made, reviewed, ended and due, and checks left out, in any order."""
    found = []
    for number in range(draw(st.integers(min_value=0, max_value=4))):
        name, at = f"F-{number}", BACK + draw(HOURS)
        lasts = draw(st.none() | HOURS.filter(lambda one: one > timedelta(0)))
        until = None if lasts is None else at + lasts
        found.append(record("child.frequency_agreement", at, name, until))
        found.append(record("frequency_agreement.review_due", at + timedelta(days=30), name))
        if until is not None and draw(st.booleans()):
            found.append(record("frequency_agreement.reviewed", until, name))
    for _ in range(draw(st.integers(min_value=0, max_value=2))):
        found.append(record("safe_and_well.not_done_with_reason", BACK + draw(HOURS)))
    return found


ABSENCE = (
    record("child.looked_after", BACK - timedelta(days=90)),
    record("whereabouts", BACK - timedelta(hours=6), "not_known"),
    record("episode.reported", BACK - timedelta(hours=5)),
    record("notified.police", BACK - timedelta(hours=5)),
    record("police.classification", BACK - timedelta(hours=4), "missing"),
    record("whereabouts", BACK, "returned"),
)


def offers(protocol, records):
    """Every duty that an offer or an interview meets, with all that became of it."""
    facts = Facts.of(records, subject="episode", vocabulary=protocol.vocabulary)
    found = duties_owed(facts, protocol, until=BACK + timedelta(days=200))
    return {
        (one.rule.id, one.arose_at, one.due_at, one.met_at, one.excused_at)
        for one in found
        if facts_of(one.rule.met_by) & OFFERS
    }


@pytest.mark.requirement("CF-09", "DA-052")
@pytest.mark.parametrize("rulebook", ["dfe-2014", "calderbrook-2026"])
@settings(max_examples=25, deadline=None)
@given(agreements=agreed())
def test_whatever_is_agreed_the_same_offer_is_owed_at_the_same_hour(rulebook, agreements):
    protocol = library().protocol(rulebook)
    without = offers(protocol, ABSENCE)
    assert {"return-interview-offered", "return-interview-held"} <= {one[0] for one in without}

    assert offers(protocol, [*ABSENCE, *agreements]) == without


@pytest.mark.requirement("CF-09", "DA-052")
@pytest.mark.parametrize("rulebook", library().ids)
def test_no_rule_about_the_offer_speaks_of_an_agreement(rulebook):
    rules = [one.rule for one in library().protocol(rulebook).versions]
    about = [one for one in rules if facts_of(one.met_by) & OFFERS]

    asked = {
        fact
        for rule in about
        for condition in (rule.arises, *(one.when for one in rule.excused_by if one.when))
        for fact in facts_of(condition)
    }

    assert asked & AGREEING == set()
