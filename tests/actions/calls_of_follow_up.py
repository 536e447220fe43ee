"""A call of each action on what must change after a return."""

from dataclasses import replace

from lantern.follow_up.actions import plans, records, reports
from lantern.vocabulary.follow_up import PlanJudgement, ReportKind
from lantern.vocabulary.role import Role
from tests.actions.audited import audited
from tests.actions.following_up import (
    REVIEW,
    SOON,
    THEMES,
    a_behaviour_plan,
    a_report,
    a_review,
    signer,
)
from tests.builders import a_looked_after_child, a_returned_episode


@audited("lantern.follow_up.actions.records.record")
def _(cast):
    episode = a_returned_episode(cast)
    return lambda: a_review(cast, episode)


@audited("lantern.follow_up.actions.records.correct")
def _(cast):
    row = a_review(cast)
    right = replace(REVIEW, reasons="She asked to stay")
    return lambda: records.correct(
        row, right, by=cast.social_worker, now=SOON, reason="Misheard on the telephone"
    )


@audited("lantern.follow_up.actions.plans.agree")
def _(cast):
    child = a_looked_after_child(cast)
    return lambda: a_behaviour_plan(cast, child)


@audited("lantern.follow_up.actions.plans.review")
def _(cast):
    plan = a_behaviour_plan(cast)
    return lambda: plans.review(
        plan,
        by=cast.social_worker,
        now=SOON,
        judgement=PlanJudgement.WORKS,
        reasons="She has not gone since",
        next_on=None,
    )


@audited("lantern.follow_up.actions.reports.complete")
def _(cast):
    episode = a_returned_episode(cast)
    return lambda: reports.complete(
        episode, ReportKind.REGULATION_40, by=cast.home_manager, now=SOON, themes=THEMES
    )


@audited("lantern.follow_up.actions.reports.sign")
def _(cast):
    report = a_report(cast)
    return lambda: reports.sign(report, by=signer(cast, Role.RESIDENTIAL_MANAGER), now=SOON)


@audited("lantern.follow_up.actions.reports.send_back")
def _(cast):
    report = a_report(cast)
    by = signer(cast, Role.RESIDENTIAL_MANAGER)
    return lambda: reports.send_back(report, by=by, now=SOON, reason="Say who told the parents")
