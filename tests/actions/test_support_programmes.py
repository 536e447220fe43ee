"""Support: offered, answered, session by session, ended; a fact only where a rulebook asks."""

from datetime import timedelta

import pytest

from lantern.core.errors import Invalid, Refused
from lantern.support import queries
from lantern.support.actions import programmes
from lantern.vocabulary.support import Attendance, SupportAnswer, SupportKind, SupportTopic
from tests.actions.test_support_letters import AT, THEN, duty, rated
from tests.builders import a_child, a_returned_episode
from tests.helping import an_offer

pytestmark = pytest.mark.django_db


def answered(cast, support, answer=SupportAnswer.ACCEPTED, by=None):
    by = by or cast.social_worker
    return programmes.answer(support, by=by, at=AT, now=AT, answered=answer, words="Okay.")


def session(cast, support, at=THEN, attendance=Attendance.HELD, topics=(SupportTopic.IDENTITY,)):
    return programmes.record_session(
        support,
        by=cast.social_worker,
        at=at,
        now=THEN,
        worker="Ruth Adeyemi",
        attendance=attendance,
        topics=topics,
    )


@pytest.mark.requirement("RF-076", "CK-136", "PS-014", "FL-11.04", "FL-17.05")
def test_intensive_support_offered_meets_what_is_owed_to_a_child_rated_red(cast):
    episode = rated(cast, "red")
    given = {"kind": SupportKind.INTENSIVE, "worker": "Kezia Brand", "aim": "To feel safe"}
    offered = {"by": cast.interviewer, "at": AT, "now": AT, "episode": episode} | given

    support = programmes.offer(episode.child, **offered)

    assert duty(episode, "red-support-offered").met_at == AT

    programmes.take_back(support, by=cast.interviewer, now=THEN, reason="Meant for his brother")

    assert duty(episode, "red-support-offered").met_at is None


@pytest.mark.requirement("RF-076", "QS-093")
def test_a_programme_of_ten_sessions_is_kept_session_by_session(cast):
    support = answered(cast, an_offer(cast, a_child(cast), AT))
    for hours, topic in enumerate(SupportTopic):
        if topic != SupportTopic.OTHER:
            session(cast, support, at=AT + timedelta(minutes=hours), topics=[topic])
    session(cast, support, attendance=Attendance.DID_NOT_COME)

    programmes.end(support, by=cast.social_worker, at=THEN, now=THEN, outcome="She rings first.")

    seen = queries.support(cast.social_worker, support.reference, at=THEN)
    assert [row.topics for row in seen.sessions if row.attendance == Attendance.HELD] == [
        ["running"],
        ["relationships"],
        ["grooming"],
        ["sex_and_law"],
        ["identity"],
        ["confidence"],
        ["exploitation"],
        ["internet"],
    ]
    # Whoever did not come was asked about nothing.
    assert seen.sessions[-1].topics == []
    assert seen.support.outcome == "She rings first."
    with pytest.raises(Refused, match="come to its end"):
        session(cast, support)


@pytest.mark.requirement("PS-014", "PS-016", "PS-008", "PS-002")
@pytest.mark.parametrize("kind", [each for each in SupportKind if each != SupportKind.INTENSIVE])
def test_other_work_is_offered_too_and_meets_nothing_that_asks_for_intensive_support(cast, kind):
    episode = a_returned_episode(cast)

    support = an_offer(cast, episode.child, AT, kind=kind, episode=episode)

    assert support.entry == ""
    assert queries.support_of(
        cast.social_worker,
        episode.child,
        queries.support(cast.social_worker, support.reference, at=AT).sight,
    ) == (support,)


def test_sessions_wait_for_a_yes_and_a_no_ends_it(cast):
    child = a_child(cast)
    support = an_offer(cast, child, AT)
    with pytest.raises(Refused, match="Record the answer first"):
        session(cast, support)

    answered(cast, support, SupportAnswer.DECLINED)

    with pytest.raises(Refused, match="Record the answer first"):
        session(cast, support)
    with pytest.raises(Refused, match="already"):
        answered(cast, support)
    assert answered(cast, an_offer(cast, child, AT)).answer == SupportAnswer.ACCEPTED


def test_a_session_says_what_it_was_about(cast):
    support = answered(cast, an_offer(cast, a_child(cast), AT))

    with pytest.raises(Invalid, match="Select what it was about"):
        session(cast, support, topics=())
    with pytest.raises(Invalid, match="Say what it was about"):
        session(cast, support, topics=[SupportTopic.OTHER])
    with pytest.raises(Invalid, match="before the support was offered"):
        session(cast, support, at=AT - timedelta(days=1))


def test_only_the_agency_that_offered_goes_on_with_it_and_the_police_do_not_read_it(cast):
    episode = a_returned_episode(cast)
    support = an_offer(cast, episode.child, AT)

    with pytest.raises(Refused, match="does not open"):
        queries.support(cast.investigating_officer, support.reference, at=AT)
    with pytest.raises(Refused, match="does not allow"):
        answered(cast, support, by=cast.home_manager)


@pytest.mark.requirement("RF-076")
def test_a_session_recorded_in_error_is_taken_back_with_a_reason_and_stays_legible(cast):
    support = answered(cast, an_offer(cast, a_child(cast), AT))
    wrong = session(cast, support)
    take_back = programmes.take_session_back

    with pytest.raises(Invalid, match="Say why"):
        take_back(wrong, by=cast.social_worker, now=THEN, reason=" ")
    with pytest.raises(Refused, match="does not allow"):
        take_back(wrong, by=cast.home_manager, now=THEN, reason="Not hers")
    take_back(wrong, by=cast.social_worker, now=THEN, reason="It was her sister")
    with pytest.raises(Refused, match="already"):
        take_back(wrong, by=cast.social_worker, now=THEN, reason="It was her sister")

    (kept,) = queries.support(cast.social_worker, support.reference, at=THEN).sessions
    assert (kept.taken_back_at, kept.taken_back_by) == (THEN, cast.social_worker.name)
    assert kept.why_taken_back == "It was her sister"
    # With its sessions gone, the offer itself may be taken back.
    programmes.take_back(support, by=cast.social_worker, now=THEN, reason="Another child")
