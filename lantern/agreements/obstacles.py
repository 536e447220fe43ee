"""What stands in the way of adopting a draft: every reason at once, each in a sentence."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lantern.accounts.models import Membership
from lantern.accounts.policies import held
from lantern.agencies.models import Cover
from lantern.agreements import acceptance, library, policies, queries
from lantern.agreements.acceptance import Outcome
from lantern.agreements.models import Draft, Review
from lantern.agreements.texts import STATUTORY
from lantern.core.calendar import midnight_of
from lantern.core.instants import day_in_london, day_in_words, to_datetime
from lantern.core.words import capital
from lantern.notifications.ladders import STANDS_IN
from lantern.protocol import holders
from lantern.protocol.faults import Fault, Faults
from lantern.protocol.layers import Library
from lantern.protocol.rulebook import Rulebook
from lantern.vocabulary.agreement import Answer, DraftState

NAME: Final = "the draft"
"""What faults call the text of a draft."""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What became of looking at a draft's text upon the rulebooks that bind."""

    faults: tuple[Fault, ...] = ()
    stories: tuple[Outcome, ...] = ()
    """What became of each story of the acceptance set; none is asked where the text has faults."""
    said: tuple[str, ...] = ()
    """Every reason against the text, in a sentence."""


def shelf_with(draft: Draft) -> Library | tuple[Fault, ...]:
    """The rulebooks that bind up to the draft's first day, with the draft; or its faults.

    Versions of the same rulebook that were adopted for a later day are left out, and so is the
    adopted draft itself: its text may be another by now, such as the one it was drawn up from.
    """
    is_adopted = draft.state == DraftState.ADOPTED
    held_now = library.held()
    later = {
        str(one.place.file)
        for one in held_now.shelf.versions.get(draft.rulebook, ())
        if one.starts_on > draft.starts_on or (is_adopted and one.starts_on == draft.starts_on)
    }
    texts = {name: text for name, text in held_now.texts.items() if name not in later}
    return library.with_texts({**texts, NAME: draft.text})


def checked(draft: Draft, at: datetime) -> Checked:
    """Look at the draft's text as it stands: its faults, its acceptance set, its owners."""
    shelf = shelf_with(draft)
    if not isinstance(shelf, Library):
        return Checked(faults=shelf, said=tuple(_in_words(one) for one in shelf))
    book = shelf.versions.get(draft.rulebook, [None])[-1]
    if book is None or str(book.place.file) != NAME:
        return Checked(said=(f"The text is not that of {draft.rulebook}. Put its name back.",))
    stories = acceptance.outcomes(shelf, queries.stories(draft))
    said = [*_of_the_book(draft, book), *_of_stories(stories), *_unheld(draft, shelf, at)]
    return Checked(stories=stories, said=tuple(said))


def obstacles(draft: Draft, at: datetime) -> tuple[str, ...]:
    """Every reason why the draft can't be adopted now, whoever asks; none when it can."""
    return (
        *checked(draft, at).said,
        *_of_its_base(draft),
        *_of_its_day(draft, at),
        *_of_reviews(draft),
        *_of_others(draft, at),
    )


def _in_words(fault: Fault) -> str:
    where = f"Line {fault.line}" if str(fault.file) == NAME else f"{fault.file.name}"
    hint = f" ({fault.suggestion})" if fault.suggestion else ""
    return f"{where}: {fault.message}{hint}."


def _of_the_book(draft: Draft, book: Rulebook) -> Iterator[str]:
    if book.starts_on != draft.starts_on:
        yield (
            f"The text binds from {day_in_words(book.starts_on)} and the draft from "
            f"{day_in_words(draft.starts_on)}. Give both one day."
        )
    if book.layer not in policies.LAYERS_OF_ONES_OWN:
        yield f"The text says that it is that of a {book.layer}. It must be the authority’s own."


def _of_stories(stories: tuple[Outcome, ...]) -> Iterator[str]:
    for one in stories:
        if not one.is_as_expected:
            yield f"“{one.title}” does not come out as expected. {one.differences[0]}."


