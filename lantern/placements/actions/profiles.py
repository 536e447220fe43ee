"""The profile kept ready in case of absence; each version is kept (RF-010, RF-202)."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.people.actions import steps
from lantern.people.locks import hold
from lantern.people.models import Child
from lantern.placements import policies
from lantern.placements.events import ProfileDrawnUp
from lantern.placements.known import locked_present
from lantern.placements.models import Profile

NEEDED = {
    "description": "Describe what the child looks like",
    "risks": "Say what could happen to the child, or that no risk is known",
    "tracing": "Say where and with whom the child could be, or that it is not known",
    "drawn_up_by": "Name the social worker and the carer who drew this up",
}


class ProfileFields(TypedDict, total=False):
    """The parts of a profile."""

    description: str
    risks: str
    tracing: str
    medical: str
    routines: str
    wishes: str
    drawn_up_by: str


@transaction.atomic
def draw_up(
    child: Child,
    *,
    by: Actor,
    at: datetime,
    version: int,
    now: datetime | None = None,
    answers: Mapping[str, str] | None = None,
    **fields: Unpack[ProfileFields],
) -> Profile:
    """A new version of the profile. `version` is the one the person started from; 0 for none.
    `answers` are to the questions of the rulebook on the same page, by fact.

    If another version was drawn up meanwhile, raises Conflict with both, and writes nothing.
    """
    recorded = now or at
    policies.can_draw_up_profile(by, child, at=recorded).require()
    faults = {
        name: sentence for name, sentence in NEEDED.items() if not str(fields.get(name, "")).strip()
    }
    if faults:
        raise Invalid(faults)
    hold(child)
    latest = Profile.objects.filter(child=child).aggregate(latest=Max("version"))["latest"] or 0
    if version != latest:
        raise _conflict(child, latest, fields)
    profile = Profile.objects.create(
        child=child,
        placement=locked_present(child),
        drawn_up_at=at,
        by=by.id,
        version=latest + 1,
        recorded_at=recorded,
        **fields,
    )
    steps.answer(child, answers or {}, by=by, at=at, now=recorded)
    announce(ProfileDrawnUp(about=child.reference, by=by.id, at=recorded, version=profile.version))
    return profile


def _conflict(child: Child, latest: int, fields: ProfileFields) -> Conflict:
    newest = Profile.objects.get(child=child, version=latest)
    differing = {name: text for name, text in fields.items() if getattr(newest, name) != text}
    return Conflict(
        f"{newest.drawn_up_by} drew up a newer profile while you were writing. "
        "Choose what to keep.",
        theirs={"version": latest} | {name: getattr(newest, name) for name in differing},
        yours=differing,
    )
