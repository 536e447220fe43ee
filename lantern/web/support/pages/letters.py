"""What the pages of letters show, and a letter on paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.core.instants import day_in_london
from lantern.support.letters import Part, from_json
from lantern.support.policies import Addressee
from lantern.support.queries import SeenLetter
from lantern.support.standing import is_taken_back
from lantern.vocabulary.support import LetterMethod
from lantern.web import wording
from lantern.web.forms import Form
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.support.models import Letter

NOT_SENT = Tag(text="Not sent yet", colour="yellow")
SENT = Tag(text="Sent", colour="green")
TAKEN_BACK = Tag(text="Taken back", colour="grey")


@dataclass(frozen=True, kw_only=True)
class LetterRow:
    """A letter in a list."""

    text: str
    href: str
    tag: Tag
    quiet: str


@dataclass(frozen=True, kw_only=True)
class LettersPage:
    """The letters after an absence, and the form for another."""

    name: str
    back: str
    rows: tuple[LetterRow, ...]
    refused: tuple[str, ...]
    form: Form | None
    why_not: str
    title: str = "Letters after this absence"
    template: str = "support/letters.jinja"


def letters_page(
    episode: "Episode",
    letters: Iterable["Letter"],
    addressees: Iterable[Addressee],
    form: Form | None,
    why_not: str,
) -> LettersPage:
    """The letters of an absence."""
    return LettersPage(
        name=episode.child.given_name or "the child",
        back=reverse("episodes:episode", args=[episode.reference]),
        rows=tuple(letter_row(one) for one in letters),
        refused=tuple(one.decision.reason for one in addressees if not one.decision),
        form=form,
        why_not=why_not,
    )


def letter_row(one: "Letter") -> LetterRow:
    """One letter: to whom, and what became of it."""
    return LetterRow(
        text=f"To {one.addressee}",
        href=reverse("support:letter", args=[one.reference]),
        tag=_letter_tag(one),
        quiet=_became(one),
    )


def _letter_tag(one: "Letter") -> Tag:
    if is_taken_back(one):
        return TAKEN_BACK
    return SENT if one.sent_at is not None else NOT_SENT


def _became(one: "Letter") -> str:
    if one.taken_back_at is not None:
        return f"Taken back: {one.why_taken_back}"
    if is_taken_back(one):
        return "Taken back on the record of the absence. It does not count there"
    if one.sent_at is None:
        return f"Made {wording.moment(one.made_at)} by {one.by_name}"
    how = LetterMethod(one.method).label
    return f"{how}, {wording.moment(one.sent_at)}, by {one.sent_by}"


@dataclass(frozen=True, kw_only=True)
class LetterPage:
    """One letter in its exact words, and the form that says that it was sent."""

    title: str
    name: str
    back: str
    tag: Tag
    became: str
    agency: str
    made_on: date
    heading: str
    parts: tuple[Part, ...]
    names_nobody: str
    """Whose directory holds nothing for this reader; empty where the letter says who can help."""
    pdf: str
    take_back: str
    form: Form | None
    template: str = "support/letter.jinja"


def letter_page(seen: SeenLetter, form: Form | None) -> LetterPage:
    """One letter."""
    one = seen.letter
    return LetterPage(
        title=f"Letter to {one.addressee}",
        name=one.episode.child.given_name or "the child",
        back=reverse("support:letters", args=[one.episode.reference]),
        tag=_letter_tag(one),
        became=_became(one),
        agency=one.by_agency.name,
        made_on=day_in_london(one.made_at),
        heading=one.title,
        parts=from_json(one.parts),
        names_nobody=""
        if any(part.services for part in from_json(one.parts))
        else one.episode.child.responsible_authority.name,
        pdf=reverse("support:letter-pdf", args=[one.reference]),
        take_back=""
        if one.taken_back_at is not None
        else reverse("support:letter-back", args=[one.reference]),
        form=form,
    )


@dataclass(frozen=True, kw_only=True)
class PrintedLetter:
    """A letter on paper."""

    title: str
    agency: str
    made_on: date
    parts: tuple[Part, ...]
    large_print: bool
    template: str = "printed/letter.jinja"


def printed_letter(one: "Letter") -> PrintedLetter:
    """The letter as it is printed, by what was kept of it alone."""
    return PrintedLetter(
        title=one.title,
        agency=one.by_agency.name,
        made_on=day_in_london(one.made_at),
        parts=from_json(one.parts),
        large_print=one.large_print,
    )
