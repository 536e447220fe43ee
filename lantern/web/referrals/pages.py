"""What the queue of return interviews shows, and the page of one referral."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.core.instants import day_in_london
from lantern.interviews.after import After, after
from lantern.referrals import policies
from lantern.referrals.backlog import Backlog
from lantern.referrals.clocks import Kind
from lantern.referrals.following import Followed, Following
from lantern.referrals.queries import Done
from lantern.referrals.queue import Queue, Whose
from lantern.referrals.rows import Row
from lantern.vocabulary.absence import Precision
from lantern.vocabulary.duty import DutyState
from lantern.vocabulary.interview import OfferResponse, TriageBand
from lantern.web import wording
from lantern.web.panels import PanelLine
from lantern.web.referrals import sentences
from lantern.web.referrals.steps import Way, way_of
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.referrals.models import Referral

SECONDS: Final = 15
"""How often the queue asks for its own contents."""
BANDS: Final = {
    TriageBand.RED: Tag(text="Red", colour="red"),
    TriageBand.AMBER: Tag(text="Amber", colour="orange"),
    TriageBand.GREEN: Tag(text="Green", colour="green"),
}
NOT_RATED: Final = Tag(text="Not rated", colour="yellow")
AWAY: Final = Tag(text="Missing now", colour="red")
TABS: Final = {
    Whose.ALL: "All waiting",
    Whose.MINE: "Mine",
    Whose.UNALLOCATED: "Nobody’s",
    Whose.DONE: "Done",
}
NOTHING: Final = {
    Whose.ALL: "No child waits for a return interview.",
    Whose.MINE: "You have no child who waits.",
    Whose.UNALLOCATED: "Every child who waits has a worker.",
    Whose.DONE: "No return interview is done yet.",
}


@dataclass(frozen=True, kw_only=True)
class ClockShown:
    """One clock in words."""

    text: str
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class RowShown:
    """One child in the queue."""

    reference: str
    name: str
    age: str
    href: str
    tags: tuple[Tag, ...]
    why: str
    back: str
    clocks: tuple[ClockShown, ...]
    sofar: str
    worker: str
    way: Way
    band: str


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One of the lists, with how many are in it."""

    text: str
    href: str
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class Region:
    """The part of the queue that keeps itself up to date."""

    rows: tuple[RowShown, ...]
    nothing: str
    number: int
    pages: int
    previous: str
    following: str
    summary: str
    template: str = "referrals/region.jinja"


@dataclass(frozen=True, kw_only=True)
class QueuePage:
    """The whole page."""

    region: Region
    tabs: tuple[Tab, ...]
    refresh: str
    here: str
    updated: datetime
    sentence: str
    links: tuple[PanelLine, ...]
    seconds: int = SECONDS
    title: str = "Return interviews"
    template: str = "referrals/queue.jinja"


def region(found: Queue, actor: Actor, at: datetime) -> Region:
    """The children, each with the next right thing to do."""
    written = after(actor, [one.referral.episode_id for one in found.rows])
    rows = (_row(one, actor, written, at) for one in found.rows)
    return region_of(found, rows, nothing=NOTHING[found.whose], summary=_summary(found))


def region_of(
    found: Queue | Following, rows: Iterable[RowShown], *, nothing: str, summary: str
) -> Region:
    """The lines of a list, and the way to its other pages; `nothing` is said where it is empty."""
    return Region(
        rows=tuple(rows),
        nothing="" if found.rows else nothing,
        number=found.page,
        pages=found.pages,
        previous=_href(found, found.page - 1),
        following=_href(found, found.page + 1),
        summary=summary,
    )


def page(found: Queue, actor: Actor, at: datetime, moves: Backlog) -> QueuePage:
    """The page around them."""
    links = (
        PanelLine(text="Workers and the queue", href=reverse("referrals:workers")),
        PanelLine(text="How soon", href=reverse("referrals:how-soon")),
        PanelLine(text="To review and to finish", href=reverse("interviews:list")),
    )
    shown = region(found, actor, at)
    return page_of(
        found, shown, _tabs(found, actor), sentence=moves.sentence, links=links, updated=at
    )


