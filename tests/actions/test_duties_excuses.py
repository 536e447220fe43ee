"""Excusing a duty: by those whom its rule lets, with a reason, as a fact of the record."""

from datetime import timedelta

import pytest
from django.db import transaction

from lantern.access.actor import system_actor
from lantern.audit import record as audit
from lantern.audit.models import AuditEvent
from lantern.core.errors import Invalid, Refused
from lantern.duties import queries
from lantern.duties.actions import excuses, rebuilding
from lantern.duties.models import Duty, Excuse
from lantern.duties.queries import state_of
from lantern.episodes.actions import entries
from lantern.vocabulary.duty import DutyState
from tests import builders
from tests.builders import REPORTED

SYSTEM = system_actor("test")
NOW = REPORTED + timedelta(hours=2)


@pytest.fixture
def excusable(cast):
    """A duty that the protocol lets a team manager excuse: to offer the parents their say."""
    episode = builders.a_returned_episode(cast)
    entries.record_step(
        episode,
        by=cast.social_worker,
        fact="return_interview.declined",
        at=NOW,
        now=NOW,
        words="She does not want to talk.",
    )
    return Duty.objects.get(rule="parents-offered-say")


@pytest.fixture
def inexcusable(cast):
    builders.an_episode(cast)
    return Duty.objects.get(rule="tell-police")


def test_a_team_manager_excuses_what_the_rule_lets_a_team_manager_excuse(cast, excusable):
    excuses.excuse(excusable, by=cast.team_manager, at=NOW, reason="It would put her at risk.")

    excusable.refresh_from_db()
    assert state_of(excusable, NOW) is DutyState.EXCUSED
    assert excusable.excused_why == "It would put her at risk."
    assert AuditEvent.objects.get(kind="DutyExcused").about == excusable.subject


def test_an_excuse_survives_a_rebuild(cast, excusable):
    excuses.excuse(excusable, by=cast.team_manager, at=NOW, reason="It would put her at risk.")
    Duty.objects.all().delete()

    rebuilding.rebuild(by=SYSTEM, at=NOW)

    again = Duty.objects.get(rule=excusable.rule, cause=excusable.cause)
    assert again.excused_at == NOW


def test_nobody_else_may_and_each_is_told_why(cast, excusable):
    for actor, sentence in (
        (cast.social_worker, "Ask a"),
        (cast.coordinator, "Only a team manager"),
        (cast.superintendent, "Only a team manager"),
    ):
        with pytest.raises(Refused, match=sentence):
            excuses.excuse(excusable, by=actor, at=NOW, reason="No.")

    assert not Excuse.objects.exists()


def test_what_the_protocol_lets_nobody_excuse_has_to_be_met(cast, inexcusable):
    with pytest.raises(Refused, match="lets nobody excuse"):
        excuses.excuse(inexcusable, by=cast.team_manager, at=NOW, reason="No.")

    assert not queries.may_excuse(cast.team_manager, inexcusable, NOW)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 2001])
def test_an_excuse_needs_a_reason_of_a_fair_length(cast, excusable, reason):
    with pytest.raises(Invalid):
        excuses.excuse(excusable, by=cast.team_manager, at=NOW, reason=reason)

    assert not Excuse.objects.exists()


def test_a_duty_is_not_excused_twice(cast, excusable):
    excuses.excuse(excusable, by=cast.team_manager, at=NOW, reason="It would put her at risk.")
    excusable.refresh_from_db()

    with pytest.raises(Refused, match="no longer owed"):
        excuses.excuse(excusable, by=cast.team_manager, at=NOW, reason="Again.")


def test_an_excuse_that_cannot_be_audited_is_not_made(cast, excusable, monkeypatch):
    def fail(**_):
        raise RuntimeError("no audit")

    monkeypatch.setattr(audit.AuditEvent.objects, "create", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        excuses.excuse(excusable, by=cast.team_manager, at=NOW, reason="It would harm her.")

    assert not Excuse.objects.exists()
