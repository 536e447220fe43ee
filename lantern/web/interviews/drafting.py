"""An interview as it is written: its parts, what was typed in each, and what is still amiss."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.forms import Field

from lantern.access.actor import Actor
from lantern.core.errors import NotFound
from lantern.interviews import answering, queries
from lantern.interviews.actions.records import Written
from lantern.interviews.held import faults
from lantern.interviews.queries import Look
from lantern.interviews.questions import Section
from lantern.vocabulary.interviewing import Ending, Voice
from lantern.web.asking import AboutChild, retyped
from lantern.web.interviews.asked import answers_in, fields_of
from lantern.web.interviews.held_form import HeldForm, held_of, start

if TYPE_CHECKING:
    from lantern.interviews.held import Held
    from lantern.interviews.models import Interview

ARRANGEMENTS = Voice.ARRANGEMENTS.value
"""The part that every interview has before the question set’s own."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part to fill in: its name in the address, its title, and whose words it holds."""

    name: str
    title: str
    voice: Voice
    hint: str = ""
    section: Section | None = None


@dataclass(frozen=True, kw_only=True)
class Amiss:
    """Something to put right before the interview can be finished, and where."""

    sentence: str
    part: str


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An interview that somebody has opened to write."""

    actor: Actor
    look: Look
    at: datetime

    @property
    def name(self) -> str:
        """What the pages call the child."""
        return self.look.interview.child.given_name or "the child"

    @property
    def interview(self) -> "Interview":
        """The interview itself."""
        return self.look.interview


def parts(opened: Opened) -> tuple[Part, ...]:
    """Every part in order."""
    held = Part(name=ARRANGEMENTS, title=Voice.ARRANGEMENTS.label, voice=Voice.ARRANGEMENTS)
    own = (
        Part(
            name=section.id,
            title=section.title.replace("{child}", opened.name),
            voice=section.voice,
            hint=section.hint.replace("{child}", opened.name),
            section=section,
        )
        for section in opened.look.asked.sections
    )
    return (held, *own)


def part_of(opened: Opened, name: str) -> Part:
    """One part by its name in the address."""
    for part in parts(opened):
        if part.name == name:
            return part
    raise NotFound("part of the interview", name)


def after(opened: Opened, part: Part) -> Part | None:
    """The part that comes next; None after the last."""
    every = parts(opened)
    place = [one.name for one in every].index(part.name) + 1
    return every[place] if place < len(every) else None


def typed_in(interview: "Interview", part: str) -> Mapping[str, list[str]] | None:
    """What was typed in a part and kept; None where nobody has opened it."""
    found = interview.typed.get(part)
    return None if found is None else found["typed"]


def form_for(
    opened: Opened,
    part: Part,
    *,
    typed: Mapping[str, list[str]] | None = None,
    more: Mapping[str, Field] | None = None,
) -> AboutChild:
    """The form of a part: as typed, or with what stands in the finished record."""
    asked, said = opened.look.asked, opened.look.voices
    data = None if typed is None else retyped(typed)
    about: dict[str, Any] = {"child": opened.name, "at": opened.at}
    if part.section is not None:
        fields = fields_of(asked, part.section) | dict(more or {})
        return AboutChild(data, more=fields, initial=said.answers, **about)
    offered = None if said.held else queries.latest_offer(opened.actor, opened.interview)
    begun = start(said.held, by=opened.actor, offered=offered)
    return HeldForm(data, more=more, initial=begun, **about)


def whole(opened: Opened) -> tuple[Written | None, tuple[Amiss, ...]]:
    """All that was typed, and what is amiss in it, by its part."""
    held: Held | None = None
    answers: dict[str, str | list[str]] = {}
    amiss: list[Amiss] = []
    for part in parts(opened):
        form = form_for(opened, part, typed=typed_in(opened.interview, part.name) or {})
        sound = form.is_valid()
        amiss += [Amiss(sentence=one.sentence, part=part.name) for one in form.faults()]
        if part.section is not None:
            answers |= answers_in(part.section, form)
        elif sound:
            held = held_of(form.cleaned_data, opened.at)
    missing = _amiss_in(opened, held) | answering.faults(
        opened.look.asked,
        opened.look.asked.sections,
        answers,
        Ending.WHOLE if held is None else held.ending,
    )
    amiss += [Amiss(sentence=said, part=where(opened.look, name)) for name, said in missing.items()]
    written = None if held is None else Written(held=held, answers=answers)
    return written, tuple(amiss)


def _amiss_in(opened: Opened, how: "Held | None") -> dict[str, str]:
    """What is missing in how it was held, as the record would refuse it."""
    if how is None:
        return {}
    about = queries.episodes_of(opened.actor, opened.interview)
    ends = [one.ended_at for one in about if one.ended_at is not None]
    return faults(how, ended_at=max(ends, default=None), now=opened.at)


def corrected(opened: Opened, part: Part, form: AboutChild) -> Written:
    """What the voice of this part says once the part is put right; its other parts as they
    stand."""
    said = opened.look.voices
    held = said.held or held_of(form.cleaned_data, opened.at)
    if part.section is None:
        return Written(held=held_of(form.cleaned_data, opened.at))
    account = said.of(part.voice)
    mine = {name for question in part.section.questions for name in question.names}
    others = {} if account is None else account.answers
    stands = {name: value for name, value in others.items() if name not in mine}
    return Written(held=held, answers=stands | answers_in(part.section, form))


def where(look: Look, name: str) -> str:
    """The part in which an answer of this name is given."""
    for section in look.asked.sections:
        if any(name in question.names for question in section.questions):
            return section.id
    return ARRANGEMENTS
