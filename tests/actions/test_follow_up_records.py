"""What must change after a return: each record writes what it means, and is put right with it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lantern.agencies.models import Agency
from lantern.core.errors import Conflict, Invalid, Refused
from lantern.duties.models import Duty
from lantern.episodes.actions import entries
from lantern.episodes.models import Entry
from lantern.follow_up import known
from lantern.follow_up.actions import plans, records
from lantern.follow_up.details import (
    Assessment,
    CarePlanRequest,
    EarlyHelp,
    PlacementPlan,
    Regulator,
    RepeatDiscussion,
    SafetyPlan,
    StatutoryReview,
    read,
)
from lantern.follow_up.forums import forum_label, forums_of
from lantern.follow_up.models import FollowUp
from lantern.follow_up.validity import faults
from lantern.people.actions import statuses
from lantern.people.models import Step
from lantern.plans.details import Agreed
from lantern.plans.models import PlannedAction
from lantern.protocol.load import SHIPPED
from lantern.vocabulary.absence import Classification
from lantern.vocabulary.follow_up import (
    AssessmentKind,
    EarlyReview,
    FollowUpKind,
    Forum,
    PlanJudgement,
    SpokenWith,
)
from lantern.vocabulary.placement import PlacementKind, StatusKind
from lantern.vocabulary.regulator import REGULATIONS, RegulatorEvent, regulation_for
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.role import Role
from tests import own_rulebook
from tests.actions.following_up import REVIEW, SOON, a_behaviour_plan, a_review, replaced
from tests.builders import LATER, a_child, a_looked_after_child, a_returned_episode, an_episode

HOUR = timedelta(hours=1)
PLAN = PlacementPlan(
    present="Ruth Adeyemi and Bronwen Ellis",
    implications="The evenings have to change",
    prevent="A walk after tea",
    reduce="She takes her phone, charged",
    if_missing="Ring her brother first",
)
DISCUSSION = RepeatDiscussion(
    spoken_with=SpokenWith.CHILD, said="I hate the evenings", support="A mentor"
)
HELD = StatutoryReview(
    addressed="She goes in the evening; the plan changes", risk_reviewed=True, plan_agreed=False
)
KEPT = SafetyPlan(ring="My brother", safe_places="The library", reach="The helpline")


def record(cast, details, episode=None, child=None, **more):
    child = child or episode.child
    given = {"by": cast.social_worker, "at": SOON, "now": SOON, "episode": episode} | more
    return records.record(child, details, **given)


def met_at(reference, rule):
    return Duty.objects.filter(subject=reference, rule=rule).latest("arose_at").met_at


def standing(episode, fact):
    return Entry.objects.filter(
        episode=episode, fact=fact, corrected_by__isnull=True, withdrawn=False
    ).first()


@pytest.mark.requirement("RF-071", "CK-130", "DA-049", "FL-10.15")
def test_a_review_of_the_placement_meets_its_duty_and_stands_on_the_timeline(cast):
    episode = a_returned_episode(cast)
    assert met_at(episode.reference, "placement-reviewed") is None

    row = a_review(cast, episode)

    assert met_at(episode.reference, "placement-reviewed") == SOON
    entry = standing(episode, "placement.appropriateness_reviewed")
    assert entry.key == row.entries["placement.appropriateness_reviewed"]
    assert entry.words.startswith("Right, with changes. She is settled")


@pytest.mark.requirement("RF-072", "RF-013", "CK-131", "DA-050", "FL-10.14", "FL-11.08")
def test_a_placement_plan_says_whether_an_early_review_was_considered(cast):
    episode = a_returned_episode(cast)
    early = replace(PLAN, early_review=EarlyReview.ASKED_FOR, early_review_why="Not safe there")

    record(cast, early, episode)

    assert met_at(episode.reference, "placement-plan-updated") == SOON
    assert met_at(episode.reference, "early-review-considered") == SOON


def test_a_plan_without_a_word_of_an_early_review_leaves_that_owed(cast):
    episode = a_returned_episode(cast)

    record(cast, PLAN, episode)

    assert met_at(episode.reference, "early-review-considered") is None


def test_strategies_before_any_absence_review_the_placement_plan(cast):
    child = a_looked_after_child(cast)

    record(cast, PLAN, child=child)

    assert Step.objects.get(child=child).fact == "placement_plan.reviewed"


@pytest.mark.requirement("RF-078", "CK-089", "FL-11.01")
def test_a_talk_about_running_away_again_reviews_earlier_actions_only_if_it_says_so(cast):
    episode = a_returned_episode(cast)

    record(cast, DISCUSSION, episode)
    assert standing(episode, "repeat_discussion.held")
    assert standing(episode, "earlier_actions.reviewed") is None

    record(cast, replace(DISCUSSION, earlier="The mentor helped"), episode, now=SOON + HOUR)
    assert standing(episode, "earlier_actions.reviewed")


@pytest.mark.requirement("RF-106", "CK-085", "CK-086")
def test_an_assessment_or_a_referral_states_its_own_fact(cast):
    episode = a_returned_episode(cast)
    need = Assessment(assessment=AssessmentKind.NEED, trigger="Third time", outcome="A plan")

    record(cast, need, episode)
    assert standing(episode, "assessment.made")
    assert standing(episode, "referral.considered") is None

    record(cast, replace(need, assessment=AssessmentKind.REFERRAL), episode)
    assert standing(episode, "referral.considered")


def test_only_social_care_says_that_it_assessed(cast):
    episode = a_returned_episode(cast)
    made = Assessment(assessment=AssessmentKind.NEED, trigger="Third time", outcome="A plan")

    with pytest.raises(Invalid, match="Children’s social care alone"):
        record(cast, made, episode, by=cast.police_coordinator)

    considered = replace(made, assessment=AssessmentKind.REFERRAL)
    assert record(cast, considered, episode, by=cast.police_coordinator)


@pytest.mark.requirement("CK-014", "FL-11.07")
def test_a_home_asks_the_authority_to_review_the_care_plan(cast):
    child = a_looked_after_child(cast)
    asked = CarePlanRequest(reasons="Every week", asked_of="Helen Marsh")

    record(cast, asked, child=child, by=cast.home_manager)

    assert Step.objects.get(child=child).fact == "care_plan.review_asked_for"


@pytest.mark.requirement("RF-107", "QS-081", "CK-009")
def test_a_statutory_review_counts_by_the_record_whatever_was_typed(cast):
    child = a_looked_after_child(cast)
    missing = a_returned_episode(cast, child)
    absent = an_episode(cast, child, at=LATER + HOUR)
    entries.classify(
        absent,
        by=cast.duty_inspector,
        classification=Classification.ABSENT,
        at=LATER + HOUR,
        now=LATER + HOUR,
        rationale="At her brother’s",
        seen="",
    )

    row = record(cast, HELD, child=child, by=cast.reviewing_officer, at=SOON)

    counted = read(FollowUpKind.STATUTORY_REVIEW, row.details)
    assert (counted.in_all.missing, counted.in_all.absent, counted.in_all.away) == (1, 1, 0)
    assert missing.pk != absent.pk
    assert {step.fact for step in Step.objects.filter(child=child)} == {
        "statutory_review.held",
        "statutory_review.absences_addressed",
        "statutory_review.risk_assessment_reviewed",
    }


@pytest.mark.requirement("RF-107")
def test_the_next_review_counts_since_the_last(cast):
    child = a_looked_after_child(cast)
    a_returned_episode(cast, child)
    record(cast, HELD, child=child, by=cast.reviewing_officer)

    found = known.for_review(child, at=SOON + HOUR)

    assert found.since == SOON
    assert (found.lately.in_all, found.in_all.in_all) == (0, 1)


def test_the_reviewing_officer_alone_records_a_statutory_review(cast):
    with pytest.raises(Refused):
        record(cast, HELD, child=a_looked_after_child(cast))


def test_another_authority_does_not_review_the_placement_of_a_child_it_does_not_look_after(cast):
    episode = a_returned_episode(cast)

    with pytest.raises(Refused):
        a_review(cast, episode, by=cast.neighbour)


def test_a_review_before_the_child_went_or_in_the_future_is_refused(cast):
    episode = a_returned_episode(cast)

    with pytest.raises(Invalid, match="went at"):
        a_review(cast, episode, at=episode.away_since - HOUR)
    with pytest.raises(Invalid, match="have passed"):
        a_review(cast, episode, at=SOON + HOUR)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (replace(REVIEW, child_views=" "), "child_views"),
        (replace(PLAN, prevent=""), "prevent"),
        (replace(PLAN, early_review=EarlyReview.NOT_NEEDED), "early_review_why"),
        (replace(HELD, plan_agreed=True), "plan"),
        (replace(DISCUSSION, support=""), "support"),
        (replace(KEPT, is_agreed=False), "why_not"),
        (replace(KEPT, review_on=SOON.date()), "review_on"),
        (EarlyHelp(offered="", accepted=Answer.YES), "offered"),
        (CarePlanRequest(reasons="Every week", asked_of=""), "asked_of"),
        (Regulator(must_tell=True, reasons="x", decided_by="Dean"), "events"),
        (Regulator(must_tell=False, reasons="", decided_by="Dean"), "reasons"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(details, field):
    assert set(faults(details, at=SOON, now=SOON)) == {field}
    assert set(faults(details, at=SOON + HOUR, now=SOON)) == {field, "at"}


def test_the_events_are_those_of_the_regulations_for_where_the_child_lived(cast):
    episode = a_returned_episode(cast)
    fostering = (RegulatorEvent.FOSTER_POLICE,)
    told = Regulator(must_tell=True, reasons="x", decided_by="Dean", events=fostering)

    with pytest.raises(Invalid, match="this kind of placement"):
        record(cast, told, episode, by=cast.home_manager)

    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    ("placed", "named"),
    [
        (PlacementKind.CHILDRENS_HOME, "Regulation 40 of the Children’s Homes"),
        (PlacementKind.FOSTER_CARE, "Schedule 7 of the Fostering Services"),
        (PlacementKind.SUPPORTED, "Regulation 27 of the Supported Accommodation"),
    ],
)
def test_one_regulation_is_named_for_each_kind_of_placement(placed, named):
    regulation = regulation_for(placed)

    assert regulation.words.startswith(named)
    assert regulation.words.count("Regulations 20") == 1
    assert regulation.events == tuple(
        one for one in RegulatorEvent if one.regulation.placed is placed
    )


def test_every_event_belongs_to_one_regulation_and_where_there_is_none_nothing_is_asked():
    assert sum(len(one.events) for one in REGULATIONS) == len(RegulatorEvent)
    assert regulation_for(None) is None
    assert regulation_for(PlacementKind.WITH_PARENTS) is None


def test_of_a_child_in_supported_accommodation_regulation_27_is_asked_and_no_other(cast):
    episode = a_returned_episode(cast, a_looked_after_child(cast, supported=True))
    restrained = Regulator(
        must_tell=True,
        reasons="She was held in the hall",
        decided_by="Dean",
        events=(RegulatorEvent.SUPPORTED_RESTRAINT,),
    )
    of_a_home = replace(restrained, events=(RegulatorEvent.HOME_POLICE,))

    with pytest.raises(Invalid, match="this kind of placement"):
        record(cast, of_a_home, episode, by=cast.home_manager)
    row = record(cast, restrained, episode, by=cast.home_manager)

    assert read(FollowUpKind.REGULATOR, row.details) == restrained


@pytest.mark.requirement("CK-046")
def test_telling_the_regulator_is_a_decision_on_an_event_and_states_no_fact(cast):
    episode = a_returned_episode(cast)
    decided = Regulator(
        must_tell=True,
        reasons="A man gave her money",
        decided_by="Dean Whitlock",
        events=(RegulatorEvent.HOME_EXPLOITATION,),
        told_at=SOON,
        told_whom="Ofsted",
        told_how="The online form",
        reference="SC 1",
    )
    before = Entry.objects.count()

    row = record(cast, decided, episode, by=cast.home_manager)

    assert read(FollowUpKind.REGULATOR, row.details) == decided
    assert Entry.objects.count() == before


def test_the_regulator_is_asked_about_only_where_there_are_regulations(cast):
    at_home = an_episode(cast, a_child(cast), by=cast.social_worker)
    none = Regulator(must_tell=False, reasons="Nothing of it", decided_by="Dean")

    with pytest.raises(Refused):
        record(cast, none, at_home, by=replaced(cast.social_worker, Role.HOME_MANAGER))


@pytest.mark.requirement("CF-55")
def test_what_is_agreed_goes_into_the_childs_plan(cast):
    episode = a_returned_episode(cast)
    agreed = Agreed(what="Find a mentor", role=Role.SOCIAL_WORKER, due_on=SOON.date())

    row = a_review(cast, episode, agreed=(agreed,))

    assert PlannedAction.objects.get(addition__source=row.reference).what == "Find a mentor"


def test_putting_a_record_right_puts_its_entry_right(cast):
    episode = a_returned_episode(cast)
    row = a_review(cast, episode)
    right = replace(REVIEW, reasons="She asked to stay")

    now = records.correct(row, right, by=cast.team_manager, now=SOON + HOUR, reason="Misheard")

    entry = standing(episode, "placement.appropriateness_reviewed")
    assert entry.words == "Right, with changes. She asked to stay"
    assert entry.reason == "Misheard"
    assert [one.pk for one in known.of_episode(episode)] == [now.pk]
    assert [one.pk for one in known.versions(now)] == [now.pk, row.pk]


def test_what_is_no_longer_said_is_taken_back_and_what_is_new_is_added(cast):
    episode = a_returned_episode(cast)
    early = replace(PLAN, early_review=EarlyReview.NOT_NEEDED, early_review_why="Settled")
    row = record(cast, early, episode)

    without = records.correct(
        row, PLAN, by=cast.social_worker, now=SOON + HOUR, reason="Nobody spoke of it"
    )
    assert standing(episode, "early_review.considered") is None

    records.correct(without, early, by=cast.social_worker, now=SOON + 2 * HOUR, reason="They did")
    assert standing(episode, "early_review.considered")


def test_two_people_do_not_put_the_same_record_right(cast):
    row = a_review(cast)
    right = replace(REVIEW, reasons="She asked to stay")
    records.correct(row, right, by=cast.team_manager, now=SOON + HOUR, reason="Misheard")

    with pytest.raises(Conflict) as found:
        records.correct(row, right, by=cast.social_worker, now=SOON + HOUR, reason="Misheard")

    assert found.value.theirs["reasons"] == "She asked to stay"


def test_another_agency_does_not_put_a_record_right(cast):
    child = a_looked_after_child(cast)
    row = record(cast, KEPT, child=child, by=cast.key_worker)

    with pytest.raises(Refused):
        records.correct(row, KEPT, by=cast.social_worker, now=SOON + HOUR, reason="x")


@pytest.mark.requirement("RF-077", "FL-11.09", "PS-012")
def test_each_version_of_a_safety_plan_is_kept(cast):
    child = a_looked_after_child(cast)
    record(cast, KEPT, child=child, by=cast.key_worker)
    record(cast, replace(KEPT, ring="My aunt"), child=child, at=SOON + HOUR, now=SOON + HOUR)

    latest = known.latest([child.pk], FollowUpKind.SAFETY_PLAN)[child.pk]

    assert read(FollowUpKind.SAFETY_PLAN, latest.details).ring == "My aunt"
    assert len(known.of_child(child)) == 2


@pytest.mark.requirement("RF-079", "CK-168", "FL-11.05")
def test_the_day_of_a_plans_review_is_somebodys_duty_until_it_is_judged(cast):
    plan = a_behaviour_plan(cast)
    first = PlannedAction.objects.get(addition__source=plan.reference)
    assert (first.role, first.due_on) == (Role.INDEPENDENT_REVIEWING_OFFICER, plan.review_on)

    plans.review(
        plan,
        by=cast.social_worker,
        now=SOON + HOUR,
        judgement=PlanJudgement.PARTLY,
        reasons="Fridays are better",
        next_on=date(2026, 7, 1),
    )

    assert first.steps.get().words == "Fridays are better"
    latest = PlannedAction.objects.filter(addition__source=plan.reference).latest("pk")
    assert (latest.due_on, latest.steps.count()) == (date(2026, 7, 1), 0)
    kept = plan.reviews.get()
    assert (kept.counts["times_before"], kept.counts["times_after"]) == (0, 0)


def test_a_plan_that_has_ended_is_not_judged_again(cast):
    plan = a_behaviour_plan(cast)
    judged = {"judgement": PlanJudgement.WORKS, "reasons": "She stays", "next_on": None}
    plans.review(plan, by=cast.social_worker, now=SOON + HOUR, **judged)

    with pytest.raises(Refused, match="has ended"):
        plans.review(plan, by=cast.social_worker, now=SOON + 2 * HOUR, **judged)


def test_a_plan_says_what_leads_to_it_what_changes_and_when_it_is_judged(cast):
    with pytest.raises(Invalid) as refusal:
        a_behaviour_plan(cast, leads=" ", changes="", review_on=SOON.date())

    assert set(refusal.value.messages) == {"leads", "changes", "review_on"}


@pytest.fixture
def in_haringey(cast):
    """A child of an authority under Haringey's plan of 2009, which has facts of its own."""
    Agency.objects.filter(pk=cast.calderbrook.pk).update(rulebook="haringey-2009")
    return a_looked_after_child(cast, authority=Agency.objects.get(pk=cast.calderbrook.pk))


