"""Two people at the same moment: nothing doubled, nobody's words lost. On both databases."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from lantern.core.errors import Conflict
from lantern.episodes import queries
from lantern.episodes.actions import drafts, entries, reports, returns
from lantern.episodes.details import ReturnDetails
from lantern.episodes.models import Draft, Episode
from lantern.vocabulary.absence import Classification
from tests.builders import LATER, REPORTED, a_looked_after_child, a_report, an_episode
from tests.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db):
    return make_cast()


def at_once(*deeds):
    """Do these things at the same moment, each on a connection of its own; what came of each."""
    barrier, came = Barrier(len(deeds)), [None] * len(deeds)

    def do(index, deed):
        barrier.wait()
        try:
            came[index] = deed()
        except Conflict as conflict:
            came[index] = conflict
        finally:
            connections.close_all()

    threads = [Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return came


def test_a_double_click_sends_one_report(people):
    child = a_looked_after_child(people)
    draft = drafts.begin(child, by=people.home_manager, at=REPORTED, answers={})

    def send():
        mine = Draft.objects.get(pk=draft.pk)
        return reports.report(
            child, by=people.home_manager, at=REPORTED, report=a_report(), draft=mine
        )

    first, second = at_once(send, send)

    assert first == second
    assert Episode.objects.count() == 1


def test_two_reporters_of_one_child_make_one_episode_and_the_second_is_shown_the_first(people):
    child = a_looked_after_child(people)

    def reported_by(actor, words):
        return lambda: reports.report(
            child, by=actor, at=REPORTED, report=a_report(circumstances=words)
        )

    came = at_once(
        reported_by(people.home_manager, "Not back from the shop"),
        reported_by(people.social_worker, "Rang me from a bus"),
    )

    [conflict] = [one for one in came if isinstance(one, Conflict)]
    [episode] = [one for one in came if isinstance(one, Episode)]
    assert conflict.theirs["episode"] == episode.reference
    assert conflict.yours["words"] in ("Not back from the shop", "Rang me from a bus")


def test_two_inspectors_who_decide_at_once_do_not_overwrite_each_other(people):
    episode = an_episode(people)

    def decided_by(actor, classification):
        def decide():
            mine = Episode.objects.get(pk=episode.pk)
            return entries.classify(
                mine,
                by=actor,
                classification=classification,
                at=LATER,
                now=LATER,
                rationale=f"By {actor.name}",
                seen="",
            )

        return decide

    came = at_once(
        decided_by(people.duty_inspector, Classification.MISSING),
        decided_by(people.incident_manager, Classification.ABSENT),
    )

    [conflict] = [one for one in came if isinstance(one, Conflict)]
    recorded = [one for one in queries.entries(episode) if one.fact == "police.classification"]
    assert len(recorded) == 1
    assert conflict.theirs["words"] == recorded[0].words


def test_two_returns_recorded_at_once_end_the_episode_once(people):
    episode = an_episode(people)

    def back(actor):
        def record():
            mine = Episode.objects.get(pk=episode.pk)
            return returns.record_returned(
                mine, by=actor, at=LATER, now=LATER, details=ReturnDetails(), words=actor.name
            )

        return record

    came = at_once(back(people.home_manager), back(people.investigating_officer))

    assert len([one for one in came if isinstance(one, Conflict)]) == 1
    assert len([one for one in queries.entries(episode) if one.value == "returned"]) == 1


def test_two_corrections_at_once_keep_one_and_show_it_to_the_other(people):
    episode = an_episode(people)
    note = entries.add_note(episode, by=people.key_worker, at=LATER, now=LATER, words="Blue")

    def corrected_by(actor, words):
        return lambda: entries.correct(
            note,
            by=actor,
            now=LATER + timedelta(minutes=1),
            seen=str(note.pk),
            reason="Asked her",
            words=words,
        )

    came = at_once(
        corrected_by(people.home_manager, "Red"), corrected_by(people.key_worker, "Green")
    )

    [conflict] = [one for one in came if isinstance(one, Conflict)]
    [line] = [one for one in queries.entries(episode) if one.corrects_id == note.pk]
    assert conflict.theirs["words"] == line.words
    assert connection.vendor in ("sqlite", "postgresql")
