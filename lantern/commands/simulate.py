"""`lantern protocol simulate`: what a draft would have meant, over the episodes recorded."""

import gc
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lantern.commands.prepare import prepare_database
from lantern.core.instants import read_day

if TYPE_CHECKING:
    from lantern.simulation.reading import Proposal
    from lantern.simulation.report import Interviewing, Line, Load, Report
    from lantern.simulation.running import Progress, Simulated


class Day(click.ParamType[date]):
    """A day, such as 2026-03-31."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day, or a sentence on how to write it."""
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value))
        except ValueError as fault:
            self.fail(str(fault), param, ctx)


@click.command(name="simulate")
@click.argument("draft", metavar="DRAFT")
@click.option("--from", "first", type=Day(), required=True, help="First day of the period.")
@click.option("--to", "last", type=Day(), required=True, help="Last day of the period.")
@click.option(
    "--authority",
    "codes",
    metavar="CODE",
    multiple=True,
    help="Code or short name of an authority whose protocol the draft would be. Once or more.",
)
@click.option("--processes", type=click.IntRange(1), help="Processes (default: one a core).")
@click.option(
    "--interviews-a-worker",
    "a_worker",
    type=click.FloatRange(0, min_open=True),
    help="Return interviews that a worker holds in a week (default: 5, which is assumed).",
)
@click.option("--with-history", is_flag=True, help="Count absences from other records too.")
@click.option("--children", "most", default=20, show_default=True, help="Children to name.")
@click.option(
    "--keep",
    "kept_in",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep each part in FILE; stopped, and asked for again with it, it goes on.",
)
@click.option("--all", "every", is_flag=True, help="Print duties also that stay the same.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def command(  # noqa: PLR0913  its options
    draft: str,
    first: date,
    last: date,
    codes: Sequence[str],
    processes: int | None,
    a_worker: float | None,
    most: int,
    kept_in: Path | None,
    *,
    with_history: bool,
    every: bool,
    as_json: bool,
) -> None:
    """Run DRAFT over the episodes recorded in a period, and print it beside today's protocol.

    DRAFT is the file of a rulebook, or the reference of a draft in Lantern, such as R-2B3C-4D5F.
    Both protocols are taken as if they had bound throughout. Nothing is changed.
    """
    if last < first:
        raise click.UsageError("The last day is before the first.")
    with _nothing_collected():
        prepare_database()
        from lantern.simulation.report import ASSUMED_INTERVIEWS, report

        proposal = _proposal(draft, first, last, codes, with_history=with_history, most=most)
        found = _simulated(proposal, processes or _cores(), _progress(), kept_in)
        said = report(found, interviews_a_worker=a_worker or ASSUMED_INTERVIEWS)
    if as_json:
        click.echo(_as_json(said, found))
        return
    for line in _as_text(said, found, every=every, assumed=a_worker is None):
        click.echo(line)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Objects that point to each other are not looked for: hardly any are made, and looking takes a
    quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _proposal(
    draft: str,
    first: date,
    last: date,
    codes: Sequence[str],
    *,
    with_history: bool,
    most: int,
) -> "Proposal":
    from lantern.core import clock
    from lantern.simulation.reading import READER, Proposal

    authorities = tuple(_authority(code) for code in codes)
    if Path(draft).is_file():
        name, text = draft, Path(draft).read_text(encoding="utf-8")
    else:
        from lantern.core.errors import NotFound
        from lantern.simulation.queries import draft as draft_of

        try:
            row = draft_of(READER, draft)
        except NotFound:
            raise click.ClickException(
                f"There is no file “{draft}”, and no draft in Lantern is called so."
            ) from None
        name, text = row.reference, row.text
        authorities = authorities or (row.agency_id,)
    return Proposal(
        name=name,
        text=text,
        first=first,
        last=last,
        seen_at=clock.now(),
        authorities=authorities,
        with_history=with_history,
        most=most,
    )


def _authority(code: str) -> int:
    from lantern.agencies import queries as agencies
    from lantern.simulation.reading import READER

    found = agencies.authority_with_code(READER, [code])
    if found is None:
        raise click.ClickException(f"No authority has the code or the short name “{code}”.")
    return found.pk


def _simulated(
    proposal: "Proposal", processes: int, progress: "Progress", kept_in: Path | None
) -> "Simulated":
    from lantern.protocol.faults import Faulty
    from lantern.protocol.layers import UnknownRulebook
    from lantern.simulation.reading import Nobody
    from lantern.simulation.resumed import AnotherSimulation
    from lantern.simulation.running import simulate

    try:
        return simulate(proposal, processes=processes, progress=progress, kept_in=kept_in)
    except AnotherSimulation as other:
        raise click.ClickException(f"“{other}” holds another simulation. Name another.") from None
    except Faulty as fault:
        raise click.ClickException(str(fault)) from None
    except UnknownRulebook as fault:
        raise click.ClickException(f"{fault}.") from None
    except Nobody as nobody:
        raise click.ClickException(
            f"No authority works under {nobody} today. Say whose it would be with --authority."
        ) from None


def _progress() -> Callable[[int, int], None]:
    """Says how far it has come, in tenths, beside what is printed."""
    said = -1

    def progress(done: int, in_all: int) -> None:
        nonlocal said
        tenth = done * 10 // in_all
        if tenth > said:
            said = tenth
            click.echo(f"{done:,} of {in_all:,} parts of the children counted", err=True)

    return progress


