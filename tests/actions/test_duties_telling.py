"""Telling of duties: when they arise, fall due soon and are overdue; once, to the right people."""

from datetime import timedelta

import pytest

from lantern.access.actor import system_actor
from lantern.duties.actions import rebuilding, sweeping
from lantern.duties.models import Duty, Told
from lantern.episodes.actions import entries, returns
from lantern.episodes.details import LastSeen, ReturnDetails, SaidWhere
from lantern.notifications.models import Message
from lantern.people.actions import assignments
from lantern.vocabulary.absence import Corroboration
from lantern.vocabulary.role import Role
from lantern.vocabulary.telling import Method, Recipient
from tests import builders
from tests.builders import LATER, REPORTED

SYSTEM = system_actor("test")


def sweep(minutes):
    sweeping.sweep(by=SYSTEM, at=REPORTED + timedelta(minutes=minutes))


def messages(kind):
    return Message.objects.filter(kind=f"duties {kind}")


def tell_police(cast, episode, minutes):
    at = REPORTED + timedelta(minutes=minutes)
    entries.record_notification(
        episode,
        by=cast.home_manager,
        recipient=Recipient.POLICE,
        at=at,
        now=at,
        person="Jo",
        method=Method.TELEPHONE,
    )


def test_whoever_newly_owes_something_is_told_at_once_in_one_message(cast):
    builders.an_episode(cast)

    message = messages("arises").get(team=cast.team("alder-house", "Staff"))

    assert message.subject.startswith("Lantern: 6 new duties, E-")
    assert "- Tell the police that the child is missing (carer, due at 21:30" in message.body


def test_nothing_more_is_told_while_nothing_new_comes_about(cast):
    episode = builders.an_episode(cast)
    before = Message.objects.filter(about=episode.reference).count()

    for minutes in (0, 1, 2):
        sweep(minutes)

    assert Message.objects.filter(about=episode.reference).count() == before


def test_a_duty_that_time_alone_brings_is_told_by_the_sweep(cast):
    builders.an_episode(cast)
    arose = Duty.objects.get(rule="strategy-meeting-arranged").arose_at
    before = messages("arises").filter(body__contains="strategy meeting").count()

    sweeping.sweep(by=SYSTEM, at=arose)

    assert before == 0
    assert messages("arises").filter(body__contains="strategy meeting").exists()


def test_an_overdue_duty_is_told_to_its_owner_and_the_role_above_once(cast):
    builders.an_episode(cast)

    sweep(31)
    sweep(32)

    told = messages("overdue").filter(body__contains="Tell the police")
    assert {one.team for one in told} == {
        cast.team("alder-house", "Staff"),
        cast.team("calderbrook", "Emergency duty team"),
    }
    assert Told.objects.filter(rule="tell-police", occasion="overdue").count() == 1


def test_a_duty_that_was_met_in_time_is_never_told_as_overdue(cast):
    episode = builders.an_episode(cast)
    tell_police(cast, episode, 10)

    sweep(60)

    assert not messages("overdue").filter(body__contains="Tell the police").exists()


def test_a_duty_is_told_when_it_falls_due_soon(cast):
    episode = builders.an_episode(cast)
    at = REPORTED + timedelta(minutes=5)
    entries.record_notification(
        episode,
        by=cast.home_manager,
        recipient=Recipient.EDT,
        at=at,
        now=at,
        person="Tomasz",
        method=Method.TELEPHONE,
    )
    turn = Duty.objects.filter(rule="daily-contact").order_by("arose_at")[0]

    sweeping.sweep(by=SYSTEM, at=turn.due_soon_at)

    assert messages("due_soon").filter(body__contains="Try to contact").exists()


def test_after_a_day_without_a_worker_what_is_overdue_is_told_once_and_only_as_overdue(cast):
    builders.an_episode(cast)

    sweep(24 * 60)

    bodies = [one.body for one in messages("overdue")]
    assert any("Tell the police" in body for body in bodies)
    assert Told.objects.filter(occasion="overdue", rule="tell-police").count() == 1
    sweep(24 * 60)
    assert [one.body for one in messages("overdue")] == bodies


