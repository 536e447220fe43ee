"""Bring in the files of a case system: what can be taken is, and the rest is handed back."""

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.core.errors import Invalid
from lantern.intake.actions.case_rows import Taking, take
from lantern.intake.actions.finishing import finish
from lantern.intake.actions.receiving import Purpose
from lantern.intake.cases.agencies import Agencies
from lantern.intake.cases.held import about_of
from lantern.intake.cases.reading import Looked, Placed, look_through, mapping_for, parts, to_mend
from lantern.intake.cases.taken import Problem, Taken
from lantern.intake.mapping.definition import FileMapping
from lantern.intake.mapping.rows import heading, propose
from lantern.intake.models import Arrival, ArrivedRow, ArrivedSheet
from lantern.intake.policies import can_bring_in
from lantern.intake.report import Report
from lantern.intake.sent import SentFile
from lantern.spreadsheets.sheets import Fault, Line, Sheet
from lantern.vocabulary.arriving import ArrivalKind, ArrivalState, RowOutcome

PART: Final = 300
"""Rows in one transaction: a report made meanwhile waits no longer than one takes."""

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


def preview(
    purpose: Purpose,
    files: Sequence[SentFile],
    *,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
) -> Report:
    """What would become of each row, were these files brought in now. Nothing is written.

    Each part is taken and undone, so that nobody waits for the whole. Rows of children who could
    be one child are in one part.
    """
    can_bring_in(by, purpose.authority).require()
    mapping = mapping_for(purpose.kind, purpose.mapping, files)
    whole = _Whole(look_through(files, mapping), mapping, purpose.authority)
    taking = _taking(whole, by, at)
    for part in whole.parts():
        with transaction.atomic():
            whole.add(part, take(part, taking))
            transaction.set_rollback(True)
        taking.agencies.forget()
        whole.say(progress)
    return whole.report(is_rehearsed=True)


