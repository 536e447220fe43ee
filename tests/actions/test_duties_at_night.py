"""Whose a named social worker's duties are outside office hours."""

from datetime import datetime, timedelta

import pytest

from lantern.core.instants import LONDON
from lantern.duties import queries
from lantern.duties.queries import Whose
from lantern.people.actions import assignments
from lantern.vocabulary.role import Role
from tests.builders import BEFORE, a_looked_after_child, an_episode

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 3, 2, 23, 0, tzinfo=LONDON)
MORNING = datetime(2026, 3, 3, 10, 0, tzinfo=LONDON)


@pytest.fixture
def an_episode_of_a_child_with_a_named_worker(cast):
    child = a_looked_after_child(cast)
    assignments.assign(
        child,
        role=Role.SOCIAL_WORKER,
        by=cast.team_manager,
        at=BEFORE,
        agency=cast.calderbrook,
        user=cast.user("social_worker"),
    )
    return an_episode(cast, child, at=NIGHT - timedelta(hours=1))


def owed_to(actor, at):
    """The social worker's duties in what this person and their team owe."""
    found = queries.mine(actor, at, whose=Whose.TEAM)
    return {line.rule for line in found.lines if line.role == Role.SOCIAL_WORKER}


def test_at_night_the_emergency_duty_team_owes_what_the_named_worker_owes_by_day(
    cast, an_episode_of_a_child_with_a_named_worker
):
    at_night = owed_to(cast.duty_worker, NIGHT)

    assert at_night
    assert at_night == owed_to(cast.social_worker, NIGHT)


def test_by_day_it_is_the_named_workers_again(cast, an_episode_of_a_child_with_a_named_worker):
    assert owed_to(cast.social_worker, MORNING)
    assert not owed_to(cast.duty_worker, MORNING)
