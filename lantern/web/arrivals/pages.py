"""What the pages of bringing in show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.intake.findings import FOLLOWS, Counted, Findings, Rule
from lantern.intake.second_thoughts import SecondThought
from lantern.ssda903.tables import TABLES
from lantern.vocabulary.arriving import ArrivalKind, ArrivalState, ErrandKind, RowOutcome
from lantern.web.arrivals.forms import CasesForm, KindForm, ReturnForm, year_in_words
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.intake.arrivals import Rows, Standing
    from lantern.intake.models import Arrival

LOOKING: Final = Tag(text="Being looked through")
BRINGING: Final = Tag(text="Being brought in")
STOPPED: Final = Tag(text="Stopped", colour="red")
STATES: Final[Mapping[ArrivalState, Tag]] = {
    ArrivalState.RECEIVED: Tag(text="Waiting for you", colour="yellow"),
    ArrivalState.BEGUN: Tag(text="Part brought in", colour="orange"),
    ArrivalState.BROUGHT_IN: Tag(text="Brought in", colour="green"),
    ArrivalState.TURNED_AWAY: Tag(text="Not brought in", colour="grey"),
}
OUTCOMES: Final[Mapping[RowOutcome, Tag]] = {
    RowOutcome.TAKEN: Tag(text="Taken", colour="green"),
    RowOutcome.UNCHANGED: Tag(text="Already here", colour="grey"),
    RowOutcome.REFUSED: Tag(text="Not taken", colour="red"),
    RowOutcome.WAITING: Tag(text="Waiting", colour="yellow"),
}


TITLES: Final[Mapping[ArrivalKind, str]] = {
    ArrivalKind.SSDA903: "Bring in a return on looked-after children (SSDA903)",
    ArrivalKind.CHILDREN: "Bring in children",
    ArrivalKind.STAFF: "Bring in staff",
    ArrivalKind.HOMES: "Bring in homes",
    ArrivalKind.PLACEMENTS: "Bring in placements",
    ArrivalKind.CONTACTS: "Bring in contacts",
    ArrivalKind.PROFILES: "Bring in profiles",
    ArrivalKind.MISSING: "Bring in past missing episodes",
}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One arrival in the list."""

    title: str
    href: str
    files: str
    at: datetime
    by: str
    tag: Tag


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """What was brought before, and where to bring more."""

    rows: tuple[Listed, ...]
    doubts: int
    years: tuple[str, ...]
    previous: str
    following: str
    title: str = "Bring in records"
    template: str = "arrivals/list.jinja"


@dataclass(frozen=True, kw_only=True)
class ChoosePage:
    """What is in the files?"""

    form: KindForm
    title: str = "What do you want to bring in?"
    template: str = "arrivals/choose.jinja"


@dataclass(frozen=True, kw_only=True)
class Template:
    """A file to fill in, with the columns of one mapping."""

    title: str
    href: str


@dataclass(frozen=True, kw_only=True)
class BringPage:
    """Whose records, of when, and the files."""

    title: str
    authority: str
    form: ReturnForm | CasesForm
    templates: tuple[Template, ...] = ()
    template: str = "arrivals/bring.jinja"


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file for whoever brought the records."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """One thing that is wrong: how often, and the first places."""

    title: str
    rule: Rule


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Rows by table and in all, and the records that follow from them."""

    tables: tuple[Counted, ...] = ()
    in_all: int = 0
    good: int = 0
    unchanged: int = 0
    refused: int = 0
    waiting: int = 0
    children_added: int = 0
    children_known: int = 0
    absences: int = 0
    faults: int = 0


@dataclass(frozen=True, kw_only=True)
class Region:
    """How an arrival stands, and what can be done with it now."""

    stands: str
    """looking, bringing, stopped, look, turned_away, thrown_away or brought_in."""
    tag: Tag
    fault: str
    rows_done: int
    rows_in_all: int
    figures: Figures
    thoughts: tuple[SecondThought, ...]
    keeping_out: tuple[Group, ...]
    worth_a_look: tuple[Group, ...]
    whole_list: str
    to_mend: tuple[Download, ...]
    kept: tuple[Download, ...]
    doubts: int
    may_see_children: bool
    authority: str
    looked_at: datetime | None
    here: Mapping[str, str]
    template: str = "arrivals/region.jinja"


