"""A call of each action of the directory, of letters and of support."""

from datetime import timedelta

from lantern.support.actions import directory, letters, programmes, wordings
from lantern.support.letters import shipped
from lantern.vocabulary.support import (
    Attendance,
    LetterKind,
    LetterMethod,
    SupportAnswer,
    SupportKind,
    SupportTopic,
)
from tests.actions.audited import audited
from tests.builders import LATER, a_child, a_returned_episode
from tests.helping import a_letter, a_service, an_offer, listed

AT = LATER + timedelta(days=1)


@audited("lantern.support.actions.directory.add")
def _(cast):
    return lambda: directory.add(cast.calderbrook, by=cast.coordinator, at=AT, **a_service(AT))


@audited("lantern.support.actions.directory.confirm")
def _(cast):
    service = listed(cast, AT)
    return lambda: directory.confirm(service, by=cast.board_chair, at=AT, **a_service(AT))


@audited("lantern.support.actions.directory.end")
def _(cast):
    service = listed(cast, AT)
    return lambda: directory.end(service, by=cast.coordinator, at=AT)


@audited("lantern.support.actions.wordings.agree")
def _(cast):
    words = shipped(LetterKind.CHILD).words
    given = {"title": "Hello", "words": words, "version": 0}
    return lambda: wordings.agree(
        cast.calderbrook, LetterKind.CHILD, by=cast.coordinator, at=AT, **given
    )


@audited("lantern.support.actions.letters.make")
def _(cast):
    episode = a_returned_episode(cast)
    return lambda: letters.make(
        episode, by=cast.social_worker, at=AT, to="child", telephone="01632 960 001"
    )


@audited("lantern.support.actions.letters.send")
def _(cast):
    letter = a_letter(cast, a_returned_episode(cast), AT)
    return lambda: letters.send(
        letter, by=cast.social_worker, at=AT, now=AT, method=LetterMethod.BY_HAND
    )


@audited("lantern.support.actions.letters.take_back")
def _(cast):
    letter = a_letter(cast, a_returned_episode(cast), AT)
    return lambda: letters.take_back(letter, by=cast.social_worker, now=AT, reason="Wrong child")


@audited("lantern.support.actions.programmes.offer")
def _(cast):
    child = a_child(cast)
    return lambda: programmes.offer(
        child,
        by=cast.social_worker,
        at=AT,
        now=AT,
        kind=SupportKind.MENTORING,
        worker="Ruth Adeyemi",
        aim="Somebody to talk to",
    )


@audited("lantern.support.actions.programmes.answer")
def _(cast):
    support = an_offer(cast, a_child(cast), AT)
    return lambda: programmes.answer(
        support, by=cast.social_worker, at=AT, now=AT, answered=SupportAnswer.ACCEPTED
    )


@audited("lantern.support.actions.programmes.record_session")
def _(cast):
    support = accepted(cast)
    return lambda: programmes.record_session(
        support,
        by=cast.social_worker,
        at=AT,
        now=AT,
        worker="Ruth Adeyemi",
        attendance=Attendance.HELD,
        topics=[SupportTopic.CONFIDENCE],
    )


@audited("lantern.support.actions.programmes.end")
def _(cast):
    support = accepted(cast)
    return lambda: programmes.end(
        support, by=cast.social_worker, at=AT, now=AT, outcome="She sleeps at home."
    )


@audited("lantern.support.actions.programmes.take_back")
def _(cast):
    support = an_offer(cast, a_child(cast), AT)
    return lambda: programmes.take_back(
        support, by=cast.social_worker, now=AT, reason="Another child"
    )


@audited("lantern.support.actions.programmes.take_session_back")
def _(cast):
    session = programmes.record_session(
        accepted(cast),
        by=cast.social_worker,
        at=AT,
        now=AT,
        worker="Ruth Adeyemi",
        attendance=Attendance.DID_NOT_COME,
    )
    return lambda: programmes.take_session_back(
        session, by=cast.social_worker, now=AT, reason="Another child"
    )


def accepted(cast):
    """Support that was accepted."""
    support = an_offer(cast, a_child(cast), AT)
    return programmes.answer(
        support, by=cast.social_worker, at=AT, now=AT, answered=SupportAnswer.ACCEPTED
    )
