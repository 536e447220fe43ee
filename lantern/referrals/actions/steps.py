"""What every action on a referral does: who may, on a record that nobody else writes on."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from lantern.access.actor import Actor
from lantern.episodes.actions import writing
from lantern.episodes.details import ContactDetails, NoteDetails, Said, StepDetails
from lantern.episodes.models import Entry
from lantern.referrals import policies
from lantern.referrals.models import Referral
from lantern.vocabulary.absence import ContactKind, EntryKind
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method


class Author(TypedDict):
    """Who recorded a row, and when."""

    by_id: int | None
    by_name: str
    recorded_at: datetime


def author(by: Actor, now: datetime) -> Author:
    """The columns of a row that say who recorded it, and when."""
    return {"by_id": by.user_id, "by_name": by.name, "recorded_at": now}


def hold(referral: Referral, *, by: Actor, now: datetime) -> None:
    """Nobody else writes on the absence until the transaction ends; raises Refused for those who
    may not work on the referral."""
    policies.can_work(by, referral, at=now).require()
    writing.lock(referral.episode)


def enter(referral: Referral, said: Sequence[Said], *, by: Actor, now: datetime) -> Entry:
    """Entries of the absence that say what was done; the first stands for the row."""
    return writing.add(referral.episode, said, by=by, now=now)[0]


def contact(method: Method, at: datetime, *, reached: bool, words: str) -> Said:
    """An attempt to reach the child; once reached, the fact that the protocol asks for."""
    kind = ContactKind.VISIT if method is Method.IN_PERSON else ContactKind.CALL_TO_CHILD
    return Said(
        kind=EntryKind.CONTACT,
        at=at,
        fact="return_interview.contact_made" if reached else "",
        words=words,
        details=ContactDetails(
            contact=kind,
            result=f"{method.label}, about the return interview",
            reached=Answer.YES if reached else Answer.NO,
        ),
    )


def step(fact: str, at: datetime, *, value: str = "", words: str = "") -> Said:
    """A fact that the protocol asks for."""
    return Said(
        kind=EntryKind.STEP, at=at, fact=fact, value=value, words=words, details=StepDetails()
    )


def note(at: datetime, words: str) -> Said:
    """Something for the record that the protocol does not ask for."""
    return Said(
        kind=EntryKind.NOTE, at=at, words=words, details=NoteDetails(about="Return interview")
    )