@pytest.mark.requirement("CK-088", "PS-011", "FL-11.02")
def test_what_a_rulebook_declares_for_itself_is_stated_where_it_binds(cast, in_haringey):
    made = Assessment(assessment=AssessmentKind.COMMON, trigger="Twice away", outcome="A mentor")
    offered = EarlyHelp(offered="A group", accepted=Answer.YES)

    record(cast, made, child=in_haringey)
    record(cast, offered, child=in_haringey)
    a_behaviour_plan(cast, in_haringey)
    record(cast, HELD, child=in_haringey, by=cast.reviewing_officer)

    stated = dict(Step.objects.filter(child=in_haringey).values_list("fact", "value"))
    assert {"caf.completed", "prevention_service.offered", "statutory_review.absences_counted"} < (
        stated.keys()
    )
    assert stated["behaviour_plan.agreed"] == "care_review"
    # Its own rule asks for the review of the plan, so that nobody is asked twice.
    assert not PlannedAction.objects.exists()


def test_whoever_the_rulebook_does_not_ask_is_told_whom_it_asks(cast, in_haringey):
    made = Assessment(assessment=AssessmentKind.COMMON, trigger="Twice away", outcome="A mentor")

    with pytest.raises(Invalid, match="is asked of: social worker"):
        record(cast, made, child=in_haringey, by=cast.home_manager)


