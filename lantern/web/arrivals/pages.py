"""What the pages of bringing in show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.vocabulary.arriving import ArrivalKind, RowOutcome
from lantern.web.arrivals.forms import CasesForm, KindForm, ReturnForm, year_in_words
from lantern.web.arrivals.regions import Region, tag_of
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.intake.arrivals import Rows, Standing
    from lantern.intake.models import Arrival

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
            tag=tag_of(one, is_at_work=one.pk in at_work, is_kept=bool(names[one.pk])),
        )
        for one in arrivals
    )


def _files(names: Sequence[str]) -> str:
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} more files"


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
