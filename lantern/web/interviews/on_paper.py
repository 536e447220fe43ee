"""A return interview on paper: the child's own words first, and the interviewer's apart from them.

Whoever reads the interview prints all of it; whoever was given a part prints that part, and nothing
on the paper says that there is more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from lantern.access.actor import Actor
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.interviews import queries, standing
from lantern.interviews.questions import Answers, QuestionSet
from lantern.vocabulary.interviewing import InterviewState, SharedWith, Voice
from lantern.web import printed, wording
from lantern.web.interviews.held_shown import Row, held_rows, joined
from lantern.web.interviews.pages import STATES, Said, answered, signed, when
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.interviews.models import Interview, Share

VOICES: Final = (Voice.CHILD, Voice.PARENTS, Voice.INTERVIEWER)
"""In the order in which they stand on the paper."""


@dataclass(frozen=True, kw_only=True)
class PrintedVoice:
    """What one voice says."""

    voice: Voice
    title: str
    by: str
    parts: tuple[Said, ...]

    @property
    def is_apart(self) -> bool:
        """Whether it begins a sheet of its own: the analysis is no word of the child's."""
        return self.voice is Voice.INTERVIEWER


@dataclass(frozen=True, kw_only=True)
class PaperPage:
    """An interview, or what was shared of it, to be printed."""

    name: str
    back: str
    reader: str
    rows: tuple[Row, ...]
    voices: tuple[PrintedVoice, ...]
    held: tuple[Row, ...] = ()
    summary: str = ""
    paper: str = "?as=pdf"
    large_print: bool = False
    title: str = "Return interview"
    template: str = "interviews/printed.jinja"


@require_safe
def printed_interview(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The whole interview, for whoever may read it."""
    actor, at = request.actor, clock.now()
    look = queries.look(actor, reference, page="printed interview", at=at)
    if look.state is InterviewState.DRAFT:
        raise NotFound("printed interview", reference)
    one, held = look.interview, look.voices.held
    latest = {voice: look.voices.all.get(voice, ()) for voice in VOICES}
    by = {voice: signed(rows[-1]) for voice, rows in latest.items() if rows}
    page = PaperPage(
        name=one.child.name,
        back=reverse("interviews:interview", args=[reference]),
        reader=actor.agency_name,
        rows=(*_about(actor, one), ("How it stands", STATES[look.state].text)),
        voices=_voices(look.asked, look.voices.answers, _name(one), by),
        held=() if held is None else held_rows(held),
    )
    return _render(request, page, reference)


def printed_share(request: AuthenticatedRequest, share: "Share", answers: Answers) -> HttpResponse:
    """What was given to one recipient, for whoever may read that."""
    one = share.interview
    to = joined(SharedWith(share.recipient).label, share.person)
    shared = ("Given to", to), ("By", f"{share.by_name}, {wording.moment(share.at)}")
    page = PaperPage(
        name=one.child.name,
        back=reverse("interviews:shared", args=[share.reference]),
        reader=share.agency.name if share.agency else request.actor.agency_name,
        rows=(*_about(request.actor, one), *shared),
        voices=_voices(standing.question_set(one), answers, _name(one), {}),
        summary=share.summary,
    )
    return _render(request, page, share.reference)


def _render(request: AuthenticatedRequest, page: PaperPage, file: str) -> HttpResponse:
    if request.GET.get("as") == "pdf":
        on_paper = replace(page, template="interviews/on_paper.jinja")
        return printed.pdf(request, on_paper, file=file)
    return render_page(request, page)


def _name(one: "Interview") -> str:
    return one.child.given_name or "the child"


def _about(actor: Actor, one: "Interview") -> tuple[Row, ...]:
    """When it was held, and after which absences."""
    absences = "; ".join(
        f"away from {wording.moment(each.away_since)}" for each in queries.episodes_of(actor, one)
    )
    return (("The interview", when(one)), ("After", wording.capital(absences)))


def _voices(
    asked: QuestionSet, answers: Answers, child: str, by: dict[Voice, str]
) -> tuple[PrintedVoice, ...]:
    """Each voice that says something in these answers, with its parts."""
    return tuple(
        PrintedVoice(
            voice=voice,
            title=f"What {child} said" if voice is Voice.CHILD else voice.label,
            by=f"Written down by {by[voice]}" if voice in by else "",
            parts=parts,
        )
        for voice in VOICES
        if (parts := tuple(_parts(asked, voice, answers, child)))
    )


def _parts(asked: QuestionSet, voice: Voice, answers: Answers, child: str) -> Iterable[Said]:
    for section in asked.of(voice):
        rows = answered(asked, section, answers, child)
        if rows:
            yield Said(title=section.title.replace("{child}", child), rows=rows)
