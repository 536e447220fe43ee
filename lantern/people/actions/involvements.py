"""Which agencies may see a child's record, and until when.

Other actions call these, each having asked whether its own deed is allowed: an involvement follows
from a placement, a report or a referral, and nobody opens a record for its own sake.
"""

from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.access.sharing import fits
from lantern.agencies.models import Agency
from lantern.audit.record import announce
from lantern.core.errors import Refused
from lantern.people.events import InvolvementBegan, InvolvementEnded
from lantern.people.models import Child, Involvement
from lantern.vocabulary.agency import AgencyKind, InvolvementBasis


@transaction.atomic
def begin(
    child: Child,
    agency: Agency,
    basis: InvolvementBasis,
    *,
    by: Actor,
    at: datetime,
    because: str = "",
) -> Involvement:
    """The agency may see the child's record from now on. Asked twice, it begins once.

    `because` names what calls for it (“placement”, an episode's reference), so that ending one
    leaves another open.
    """
    _require_fit(agency, basis)
    involvement, is_new = Involvement.objects.get_or_create(
        child=child,
        agency=agency,
        basis=basis,
        because=because,
        until_at=None,
        defaults={"from_at": at, "recorded_at": at},
    )
    if is_new:
        announce(_began(involvement, by, at))
    return involvement


def begin_anew(
    child: Child, agency: Agency, basis: InvolvementBasis, *, by: Actor, at: datetime, because: str
) -> InvolvementBegan:
    """The same, for a cause that began in this transaction and so is new: a step of its action,
    which announces what it is given back."""
    _require_fit(agency, basis)
    involvement = Involvement.objects.create(
        child=child, agency=agency, basis=basis, because=because, from_at=at, recorded_at=at
    )
    return _began(involvement, by, at)


def _require_fit(agency: Agency, basis: InvolvementBasis) -> None:
    if not fits(AgencyKind(agency.kind), basis):
        raise Refused(f"{agency.name} cannot be involved as {basis.label}.")


def _began(involvement: Involvement, by: Actor, at: datetime) -> InvolvementBegan:
    return InvolvementBegan(
        about=involvement.child.reference,
        by=by.id,
        at=at,
        agency=involvement.agency.slug,
        basis=InvolvementBasis(involvement.basis),
    )


@transaction.atomic
def end(
    child: Child,
    agency: Agency,
    basis: InvolvementBasis,
    *,
    by: Actor,
    at: datetime,
    because: str = "",
) -> None:
    """This reason to see the record has ended. Any other reason stays as it is."""
    ended = Involvement.objects.filter(
        child=child, agency=agency, basis=basis, because=because, until_at__isnull=True
    ).update(until_at=at)
    if ended:
        announce(
            InvolvementEnded(
                about=child.reference, by=by.id, at=at, agency=agency.slug, basis=basis
            )
        )
