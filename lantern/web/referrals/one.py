"""The page of one referral: how it stands, what was done, what may be done next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.access.sharing import Part
from lantern.core.decision import Decision
from lantern.interviews.after import After
from lantern.referrals.queries import Done, Look
from lantern.referrals.rows import Row
from lantern.vocabulary.interview import (
    EspeciallyImportant,
    FactorWeight,
    OfferResponse,
    ReferralCategory,
    ReferralSource,
    SayOutcome,
    TriageBand,
)
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method
from lantern.web import wording
from lantern.web.panels import PanelLine
from lantern.web.referrals import pages, sentences
from lantern.web.referrals.steps import Way, way_of
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.referrals.models import Offer, Referral, Triage


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One thing done: when and by whom, and what."""

    when: str
    what: str
    words: str
    by: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class RatingShown:
    """One rating, with what lay before whoever rated."""

    tag: Tag
    rows: tuple[tuple[str, str], ...]
    by: str


@dataclass(frozen=True, kw_only=True)
class ReferralPage:
    """One referral."""

    name: str
    tags: tuple[Tag, ...]
    rows: tuple[tuple[str, str], ...]
    clocks: tuple[pages.ClockShown, ...]
    way: Way | None
    reference: str
    actions: tuple[PanelLine, ...]
    important: tuple[EspeciallyImportant, ...]
    ratings: tuple[RatingShown, ...]
    child_said: tuple[Happened, ...]
    done: tuple[Happened, ...]
    parents_said: tuple[Happened, ...]
    earlier: tuple[PanelLine, ...]
    episode: str
    back: str
    title: str = "Return interview"
    template: str = "referrals/referral.jinja"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What the page is made of."""

    actor: Actor
    look: Look
    row: Row
    at: datetime
    may_work: Decision
    may_route: Decision
    may_chase: Decision
    important: tuple[EspeciallyImportant, ...]
    earlier: Sequence["Episode"]
    written: After | None


def page(opened: Opened) -> ReferralPage:
    """The page of a referral, as this person may see it."""
    referral, row = opened.look.referral, opened.row
    concerns = opened.look.sight.shows(Part.CONCERNS)
    return ReferralPage(
        name=row.name,
        tags=tuple(pages.tags(row)) if concerns else (),
        rows=tuple(_rows(opened)),
        clocks=tuple(pages.clocks(row, opened.at)),
        way=way_of(row, opened.written) if opened.may_work else None,
        reference=referral.reference,
        actions=tuple(_actions(opened)),
        important=opened.important if concerns else (),
        ratings=tuple(_ratings(row.done)) if concerns else (),
        child_said=tuple(_child(row.done)),
        done=tuple(_done(row.done)),
        parents_said=tuple(_parents(row.done)) if _may_read_parents(opened) else (),
        earlier=tuple(_earlier(opened)),
        episode=reverse("episodes:episode", args=[referral.episode.reference]),
        back=reverse("referrals:queue") if opened.may_work or opened.may_chase else "",
    )


def _may_read_parents(opened: Opened) -> bool:
    """What parents said is for the provider and the authority responsible for the child."""
    referral = opened.look.referral
    own = (referral.provider_id, referral.episode.responsible_authority_id)
    return opened.actor.agency_id in own


def _rows(opened: Opened) -> Iterator[tuple[str, str]]:
    referral, done = opened.look.referral, opened.row.done
    yield "Asked for by", f"{_source(referral)}, {wording.brief(referral.received_at)}"
    yield "After", ReferralCategory(referral.category).label
    yield "Return", pages.back(referral, opened.at)
    bought = ", bought for this child" if referral.is_spot_purchase else ""
    yield "Provider", f"{referral.provider.name}{bought}"
    given = done.allocation
    yield "Worker", given.worker.name if given and given.worker else "Nobody has it"
    yield "So far", pages.sofar(done)
    if referral.words:
        yield "To know", referral.words


def _source(referral: "Referral") -> str:
    label = ReferralSource(referral.source).label
    return label if referral.source == ReferralSource.LANTERN else f"{label} ({referral.by_name})"


def _actions(opened: Opened) -> Iterator[PanelLine]:
    """Everything that this person may do; the next right thing stands above as a button."""
    referral = opened.look.referral

    def to(text: str, name: str) -> PanelLine:
        return PanelLine(text=text, href=reverse(f"referrals:{name}", args=[referral.reference]))

    if opened.may_work:
        yield to("Rate", "rate")
        yield to("Record contact", "contact")
        yield to("Offer", "offer")
        yield to("Record the answer", "answer")
        yield to("Offer the parents a say", "parents")
        yield to("Give it to somebody, or put it back", "allocate")
    if opened.may_chase and not opened.row.how.is_held:
        yield to("Ask how it stands", "chase")
    if opened.may_route:
        yield to("Change who carries it out", "provider")


def _ratings(done: Done) -> Iterator[RatingShown]:
    for one in reversed(done.triages):
        yield RatingShown(
            tag=pages.BANDS[TriageBand(one.rating)],
            rows=tuple(_rating(one)),
            by=f"{one.by_name}, {wording.brief(one.at)}",
        )


def _rating(one: "Triage") -> Iterator[tuple[str, str]]:
    yield "How often", ". ".join(list(sentences.why(one))[:1])
    known = sentences.joined(sentences.factors(one.factors, one.other_factor))
    weight = FactorWeight(one.weight).label
    yield "What else", f"{known} ({weight.lower()})" if known else weight
    seen = {Answer.YES: "Seen, all of them", Answer.NO: "Not seen yet"}
    yield "Absences", seen.get(Answer(one.absences_complete), "Not known if these are all")
    yield "Reasons", one.reasons
    if one.preset:
        whose = "the authority’s bands" if one.is_authoritys else "the provider’s bands"
        said = " ".join(one.said)
        yield f"By {whose}", f"{TriageBand(one.preset).label}. {said}"
    if one.changed_because:
        yield "Why another rating", one.changed_because


def _child(done: Done) -> Iterator[Happened]:
    """What the child chose and answered."""
    for offer in done.offers:
        if wish := ". ".join(_wish(offer)):
            yield Happened(
                when=wording.brief(offer.at), what="Would like", words=wish, by=offer.by_name
            )
    for one in done.responses:
        answer = OfferResponse(one.response)
        yield Happened(
            when=wording.brief(one.at), what=answer.label, words=one.words, by=one.by_name
        )


def _wish(offer: "Offer") -> Iterator[str]:
    if offer.chosen_person:
        yield f"To talk to: {offer.chosen_person}"
    if offer.chosen_place:
        yield f"Where: {offer.chosen_place}"
    if offer.chosen_time:
        yield f"When: {offer.chosen_time}"


def _done(done: Done) -> Iterator[Happened]:
    """Attempts, offers and who had it, in the order they happened."""
    found = [
        *(
            (one.at, "Reached" if one.reached else "Tried, not reached", one.words, one.by_name)
            for one in done.attempts
        ),
        *((one.at, _offered(one), one.words, one.by_name) for one in done.offers),
        *(
            (one.at, _given(one.worker.name if one.worker else ""), one.reason, one.by_name)
            for one in done.allocations
        ),
    ]
    for at, what, words, by in sorted(found, key=lambda each: each[0]):
        yield Happened(when=wording.brief(at), what=what, words=words, by=by)


def _offered(one: "Offer") -> str:
    how = Method(one.method).label
    with_whom = ", with an advocate or companion" if one.advocate_offered else ""
    before = ", before going back" if one.before_return == Answer.YES else ""
    return f"Offered {how[:1].lower()}{how[1:]}{with_whom}{before}"


def _given(worker: str) -> str:
    return f"Given to {worker}" if worker else "Put back into the queue"


def _parents(done: Done) -> Iterator[Happened]:
    for one in done.says:
        yield Happened(
            when=wording.brief(one.at),
            what=f"{one.who}: {SayOutcome(one.outcome).label}",
            words=one.said,
            by=one.by_name,
        )


def _earlier(opened: Opened) -> Iterator[PanelLine]:
    """The child's other absences after which no interview was held."""
    for one in opened.earlier:
        yield PanelLine(
            text=f"From {wording.brief(one.away_since)}",
            href=reverse("episodes:episode", args=[one.reference]),
        )
