"""The numbers by which agencies know a child, each checked."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.agencies.models import Agency
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.core.references import clean_nhs_number, clean_upn
from lantern.people import policies
from lantern.people.events import IdentifierAdded
from lantern.people.locks import hold
from lantern.people.models import Child, Identifier
from lantern.vocabulary.placement import IdentifierKind

NATIONAL: Final = frozenset(
    {IdentifierKind.NHS_NUMBER, IdentifierKind.UPN, IdentifierKind.HOME_OFFICE_REFERENCE}
)
"""Numbers that one body gives for the whole country, so that the issuer says nothing."""


class Taken(Invalid):
    """The number is on another child's record, which only those who may see it are shown."""

    def __init__(self, messages: dict[str, str], other: Child) -> None:
        super().__init__(messages)
        self.other = other


@transaction.atomic
def add(
    child: Child,
    kind: IdentifierKind,
    value: str,
    *,
    by: Actor,
    at: datetime,
    issuer: Agency | None = None,
) -> Identifier:
    """The child is known by this number: whoever may add children may say so.

    One number names one child.
    """
    policies.may(by, Permission.CHILD_ADD, child, at=at).require()
    number = _clean(kind, value)
    given_by = _issuer(kind, issuer)
    hold(child)
    known = _known_by(kind, number, given_by)
    if known is not None:
        return _the_same(known, child, kind)
    try:
        with transaction.atomic():
            identifier = Identifier.objects.create(
                child=child, kind=kind, value=number, issuer=given_by, recorded_at=at
            )
    except IntegrityError:
        # Somebody gave it to another child at this very moment.
        known = _known_by(kind, number, given_by)
        if known is None:
            raise
        return _the_same(known, child, kind)
    announce(IdentifierAdded(about=child.reference, by=by.id, at=at, identifier=identifier.pk))
    return identifier


def _known_by(kind: IdentifierKind, number: str, issuer: Agency | None) -> Identifier | None:
    rows = Identifier.objects.select_related("child")
    return rows.filter(kind=kind, value=number, issuer=issuer).first()


def _the_same(known: Identifier, child: Child, kind: IdentifierKind) -> Identifier:
    """The number that the child has already; refused when it is another child's."""
    if known.child_id != child.pk:
        raise Taken({"value": f"Another child’s record has this {kind.label}"}, known.child)
    return known


def _clean(kind: IdentifierKind, value: str) -> str:
    """The number as it is kept and compared. Raises Invalid with a sentence."""
    try:
        return _CLEANERS.get(kind, _clean_local)(value)
    except ValueError as fault:
        raise Invalid({"value": str(fault)}) from None


def _clean_local(value: str) -> str:
    number = " ".join(value.split()).upper()
    if not number:
        raise ValueError("Enter the reference")
    if len(number) > 40:
        raise ValueError("The reference must be 40 characters or fewer")
    return number


_CLEANERS: Final[dict[IdentifierKind, Callable[[str], str]]] = {
    IdentifierKind.NHS_NUMBER: clean_nhs_number,
    IdentifierKind.UPN: clean_upn,
}


def _issuer(kind: IdentifierKind, issuer: Agency | None) -> Agency | None:
    if kind in NATIONAL:
        return None
    if issuer is None:
        raise Invalid({"issuer": f"Say whose number the {kind.label} is"})
    return issuer
