"""How an arrival stands: the part of its page that keeps itself up to date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.intake.findings import FOLLOWS, Counted, Findings, Rule
from lantern.intake.second_thoughts import SecondThought
from lantern.ssda903.tables import TABLES
from lantern.vocabulary.arriving import ArrivalState, ErrandKind
from lantern.web.tags import Tag
from lantern.web.wording import capital

if TYPE_CHECKING:
    from lantern.intake.arrivals import Standing
    from lantern.intake.models import Arrival

LOOKING: Final = Tag(text="Being looked through")
BRINGING: Final = Tag(text="Being brought in")
STATES: Final[Mapping[ArrivalState, Tag]] = {
    ArrivalState.RECEIVED: Tag(text="Waiting for you", colour="yellow"),
    ArrivalState.BEGUN: Tag(text="Part brought in", colour="orange"),
    ArrivalState.BROUGHT_IN: Tag(text="Brought in", colour="green"),
    ArrivalState.TURNED_AWAY: Tag(text="Not brought in", colour="grey"),
}


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


def tag_of(arrival: "Arrival", *, is_at_work: bool, is_kept: bool) -> Tag:
    """How it stands, in a word."""
    state = ArrivalState(arrival.state)
    if is_at_work:
        return LOOKING if state is ArrivalState.RECEIVED else BRINGING
    if state is ArrivalState.TURNED_AWAY and not is_kept:
        return Tag(text="Thrown away", colour="grey")
    return STATES[state]


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
        tag=tag_of(arrival, is_at_work=standing.is_at_work, is_kept=standing.is_kept),
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
    return capital(name)


def _stands(standing: "Standing") -> str:
    latest, state = standing.latest, ArrivalState(standing.arrival.state)
    if latest is not None and standing.is_at_work:
        return "looking" if latest.kind == ErrandKind.LOOK_THROUGH else "bringing"
    if state is ArrivalState.BROUGHT_IN:
        return "brought_in"
    if state is ArrivalState.TURNED_AWAY and not standing.is_kept:
        return "thrown_away"
    if latest is None or latest.fault or standing.looked is None:
        return "stopped"
    return "turned_away" if state is ArrivalState.TURNED_AWAY else "look"


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
    return f"Rule {code}" if code[:1].isdigit() else capital(words)


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"


def _handed_back(arrival: "Arrival", number: int) -> str:
    return reverse("arrivals:handed-back", args=[arrival.reference, number])
