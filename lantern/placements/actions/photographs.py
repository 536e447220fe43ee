"""Add a photograph, re-encoded so that nothing of the camera or the place travels with it."""

from datetime import date, datetime

from django.core.files.base import ContentFile, File
from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.core.instants import LONDON
from lantern.people.models import Child
from lantern.placements import policies
from lantern.placements.events import PhotographAdded
from lantern.placements.known import small_name
from lantern.placements.models import Photograph, new_photograph_reference
from lantern.placements.pictures import NotAPicture, reencoded


@transaction.atomic
def add(child: Child, *, by: Actor, at: datetime, taken_on: date, upload: File) -> Photograph:  # type: ignore[type-arg]
    """A photograph of the child. What is kept is a JPEG drawn anew from the picture alone."""
    policies.can_add_photograph(by, child, at=at).require()
    faults: dict[str, str] = {}
    if taken_on > at.astimezone(LONDON).date():
        faults["taken_on"] = "The day the photograph was taken must be today or in the past"
    if child.born_on is not None and taken_on < child.born_on:
        faults["taken_on"] = "The photograph cannot have been taken before the child was born"
    try:
        picture = reencoded(upload)
    except NotAPicture as fault:
        faults["upload"] = str(fault)
    if faults:
        raise Invalid(faults)
    reference = new_photograph_reference()
    photograph = Photograph(
        reference=reference, child=child, taken_on=taken_on, by=by.id, recorded_at=at
    )
    photograph.image.name = f"photographs/{reference}.jpg"
    photograph.save()
    announce(PhotographAdded(about=child.reference, by=by.id, at=at, photograph=reference))
    # Last, so that nothing that fails before leaves a picture of a child behind.
    storage = photograph.image.storage
    storage.save(photograph.image.name, ContentFile(picture.large))
    storage.save(small_name(photograph), ContentFile(picture.small))
    return photograph
