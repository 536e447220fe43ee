"""The safe and well check: what was found, what it means, and none left out without a why."""

from datetime import timedelta

import pytest

from lantern.core.errors import Conflict, Invalid, NotFound, Refused
from lantern.duties.models import Duty
from lantern.episodes import queries as episodes
from lantern.episodes.actions import entries, returns
from lantern.episodes.details import LastSeen, Told
from lantern.episodes.models import Entry
from lantern.episodes.projection import effective
from lantern.returns import queries
from lantern.returns.actions import checks, harm
from lantern.vocabulary.returning import Answer, CheckTheme, NotChecked, StrategyDecision
from lantern.vocabulary.telling import Method, Recipient
from tests.actions.checking import a_check, an_agreement, not_seen, seen
from tests.builders import LATER, REPORTED, SEEN, a_looked_after_child, an_episode

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
CHECKED = LATER + HOUR
HARMED = {"signs_of_harm": Answer.YES, "harm_words": "A cut above her eye"}


def told_to_police(cast, child=None, at=REPORTED):
    """A child reported missing, of whom the police know."""
    told = Told(recipient=Recipient.POLICE, at=at)
    seen_at = LastSeen(at=at - 2 * HOUR, place="The bus stop")
    return an_episode(cast, child, at=at, told=(told,), last_seen=seen_at)


def came_back(cast, episode, at):
    """The child walked in."""
    returns.record_returned(episode, by=cast.home_manager, at=at, now=at)
    return episode


@pytest.fixture
def back(cast):
    """Tamsin, missing from Alder House and back."""
    return came_back(cast, told_to_police(cast), LATER)


def stated(episode):
    return {one.fact for one in effective(episodes.entries(episode))}


def duty(episode, rule):
    return Duty.objects.filter(episode=episode, rule=rule).order_by("arose_at").last()


@pytest.mark.requirement("RF-063", "RF-211", "QS-071", "CK-125", "FL-10.08")
def test_a_check_keeps_what_was_seen_and_said_and_meets_the_duty(cast, back):
    assert duty(back, "safe-and-well-check").met_at is None

    check = a_check(
        cast,
        back,
        CHECKED,
        seen(
            whereabouts="A friend’s flat in Northmoor",
            with_whom="Two older boys",
            offending_by=Answer.NOT_KNOWN,
            offending_against=Answer.YES,
            offending_against_words="Her phone was taken",
            said="“I only wanted to be out.”",
            themes=(CheckTheme.GANGS, CheckTheme.FAMILY_OR_FRIENDS),
            **HARMED,
        ),
    )

    (found,) = queries.of_episode(cast.social_worker, back)
    assert (found.check, found.at, found.returned_at) == (check, CHECKED, LATER)
    assert found.check.themes == ["gangs", "family_or_friends"]
    assert found.check.said == "“I only wanted to be out.”"
    assert duty(back, "safe-and-well-check").met_at == CHECKED


@pytest.mark.requirement("CF-39", "CK-125")
@pytest.mark.parametrize(("decided", "owed"), [("missing", True), ("absent", False)])
def test_a_check_is_owed_for_a_missing_child_and_none_for_an_absence(cast, decided, owed):
    episode = told_to_police(cast)
    entries.classify(
        episode,
        by=cast.duty_inspector,
        classification=decided,
        at=LATER,
        now=LATER,
        rationale="As the answers to the questions say.",
    )

    came_back(cast, episode, CHECKED)

    assert (duty(episode, "safe-and-well-check") is not None) == owed


@pytest.mark.parametrize(
    ("who", "error"), [("home_manager", Refused), ("social_worker", Refused), ("nurse", Refused)]
)
def test_only_the_police_record_a_check(cast, back, who, error):
    with pytest.raises(error):
        a_check(cast, back, CHECKED, by=getattr(cast, who))


