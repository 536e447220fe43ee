"""No rating and no agreement takes the offer of a return interview away: the engine, at random."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.protocol.evaluate import duties_owed
from lantern.protocol.facts import Facts, Record
from lantern.protocol.load import library

WENT = datetime(2026, 9, 4, 20, tzinfo=UTC)
CLASSED = WENT + timedelta(hours=2)
BACK = WENT + timedelta(hours=13)
PROTOCOL = library().protocol("streetwise-2015")
VALUES = {
    "triage.rating": ("green", "amber", "red"),
    "triage.factors": ("none", "few", "several"),
}
DONE = (
    "triage.absences_seen",
    "triage.information_gathered",
    "letter.sent_to_child",
    "letter.sent_to_parents",
    "intensive_support.offered",
    "safe_and_well.held",
    "safe_and_well.not_done_with_reason",
    "return_interview.referred",
    "return_interview.contact_made",
    "parents.offered_say",
)
AGREED = tuple(
    name
    for name, one in PROTOCOL.vocabulary.items()
    if "agree" in name and one.kind in ("event", "state") and not one.is_derived and not one.of
)
OFFER = {"return_interview.offered", "return_interview.held", "return_interview.declined"}


def a_record(fact, at, value=True):
    return Record(fact, at, at, f"{fact}-{at:%d%H%M}-{value}", value)


HOURS = st.integers(0, 400).map(lambda hours: WENT + timedelta(hours=hours))
RATED = st.sampled_from([(fact, value) for fact, values in VALUES.items() for value in values])
STEPS = st.builds(lambda at, one: a_record(one[0], at, one[1]), HOURS, RATED) | st.builds(
    lambda at, fact: a_record(fact, at), HOURS, st.sampled_from([*DONE, *AGREED])
)


@pytest.mark.requirement("CF-27", "DA-029")
@given(st.lists(STEPS, max_size=12), st.sampled_from(["not_known", "absent", "missing"]))
def test_the_offer_stands_after_every_absence_that_calls_for_it(steps, why):
    known = "not_known" if why == "not_known" else "known"
    records = [
        a_record("whereabouts", WENT, known),
        a_record("episode.reported", WENT + timedelta(hours=1)),
        *([a_record("police.classification", CLASSED, why)] if why != "not_known" else []),
        a_record("whereabouts", BACK, "returned"),
        *steps,
    ]

    facts = Facts.of(records, vocabulary=PROTOCOL.vocabulary)

    (offer,) = [
        one for one in duties_owed(facts, PROTOCOL) if one.rule.id == "return-interview-offered"
    ]
    assert offer.arose_at == BACK
    assert offer.due_at == BACK + timedelta(hours=72)
    assert (offer.met, offer.excused) == (None, None)


def test_there_are_agreements_among_what_is_tried():
    assert AGREED
    assert not OFFER & {*DONE, *AGREED}
