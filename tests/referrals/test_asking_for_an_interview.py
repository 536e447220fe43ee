"""A return interview is asked for: by Lantern when it is owed, and by people."""

from datetime import timedelta

import pytest

from lantern.core.errors import Refused
from lantern.episodes.actions import returns
from lantern.episodes.details import ReturnDetails
from lantern.referrals import queries
from lantern.referrals.actions import referring
from lantern.referrals.actions.referring import Asking
from lantern.referrals.models import Referral
from lantern.vocabulary.interview import ReferralCategory, ReferralSource
from tests.builders import LATER, a_returned_episode, an_episode

HOUR = timedelta(hours=1)


@pytest.mark.requirement("RF-065")
def test_when_the_child_is_back_the_provider_has_a_referral_and_sees_the_record(cast):
    episode = an_episode(cast)
    assert queries.of_episode(cast.interviewer, episode) is None

    returns.record_returned(
        episode, by=cast.home_manager, at=LATER, now=LATER, details=ReturnDetails()
    )

    referral = Referral.objects.get(episode=episode)
    assert (referral.source, referral.provider) == (ReferralSource.LANTERN, cast.open_door)
    assert referral.category == ReferralCategory.CARE_MISSING
    assert referral.reference.startswith("Q-")
    assert queries.visible_to(cast.interviewer, at=LATER).get() == referral


@pytest.mark.requirement("CF-41")
def test_what_the_police_ask_for_is_the_same_referral_and_a_fact_of_the_absence(cast):
    episode = a_returned_episode(cast)
    asking = Asking(source=ReferralSource.POLICE, words="Seen at the station.")

    first = referring.refer(
        episode, by=cast.call_handler, at=LATER, now=LATER + HOUR, asking=asking
    )

    assert first == Referral.objects.get(episode=episode)
    assert first.source == ReferralSource.LANTERN
    assert episode.entries.filter(fact="return_interview.referred").count() == 1


def test_whoever_does_not_know_the_child_asks_for_nothing(cast):
    episode = an_episode(cast)

    with pytest.raises(Refused):
        referring.refer(
            episode,
            by=cast.neighbour,
            at=LATER,
            now=LATER,
            asking=Asking(source=ReferralSource.SOCIAL_CARE),
        )
