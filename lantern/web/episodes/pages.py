"""What the pages of an episode show."""

from dataclasses import dataclass
from datetime import datetime

from lantern.web.asking import AboutChild
from lantern.web.episodes.timeline import Day, Part
from lantern.web.panels import Panel
from lantern.web.tags import Tag


@dataclass(frozen=True, kw_only=True)
class DutyLine:
    """One duty of the episode, and where it is met."""

    words: str
    why: str
    owner: str
    tag: Tag
    when: str
    is_overdue: bool
    href: str
    page: str
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class HandoverLine:
    """Who was asked to take it, and whether they have."""

    who: str
    words: str
    is_taken: bool
    href: str


@dataclass(frozen=True, kw_only=True)
class ToldLine:
    """Somebody told, by whom and how, and who acknowledged."""

    key: str
    who: str
    what: str
    at: datetime
    by: str
    acknowledged: str
    may_acknowledge: bool


@dataclass(frozen=True, kw_only=True)
class Link:
    """A page on which something is recorded."""

    href: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Worker:
    """Somebody who works with the child, and how to reach them."""

    role: str
    name: str
    agency: str
    telephone: str


@dataclass(frozen=True, kw_only=True)
class NowFragment:
    """How it stands now: the clock, the decisions, what is owed and who has it."""

    clock: str
    clock_label: str
    since: str
    tags: tuple[Tag, ...]
    owed: tuple[DutyLine, ...]
    later: tuple[DutyLine, ...]
    handovers: tuple[HandoverLine, ...]
    shows_duties: bool
    owed_then: str
    ring: str
    summary: str
    template: str = "episodes/now.jinja"


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the record that folds away: label and value, or words."""

    name: str
    title: str
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class EpisodePage:
    """One episode, whole."""

    title: str
    reference: str
    name: str
    age: str
    child_href: str
    photo: str
    photo_alt: str
    protocols: tuple[str, ...]
    authority: str
    force: str
    placed: str
    assessed: Link | None
    is_error: bool
    now: NowFragment
    updated: datetime
    actions: tuple[Link, ...]
    together: tuple[Link, ...]
    sections: tuple[Section, ...]
    workers: tuple[Worker, ...]
    told: tuple[ToldLine, ...]
    done: tuple[DutyLine, ...]
    panels: tuple[Panel, ...]
    days: tuple[Day, ...]
    template: str = "episodes/episode.jinja"


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """A page on which one thing is recorded. On a conflict, both accounts are on it.

    Where it has two parts, `answered` is what the first was answered, `kept` the inputs of the part
    that is not shown, and `step` what the button says comes next. `closed` has what may not be
    chosen, each with the sentence that says why, and `in_short` the first of it; `is_closed`: there
    is nothing left to record.
    """

    title: str
    name: str
    back: str
    form: AboutChild
    button: str
    lead: tuple[str, ...] = ()
    refused: str = ""
    conflict: str = ""
    theirs: tuple[tuple[str, str], ...] = ()
    shown: Part | None = None
    withdraw: str = ""
    is_grave: bool = False
    can_record: bool = True
    answered: tuple[tuple[str, str], ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    step: str = ""
    closed: tuple[tuple[str, str], ...] = ()
    in_short: str = ""
    is_closed: bool = False
    template: str = "episodes/record.jinja"


@dataclass(frozen=True, kw_only=True)
class StepGroup:
    """Steps of one subject."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class StepsPage:
    """Everything else that the protocol asks for, each with its page."""

    name: str
    back: str
    groups: tuple[StepGroup, ...]
    title: str = "Something else that was done"
    template: str = "episodes/steps.jinja"
