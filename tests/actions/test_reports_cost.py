"""What a report costs: a burst of them must not queue for the database."""

import pytest

from lantern.episodes.actions import drafts, reports
from lantern.people.actions import assignments, flags
from lantern.placements.actions import profiles
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.role import Role
from tests import builders
from tests.builders import BEFORE, LATER, REPORTED

MOST_QUERIES = 35
"""With what begins and ends the transaction. The design asks for 50 reports a second."""


@pytest.fixture
def child(cast):
    """With a social worker, a flag, a profile, and an absence gone by."""
    child = builders.a_looked_after_child(cast)
    assignments.assign(
        child,
        role=Role.SOCIAL_WORKER,
        by=cast.team_manager,
        at=BEFORE,
        agency=cast.calderbrook,
        user=cast.user("social_worker"),
    )
    flags.raise_(child, FlagKind.SELF_HARM, by=cast.social_worker, at=BEFORE, said_by="Her school")
    profiles.draw_up(
        child,
        by=cast.home_manager,
        at=BEFORE,
        version=0,
        description="Tall",
        risks="Older friends",
        tracing="The skate park",
        drawn_up_by="Mei Tanaka",
    )
    return child


def test_a_first_report_takes_no_more_than_35_queries(cast, django_assert_max_num_queries):
    child = builders.a_looked_after_child(cast)
    draft = drafts.begin(child, by=cast.home_manager, at=REPORTED, answers={})

    with django_assert_max_num_queries(MOST_QUERIES):
        reports.report(
            child, by=cast.home_manager, at=REPORTED, report=builders.a_report(), draft=draft
        )


def test_a_report_of_a_child_who_is_well_known_takes_no_more(
    cast, child, django_assert_max_num_queries
):
    builders.a_returned_episode(cast, child)
    again = LATER.replace(day=LATER.day + 1)
    draft = drafts.begin(child, by=cast.home_manager, at=again, answers={})
    seen = builders.LastSeen(at=again, place="The gate")

    with django_assert_max_num_queries(MOST_QUERIES):
        reports.report(
            child,
            by=cast.home_manager,
            at=again,
            report=builders.a_report(last_seen=seen),
            draft=draft,
        )