@pytest.mark.parametrize(
    ("found", "at", "field"),
    [
        (seen(officer=" "), CHECKED, "officer"),
        (seen(signs_of_harm=Answer.YES), CHECKED, "harm_words"),
        (seen(offending_by=Answer.YES), CHECKED, "offending_by_words"),
        (seen(offending_against=Answer.YES), CHECKED, "offending_against_words"),
        (seen(is_significant_harm=True), CHECKED, "signs_of_harm"),
        (seen(themes=(CheckTheme.NONE_OF_THESE, CheckTheme.GANGS)), CHECKED, "themes"),
        (seen(), SEEN - HOUR, "at"),
        (seen(), CHECKED + DAY, "at"),
        (not_seen(NotChecked.OTHER, " "), CHECKED, "words"),
        (not_seen(), CHECKED, "not_done"),
    ],
)
def test_what_does_not_hold_together_is_refused_beside_its_field(cast, back, found, at, field):
    with pytest.raises(Invalid) as refusal:
        a_check(cast, back, at, found, now=CHECKED)

    assert set(refusal.value.messages) == {field}
    assert "safe_and_well.held" not in stated(back)


@pytest.mark.requirement("RF-063", "RF-211", "DA-051")
def test_a_check_that_was_not_made_is_excused_by_its_reason_alone(cast, back):
    a_check(cast, back, CHECKED, not_seen(NotChecked.CHILD_WOULD_NOT, "She shut the door."))

    owed = duty(back, "safe-and-well-check")
    (entry,) = [one for one in Entry.objects.all() if one.fact.endswith("not_done_with_reason")]
    assert (owed.met_at, owed.excused_at) == (None, CHECKED)
    assert entry.words == "The child did not want to be seen. She shut the door."


@pytest.mark.requirement("CK-126", "DA-054", "RF-211", "FL-10.08")
def test_harm_shown_is_told_to_the_social_worker_and_a_strategy_discussion_decided(cast, back):
    a_check(cast, back, CHECKED, seen(is_significant_harm=True, **HARMED))
    assert duty(back, "harm-told-to-social-worker").arose_at == CHECKED

    harm.tell(
        back,
        by=cast.investigating_officer,
        at=CHECKED + HOUR / 2,
        now=CHECKED + HOUR / 2,
        person="Ruth Adeyemi",
        method=Method.TELEPHONE,
        acknowledged_by="Ruth Adeyemi",
    )
    assert duty(back, "harm-told-to-social-worker").met_at == CHECKED + HOUR / 2
    assert duty(back, "strategy-discussion-decided").met_at is None
    harm.decide(
        back,
        by=cast.team_manager,
        at=CHECKED + HOUR,
        now=CHECKED + HOUR,
        decision=StrategyDecision.NEEDED,
        manager="Yasmin Karim",
        reason="Injured, and she will not say by whom.",
    )

    assert duty(back, "strategy-discussion-decided").met_at == CHECKED + HOUR


def test_who_was_told_of_harm_and_why_it_was_decided_so_are_needed(cast, back):
    with pytest.raises(Invalid, match="Name whom you told"):
        harm.tell(
            back,
            by=cast.investigating_officer,
            at=CHECKED,
            now=CHECKED,
            person="",
            method=Method.TELEPHONE,
        )
    decided = {"decision": StrategyDecision.NOT_NEEDED, "manager": "", "reason": ""}
    with pytest.raises(Invalid) as refusal:
        harm.decide(back, by=cast.social_worker, at=CHECKED, now=CHECKED, **decided)
    assert set(refusal.value.messages) == {"manager", "reason"}
    with pytest.raises(Refused):
        harm.decide(back, by=cast.home_manager, at=CHECKED, now=CHECKED, **decided)


