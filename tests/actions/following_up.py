"""Ottilie's and Tamsin's absences, over, and what is recorded of them afterwards."""

from dataclasses import replace
from datetime import date, timedelta

from lantern.follow_up.actions import plans, records, reports
from lantern.follow_up.details import PlacementReview
from lantern.vocabulary.follow_up import Forum, PlacementOutcome, ReportKind
from lantern.vocabulary.role import Role
from tests.builders import LATER, a_looked_after_child, a_returned_episode

SOON = LATER + timedelta(hours=2)
REVIEW = PlacementReview(
    outcome=PlacementOutcome.RIGHT_WITH_CHANGES,
    reasons="She is settled, and the evenings are not",
    child_views="Wants to stay",
    carer_views="Would like help after tea",
)
THEMES = "She goes after quarrels in the evening"


def a_review(cast, episode=None, **more):
    """The placement of the child of an absence, reviewed after the return."""
    episode = episode or a_returned_episode(cast)
    given = {"by": cast.social_worker, "at": SOON, "now": SOON, "episode": episode} | more
    return records.record(episode.child, REVIEW, **given)


def a_behaviour_plan(cast, child=None, at=SOON, **more):
    """A plan to change what leads a child to go."""
    given = {
        "forum": Forum.CARE_REVIEW,
        "leads": "Quarrels in the evening",
        "changes": "Her key worker walks with her after tea",
        "review_on": date(2026, 6, 1),
    }
    child = child or a_looked_after_child(cast)
    return plans.agree(child, by=cast.social_worker, at=at, now=at, **given | more)


def signer(cast, role):
    """Somebody of the authority who holds this role and no other."""
    actor = cast.social_worker if role is Role.RESIDENTIAL_MANAGER else cast.team_manager
    return replaced(actor, role)


def replaced(actor, role):
    """The same person, acting in another role."""
    return replace(actor, roles=frozenset({role}))


def a_report(cast, episode=None, now=SOON):
    """A Regulation 40 report, completed by the home."""
    episode = episode or a_returned_episode(cast)
    return reports.complete(
        episode, ReportKind.REGULATION_40, by=cast.home_manager, now=now, themes=THEMES
    )
