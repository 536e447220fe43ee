"""What the pages of a return interview show: each voice apart, the child’s words first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.interviews.answering import options
from lantern.interviews.held import read
from lantern.interviews.queries import Look
from lantern.interviews.questions import MORE, Answers, Question, QuestionSet, Section
from lantern.plans.queries import AdditionLine
from lantern.vocabulary.absence import Precision
from lantern.vocabulary.interviewing import (
    ChildTold,
    Ending,
    InterviewOutcome,
    InterviewState,
    ShareContent,
    SharedWith,
    Verdict,
    Voice,
)
from lantern.vocabulary.returning import Answer
from lantern.web import wording
from lantern.web.interviews.held_shown import Row, Rule, held_rows, joined
from lantern.web.panels import PanelLine
from lantern.web.plans.pages import ActionRow, row
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.interviews.models import Account, Interview, Outcome, Review, Share, Suggestion

STATES: Final[Mapping[InterviewState, Tag]] = {
    InterviewState.DRAFT: Tag(text="Being written", colour="grey"),
    InterviewState.WAITING: Tag(text="Waiting for review", colour="yellow"),
    InterviewState.SENT_BACK: Tag(text="Sent back", colour="orange"),
    InterviewState.APPROVED: Tag(text="Approved", colour="green"),
}
ACKNOWLEDGED: Final = Tag(text="Acknowledged", colour="green")
NOT_ACKNOWLEDGED: Final = Tag(text="Not acknowledged", colour="yellow")
NOT_SHARED: Final = Tag(text="Not shared yet", colour="yellow")


@dataclass(frozen=True, kw_only=True)
class Said:
    """One part of what a voice says."""

    title: str
    rows: tuple[Row, ...]
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Former:
    """A version that was put right since: whose, when, and why it was."""

    heading: str
    why: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """What one voice says, and the versions before."""

    voice: str
    title: str
    by: str
    parts: tuple[Said, ...]
    former: tuple[Former, ...]


@dataclass(frozen=True, kw_only=True)
class InterviewPage:
    """A finished interview."""

    title: str
    name: str
    reference: str
    state: Tag
    when: str
    absences: tuple[PanelLine, ...]
    next: PanelLine | None
    voices: tuple[Spoken, ...]
    held: tuple[Row, ...]
    held_href: str
    unsaid: tuple[PanelLine, ...]
    """Parts in which nothing was written, for whoever may still do so."""
    held_former: tuple[Former, ...]
    rules: tuple[Rule, ...]
    reviews: tuple[PanelLine, ...]
    outcomes: tuple[PanelLine, ...]
    actions: tuple[ActionRow, ...]
    shares: tuple[PanelLine, ...]
    suggestions: tuple[PanelLine, ...]
    taken_back: str
    deeds: tuple[PanelLine, ...]
    printed: str
    template: str = "interviews/interview.jinja"


@dataclass(frozen=True, kw_only=True)
class Task:
    """One part of an interview that is being written."""

    title: str
    href: str
    voice: str
    is_kept: bool


@dataclass(frozen=True, kw_only=True)
class DraftPage:
    """An interview that is being written: its parts."""

    title: str
    name: str
    absences: tuple[PanelLine, ...]
    writer: str
    saved: str
    tasks: tuple[Task, ...]
    finish: str
    template: str = "interviews/draft.jinja"


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """What waits for this person: to review, and to write on."""

    title: str
    to_review: tuple[PanelLine, ...]
    to_write: tuple[PanelLine, ...]
    registers: tuple[PanelLine, ...]
    template: str = "interviews/list.jinja"


@dataclass(frozen=True, kw_only=True)
class SharedPage:
    """What one recipient was given, and no more."""

    title: str
    name: str
    rows: tuple[Row, ...]
    summary: str
    parts: tuple[tuple[str, Said], ...]
    has_content: bool
    tag: Tag
    acknowledged: str
    may_acknowledge: bool
    absences: tuple[PanelLine, ...]
    template: str = "interviews/shared.jinja"


def answered(asked: QuestionSet, section: Section, answers: Answers, child: str) -> tuple[Row, ...]:
    """Each question of a part that was answered, and the answer in words."""
    return tuple(
        (question.ask.replace("{child}", child), _words(asked, question, answers, child))
        for question in section.questions
        if any(name in answers for name in question.names)
    )


def _words(asked: QuestionSet, question: Question, answers: Answers, child: str) -> str:
    labels = {value: label.replace("{child}", child) for value, label in options(asked, question)}
    value = answers.get(question.id, "")
    chosen = value if isinstance(value, list) else [value]
    said = ", ".join(labels.get(one, one) for one in chosen if one)
    more = answers.get(question.id + MORE, "")
    return f"{said}: {more}" if more and said else said or str(more)


def spoken(look: Look, voice: Voice, child: str, *, may_write: bool) -> Spoken | None:
    """What a voice says; None where it has not spoken."""
    versions = look.voices.all.get(voice, ())
    if not versions:
        return None
    latest = versions[-1]
    title = f"What {child} said" if voice is Voice.CHILD else voice.label
    return Spoken(
        voice=voice,
        title=title,
        by=f"Written down by {signed(latest)}",
        parts=_parts(look, voice, latest.answers, child, may_write=may_write),
        former=tuple(_former(look, voice, one, child) for one in reversed(versions[:-1])),
    )


def _parts(
    look: Look, voice: Voice, answers: Answers, child: str, *, may_write: bool
) -> tuple[Said, ...]:
    reference = look.interview.reference
    found = (
        Said(
            title=section.title.replace("{child}", child),
            rows=answered(look.asked, section, answers, child),
            href=reverse("interviews:part", args=[reference, section.id]) if may_write else "",
        )
        for section in look.asked.of(voice)
    )
    return tuple(one for one in found if one.rows)


def _former(look: Look, voice: Voice, account: "Account", child: str) -> Former:
    later = next(one for one in look.voices.all[voice] if one.number == account.number + 1)
    if voice is Voice.ARRANGEMENTS:
        rows = held_rows(read(account.answers))
    else:
        rows = tuple(
            one
            for section in look.asked.of(voice)
            for one in answered(look.asked, section, account.answers, child)
        )
    return Former(
        heading=f"Version {account.number}, {signed(account)}",
        why=f"Put right by {later.by_name}: {later.reason}",
        rows=rows,
    )


def signed(account: "Account") -> str:
    """Who wrote it down, and when."""
    return f"{account.by_name}, {wording.moment(account.at)}"


def absences(episodes: Iterable["Episode"]) -> tuple[PanelLine, ...]:
    """The absences that an interview is about."""
    return tuple(
        PanelLine(
            text=f"Away from {wording.brief(one.away_since)}",
            href=reverse("episodes:episode", args=[one.reference]),
            quiet=f"Back {wording.as_known(one.ended_at, one.ended_precision)}"
            if one.ended_at
            else "Not back",
        )
        for one in episodes
    )


def review_line(review: "Review") -> PanelLine:
    """What a reviewer said."""
    no = [one["ask"] for one in review.checked.values() if one["answer"] != Answer.YES]
    asks = f" Not yes: {'; '.join(no)}" if no else ""
    approved = review.verdict == Verdict.APPROVED
    return PanelLine(
        text=f"{review.by_name}, {wording.moment(review.at)}",
        tag=STATES[InterviewState.APPROVED if approved else InterviewState.SENT_BACK],
        quiet=f"{review.words}{asks}".strip(),
    )


def outcome_line(outcome: "Outcome") -> PanelLine:
    """What followed, or what was taken back."""
    due = f", to be done by {wording.day(outcome.due_on)}" if outcome.due_on else ""
    quiet = f"Decided by {outcome.decided_by}, {wording.day(outcome.decided_on)}{due}"
    if outcome.withdrawn_at:
        quiet = f"Taken back: {outcome.withdrawn_because}"
    href = reverse("interviews:outcome-error", args=[outcome.interview.reference, outcome.pk])
    return PanelLine(
        text=InterviewOutcome(outcome.outcome).label,
        quiet=f"{quiet}. {outcome.words}".strip(". "),
        href="" if outcome.withdrawn_at else href,
    )


def share_line(share: "Share") -> PanelLine:
    """Who was given how much, and whether they have it."""
    acknowledged = getattr(share, "acknowledgement", None)
    given = ShareContent(share.content).label
    return PanelLine(
        text=f"{SharedWith(share.recipient).label}: {given[:1].lower()}{given[1:]}",
        href=reverse("interviews:shared", args=[share.reference]),
        tag=ACKNOWLEDGED if acknowledged else NOT_ACKNOWLEDGED,
        quiet=f"{wording.moment(share.at)} by {share.by_name}. {share.basis}",
    )


def to_share(reference: str, recipient: SharedWith, content: ShareContent) -> PanelLine:
    """Who is still to be given something, by the agreement."""
    return PanelLine(
        text=f"Share with {recipient.label[:1].lower()}{recipient.label[1:]}",
        href=f"{reverse('interviews:share', args=[reference])}?to={recipient}",
        tag=NOT_SHARED,
        quiet=f"By the agreement: {content.label[:1].lower()}{content.label[1:]}",
    )


def suggestion_line(suggestion: "Suggestion", reference: str) -> PanelLine:
    """Somebody named, and what was decided about them."""
    if suggestion.decided_at is None:
        said, href = (
            suggestion.words,
            reverse("interviews:suggestion", args=[reference, suggestion.pk]),
        )
    else:
        did = "Added" if suggestion.contact_id else f"Not added: {suggestion.why_not}"
        said, href = f"{did}. Decided by {suggestion.decided_by}", ""
    return PanelLine(text=suggestion.name, href=href, quiet=said)


def action_rows(additions: Sequence[AdditionLine], at: datetime) -> tuple[ActionRow, ...]:
    """What was agreed to be done."""
    return tuple(row(one, at) for each in additions for one in each.actions)


def when(interview: "Interview") -> str:
    """When it was held, as exactly as is known, and how it went."""
    if interview.held_at is None:
        return f"Begun {wording.moment(interview.begun_at)} by {interview.writer_name}"
    held = wording.as_known(interview.held_at, Precision(interview.held_precision))
    return f"{Ending(interview.ending).label}. {held}"


def shared_rows(share: "Share") -> tuple[Row, ...]:
    """The log of one share."""
    told = ChildTold(share.child_told).label
    rows = [
        ("Given to", joined(SharedWith(share.recipient).label, share.person)),
        ("How much", ShareContent(share.content).label),
        ("By", f"{share.by_name}, {wording.moment(share.at)}"),
        ("Basis", share.basis),
        ("Why it is other than agreed", share.reason),
        ("The child was told", joined(told, share.child_told_words)),
    ]
    return tuple((label, said) for label, said in rows if said)


def interview_line(interview: "Interview", state: InterviewState) -> PanelLine:
    """One interview in a list."""
    return PanelLine(
        text=interview.child.name,
        href=reverse("interviews:interview", args=[interview.reference]),
        tag=STATES[state],
        quiet=f"{when(interview)}. {interview.writer_name}",
    )


def unsaid(look: Look, child: str) -> tuple[PanelLine, ...]:
    """The parts in which nothing was written."""
    answers = look.voices.answers
    return tuple(
        PanelLine(
            text=section.title.replace("{child}", child),
            href=reverse("interviews:part", args=[look.interview.reference, section.id]),
        )
        for section in look.asked.sections
        if not answered(look.asked, section, answers, child)
    )


def former_held(look: Look, child: str) -> tuple[Former, ...]:
    """The versions before of how it was held."""
    versions = look.voices.all.get(Voice.ARRANGEMENTS, ())
    return tuple(_former(look, Voice.ARRANGEMENTS, one, child) for one in reversed(versions[:-1]))
