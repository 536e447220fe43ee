"""Reports being written: kept page by page, for their author alone, on any device, until sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lantern.access.actor import Actor
from lantern.core.decision import allowed_if
from lantern.core.errors import Refused
from lantern.episodes import policies
from lantern.episodes.models import Draft
from lantern.people.models import Child


@transaction.atomic
def begin(child: Child | None, *, by: Actor, at: datetime, answers: Mapping[str, Any]) -> Draft:
    """Begin a report, or go on with the one this person has begun for the child already."""
    policies.can_report(by).require()
    if child is not None:
        policies.reaches(by, child, at=at).require()
        begun = Draft.objects.filter(
            author_id=by.user_id, child=child, sent_as__isnull=True
        ).first()
        if begun is not None:
            return begun
    return Draft.objects.create(
        author_id=_author(by), child=child, answers=dict(answers), saved_at=at, recorded_at=at
    )


@transaction.atomic
def save(draft: Draft, *, by: Actor, at: datetime, answers: Mapping[str, Any]) -> Draft:
    """Keep the answers of one page. Those of other pages stay, whichever device they came from."""
    held = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    _require_mine(held, by)
    allowed_if(held.sent_as_id is None, "This report has been sent.").require()
    held.answers |= dict(answers)
    held.saved_at = at
    held.save(update_fields=["answers", "saved_at"])
    return held


@transaction.atomic
def discard(draft: Draft, *, by: Actor) -> None:
    """Throw a report away that was never sent. Nothing that was sent is ever deleted."""
    held = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    _require_mine(held, by)
    allowed_if(
        held.sent_as_id is None, "This report has been sent, and a sent report is never deleted."
    ).require()
    held.delete()


def _author(actor: Actor) -> int:
    """Drafts are people's: a part of the system reports at once or not at all."""
    if actor.user_id is None:
        raise Refused("Only a person writes a report.")
    return actor.user_id


def _require_mine(draft: Draft, by: Actor) -> None:
    allowed_if(draft.author_id == by.user_id, "Only the author can change this report.").require()
