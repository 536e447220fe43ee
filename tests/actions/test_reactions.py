"""What follows from what: every kind of event has its row, and every row is of a kind of event."""

import importlib
import pkgutil

import pytest

import lantern
from lantern.core.events import Event
from lantern.episodes.actions import corrections, entries
from lantern.notifications.models import Handover
from lantern.people.models import Involvement
from lantern.protocol.lexicon import vocabulary
from lantern.reactions import OPENED_BY_TELLING, TABLE
from lantern.vocabulary.absence import Classification
from lantern.vocabulary.duty import DutyState
from lantern.vocabulary.risk import RiskLevel
from lantern.vocabulary.telling import Method, Recipient
from lantern.web import tags
from tests import builders
from tests.builders import LATER, REPORTED


def kinds():
    """Every kind of event that any package knows."""
    for module in pkgutil.walk_packages(lantern.__path__, "lantern."):
        if module.name.endswith(".events"):
            importlib.import_module(module.name)
    found, waiting = set(), [Event]
    while waiting:
        subclasses = waiting.pop().__subclasses__()
        found.update(subclasses)
        waiting += subclasses
    return {kind for kind in found if kind.__module__.startswith("lantern.")}


def test_every_kind_of_event_has_its_row():
    assert {kind.__name__ for kind in kinds()} - {kind.__name__ for kind in TABLE} == set()


def test_every_fact_that_opens_a_record_is_one_of_the_protocols():
    assert set(OPENED_BY_TELLING) <= set(vocabulary())


def test_every_state_has_a_word_and_a_colour():
    assert set(tags.RISKS) == set(RiskLevel)
    assert set(tags.CLASSIFICATIONS) == set(Classification)
    assert set(tags.DUTIES) == set(DutyState)
    assert set(tags.WHEREABOUTS) == set(vocabulary()["whereabouts"].values)


def test_a_report_is_handed_to_the_police_and_to_the_social_worker_or_at_night_the_duty_team(cast):
    builders.an_episode(cast)

    handed = set(Handover.objects.values_list("agency__slug", "role"))
    assert handed == {
        ("calderbrook-vale-police", "call_handler"),
        ("calderbrook", "emergency_duty_team"),
    }


def test_the_protocol_says_how_long_the_police_may_wait(cast):
    builders.an_episode(cast)

    police = Handover.objects.get(role="call_handler")
    assert (police.climbs_at - police.opened_at).total_seconds() == 10 * 60


def test_a_return_is_handed_over_and_the_report_climbs_no_more(cast):
    builders.a_returned_episode(cast)

    reports = Handover.objects.filter(what="A child reported missing")
    back = Handover.objects.filter(what__contains="back")
    assert set(reports.values_list("climbs_at", flat=True)) == {None}
    assert back.count() == 2
    assert {one.opened_at for one in back} == {LATER}


def test_a_report_before_the_partnerships_first_day_is_handed_to_nobody(cast):
    cast.calderbrook.first_day_on = (REPORTED.date()).replace(year=2027)
    cast.calderbrook.save()

    builders.an_episode(cast)

    assert not Handover.objects.exists()


def test_the_provider_that_is_told_of_an_absence_sees_the_record(cast):
    episode = builders.an_episode(cast)
    opened = Involvement.objects.filter(child=episode.child, agency=cast.open_door)
    assert not opened.exists()

    entries.record_notification(
        episode,
        by=cast.social_worker,
        recipient=Recipient.RETURN_INTERVIEW_PROVIDER,
        at=LATER,
        now=LATER,
        person="Kezia",
        method=Method.TELEPHONE,
    )

    assert opened.get().basis == "return_interview"


@pytest.mark.parametrize("again", [1, 2])
def test_whoever_is_told_twice_is_involved_once(cast, again):
    episode = builders.a_returned_episode(cast)
    for _ in range(again):
        entries.record_step(
            episode,
            by=cast.social_worker,
            fact="return_interview.referred",
            at=LATER,
            now=LATER,
            words="Referred.",
        )

    assert Involvement.objects.filter(agency=cast.open_door).count() == 1


def test_a_child_lost_again_is_handed_over_anew(cast):
    episode = builders.a_returned_episode(cast)
    entry = episode.entries.get(fact="whereabouts", value="returned")
    corrections.withdraw(
        entry,
        by=cast.home_manager,
        now=LATER.replace(minute=45),
        reason="It was her sister.",
        seen=str(entry.pk),
    )

    assert Handover.objects.filter(what="A child thought to be back is missing").count() == 2
    back = Handover.objects.filter(what="A missing child is back")
    assert set(back.values_list("climbs_at", flat=True)) <= {None}
