"""Add somebody named in an interview to the child's contacts, or decide not to: a person does."""

from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Invalid, Refused
from lantern.interviews import policies
from lantern.interviews.events import SuggestionDecided
from lantern.interviews.models import Suggestion
from lantern.people.actions import contacts
from lantern.vocabulary.placement import PersonRelation


@transaction.atomic
def accept(
    suggestion: Suggestion, *, by: Actor, at: datetime, relation: PersonRelation
) -> Suggestion:
    """Somebody around the child from now on, with the words of the interview as a note."""
    row = _undecided(suggestion, by=by, at=at)
    row.contact = contacts.add(
        row.interview.child, by=by, at=at, name=row.name, relation=relation, note=row.words
    )
    return _decide(row, by=by, at=at)


@transaction.atomic
def decline(suggestion: Suggestion, *, by: Actor, at: datetime, reason: str) -> Suggestion:
    """Not to be added, with the reason."""
    row = _undecided(suggestion, by=by, at=at)
    if not reason.strip():
        raise Invalid({"reason": "Say why this person is not added"})
    row.why_not = reason.strip()
    return _decide(row, by=by, at=at)


def _undecided(suggestion: Suggestion, *, by: Actor, at: datetime) -> Suggestion:
    rows = Suggestion.objects.select_for_update(of=("self",))
    row = rows.select_related("interview__child").get(pk=suggestion.pk)
    policies.can_see(by, row.interview, at=at).require()
    if row.decided_at is not None:
        raise Refused(f"{row.decided_by} has decided about this person already.")
    return row


def _decide(row: Suggestion, *, by: Actor, at: datetime) -> Suggestion:
    row.decided_at, row.decided_by = at, by.name
    row.save(update_fields=["contact", "decided_at", "decided_by", "why_not"])
    announce(
        SuggestionDecided(
            about=row.interview.reference, by=by.id, at=at, is_added=row.contact is not None
        )
    )
    return row