@dataclass(frozen=True, kw_only=True)
class ArrivalPage:
    """One arrival, from its files to what became of every row."""

    title: str
    reference: str
    files: tuple[str, ...]
    by: str
    at: datetime
    is_live: bool
    updated: datetime
    region: Region
    template: str = "arrivals/arrival.jinja"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One way to narrow the rows."""

    text: str
    href: str
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class RowsPage:
    """The rows of one table, as they came."""

    title: str
    reference: str
    arrival: str
    choices: tuple[Choice, ...]
    found: "Rows"
    tags: Mapping[RowOutcome, Tag]
    previous: str
    following: str
    template: str = "arrivals/rows.jinja"


def title_of(arrival: "Arrival") -> str:
    """What was brought, in words."""
    kind = ArrivalKind(arrival.kind)
    if kind is ArrivalKind.SSDA903 and arrival.year:
        return f"SSDA903 return, {year_in_words(arrival.year)}"
    return kind.label


def bring_page(kind: ArrivalKind, authority: str, form: ReturnForm | CasesForm) -> BringPage:
    """Where the files of one kind are chosen."""
    mappings = form.mappings if isinstance(form, CasesForm) else ()
    return BringPage(
        title=TITLES[kind],
        authority=authority,
        form=form,
        templates=tuple(
            Template(title=one.title, href=reverse("arrivals:template", args=[str(kind), one.name]))
            for one in mappings
        ),
    )


def listed(
    arrivals: Sequence["Arrival"], names: Mapping[int, Sequence[str]], at_work: set[int]
) -> tuple[Listed, ...]:
    """The list of what was brought."""
    return tuple(
        Listed(
            title=title_of(one),
            href=reverse("arrivals:arrival", args=[one.reference]),
            files=_files(names[one.pk]),
            at=one.at,
            by=one.by_name,
            tag=_tag(one, is_at_work=one.pk in at_work, is_kept=bool(names[one.pk])),
        )
        for one in arrivals
    )


def _files(names: Sequence[str]) -> str:
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} more files"


def _tag(arrival: "Arrival", *, is_at_work: bool, is_kept: bool) -> Tag:
    state = ArrivalState(arrival.state)
    if is_at_work:
        return LOOKING if state is ArrivalState.RECEIVED else BRINGING
    if state is ArrivalState.TURNED_AWAY and not is_kept:
        return Tag(text="Thrown away", colour="grey")
    return STATES[state]


def arrival_page(standing: "Standing", region: Region, at: datetime) -> ArrivalPage:
    """The page of one arrival."""
    arrival = standing.arrival
    return ArrivalPage(
        title=title_of(arrival),
        reference=arrival.reference,
        files=tuple(f"{name} ({size_in_words(size)})" for name, size in standing.files),
        by=arrival.by_name,
        at=arrival.at,
        is_live=standing.is_at_work,
        updated=at,
        region=region,
    )


def region(
    standing: "Standing",
    kept: Mapping[str, Mapping[str, int]],
    *,
    doubts: int,
    may_see_children: bool,
) -> Region:
    """How it stands: `kept` counts the rows that it left in the record, by table and outcome."""
    arrival, latest = standing.arrival, standing.latest
    found = _found(standing)
    return Region(
        stands=_stands(standing),
        tag=_tag(arrival, is_at_work=standing.is_at_work, is_kept=standing.is_kept),
        fault=latest.fault if latest else "",
        rows_done=latest.rows_done if latest else 0,
        rows_in_all=latest.rows_in_all if latest else 0,
        figures=_figures(found),
        thoughts=found.thoughts if found else (),
        keeping_out=_groups(found, refuses=True),
        worth_a_look=_groups(found, refuses=False),
        whole_list=next(
            (_handed_back(arrival, one.pk) for one in standing.handed_back if not one.name), ""
        ),
        to_mend=_to_mend(standing),
        kept=_kept(arrival, kept),
        doubts=doubts,
        may_see_children=may_see_children,
        authority=arrival.authority.name if arrival.authority else "",
        looked_at=latest.finished_at if latest else None,
        here={
            name: reverse(f"arrivals:{name}", args=[arrival.reference])
            for name in ("look-again", "approve", "turn-away", "throw-away")
        },
    )


def _found(standing: "Standing") -> Findings | None:
    return standing.brought or standing.looked


def _figures(found: Findings | None) -> Figures:
    if found is None:
        return Figures()
    order = list(TABLES)
    return Figures(
        tables=tuple(
            sorted(found.tables, key=lambda one: (one.table not in order, _place(one.table, order)))
        ),
        in_all=sum(one.in_all for one in found.tables),
        good=found.count("taken"),
        unchanged=found.count("unchanged"),
        refused=found.count("refused"),
        waiting=found.count("waiting"),
        children_added=found.children.get("added", 0),
        children_known=found.children.get("known", 0),
        absences=sum(found.absences.values()),
        faults=found.faults,
    )


def _place(table: str, order: Sequence[str]) -> int:
    return order.index(table) if table in order else 0


def _to_mend(standing: "Standing") -> tuple[Download, ...]:
    return tuple(
        Download(
            text=f"{one.name} ({_rows(one.rows)})", href=_handed_back(standing.arrival, one.pk)
        )
        for one in standing.handed_back
        if one.name
    )


def _kept(arrival: "Arrival", kept: Mapping[str, Mapping[str, int]]) -> tuple[Download, ...]:
    order = list(TABLES)
    return tuple(
        Download(
            text=f"{_table(table)} ({_rows(sum(kept[table].values()))})",
            href=reverse("arrivals:rows", args=[arrival.reference, table]),
        )
        for table in sorted(kept, key=lambda each: _place(each, order))
    )


def _table(name: str) -> str:
    return name[:1].upper() + name[1:]


def _stands(standing: "Standing") -> str:
    latest, state = standing.latest, ArrivalState(standing.arrival.state)
    if latest is not None and standing.is_at_work:
        return "looking" if latest.kind == ErrandKind.LOOK_THROUGH else "bringing"
    if state is ArrivalState.BROUGHT_IN:
        return "brought_in"
    if state is ArrivalState.TURNED_AWAY:
        return "turned_away" if standing.is_kept else "thrown_away"
    if latest is None or latest.fault or standing.looked is None:
        return "stopped"
    return "look"


def _groups(found: Findings | None, *, refuses: bool) -> tuple[Group, ...]:
    if found is None:
        return ()
    return tuple(
        Group(title=_rule(rule.code), rule=rule) for rule in found.rules if rule.refuses is refuses
    )


def _rule(code: str) -> str:
    """The department’s rules have numbers, and ours have words."""
    if code == FOLLOWS:
        return "Left out with the child’s row in Header"
    words = code.replace("-", " ").replace("_", " ")
    return f"Rule {code}" if code[:1].isdigit() else words[:1].upper() + words[1:]


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"


def _handed_back(arrival: "Arrival", number: int) -> str:
    return reverse("arrivals:handed-back", args=[arrival.reference, number])


def size_in_words(size: int) -> str:
    """How large a file is: “812 KB”, “5.2 MB”."""
    return (
        f"{max(1, round(size / 1000)):,} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
    )


def rows_page(arrival: "Arrival", table: str, found: "Rows", outcome: str) -> RowsPage:
    """Some rows of one table."""
    href = reverse("arrivals:rows", args=[arrival.reference, table])
    every = sum(found.counts.values())
    choices = [Choice(text=f"All ({every:,})", href=href, is_here=not outcome)]
    choices += [
        Choice(
            text=f"{OUTCOMES[RowOutcome(one)].text} ({count:,})",
            href=f"{href}?outcome={one}",
            is_here=one == outcome,
        )
        for one, count in found.counts.items()
    ]
    return RowsPage(
        title=f"{table}: rows as they came",
        reference=arrival.reference,
        arrival=title_of(arrival),
        choices=tuple(choices),
        found=found,
        tags=OUTCOMES,
        previous=_page(href, outcome, found.page - 1) if found.page > 1 else "",
        following=_page(href, outcome, found.page + 1) if found.page < found.pages else "",
    )


def _page(href: str, outcome: str, number: int) -> str:
    narrowed = f"outcome={outcome}&" if outcome else ""
    return f"{href}?{narrowed}page={number}"
