"""Draw up a draft, change its text, give it up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count
from typing import Final

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.agreements import library, policies
from lantern.agreements.events import DraftChanged, DraftDrawnUp, DraftWithdrawn
from lantern.agreements.models import Change, Draft
from lantern.agreements.texts import (
    STATUTORY,
    cleaned,
    of_ones_own,
    starting_on,
    starts_on,
)
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.core.instants import day_in_london, day_in_words
from lantern.protocol.documents import LARGEST
from lantern.protocol.editing.sheet import Unreadable
from lantern.vocabulary.agreement import DraftState

LONGEST_WORDS: Final = 2000
"""Characters of a sentence that says what was changed, or why."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """What a form sends: the whole text, what was changed in it, and the revision it began from."""

    text: str
    words: str
    revision: int


@transaction.atomic
def draw_up(agency: Agency, rulebook: str, *, by: Actor, at: datetime, starts: date) -> Draft:
    """Begin a draft from the version of the rulebook that would bind on its first day."""
    policies.can_draw_up(by, agency, rulebook, library.library()).require()
    if starts <= day_in_london(at):
        raise Invalid({"starts": "The day from which it binds must be in the future"})
    base = library.in_force(rulebook, starts)
    if base is None:
        raise Invalid({"starts": "No version of this rulebook binds on that day"})
    text = library.text_of(base)
    draft = Draft(
        agency=agency,
        rulebook=rulebook,
        title=base.title,
        text=starting_on(text, starts),
        base_text=text,
        starts_on=starts,
    )
    return _begun(draft, by, at, f"Drawn up from the version of {day_in_words(base.starts_on)}.")


@transaction.atomic
def draw_up_own(agency: Agency, *, by: Actor, at: datetime, starts: date) -> Draft:
    """Begin the first rulebook of an authority's own. It extends the one the authority works to,
    so that nothing changes until something is written in it."""
    shelf = library.library()
    policies.can_begin_own(by, agency, shelf).require()
    if starts <= day_in_london(at):
        raise Invalid({"starts": "The day from which it binds must be in the future"})
    wider = agency.rulebook if agency.rulebook in shelf.versions else STATUTORY
    name = _free(f"{agency.slug}-{starts.year}", shelf.ids)
    text = of_ones_own(name, agency.name, starts, wider)
    draft = Draft(
        agency=agency,
        rulebook=name,
        title=f"Children missing from care and home, {agency.name}",
        text=text,
        base_text=text,
        starts_on=starts,
    )
    return _begun(draft, by, at, f"Begun as a rulebook of our own, which extends {wider}.")


@transaction.atomic
def change_text(
    draft: Draft, *, by: Actor, at: datetime, text: str, words: str, revision: int
) -> Draft:
    """Put this text in place of the draft's, and say in a sentence what was changed.

    `revision` is the one the person began from. If somebody else changed the draft meanwhile,
    raises Conflict with both texts, and writes nothing. What reviewers answered was of the text as
    it stood: they are asked again.
    """
    row = Draft.objects.select_for_update(of=("self",)).select_related("agency").get(pk=draft.pk)
    policies.can_change(by, row).require()
    given = Text(text=cleaned(text), words=words.strip(), revision=revision)
    _require_revision(row, given)
    _check(row, given)
    row.text, row.revision, row.changed_at = given.text, row.revision + 1, at
    row.starts_on = starts_on(given.text) or row.starts_on
    row.state = DraftState.DRAFTING
    row.save(update_fields=["text", "revision", "changed_at", "starts_on", "state"])
    _note(row, by, at, given.words)
    announce(DraftChanged(about=row.reference, by=by.id, at=at, revision=row.revision))
    return row


@transaction.atomic
def change_day(draft: Draft, *, by: Actor, at: datetime, starts: date, revision: int) -> Draft:
    """Let the draft bind from another day."""
    if starts <= day_in_london(at):
        raise Invalid({"starts": "The day from which it binds must be in the future"})
    try:
        text = starting_on(draft.text, starts)
    except Unreadable as fault:
        sentence = "Put right what is wrong with the text first: its first day cannot be found"
        raise Invalid({"starts": sentence}) from fault
    if text == draft.text:
        raise Invalid({"starts": "This is the day from which it binds already"})
    words = f"It binds from {day_in_words(starts)} and not from {day_in_words(draft.starts_on)}."
    return change_text(draft, by=by, at=at, text=text, words=words, revision=revision)


@transaction.atomic
def withdraw(draft: Draft, *, by: Actor, at: datetime) -> Draft:
    """Give the draft up. It is kept, and changes no more."""
    row = Draft.objects.select_for_update(of=("self",)).select_related("agency").get(pk=draft.pk)
    policies.can_change(by, row).require()
    row.state, row.changed_at = DraftState.WITHDRAWN, at
    row.save(update_fields=["state", "changed_at"])
    announce(DraftWithdrawn(about=row.reference, by=by.id, at=at))
    return row


def _require_revision(row: Draft, given: Text) -> None:
    if given.revision == row.revision:
        return
    latest = row.changes.select_related("by").get(revision=row.revision)
    raise Conflict(
        f"{latest.by.name} changed this draft while you were writing. Nothing of yours is saved "
        "yet. Take what you need from both texts.",
        theirs={"words": latest.words, "text": row.text},
        yours={"words": given.words, "text": given.text},
    )


def _check(row: Draft, given: Text) -> None:
    if not given.words:
        raise Invalid({"words": "Say in a sentence what you changed and why"})
    if len(given.words) > LONGEST_WORDS:
        raise Invalid({"words": f"Say it in {LONGEST_WORDS:,} characters or fewer"})
    if not given.text.strip():
        raise Invalid({"text": "The text is empty. Withdraw the draft if it is not needed"})
    if len(given.text) > LARGEST:
        raise Invalid({"text": f"The text is longer than {LARGEST:,} characters"})
    if given.text == row.text:
        raise Invalid({"text": "Nothing in the text is changed"})


def _free(name: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number that makes it nobody's."""
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(one for one in names if one not in taken)


def _begun(draft: Draft, by: Actor, at: datetime, words: str) -> Draft:
    draft.title = f"{draft.title}, from {day_in_words(draft.starts_on)}"[:200]
    draft.drawn_up_by_id = by.user_id or 0
    draft.created_at = draft.changed_at = at
    draft.save(force_insert=True)
    _note(draft, by, at, words)
    announce(
        DraftDrawnUp(
            about=draft.reference,
            by=by.id,
            at=at,
            rulebook=draft.rulebook,
            agency=draft.agency.slug,
        )
    )
    return draft


def _note(draft: Draft, by: Actor, at: datetime, words: str) -> None:
    Change.objects.create(
        draft=draft,
        at=at,
        by_id=by.user_id or 0,
        words=words,
        text_after=draft.text,
        revision=draft.revision,
    )
