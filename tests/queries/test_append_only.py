"""What was recorded, done or seen is never changed and never taken away: the database refuses."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from lantern.agencies.models import Agency
from lantern.agreements.models import Adoption, Change, Draft
from lantern.audit.models import AccessEvent, AuditEvent
from lantern.audit.record import record_access
from lantern.episodes.models import Entry
from lantern.interviews.models import Account, Interview, Review, Share
from lantern.meetings.models import (
    Arrangement,
    Cancellation,
    Meeting,
    MeetingReview,
    Member,
    Minutes,
    Sitting,
)
from lantern.plans.models import Addition, Plan, PlannedAction, Step
from lantern.returns.models import SafeAndWellCheck
from tests.actions.checking import a_check
from tests.builders import LATER, an_episode
from tests.emptying import APPEND_ONLY

RECORDS = [AuditEvent, AccessEvent, Entry, Adoption, Change, SafeAndWellCheck]
OF_INTERVIEWS = [Account, Review, Share]
OF_MEETINGS = [Arrangement, Cancellation, MeetingReview, Member, Minutes]
OF_PLANS = [Addition, PlannedAction, Step]
TABLES = [*RECORDS, *OF_INTERVIEWS, *OF_MEETINGS, *OF_PLANS]


@pytest.fixture
def rows(cast):
    episode = an_episode(cast)
    record_access(
        about=episode.reference,
        by=cast.social_worker.id,
        agency="calderbrook",
        page="episode",
        basis="responsible_authority",
        at=LATER,
    )
    a_version_adopted(cast.senior_manager.user_id)
    a_check(cast, episode, LATER)
    an_interview_shared(cast, episode)
    a_meeting_held(episode)
    a_plan_begun(cast, episode)


def an_interview_shared(cast, episode):
    interview = Interview.objects.create(
        child=episode.child, authority=cast.calderbrook, provider=cast.open_door, begun_at=LATER
    )
    account = Account.objects.create(interview=interview, voice="child", number=1, at=LATER)
    Review.objects.create(interview=interview, of_account=account, at=LATER)
    Share.objects.create(interview=interview, at=LATER)


def a_meeting_held(episode):
    sitting = Sitting.objects.create()
    Arrangement.objects.create(sitting=sitting, starts_at=LATER)
    meeting = Meeting.objects.create(sitting=sitting, episode=episode)
    Member.objects.create(meeting=meeting)
    Minutes.objects.create(meeting=meeting, version=1, held_at=LATER, review_on=LATER.date())
    Cancellation.objects.create(meeting=meeting, at=LATER)
    MeetingReview.objects.create(meeting=meeting, at=LATER)


def a_plan_begun(cast, episode):
    plan = Plan.objects.create(child=episode.child, began_at=LATER)
    addition = Addition.objects.create(plan=plan, agreed_at=LATER)
    action = PlannedAction.objects.create(
        addition=addition, agency=cast.calderbrook, due_on=LATER.date()
    )
    Step.objects.create(action=action, at=LATER)


def a_version_adopted(user):
    calderbrook, day = Agency.objects.get(slug="calderbrook"), LATER.date()
    draft = Draft.objects.create(
        agency=calderbrook, drawn_up_by_id=user, starts_on=day, created_at=LATER, changed_at=LATER
    )
    Change.objects.create(draft=draft, at=LATER, by_id=user, revision=1)
    Adoption.objects.create(
        draft=draft,
        agency=calderbrook,
        adopted_at=LATER,
        adopted_by_id=user,
        starts_on=day,
        review_on=day,
    )


@pytest.mark.requirement("IS-069")
@pytest.mark.parametrize("model", TABLES)
def test_a_row_cannot_be_changed(rows, model):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(id=F("id"))


@pytest.mark.requirement("IS-069")
@pytest.mark.parametrize("model", TABLES)
def test_a_row_cannot_be_taken_away(rows, model):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete(connection.alias)


@pytest.mark.parametrize("model", TABLES)
def test_a_table_cannot_be_emptied(rows, model):
    truncate = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
    cascade = "CASCADE" if connection.vendor == "postgresql" else ""
    connection.check_constraints()  # what waits for the end of the transaction would refuse first

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(f"{truncate} {model._meta.db_table} {cascade}")


def test_the_tables_that_refuse_are_the_ones_tests_may_empty():
    assert {model._meta.db_table for model in TABLES} == set(APPEND_ONLY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["once", "again"])
def test_after_a_test_that_committed_the_refusal_stands_again(time):
    assert not AuditEvent.objects.exists()
    AuditEvent.objects.create(kind="Tried", about="X", at=LATER, by="X")

    with pytest.raises(DatabaseError, match="append-only"):
        AuditEvent.objects.update(by="Y")
