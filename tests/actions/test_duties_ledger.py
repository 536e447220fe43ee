"""The ledger: what the facts say, row for row, whenever and however often it is derived."""

from datetime import UTC, datetime, timedelta

import pytest

from lantern.access.actor import system_actor
from lantern.core.instants import LONDON
from lantern.duties.actions import rebuilding, sweeping
from lantern.duties.actions.ledger import COLUMNS
from lantern.duties.models import Duty
from lantern.duties.queries import state_of
from lantern.episodes.actions import closing, corrections, entries, returns
from lantern.episodes.actions.corrections import version_of
from lantern.episodes.details import Answered, LastSeen, LocatedDetails, ReturnDetails
from lantern.episodes.models import Entry
from lantern.people.actions import assignments, flags, statuses, steps
from lantern.placements.actions import placements, profiles
from lantern.vocabulary.absence import Classification, ContactKind, Corroboration
from lantern.vocabulary.duty import DutyState
from lantern.vocabulary.placement import PlacementKind, StatusKind
from lantern.vocabulary.risk import FlagKind, RiskLevel
from lantern.vocabulary.role import Role
from lantern.vocabulary.telling import Method, Recipient
from tests import builders
from tests.builders import REPORTED, SEEN

SYSTEM = system_actor("test")


def later(minutes):
    return REPORTED + timedelta(minutes=minutes)


def ledger():
    """Every row, without the number of the row."""
    return {tuple(getattr(duty, name) for name in COLUMNS) for duty in Duty.objects.all()}


def duty(episode, rule):
    return Duty.objects.get(subject=episode.reference, rule=rule)


def told(episode, by, recipient, at, **more):
    given = {"person": "Jo", "method": Method.TELEPHONE} | more
    return entries.record_notification(episode, by=by, recipient=recipient, at=at, now=at, **given)


def classify(cast, episode):
    entries.classify(
        episode,
        by=cast.duty_inspector,
        classification=Classification.MISSING,
        at=later(20),
        now=later(20),
        rationale="Young, at night.",
        seen="",
    )


def grade_high(cast, episode):
    entries.grade_risk(
        episode,
        by=cast.duty_inspector,
        level=RiskLevel.HIGH,
        at=later(25),
        now=later(25),
        rationale="Young, at night.",
        seen="",
        answers=[Answered(fact="risk.danger_through_vulnerability", value="yes")],
    )


def test_a_report_gives_each_duty_to_the_agency_that_owes_it(cast):
    episode = builders.an_episode(cast)

    owed = {row.rule: (row.role, row.agency) for row in Duty.objects.filter(episode=episode)}

    assert owed["tell-police"] == ("carer", cast.alder_house)
    assert owed["information-sharing"] == ("social_worker", cast.calderbrook)
    assert owed["strategy-meeting-held"] == ("team_manager", cast.calderbrook)


@pytest.mark.requirement("CK-029")
def test_what_is_owed_says_why_and_under_which_source(cast):
    episode = builders.an_episode(cast)

    row = duty(episode, "tell-police")

    assert row.because.startswith("You owe this because the child is looked after")
    assert "whereabouts are not known" in row.because
    assert row.source == "DfE 2014, ¶66"


def test_recording_the_notification_meets_the_duty_to_notify(cast):
    episode = builders.an_episode(cast)

    told(episode, cast.home_manager, Recipient.POLICE, later(5))

    row = duty(episode, "tell-police")
    assert row.met_at == later(5)
    assert state_of(row, later(6)) is DutyState.MET


def test_a_corrected_start_moves_the_duty_and_makes_no_second(cast):
    episode = builders.an_episode(cast)
    entry = Entry.objects.get(episode=episode, fact="whereabouts")
    before = duty(episode, "strategy-meeting-arranged")

    corrections.correct(
        entry,
        by=cast.home_manager,
        now=later(10),
        seen=version_of(entry),
        reason="She was seen at the shop half an hour later.",
        at=SEEN + timedelta(minutes=30),
    )

    after = duty(episode, "strategy-meeting-arranged")
    assert after.pk == before.pk
    assert after.arose_at == before.arose_at + timedelta(minutes=30)


def test_a_withdrawn_fact_takes_its_duties_with_it(cast):
    episode = builders.an_episode(cast)
    classify(cast, episode)
    grade_high(cast, episode)
    entry = Entry.objects.get(episode=episode, fact="police.risk")
    assert Duty.objects.filter(cause=entry.key).exists()

    corrections.withdraw(
        entry,
        by=cast.superintendent,
        now=later(30),
        reason="Wrong child.",
        seen=version_of(entry),
    )

    assert not Duty.objects.filter(cause=entry.key).exists()


def test_what_the_police_owe_is_the_forces_of_the_area(cast):
    episode = builders.an_episode(cast)

    classify(cast, episode)
    grade_high(cast, episode)

    of_police = {
        row.agency
        for row in Duty.objects.filter(episode=episode)
        if row.role in ("police", "duty_inspector", "investigating_officer")
    }
    assert of_police == {cast.force}


