"""What `lantern import` says: first the sum, then each thing wrong; and the files to mend."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from lantern.intake.report import Report
    from lantern.spreadsheets.sheets import Fault

SHOWN = 100
"""Faults shown here; the file has them all."""
FAULTS = "faults.csv"


class Progress:
    """How far it has come: a bar on a terminal, and otherwise a line for each tenth."""

    def __init__(self) -> None:
        self.tenth = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.tenth and sys.stderr.isatty():
            click.echo(err=True)

    def say(self, done: int, of: int) -> None:
        """So many rows of so many are done."""
        tenth = 10 * done // max(of, 1)
        if sys.stderr.isatty():
            self.tenth = tenth
            bar = "#" * (3 * tenth) + "-" * (30 - 3 * tenth)
            click.echo(f"\r[{bar}] {done:,} of {of:,} rows", err=True, nl=False)
        elif tenth > self.tenth:
            self.tenth = tenth
            click.echo(f"{done:,} of {of:,} rows", err=True)


def exit_code(report: "Report") -> int:
    """0: everything was taken. 1: nothing was. 2: some rows were refused, or wait for a person."""
    from lantern.vocabulary.arriving import RowOutcome

    taken = report.count(RowOutcome.TAKEN, RowOutcome.UNCHANGED)
    waiting = report.count(RowOutcome.WAITING)
    if report.is_turned_away or not (taken or waiting):
        return 1
    return 2 if waiting or report.refusals else 0


def keep(report: "Report", folder: Path) -> Path | None:
    """Put the refused rows and the list of faults where they can be found; none when all is well.

    Each run has a folder of its own, so that nothing is written over what somebody is mending.
    """
    from lantern.intake.looking import LISTING
    from lantern.spreadsheets.writing import write

    if not report.refusals:
        return None
    folder = _free(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    rows = (
        (
            fault.file,
            str(fault.line or ""),
            fault.column,
            fault.code,
            fault.wrong,
            fault.do,
            "yes" if fault.refuses else "no",
        )
        for fault in report.faults
    )
    contents = {one.name: one.content for one in report.mend}
    contents[FAULTS] = write(LISTING, rows, guarded=True)
    for name, content in contents.items():
        file = folder / name
        file.touch(mode=0o600)
        file.write_bytes(content)
    return folder


def _free(folder: Path) -> Path:
    """The folder, or the first numbered one beside it that holds nothing to mend."""
    free, number = folder, 1
    while free.is_dir() and any((*free.glob("mend-*.csv"), *free.glob(FAULTS))):
        number += 1
        free = folder.with_name(f"{folder.name}-{number}")
    return free


def said(report: "Report", folder: Path | None) -> str:
    """The sum first; then every thing that is wrong, with what to do about it."""
    parts = [_title(report), *_tables(report), *_records(report), _fate(report)]
    parts += _rules(report)
    parts += _listed("Refused", report.refusals)
    parts += _listed("Taken, with a question", report.questions)
    if folder is not None:
        parts.append(f"\nThe refused rows are in {folder}, each with what is wrong and what to do.")
        what = "file" if report.title else "folder"
        parts.append(f"Mend them there and bring that {what} in the same way.")
    return "\n".join(part for part in parts if part)


def _title(report: "Report") -> str:
    from lantern.ssda903 import years

    if report.title:
        return report.title
    begins, ends = years.begins(report.year), years.ends(report.year)
    return (
        f"Return of {report.authority} for {years.spoken(report.year)} "
        f"({begins:%B %Y} to {ends:%B %Y})"
    )


def _tables(report: "Report") -> Iterator[str]:
    width = max((len(table) for table in report.rows), default=0)
    for table, counts in report.rows.items():
        rows = sum(counts.values())
        what = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items() if count)
        yield f"  {table:<{width}}  {_many(rows, 'row')}: {what or 'nothing'}"


def _records(report: "Report") -> Iterator[str]:
    children, absences = report.children, report.absences
    if report.is_rehearsed or report.is_turned_away:
        return
    touched = children.get("added", 0) + children.get("known", 0)
    if touched:
        new = children.get("added", 0)
        yield f"{_many(touched, 'child', 'children')} with something new, {new:,} of them new here."
    words = {"added": "added", "changed": "brought up to date", "joined": "recorded here already"}
    told = [f"{absences[key]:,} {said}" for key, said in words.items() if absences.get(key)]
    if told:
        yield f"Absences: {', '.join(told)}."


def _fate(report: "Report") -> str:
    from lantern.vocabulary.arriving import RowOutcome

    if report.is_rehearsed:
        return "This was a dry run: nothing was written."
    if report.is_turned_away:
        return "Nothing was taken, because not every row could be."
    if waiting := report.count(RowOutcome.WAITING):
        rows = _many(waiting, "row waits", "rows wait")
        return f"{rows} until somebody has said which child they are about."
    if not report.count(RowOutcome.TAKEN, RowOutcome.REFUSED):
        return "Everything was here already. Nothing has changed."
    return ""


def _rules(report: "Report") -> Iterator[str]:
    if not report.refusals:
        return
    yield "\nRefused, by rule:"
    for code, count in report.by_rule:
        yield f"  {code:<16}  {_many(count, 'time')}"


def _listed(title: str, faults: "tuple[Fault, ...]") -> Iterator[str]:
    if not faults:
        return
    yield f"\n{title}:"
    yield from (f"  {_one(fault)}" for fault in faults[:SHOWN])
    if len(faults) > SHOWN:
        yield f"  and {len(faults) - SHOWN:,} more, listed in {FAULTS}."


def _one(fault: "Fault") -> str:
    where = [fault.file or "The return"]
    if fault.line is not None:
        where.append(f"line {fault.line:,}")
    if fault.column:
        where.append(fault.column)
    return f"{', '.join(where)}: {fault.wrong}. {fault.do}. [{fault.code}]"


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or one + 's'}"
