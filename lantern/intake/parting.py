"""Rows in parts of whole children, each small enough to be taken in one short transaction. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from lantern.intake.deriving import pupil_number
from lantern.intake.returns import HEADER, CameRow

CHUNK: Final = 1_500
"""Rows in one transaction, about a second: a report made meanwhile waits no longer than that."""


def parts(came: Mapping[str, Sequence[CameRow]]) -> Iterator[dict[str, Sequence[CameRow]]]:
    """The rows in parts of whole children. Two with one national number are never in one part.

    So the second finds the first on record, and a person is asked.
    """
    waiting = list(came.items())
    while waiting:
        part: dict[str, Sequence[CameRow]] = {}
        size, numbers, later = 0, set[str](), []
        for place, (about, rows) in enumerate(waiting):
            if size and size + len(rows) > CHUNK:
                later += waiting[place:]
                break
            upn = _upn(rows)
            if upn and upn in numbers:
                later.append((about, rows))
                continue
            numbers.add(upn)
            part[about] = rows
            size += len(rows)
        yield part
        waiting = later


def _upn(rows: Iterable[CameRow]) -> str:
    stated = (row.values.get("UPN", "") for row in rows if row.table == HEADER)
    return next((pupil_number(one) for one in stated), "")
