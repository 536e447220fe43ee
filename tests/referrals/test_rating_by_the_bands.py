"""A child is rated by the provider's bands, missing and absent counted together, by a person."""

from datetime import timedelta

import pytest

from lantern.core.errors import Conflict, Invalid, Refused
from lantern.duties.models import Duty
from lantern.episodes.actions import corrections, entries, returns
from lantern.episodes.details import LastSeen, ReturnDetails
from lantern.referrals import queries
from lantern.referrals.actions import rating
from lantern.referrals.actions.rating import Rating
from lantern.referrals.bands import bands
from lantern.referrals.models import Referral
from lantern.vocabulary.absence import Classification
from lantern.vocabulary.interview import FactorWeight, TriageBand, TriageFactor
from lantern.vocabulary.returning import Answer
from tests.builders import LATER, a_child, an_episode

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NOW = LATER + HOUR


def given(band, **more):
    return Rating(
        **{
            "rating": band,
            "weight": FactorWeight.NONE,
            "absences_complete": Answer.YES,
            "reasons": "By what is known.",
        }
        | more
    )


def a_referral(cast, *, missing=1, absent=0):
    """A child who was away so often before, each time back; and is back again."""
    child = a_child(cast)
    for number in range(missing + absent - 1):
        at = LATER - (40 - 3 * number) * DAY
        earlier = away(cast, child, at, absent=number < absent)
        assert earlier.ended_at
    away(cast, child, LATER - 5 * HOUR)
    return Referral.objects.select_related(*queries.WITH).get(
        episode=child.episodes.latest("reported_at")
    )


def away(cast, child, at, *, absent=False):

    episode = an_episode(
        cast, child, by=cast.social_worker, at=at, last_seen=LastSeen(at=at - HOUR, place="Home")
    )
    if absent:
        entries.classify(
            episode,
            by=cast.duty_inspector,
            classification=Classification.ABSENT,
            at=at,
            now=at,
            rationale="Not where expected; no apparent risk.",
        )
    back = at + 4 * HOUR
    returns.record_returned(
        episode, by=cast.social_worker, at=back, now=back, details=ReturnDetails()
    )
    return episode


@pytest.mark.requirement("TH-028", "TH-029", "TH-030", "TH-031")
@pytest.mark.parametrize(
    ("missing", "absent", "weight", "begins"),
    [
        (1, 0, None, "green"),
        (2, 0, None, "amber"),
        (3, 0, None, "red"),
        (1, 1, None, "amber"),
        (1, 5, None, "red"),
        (1, 0, FactorWeight.SEVERAL, "red"),
        (1, 0, FactorWeight.FEW, "green"),
    ],
)
def test_the_published_bands_count_missing_and_absent_together(
    cast, missing, absent, weight, begins
):
    referral = a_referral(cast, missing=missing, absent=absent)

    found = bands(referral, by=cast.interviewer, at=NOW, now=NOW, weight=weight)

    assert found.preset == begins
    assert (found.counts.missing, found.counts.absent) == (missing, absent)
    assert found.chosen.rulebook == "streetwise-2015"
    assert not found.chosen.is_authoritys
    assert all("TCS" in one for one in found.sentences)


@pytest.mark.requirement("RF-074", "RF-215", "CK-136")
def test_a_rating_keeps_what_lay_before_whoever_rated_and_meets_what_is_owed(cast):
    referral = a_referral(cast)

    triage = rating.rate(
        referral,
        given(
            TriageBand.RED,
            weight=FactorWeight.FEW,
            factors=(TriageFactor.ASSOCIATES,),
            changed_because="She named an older man.",
        ),
        by=cast.interviewer,
        at=NOW,
        now=NOW,
    )

    assert (triage.rating, triage.preset, triage.missing, triage.absent) == ("red", "green", 1, 0)
    stated = dict(referral.episode.entries.exclude(fact="").values_list("fact", "value"))
    assert (stated["triage.rating"], stated["triage.factors"]) == ("red", "few")
    assert "triage.absences_seen" in stated
    assert Duty.objects.get(rule="return-interview-offered").met_at is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"rating": TriageBand.RED}, "changed_because"),
        ({"reasons": " "}, "reasons"),
        ({"weight": FactorWeight.FEW}, "factors"),
        ({"factors": (TriageFactor.LENGTH,)}, "weight"),
        ({"factors": (TriageFactor.OTHER,), "weight": FactorWeight.FEW}, "other_factor"),
    ],
)
def test_what_does_not_hold_together_is_said_beside_its_field(cast, more, field):
    referral = a_referral(cast)

    with pytest.raises(Invalid) as fault:
        rating.rate(referral, given(TriageBand.GREEN, **more), by=cast.interviewer, at=NOW, now=NOW)

    assert field in fault.value.messages


def test_two_who_rate_at_once_see_each_other(cast):
    referral = a_referral(cast)
    rating.rate(referral, given(TriageBand.GREEN), by=cast.interviewer, at=NOW, now=NOW)

    with pytest.raises(Conflict) as fault:
        rating.rate(referral, given(TriageBand.GREEN), by=cast.interviewer, at=NOW, now=NOW)

    assert fault.value.theirs["rating"] == "Green"


def test_whoever_does_not_carry_the_interview_out_does_not_rate(cast):
    referral = a_referral(cast)

    with pytest.raises(Refused):
        rating.rate(referral, given(TriageBand.GREEN), by=cast.social_worker, at=NOW, now=NOW)


def test_a_rating_whose_entry_is_withdrawn_no_longer_counts(cast):
    referral = a_referral(cast)
    triage = rating.rate(referral, given(TriageBand.GREEN), by=cast.interviewer, at=NOW, now=NOW)
    entry = referral.episode.entries.get(key=triage.entry_key)

    corrections.withdraw(entry, by=cast.interviewer, now=NOW + HOUR, reason="The wrong child.")

    assert queries.done(cast.interviewer, referral).triage is None