@pytest.mark.requirement("RF-211")
def test_a_check_put_right_puts_its_entries_right(cast, back):
    check = a_check(cast, back, CHECKED, seen(is_significant_harm=True, **HARMED))
    keys = {one.fact: one.key for one in effective(episodes.entries(back))}

    right = checks.correct(
        check,
        by=cast.duty_inspector,
        at=CHECKED + HOUR / 2,
        now=CHECKED + HOUR,
        found=seen(whereabouts="At the station"),
        reason="The cut was an old one.",
    )

    now_stated = {one.fact: one for one in effective(episodes.entries(back))}
    assert now_stated["safe_and_well.held"].key == keys["safe_and_well.held"]
    assert now_stated["safe_and_well.held"].at == CHECKED + HOUR / 2
    assert "safe_and_well.showed_significant_harm" not in now_stated
    assert [one.check for one in queries.of_episode(cast.social_worker, back)] == [right]
    assert duty(back, "harm-told-to-social-worker") is None
    assert duty(back, "safe-and-well-check").met_at == CHECKED + HOUR / 2
    with pytest.raises(Conflict):
        checks.correct(
            check,
            by=cast.duty_inspector,
            at=CHECKED,
            now=CHECKED + HOUR,
            found=seen(),
            reason="Again.",
        )


def test_a_check_that_was_not_made_after_all_takes_the_place_of_the_one_recorded(cast, back):
    check = a_check(cast, back, CHECKED, seen(is_significant_harm=True, **HARMED))

    checks.correct(
        check,
        by=cast.investigating_officer,
        at=CHECKED,
        now=CHECKED + HOUR,
        found=not_seen(NotChecked.NOT_FOUND_IN, "She had gone to school."),
        reason="This was another child.",
    )

    assert "safe_and_well.held" not in stated(back)
    assert duty(back, "safe-and-well-check").excused_at == CHECKED


def test_another_agency_does_not_put_a_check_right(cast, back):
    check = a_check(cast, back, CHECKED)

    with pytest.raises(Refused):
        checks.correct(
            check, by=cast.home_manager, at=CHECKED, now=CHECKED, found=seen(), reason="No."
        )


def test_a_check_withdrawn_on_the_record_of_the_absence_says_so(cast, back):
    check = a_check(cast, back, CHECKED)
    entries.withdraw(
        Entry.objects.get(key=check.key),
        by=cast.investigating_officer,
        now=CHECKED + HOUR,
        reason="This was another child.",
    )

    (found,) = queries.of_episode(cast.social_worker, back)
    assert found.is_withdrawn
    with pytest.raises(Invalid):
        checks.correct(
            check,
            by=cast.investigating_officer,
            at=CHECKED,
            now=CHECKED + HOUR,
            found=seen(),
            reason="It was not.",
        )


def test_a_stranger_does_not_find_a_check(cast, back):
    check = a_check(cast, back, CHECKED)

    with pytest.raises(NotFound):
        queries.episode_of(cast.stranger, check.reference, at=CHECKED)
    assert queries.episode_of(cast.social_worker, check.reference, at=CHECKED) == back.reference


def test_the_checks_of_an_absence_are_read_in_two_queries(cast, back, django_assert_num_queries):
    a_check(cast, back, CHECKED)
    a_check(cast, back, CHECKED + HOUR)

    with django_assert_num_queries(2):
        assert len(queries.of_episode(cast.social_worker, back)) == 2


@pytest.mark.requirement("RF-211", "DA-051", "CF-65")
def test_a_check_not_made_under_an_agreement_names_it(cast):
    child = a_looked_after_child(cast)
    agreement = an_agreement(cast, child, SEEN - DAY)
    first = came_back(cast, told_to_police(cast, child), LATER)
    a_check(cast, first, CHECKED)
    second = told_to_police(cast, child, CHECKED + 2 * DAY)
    late = CHECKED + 2 * DAY + HOUR

    check = a_check(cast, second, late, not_seen())

    assert check.agreement == agreement


@pytest.mark.requirement("CF-65")
@pytest.mark.parametrize(("gap", "allowed"), [(7, True), (8, False)])
def test_an_agreement_never_lets_checks_stop(cast, gap, allowed):
    child = a_looked_after_child(cast)
    an_agreement(cast, child, SEEN - DAY)
    first = came_back(cast, told_to_police(cast, child), LATER)
    a_check(cast, first, CHECKED)
    at = CHECKED + gap * DAY
    second = told_to_police(cast, child, at - HOUR)

    if allowed:
        assert a_check(cast, second, at, not_seen()).agreement is not None
    else:
        with pytest.raises(Invalid, match="at least once in 7 days"):
            a_check(cast, second, at, not_seen())
