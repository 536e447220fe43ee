"""What is done for a referral, as entries of the absence say it."""

from datetime import datetime

from lantern.episodes.details import ContactDetails, NoteDetails, Said, StepDetails
from lantern.vocabulary.absence import ContactKind, EntryKind
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method


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
