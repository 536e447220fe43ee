"""Whereabouts, contacts, notifications, steps, notes, links: dated facts, each somebody's."""

from datetime import timedelta

import pytest

from lantern.core.errors import Invalid, Refused
from lantern.episodes import queries
from lantern.episodes.actions import closing, entries, links, returns
from lantern.episodes.details import ReturnDetails
from lantern.episodes.models import Entry, Episode
from lantern.notifications.actions import handovers
from lantern.notifications.models import Handover
from lantern.vocabulary.absence import ContactKind, Corroboration
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.role import Role
from lantern.vocabulary.telling import Method, NotTold, Recipient
from tests.builders import LATER, REPORTED, SEEN, a_looked_after_child, an_episode

EVEN_LATER = LATER + timedelta(minutes=30)


def where(cast, episode, by=None, at=LATER, now=LATER, known=True, **said):
    given = {"corroboration": Corroboration.LANDLINE, "place": "Her aunt's"} if known else {}
    return entries.record_whereabouts(
        episode, by=by or cast.home_manager, at=at, now=now, known=known, **given | said
    )


@pytest.mark.requirement("RF-027", "DA-014")
def test_confirmed_whereabouts_are_known_from_when_they_were_confirmed(cast):
    episode = an_episode(cast)

    entry = where(cast, episode)

    assert (entry.fact, entry.value, episode.whereabouts) == ("whereabouts", "known", "known")
    assert queries.latest(episode, "whereabouts.confirmed").details["corroboration"] == "landline"


@pytest.mark.requirement("GL-025", "CK-022")
def test_an_unconfirmed_assurance_is_a_contact_and_changes_nothing(cast):
    episode = an_episode(cast)

    entry = where(cast, episode, corroboration=Corroboration.NONE)

    assert (entry.kind, entry.fact) == ("contact", "checks.child_said_where")
    assert episode.whereabouts == "not_known"


def test_contact_lost_makes_whereabouts_not_known_again(cast):
    episode = an_episode(cast)
    where(cast, episode)

    where(cast, episode, known=False, at=EVEN_LATER, now=EVEN_LATER)

    assert episode.whereabouts == "not_known"


def test_a_fact_recorded_late_does_not_overrule_what_happened_after_it(cast):
    episode = an_episode(cast)
    where(cast, episode, known=False, at=EVEN_LATER, now=EVEN_LATER)

    where(cast, episode, at=LATER, now=EVEN_LATER)

    assert episode.whereabouts == "not_known"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"at": EVEN_LATER}, "at"),
        ({"at": SEEN - timedelta(minutes=1)}, "at"),
        ({"place": " "}, "place"),
        ({"corroboration": Corroboration.OTHER}, "words"),
    ],
)
def test_whereabouts_that_do_not_hold_together_are_refused(cast, said, field):
    episode = an_episode(cast)

    with pytest.raises(Invalid) as refusal:
        where(cast, episode, **said)

    assert set(refusal.value.messages) == {field}


def test_health_staff_do_not_decide_whereabouts(cast):
    episode = an_episode(cast)

    with pytest.raises(Refused):
        where(cast, episode, by=cast.nurse)


@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        (ContactKind.CALL_TO_CHILD, "contact.attempted"),
        (ContactKind.CALL_TO_OTHER, "contact.attempted"),
        (ContactKind.VISIT, "visit.made"),
        (ContactKind.SEARCH, "premises.searched"),
        (ContactKind.ENQUIRY, ""),
        (ContactKind.SIGHTING, ""),
    ],
)
@pytest.mark.requirement("RF-035", "CK-029", "CK-031")
def test_an_attempt_is_recorded_under_the_protocols_name_for_it(cast, kind, fact):
    episode = an_episode(cast)

    entry = entries.record_contact(
        episode, by=cast.key_worker, contact=kind, at=LATER, now=LATER, result="No answer"
    )

    assert (entry.kind, entry.fact, entry.words) == ("contact", fact, "No answer")


@pytest.mark.requirement("CK-030")
def test_the_reviewing_officers_own_attempt_is_a_fact_of_its_own(cast):
    episode = an_episode(cast)

    entry = entries.record_contact(
        episode,
        by=cast.reviewing_officer,
        contact=ContactKind.CALL_TO_CHILD,
        at=LATER,
        now=LATER,
        result="Voicemail",
    )

    assert entry.fact == "contact.attempted_by_iro"


