"""A report: what it records, what it refuses, and that it is sent once however often."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lantern.access.actor import system_actor
from lantern.audit.models import AuditEvent
from lantern.core.errors import Conflict, Invalid, Refused
from lantern.episodes import queries
from lantern.episodes.actions import drafts, entries, reports
from lantern.episodes.actions.reports import Companion
from lantern.episodes.details import (
    AlreadyBack,
    CheckMade,
    ChecksDeadline,
    LastSeen,
    ParentsNotTold,
    ReportDetails,
    ReturnDetails,
    RiskAnswer,
    SaidWhere,
    Told,
    read,
    write,
)
from lantern.episodes.models import Episode
from lantern.notifications.models import Handover
from lantern.people.actions import children
from lantern.people.models import Involvement
from lantern.vocabulary.absence import Corroboration, EntryKind, Origin
from lantern.vocabulary.returning import Answer, CheckKind, ChecksOutcome
from lantern.vocabulary.telling import Method, NotTold, Recipient
from tests.builders import (
    LATER,
    REPORTED,
    SEEN,
    a_child,
    a_looked_after_child,
    a_report,
    an_episode,
)


def facts(episode):
    return {entry.fact: (entry.at, entry.value) for entry in queries.entries(episode) if entry.fact}


@pytest.mark.requirement("RF-022")
def test_a_report_begins_one_episode_with_what_was_said_as_dated_facts(cast):
    episode = an_episode(cast)

    said = facts(episode)
    assert said["episode.reported"] == (REPORTED, "")
    assert said["episode.last_seen"] == (SEEN, "")
    assert said["episode.noticed"] == (REPORTED, "")
    assert said["whereabouts"] == (SEEN, "not_known")
    assert (episode.last_seen_at, episode.reported_at) == (SEEN, REPORTED)
    assert (episode.whereabouts, episode.classification, episode.risk) == ("not_known", "", "")


@pytest.mark.requirement("RF-022")
def test_the_episode_keeps_where_the_child_was_placed_and_whose_force_it_is(cast):
    episode = an_episode(cast)

    assert episode.placement.carer == cast.alder_house
    assert episode.responsible_authority == cast.calderbrook
    assert episode.force == cast.force
    assert episode.rulebook == "calderbrook-2026"


def test_a_child_at_home_has_no_placement_and_no_host(cast):
    child = a_child(cast)

    episode = reports.report(
        child, by=cast.social_worker, at=REPORTED, report=a_report(origin=Origin.HOME)
    )

    assert (episode.placement, episode.host_authority, episode.origin) == (None, None, "home")


@pytest.mark.requirement("CK-027")
def test_the_force_of_the_area_may_see_the_child_once_reported(cast):
    child = a_child(cast)
    assert not Involvement.objects.filter(child=child, agency=cast.force).exists()

    episode = reports.report(child, by=cast.social_worker, at=REPORTED, report=a_report())

    assert queries.get(cast.call_handler, episode.reference, page="test", at=LATER) == episode


def test_unknown_last_seen_counts_from_the_report(cast):
    episode = an_episode(cast, last_seen=LastSeen())

    assert facts(episode)["whereabouts"] == (REPORTED, "not_known")
    assert "episode.last_seen" not in facts(episode)
    assert episode.last_seen_at is None


@pytest.mark.requirement("CK-020", "RF-021", "RF-203")
def test_the_deadline_of_the_checks_is_recorded_when_set_and_falls_when_it_falls(cast):
    deadline = ChecksDeadline(
        at=REPORTED + timedelta(minutes=15),
        reason="Fourteen, new to the city, and it is dark.",
        set_at=SEEN + timedelta(hours=1),
    )

    episode = an_episode(cast, deadline=deadline)

    rows = {entry.fact: entry for entry in queries.entries(episode)}
    assert rows["checks.deadline_set"].at == deadline.set_at
    assert rows["checks.deadline"].at == deadline.at
    assert rows["checks.deadline"].recorded_at == REPORTED
    assert rows["checks.deadline_set"].words == deadline.reason


@pytest.mark.requirement("CK-023", "RF-203")
def test_checks_made_are_kept_with_who_made_them_of_whom_and_with_what_result(cast):
    made = CheckMade(
        kind=CheckKind.SEARCHED_PREMISES,
        at=SEEN + timedelta(hours=2),
        by="Bronwen Ellis",
        target="Her room and the garden",
        result="Not there",
    )

    episode = an_episode(cast, checks=(made,), outcome=ChecksOutcome.NOT_FOUND)

    rows = {entry.fact: entry for entry in queries.entries(episode)}
    assert rows["premises.searched"].details["by"] == "Bronwen Ellis"
    assert rows["premises.searched"].words == "Not there"
    assert rows["checks.failed"].at == REPORTED


@pytest.mark.requirement("CK-024")
def test_concern_that_persists_although_the_child_was_reached_is_a_fact_of_its_own(cast):
    episode = an_episode(cast, outcome=ChecksOutcome.CONCERN)

    assert "checks.concern_persists" in facts(episode)
    assert "checks.failed" not in facts(episode)


@pytest.mark.requirement("CK-021")
def test_a_reason_to_worry_at_once_holds_from_when_it_was_noticed(cast):
    noticed = SEEN + timedelta(minutes=20)

    episode = an_episode(
        cast, noticed_at=noticed, immediate_worry="She said she would hurt herself."
    )

    assert facts(episode)["concern.immediate_harm"] == (noticed, "yes")


@pytest.mark.requirement("RF-206", "RF-032")
def test_people_told_before_the_report_are_recorded_and_the_absence_counts_as_reported_then(cast):
    rang = REPORTED - timedelta(minutes=20)
    told = Told(recipient=Recipient.POLICE, at=rang, person="Call handler 12", reference="0731")

    episode = an_episode(cast, told=(told,))

    assert facts(episode)["notified.police"] == (rang, "")
    assert episode.reported_at == rang


@pytest.mark.requirement("DA-063")
def test_the_decision_not_to_tell_the_parents_is_kept_with_its_reason_and_who_decided(cast):
    decided = ParentsNotTold(
        reason=NotTold.AGAINST_WELFARE, decided_by="Amira Shah", words="He hurt her in 2025."
    )

    episode = an_episode(cast, parents_not_told=decided)

    row = next(one for one in queries.entries(episode) if one.fact.startswith("parents."))
    assert (row.fact, row.value, row.words) == (
        "parents.not_told_by_decision",
        "yes",
        "He hurt her in 2025.",
    )
    assert row.details["decided_by"] == "Amira Shah"


@pytest.mark.requirement("CK-022", "DA-014")
def test_an_assurance_that_nobody_confirmed_leaves_whereabouts_not_known(cast):
    said = SaidWhere(
        at=REPORTED, corroboration=Corroboration.NONE, place="At Kelly's", words="I'm fine"
    )

    episode = an_episode(cast, whereabouts=said)

    assert episode.whereabouts == "not_known"
    assert "checks.child_said_where" in facts(episode)


@pytest.mark.requirement("RF-027", "DA-014")
def test_whereabouts_confirmed_at_the_report_are_known_from_then_and_were_not_known_before(cast):
    said = SaidWhere(at=REPORTED, corroboration=Corroboration.LANDLINE, place="Her aunt's")

    episode = an_episode(cast, whereabouts=said)

    whereabouts = [
        (one.at, one.value) for one in queries.entries(episode) if one.fact == "whereabouts"
    ]
    assert whereabouts == [(SEEN, "not_known"), (REPORTED, "known")]
    assert episode.whereabouts == "known"


@pytest.mark.requirement("RF-027")
def test_a_child_whose_whereabouts_were_known_all_along_was_never_not_known(cast):
    said = SaidWhere(at=SEEN, corroboration=Corroboration.SEEN, place="Her father's house")

    episode = an_episode(cast, whereabouts=said)

    assert facts(episode)["whereabouts"] == (SEEN, "known")


@pytest.mark.requirement("DA-016")
def test_a_child_taken_by_force_is_recorded_so_from_when_last_seen(cast):
    assert facts(an_episode(cast, forcibly_removed=True))["episode.forcibly_removed"] == (
        SEEN,
        "yes",
    )


@pytest.mark.requirement("CK-061")
def test_a_child_who_is_already_back_gets_a_full_record_in_one_sitting(cast):
    back = AlreadyBack(
        at=REPORTED - timedelta(minutes=10),
        details=ReturnDetails(with_whom="Her cousin", overnight=Answer.NO),
        words="She came in by herself.",
    )

    episode = an_episode(cast, back=back)

    assert episode.ended_at == back.at
    assert episode.whereabouts == "returned"
    assert {"episode.reported", "episode.last_seen", "whereabouts"} <= set(facts(episode))


def test_a_child_back_before_last_seen_is_refused_with_the_time_of_last_seen(cast):
    back = AlreadyBack(at=SEEN - timedelta(minutes=1), details=ReturnDetails())

    with pytest.raises(Invalid) as refusal:
        an_episode(cast, back=back)

    assert refusal.value.messages["back_at"] == (
        "The return cannot be before the child was last seen, at 18:30 on Monday 2 March 2026."
    )


@pytest.mark.parametrize(
    ("field", "report"),
    [
        ("last_seen_at", {"last_seen": LastSeen(at=REPORTED + timedelta(minutes=1))}),
        ("noticed_at", {"noticed_at": REPORTED + timedelta(minutes=1)}),
        ("noticed_at", {"noticed_at": SEEN - timedelta(minutes=1)}),
        ("went_at", {"went_at": SEEN - timedelta(minutes=1)}),
        (
            "told_police_at",
            {"told": (Told(recipient=Recipient.POLICE, at=REPORTED + timedelta(minutes=1)),)},
        ),
        (
            "deadline_reason",
            {"deadline": ChecksDeadline(at=REPORTED, reason=" ", set_at=SEEN)},
        ),
        (
            "deadline_at",
            {"deadline": ChecksDeadline(at=SEEN - timedelta(1), reason="Dark", set_at=SEEN)},
        ),
        (
            "parents_decided_by",
            {
                "parents_not_told": ParentsNotTold(
                    reason=NotTold.AGAINST_WELFARE, decided_by="", words="x"
                )
            },
        ),
        (
            "where_place",
            {"whereabouts": SaidWhere(at=REPORTED, corroboration=Corroboration.LANDLINE, place="")},
        ),
    ],
)
def test_what_does_not_hold_together_is_refused_field_by_field(cast, field, report):
    with pytest.raises(Invalid) as refusal:
        an_episode(cast, **report)

    assert set(refusal.value.messages) == {field}
    assert not Episode.objects.exists()


def test_nobody_reports_a_child_with_whom_their_agency_is_not_involved(cast):
    child = a_looked_after_child(cast)

    with pytest.raises(Refused, match="not involved"):
        reports.report(child, by=cast.neighbour, at=REPORTED, report=a_report())


def test_a_role_that_does_not_report_is_told_whom_to_ask(cast):
    child = a_looked_after_child(cast)

    with pytest.raises(Refused, match="Your role here"):
        reports.report(child, by=cast.data_officer, at=REPORTED, report=a_report())


def test_a_draft_sent_twice_makes_one_episode(cast):
    child = a_looked_after_child(cast)
    draft = drafts.begin(child, by=cast.home_manager, at=REPORTED, answers={})

    first = reports.report(child, by=cast.home_manager, at=REPORTED, report=a_report(), draft=draft)
    again = reports.report(child, by=cast.home_manager, at=LATER, report=a_report(), draft=draft)

    assert first == again
    assert Episode.objects.count() == 1
    assert AuditEvent.objects.filter(kind="EpisodeReported").count() == 1


def test_a_child_reported_already_is_a_conflict_that_keeps_both_accounts(cast):
    first = an_episode(cast)

    with pytest.raises(Conflict) as conflict:
        an_episode(cast, first.child, by=cast.social_worker, at=LATER, circumstances="Rang me.")

    assert conflict.value.theirs["episode"] == first.reference
    assert conflict.value.yours["words"] == "Rang me."
    assert Episode.objects.count() == 1


def test_what_a_second_person_knows_is_added_to_the_open_record(cast):
    first = an_episode(cast)
    draft = drafts.begin(first.child, by=cast.social_worker, at=LATER, answers={})
    told = Told(recipient=Recipient.PARENTS, at=LATER, method=Method.TELEPHONE)
    second = a_report(circumstances="She rang me at six.", told=(told,))

    for _ in range(2):
        reports.add_account(first, by=cast.social_worker, at=LATER, report=second, draft=draft)

    accounts = [one for one in queries.entries(first) if one.kind == EntryKind.REPORT]
    assert [one.words for one in accounts if one.words] == [
        "She did not come back from the shop.",
        "She rang me at six.",
    ]
    assert len([one for one in queries.entries(first) if one.fact == "notified.parents"]) == 1
    assert first.reported_at == REPORTED


@pytest.mark.requirement("RF-037", "IS-004")
def test_children_who_went_together_have_a_record_each_and_keep_their_words_apart(cast):
    tamsin, kit = a_looked_after_child(cast), a_looked_after_child(cast, "Kit")
    of_kit = a_report(circumstances="Kit had argued with his brother.")

    first = reports.report(
        tamsin,
        by=cast.home_manager,
        at=REPORTED,
        report=a_report(circumstances="Tamsin had a letter from her mother."),
        together_with=[Companion(child=kit, report=of_kit)],
    )

    second = Episode.objects.get(child=kit)
    assert first.together_id == second.together_id is not None
    assert facts(first)["episode.with_other_children"] == (SEEN, "yes")
    assert "brother" not in " ".join(one.words for one in queries.entries(first))
    assert "letter" not in str([(one.words, one.details) for one in queries.entries(second)])


def test_two_children_are_reported_or_neither(cast):
    tamsin, kit = a_looked_after_child(cast), a_looked_after_child(cast, "Kit")
    wrong = a_report(noticed_at=LATER)

    with pytest.raises(Invalid):
        reports.report(
            tamsin,
            by=cast.home_manager,
            at=REPORTED,
            report=a_report(),
            together_with=[Companion(child=kit, report=wrong)],
        )

    assert not Episode.objects.exists()


def test_everything_in_a_report_is_read_back_as_it_was_given():
    whole = replace(
        a_report(),
        noticed_at=REPORTED,
        checks=(CheckMade(kind=CheckKind.CALLED_CHILD, at=SEEN, result="No answer"),),
        deadline=ChecksDeadline(at=LATER, reason="Dark", set_at=SEEN),
        outcome=ChecksOutcome.STILL_CHECKING,
        risk=(RiskAnswer(question="vulnerable", answer=Answer.NOT_KNOWN),),
        told=(Told(recipient=Recipient.PARENTS, at=SEEN),),
        parents_not_told=ParentsNotTold(reason=NotTold.NOT_PRACTICABLE, decided_by="A", words="b"),
        whereabouts=SaidWhere(at=SEEN, corroboration=Corroboration.VOICE, place="p"),
        back=AlreadyBack(at=LATER, details=ReturnDetails(distance_miles=2.5)),
        profile_version=3,
    )

    assert read(EntryKind.REPORT, write(whole)) == whole
    assert isinstance(read(EntryKind.REPORT, {**write(whole), "unheard_of": 1}), ReportDetails)


def test_a_draft_is_saved_page_by_page_and_only_by_its_author(cast):
    draft = drafts.begin(None, by=cast.home_manager, at=REPORTED, answers={})

    drafts.save(draft, by=cast.home_manager, at=REPORTED, answers={"when": {"place": "Park"}})
    drafts.save(draft, by=cast.home_manager, at=LATER, answers={"medical": {"needs": "Inhaler"}})

    kept = queries.draft(cast.home_manager, draft.reference)
    assert kept.answers == {"when": {"place": "Park"}, "medical": {"needs": "Inhaler"}}
    assert kept.saved_at == LATER
    with pytest.raises(Refused, match="Only the author"):
        drafts.save(draft, by=cast.key_worker, at=LATER, answers={})


def test_a_sent_report_is_neither_changed_nor_thrown_away(cast):
    child = a_looked_after_child(cast)
    draft = drafts.begin(child, by=cast.home_manager, at=REPORTED, answers={})
    reports.report(child, by=cast.home_manager, at=REPORTED, report=a_report(), draft=draft)

    with pytest.raises(Refused, match="has been sent"):
        drafts.save(draft, by=cast.home_manager, at=LATER, answers={})
    with pytest.raises(Refused, match="never deleted"):
        drafts.discard(draft, by=cast.home_manager)


def test_a_step_of_another_subject_or_with_a_page_of_its_own_is_not_a_step(cast):
    episode = an_episode(cast)

    for fact in ("statutory_review.held", "notified.police", "police.risk", "nothing.known"):
        with pytest.raises(Invalid):
            entries.record_step(episode, by=cast.social_worker, fact=fact, at=LATER, now=LATER)


@pytest.mark.requirement("CK-061")
def test_a_child_already_back_is_handed_over_as_back_and_the_report_climbs_no_more(cast):
    back = AlreadyBack(at=REPORTED - timedelta(minutes=10), details=ReturnDetails())

    episode = an_episode(cast, back=back)

    assert AuditEvent.objects.filter(kind="EpisodeEnded", about=episode.reference).exists()
    report = Handover.objects.filter(about=episode.reference, key__contains=" report ")
    assert set(report.values_list("climbs_at", flat=True)) == {None}
    assert Handover.objects.filter(about=episode.reference, key__contains=" return ").exists()


def test_a_second_report_adds_where_the_child_is_and_when_seen_later(cast):
    first = an_episode(cast)
    seen = SEEN + timedelta(minutes=30)
    second = a_report(
        last_seen=LastSeen(at=seen, place="The station"),
        whereabouts=SaidWhere(at=LATER, corroboration=Corroboration.VOICE, place="Her aunt's"),
        immediate_worry="She has no inhaler.",
    )

    reports.add_account(first, by=cast.social_worker, at=LATER, report=second)

    assert first.last_seen_at == seen
    assert first.whereabouts == "known"
    assert facts(first)["concern.immediate_harm"] == (LATER, "yes")
    starts = [one.at for one in queries.entries(first) if one.value == "not_known"]
    assert starts == [SEEN, seen]


def test_a_second_report_by_somebody_who_saw_the_child_earlier_moves_no_clock(cast):
    first = an_episode(cast)
    second = a_report(last_seen=LastSeen(at=SEEN - timedelta(hours=1)))

    reports.add_account(first, by=cast.social_worker, at=LATER, report=second)

    assert first.last_seen_at == SEEN


def test_a_second_report_that_the_child_is_back_ends_the_absence(cast):
    first = an_episode(cast)
    back = AlreadyBack(at=LATER, details=ReturnDetails(), words="Asleep on the sofa.")

    reports.add_account(first, by=cast.social_worker, at=LATER, report=a_report(back=back))

    assert first.ended_at == LATER


def test_nothing_is_added_to_a_report_once_the_child_is_back(cast):
    episode = an_episode(cast)
    back = AlreadyBack(at=LATER, details=ReturnDetails())
    reports.add_account(episode, by=cast.social_worker, at=LATER, report=a_report(back=back))

    with pytest.raises(Refused, match="report it anew"):
        reports.add_account(episode, by=cast.key_worker, at=LATER, report=a_report())


def test_a_child_in_an_area_without_a_force_cannot_be_reported_here_and_is_told_to_ring(cast):
    child = children.add(
        by=cast.stranger, at=REPORTED, authority=cast.eastmarch, given_name="Tamsin"
    )

    with pytest.raises(Invalid, match="No police force is recorded for Eastmarch Council"):
        reports.report(child, by=cast.stranger, at=REPORTED, report=a_report())


def test_a_part_of_the_system_begins_no_draft(cast):
    child = a_looked_after_child(cast)

    with pytest.raises(Refused, match="Only a person"):
        drafts.begin(child, by=system_actor("test"), at=REPORTED, answers={})


@pytest.mark.requirement("CK-021")
def test_a_check_that_was_found_wanting_says_the_child_named_a_place(cast):
    episode = an_episode(cast, outcome=ChecksOutcome.SAID_WHERE)

    assert "checks.child_said_where" in facts(episode)
