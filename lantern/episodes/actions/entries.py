"""Facts added to an episode: whereabouts, contacts, steps, notes; decisions and notices too."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypedDict, Unpack

from django.db import transaction

from lantern.access.actor import Actor
from lantern.core.errors import Invalid
from lantern.episodes import asked, policies, ruling
from lantern.episodes.actions import writing
from lantern.episodes.actions.corrections import correct, withdraw
from lantern.episodes.actions.decisions import classify, grade_risk
from lantern.episodes.actions.notices import acknowledge_notification, record_notification
from lantern.episodes.details import (
    YES,
    Answered,
    ContactDetails,
    LastSeen,
    NoteDetails,
    ReportDetails,
    Reporter,
    Said,
    StepDetails,
    WhereaboutsDetails,
)
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import LAST_SEEN, WHEREABOUTS
from lantern.episodes.validity import SET_AHEAD, Messages
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.vocabulary.absence import ContactKind, Corroboration, EntryKind, WhereaboutsKnown
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.role import Role

__all__ = [
    "SET_AHEAD",
    "acknowledge_notification",
    "add_note",
    "classify",
    "correct",
    "grade_risk",
    "record_contact",
    "record_last_seen",
    "record_notification",
    "record_step",
    "record_whereabouts",
    "withdraw",
]

_CONTACT_FACTS: Final = {
    ContactKind.CALL_TO_CHILD: "contact.attempted",
    ContactKind.CALL_TO_OTHER: "contact.attempted",
    ContactKind.VISIT: "visit.made",
    ContactKind.SEARCH: "premises.searched",
}


class WhereaboutsSaid(TypedDict, total=False):
    """What is said about where the child is."""

    corroboration: Corroboration
    place: str
    words: str
    answers: Sequence[Answered]


class ContactSaid(TypedDict, total=False):
    """What came of an attempt, enquiry, visit or sighting."""

    person: str
    result: str
    reached: Answer | None
    said_where: str
    is_well: bool
    place: str
    answers: Sequence[Answered]


class StepSaid(TypedDict, total=False):
    """What is said about a step."""

    value: str
    words: str
    done_by: str


@transaction.atomic
def record_whereabouts(
    episode: Episode,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    known: bool,
    **said: Unpack[WhereaboutsSaid],
) -> Entry:
    """Where the child is, or that it is not known any more.

    Known only when corroborated: what the child alone says is kept as a contact, and whereabouts
    stay as they were (SCP L998, GL-025). The entry returned is then that contact.
    """
    policies.reaches(by, episode.child, at=now).require()
    writing.lock(episode)
    policies.can_record_whereabouts(by, episode).require()
    how = said.get("corroboration", Corroboration.NONE)
    _check_whereabouts(episode, at, now, known, said)
    answers = asked.said(episode, said.get("answers", ()), by=by, at=at, now=now)
    if known and how == Corroboration.NONE:
        said_where = said.get("place", "") or said.get("words", "")
        assurance = _contact(
            ContactKind.CALL_TO_CHILD, at, {"said_where": said_where, "reached": Answer.YES}, by
        )
        return writing.add(episode, [*answers, *assurance], by=by, now=now)[-1]
    details = WhereaboutsDetails(corroboration=how, place=said.get("place", ""))
    value = WhereaboutsKnown.KNOWN if known else WhereaboutsKnown.NOT_KNOWN
    fact = Said(
        kind=EntryKind.WHEREABOUTS,
        at=at,
        fact=WHEREABOUTS,
        value=value,
        words=said.get("words", ""),
        details=details,
    )
    confirmed = Said(
        kind=EntryKind.WHEREABOUTS, at=at, fact="whereabouts.confirmed", details=details
    )
    found = [fact, confirmed] if known else [fact]
    return writing.add(episode, [*found, *answers], by=by, now=now)[0]


def _check_whereabouts(
    episode: Episode, at: datetime, now: datetime, known: bool, said: WhereaboutsSaid
) -> None:
    messages = Messages()
    messages.happened("at", at, now, "The time")
    messages.not_before(
        "at", at, episode.last_seen_at, "The time cannot be before the child was last seen, at"
    )
    if known:
        messages.need("place", said.get("place", ""), "Say where the child is.")
    if known and said.get("corroboration") == Corroboration.OTHER:
        messages.need("words", said.get("words", ""), "Say how this was confirmed.")
    messages.raise_any()


@transaction.atomic
def record_last_seen(
    episode: Episode, *, by: Actor, at: datetime, now: datetime, place: str = "", seen_by: str = ""
) -> Entry:
    """The child was seen at this instant, later or earlier than was thought before."""
    policies.reaches(by, episode.child, at=now).require()
    policies.can_add(by).require()
    writing.lock(episode)
    policies.is_open(episode).require()
    messages = Messages()
    messages.happened("at", at, now, "When the child was last seen")
    messages.raise_any()
    was = writing.began_at(episode)
    said = Said(
        kind=EntryKind.REPORT,
        at=at,
        fact=LAST_SEEN,
        details=ReportDetails(
            reporter=Reporter(name=by.name), last_seen=LastSeen(at=at, place=place, by=seen_by)
        ),
    )
    added = writing.put(episode, [said], by=by, now=now)
    writing.align_not_known(episode, was, by=by, now=now)
    writing.settle(episode, added, by=by, now=now)
    return added[0]


@transaction.atomic
def record_contact(
    episode: Episode,
    *,
    by: Actor,
    contact: ContactKind,
    at: datetime,
    now: datetime,
    **said: Unpack[ContactSaid],
) -> Entry:
    """An attempt to reach the child, an enquiry, a search, a visit or a sighting (RF-035).

    A child who says where they are without anybody confirming it does not make whereabouts known.
    """
    policies.reaches(by, episode.child, at=now).require()
    policies.can_add(by).require()
    messages = Messages()
    messages.happened("at", at, now, "The time")
    messages.need("result", said.get("result", ""), "Say what came of it, or “no answer”.")
    messages.raise_any()
    answers = asked.said(episode, said.get("answers", ()), by=by, at=at, now=now)
    found = [*_contact(contact, at, said, by), *answers]
    return writing.add(writing.lock(episode), found, by=by, now=now)[0]


def _contact(contact: ContactKind, at: datetime, said: ContactSaid, by: Actor) -> list[Said]:
    fact = _CONTACT_FACTS.get(contact, "")
    if fact == "contact.attempted" and Role.INDEPENDENT_REVIEWING_OFFICER in by.roles:
        fact = "contact.attempted_by_iro"
    details = ContactDetails(
        contact=contact,
        person=said.get("person", ""),
        result=said.get("result", ""),
        reached=said.get("reached"),
        place=said.get("place", ""),
    )
    where = said.get("said_where", "").strip()
    entry = Said(
        kind=EntryKind.CONTACT, at=at, fact=fact, words=said.get("result", ""), details=details
    )
    told = Said(
        kind=EntryKind.CONTACT, at=at, fact="checks.child_said_where", words=where, details=details
    )
    well = Said(kind=EntryKind.CONTACT, at=at, fact="wellbeing.established", details=details)
    return [entry, *([told] if where else []), *([well] if said.get("is_well") else [])]


@transaction.atomic
def record_step(
    episode: Episode,
    *,
    by: Actor,
    fact: str,
    at: datetime,
    now: datetime,
    **said: Unpack[StepSaid],
) -> Entry:
    """Something else that the protocol asks for was done, or a state of it became so."""
    policies.reaches(by, episode.child, at=now).require()
    policies.can_add(by).require()
    definition = _step(episode, fact)
    value = said.get("value", YES if definition.kind is Kind.STATE else "")
    asked.require_sound(
        ruling.protocols_of(episode), Answered(fact=fact, value=value, at=at), by=by, now=now
    )
    step = Said(
        kind=EntryKind.STEP,
        at=at,
        fact=fact,
        value=value,
        words=said.get("words", ""),
        details=StepDetails(done_by=said.get("done_by", "")),
    )
    return writing.add(writing.lock(episode), [step], by=by, now=now)[0]


def _step(episode: Episode, fact: str) -> FactDefinition:
    protocols = ruling.protocols_of(episode)
    definition = protocols.vocabulary.get(fact)
    if definition is None or definition.subject != "episode" or definition.is_derived:
        raise Invalid({"fact": f"“{fact}” is not something that can be recorded on an episode."})
    if not asked.has_step(protocols, definition):
        raise Invalid({"fact": f"“{fact}” has a page of its own."})
    return definition


@transaction.atomic
def add_note(episode: Episode, *, by: Actor, at: datetime, now: datetime, words: str) -> Entry:
    """Words for the record that the protocol does not ask for."""
    policies.reaches(by, episode.child, at=now).require()
    policies.can_add(by).require()
    messages = Messages()
    messages.happened("at", at, now, "The time")
    messages.need("words", words, "Write the note.")
    messages.raise_any()
    note = Said(kind=EntryKind.NOTE, at=at, words=words, details=NoteDetails())
    return writing.add(writing.lock(episode), [note], by=by, now=now)[0]
