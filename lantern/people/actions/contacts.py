"""People around the child, and whether they may be told of an absence (RF-003, CF-64)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack, cast

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.core.references import one_telephone
from lantern.people import policies
from lantern.people.events import ContactChanged
from lantern.people.merging import merge
from lantern.people.models import Child, Contact
from lantern.vocabulary.placement import PersonRelation


class ContactFields(TypedDict, total=False):
    """What may be known of a contact."""

    name: str
    relation: PersonRelation
    telephone: str
    address: str
    has_parental_responsibility: bool
    may_be_told: bool
    why_not_told: str
    note: str


@transaction.atomic
def add(child: Child, *, by: Actor, at: datetime, **fields: Unpack[ContactFields]) -> Contact:
    """Somebody around the child."""
    policies.can_change_contacts(by, child, at=at).require()
    contact = Contact(child=child, recorded_at=at)
    _write(contact, _spelled(fields), by=by, at=at)
    contact.save()
    announce(ContactChanged(about=child.reference, by=by.id, at=at, contact=contact.pk))
    return contact


@transaction.atomic
def change(
    contact: Contact,
    *,
    by: Actor,
    at: datetime,
    seen: ContactFields,
    **fields: Unpack[ContactFields],
) -> Contact:
    """Change what is known of somebody, from what the person had on screen (`seen`).

    Raises Conflict with both versions if somebody else has changed the same words meanwhile.
    """
    policies.can_change_contacts(by, contact.child, at=at).require()
    row = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    given = _spelled(fields)
    present = {name: getattr(row, name) for name in given}
    found = merge(present, given, present | _spelled(seen))
    if found.theirs:
        raise Conflict(
            "Somebody else changed this contact while you were writing. Choose what to keep.",
            theirs=found.theirs,
            yours={name: found.wanted[name] for name in found.theirs},
        )
    if found.wanted:
        _write(row, found.wanted, by=by, at=at)
        row.save()
        announce(ContactChanged(about=row.child.reference, by=by.id, at=at, contact=row.pk))
    return row


@transaction.atomic
def end(contact: Contact, *, by: Actor, at: datetime) -> Contact:
    """The person is no longer somebody around the child. The record of them is kept."""
    policies.can_change_contacts(by, contact.child, at=at).require()
    row = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if row.until_at is None:
        row.until_at = at
        row.save(update_fields=["until_at"])
        announce(ContactChanged(about=row.child.reference, by=by.id, at=at, contact=row.pk))
    return row


def _write(contact: Contact, fields: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    told_before = contact.may_be_told
    for name, value in fields.items():
        setattr(contact, name, value)
    if contact.may_be_told:
        contact.why_not_told = ""
    if contact.may_be_told != told_before:
        policies.can_decide_who_is_told(by, contact.child, at=at).require()
    _check(contact)


def _spelled(fields: ContactFields) -> dict[str, Any]:
    given = dict(cast("dict[str, Any]", fields))
    if "telephone" in given:
        given["telephone"] = one_telephone(given["telephone"])
    return given


def _check(contact: Contact) -> None:
    faults: dict[str, str] = {}
    if not contact.name.strip():
        faults["name"] = "Enter the person’s name, or what the child calls them"
    if not contact.relation:
        faults["relation"] = "Choose who the person is to the child"
    if not contact.may_be_told and not contact.why_not_told.strip():
        faults["why_not_told"] = "Give the reason why this person may not be told"
    if faults:
        raise Invalid(faults)