def _as_json(said: "Report", found: "Simulated") -> str:
    from lantern.simulation.kept import as_json
    from lantern.simulation.words import cautions
    from lantern.simulation.written import difference_as_json

    children = [
        {
            "child": one.reference,
            "differences": one.count,
            "duties": [difference_as_json(each) for each in one.differences],
        }
        for one in found.figures.foremost
    ]
    whole = as_json(said) | {"cautions": cautions(said), "children_named": children}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _as_text(said: "Report", found: "Simulated", *, every: bool, assumed: bool) -> Iterator[str]:
    from lantern.simulation.words import cautions

    yield f"Draft:  {said.draft}"
    yield f"Beside: {', '.join(said.today)}"
    yield f"From {said.first} to {said.last}: {said.weeks:.1f} weeks"
    yield f"{said.absences:,} absences of {said.children:,} children"
    yield ""
    yield from _duties(said, every=every)
    yield ""
    yield from _interviews(said, assumed=assumed)
    yield ""
    yield from _treated(said, found)
    yield ""
    yield "To know:"
    yield from (f"  - {one}" for one in cautions(said))


def _duties(said: "Report", *, every: bool) -> Iterator[str]:
    if not said.differing_lines:
        yield "No duty would have been different."
        if not every:
            return
    head = ("Duties", "Owner", "in all", "a week", "at peak", "late", "not known")
    lines = said.lines if every else said.differing_lines
    yield from _table([head, *(row for one in lines for row in _rows(one))])
    same = len(said.lines) - len(said.differing_lines)
    if same and not every:
        yield f"{same} other kinds of duty stay the same; --all prints them."
    yield ""
    yield from _table([("Owner", *head[2:]), *(_row(one) for one in said.owners)])
    yield ""
    yield from _table([("All duties", *head[2:]), _row(said.total)])


def _rows(one: "Line") -> Iterator[tuple[str, ...]]:
    row = _row(one)
    yield one.words[:60], one.owner[:26], *row[1:]


def _row(one: "Line") -> tuple[str, ...]:
    """Today’s figures and the draft’s, with an arrow between those that are not the same."""
    from lantern.simulation.counting import Outcome

    today, draft = one.today, one.draft
    return (
        one.owner,
        _pair(f"{today.load.count:,}", f"{draft.load.count:,}"),
        _pair(f"{today.load.a_week:.1f}", f"{draft.load.a_week:.1f}"),
        _peaks(today.load, draft.load),
        _pair(f"{today.late:,}", f"{draft.late:,}"),
        _pair(f"{today.how_many(Outcome.NOT_KNOWN):,}", f"{draft.how_many(Outcome.NOT_KNOWN):,}"),
    )


def _pair(was: str, will: str) -> str:
    return was if was == will else f"{was} → {will}"


def _peaks(today: "Load", draft: "Load") -> str:
    """The busiest week of each; the week once where it is the same."""
    if today.peak_week is None or today.peak_week != draft.peak_week:
        return _pair(_peak(today), _peak(draft))
    return f"{_pair(f'{today.peak:,}', f'{draft.peak:,}')} ({today.peak_week})"


def _peak(load: "Load") -> str:
    return "0" if load.peak_week is None else f"{load.peak:,} ({load.peak_week})"


def _interviews(said: "Report", *, assumed: bool) -> Iterator[str]:
    head = ("Return interviews", "owed", "to hold", "a week", "at peak", "workers", "at peak")
    rows = (("Today", said.interviews_today), ("Draft", said.interviews_draft))
    yield from _table([head, *((name, *_interviewing(one)) for name, one in rows)])
    whose = "an assumption: no source gives a figure; --interviews-a-worker sets yours"
    yield (
        f"A worker is taken to hold {said.interviews_a_worker:g} in a week"
        f" ({whose if assumed else 'as you said'})."
    )


def _interviewing(one: "Interviewing") -> tuple[str, ...]:
    return (
        f"{one.owed.count:,}",
        f"{one.to_hold.count:,}",
        f"{one.to_hold.a_week:.1f}",
        _peak(one.to_hold),
        f"{one.workers:.1f}",
        f"{one.workers_at_peak:.1f}",
    )


def _treated(said: "Report", found: "Simulated") -> Iterator[str]:
    from lantern.simulation.words import CHANGES, in_sentence

    yield (
        f"{said.differing_children:,} children would have been treated differently, "
        f"in {said.differing_absences:,} absences."
    )
    for changed in said.changes:
        ways = [f"{changed.how_many(way):,} {words}" for way, words in CHANGES.items()]
        yield f"  {changed.words}: {', '.join(one for one in ways if not one.startswith('0 '))}"
    words = {one.rule: one.words for one in said.lines}
    for child in found.figures.foremost:
        yield ""
        yield f"{child.reference}, {child.count:,} duties:"
        for one in child.differences[:5]:
            yield f"  {one.subject}: {in_sentence(one, words.get(one.rule, one.rule))}"
        if child.count > 5:
            yield f"  and {child.count - 5:,} more"


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows under each other, words to the left and figures to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    words = sum(1 for cell in rows[0] if cell[:1].isupper())
    for row in rows:
        cells = (
            cell.ljust(width) if place < words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


if __name__ == "__main__":
    command()
