"""Missing, absent and away without leave are one chronology of a child (PB-001, CF-52)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lantern.episodes.actions import entries, returns
from lantern.episodes.details import LastSeen, ReturnDetails, SaidWhere
from lantern.vocabulary.absence import Classification, Corroboration
from tests.builders import REPORTED, a_looked_after_child, an_episode
from tests.web.reading import text_of

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def away(cast, child, days, kind=None, **fields):
    """The child was reported so many days after the first time, and came back that night."""
    at = REPORTED + days * DAY
    seen = LastSeen(at=at - HOUR, place="The gate")
    episode = an_episode(cast, child, at=at, last_seen=seen, **fields)
    if kind is not None:
        entries.classify(
            episode,
            by=cast.duty_inspector,
            classification=kind,
            at=at + HOUR,
            now=at + HOUR,
            rationale="By what is known.",
        )
    back = at + 2 * HOUR
    returns.record_returned(
        episode, by=cast.home_manager, at=back, now=back, details=ReturnDetails()
    )
    return episode


@pytest.mark.requirement("PB-001", "CF-52")
def test_every_absence_stands_in_one_list_whatever_anybody_calls_it(cast, sign_in):
    child = a_looked_after_child(cast)
    at_aunts = SaidWhere(
        at=REPORTED + 2 * DAY, corroboration=Corroboration.VOICE, place="Her aunt's"
    )
    each = [
        away(cast, child, 0, Classification.MISSING),
        away(cast, child, 1, Classification.ABSENT),
        away(cast, child, 2, whereabouts=at_aunts),
    ]

    page = sign_in("social_worker").get(reverse("children:page", args=[child.reference]))

    whole = page.content.decode()
    places = [whole.index(f"/episodes/{one.reference}") for one in reversed(each)]
    assert places == sorted(places)
    said = text_of(page).partition("Times missing or absent")[2]
    assert 0 < said.index("Police: absent") < said.index("Police: missing")
    assert said.count("Reported ") == 3
