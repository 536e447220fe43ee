"""A version of a rulebook as if it had been in force earlier: what a draft would make of a story
that happened before the draft begins."""

from dataclasses import replace
from datetime import date

from lantern.core.calendar import day_of
from lantern.core.instants import to_microseconds
from lantern.protocol.layers import Library, UnknownRulebook
from lantern.protocol.rulebook import Change, Rulebook
from lantern.protocol.story import Story


def as_if_since(shelf: Library, rulebook: str, since: date) -> Library:
    """The shelf on which the latest version of a rulebook is in force from this day at the latest,
    with all that it changes from its own first day. Raises UnknownRulebook."""
    versions = shelf.versions.get(rulebook)
    if not versions:
        raise UnknownRulebook(rulebook, shelf.versions)
    latest = versions[-1]
    others = [book for name, each in shelf.versions.items() if name != rulebook for book in each]
    return Library([*others, _since(latest, min(since, latest.starts_on))])


def _since(book: Rulebook, since: date) -> Rulebook:
    changes = tuple(_moved(change, book.starts_on, since) for change in book.changes)
    return replace(book, starts_on=since, ends_on=None, changes=changes)


def _moved(change: Change, starts_on: date, since: date) -> Change:
    """A change that binds from the first day of its version binds from the supposed one."""
    if change.on is None or change.on > starts_on:
        return change
    return replace(change, on=min(change.on, since))


def begins_on(story: Story) -> date:
    """The day of the first record of a story."""
    return day_of(min(to_microseconds(record.at) for record in story.records))