def bring_in(
    arrival: Arrival,
    *,
    by: Actor,
    at: datetime,
    all_or_nothing: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Take the good rows of an arrival, and list the rest; or take nothing unless all are good."""
    if arrival.authority is None:
        raise Invalid({"authority": "Say whose records they are"})
    can_bring_in(by, arrival.authority).require()
    files = files_of(arrival)
    mapping = mapping_for(arrival.kind, arrival.mapping, files)
    looked = look_through(files, mapping)
    if all_or_nothing and (report := _unless_all_good(arrival, files, by, at)) is not None:
        finish(arrival, report, by=by, at=at)
        return report
    whole = _Whole(looked, mapping, arrival.authority, arrival)
    with transaction.atomic() if all_or_nothing else nullcontext():
        sheets = _begin(arrival, looked, at)
        taking = _taking(whole, by, at, arrival, sheets)
        for part in whole.parts():
            whole.add(part, take(part, taking))
            whole.say(progress)
        _keep_unreadable(looked, taking)
        report = whole.report()
        finish(arrival, report, by=by, at=at)
    return report


@transaction.atomic
def take_again(authority: Agency, about: str, *, by: Actor, at: datetime) -> Counter[RowOutcome]:
    """Somebody has decided which child rows are about: take those that waited for it."""
    can_bring_in(by, authority).require()
    rows = ArrivedRow.objects.filter(
        authority=authority,
        about=about,
        outcome=RowOutcome.WAITING,
        replaced_by__isnull=True,
    ).exclude(sheet__arrival__kind=ArrivalKind.SSDA903)
    counts: Counter[RowOutcome] = Counter()
    for row in rows.select_related("sheet__arrival").order_by("pk"):
        arrival = row.sheet.arrival
        mapping = mapping_for(arrival.kind, arrival.mapping, files_of(arrival))
        sheet = Sheet(
            file=row.sheet.name,
            columns=tuple(row.sheet.columns),
            lines=(Line(row.line, tuple(row.cells)),),
        )
        found = propose(sheet, mapping).proposals
        taking = Taking(
            authority=authority,
            mapping=mapping,
            by=by,
            at=at,
            agencies=Agencies(),
            arrival=arrival,
            sheets=(row.sheet_id,),
        )
        taken = take([Placed(sheet=0, proposal=one) for one in found], taking)
        counts.update(one.outcome for one in taken)
    return counts


def files_of(arrival: Arrival) -> list[SentFile]:
    """The files of an arrival, byte for byte as they came."""
    rows = arrival.files.order_by("pk").values_list("name", "content")
    return [SentFile(name, zlib.decompress(bytes(content))) for name, content in rows]


def _unless_all_good(
    arrival: Arrival, files: Sequence[SentFile], by: Actor, at: datetime
) -> Report | None:
    """The report on files of which not every row could be taken; None where each can be."""
    if arrival.authority is None:
        return None
    kind = ArrivalKind(arrival.kind)
    purpose = Purpose(kind=kind, authority=arrival.authority, mapping=arrival.mapping)
    report = preview(purpose, files, by=by, at=at)
    if report.refusals or report.count(RowOutcome.WAITING, RowOutcome.REFUSED):
        return replace(report, arrival=arrival.reference, is_rehearsed=False, is_turned_away=True)
    return None


@dataclass
class _Whole:
    """All the rows of the files, and what became of those that are done."""

    looked: Looked
    mapping: FileMapping
    authority: Agency
    arrival: Arrival | None = None
    counts: Counter[RowOutcome] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    done: int = 0

    def parts(self) -> Iterator[list[Placed]]:
        """The rows in parts; rows about one child, or of children who could be one, together."""
        placed = self.looked.placed
        groups = {index: self._group(one) for index, one in enumerate(placed)}
        return parts(placed, groups, PART)

    def _group(self, placed: Placed) -> str:
        born_on = placed.proposal.values.get("born_on")
        if self.mapping.kind.name == "children" and isinstance(born_on, date):
            return born_on.isoformat()
        return about_of(placed.proposal)

    def add(self, part: Sequence[Placed], taken: Sequence[Taken]) -> None:
        """So many more rows are done."""
        self.done += len(part)
        for placed, one in zip(part, taken, strict=True):
            self.counts[one.outcome] += 1
            sheet = self.looked.sheets[placed.sheet]
            self.faults += (
                _fault(sheet.file, placed, self._heading(placed, problem), problem)
                for problem in one.problems
            )

    def _heading(self, placed: Placed, problem: Problem) -> str:
        if problem.field not in self.mapping.columns:
            return ""
        return heading(self.looked.sheets[placed.sheet], self.mapping, problem.field)

    def say(self, progress: Progress | None) -> None:
        """Tell whoever waits how far it has come."""
        if progress is not None:
            progress(self.done, len(self.looked.placed))

    def report(self, *, is_rehearsed: bool = False) -> Report:
        """What became of every row, and the file to mend."""
        unreadable = sum(map(len, self.looked.unreadable.values()))
        counts = Counter(self.counts)
        counts[RowOutcome.REFUSED] += unreadable
        order = {sheet.file: index for index, sheet in enumerate(self.looked.sheets)}
        faults = sorted(
            (*self.looked.faults, *self.faults),
            key=lambda one: (order.get(one.file, -1), one.file, one.line or 0),
        )
        return Report(
            authority=self.authority.name,
            year=0,
            rows={self.mapping.kind.name: {one: counts[one] for one in RowOutcome if counts[one]}},
            faults=tuple(faults),
            mend=to_mend(self.looked, faults, self.mapping.kind.name),
            arrival=self.arrival.reference if self.arrival else "",
            is_rehearsed=is_rehearsed,
            title=f"{self.mapping.title}, for {self.authority.name}",
        )


def _fault(file: str, placed: Placed, column: str, problem: Problem) -> Fault:
    return Fault(
        file=file,
        line=placed.proposal.line.number,
        column=column,
        code=problem.code,
        wrong=problem.wrong,
        do=problem.do,
        refuses=problem.refuses,
    )


def _taking(
    whole: _Whole,
    by: Actor,
    at: datetime,
    arrival: Arrival | None = None,
    sheets: Sequence[int] = (),
) -> Taking:
    return Taking(
        authority=whole.authority,
        mapping=whole.mapping,
        by=by,
        at=at,
        agencies=Agencies(),
        arrival=arrival,
        sheets=sheets,
    )


@transaction.atomic
def _begin(arrival: Arrival, looked: Looked, at: datetime) -> list[int]:
    """The arrival’s sheets, in their order; they are kept once."""
    here = dict(arrival.sheets.values_list("name", "pk"))
    new = [
        ArrivedSheet(
            arrival=arrival,
            name=sheet.file,
            table=arrival.kind,
            columns=list(sheet.columns),
            recorded_at=at,
        )
        for sheet in looked.sheets
        if sheet.file not in here
    ]
    ArrivedSheet.objects.bulk_create(new)
    here |= {sheet.name: sheet.pk for sheet in new}
    if arrival.state != ArrivalState.BEGUN:
        arrival.state = ArrivalState.BEGUN
        arrival.save(update_fields=["state"])
    return [here[sheet.file] for sheet in looked.sheets]


@transaction.atomic
def _keep_unreadable(looked: Looked, taking: Taking) -> None:
    """Keep the rows from which nothing could be read as well, once."""
    ArrivedRow.objects.bulk_create(list(_unreadable(looked, taking)), batch_size=500)


def _unreadable(looked: Looked, taking: Taking) -> Iterable[ArrivedRow]:
    for index, lines in looked.unreadable.items():
        sheet = taking.sheets[index]
        kept = set(ArrivedRow.objects.filter(sheet=sheet).values_list("line", flat=True))
        width = len(looked.sheets[index].columns)
        for line in lines:
            if line.number not in kept:
                cells = [*line.cells[:width], *[""] * (width - len(line.cells))]
                yield ArrivedRow(
                    sheet_id=sheet,
                    authority=taking.authority,
                    table=taking.mapping.kind.name,
                    line=line.number,
                    position=line.number,
                    cells=cells,
                    outcome=RowOutcome.REFUSED,
                    recorded_at=taking.at,
                )
