"""Children who went together stay linked, and each keeps a record, clocks and a return of their
own (FL-08)."""

from datetime import timedelta

import pytest

from lantern.access.actor import system_actor
from lantern.duties.actions import sweeping
from lantern.duties.models import Duty
from lantern.episodes.actions import entries, links, returns
from lantern.episodes.details import LastSeen, ReturnDetails
from lantern.support import childs_page
from lantern.vocabulary.absence import Classification
from tests import builders
from tests.builders import LATER, REPORTED, SEEN

HOUR = timedelta(hours=1)
DAYS_LATER = SEEN + timedelta(hours=76)


@pytest.fixture
def two(cast):
    """Tamsin, last seen at seven, and Idris, who was seen two hours before; linked."""
    earlier = LastSeen(at=SEEN - 2 * HOUR, place="The shop")
    tamsin = builders.an_episode(cast)
    idris = builders.an_episode(
        cast, builders.a_looked_after_child(cast, "Idris"), last_seen=earlier
    )
    links.link([tamsin, idris], by=cast.social_worker, at=REPORTED + HOUR / 4)
    return tamsin, idris


def arose(episode, rule):
    return Duty.objects.get(subject=episode.reference, rule=rule).arose_at


@pytest.mark.requirement("FL-08.01", "TH-041")
def test_linked_children_keep_their_own_clocks_risk_and_class(cast, two):
    tamsin, idris = two
    for episode, kind in zip(two, (Classification.MISSING, Classification.ABSENT), strict=True):
        entries.classify(
            episode,
            by=cast.duty_inspector,
            classification=kind,
            at=LATER,
            now=LATER,
            rationale="By what is known of each.",
        )
    sweeping.sweep(by=system_actor("test"), at=DAYS_LATER)

    for one in two:
        one.refresh_from_db()
    assert tamsin.together_id == idris.together_id is not None
    assert (tamsin.classification, idris.classification) == ("missing", "absent")
    assert arose(tamsin, "strategy-meeting-held") == SEEN + timedelta(hours=72)
    assert arose(idris, "strategy-meeting-held") == SEEN + timedelta(hours=70)


@pytest.mark.requirement("FL-08.06")
def test_each_comes_back_alone_and_is_owed_what_follows_alone(cast, two):
    tamsin, idris = two

    returns.record_returned(
        tamsin, by=cast.home_manager, at=LATER, now=LATER, details=ReturnDetails()
    )

    idris.refresh_from_db()
    assert (tamsin.ended_at, idris.ended_at) == (LATER, None)
    offered = Duty.objects.filter(rule="return-interview-offered")
    assert [one.subject for one in offered] == [tamsin.reference]


@pytest.mark.requirement("PS-003")
def test_every_child_looked_after_reads_of_the_right_to_an_advocate(cast):
    child = builders.a_looked_after_child(cast)  # who has never been away

    found = childs_page.parts(cast.social_worker, child, at=LATER)

    said = " ".join(" ".join((part.text, *part.items)) for part in found)
    assert "You can ask for a helper who speaks up for you. This person is called an advocate." in (
        said
    )