def test_elsewhere_the_record_is_kept_and_states_nothing(cast):
    child = a_looked_after_child(cast)
    made = Assessment(assessment=AssessmentKind.COMMON, trigger="Twice away", outcome="A mentor")

    record(cast, made, child=child, by=cast.home_manager)

    assert FollowUp.objects.count() == 1
    assert not Step.objects.exists()


PLAN_OF_TODAY = (
    (SHIPPED / "haringey-2009.yaml")
    .read_text()
    .replace("rulebook: haringey-2009", f"rulebook: {own_rulebook.NAME}")
    .replace("in_force: {from: 2009-12-01, until: 2014-01-01}", "in_force: {from: 2014-01-01}")
    .replace(
        "    values:\n      strategy",
        "    values:\n      family_meeting: in a family meeting\n      strategy",
    )
)
"""Haringey's plan under another name: still in force, with one forum more."""


@pytest.mark.requirement("RF-079")
def test_the_rulebook_offers_who_may_manage_a_plan_and_refuses_the_rest(cast, monkeypatch):
    own_rulebook.hold(monkeypatch, PLAN_OF_TODAY)
    own_rulebook.belongs(cast.calderbrook)
    in_care = a_looked_after_child(cast)
    at_home = a_child(cast, "Ada")
    on_plan = a_child(cast, "Bea")
    statuses.begin(on_plan, StatusKind.PROTECTION_PLAN, by=cast.social_worker, at=LATER)

    def offered(child):
        found = forums_of(child, by=cast.social_worker, at=SOON)
        return [one.value for one in found.open], found.begins_with

    own = "family_meeting"
    others = ["common_assessment", "core_assessment", "young_persons_plan"]
    assert offered(in_care) == ([own, "strategy_discussion", "care_review"], "")
    assert offered(at_home) == ([own, *others], "")
    assert offered(on_plan) == (["core_group"], "core_group")
    with pytest.raises(Invalid, match="For a child in care the action plan is managed by"):
        a_behaviour_plan(cast, in_care, forum="core_group")
    kept = a_behaviour_plan(cast, in_care, forum=own)
    assert forum_label(kept.forum, kept.forum_words) == "In a family meeting"


def test_where_no_rulebook_names_forums_those_of_the_paper_are_offered(cast):
    child = a_looked_after_child(cast)

    found = forums_of(child, by=cast.social_worker, at=SOON)

    assert [one.value for one in found.open] == list(Forum)
    with pytest.raises(Invalid, match="Choose who manages it"):
        a_behaviour_plan(cast, child, forum="the_pub")
