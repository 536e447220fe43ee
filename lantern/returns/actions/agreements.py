"""Agree how often a child who goes missing often is checked or interviewed; review it; end it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.core.instants import day_in_london
from lantern.episodes.validity import Messages
from lantern.people import known
from lantern.people.locks import hold
from lantern.people.models import Child
from lantern.returns import known as known_here
from lantern.returns import policies
from lantern.returns.details import Terms
from lantern.returns.events import FrequencyAgreed, FrequencyEnded, FrequencyReviewed
from lantern.returns.models import FrequencyAgreement
from lantern.vocabulary.placement import StatusKind
from lantern.vocabulary.returning import AgreedFor, AgreementParty, HarmLink


@transaction.atomic
def agree(
    child: Child, *, by: Actor, at: datetime, now: datetime, terms: Terms
) -> FrequencyAgreement:
    """A new agreement. Of each kind a child has one at a time; another is a review of it.

    It never removes the offer of an interview: no rule of any protocol knows of it there (CF-09).
    """
    policies.can_agree(by, child, at=now).require()
    hold(child)
    _check(child, terms, at, now)
    if _open(child, terms.applies_to) is not None:
        raise Invalid({"applies_to": "There is an agreement in force. Review or end it first."})
    made = _made(child, terms, by=by, at=at, now=now)
    announce(
        FrequencyAgreed(
            about=child.reference,
            by=by.id,
            at=now,
            agreement=made.reference,
            applies_to=terms.applies_to,
            review_on=terms.review_on.isoformat(),
        )
    )
    return made


@transaction.atomic
def review(
    agreement: FrequencyAgreement,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    terms: Terms,
    words: str,
) -> FrequencyAgreement:
    """It was looked at again, and goes on as these terms say until its next review."""
    child = agreement.child
    policies.can_agree(by, child, at=now).require()
    hold(child)
    _require_open(agreement)
    _check(child, terms, at, now, after=agreement.agreed_at, words=words)
    _end(agreement, by=by, at=at, now=now, why=words, is_reviewed=True)
    made = _made(child, terms, by=by, at=at, now=now, replaces=agreement)
    announce(
        FrequencyReviewed(
            about=child.reference,
            by=by.id,
            at=now,
            agreement=made.reference,
            review_on=terms.review_on.isoformat(),
        )
    )
    return made


@transaction.atomic
def end(agreement: FrequencyAgreement, *, by: Actor, at: datetime, now: datetime, why: str) -> None:
    """It no longer holds; from now on every return has its check."""
    child = agreement.child
    policies.can_agree(by, child, at=now).require()
    hold(child)
    _require_open(agreement)
    messages = Messages()
    _when(messages, at, now, agreement.agreed_at)
    messages.need("words", why, "Say why it ends.")
    messages.raise_any()
    _end(agreement, by=by, at=at, now=now, why=why, is_reviewed=False)
    announce(FrequencyEnded(about=child.reference, by=by.id, at=now, agreement=agreement.reference))


def _check(
    child: Child,
    terms: Terms,
    at: datetime,
    now: datetime,
    *,
    after: datetime | None = None,
    words: str | None = None,
) -> None:
    messages = Messages()
    _when(messages, at, now, after)
    messages.need("frequency", terms.frequency, "Say what was agreed.")
    messages.need("reasons", terms.reasons, "Give the reasons.")
    if words is not None:
        messages.need("words", words, "Say what the review found.")
    _often_enough(messages, child, terms, at)
    _reviewed_soon(messages, terms.review_on, at)
    _parties(messages, child, terms)
    for harm in HarmLink:
        if harm not in terms.harm_links:
            messages.add(harm, f"Say whether you considered this: {harm.label.lower()}.")
    messages.raise_any()


def _when(messages: Messages, at: datetime, now: datetime, after: datetime | None) -> None:
    messages.happened("at", at, now, "The time")
    messages.not_before("at", at, after, "This cannot be before it was agreed, at")


def _often_enough(messages: Messages, child: Child, terms: Terms, at: datetime) -> None:
    if terms.every_days < 1:
        messages.add("every_days", "Enter the number of days, 1 or more.")
    most = known_here.least(child, at)
    if terms.applies_to == AgreedFor.SAFE_AND_WELL and timedelta(days=terms.every_days) > most:
        messages.add(
            "every_days",
            f"A check is made at least once in {most.days} days; your protocol sets this.",
        )


def _reviewed_soon(messages: Messages, review_on: date, at: datetime) -> None:
    today = day_in_london(at)
    if review_on <= today:
        messages.add("review_on", "Enter a review date after the day of the agreement.")
    elif review_on > today + timedelta(days=366):
        messages.add("review_on", "Review it within a year.")


def _parties(messages: Messages, child: Child, terms: Terms) -> None:
    """CF-23: the police with social worker or carer; the social worker always for a child looked
    after. For interviews social worker and child (SCP L1122)."""
    has = {party for party, name in terms.parties.items() if name.strip()}
    if terms.applies_to == AgreedFor.RETURN_INTERVIEWS:
        needed = {AgreementParty.SOCIAL_WORKER, AgreementParty.CHILD}
    elif _is_looked_after(child):
        needed = {AgreementParty.POLICE, AgreementParty.SOCIAL_WORKER}
    else:
        needed = {AgreementParty.POLICE}
        if not has & {AgreementParty.SOCIAL_WORKER, AgreementParty.PARENT_OR_CARER}:
            sentence = "Name the parent or carer, or the social worker, who agreed."
            messages.add(AgreementParty.PARENT_OR_CARER, sentence)
    for party in sorted(needed - has):
        messages.add(party, f"Name who agreed: {party.label.lower()}.")


def _is_looked_after(child: Child) -> bool:
    return any(
        StatusKind(one.kind).is_looked_after
        for one in known.statuses(child)
        if one.until_at is None and one.withdrawn_at is None
    ) or any(one.ended_on is None for one in known.care_episodes(child))


def _open(child: Child, applies_to: AgreedFor) -> FrequencyAgreement | None:
    return FrequencyAgreement.objects.filter(
        child=child, applies_to=applies_to, ended_at__isnull=True
    ).first()


def _require_open(agreement: FrequencyAgreement) -> None:
    latest = FrequencyAgreement.objects.get(pk=agreement.pk)
    if latest.ended_at is not None:
        raise Conflict(
            f"{latest.ended_by_name} has reviewed or ended this agreement meanwhile.",
            theirs={"words": latest.ended_why},
            yours={},
        )


def _made(
    child: Child,
    terms: Terms,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    replaces: FrequencyAgreement | None = None,
) -> FrequencyAgreement:
    return FrequencyAgreement.objects.create(
        child=child,
        applies_to=terms.applies_to,
        frequency=terms.frequency.strip(),
        every_days=terms.every_days,
        parties={str(party): name.strip() for party, name in terms.parties.items() if name.strip()},
        harm_links={str(harm): str(answer) for harm, answer in terms.harm_links.items()},
        harm_words=terms.harm_words.strip(),
        reasons=terms.reasons.strip(),
        agreed_at=at,
        review_on=terms.review_on,
        replaces=replaces,
        by=by.id,
        by_name=by.name,
        by_agency_id=by.agency_id,
        recorded_at=now,
    )


def _end(
    agreement: FrequencyAgreement,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    why: str,
    is_reviewed: bool,
) -> None:
    FrequencyAgreement.objects.filter(pk=agreement.pk).update(
        ended_at=at,
        ended_recorded_at=now,
        ended_why=why.strip(),
        ended_by_name=by.name,
        is_reviewed=is_reviewed,
    )