@pytest.mark.requirement("RO-022")
@pytest.mark.parametrize("hour", [12, 21])
def test_by_day_the_childs_own_worker_is_told_and_at_night_the_duty_team(cast, hour):
    child = builders.a_looked_after_child(cast)
    assignments.assign(
        child,
        role=Role.SOCIAL_WORKER,
        agency=cast.calderbrook,
        user=cast.user("social_worker"),
        by=cast.team_manager,
        at=builders.BEFORE,
    )
    at = REPORTED.replace(hour=hour)
    seen = LastSeen(at=at - timedelta(hours=1), place="School")
    builders.an_episode(cast, child, at=at, last_seen=seen)

    sweeping.sweep(by=SYSTEM, at=at + timedelta(hours=24, minutes=1))

    told = messages("overdue").filter(body__contains="what information to share")
    worker = cast.user("social_worker") if hour == 12 else None
    team = cast.team("calderbrook", "Emergency duty team") if hour == 21 else None
    assert (worker, team) in {(one.user, one.team) for one in told}
    assert (team is None) == (not told.filter(team__name="Emergency duty team").exists())


@pytest.mark.requirement("DA-063")
def test_no_message_names_the_child(cast):
    child = builders.a_looked_after_child(cast, "Zebedee", also_known_as="Zeb")
    episode = builders.an_episode(cast, child)
    for hours in (1, 24, 73, 200):
        sweep(hours * 60)
    words = " ".join(f"{one.subject} {one.body}" for one in Message.objects.all())

    assert Message.objects.filter(about=episode.reference).count() > 8
    for name in ("Zebedee", "Redfern", "Zeb"):
        assert name not in words


def test_what_was_due_before_the_partnerships_first_day_alerts_nobody(cast):
    cast.calderbrook.first_day_on = (REPORTED + timedelta(days=2)).date()
    cast.calderbrook.save()

    builders.an_episode(cast)
    sweep(24 * 60)

    assert not Message.objects.exists()
    sweep(4 * 24 * 60)
    assert messages("arises").filter(body__contains="strategy meeting").exists()
    assert not Message.objects.filter(body__contains="Tell the police").exists()


def test_what_was_told_is_not_told_again_after_a_rebuild(cast):
    builders.an_episode(cast)
    sweep(1)
    before = Message.objects.count()
    Duty.objects.all().delete()

    rebuilding.rebuild(by=SYSTEM, at=REPORTED)
    sweep(2)

    assert Message.objects.count() == before


@pytest.mark.requirement("IS-015", "CF-13", "CF-38")
def test_lantern_itself_lets_the_reviewing_officer_know_of_each_absence_and_return(cast):
    def known(about):
        for minutes in (20, 50, 80):
            sweep(minutes)
        told = messages("due_soon").filter(user_id=cast.reviewing_officer.user_id, about=about)
        said = " ".join(told.values_list("body", flat=True))
        return [one for one in ("is missing", "is away from", "is back") if f"child {one}" in said]

    missing = builders.an_episode(cast)
    where = SaidWhere(at=REPORTED, corroboration=Corroboration.VOICE, place="Her aunt's")
    away = builders.an_episode(
        cast, builders.a_looked_after_child(cast, "Kit"), by=cast.home_manager, whereabouts=where
    )
    assert (known(missing.reference), known(away.reference)) == (["is missing"], ["is away from"])

    returns.record_returned(
        missing, by=cast.home_manager, at=LATER, now=LATER, details=ReturnDetails()
    )
    assert known(missing.reference) == ["is missing", "is back"]
    at_home = builders.an_episode(cast, builders.a_child(cast, "Nell"), by=cast.social_worker)
    assert known(at_home.reference) == []
