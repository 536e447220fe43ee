"""What My duties and the page of one duty show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from lantern.core.decision import Decision
from lantern.duties.queries import Found, Line, Pressing, Whose
from lantern.web import wording
from lantern.web.duties.forms import ExcuseForm
from lantern.web.duties.places import Way, record, ways

HEADINGS = {
    Pressing.OVERDUE: "Overdue",
    Pressing.SOON: "Due in the next 24 hours",
    Pressing.LATER: "Later",
}


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """One duty in the list: what, for whom, by when, why, and where it is done."""

    id: int
    words: str
    way: Way
    others: tuple[Way, ...]
    child: str
    child_href: str
    when: str
    due_at: datetime | None
    is_overdue: bool
    owner: str
    why: str
    source: str
    may_be_excused: bool
    href: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """Duties that are as pressing as each other."""

    heading: str
    rows: tuple[DutyRow, ...]
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One of the two lists."""

    text: str
    href: str
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class MyDutiesPage:
    """What I owe, or my team."""

    sections: tuple[Section, ...]
    tabs: tuple[Tab, ...]
    nothing: str
    number: int
    pages: int
    previous: str
    following: str
    title: str = "My duties"
    template: str = "duties/mine.jinja"


@dataclass(frozen=True, kw_only=True)
class DutyPage:
    """One duty, where it is met, and whether I may excuse it."""

    row: DutyRow
    may_excuse: Decision
    title: str
    template: str = "duties/duty.jinja"


@dataclass(frozen=True, kw_only=True)
class ExcusePage:
    """Say why a duty need not be done."""

    row: DutyRow
    form: ExcuseForm
    title: str = "Excuse this duty"
    template: str = "duties/excuse.jinja"


def my_duties(found: Found, counts: dict[Whose, int], whose: Whose, at: datetime) -> MyDutiesPage:
    """The page of one of the two lists."""
    texts = {Whose.MINE: "Mine", Whose.TEAM: "My team’s"}
    return MyDutiesPage(
        sections=tuple(_sections(found.lines, at)),
        tabs=tuple(
            Tab(
                text=f"{texts[one]} ({counts[one]})",
                href=reverse("my-duties", query={"whose": one}),
                is_here=one is whose,
            )
            for one in Whose
        ),
        nothing=_nothing(whose, counts),
        number=found.page,
        pages=found.pages,
        previous=_href(whose, found.page - 1, found.pages),
        following=_href(whose, found.page + 1, found.pages),
    )


def row(line: Line, at: datetime) -> DutyRow:
    """One duty as pages show it."""
    first, *others = ways(line)
    return DutyRow(
        id=line.id,
        words=line.words,
        way=first,
        others=tuple(others),
        child=line.child,
        child_href=record(line),
        when=when(line.due_at, at),
        due_at=line.due_at,
        is_overdue=line.due_at is not None and at > line.due_at,
        owner=line.owner,
        why=line.why,
        source=line.source,
        may_be_excused=bool(line.excused_by),
        href=reverse("duties:duty", args=[line.id]),
    )


def when(due_at: datetime | None, at: datetime) -> str:
    """By when, absolute and relative to now."""
    if due_at is None:
        return "No time limit"
    span = wording.length(due_at - at)
    if at > due_at:
        return f"Overdue by {span}: was due {wording.limit(due_at)}"
    return f"Due {wording.limit(due_at)}, in {span}"


def _sections(lines: Iterable[Line], at: datetime) -> Iterable[Section]:
    for pressing, heading in HEADINGS.items():
        rows = tuple(row(line, at) for line in lines if line.pressing is pressing)
        if rows:
            late = pressing is Pressing.OVERDUE
            yield Section(heading=heading, rows=rows, is_overdue=late)


def _nothing(whose: Whose, counts: dict[Whose, int]) -> str:
    if counts[whose]:
        return ""
    if whose is Whose.MINE and counts[Whose.TEAM]:
        return "Nothing is assigned to you by name. Look at what your team owes."
    return "Nothing is owed now."


def _href(whose: Whose, number: int, pages: int) -> str:
    if not 1 <= number <= pages:
        return ""
    return reverse("my-duties", query={"whose": whose, "page": number})