def test_a_child_placed_out_of_area_has_duties_in_both_authorities(cast):
    child = builders.a_child(cast)
    statuses.begin(child, StatusKind.FULL_CARE_ORDER, by=cast.social_worker, at=builders.BEFORE)
    placements.place(
        child,
        kind=PlacementKind.CHILDRENS_HOME,
        carer=cast.quarry_lodge,
        host_authority=cast.vale,
        by=cast.social_worker,
        at=builders.BEFORE,
    )

    rows = Duty.objects.filter(child=child, episode=None)

    assert {"placement-host-told", "placement-services-arranged"} <= {row.rule for row in rows}
    assert {row.agency for row in rows} == {cast.calderbrook}


def everything_that_can_happen(cast):  # noqa: PLR0915  a night is long
    """Each kind of thing recorded, one after another, as people record them through a night."""
    child = builders.a_looked_after_child(cast)
    worker = {"by": cast.social_worker}
    home = {"by": cast.home_manager}
    yield "a child is placed"
    assignments.assign(
        child,
        role=Role.SOCIAL_WORKER,
        agency=cast.calderbrook,
        user=cast.user("social_worker"),
        by=cast.team_manager,
        at=builders.BEFORE,
    )
    yield "a worker is assigned"
    flags.raise_(child, FlagKind.MAY_GO_MISSING, **worker, at=builders.BEFORE, said_by="Her mother")
    yield "a concern is raised"
    profiles.draw_up(
        child,
        **home,
        at=builders.BEFORE + timedelta(days=1),
        version=0,
        description="Tall",
        risks="None known",
        tracing="Her aunt’s",
        drawn_up_by="Both",
    )
    yield "the profile is drawn up"
    episode = builders.an_episode(cast, child)
    yield "she is reported missing"
    told(episode, cast.home_manager, Recipient.POLICE, later(5))
    told(episode, cast.home_manager, Recipient.EDT, later(6))
    yield "the police and the duty team are told"
    classify(cast, episode)
    yield "the police classify"
    grade_high(cast, episode)
    yield "the risk is graded"
    entries.record_contact(
        episode,
        by=cast.duty_worker,
        contact=ContactKind.CALL_TO_CHILD,
        at=later(60),
        now=later(60),
        result="No answer.",
    )
    yield "somebody tries to reach her"
    entries.record_whereabouts(
        episode,
        **home,
        at=later(24 * 60),
        now=later(24 * 60),
        known=True,
        corroboration=Corroboration.SEEN,
        place="Her aunt’s",
    )
    yield "she is seen"
    entries.record_whereabouts(
        episode, **home, at=later(25 * 60), now=later(25 * 60), known=False, words="Gone again."
    )
    yield "she is lost again"
    flags.raise_(
        child,
        FlagKind.CHILD_SEXUAL_EXPLOITATION,
        **worker,
        at=later(26 * 60),
        said_by="The police",
    )
    yield "another concern is raised"
    returns.record_located(
        episode,
        **home,
        at=later(80 * 60),
        now=later(80 * 60),
        details=LocatedDetails(meaningful_contact=True, place="The station"),
        words="Found by an officer.",
    )
    yield "she is found"
    returns.record_returned(
        episode, **home, at=later(82 * 60), now=later(82 * 60), details=ReturnDetails(), words="In."
    )
    yield "she is back"
    steps.record(
        child,
        "statutory_review.held",
        **worker,
        at=later(200 * 60),
        words="Held.",
        now=later(201 * 60),
    )
    yield "a review is held"
    statuses.end(
        child, StatusKind.FULL_CARE_ORDER, **worker, at=later(300 * 60), now=later(301 * 60)
    )
    yield "the order ends"


def test_after_every_deed_a_rebuild_changes_no_row(cast):
    happened = []
    for deed in everything_that_can_happen(cast):
        happened.append(deed)
        changes = rebuilding.rebuild(by=SYSTEM, at=later(400 * 60))
        assert changes.total == 0, (deed, changes)

    assert len(happened) == 16
    assert Duty.objects.count() > 50


def test_a_ledger_thrown_away_is_rebuilt_row_for_row(cast):
    for _ in everything_that_can_happen(cast):
        pass
    at = later(400 * 60)
    rebuilding.rebuild(by=SYSTEM, at=at)
    before = ledger()

    Duty.objects.all().delete()
    changes = rebuilding.rebuild(by=SYSTEM, at=at)

    assert ledger() == before
    assert changes.made == len(before)


def test_a_row_that_somebody_tampered_with_is_counted_and_put_right(cast):
    episode = builders.an_episode(cast)
    right = ledger()
    Duty.objects.filter(rule="tell-police").update(due_at=None, met_at=REPORTED, ended_at=REPORTED)
    Duty.objects.filter(rule="tell-parents").delete()
    stray = duty(episode, "tell-iro")
    stray.pk, stray.cause = None, "nothing"
    stray.save()

    counted = rebuilding.rebuild(by=SYSTEM, at=REPORTED, keep=False)
    mended = rebuilding.rebuild(by=SYSTEM, at=REPORTED)

    assert counted == mended
    assert (mended.made, mended.changed, mended.taken_away) == (1, 1, 1)
    assert ledger() == right


