"""Deliveries: what could not be sent is sent again when somebody who may, says so."""

from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import NotFound
from lantern.notifications import policies
from lantern.notifications.events import DeliverySentAgain
from lantern.notifications.models import Delivery


@transaction.atomic
def send_again(number: int, *, by: Actor, at: datetime) -> None:
    """Put a dead letter back among those waiting. Asking twice sends once."""
    policies.can_see_deliveries(by).require()
    delivery = Delivery.objects.select_related("message").filter(pk=number).first()
    if delivery is None:
        raise NotFound("delivery", str(number))
    revived = Delivery.objects.filter(pk=number, state=Delivery.State.DEAD).update(
        state=Delivery.State.WAITING, attempts=0, next_at=at, leased_by="", leased_until=None
    )
    if revived:
        announce(
            DeliverySentAgain(about=delivery.message.about, by=by.id, at=at, delivery=delivery.pk)
        )
