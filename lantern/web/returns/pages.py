"""What the pages of the return, of safe and well checks and of agreements show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.returns.queries import Checked
from lantern.vocabulary.absence import Precision
from lantern.vocabulary.returning import (
    AgreedFor,
    AgreementParty,
    Answer,
    CheckTheme,
    HarmLink,
    NotChecked,
)
from lantern.web import wording
from lantern.web.panels import PanelLine
from lantern.web.returns.telling import TellingForm, Word
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.returns.models import FrequencyAgreement

NO_TIME = "return time not recorded"
HARM = Tag(text="Significant harm", colour="red")
WITHDRAWN = Tag(text="Withdrawn", colour="grey")
NOT_DONE = Tag(text="Not done", colour="yellow")
IN_FORCE = Tag(text="In force", colour="green")
ENDED = Tag(text="Ended", colour="grey")
Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class TellingPage:
    """Who must be told that the child is back, and who has been."""

    title: str
    name: str
    back: str
    form: TellingForm
    told: tuple[Word, ...]
    somebody_else: str
    has_to_tell: bool
    template: str = "returns/told.jinja"


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """One safe and well check, as it stands."""

    title: str
    name: str
    back: str
    rows: Rows
    tag: Tag | None
    byline: str
    corrected: str = ""
    correct: str = ""
    template: str = "returns/check.jinja"


@dataclass(frozen=True, kw_only=True)
class AgreementCard:
    """One agreement, and what this person may do with it."""

    title: str
    tag: Tag
    rows: Rows
    actions: tuple[PanelLine, ...]


@dataclass(frozen=True, kw_only=True)
class AgreementsPage:
    """Every agreement on how often a child is checked or interviewed."""

    title: str
    name: str
    back: str
    cards: tuple[AgreementCard, ...]
    agree: str
    template: str = "returns/agreements.jinja"


def since_return(one: Checked) -> str:
    """How long after the return the check was made; never a guess."""
    if one.returned_at is None:
        return "no return is recorded before it"
    if one.return_precision == Precision.DAY:
        return NO_TIME
    return f"{wording.length(one.at - one.returned_at)} after the return"


def headline(one: Checked) -> str:
    """The check in one line."""
    check = one.check
    if check.was_held:
        return f"Safe and well check by {check.officer}"
    return f"No safe and well check: {NotChecked(check.not_done).label.lower()}"


def check_page(one: Checked, name: str, *, back: str, correct: str) -> CheckPage:
    """The page of a check."""
    check = one.check
    agency = check.by_agency.name if check.by_agency is not None else ""
    return CheckPage(
        title="Safe and well check" if check.was_held else "No safe and well check",
        name=name,
        back=back,
        rows=_check_rows(one),
        tag=WITHDRAWN if one.is_withdrawn else HARM if check.is_significant_harm else None,
        byline=", ".join(part for part in (check.by_name, agency) if part)
        + f", recorded {wording.brief(check.recorded_at)}",
        corrected=check.reason,
        correct=correct,
    )


def _check_rows(one: Checked) -> Rows:
    check = one.check
    if not check.was_held:
        agreement = check.agreement
        rows: Rows = (
            ("Decided", wording.moment(one.at)),
            ("By", check.officer),
            ("Why", NotChecked(check.not_done).label),
            ("In words", check.not_done_words),
            (
                "Under the agreement",
                f"{agreement.frequency} ({agreement.reference})" if agreement else "",
            ),
        )
    else:
        rows = (
            ("Seen", f"{wording.moment(one.at)}, {since_return(one)}"),
            ("By", check.officer),
            ("Signs of harm", _answer(check.signs_of_harm, check.harm_words)),
            ("Where", check.whereabouts),
            ("With", check.with_whom),
            (
                "Offence against the child",
                _answer(check.offending_against, check.offending_against_words),
            ),
            ("Offence by the child", _answer(check.offending_by, check.offending_by_words)),
            ("In the child’s words", check.said),
            ("About", ", ".join(CheckTheme(theme).label for theme in check.themes)),
        )
    return tuple((label, said) for label, said in rows if said)


def _answer(answer: str, words: str) -> str:
    return f"{Answer(answer).label}. {words}".rstrip(". ") if answer else ""


def agreement_card(agreement: "FrequencyAgreement", *, may: bool, at: datetime) -> AgreementCard:
    """An agreement, with what may be done about it."""
    holds = agreement.ended_at is None
    links = (
        PanelLine(text="Review it", href=reverse("returns:review", args=[agreement.reference])),
        PanelLine(text="End it", href=reverse("returns:end", args=[agreement.reference])),
    )
    return AgreementCard(
        title=AgreedFor(agreement.applies_to).label,
        tag=IN_FORCE if holds else ENDED,
        rows=_agreement_rows(agreement),
        actions=links if holds and may else (),
    )


def _agreement_rows(agreement: "FrequencyAgreement") -> Rows:
    harms = [
        f"{HarmLink(harm).label}: {_CONSIDERED[answer]}"
        for harm, answer in agreement.harm_links.items()
    ]
    rows = (
        ("Agreed", agreement.frequency),
        ("At least", f"once in {agreement.every_days} days"),
        ("Who agreed", _parties(agreement.parties.items())),
        ("Why", agreement.reasons),
        ("Harm considered", "\n".join(harms)),
        ("Found", agreement.harm_words),
        ("Agreed on", wording.day(agreement.agreed_at)),
        ("Review by", wording.day(agreement.review_on)),
        ("Recorded by", agreement.by_name),
        ("Ended", _ended(agreement)),
    )
    return tuple((label, said) for label, said in rows if said)


_CONSIDERED = {"yes": "there may be a link", "no": "no sign of one", "not_known": "not known"}


def _parties(parties: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{AgreementParty(party).label}: {who}" for party, who in parties)


def _ended(agreement: "FrequencyAgreement") -> str:
    if agreement.ended_at is None:
        return ""
    how = "Reviewed, and agreed anew" if agreement.is_reviewed else "Ended"
    return f"{how} on {wording.day(agreement.ended_at)}. {agreement.ended_why}"
