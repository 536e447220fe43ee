"""How soon children were reached, offered an interview and interviewed; who has how many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.agencies import queries as agencies
from lantern.core import clock
from lantern.core.instants import day_in_london
from lantern.referrals import figures, policies
from lantern.referrals.actions import allocating
from lantern.referrals.backlog import Backlog
from lantern.referrals.figures import Behind, Desk
from lantern.referrals.timeliness import Clock, Event, Line, Times, behind, lines
from lantern.vocabulary.interview import Timing
from lantern.web import wording
from lantern.web.one_form import FormPage, ask
from lantern.web.referrals.forms import CapacityForm, PeriodForm
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

WEEKS: Final = timedelta(days=91)
"""The period shown until somebody chooses another: a quarter of a year, to today."""
EVENTS: Final = {
    Event.CONTACT: "Reached",
    Event.OFFERED: "Offered",
    Event.ACCEPTED: "Accepted",
    Event.HELD: "Held",
}
CLOCKS: Final = {
    Clock.DUTY: "from contact or return, the earlier",
    Clock.RETURN: "from the recorded return",
}
HEADS: Final = tuple(one.label for one in Timing)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One figure, which leads to its children."""

    count: int
    href: str


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """One measure by one clock."""

    event: str
    clock: str
    cells: tuple[Cell, ...]
    share: str


@dataclass(frozen=True, kw_only=True)
class ChildRow:
    """One absence behind a figure."""

    name: str
    href: str
    when: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class HowSoonPage:
    """How soon, for a period."""

    form: PeriodForm
    since: date
    until: date
    count: int
    rows: tuple[MeasureRow, ...]
    chosen: str
    children: tuple[ChildRow, ...]
    hidden: int
    """How many absences of the figure chosen the reader may not open."""
    heads: tuple[str, ...] = HEADS
    title: str = "How soon"
    template: str = "referrals/how_soon.jinja"


@dataclass(frozen=True, kw_only=True)
class WorkersPage(FormPage):
    """Who has how many, and where the queue is going."""

    desks: tuple[Desk, ...] = ()
    unallocated: int = 0
    moves: Backlog | None = None


@require_safe
def how_soon(request: AuthenticatedRequest) -> HttpResponse:
    """How soon, by both clocks; each figure opens to its children."""
    actor, at = request.actor, clock.now()
    policies.can_see_figures(actor).require()
    form, since, until = _period(request, at)
    found = figures.times(actor, since, until, at)
    chosen = _chosen(request)
    those = behind(found, *chosen) if chosen else ()
    shown = figures.behind(actor, those, at) if those else ()
    return render_page(
        request,
        HowSoonPage(
            form=form,
            since=since,
            until=until,
            count=len(found),
            rows=tuple(_row(line, since, until) for line in lines(found)),
            chosen=_said(*chosen) if chosen else "",
            children=tuple(_child(one) for one in shown),
            hidden=len(those) - len(shown),
        ),
    )


def _period(request: AuthenticatedRequest, at: datetime) -> tuple[PeriodForm, date, date]:
    """The period asked for; the usual one where none is, or it cannot be read."""
    today = day_in_london(at)
    usual = {"since": today - WEEKS, "until": today}
    asked = request.GET if "since-day" in request.GET else None
    form = PeriodForm(asked, at=at, initial=usual)
    if asked is not None and form.is_valid():
        return form, form.cleaned_data["since"], form.cleaned_data["until"]
    return form, usual["since"], usual["until"]


def _chosen(request: AuthenticatedRequest) -> tuple[Event, Clock, Timing] | None:
    event, by, stands = (request.GET.get(name, "") for name in ("event", "clock", "stands"))
    if event not in set(Event) or by not in set(Clock) or stands not in set(Timing):
        return None
    return Event(event), Clock(by), Timing(stands)


def _said(event: Event, by: Clock, stands: Timing) -> str:
    return f"{EVENTS[event]}, {CLOCKS[by]}: {stands.label.lower()}"


def _row(line: Line, since: date, until: date) -> MeasureRow:
    return MeasureRow(
        event=EVENTS[line.event],
        clock=CLOCKS[line.clock],
        cells=tuple(
            Cell(count=count, href=_href(line, stands, since, until) if count else "")
            for stands, count in line.counts.items()
        ),
        share="" if line.share is None else f"{line.share:.0%}",
    )


def _href(line: Line, stands: Timing, since: date, until: date) -> str:
    query = {"event": line.event.value, "clock": line.clock.value, "stands": stands.value}
    for name, on in (("since", since), ("until", until)):
        query |= {
            f"{name}-day": str(on.day),
            f"{name}-month": str(on.month),
            f"{name}-year": str(on.year),
        }
    return f"{reverse('referrals:how-soon', query=query)}#children"


def _child(one: Behind) -> ChildRow:
    return ChildRow(
        name=one.episode.child.name,
        href=reverse("episodes:episode", args=[one.episode.reference]),
        when=tuple(_when(one.times)),
    )


def _when(times: Times) -> Iterator[tuple[str, str]]:
    back = times.returned_at
    yield "Back", wording.brief(back) if back else "return time not recorded"
    for event, text in EVENTS.items():
        at = times.of(event)
        yield text, wording.brief(at) if at else "not done"


@require_http_methods(["GET", "HEAD", "POST"])
def workers(request: AuthenticatedRequest) -> HttpResponse:
    """Who has how many, how many can be held in a week, and where the queue is going."""
    actor, at = request.actor, clock.now()
    policies.provides(actor).require()
    provider = agencies.get(actor, actor.agency_slug)
    found = figures.staffing(actor, provider, at)
    form = CapacityForm(
        request.POST or None, at=at, initial={"interviews_a_week": found.backlog.capacity}
    )
    page = WorkersPage(
        title="Workers and the queue",
        form=form,
        back=reverse("referrals:workers"),
        name=provider.name,
        button="Save",
        template="referrals/workers.jinja",
        desks=_desks(found.desks),
        unallocated=found.unallocated,
        moves=found.backlog,
    )
    return ask(
        request,
        page,
        lambda: allocating.set_capacity(
            provider, form.cleaned_data["interviews_a_week"], by=actor, at=at
        ),
        done="That is saved.",
        allowed=policies.can_set_capacity(actor, provider.pk),
    )


def _desks(desks: Sequence[Desk]) -> tuple[Desk, ...]:
    """Those with most first."""
    return tuple(sorted(desks, key=lambda one: (-one.holds, one.worker.name)))
