"""How often a child is checked or interviewed: who must agree, how seldom at most, until when."""

from datetime import date, timedelta

import pytest

from lantern.core.errors import Conflict, Invalid, Refused
from lantern.duties.models import Duty
from lantern.returns import known
from lantern.returns.actions import agreements
from lantern.vocabulary.returning import AgreedFor, AgreementParty, Answer, HarmLink
from tests.actions.checking import PARTIES, an_agreement, terms
from tests.builders import LATER, SEEN, a_child, a_looked_after_child

POLICE, WORKER, CARER, CHILD = (
    AgreementParty.POLICE,
    AgreementParty.SOCIAL_WORKER,
    AgreementParty.PARENT_OR_CARER,
    AgreementParty.CHILD,
)
INTERVIEWS = AgreedFor.RETURN_INTERVIEWS
HOUR = timedelta(hours=1)


def owed(child):
    return list(Duty.objects.filter(child=child, rule="agreed-frequency-reviewed").order_by("pk"))


def refused(cast, child, **fields):
    with pytest.raises(Invalid) as refusal:
        an_agreement(cast, child, LATER, **fields)
    return set(refusal.value.messages)


@pytest.mark.requirement("RF-064", "RF-212", "DA-051")
def test_an_agreement_keeps_who_agreed_what_why_and_which_harm_was_weighed(cast):
    child = a_looked_after_child(cast)

    made = an_agreement(cast, child, LATER, harm_links=dict.fromkeys(HarmLink, Answer.YES))

    assert made.parties == {str(party): name for party, name in PARTIES.items()}
    assert set(made.harm_links.values()) == {"yes"}
    assert known.in_force(child, AgreedFor.SAFE_AND_WELL, LATER) == made
    assert known.in_force(child, AgreedFor.SAFE_AND_WELL, SEEN) is None


@pytest.mark.requirement("CF-23", "RF-212", "FL-11.06")
@pytest.mark.parametrize(
    ("is_in_care", "about", "parties", "missing"),
    [
        (True, AgreedFor.SAFE_AND_WELL, {POLICE, CARER}, {WORKER}),
        (True, AgreedFor.SAFE_AND_WELL, {WORKER}, {POLICE}),
        (False, AgreedFor.SAFE_AND_WELL, {POLICE}, {CARER}),
        (False, AgreedFor.SAFE_AND_WELL, {CARER}, {POLICE}),
        (True, INTERVIEWS, {WORKER}, {CHILD}),
        (True, INTERVIEWS, {POLICE, CHILD}, {WORKER}),
    ],
)
def test_those_who_must_agree_are_named(cast, is_in_care, about, parties, missing):
    child = a_looked_after_child(cast) if is_in_care else a_child(cast)

    said = refused(cast, child, applies_to=about, parties=dict.fromkeys(parties, "Somebody"))

    assert said == missing


@pytest.mark.requirement("CF-23")
@pytest.mark.parametrize("other", [WORKER, CARER])
def test_for_a_child_at_home_police_and_one_more_are_enough(cast, other):
    assert an_agreement(cast, a_child(cast), LATER, parties={POLICE: "PC Haddad", other: "Elin"})


@pytest.mark.requirement("CF-65")
@pytest.mark.parametrize(("days", "fault"), [(7, set()), (8, {"every_days"}), (0, {"every_days"})])
def test_checks_never_come_less_often_than_the_protocol_lets_them(cast, days, fault):
    child = a_looked_after_child(cast)
    assert known.least(child, LATER) == timedelta(days=7)

    if fault:
        assert refused(cast, child, every_days=days) == fault
    else:
        assert an_agreement(cast, child, LATER, every_days=days).every_days == days


@pytest.mark.requirement("QS-090", "RF-212")
def test_every_harm_has_to_be_weighed_and_the_rest_said(cast):
    weighed = {HarmLink.GANGS: Answer.NOT_KNOWN}
    said = refused(
        cast,
        a_looked_after_child(cast),
        harm_links=weighed,
        frequency=" ",
        reasons="",
        review_on=LATER.date(),
    )

    assert said == {*set(HarmLink) - set(weighed), "frequency", "reasons", "review_on"}


def test_a_review_more_than_a_year_away_is_none(cast):
    day = date(LATER.year + 2, 1, 1)

    assert refused(cast, a_looked_after_child(cast), review_on=day) == {"review_on"}


@pytest.mark.parametrize("who", ["home_manager", "investigating_officer", "nurse"])
def test_social_care_alone_records_an_agreement(cast, who):
    with pytest.raises(Refused):
        an_agreement(cast, a_looked_after_child(cast), LATER, by=getattr(cast, who))


@pytest.mark.requirement("RF-064", "CK-125", "CK-127", "DA-051", "DA-052")
def test_the_review_is_owed_by_its_day_and_met_by_a_review_or_excused_by_the_end(cast):
    child = a_looked_after_child(cast)
    checks = an_agreement(cast, child, LATER)
    interviews = an_agreement(cast, child, LATER, applies_to=INTERVIEWS)
    assert [(one.role, one.due_at.date()) for one in owed(child)] == [
        ("social_worker", date(2026, 5, 1))
    ] * 2
    at = LATER + HOUR

    again = agreements.review(
        checks,
        by=cast.social_worker,
        at=at,
        now=at,
        terms=terms(every_days=3, review_on=date(2026, 6, 1)),
        words="She asked for more.",
    )
    agreements.end(interviews, by=cast.social_worker, at=at, now=at, why="She moved.")

    assert {(one.met_at, one.excused_at) for one in owed(child)} == {
        (at, None),
        (None, at),
        (None, None),
    }
    assert known.in_force(child, AgreedFor.SAFE_AND_WELL, at) == again
    assert known.in_force(child, INTERVIEWS, at) is None


def test_two_at_once_and_what_was_ended_meanwhile_are_said_plainly(cast):
    child = a_looked_after_child(cast)
    made = an_agreement(cast, child, LATER)
    assert refused(cast, child) == {"applies_to"}
    done = {"by": cast.social_worker, "at": LATER, "now": LATER, "why": "She moved."}
    with pytest.raises(Invalid):
        agreements.end(made, **done | {"why": " "})
    agreements.end(made, **done)

    with pytest.raises(Conflict):
        agreements.end(made, **done)


def test_how_often_is_asked_for_in_days_of_the_protocol_of_the_authority(cast):
    cast.calderbrook.rulebook = "nothing-known"
    child = a_child(cast)
    child.responsible_authority.rulebook = "nothing-known"

    assert known.least(child, LATER) == known.LEAST_OTHERWISE