def test_a_child_reached_who_says_where_leaves_a_second_fact(cast):
    episode = an_episode(cast)

    entries.record_contact(
        episode,
        by=cast.key_worker,
        contact=ContactKind.CALL_TO_CHILD,
        at=LATER,
        now=LATER,
        result="Spoke for a minute",
        reached=Answer.YES,
        said_where="At Kelly's",
        is_well=True,
    )

    assert queries.latest(episode, "checks.child_said_where").words == "At Kelly's"
    assert queries.latest(episode, "wellbeing.established") is not None
    assert episode.whereabouts == "not_known"


@pytest.mark.requirement("RF-032", "RF-206")
def test_a_notification_says_who_was_told_by_whom_and_how(cast):
    episode = an_episode(cast)

    entry = entries.record_notification(
        episode,
        by=cast.social_worker,
        recipient=Recipient.IRO,
        at=LATER,
        now=LATER,
        person="Grace Oduya",
        method=Method.TELEPHONE,
    )

    assert entry.fact == "notified.iro"
    assert (entry.details["person"], entry.by_name) == ("Grace Oduya", cast.social_worker.name)


def test_word_of_the_return_is_another_fact_than_word_of_the_absence(cast):
    episode = an_episode(cast)

    entry = entries.record_notification(
        episode,
        by=cast.social_worker,
        recipient=Recipient.PARENTS,
        at=LATER,
        now=LATER,
        after_return=True,
    )

    assert entry.fact == "return_notified.parents"


@pytest.mark.requirement("DA-063", "IS-005")
def test_not_telling_the_parents_needs_a_reason_and_somebody_who_decided(cast):
    episode = an_episode(cast)
    asked = {
        "by": cast.social_worker,
        "recipient": Recipient.PARENTS,
        "at": LATER,
        "now": LATER,
        "not_told_reason": NotTold.NOT_PRACTICABLE,
    }

    with pytest.raises(Invalid) as refusal:
        entries.record_notification(episode, **asked)
    entry = entries.record_notification(
        episode, **asked, decided_by="Amira Shah", words="Abroad, no number."
    )

    assert set(refusal.value.messages) == {"decided_by", "words"}
    assert (entry.fact, entry.value) == ("parents.not_told_by_decision", "yes")


def test_telling_the_parents_after_all_ends_the_decision_not_to(cast):
    episode = an_episode(cast)
    entries.record_notification(
        episode,
        by=cast.social_worker,
        recipient=Recipient.PARENTS,
        at=REPORTED,
        now=LATER,
        not_told_reason=NotTold.NOT_PRACTICABLE,
        decided_by="Amira Shah",
        words="Abroad.",
    )

    entries.record_notification(
        episode, by=cast.social_worker, recipient=Recipient.PARENTS, at=LATER, now=LATER
    )

    assert queries.latest(episode, "notified.parents").at == LATER
    assert queries.latest(episode, "parents.not_told_by_decision").value == "no"


def test_a_decision_not_to_tell_somebody_else_meets_no_duty(cast):
    episode = an_episode(cast)

    entry = entries.record_notification(
        episode,
        by=cast.social_worker,
        recipient=Recipient.SCHOOL,
        at=LATER,
        now=LATER,
        not_told_reason=NotTold.ALREADY_AWARE,
        decided_by="Amira Shah",
        words="They rang us.",
    )

    assert entry.fact == ""


def test_an_acknowledgement_names_who_has_it_and_cannot_come_before_the_telling(cast):
    episode = an_episode(cast)
    told = entries.record_notification(
        episode, by=cast.social_worker, recipient=Recipient.PARENTS, at=LATER, now=LATER
    )

    with pytest.raises(Invalid, match="before they were told"):
        entries.acknowledge_notification(
            told, by=cast.social_worker, at=REPORTED, now=LATER, acknowledged_by="Her mother"
        )
    answer = entries.acknowledge_notification(
        told, by=cast.social_worker, at=LATER, now=LATER, acknowledged_by="Her mother"
    )

    assert (answer.details["acknowledges"], answer.fact) == (told.key, "")


def test_a_step_of_the_protocol_is_recorded_when_it_happened(cast):
    episode = an_episode(cast)

    entry = entries.record_step(
        episode,
        by=cast.team_manager,
        fact="strategy_meeting.held",
        at=LATER,
        now=EVEN_LATER,
        words="By telephone.",
        done_by="The team manager",
    )

    assert (entry.fact, entry.at, entry.recorded_at) == ("strategy_meeting.held", LATER, EVEN_LATER)


