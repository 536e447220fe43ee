"""Rate how much a child needs the interview: the bands, then a person's judgement (DA-029)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Refused
from lantern.core.instants import in_words
from lantern.episodes.details import Said, StepDetails, UnderRules, Weighed
from lantern.episodes.validity import Messages
from lantern.referrals.actions.steps import author, enter, hold
from lantern.referrals.bands import ABSENCES_SEEN, FACTORS, RATING, Bands, bands
from lantern.referrals.events import ReferralRated
from lantern.referrals.models import Referral, Triage
from lantern.referrals.saying import step
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.interview import FactorWeight, TriageBand, TriageFactor
from lantern.vocabulary.returning import Answer


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A rating as a person gives it. `seen` is the one on screen: its key, or “”."""

    rating: TriageBand
    weight: FactorWeight
    absences_complete: Answer
    reasons: str
    factors: tuple[TriageFactor, ...] = ()
    other_factor: str = ""
    changed_because: str = ""
    against: Mapping[str, str] = field(default_factory=dict)
    """The reason against each rule that warns of the rating, by the rule."""
    seen: str = ""


@transaction.atomic
def rate(referral: Referral, given: Rating, *, by: Actor, at: datetime, now: datetime) -> Triage:
    """The rating that holds from now on, with what lay before whoever rated.

    The bands begin with a rating; another needs its reason. Nothing here bears on the offer of an
    interview, which is owed whatever the rating (DfE 2014 ¶31). Raises Conflict when somebody else
    rated meanwhile.
    """
    hold(referral, by=by, now=now)
    _require_seen(referral, given)
    found = bands(referral, by=by, at=at, now=now, weight=given.weight)
    _check(given, found, at, now)
    entry = enter(referral, _entries(given, found, at), by=by, now=now)
    triage = Triage.objects.create(
        referral=referral,
        rating=given.rating,
        factors=[str(one) for one in given.factors],
        other_factor=given.other_factor.strip(),
        weight=given.weight,
        missing=found.counts.missing,
        absent=found.counts.absent,
        counted_since=found.counts.since,
        absences_complete=given.absences_complete,
        reasons=given.reasons.strip(),
        rulebook=found.chosen.rulebook if found.chosen else "",
        is_authoritys=found.chosen.is_authoritys if found.chosen else False,
        preset=found.preset,
        said=list(found.sentences),
        changed_because=given.changed_because.strip(),
        at=at,
        entry_key=entry.key,
        **author(by, now),
    )
    announce(
        ReferralRated(
            about=referral.episode.reference, by=by.id, at=now, referral=referral.reference
        )
    )
    return triage


def _check(given: Rating, found: Bands, at: datetime, now: datetime) -> None:
    if found.decided is not None and not found.decided[given.rating].is_allowed:
        raise Refused(" ".join(dict.fromkeys(found.decided[given.rating].reasons)))
    messages = Messages()
    messages.happened("at", at, now, "The time of the rating")
    messages.need("reasons", given.reasons, "Say why you rate the child so.")
    if given.weight is FactorWeight.NONE and given.factors:
        messages.add("weight", "You chose risk factors, so they are at least a few.")
    if given.weight is not FactorWeight.NONE and not given.factors:
        messages.add("factors", "Choose the risk factors that are known.")
    if TriageFactor.OTHER in given.factors:
        messages.need("other_factor", given.other_factor, "Say what else points to more need.")
    if found.preset and given.rating != found.preset:
        messages.need(
            "changed_because",
            given.changed_because,
            f"The bands begin with {TriageBand(found.preset).label.lower()}. Say why another "
            "rating is right here.",
        )
    messages.raise_any()


def _entries(given: Rating, found: Bands, at: datetime) -> list[Said]:
    """The facts of the rating, where some protocol knows them; otherwise its words alone."""
    why = given.changed_because.strip()
    warned = tuple(
        Weighed(rule=one.rule.id, says=one.says, words=given.against.get(one.rule.id, why))
        for one in found.warnings(given.rating)
    )
    label = given.rating.label.lower()
    rated = Said(
        kind=EntryKind.STEP,
        at=at,
        fact=RATING,
        value=given.rating,
        words=f"Rated {label}. {given.reasons.strip()}",
        details=StepDetails(
            was=found.decided.was if found.decided else "", rules=UnderRules(warned=warned)
        ),
    )
    weighed = step(FACTORS, at, value=given.weight)
    seen = [step(ABSENCES_SEEN, at)] if given.absences_complete is Answer.YES else []
    return [rated, weighed, *seen]


def _require_seen(referral: Referral, given: Rating) -> None:
    latest = Triage.objects.filter(referral=referral).order_by("at", "pk").last()
    if given.seen == (latest.entry_key if latest else ""):
        return
    raise Conflict(
        "Somebody else rated while you were writing. Read their rating, then record yours if it "
        "still stands.",
        theirs={
            "rating": TriageBand(latest.rating).label if latest else "",
            "reasons": latest.reasons if latest else "",
            "by": latest.by_name if latest else "",
            "when": in_words(latest.at) if latest else "",
            "seen": latest.entry_key if latest else "",
        },
        yours={"rating": given.rating.label, "reasons": given.reasons},
    )
