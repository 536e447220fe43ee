"""Located, in contact, returned; and what is put right or taken back."""

from datetime import timedelta

import pytest

from lantern.core.errors import Conflict, Invalid, NotFound, Refused
from lantern.episodes import queries
from lantern.episodes.actions import closing, entries, returns
from lantern.episodes.details import Discussion, LastSeen, LocatedDetails, ReturnDetails
from lantern.vocabulary.absence import EndOfEpisode
from lantern.vocabulary.returning import Answer, HowReturned
from tests.builders import LATER, REPORTED, SEEN, a_returned_episode, an_episode

EVEN_LATER = LATER + timedelta(minutes=30)


def back(cast, episode, at=LATER, by=None, words="", **details):
    return returns.record_returned(
        episode,
        by=by or cast.home_manager,
        at=at,
        now=max(at, LATER),
        details=ReturnDetails(**details),
        words=words,
    )


def facts(episode):
    return {(one.fact, one.value, one.at) for one in queries.entries(episode)}


@pytest.mark.requirement("RF-060", "GL-024")
@pytest.mark.parametrize(
    ("contact", "value"), [(True, "located_with_contact"), (False, "located_no_contact")]
)
def test_located_with_or_without_meaningful_contact_is_not_yet_returned(cast, contact, value):
    episode = an_episode(cast)

    entry = returns.record_located(
        episode,
        by=cast.investigating_officer,
        at=LATER,
        now=LATER,
        details=LocatedDetails(meaningful_contact=contact, place="12 Mill Lane"),
    )

    assert (entry.kind, entry.value, episode.whereabouts) == ("located", value, value)
    assert episode.ended_at is None


@pytest.mark.parametrize(
    ("details", "at", "field"),
    [
        ({"place": ""}, LATER, "place"),
        ({"place": "x", "distance_miles": -1}, LATER, "distance_miles"),
        ({"place": "x"}, SEEN - timedelta(minutes=1), "at"),
        ({"place": "x"}, EVEN_LATER, "at"),
    ],
)
def test_a_finding_that_does_not_hold_together_is_refused(cast, details, at, field):
    with pytest.raises(Invalid) as refusal:
        returns.record_located(
            an_episode(cast),
            by=cast.investigating_officer,
            at=at,
            now=LATER,
            details=LocatedDetails(meaningful_contact=True, **details),
        )

    assert set(refusal.value.messages) == {field}


@pytest.mark.requirement("RF-060", "RF-209")
def test_a_return_ends_the_episode_and_keeps_how_where_with_whom_and_how_far(cast):
    episode = an_episode(cast)

    entry = back(
        cast,
        episode,
        how=HowReturned.POLICE,
        found_where="The bus station",
        with_whom="Two older boys",
        distance_miles=4.5,
        overnight=Answer.NO,
    )

    assert (episode.ended_at, episode.whereabouts) == (LATER, "returned")
    assert entry.details["distance_miles"] == 4.5
    assert entry.details["how"] == "police"


@pytest.mark.requirement("RF-060")
def test_a_child_found_before_coming_back_was_located_then(cast):
    episode = an_episode(cast)
    found = LATER - timedelta(minutes=20)

    back(cast, episode, found_at=found, found_where="Bus station")

    assert ("whereabouts", "located_with_contact", found) in facts(episode)


def test_a_child_moved_to_another_place_has_that_place_named(cast):
    episode = an_episode(cast)

    with pytest.raises(Invalid, match="Say where the child is now"):
        back(cast, episode, ends=EndOfEpisode.NEW_PLACEMENT)
    back(cast, episode, ends=EndOfEpisode.NEW_PLACEMENT, place="Quarry Lodge")

    assert queries.state(episode).ends == "new_placement"


@pytest.mark.parametrize(
    ("details", "at", "field"),
    [
        ({}, SEEN - timedelta(minutes=1), "at"),
        ({"found_at": EVEN_LATER}, LATER, "found_at"),
        ({"found_at": SEEN - timedelta(minutes=1)}, LATER, "found_at"),
        ({"distance_miles": 5000.0}, LATER, "distance_miles"),
    ],
)
def test_a_return_that_does_not_hold_together_is_refused(cast, details, at, field):
    episode = an_episode(cast)

    with pytest.raises(Invalid) as refusal:
        back(cast, episode, at=at, **details)

    assert set(refusal.value.messages) == {field}
    assert episode.ended_at is None