def test_a_date_set_ahead_may_lie_in_the_future_and_nothing_else_may(cast):
    episode = an_episode(cast)
    ahead = LATER + timedelta(days=7)

    entry = entries.record_step(
        episode, by=cast.team_manager, fact="strategy_meeting.review_date", at=ahead, now=LATER
    )

    assert entry.at == ahead
    with pytest.raises(Invalid, match="now or earlier"):
        entries.record_step(
            episode, by=cast.team_manager, fact="strategy_meeting.held", at=ahead, now=LATER
        )


def test_a_state_is_recorded_as_so_or_not_so(cast):
    episode = an_episode(cast)
    asked = {"by": cast.social_worker, "fact": "concern.significant_harm", "now": LATER}

    entries.record_step(episode, **asked, at=REPORTED)
    entry = entries.record_step(episode, **asked, at=LATER, value="no")

    assert (entry.value, queries.latest(episode, "concern.significant_harm").value) == ("no", "no")
    with pytest.raises(Invalid):
        entries.record_step(episode, **asked, at=LATER, value="perhaps")


def test_a_note_needs_words(cast):
    episode = an_episode(cast)

    with pytest.raises(Invalid, match="Write the note"):
        entries.add_note(episode, by=cast.key_worker, at=LATER, now=LATER, words=" ")


def test_a_time_impossibly_long_ago_is_taken_for_a_slip(cast):
    episode = an_episode(cast)
    wrong = LATER.replace(year=2016)

    with pytest.raises(Invalid, match="Check the year"):
        entries.add_note(episode, by=cast.social_worker, at=wrong, now=LATER, words="x")


def test_a_new_time_last_seen_moves_the_start_of_not_known_with_it(cast):
    episode = an_episode(cast)
    seen = SEEN + timedelta(minutes=40)

    entries.record_last_seen(episode, by=cast.home_manager, at=seen, now=LATER, place="Station")

    assert episode.last_seen_at == seen
    start = queries.latest(episode, "whereabouts")
    assert (start.at, start.value) == (seen, "not_known")
    assert start.corrects.at == SEEN


@pytest.mark.requirement("RF-037")
def test_linked_children_keep_a_record_each_and_a_third_joins_both(cast):
    three = [
        an_episode(cast, a_looked_after_child(cast, name)) for name in ("Tamsin", "Kit", "Ola")
    ]

    links.link(three[:2], by=cast.social_worker, at=LATER)
    links.link(three[1:], by=cast.call_handler, at=EVEN_LATER)

    groups = set(Episode.objects.values_list("together_id", flat=True))
    assert len(groups) == 1
    assert Entry.objects.filter(fact="episode.with_other_children").count() == 3


def test_a_child_is_not_linked_with_itself(cast):
    episode = an_episode(cast)

    with pytest.raises(Invalid, match="at least one other child"):
        links.link([episode, episode], by=cast.social_worker, at=LATER)


def test_a_report_in_error_is_closed_with_a_reason_and_kept(cast):
    episode = an_episode(cast)

    with pytest.raises(Invalid, match="how it was found"):
        closing.close_as_error(episode, by=cast.team_manager, at=LATER, reason="")
    closing.close_as_error(episode, by=cast.team_manager, at=LATER, reason="Asleep upstairs.")

    assert episode.ended_at == LATER
    assert queries.state(episode).ends == "reported_in_error"
    assert queries.latest(episode, "episode.reported") is not None


def test_a_carer_does_not_close_a_report_as_an_error(cast):
    with pytest.raises(Refused):
        closing.close_as_error(an_episode(cast), by=cast.home_manager, at=LATER, reason="Oops")


@pytest.mark.requirement("RF-032", "CK-024")
def test_whoever_takes_the_report_in_lantern_has_been_told_and_nobody_records_it_again(cast):
    episode = an_episode(cast)
    handed = Handover.objects.get(about=episode.reference, role=Role.CALL_HANDLER)

    handovers.acknowledge(handed.pk, by=cast.call_handler, at=LATER)

    told = queries.latest(episode, "notified.police")
    assert (told.at, told.by_name) == (LATER, cast.call_handler.name)
    assert told.details["acknowledged_by"] == cast.call_handler.name
    assert told.details["method"] == "lantern"


def test_whoever_takes_word_of_the_return_has_been_told_of_the_return(cast):
    episode = an_episode(cast)
    returns.record_returned(
        episode, by=cast.home_manager, at=LATER, now=LATER, details=ReturnDetails()
    )
    handed = Handover.objects.get(key__contains=" return ", role=Role.CALL_HANDLER)

    handovers.acknowledge(handed.pk, by=cast.call_handler, at=EVEN_LATER)

    assert queries.latest(episode, "return_notified.police").at == EVEN_LATER
    assert queries.latest(episode, "notified.police") is None
