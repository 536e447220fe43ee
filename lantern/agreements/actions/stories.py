"""Keep a case in the acceptance set of a protocol, expect something else of it, take it out."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lantern.access.actor import Actor
from lantern.agreements import obstacles, policies
from lantern.agreements.events import StoryAccepted, StoryWithdrawn
from lantern.agreements.models import AcceptanceStory, Draft
from lantern.audit.record import announce
from lantern.core.errors import Invalid, NotFound, Refused
from lantern.protocol.documents import LARGEST
from lantern.protocol.faults import Faults
from lantern.protocol.layers import Library
from lantern.protocol.story import read_story_text


@transaction.atomic
def add(
    draft: Draft, *, by: Actor, at: datetime, name: str, title: str, text: str
) -> AcceptanceStory:
    """Ask this case of the draft and of every later version of its rulebook. A name that another
    case has is numbered."""
    policies.can_change(by, draft).require()
    if not title.strip():
        raise Invalid({"title": "Say what the case is about"})
    _require_told(draft, text)
    taken = set(_asked(draft).values_list("name", flat=True))
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return _kept(draft, by, at, AcceptanceStory(name=found, title=title.strip(), text=text))


@transaction.atomic
def expect(draft: Draft, *, by: Actor, at: datetime, name: str, text: str) -> AcceptanceStory:
    """Expect something else of a case: the case as it was is kept, and no longer asked."""
    policies.can_change(by, draft).require()
    old = _get(draft, name)
    _require_told(draft, text)
    if text == old.text:
        raise Invalid({"": "The case expects this already"})
    _end(draft, old, by, at)
    return _kept(draft, by, at, AcceptanceStory(name=old.name, title=old.title, text=text))


@transaction.atomic
def withdraw(draft: Draft, *, by: Actor, at: datetime, name: str) -> None:
    """No longer ask this case of new versions. It is kept."""
    policies.can_change(by, draft).require()
    _end(draft, _get(draft, name), by, at)


def _asked(draft: Draft) -> QuerySet[AcceptanceStory]:
    """The cases of the draft's own authority that are asked."""
    return AcceptanceStory.objects.filter(
        agency=draft.agency, rulebook=draft.rulebook, withdrawn_at=None
    )


def _get(draft: Draft, name: str) -> AcceptanceStory:
    found = _asked(draft).select_for_update(of=("self",)).filter(name=name).first()
    if found is None:
        raise NotFound("case", name)
    return found


def _kept(draft: Draft, by: Actor, at: datetime, story: AcceptanceStory) -> AcceptanceStory:
    if by.user_id is None:
        raise Refused("Only a person says what a case is to come out as.")
    story.agency, story.rulebook = draft.agency, draft.rulebook
    story.added_by_id, story.added_at = by.user_id, at
    story.save()
    announce(
        StoryAccepted(
            about=draft.reference, by=by.id, at=at, rulebook=story.rulebook, story=story.name
        )
    )
    return story


def _end(draft: Draft, story: AcceptanceStory, by: Actor, at: datetime) -> None:
    story.withdrawn_at = at
    story.save(update_fields=["withdrawn_at"])
    announce(
        StoryWithdrawn(
            about=draft.reference, by=by.id, at=at, rulebook=story.rulebook, story=story.name
        )
    )


def _require_told(draft: Draft, text: str) -> None:
    """A case that can't be told under the draft would stand in the way of it for ever."""
    if len(text) > LARGEST:
        raise Invalid({"": "The story is too long"})
    shelf, faults = obstacles.shelf_with(draft), Faults()
    if not isinstance(shelf, Library):
        raise Invalid({"": "Put right what is wrong with the draft first"})
    if read_story_text(text, "the case", faults, shelf) is None or faults.found:
        raise Invalid({"": "; ".join(one.message for one in faults.sorted())})
