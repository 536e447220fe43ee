"""What somebody says is to become of files they brought: look through, bring in, turn away."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Refused
from lantern.intake import arrivals
from lantern.intake.actions import errands
from lantern.intake.actions.receiving import Purpose, receive
from lantern.intake.models import Arrival, HandedBack
from lantern.intake.sent import SentFile
from lantern.people.events import ArrivalApproved, ArrivalTurnedAway
from lantern.vocabulary.arriving import ArrivalState, ErrandKind


@transaction.atomic
def post(purpose: Purpose, files: Sequence[SentFile], *, by: Actor, at: datetime) -> Arrival:
    """Keep these files, and have a worker look through them. The same files are looked at once."""
    arrival = receive(purpose, files, by=by, at=at)
    if not arrival.errands.exists() and arrival.state != ArrivalState.BROUGHT_IN:
        errands.ask(arrival, ErrandKind.LOOK_THROUGH, by=by, at=at)
    return arrival


@transaction.atomic
def look_again(arrival: Arrival, *, by: Actor, at: datetime) -> None:
    """Have the files looked through once more, where the first look came to nothing."""
    _mine(arrival, by)
    arrivals.can_look_again(arrivals.standing(by, arrival)).require()
    errands.ask(arrival, ErrandKind.LOOK_THROUGH, by=by, at=at)


@transaction.atomic
def approve(arrival: Arrival, *, by: Actor, at: datetime) -> None:
    """Have the good rows brought in."""
    _mine(arrival, by)
    arrivals.can_approve(arrivals.standing(by, arrival)).require()
    errands.ask(arrival, ErrandKind.BRING_IN, by=by, at=at)
    announce(ArrivalApproved(about=arrival.reference, by=by.id, at=at))


@transaction.atomic
def turn_away(arrival: Arrival, *, by: Actor, at: datetime) -> None:
    """Take nothing until every row is right. What is wrong stays here to be mended from."""
    _decided(arrival, by, at)
    announce(ArrivalTurnedAway(about=arrival.reference, by=by.id, at=at, is_thrown_away=False))


@transaction.atomic
def throw_away(arrival: Arrival, *, by: Actor, at: datetime) -> None:
    """Take nothing and keep nothing: these were the wrong files. That they came stays on record."""
    _decided(arrival, by, at)
    arrival.files.all().delete()
    HandedBack.objects.filter(errand__arrival=arrival).delete()
    arrival.errands.update(found={})
    # The same files brought again are not these, which are gone.
    arrival.digest = hashlib.sha256(f"thrown away {arrival.reference}".encode()).hexdigest()
    arrival.save(update_fields=["digest"])
    announce(ArrivalTurnedAway(about=arrival.reference, by=by.id, at=at, is_thrown_away=True))


def _decided(arrival: Arrival, by: Actor, at: datetime) -> None:
    _mine(arrival, by)
    arrivals.can_turn_away(arrivals.standing(by, arrival)).require()
    arrival.state, arrival.finished_at = ArrivalState.TURNED_AWAY, at
    arrival.save(update_fields=["state", "finished_at"])


def _mine(arrival: Arrival, by: Actor) -> None:
    """Lock the arrival, if it is the actor’s own authority’s, as it stands now."""
    arrivals.can_bring_in(by).require()
    if arrival.authority_id != by.agency_id:
        raise Refused("These files are another authority’s.")
    Arrival.objects.select_for_update(of=("self",), no_key=True).get(pk=arrival.pk)
    arrival.refresh_from_db()
