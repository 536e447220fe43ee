"""Register what an authority has agreed: on sharing interviews, and on the questions they ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.core.instants import day_in_london
from lantern.interviews import policies
from lantern.interviews.events import QuestionSetChosen, SharingAgreed
from lantern.interviews.models import ChosenSet, SharingAgreement
from lantern.interviews.questions import QuestionSet
from lantern.interviews.reading import from_text, shipped
from lantern.interviews.sharing import contents_of
from lantern.protocol.faults import Faulty
from lantern.vocabulary.interviewing import AgreementKind, ShareContent, SharedWith, SharingMode
from lantern.vocabulary.returning import Answer


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """An agreement as it is registered: between whom, over what, from when, who gets what."""

    title: str
    kind: AgreementKind
    parties: str
    mode: SharingMode
    contract_says_so: Answer
    starts_on: date
    review_on: date
    ends_on: date | None = None
    scope: str = ""
    others: Mapping[SharedWith, ShareContent] = field(default_factory=dict)


@transaction.atomic
def register(agreement: Agreement, *, by: Actor, at: datetime) -> SharingAgreement:
    """Put an agreement of the actor's own authority into the register (IS-008, IS-009)."""
    policies.can_agree(by).require()
    authority = _authority(by)
    _check(agreement, at)
    contents = contents_of(agreement.mode, agreement.others.items())
    made = SharingAgreement.objects.create(
        authority=authority,
        title=agreement.title.strip(),
        kind=agreement.kind,
        parties=agreement.parties.strip(),
        scope=agreement.scope.strip(),
        mode=agreement.mode,
        contents={str(name): str(content) for name, content in contents.items()},
        contract_says_so=agreement.contract_says_so,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        review_on=agreement.review_on,
        recorded_at=at,
        by_id=by.user_id,
        by_name=by.name,
    )
    announce(SharingAgreed(about=made.reference, by=by.id, at=at, agency=by.agency_slug))
    return made


def _check(agreement: Agreement, at: datetime) -> None:
    found: dict[str, str] = {}
    if not agreement.title.strip():
        found["title"] = "Enter what the agreement is called"
    if not agreement.parties.strip():
        found["parties"] = "Name the agencies that agreed it"
    if agreement.ends_on is not None and agreement.ends_on < agreement.starts_on:
        found["ends_on"] = "The last day cannot be before the first"
    if agreement.review_on <= day_in_london(at):
        found["review_on"] = "Enter a review date in the future"
    if found:
        raise Invalid(found)


@transaction.atomic
def choose_set(name: str, *, by: Actor, at: datetime, starts_on: date, text: str = "") -> ChosenSet:
    """From this day interviews of the actor's own authority ask this: a set that comes with the
    product by its name, or the authority's own as `text`. Interviews begun before keep theirs."""
    policies.can_agree(by).require()
    if starts_on < day_in_london(at):
        raise Invalid({"starts_on": "The first day must be today or later"})
    asked = _own(text) if text.strip() else shipped().get(name)
    if asked is None:
        raise Invalid({"name": "Choose a question set, or write your own"})
    authority = _authority(by)
    made = ChosenSet.objects.create(
        authority=authority,
        name=asked.name,
        title=asked.title,
        text=text.replace("\r\n", "\n") if text.strip() else "",
        starts_on=starts_on,
        recorded_at=at,
        by_id=by.user_id,
        by_name=by.name,
    )
    announce(
        QuestionSetChosen(
            about=authority.slug,
            by=by.id,
            at=at,
            name=asked.name,
            starts_on=starts_on.isoformat(),
        )
    )
    return made


def _authority(by: Actor) -> Agency:
    """Whose register it is."""
    return Agency.objects.get(pk=by.agency_id or 0)


def _own(text: str) -> QuestionSet:
    try:
        found = from_text(text.replace("\r\n", "\n"))
    except Faulty as fault:
        lines = "; ".join(f"line {one.line}: {one.words}" for one in fault.faults[:8])
        raise Invalid({"text": f"Put this right: {lines}"}) from None
    if found.name in shipped():
        raise Invalid({"text": f"“{found.name}” comes with the product. Give yours another name"})
    return found
