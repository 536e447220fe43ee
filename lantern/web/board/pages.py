"""What the board of missing children shows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse

from lantern.core.instants import day_in_london
from lantern.duties.board import Board, Handing, Missing
from lantern.duties.queries import Line
from lantern.web import tags, wording
from lantern.web.tags import Tag

SECONDS: Final = 4
"""How often the board asks for its own contents: a report is to be on it within five seconds."""


@dataclass(frozen=True, kw_only=True)
class NextDuty:
    """What must be done next for a child, by when and by whom."""

    words: str
    when: str
    by: str
    is_overdue: bool
    owner: str


@dataclass(frozen=True, kw_only=True)
class HandoverLine:
    """Whether an agency has taken the child's case: who, or who was asked and how long ago."""

    agency: str
    is_taken: bool
    words: str
    take_href: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """One child on the board."""

    reference: str
    href: str
    name: str
    age: str
    photograph: str
    clock: str
    clock_label: str
    since: str
    tags: tuple[Tag, ...]
    risk: str
    where_from: str
    next_duty: NextDuty | None
    handovers: tuple[HandoverLine, ...]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An authority to show the children of."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Region:
    """The part of the board that keeps itself up to date."""

    cards: tuple[Card, ...]
    summary: str
    previous: str
    following: str
    number: int
    pages: int
    template: str = "board/region.jinja"


@dataclass(frozen=True, kw_only=True)
class BoardPage:
    """The whole page."""

    region: Region
    refresh: str
    here: str
    updated: datetime
    version: str
    choices: tuple[Choice, ...]
    can_report: bool
    seconds: int = SECONDS
    title: str = "Missing now"
    template: str = "board/board.jinja"


def region(board: Board, at: datetime) -> Region:
    """The cards, and one sentence that says how things stand."""
    return Region(
        cards=tuple(_card(row, at) for row in board.rows),
        summary=_summary(board),
        previous=_page_href(board, board.page - 1),
        following=_page_href(board, board.page + 1),
        number=board.page,
        pages=board.pages,
    )


def page(board: Board, at: datetime, *, version: str, can_report: bool) -> BoardPage:
    """The page around the region."""
    query = _query(board, board.page)
    return BoardPage(
        region=region(board, at),
        refresh=reverse("missing-now-region", query=query or None),
        here=reverse("missing-now", query=query or None),
        updated=at,
        version=version,
        choices=(
            Choice(value="", text="All authorities", is_chosen=not board.authority),
            *(
                Choice(value=slug, text=name, is_chosen=slug == board.authority)
                for slug, name in board.authorities
            ),
        ),
        can_report=can_report,
    )


def marks(board: Board) -> Mapping[str, str]:
    """For each child a few letters that stay the same while only the clocks have moved."""
    return {row.reference: _mark(row) for row in board.rows}


def _mark(row: Missing) -> str:
    said = (
        row.whereabouts,
        row.classification,
        row.risk,
        row.last_seen_at,
        row.photograph,
        row.name,
        row.next_duty.id if row.next_duty else None,
        [(one.latest.id, one.latest.acknowledged_at) for one in row.handovers],
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:8]


def _card(row: Missing, at: datetime) -> Card:
    shown = [tags.whereabouts(row.whereabouts)]
    if row.shows_decisions:
        shown = [
            tags.risk(row.risk, row.risk_words),
            *shown,
            tags.classification(row.classification),
        ]
    known = row.last_seen_at is not None
    day = day_in_london(at)
    return Card(
        reference=row.reference,
        href=reverse("episodes:episode", args=[row.reference]),
        name=row.name,
        age=str(wording.age(row.born_on, day)) if row.born_on else "age not known",
        photograph=reverse("photographs:small", args=[row.photograph]) if row.photograph else "",
        clock=wording.length(at - row.away_since),
        clock_label="since last seen" if known else "since reported, last seen not known",
        since=wording.brief(row.away_since),
        tags=tuple(shown),
        risk=row.risk or ("not-graded" if row.shows_decisions else ""),
        where_from=", ".join(part for part in (row.placed_at, row.authority) if part),
        next_duty=_next(row.next_duty, at) if row.next_duty else None,
        handovers=tuple(_handover(one, at) for one in row.handovers),
    )


def _next(duty: Line, at: datetime) -> NextDuty:
    assert duty.due_at is not None  # noqa: S101  `next_for` gives duties with a limit only
    late = at > duty.due_at
    span = wording.length(duty.due_at - at)
    return NextDuty(
        words=duty.words,
        when=f"Overdue by {span}" if late else f"Due in {span}",
        by=wording.limit(duty.due_at),
        is_overdue=late,
        owner=f"{duty.role.label}, {duty.agency}",
    )


def _handover(handing: Handing, at: datetime) -> HandoverLine:
    latest = handing.latest
    if latest.acknowledged_at is not None:
        words = f"{latest.acknowledged_by}, {wording.clock(latest.acknowledged_at)}"
    else:
        waited = wording.length(at - handing.first_opened_at)
        words = f"waiting {waited}, now with the {latest.role.label}"
    return HandoverLine(
        agency=latest.agency,
        is_taken=handing.is_taken,
        words=words,
        take_href=reverse("handover", args=[handing.takeable]) if handing.takeable else "",
    )


def _summary(board: Board) -> str:
    children = "1 child is" if board.count == 1 else f"{board.count} children are"
    if not board.count:
        return "Nobody is away."
    waiting = sum(not one.is_taken for row in board.rows for one in row.handovers)
    if not waiting:
        return f"{children} away. Every handover is acknowledged."
    some = "1 handover is" if waiting == 1 else f"{waiting} handovers are"
    return f"{children} away. {some} not acknowledged."


def _query(board: Board, number: int) -> dict[str, str]:
    query = {"authority": board.authority} if board.authority else {}
    return query | ({"page": str(number)} if number > 1 else {})


def _page_href(board: Board, number: int) -> str:
    if not 1 <= number <= board.pages:
        return ""
    return reverse("missing-now", query=_query(board, number) or None)
