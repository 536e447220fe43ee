"""Make a letter, say that it was sent, or take it back (RF-075, CK-136)."""

from datetime import datetime
from typing import Final

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Invalid, Refused
from lantern.episodes import ruling
from lantern.episodes.actions import entries, writing
from lantern.episodes.details import Said, StepDetails
from lantern.episodes.models import Entry, Episode
from lantern.episodes.validity import Messages
from lantern.support import letters, policies, queries
from lantern.support.events import LetterMade, LetterSent, LetterTakenBack
from lantern.support.models import Letter
from lantern.support.policies import Addressee
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.support import LetterKind, LetterMethod, ServiceFor

FACTS: Final = {
    LetterKind.CHILD: "letter.sent_to_child",
    LetterKind.PARENTS: "letter.sent_to_parents",
}
"""What a provider's rulebook may ask for (streetwise-2015); written only where one that binds does.
"""


@transaction.atomic
def make(
    episode: Episode,
    *,
    by: Actor,
    at: datetime,
    to: str,
    telephone: str,
    large_print: bool = False,
) -> Letter:
    """The letter to one of `queries.addressees`, with the services that are checked today.

    It is kept in these words. It has not been sent: `send` says so.
    """
    policies.can_write(by, episode, at=at).require()
    agency = policies.agency_of(by)
    addressee = _addressee(by, episode, to, at)
    addressee.decision.require()
    _need_number(telephone)
    authority = episode.child.responsible_authority
    words = queries.wording(authority, addressee.kind)
    values = _values(episode, addressee, by.name, agency.name, telephone.strip())
    help_for = queries.to_print(authority, _audience(addressee), at=at)
    letter = Letter.objects.create(
        episode=episode,
        kind=addressee.kind,
        addressee=addressee.name,
        contact=addressee.contact,
        title=words.title,
        parts=letters.to_json(letters.filled(words.words, values, help_for)),
        wording=words.version,
        large_print=large_print,
        made_at=at,
        by_name=by.name,
        by_agency=agency,
        recorded_at=at,
    )
    here = episode.reference
    announce(LetterMade(about=here, by=by.id, at=at, letter=letter.reference, kind=letter.kind))
    return letter


def _values(
    episode: Episode, addressee: Addressee, sender: str, agency: str, telephone: str
) -> dict[str, str]:
    """What the words of a letter leave open, filled in; a letter to the child speaks to them."""
    to_child = addressee.kind == LetterKind.CHILD
    return {
        "child": addressee.name if to_child else episode.child.given_name or "your child",
        "name": addressee.name,
        "sender": sender,
        "agency": agency,
        "telephone": telephone,
        "authority": episode.child.responsible_authority.name,
    }


def _need_number(telephone: str) -> None:
    messages = Messages()
    messages.need("telephone", telephone, "Enter the number on which you can be rung.")
    messages.raise_any()


@transaction.atomic
def send(letter: Letter, *, by: Actor, at: datetime, now: datetime, method: LetterMethod) -> Letter:
    """It was sent, or given by hand. Whoever may not be told meanwhile is not written to."""
    episode = writing.lock(letter.episode)
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    policies.can_write(by, episode, at=now).require()
    policies.is_own(by, letter).require()
    if letter.sent_at is not None or letter.taken_back_at is not None:
        raise Refused("Somebody has recorded already what became of this letter.")
    policies.may_go_by(method, episode.child).require()
    _still_allowed(by, letter, episode, now)
    messages = Messages()
    messages.happened("at", at, now, "When it was sent")
    # People give the minute; the letter was made at some second of it.
    made = letter.made_at.replace(second=0, microsecond=0)
    messages.not_before("at", at, made, "It cannot have been sent before it was made,")
    messages.raise_any()
    letter.sent_at, letter.method, letter.sent_by = at, method, by.name
    letter.entry = _record(letter, episode, by, at, now)
    letter.save(update_fields=["sent_at", "method", "sent_by", "entry"])
    announce(
        LetterSent(
            about=episode.reference,
            by=by.id,
            at=now,
            letter=letter.reference,
            kind=letter.kind,
            how=method,
        )
    )
    return letter


@transaction.atomic
def take_back(letter: Letter, *, by: Actor, now: datetime, reason: str) -> None:
    """Made, or said to be sent, in error. It stays legible, and what it met is owed again."""
    policies.can_support(by, letter.episode.child, at=now).require()
    policies.is_own(by, letter).require()
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if letter.taken_back_at is not None:
        raise Refused("Somebody has taken this letter back already.")
    if not reason.strip():
        raise Invalid({"reason": "Say why it is taken back."})
    if letter.entry:
        rows = Entry.objects.filter(episode=letter.episode, key=letter.entry)
        latest = rows.select_related("episode__child").order_by("-pk").first()
        if latest is not None and not latest.withdrawn:
            entries.withdraw(latest, by=by, now=now, reason=reason)
    letter.taken_back_at, letter.why_taken_back = now, reason.strip()
    letter.save(update_fields=["taken_back_at", "why_taken_back"])
    announce(
        LetterTakenBack(about=letter.episode.reference, by=by.id, at=now, letter=letter.reference)
    )


def _addressee(by: Actor, episode: Episode, to: str, at: datetime) -> Addressee:
    found = {one.key: one for one in queries.addressees(by, episode, at=at)}
    if to not in found:
        raise Invalid({"to": "Choose to whom the letter goes."})
    return found[to]


def _still_allowed(by: Actor, letter: Letter, episode: Episode, now: datetime) -> None:
    """A restriction made since the letter was made holds for it."""
    if letter.contact is None:
        return
    key = f"contact-{letter.contact}"
    found = {one.key: one for one in queries.addressees(by, episode, at=now)}
    if key not in found:
        raise Refused(f"{letter.addressee} is not a contact of the child any more.")
    found[key].decision.require()


def _audience(addressee: Addressee) -> ServiceFor:
    if addressee.kind == LetterKind.CHILD:
        return ServiceFor.CHILD
    return ServiceFor.CARER if addressee.key == "carer" else ServiceFor.PARENT


def _record(letter: Letter, episode: Episode, by: Actor, at: datetime, now: datetime) -> str:
    """The entry of the absence that says it, where a rulebook that binds asks for it."""
    fact = FACTS[LetterKind(letter.kind)]
    if fact not in ruling.vocabulary_of(episode):
        return ""
    said = Said(
        kind=EntryKind.STEP,
        at=at,
        fact=fact,
        words=LetterMethod(letter.method).label + ".",
        details=StepDetails(done_by=by.name),
    )
    return writing.add(episode, [said], by=by, now=now)[0].key
