"""What the pages of drafts and adopted versions show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.agreements.queries import ReviewDue, next_review
from lantern.core.decision import Decision
from lantern.vocabulary.agreement import Answer, DraftState
from lantern.web.forms import Form
from lantern.web.protocol.comparing import Group
from lantern.web.rehearsal.standing import Standing
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.agreements.models import Adoption, Change, Draft, PeriodicReview, Review

STATES: Final[Mapping[DraftState, Tag]] = {
    DraftState.DRAFTING: Tag(text="Being drawn up", colour="grey"),
    DraftState.IN_REVIEW: Tag(text="In review", colour="yellow"),
    DraftState.ADOPTED: Tag(text="Adopted", colour="green"),
    DraftState.WITHDRAWN: Tag(text="Withdrawn", colour="grey"),
}


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """A draft in a list."""

    title: str
    href: str
    agency: str
    state: Tag
    starts_on: date
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class AskedRow:
    """A draft that waits for the reader's answer."""

    title: str
    href: str
    asked_at: datetime


@dataclass(frozen=True, kw_only=True)
class AdoptedRow:
    """An adopted version, and when it must be looked at again."""

    title: str
    href: str
    again: str
    starts_on: date
    adopted_at: datetime
    adopted_by: str
    review_on: date
    is_due: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class DraftsPage:
    """The drafts and adopted versions of the reader's protocols."""

    waiting: tuple[AskedRow, ...]
    drafts: tuple[DraftRow, ...]
    sees_drafts: bool
    adopted: tuple[AdoptedRow, ...]
    left_out: tuple[str, ...]
    start: str
    title: str = "Drafts and adopted versions"
    template: str = "drafts/list.jinja"


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One change of a draft, in a sentence."""

    words: str
    who: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReviewRow:
    """What one person was asked, and what they say."""

    who: str
    agency: str
    said: Tag
    words: str
    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class AgainRow:
    """That an adopted version was looked at again."""

    words: str
    who: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Something the reader may do with the draft."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class DraftPage:
    """One draft, from its beginning to its adoption."""

    caption: str
    state: Tag
    starts_on: date
    agency: str
    drawn_up_by: str
    drawn_up_at: datetime
    main: Deed | None
    deeds: tuple[Deed, ...]
    changes: tuple[ChangeRow, ...]
    reviews: tuple[ReviewRow, ...]
    read: str
    adopted: AdoptedRow | None
    cases: Standing | None
    looked_at: tuple[AgainRow, ...]
    title: str
    template: str = "drafts/draft.jinja"


@dataclass(frozen=True, kw_only=True)
class ReadPage:
    """What a draft changes, in words, and its whole text."""

    caption: str
    back: str
    groups: tuple[Group, ...]
    faults: tuple[str, ...]
    text: str
    title: str = "What this draft changes"
    template: str = "drafts/read.jinja"


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """A question about a draft, with what stands in the way of it."""

    form: Form | None
    title: str
    button: str
    caption: str = ""
    back: str = ""
    read: str = ""
    said: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    why_not: str = ""
    is_grave: bool = False
    template: str = field(default="drafts/form.jinja")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What was read for the page of a draft."""

    draft: "Draft"
    changes: Iterable["Change"]
    reviews: Iterable["Review"]
    adoption: "Adoption | None"
    may_change: Decision
    may_answer: Decision
    may_adopt: Decision
    may_look_again: Decision
    today: date
    cases: Standing | None = None


def draft_row(draft: "Draft") -> DraftRow:
    """The draft in a list."""
    return DraftRow(
        title=draft.title,
        href=href(draft),
        agency=draft.agency.name,
        state=STATES[DraftState(draft.state)],
        starts_on=draft.starts_on,
        changed_at=draft.changed_at,
    )


def asked_row(review: "Review") -> AskedRow:
    """The draft that waits for an answer."""
    return AskedRow(
        title=review.draft.title,
        href=reverse("drafts:answer", args=[review.draft.reference]),
        asked_at=review.asked_at,
    )


def adopted_row(
    adoption: "Adoption", due: Iterable[ReviewDue], *, may: bool, sees: bool
) -> AdoptedRow:
    """The adopted version, with whether its day of review has come while it is in force."""
    is_due = any(one.is_due and one.adoption.pk == adoption.pk for one in due)
    return AdoptedRow(
        title=adoption.draft.title,
        href=href(adoption.draft) if sees else "",
        again=reverse("drafts:again", args=[adoption.draft.reference]) if may else "",
        starts_on=adoption.starts_on,
        adopted_at=adoption.adopted_at,
        adopted_by=adoption.adopted_by.name,
        review_on=next_review(adoption),
        is_due=is_due,
        reason=adoption.reason,
    )


def draft_page(known: Known) -> DraftPage:
    """One draft, with what the reader may do."""
    draft, adoption = known.draft, known.adoption
    deeds = _deeds(known)
    again: list[PeriodicReview] = [] if adoption is None else [*adoption.periodic_reviews.all()]
    return DraftPage(
        caption=draft.reference,
        title=draft.title,
        state=STATES[DraftState(draft.state)],
        starts_on=draft.starts_on,
        agency=draft.agency.name,
        drawn_up_by=draft.drawn_up_by.name,
        drawn_up_at=draft.created_at,
        main=deeds[0] if deeds else None,
        deeds=tuple(deeds[1:]),
        changes=tuple(
            ChangeRow(words=one.words, who=one.by.name, at=one.at) for one in known.changes
        ),
        reviews=tuple(_review_row(one, draft) for one in known.reviews),
        read=reverse("drafts:read", args=[draft.reference]),
        adopted=None if adoption is None else _adopted(adoption, known),
        cases=known.cases,
        looked_at=tuple(AgainRow(words=one.words, who=one.by.name, at=one.at) for one in again),
    )


def href(draft: "Draft") -> str:
    """The address of a draft."""
    return reverse("drafts:draft", args=[draft.reference])


def _adopted(adoption: "Adoption", known: Known) -> AdoptedRow:
    review_on = next_review(adoption)
    due = ReviewDue(adoption=adoption, review_on=review_on, is_due=review_on <= known.today)
    return adopted_row(adoption, [due], may=bool(known.may_look_again), sees=True)


def _deeds(known: Known) -> list[Deed]:
    reference, change = known.draft.reference, bool(known.may_change)
    wanted = (
        (known.may_answer, "Answer the review", "drafts:answer"),
        (change, "Change the draft", "drafting:rules"),
        (change, "Ask people to review it", "drafts:ask"),
        (change or known.may_adopt, "Adopt it", "drafts:adopt"),
        (change, "Change its first day", "drafts:day"),
        (change, "Withdraw it", "drafts:withdraw"),
    )
    return [
        Deed(text=text, href=reverse(name, args=[reference])) for may, text, name in wanted if may
    ]


def _review_row(review: "Review", draft: "Draft") -> ReviewRow:
    return ReviewRow(
        who=review.reviewer.name,
        agency=review.agency.name,
        said=_said(review, draft),
        words=review.words,
        asked_at=review.asked_at,
        answered_at=review.answered_at,
    )


def _said(review: "Review", draft: "Draft") -> Tag:
    if review.of_revision != draft.revision:
        return Tag(text="Of an earlier text", colour="grey")
    if not review.answer:
        return Tag(text="Not answered", colour="yellow")
    agrees = review.answer == Answer.AGREES
    return Tag(text=Answer(review.answer).label, colour="green" if agrees else "orange")
