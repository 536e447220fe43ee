"""What the pages of support show, and the page for the child."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.support.letters import Part
from lantern.support.queries import SeenSupport
from lantern.support.standing import is_taken_back
from lantern.vocabulary.support import Attendance, SupportAnswer, SupportKind, SupportTopic
from lantern.web import wording
from lantern.web.forms import Form
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.support.models import Session, Support

OFFERED = Tag(text="Offered", colour="yellow")
GOING_ON = Tag(text="Going on")
DECLINED = Tag(text="Said no", colour="grey")
ENDED = Tag(text="Ended", colour="green")
TAKEN_BACK = Tag(text="Taken back", colour="grey")


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """One session of support."""

    at: datetime
    worker: str
    attendance: str
    is_held: bool
    topics: str
    words: str
    next_step: str
    taken_back: str
    """Who took it back and why; empty while it stands."""
    mistake: str
    """Where this reader takes it back; empty where they may not."""


@dataclass(frozen=True, kw_only=True)
class SupportPage:
    """An offer of support, its sessions, and the form for what comes next."""

    title: str
    name: str
    back: str
    tag: Tag
    known: tuple[tuple[str, str], ...]
    sessions: tuple[SessionRow, ...]
    held: str
    form: Form | None
    form_title: str
    button: str
    end: str
    take_back: str
    template: str = "support/programme.jinja"


def support_page(
    seen: SeenSupport, form: Form | None, *, form_title: str, button: str, may_go_on: bool
) -> SupportPage:
    """One offer of support."""
    one = seen.support
    rows = tuple(_session(each, one, may_go_on=may_go_on) for each in seen.sessions)
    standing = [row for row in rows if not row.taken_back]
    here = [one.reference]
    goes_on = form is not None and one.answer == SupportAnswer.ACCEPTED
    return SupportPage(
        title=SupportKind(one.kind).label,
        name=one.child.given_name or "the child",
        back=reverse("children:page", args=[one.child.reference]),
        tag=support_tag(one),
        known=tuple((label, said) for label, said in _known(one) if said),
        sessions=rows,
        held=sessions_held(one, sum(1 for row in standing if row.is_held)),
        form=form,
        form_title=form_title,
        button=button,
        end=reverse("support:end", args=here) if goes_on else "",
        take_back=reverse("support:back", args=here) if form is not None and not standing else "",
    )


def support_tag(one: "Support") -> Tag:
    """How an offer of support stands."""
    if is_taken_back(one):
        return TAKEN_BACK
    if one.ended_at is not None:
        return ENDED
    if not one.answer:
        return OFFERED
    return GOING_ON if one.answer == SupportAnswer.ACCEPTED else DECLINED


def sessions_held(one: "Support", held: int) -> str:
    """How many sessions there were, of how many."""
    if one.planned_sessions:
        return f"{held} of {one.planned_sessions} sessions held"
    return f"{held} session{'' if held == 1 else 's'} held"


def _known(one: "Support") -> Iterable[tuple[str, str]]:
    yield "What it is for", one.aim
    yield "Who", one.worker
    yield "Offered", f"{wording.moment(one.offered_at)}, by {one.by_name}, {one.by_agency.name}"
    if one.answered_at is not None:
        answer = SupportAnswer(one.answer).label
        yield "Answer", f"{answer}, {wording.moment(one.answered_at)}"
        yield "In their words", one.answer_words
    if one.ended_at is not None:
        yield "Ended", wording.moment(one.ended_at)
        yield "What came of it", one.outcome
    if one.taken_back_at is not None:
        yield "Taken back", f"{wording.moment(one.taken_back_at)}. {one.why_taken_back}"
    elif is_taken_back(one):
        yield "Taken back", "On the record of the absence. It does not count there"


def _session(one: "Session", support: "Support", *, may_go_on: bool) -> SessionRow:
    stands = one.taken_back_at is None
    here = [support.reference, one.pk]
    return SessionRow(
        at=one.at,
        worker=one.worker,
        attendance=Attendance(one.attendance).label,
        is_held=one.attendance == Attendance.HELD,
        topics=", ".join(SupportTopic(each).label for each in one.topics),
        words=one.words,
        next_step=one.next_step,
        taken_back="" if stands else f"By {one.taken_back_by}: {one.why_taken_back}",
        mistake=reverse("support:session-back", args=here) if stands and may_go_on else "",
    )


@dataclass(frozen=True, kw_only=True)
class ChildsPage:
    """The page for the child, shown by a worker or printed. The frame around it is the worker's."""

    title: str
    parts: tuple[Part, ...]
    large_print: bool
    back: str
    pdf: str
    large_pdf: str
    template: str = "support/childs_page.jinja"


@dataclass(frozen=True, kw_only=True)
class PrintedChildsPage:
    """The page for the child on paper."""

    title: str
    parts: tuple[Part, ...]
    large_print: bool
    template: str = "printed/childs_page.jinja"