@pytest.mark.requirement("RF-062", "CK-122", "FL-10.05")
def test_what_the_carer_did_on_return_is_recorded_each_as_its_own_fact(cast):
    episode = an_episode(cast)

    back(
        cast,
        episode,
        needs_met="Food, a bath, sleep",
        told_of_interview=Answer.YES,
        offered_talk=Answer.NO,
        concern="A bruise on her arm",
    )

    recorded = {fact for fact, _, _ in facts(episode)}
    assert {
        "carer.met_immediate_needs",
        "child.told_of_interview_right",
        "return_concern.child_protection",
    } <= recorded
    assert "child.offered_talk_before_return" not in recorded


@pytest.mark.requirement("RF-062", "RF-210")
def test_the_carers_talk_may_be_recorded_later(cast):
    episode = a_returned_episode(cast)
    talk = Discussion(reasons="A row", where_slept="At a friend's")

    returns.record_discussion(
        episode,
        by=cast.key_worker,
        at=EVEN_LATER,
        now=EVEN_LATER,
        details=ReturnDetails(discussion=talk),
    )

    kept = queries.latest(episode, "carer.discussed_return")
    assert kept.details["discussion"] == {"reasons": "A row", "where_slept": "At a friend's"}
    assert episode.ended_at == LATER
    with pytest.raises(Invalid, match="before the return"):
        returns.record_discussion(
            episode,
            by=cast.key_worker,
            at=REPORTED,
            now=EVEN_LATER,
            details=ReturnDetails(needs_met="Tea"),
        )


def test_a_second_record_of_the_return_is_a_conflict_that_shows_both(cast):
    episode = an_episode(cast)
    back(cast, episode, words="Walked in at nine.")

    with pytest.raises(Conflict) as conflict:
        back(cast, episode, by=cast.investigating_officer, words="Dropped off by patrol.")

    assert conflict.value.theirs["words"] == "Walked in at nine."
    assert conflict.value.yours["words"] == "Dropped off by patrol."


def test_nothing_is_decided_about_where_a_returned_child_is(cast):
    episode = a_returned_episode(cast)

    with pytest.raises(Refused, match="report it anew"):
        entries.record_whereabouts(
            episode, by=cast.home_manager, at=EVEN_LATER, now=EVEN_LATER, known=False
        )


def test_a_child_who_has_come_back_can_be_reported_again(cast):
    first = a_returned_episode(cast)

    second = an_episode(cast, first.child, at=EVEN_LATER, last_seen=LastSeen(at=EVEN_LATER))

    assert second != first
    assert second.ended_at is None


def test_a_return_withdrawn_opens_the_episode_again(cast):
    episode = a_returned_episode(cast)
    returned = queries.latest(episode, "whereabouts")

    entries.withdraw(returned, by=cast.key_worker, now=EVEN_LATER, reason="It was her sister.")

    episode.refresh_from_db()
    assert (episode.ended_at, episode.whereabouts) == (None, "not_known")
    kept = next(one for one in queries.entries(episode) if one.withdrawn)
    assert (kept.words, kept.reason) == ("Walked in.", "It was her sister.")


def test_a_return_is_not_withdrawn_once_the_child_has_been_reported_again(cast):
    episode = a_returned_episode(cast)
    an_episode(cast, episode.child, at=EVEN_LATER, last_seen=LastSeen(at=EVEN_LATER))

    with pytest.raises(Invalid, match="reported again since"):
        entries.withdraw(
            queries.latest(episode, "whereabouts"),
            by=cast.home_manager,
            now=EVEN_LATER,
            reason="Wrong",
        )


def test_a_report_is_never_withdrawn(cast):
    episode = an_episode(cast)

    with pytest.raises(Refused, match="never withdrawn"):
        entries.withdraw(
            queries.latest(episode, "episode.reported"),
            by=cast.home_manager,
            now=LATER,
            reason="x",
        )


def test_a_correction_keeps_the_first_words_and_moves_what_follows(cast):
    episode = an_episode(cast)
    seen = queries.latest(episode, "episode.last_seen")
    right = SEEN - timedelta(hours=1)

    entries.correct(
        seen, by=cast.key_worker, now=LATER, seen=str(seen.pk), reason="The clock", at=right
    )

    episode.refresh_from_db()
    assert episode.last_seen_at == right
    assert queries.latest(episode, "whereabouts").at == right
    line = next(
        one
        for one in queries.timeline(
            cast.home_manager,
            episode,
            queries.look(cast.home_manager, episode.reference, page="t", at=LATER).sight,
        )
        if one.fact == "episode.last_seen"
    )
    assert [one.at for one in line.earlier] == [SEEN]
    assert line.reason == "The clock"


