"""Rows of case systems that are here from earlier files, read again by the mapping of today."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lantern.agencies.models import Agency
from lantern.intake.cases.numbers import LONGEST_ABOUT, about
from lantern.intake.mapping.definition import FileMapping
from lantern.intake.mapping.rows import Proposal, propose
from lantern.intake.models import ArrivedRow, Doubt
from lantern.people.models import Child
from lantern.spreadsheets.sheets import Line, Sheet
from lantern.vocabulary.arriving import ArrivalKind, RowOutcome

GOOD: Final = frozenset({RowOutcome.TAKEN, RowOutcome.UNCHANGED})
LONGEST_KEY: Final = 100


@dataclass(frozen=True, kw_only=True)
class HeldRow:
    """A row that no later one has replaced; no proposal where today’s mapping can’t read it."""

    pk: int
    key: str
    about: str
    outcome: RowOutcome
    child: Child | None
    proposal: Proposal | None

    @property
    def is_good(self) -> bool:
        """Whether what it says is in the record."""
        return self.outcome in GOOD


def about_of(proposal: Proposal) -> str:
    """Whom or what a row is about, as its source knows it."""
    for name in ("email", "short_name", "number"):
        if proposal.text(name):
            return proposal.text(name)[:LONGEST_ABOUT]
    return about(proposal)


def key_of(proposal: Proposal) -> str:
    """The key of a row as it is kept; a longer one is cut, with what tells it from others."""
    if len(proposal.key) <= LONGEST_KEY:
        return proposal.key
    digest = hashlib.sha256(proposal.key.encode()).hexdigest()[:32]
    return f"{proposal.key[: LONGEST_KEY - 33]} {digest}"


def held_rows(authority: Agency, mapping: FileMapping, abouts: Iterable[str]) -> dict[str, HeldRow]:
    """The rows about these, by key: two queries, however many."""
    rows = (
        ArrivedRow.objects.filter(
            authority=authority,
            about__in=set(abouts) - {""},
            table=mapping.kind.name,
            replaced_by__isnull=True,
            sheet__arrival__kind=ArrivalKind(mapping.kind.name),
        )
        .select_related("sheet", "child__responsible_authority", "child__school")
        .order_by("pk")
    )
    by_sheet: defaultdict[int, list[ArrivedRow]] = defaultdict(list)
    for row in rows:
        by_sheet[row.sheet_id].append(row)
    found: dict[str, HeldRow] = {}
    for those in by_sheet.values():
        proposals = _read_again(those, mapping)
        for row in those:
            found[row.key] = HeldRow(
                pk=row.pk,
                key=row.key,
                about=row.about,
                outcome=RowOutcome(row.outcome),
                child=row.child,
                proposal=proposals.get(row.pk),
            )
    return found


def _read_again(rows: Sequence[ArrivedRow], mapping: FileMapping) -> Mapping[int, Proposal]:
    """What the rows of one sheet propose, by their number here."""
    sheet = Sheet(
        file=rows[0].sheet.name,
        columns=tuple(rows[0].sheet.columns),
        lines=tuple(Line(row.pk, tuple(row.cells)) for row in rows),
    )
    return {one.line.number: one for one in propose(sheet, mapping).proposals}


def decisions(authority: Agency, abouts: Iterable[str]) -> Mapping[str, Mapping[int, str]]:
    """What somebody has decided on whom rows are about, by what they are about and by child."""
    rows = Doubt.objects.filter(
        arrived_row__authority=authority, arrived_row__about__in=set(abouts) - {""}
    ).exclude(decision="")
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for one, candidate, decision in rows.order_by("decided_at", "pk").values_list(
        "arrived_row__about", "candidate_id", "decision"
    ):
        found[one][candidate] = decision
    return found
