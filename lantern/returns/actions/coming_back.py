"""Located and not yet back: who brings the child back, what is decided, whether home is safe."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.episodes import policies as episodes
from lantern.episodes.actions import writing
from lantern.episodes.details import NO, YES, Said, StepDetails
from lantern.episodes.models import Entry, Episode
from lantern.episodes.validity import Messages
from lantern.returns import policies
from lantern.returns.facts import ARRANGED, AT_RISK, NO_CONTACT
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.returning import PoliceSupport


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """Who collects the child, how, and to where; police support only on its grounds (DA-047).

    The authority is responsible for the return, and not the police (SCP L1071).
    """

    collected_by: str
    transport: str = ""
    place: str = ""
    police_support: PoliceSupport | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something decided or done about a child who is located or back."""

    words: str
    done_by: str = ""
    agreed_with: str = ""
    place: str = ""
    again_at: datetime | None = None


@transaction.atomic
def arrange(
    episode: Episode, *, by: Actor, at: datetime, now: datetime, arrangement: Arrangement
) -> Entry:
    """How the child comes back to the placement, or to another safe place, has been arranged."""
    episodes.reaches(by, episode.child, at=now).require()
    episodes.can_record_returns(by).require()
    messages = Messages()
    messages.happened("at", at, now, "The time")
    messages.need("collected_by", arrangement.collected_by, "Say who collects the child.")
    if arrangement.police_support is not None:
        messages.need("words", arrangement.words, "Say why the police are asked to help.")
    messages.raise_any()
    said = Said(
        kind=EntryKind.STEP,
        at=at,
        fact=ARRANGED,
        words=arrangement.words,
        details=StepDetails(
            collected_by=arrangement.collected_by.strip(),
            transport=arrangement.transport.strip(),
            place=arrangement.place.strip(),
            police_support=arrangement.police_support,
        ),
    )
    return writing.add(writing.lock(episode), [said], by=by, now=now)[0]


@transaction.atomic
def raise_concern(
    episode: Episode, *, by: Actor, at: datetime, now: datetime, is_so: bool, words: str
) -> Entry:
    """Somebody is concerned that the child would be at risk at home; or is no longer (IAP L321)."""
    episodes.reaches(by, episode.child, at=now).require()
    episodes.can_add(by).require()
    messages = Messages()
    messages.happened("at", at, now, "The time")
    messages.need("words", words, "Say why.")
    messages.raise_any()
    value = YES if is_so else NO
    said = Said(kind=EntryKind.STEP, at=at, fact=AT_RISK, value=value, words=words)
    return writing.add(writing.lock(episode), [said], by=by, now=now)[0]


@transaction.atomic
def record(
    episode: Episode, fact: str, *, by: Actor, at: datetime, now: datetime, act: Act
) -> Entry:
    """One of the acts of `facts.DONE`, with who did it and with whom."""
    episodes.reaches(by, episode.child, at=now).require()
    policies.can_record_step(by, fact).require()
    messages = Messages()
    messages.happened("at", at, now, "The time")
    messages.need("words", act.words, "Say what was done or decided.")
    if fact == NO_CONTACT:
        messages.need("agreed_with", act.agreed_with, "Name the police officer.")
        messages.not_before("again_at", act.again_at, at, "This must be after the decision, at")
    messages.raise_any()
    said = Said(
        kind=EntryKind.STEP,
        at=at,
        fact=fact,
        words=act.words,
        details=StepDetails(
            done_by=act.done_by.strip(),
            agreed_with=act.agreed_with.strip(),
            place=act.place.strip(),
            again_at=act.again_at,
        ),
    )
    return writing.add(writing.lock(episode), [said], by=by, now=now)[0]
