"""Reach the child, offer the interview, record the answer, and offer the parents a say."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.episodes.validity import Messages
from lantern.referrals.actions.steps import author, enter, hold
from lantern.referrals.events import (
    ContactTried,
    InterviewOffered,
    OfferAnswered,
    ParentsOfferedSay,
)
from lantern.referrals.models import Attempt, Offer, ParentsSay, Referral, Response
from lantern.referrals.saying import contact, note, step
from lantern.vocabulary.interview import OfferResponse, SayOutcome
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method


@dataclass(frozen=True, kw_only=True)
class Offered:
    """An offer as it was made, with what the child would like."""

    method: Method
    advocate_offered: bool
    before_return: Answer
    chosen_person: str = ""
    chosen_place: str = ""
    chosen_time: str = ""
    words: str = ""
    response: OfferResponse | None = None
    """What the child said to it there and then, if anything."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """An attempt to reach the child: how, and whether the child was reached."""

    method: Method
    reached: bool
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class ParentsSaid:
    """Who was offered a say after the child declined, and what they said, in their words."""

    who: str
    outcome: SayOutcome
    said: str = ""


NEEDS_WORDS: Final = frozenset({OfferResponse.NOT_OFFERED})
"""An answer that has to say why."""


@transaction.atomic
def try_contact(
    referral: Referral, given: Tried, *, by: Actor, at: datetime, now: datetime
) -> Attempt:
    """Somebody tried to reach the child to arrange the interview (IAP L577, CF-07)."""
    hold(referral, by=by, now=now)
    _happened(at, now)
    said = contact(given.method, at, reached=given.reached, words=given.words)
    entry = enter(referral, [said], by=by, now=now)
    attempt = Attempt.objects.create(
        referral=referral,
        method=given.method,
        reached=given.reached,
        words=given.words.strip(),
        at=at,
        entry_key=entry.key,
        **author(by, now),
    )
    announce(
        ContactTried(
            about=referral.episode.reference, by=by.id, at=now, referral=referral.reference
        )
    )
    return attempt


@transaction.atomic
def offer(referral: Referral, given: Offered, *, by: Actor, at: datetime, now: datetime) -> Offer:
    """The interview was offered to the child, with a choice of person, place and time (DfE 2014
    ¶31–33, ¶69). Whoever offered it to the child has reached the child."""
    hold(referral, by=by, now=now)
    _happened(at, now)
    offered = step("return_interview.offered", at, words=given.words)
    before = step("child.offered_talk_before_return", at)
    entries = [offered, *([before] if given.before_return is Answer.YES else [])]
    entry = enter(referral, entries, by=by, now=now)
    made = Offer.objects.create(
        referral=referral,
        method=given.method,
        advocate_offered=given.advocate_offered,
        chosen_person=given.chosen_person.strip(),
        chosen_place=given.chosen_place.strip(),
        chosen_time=given.chosen_time.strip(),
        before_return=given.before_return,
        words=given.words.strip(),
        at=at,
        entry_key=entry.key,
        **author(by, now),
    )
    announce(
        InterviewOffered(
            about=referral.episode.reference, by=by.id, at=now, referral=referral.reference
        )
    )
    if given.response is not None:
        answer(referral, given.response, by=by, at=at, now=now)
        try_contact(referral, Tried(method=given.method, reached=True), by=by, at=at, now=now)
    return made


@transaction.atomic
def answer(
    referral: Referral,
    response: OfferResponse,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    words: str = "",
) -> Response:
    """What the child answered, or why there is no answer or no offer (RF-213.13).

    That the interview was not offered, with the reason, leaves the offer owed.
    """
    hold(referral, by=by, now=now)
    messages = Messages()
    messages.happened("at", at, now, "The time")
    if response in NEEDS_WORDS:
        messages.need("words", words, "Say why no interview was offered.")
    messages.raise_any()
    said = note(at, f"Return interview: {response.label}. {words}".strip())
    if response is OfferResponse.DECLINED:
        said = step("return_interview.declined", at, words=words)
    entry = enter(referral, [said], by=by, now=now)
    made = Response.objects.create(
        referral=referral,
        response=response,
        words=words.strip(),
        at=at,
        entry_key=entry.key,
        **author(by, now),
    )
    announce(
        OfferAnswered(
            about=referral.episode.reference, by=by.id, at=now, referral=referral.reference
        )
    )
    return made


@transaction.atomic
def offer_parents_say(
    referral: Referral, given: ParentsSaid, *, by: Actor, at: datetime, now: datetime
) -> ParentsSay:
    """Parents or carers were offered a say after the child declined (DfE 2014 ¶38, RF-068).

    What they said is kept as theirs, apart from what the child said.
    """
    hold(referral, by=by, now=now)
    messages = Messages()
    messages.happened("at", at, now, "The time")
    messages.need("who", given.who, "Name who was asked, and who they are to the child.")
    if given.outcome is SayOutcome.SAID:
        messages.need("said", given.said, "Write down what they said, in their words.")
    messages.raise_any()
    entry = enter(referral, [step("parents.offered_say", at)], by=by, now=now)
    made = ParentsSay.objects.create(
        referral=referral,
        who=given.who.strip(),
        outcome=given.outcome,
        said=given.said.strip(),
        at=at,
        entry_key=entry.key,
        **author(by, now),
    )
    announce(
        ParentsOfferedSay(
            about=referral.episode.reference, by=by.id, at=now, referral=referral.reference
        )
    )
    return made


def _happened(at: datetime, now: datetime) -> None:
    messages = Messages()
    messages.happened("at", at, now, "The time")
    messages.raise_any()