def test_a_correction_of_a_version_somebody_has_corrected_is_a_conflict(cast):
    episode = an_episode(cast)
    note = entries.add_note(episode, by=cast.key_worker, at=LATER, now=LATER, words="Blue coat")
    entries.correct(
        note, by=cast.home_manager, now=LATER, seen=str(note.pk), reason="x", words="Red coat"
    )

    with pytest.raises(Conflict) as conflict:
        entries.correct(
            note, by=cast.key_worker, now=LATER, seen=str(note.pk), reason="y", words="Green coat"
        )

    assert conflict.value.theirs["words"] == "Red coat"
    assert conflict.value.yours["words"] == "Green coat"


def test_only_the_agency_that_recorded_an_entry_puts_it_right(cast):
    episode = an_episode(cast)
    note = entries.add_note(episode, by=cast.key_worker, at=LATER, now=LATER, words="Blue coat")

    with pytest.raises(Refused, match="Only Alder House"):
        entries.correct(
            note, by=cast.social_worker, now=LATER, seen=str(note.pk), reason="x", words="Red"
        )


def test_a_correction_and_a_withdrawal_say_why(cast):
    episode = an_episode(cast)
    note = entries.add_note(episode, by=cast.key_worker, at=LATER, now=LATER, words="Blue coat")

    with pytest.raises(Invalid, match="Say why"):
        entries.correct(note, by=cast.key_worker, now=LATER, seen=str(note.pk), reason="")
    with pytest.raises(Invalid, match="Say why"):
        entries.withdraw(note, by=cast.key_worker, now=LATER, reason=" ")


def test_a_withdrawn_entry_is_not_corrected(cast):
    episode = an_episode(cast)
    note = entries.add_note(episode, by=cast.key_worker, at=LATER, now=LATER, words="Blue coat")
    entries.withdraw(note, by=cast.key_worker, now=LATER, reason="Wrong child")

    with pytest.raises(Refused, match="has been withdrawn"):
        entries.correct(note, by=cast.key_worker, now=LATER, seen="", reason="x", words="y")


def test_the_time_last_seen_withdrawn_leaves_the_report_as_the_start(cast):
    episode = an_episode(cast)
    seen = queries.latest(episode, "episode.last_seen")

    entries.withdraw(seen, by=cast.home_manager, now=LATER, reason="It was her sister.")

    episode.refresh_from_db()
    assert episode.last_seen_at is None
    assert queries.latest(episode, "whereabouts").at == REPORTED


def test_only_a_notification_is_acknowledged(cast):
    note = entries.add_note(
        an_episode(cast), by=cast.key_worker, at=LATER, now=LATER, words="Blue coat"
    )

    with pytest.raises(Invalid, match="Only a notification"):
        entries.acknowledge_notification(
            note, by=cast.key_worker, at=LATER, now=LATER, acknowledged_by="Her mother"
        )


def test_a_talk_in_which_nothing_was_done_or_said_is_no_talk(cast):
    episode = a_returned_episode(cast)

    with pytest.raises(Invalid, match="at least one thing"):
        returns.record_discussion(
            episode, by=cast.key_worker, at=LATER, now=LATER, details=ReturnDetails()
        )


def test_a_report_closed_in_error_takes_no_return(cast):
    episode = an_episode(cast)
    closing.close_as_error(episode, by=cast.team_manager, at=LATER, reason="Asleep upstairs.")

    with pytest.raises(Refused, match="report it anew"):
        back(cast, episode, at=LATER)


def test_an_entry_nobody_may_see_is_not_found_by_its_key(cast):
    episode = an_episode(cast)
    look = queries.look(cast.home_manager, episode.reference, page="t", at=LATER)

    with pytest.raises(NotFound):
        queries.line(cast.home_manager, episode, look.sight, "N-NONE-SUCH")


def test_somebody_whose_role_sees_no_absence_sees_none(cast):
    an_episode(cast)

    assert not queries.visible_to(cast.administrator, at=LATER).exists()


def test_a_second_correction_stands_on_the_first(cast):
    episode = an_episode(cast)
    note = entries.add_note(episode, by=cast.key_worker, at=LATER, now=LATER, words="Blue")
    first = entries.correct(
        note, by=cast.key_worker, now=LATER, seen=str(note.pk), reason="x", words="Red"
    )

    second = entries.correct(
        note, by=cast.key_worker, now=LATER, seen=str(first.pk), reason="y", words="Green"
    )

    assert second.key == note.key
    assert second.corrects == first