def page_of(
    found: Queue | Following,
    shown: Region,
    tabs: Iterable[Tab],
    *,
    sentence: str,
    links: Iterable[PanelLine],
    updated: datetime,
) -> QueuePage:
    """The page around a list, which refreshes itself where it is."""
    here = {"whose": found.whose.value, "page": str(found.page)}
    return QueuePage(
        region=shown,
        tabs=tuple(tabs),
        refresh=reverse("referrals:region", query=here),
        here=reverse("referrals:queue", query=here),
        updated=updated,
        sentence=sentence,
        links=tuple(links),
    )


def _tabs(found: Queue, actor: Actor) -> Iterator[Tab]:
    for whose, text in TABS.items():
        yield Tab(
            text=f"{text} ({found.counts[whose]})",
            href=reverse("referrals:queue", query={"whose": whose.value}),
            is_here=whose is found.whose,
        )
    if policies.follows(actor):
        href = reverse("referrals:queue", query={"whose": Followed.ALL.value})
        yield Tab(text="By other agencies", href=href, is_here=False)


def _summary(found: Queue) -> str:
    without = found.counts[Whose.UNALLOCATED]
    return f"{waiting(found.counts[Whose.ALL])}, {without} without a worker."


def waiting(count: int) -> str:
    """How many children wait."""
    return "1 child waits" if count == 1 else f"{count} children wait"


def _href(found: Queue | Following, number: int) -> str:
    if not 1 <= number <= found.pages:
        return ""
    return reverse("referrals:queue", query={"whose": found.whose.value, "page": str(number)})


def _row(row: Row, actor: Actor, written: Mapping[int, After], at: datetime) -> RowShown:
    referral, triage = row.referral, row.done.triage
    age = wording.age(row.born_on, day_in_london(at)) if row.born_on else None
    return RowShown(
        reference=referral.reference,
        name=row.name,
        age="age not known" if age is None else f"{age}",
        href=reverse("referrals:referral", args=[referral.reference]),
        tags=tuple(tags(row)),
        why=". ".join(sentences.why(triage)) if triage else "",
        back=back(referral, at),
        clocks=tuple(clocks(row, at)),
        sofar=sofar(row.done),
        worker=_worker(row.done, actor.user_id),
        way=way_of(row, written.get(referral.episode_id)),
        band=triage.rating if triage else "none",
    )


def _worker(done: Done, me: int | None) -> str:
    given = done.allocation
    if given is None or given.worker is None:
        return "Nobody has it"
    return "You have it" if given.worker_id == me else f"With {given.worker.name}"


def tags(row: Row) -> Iterator[Tag]:
    """The rating, and whether the child is missing now."""
    triage = row.done.triage
    yield BANDS[TriageBand(triage.rating)] if triage else NOT_RATED
    if row.is_away_now:
        yield AWAY


def back(referral: "Referral", at: datetime) -> str:
    """Since when the child is back; a time nobody recorded is said to be so."""
    episode = referral.episode
    if episode.ended_at is None:
        return "Not back yet"
    if episode.ended_precision == Precision.DAY:
        day = wording.day(day_in_london(episode.ended_at))
        return f"Back {day}, return time not recorded"
    return f"Back {wording.brief(episode.ended_at)}"


def clocks(row: Row, at: datetime) -> Iterator[ClockShown]:
    """What is owed, each with the time left; of what is done, the interview alone."""
    shown = list(row.owed)
    main = [one for one in shown if one.kind is not Kind.OTHER]
    if any(one.kind is Kind.CONTACT for one in main):
        # Whoever makes the offer makes contact: two clocks are enough.
        main = [one for one in main if one.kind is not Kind.OFFER]
    shown = main or shown or [one for one in row.clocks if one.kind is Kind.HELD][-1:]
    for one in shown:
        overdue = one.state is DutyState.OVERDUE
        yield ClockShown(text=sentences.of_clock(one, at), is_overdue=overdue)


def sofar(done: Done) -> str:
    """Attempts, offer and answer in one line."""
    said = []
    if done.attempts:
        count = len(done.attempts)
        said.append("Tried once" if count == 1 else f"Tried {count} times")
    if done.response is not None:
        said.append(f"answer: {OfferResponse(done.response.response).label.lower()}")
    elif done.offers:
        said.append("offered")
    if done.says:
        said.append("parents asked")
    return wording.capital(", ".join(said)) if said else "Nothing done yet"
