"""What the pages of simulations show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.protocol.wording import joined
from lantern.simulation.kept import from_json
from lantern.simulation.queries import KEPT, Treated, TreatedChild
from lantern.simulation.report import ASSUMED_INTERVIEWS, Report
from lantern.simulation.words import cautions, in_sentence
from lantern.web.drafting.pages import Tab, tabs
from lantern.web.simulation import figures
from lantern.web.simulation.figures import ChangedRow, Row, StaffRow
from lantern.web.simulation.forms import PeriodForm
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.agreements.models import Draft
    from lantern.simulation.models import SimulationRun

WAITING = Tag(text="Being counted")
STOPPED = Tag(text="Could not be done", colour="red")
DONE = Tag(text="Done", colour="green")


@dataclass(frozen=True, kw_only=True)
class RunRow:
    """A simulation in a list."""

    href: str
    first_on: date
    last_on: date
    asked_at: datetime
    by: str
    revision: int
    tag: Tag


@dataclass(frozen=True, kw_only=True)
class OfDraftPage:
    """The simulations of a draft, and the form for another."""

    draft: str
    caption: str
    back: str
    tabs: tuple[Tab, ...]
    """The other pages of the draft; none for somebody who may not change it."""
    rows: tuple[RunRow, ...]
    revision: int
    form: PeriodForm | None
    title: str = "What would this draft have meant?"
    template: str = "simulation/of_draft.jinja"


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a simulation found."""

    report: Report
    duties: tuple[Row, ...]
    same: int
    """How many other kinds of duty are the same under both."""
    owners: tuple[Row, ...]
    total: Row
    changes: tuple[ChangedRow, ...]
    staff: tuple[StaffRow, ...]
    is_assumed: bool
    cautions: tuple[str, ...]
    children: str
    every: str
    """Where every kind of duty is shown; empty where it is."""
    heads: tuple[str, ...] = figures.HEADS
    staff_heads: tuple[str, ...] = figures.STAFF_HEADS


@dataclass(frozen=True, kw_only=True)
class Region:
    """How a simulation stands: counted, stopped, or what it found."""

    is_waiting: bool
    parts_done: int
    parts_in_all: int
    fault: str
    again: str
    figures: Figures | None
    template: str = "simulation/region.jinja"


@dataclass(frozen=True, kw_only=True)
class SimulationPage:
    """One simulation."""

    caption: str
    back: str
    here: str
    state: str
    updated: datetime
    first_on: date
    last_on: date
    asked_at: datetime
    by: str
    is_outdated: bool
    """Whether the draft was changed since."""
    beside: str
    """The rulebooks of others that bind too and are not counted; empty where none does."""
    region: Region
    title: str = "What this draft would have meant"
    template: str = "simulation/simulation.jinja"


@dataclass(frozen=True, kw_only=True)
class Absence:
    """One absence, or what is owed beside any, with what would have been different."""

    href: str
    began_at: datetime | None
    sentences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChildRow:
    """One child who would have been treated differently."""

    name: str
    href: str
    count: int
    more: int
    """How many differences are not listed."""
    absences: tuple[Absence, ...]


@dataclass(frozen=True, kw_only=True)
class ChildrenPage:
    """The children whom the reader may know of; those treated most differently come first."""

    caption: str
    back: str
    children: tuple[ChildRow, ...]
    in_all: int
    others: int
    """How many more there are, whose records the reader may not open or which were not kept."""
    kept: int
    previous: str
    following: str
    title: str = "Children who would have been treated differently"
    template: str = "simulation/children.jinja"


def of_draft_page(
    draft: "Draft",
    runs: Iterable["SimulationRun"],
    form: PeriodForm | None,
    *,
    may_change: bool,
) -> OfDraftPage:
    """The simulations of a draft."""
    return OfDraftPage(
        draft=draft.reference,
        caption=draft.title,
        tabs=tabs(draft, "of-draft") if may_change else (),
        back=reverse("drafts:draft", args=[draft.reference]),
        rows=tuple(
            RunRow(
                href=reverse("simulations:simulation", args=[one.reference]),
                first_on=one.first_on,
                last_on=one.last_on,
                asked_at=one.asked_at,
                by=one.asked_by.name,
                revision=one.revision,
                tag=WAITING if one.finished_at is None else STOPPED if one.fault else DONE,
            )
            for one in runs
        ),
        revision=draft.revision,
        form=form,
    )


def region(run: "SimulationRun", *, every: bool) -> Region:
    """How a simulation stands."""
    is_done = run.finished_at is not None and not run.fault
    return Region(
        is_waiting=run.finished_at is None,
        parts_done=run.parts_done,
        parts_in_all=run.parts_in_all,
        fault=run.fault,
        again=reverse("simulations:of-draft", args=[run.draft.reference]),
        figures=_figures(run, every=every) if is_done else None,
    )


def _figures(run: "SimulationRun", *, every: bool) -> Figures:
    found = from_json(run.result)
    lines = found.lines if every else found.differing_lines
    here = reverse("simulations:simulation", args=[run.reference])
    (total,) = figures.rows([found.total])
    return Figures(
        report=found,
        duties=figures.rows(lines),
        same=len(found.lines) - len(found.differing_lines),
        owners=figures.rows(found.owners),
        total=total,
        changes=figures.changed(found.changes),
        staff=figures.staff(found),
        is_assumed=found.interviews_a_worker == ASSUMED_INTERVIEWS,
        cautions=cautions(found),
        children=reverse("simulations:children", args=[run.reference]),
        every="" if every else f"{here}?every=yes",
    )


def simulation_page(
    run: "SimulationRun", part: Region, beside: tuple[str, ...], at: datetime
) -> SimulationPage:
    """One simulation."""
    return SimulationPage(
        caption=run.draft.title,
        back=reverse("simulations:of-draft", args=[run.draft.reference]),
        here=reverse("simulations:simulation", args=[run.reference]),
        state=reverse("simulations:state", args=[run.reference]),
        updated=at,
        first_on=run.first_on,
        last_on=run.last_on,
        asked_at=run.asked_at,
        by=run.asked_by.name,
        is_outdated=run.revision != run.draft.revision,
        beside=joined(f"“{one}”" for one in beside) if beside else "",
        region=part,
    )


def children_page(
    run: "SimulationRun", found: Treated, began: Mapping[str, datetime]
) -> ChildrenPage:
    """A page of the children who would have been treated differently."""
    report = from_json(run.result)
    words = {one.rule: one.words for one in report.lines}
    return ChildrenPage(
        caption=run.draft.title,
        back=reverse("simulations:simulation", args=[run.reference]),
        children=tuple(_child(one, words, began) for one in found.children),
        in_all=report.differing_children,
        others=report.differing_children - found.in_all,
        kept=KEPT if report.differing_children > KEPT else 0,
        previous=f"?page={found.page - 1}" if found.page > 1 else "",
        following=f"?page={found.page + 1}" if found.page < found.pages else "",
    )


def _child(one: TreatedChild, words: Mapping[str, str], began: Mapping[str, datetime]) -> ChildRow:
    by_subject: dict[str, list[str]] = {}
    for each in one.differences:
        said = in_sentence(each, words.get(each.rule, each.rule))
        by_subject.setdefault(each.subject, []).append(said)
    return ChildRow(
        name=one.child.name,
        href=reverse("children:page", args=[one.child.reference]),
        count=one.count,
        more=one.count - len(one.differences),
        absences=tuple(
            Absence(
                href=reverse("episodes:episode", args=[subject]) if subject in began else "",
                began_at=began.get(subject),
                sentences=tuple(said),
            )
            for subject, said in by_subject.items()
        ),
    )