def _unheld(draft: Draft, shelf: Library, at: datetime) -> Iterator[str]:
    """What would fall to nobody under the draft, and does not today."""
    held_now = _held_roles(draft, at)
    shelf_today = library.library()
    known = draft.rulebook in shelf_today.versions
    works_to = draft.rulebook if known else draft.agency.rulebook or STATUTORY
    today = _falls_to_nobody(shelf_today, works_to, held_now)
    for message in _falls_to_nobody(shelf, draft.rulebook, held_now):
        if message not in today:
            yield f"{capital(message)}."


def _falls_to_nobody(shelf: Library, rulebook: str, roles: Collection[str]) -> dict[str, None]:
    """What `lantern protocol check --held` finds, in its order."""
    faults = Faults()
    if rulebook in shelf.versions:
        holders.unheld(shelf.protocol(rulebook), roles, faults)
    return dict.fromkeys(fault.message for fault in faults.sorted())


def _held_roles(draft: Draft, at: datetime) -> frozenset[str]:
    """The roles that somebody holds, or for which somebody stands in, where the protocol binds."""
    agencies = queries.concerned(draft)
    people = Membership.objects.filter(
        held(day_in_london(at)), user__is_active=True, agency__in=agencies
    )
    teams = Cover.objects.filter(team__agency__in=agencies)
    there = {*people.values_list("role", flat=True), *teams.values_list("role", flat=True)}
    return frozenset(there | {role for role, others in STANDS_IN.items() if there & set(others)})


def _of_its_base(draft: Draft) -> Iterator[str]:
    """What was adopted, or shipped, since the draft was drawn up would be undone by it."""
    if draft.rulebook not in library.library().versions:
        # The first version of an authority's own rulebook undoes nothing.
        return
    book = library.in_force(draft.rulebook, draft.starts_on)
    if book is None or library.text_of(book) != draft.base_text:
        yield (
            "The version before this one is no longer the one from which the draft was drawn up. "
            "Draw up a draft from it, so that nothing agreed meanwhile is lost."
        )


def _of_its_day(draft: Draft, at: datetime) -> Iterator[str]:
    starts_at = to_datetime(midnight_of(draft.starts_on))
    if starts_at <= at:
        yield (
            f"It would bind from {day_in_words(draft.starts_on)}, which is not in the future. "
            "Choose a day from tomorrow: a new version never touches duties that arose before it."
        )
    elif starts_at - at < library.BINDS_AFTER:
        minutes = int(library.BINDS_AFTER.total_seconds() // 60)
        yield f"It would bind in less than {minutes} minutes. Choose a later day."


def _of_reviews(draft: Draft) -> Iterator[str]:
    latest = latest_reviews(draft)
    if not latest:
        yield "Nobody has been asked to review it. Ask at least one named person."
    for one in latest:
        if one.of_revision != draft.revision:
            yield f"{one.reviewer.name} has not been asked about the draft as it now stands."
        elif one.answered_at is None:
            yield f"{one.reviewer.name} has not answered yet."
        elif one.answer != Answer.AGREES:
            yield f"{one.reviewer.name} asks for changes."


def _of_others(draft: Draft, at: datetime) -> Iterator[str]:
    """Another authority that works to the rulebook agrees too, where it has anybody to ask."""
    agreed = {one.agency_id for one in latest_reviews(draft) if _agrees(one)}
    sharing = {one.pk: one for one in queries.sharing(draft)}
    asked = Membership.objects.filter(
        held(day_in_london(at)),
        user__is_active=True,
        agency__in=sharing,
        role__in=queries.REVIEWING,
    )
    able = set(asked.values_list("agency_id", flat=True))
    for pk, agency in sharing.items():
        if pk in able - agreed:
            yield (
                f"{agency.name} works to this rulebook too. Somebody there has to review the draft "
                "and agree."
            )


def latest_reviews(draft: Draft) -> list[Review]:
    """What each person whose account is open was last asked, by name."""
    found: dict[int, Review] = {}
    for one in queries.reviews(draft):
        if one.reviewer.is_active:
            found.setdefault(one.reviewer_id, one)
    return list(found.values())


def _agrees(review: Review) -> bool:
    return review.answer == Answer.AGREES and review.of_revision == review.draft.revision
