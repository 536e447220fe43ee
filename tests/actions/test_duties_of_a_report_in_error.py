"""What is owed on an absence that turns out to have been none."""

from datetime import timedelta

import pytest

from lantern.access.actor import system_actor
from lantern.duties.actions import ledger
from lantern.duties.models import Duty
from lantern.episodes.actions import closing
from tests.builders import LATER, an_episode

pytestmark = pytest.mark.django_db
SYSTEM = system_actor("tests")


def test_nothing_is_owed_once_the_report_is_found_to_have_been_made_in_error(cast):
    episode = an_episode(cast)
    ledger.refresh_episode(episode.reference, by=SYSTEM, at=LATER)
    open_before = Duty.objects.filter(episode=episode, ended_at__isnull=True).count()

    closing.close_as_error(episode, by=cast.duty_inspector, at=LATER, reason="In the loft.")
    ledger.refresh_episode(episode.reference, by=SYSTEM, at=LATER)

    assert open_before > 0
    assert not Duty.objects.filter(episode=episode, ended_at__isnull=True).exists()
    assert not Duty.objects.filter(episode=episode, ended_at__gt=LATER).exists()


def test_no_duty_arises_after_a_report_in_error_however_long_ago_it_was(cast):
    episode = an_episode(cast)
    closing.close_as_error(episode, by=cast.duty_inspector, at=LATER, reason="In the loft.")

    ledger.refresh_episode(episode.reference, by=SYSTEM, at=LATER + timedelta(days=10))

    assert not Duty.objects.filter(episode=episode, arose_at__gt=LATER).exists()


def test_the_duties_of_a_report_in_error_say_why_they_ended(cast):
    episode = an_episode(cast)

    closing.close_as_error(episode, by=cast.duty_inspector, at=LATER, reason="In the loft.")
    ledger.refresh_episode(episode.reference, by=SYSTEM, at=LATER)

    excused = Duty.objects.filter(episode=episode, excused_at=LATER)
    assert {duty.excused_why for duty in excused} == {
        "the report was made in error: there was no absence"
    }
