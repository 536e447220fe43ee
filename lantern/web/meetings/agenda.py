"""The agenda of a meeting, filled from the record of the absence (AP-050): nobody types again what
is there: what is known, what has been done, who was told, what is owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from lantern.access.actor import Actor
from lantern.access.sharing import Sight
from lantern.duties import queries as duties
from lantern.episodes import queries, ruling
from lantern.episodes.details import (
    CheckDetails,
    ContactDetails,
    NotificationDetails,
    ReportDetails,
    WhereaboutsDetails,
)
from lantern.episodes.queries import Line
from lantern.vocabulary.absence import EntryKind
from lantern.web import tags, wording

if TYPE_CHECKING:
    from lantern.episodes.models import Episode

KNOWN: Final = (EntryKind.WHEREABOUTS, EntryKind.LOCATED, EntryKind.RETURNED)
DONE: Final = (EntryKind.CHECK, EntryKind.CONTACT)
MOST: Final = 15
"""Lines of one part; the record itself has the rest."""


@dataclass(frozen=True, kw_only=True)
class AgendaPart:
    """One part of the agenda: its heading, and what the record says."""

    heading: str
    lines: tuple[str, ...]


def agenda(actor: Actor, episode: "Episode", sight: Sight, at: datetime) -> tuple[AgendaPart, ...]:
    """What the record has for the meeting, as far as this person may see it."""
    rows = [one for one in queries.timeline(actor, episode, sight) if not one.is_withdrawn]
    owed = duties.opened(duties.of_episode(actor, episode, at))
    parts = (
        AgendaPart(heading="What is known", lines=tuple(_known(episode, rows))),
        AgendaPart(heading="What has been done", lines=tuple(_done(rows))),
        AgendaPart(heading="Who was told", lines=tuple(_told(rows))),
        AgendaPart(
            heading="What is owed now",
            lines=tuple(f"{one.words} ({one.owner})" for one in owed[:MOST]),
        ),
    )
    return tuple(one for one in parts if one.lines)


def text_of(parts: Iterable[AgendaPart], heading: str) -> str:
    """One part as text that a person may change: a line each."""
    return "\n".join(line for one in parts if one.heading == heading for line in one.lines)


def _known(episode: "Episode", rows: list[Line]) -> Iterable[str]:
    yield f"Away since {wording.moment(episode.away_since)}."
    for one in rows:
        if isinstance(one.details, ReportDetails) and one.fact == "episode.reported":
            yield from _reported(one.details)
            break
    for one in [each for each in rows if each.kind in KNOWN][:3]:
        place = one.details.place if isinstance(one.details, WhereaboutsDetails) else ""
        said = ": ".join(part for part in (tags.whereabouts(one.value).text, place) if part)
        yield f"{wording.brief(one.at)}: {said}."
    decided = [one for one in rows if ruling.is_main(episode, one.fact)]
    for one in decided[:3]:
        yield f"{wording.brief(one.at)}: {_decided(one)} ({one.by}). {one.words}".strip()


def _reported(said: ReportDetails) -> Iterable[str]:
    if said.last_seen.place:
        yield f"Last seen: {said.last_seen.place}."
    for label, words in (
        ("What happened", said.circumstances),
        ("With", said.with_whom),
        ("Likely places", said.likely_places),
        ("Worry", said.immediate_worry),
    ):
        if words:
            yield f"{label}: {words}"


def _decided(one: Line) -> str:
    label = EntryKind(one.kind).label
    value = one.definition.values.get(one.value, one.value) if one.definition else one.value
    return f"{label}: {value}"


def _done(rows: list[Line]) -> Iterable[str]:
    for one in [each for each in rows if each.kind in DONE][:MOST]:
        details = one.details
        if isinstance(details, ContactDetails):
            what = ", ".join(part for part in (details.contact.label, details.person) if part)
        elif isinstance(details, CheckDetails) and details.kind is not None:
            what = ", ".join(part for part in (details.kind.label, details.target) if part)
        else:
            continue
        yield f"{wording.brief(one.at)}: {what}. {one.words} ({one.agency or one.by})"


def _told(rows: list[Line]) -> Iterable[str]:
    for one in [each for each in rows if each.kind is EntryKind.NOTIFICATION][:MOST]:
        details = one.details
        if isinstance(details, NotificationDetails) and not details.acknowledges:
            said = "not told" if details.not_told else "told"
            person = f", {details.person}" if details.person else ""
            yield f"{wording.brief(one.at)}: {details.recipient.label}{person}, {said}."
