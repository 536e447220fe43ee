"""Located, lost again, returned, checked: recorded in whatever order, record and duties agree."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.core.errors import Conflict, Refused
from lantern.duties.models import Duty
from lantern.episodes import queries as episodes
from lantern.episodes.actions import entries, returns
from lantern.episodes.details import LastSeen, LocatedDetails, Told
from lantern.episodes.projection import effective
from lantern.returns import queries
from lantern.vocabulary.returning import NotChecked
from lantern.vocabulary.telling import Recipient
from tests.actions.checking import a_check, not_seen
from tests.builders import REPORTED, SEEN, an_episode

HOUR = timedelta(hours=1)
START = REPORTED + HOUR
IN_HAND = {"located_with_contact", "returned"}
NEVER = START + timedelta(days=3650)


@pytest.fixture
def missing(cast):
    told = (Told(recipient=Recipient.POLICE, at=REPORTED),)
    return an_episode(cast, told=told, last_seen=LastSeen(at=SEEN, place="The bus stop"))


def locate(cast, episode, at, now):
    details = LocatedDetails(meaningful_contact=True, place="The station")
    returns.record_located(episode, by=cast.investigating_officer, at=at, now=now, details=details)


def lose(cast, episode, at, now):
    entries.record_whereabouts(episode, by=cast.home_manager, at=at, now=now, known=False)


def come_back(cast, episode, at, now):
    returns.record_returned(episode, by=cast.home_manager, at=at, now=now)


def see(cast, episode, at, now):
    a_check(cast, episode, at, now=now)


def leave_out(cast, episode, at, now):
    a_check(cast, episode, at, not_seen(NotChecked.CHILD_WOULD_NOT, "Shut the door."), now=now)


DEEDS = [locate, lose, locate, see, leave_out, come_back, see]
ORDERS = st.permutations(range(len(DEEDS))).flatmap(
    lambda happened: st.tuples(st.just(happened), st.permutations(range(len(DEEDS))))
)
"""In which order they happened, and in which they were written down."""


def owed(standing):
    """By hand: a check is owed each time the child comes into somebody's hands; the first check
    after that meets it, the first reason given, or the child's being missing again, excuses it."""
    found, since = set(), None
    marks = [(one.at, one.value) for one in standing if one.fact == "whereabouts"]
    for at, value in [*marks, (NEVER, "")]:
        is_in_hand = value in IN_HAND
        if is_in_hand and since is None:
            since = at
        elif not is_in_hand and since is not None:
            found.add((since, *_ended(standing, since, at)))
            since = None
    return found


def _ended(standing, since, until):
    def first(fact):
        return min(
            (one.at for one in standing if one.fact == fact and one.at >= since), default=NEVER
        )

    met, left = first("safe_and_well.held"), first("safe_and_well.not_done_with_reason")
    excused = min(left, until)
    if met <= excused and met != NEVER:
        return met, None
    return None, (None if excused == NEVER else excused)


@pytest.mark.requirement("CK-125", "FL-10")
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(orders=ORDERS)
def test_in_any_order_the_checks_and_what_is_owed_agree_with_the_record(cast, missing, orders):
    agrees(cast, missing, *orders)


@pytest.mark.soak
@settings(
    max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(orders=ORDERS)
def test_in_a_great_many_orders_they_agree(cast, missing, orders):
    agrees(cast, missing, *orders)


def agrees(cast, missing, happened, written):
    with transaction.atomic():
        for step, number in enumerate(written):
            at, now = START + happened[number] * HOUR, START + (20 + step) * HOUR
            try:
                with transaction.atomic():
                    DEEDS[number](cast, missing, at, now)
            except (Conflict, Refused):
                missing.refresh_from_db()  # the return is recorded: the absence is over
        standing = effective(episodes.entries(missing))
        rows = Duty.objects.filter(episode=missing, rule="safe-and-well-check")
        told = {(one.arose_at, one.met_at, one.excused_at) for one in rows}
        checks = {
            (one.check.key, one.at, one.check.was_held)
            for one in queries.of_episode(cast.social_worker, missing)
        }
        transaction.set_rollback(True)
    missing.refresh_from_db()

    assert told == owed(standing)
    assert checks == {
        (one.key, one.at, one.fact.endswith("held"))
        for one in standing
        if one.fact.startswith("safe_and_well.")
    }
