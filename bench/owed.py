"""The duties of invented children and absences: what the ledger itself derives from their facts."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING

from bench.children import Child
from bench.rows import Tables
from lantern.duties import facts
from lantern.duties.bearings import Bearings, Partnership
from lantern.duties.derivation import Derived, Row, derived
from lantern.duties.models import Duty, Told
from lantern.duties.subjects import Subject
from lantern.protocol.facts import Record

if TYPE_CHECKING:
    from bench.absences import Absence

COLUMNS = [field.name for field in fields(Row)]


class Owed:
    """Derives duties by the ledger's own functions, from rows that are still in memory."""

    def __init__(self, tables: Tables, now: datetime, authorities: Iterable[int]) -> None:
        self.now = now
        self.partnership = Partnership(authorities)
        self.duties = tables.table(Duty, " ".join(["id", *COLUMNS]))
        self.told = tables.table(Told, "id recorded_at subject rule cause occasion at")
        self.number = 0

    def begin(self, number: int) -> None:
        """A new block of rows, with numbers of its own."""
        self.number = number

    def write(self, child: Child, absences: list["Absence"]) -> None:
        """The duties of a child and of the child's absences, and who was told of which."""
        known = self._records(child)
        for absence in absences:
            if not absence.is_history:
                self._write(self._of_absence(child, absence, known))
        self._write(self._of_child(child, known))

    def _records(self, child: Child) -> list[Record]:
        return facts.of_child(child.circumstances, child.spells, child.profiles, child.assessments)

    def _around(self, child: Child, absence: "Absence | None") -> Bearings:
        acting = [one for one in child.circumstances.assignments if one.until_at is None]
        # A child whose placement has ended has no present home; an absence keeps its own.
        carer = child.carer if absence is not None or child.until is None else None
        return self.partnership.around(
            acting,
            authority=child.authority.agency.pk,
            host=carer.authority.agency.pk if carer else None,
            carer=carer.agency.pk if carer else None,
            force=absence.force.agency.pk if absence else None,
            school=None,
        )

    def _of_child(self, child: Child, known: list[Record]) -> Subject:
        around = self._around(child, None)
        return Subject(
            reference=child.reference,
            kind="child",
            child_id=child.pk,
            episode_id=None,
            rulebooks=around.rulebooks,
            born_on=child.circumstances.born_on,
            records=tuple(known),
            excuses=(),
            places=around.places,
            first_day_on=around.first_day_on,
        )

    def _of_absence(self, child: Child, absence: "Absence", known: list[Record]) -> Subject:
        around = self._around(child, absence)
        entries = sorted(absence.facts, key=lambda fact: (fact.recorded_at, fact.pk))
        reported = next(one for one in entries if one.fact == "episode.reported")
        told = facts.of_episode(entries, earlier=absence.earlier, reported=reported)
        return Subject(
            reference=absence.reference,
            kind="episode",
            child_id=child.pk,
            episode_id=absence.pk,
            rulebooks=around.rulebooks,
            born_on=child.circumstances.born_on,
            records=(*known, *told),
            excuses=(),
            places=around.places,
            first_day_on=around.first_day_on,
        )

    def _write(self, subject: Subject) -> None:
        for one in derived(subject, self.now):
            self.number += 1
            row = one.row
            self.duties.add((self.number, *[getattr(row, name) for name in COLUMNS]))
            self._tell(one)

    def _tell(self, one: Derived) -> None:
        """Whoever is to be told by now was told, so that nothing waits for the worker."""
        row = one.row
        occasions = (
            ("arises", row.tells_arising, row.arose_at),
            ("due_soon", row.tells_due_soon, row.due_soon_at),
            ("overdue", row.tells_overdue, row.due_at),
        )
        for place, (occasion, tells, at) in enumerate(occasions):
            if tells and at is not None and at <= self.now:
                pk = self.number * 3 + place
                self.told.add((pk, at, row.subject, row.rule, row.cause, occasion, at))