def test_counting_without_keeping_changes_no_row(cast):
    builders.an_episode(cast)
    Duty.objects.filter(rule="tell-police").delete()

    rebuilding.rebuild(by=SYSTEM, at=REPORTED, keep=False)

    assert not Duty.objects.filter(rule="tell-police").exists()


def test_a_report_in_error_leaves_its_duties_excused_or_gone(cast):
    episode = builders.an_episode(cast)

    closing.close_as_error(
        episode, by=cast.team_manager, at=later(10), reason="She was in her room."
    )

    assert rebuilding.rebuild(by=SYSTEM, at=later(10)).total == 0
    still = Duty.objects.filter(episode=episode, arose_at__lte=later(11), ended_at=None)
    assert "strategy-meeting-arranged" not in {row.rule for row in still}


def test_a_closing_that_was_itself_a_mistake_brings_the_duties_back(cast):
    episode = builders.an_episode(cast)
    owed = ledger()
    closed = closing.close_as_error(
        episode, by=cast.team_manager, at=later(10), reason="She was in her room."
    )
    assert duty(episode, "tell-police").excused_at == later(10)

    corrections.withdraw(
        closed, by=cast.team_manager, now=later(12), reason="It was her sister.", seen=""
    )

    assert {row[:3] for row in ledger()} >= {row[:3] for row in owed}
    assert duty(episode, "tell-police").excused_at is None
    assert rebuilding.rebuild(by=SYSTEM, at=later(12)).total == 0


def test_a_second_absence_knows_of_the_first(cast):
    child = builders.a_looked_after_child(cast)
    builders.a_returned_episode(cast, child)

    again = builders.an_episode(
        cast,
        child,
        at=REPORTED + timedelta(days=3),
        last_seen=LastSeen(at=REPORTED + timedelta(days=3), place="School"),
    )
    at = REPORTED + timedelta(days=3, hours=1)
    returns.record_returned(again, by=cast.home_manager, at=at, now=at, words="Walked in.")

    rules = set(Duty.objects.filter(episode=again).values_list("rule", flat=True))
    first = set(Duty.objects.exclude(episode=again).values_list("rule", flat=True))
    assert "repeat-discussion" in rules
    assert "repeat-discussion" not in first


def test_daily_turns_are_in_the_ledger_to_the_end_of_tomorrow_and_the_sweep_adds_more(cast):
    episode = builders.an_episode(cast)
    told(episode, cast.home_manager, Recipient.EDT, later(5))
    turns = Duty.objects.filter(episode=episode, rule="daily-contact").order_by("arose_at")
    first = turns.count()

    sweeping.sweep(by=SYSTEM, at=REPORTED + timedelta(days=3))

    assert first >= 2
    assert turns.count() == first + 3
    assert state_of(turns[0], REPORTED + timedelta(days=3)) is DutyState.MISSED
    assert rebuilding.rebuild(by=SYSTEM, at=REPORTED + timedelta(days=3)).total == 0


@pytest.mark.parametrize(
    ("met", "excused", "ended", "state"),
    [
        (None, None, None, DutyState.OWED),
        (30, None, 30, DutyState.MET),
        (90, None, 90, DutyState.MET_LATE),
        (None, 30, 30, DutyState.EXCUSED),
        (None, 90, 90, DutyState.OVERDUE_BEFORE_EXCUSED),
        (None, None, 100, DutyState.MISSED),
    ],
)
def test_a_rows_state_follows_from_its_instants(met, excused, ended, state):
    began = datetime(2026, 3, 2, 9, 0, tzinfo=LONDON).astimezone(UTC)

    def at(minutes):
        return None if minutes is None else began + timedelta(minutes=minutes)

    row = Duty(
        arose_at=began,
        due_soon_at=at(40),
        due_at=at(60),
        met_at=at(met),
        excused_at=at(excused),
        ended_at=at(ended),
    )

    assert state_of(row, began - timedelta(seconds=1)) is DutyState.NOT_YET
    if state is DutyState.OWED:
        assert state_of(row, at(39)) is DutyState.OWED
        assert state_of(row, at(40)) is DutyState.DUE_SOON
        assert state_of(row, at(60)) is DutyState.DUE_SOON
        assert state_of(row, at(61)) is DutyState.OVERDUE
    else:
        assert state_of(row, at(120)) is state


def test_a_placement_that_ends_later_raises_nothing_in_an_absence_gone_by(cast):
    episode = builders.a_returned_episode(cast)
    before = set(Duty.objects.filter(episode=episode).values_list("rule", "cause"))
    months_on = REPORTED + timedelta(days=90)

    placements.end(episode.child, by=cast.social_worker, at=months_on, now=months_on)
    statuses.end(episode.child, StatusKind.FULL_CARE_ORDER, by=cast.social_worker, at=months_on)
    flags.raise_(
        episode.child,
        FlagKind.GOES_MISSING_FREQUENTLY,
        by=cast.social_worker,
        at=months_on,
        said_by="The home",
    )

    after = set(Duty.objects.filter(episode=episode).values_list("rule", "cause"))
    assert after - before == set()
