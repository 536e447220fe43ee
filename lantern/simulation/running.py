"""Runs a proposal over all that is recorded: in this process, or split over several."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Final

from django.db import connection

from lantern.simulation import apart
from lantern.simulation.counting import NOTHING, Figures
from lantern.simulation.reading import BATCH, Prepared, Proposal, count, prepare, spans

_PLACE: Final = ("NAME", "HOST", "PORT", "USER", "PASSWORD")
"""Where the database is, of the settings of a connection: a test has a database of its own."""
MOST_PARTS: Final = 500
"""Into so many parts a country is split; each is still read some hundred children at a time."""
Progress = Callable[[int, int], None]
"""Told how many parts are done, and of how many. It may raise, to stop."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Simulated:
    """A proposal, and what was counted."""

    prepared: Prepared
    figures: Figures


def simulate(
    proposal: Proposal, *, processes: int = 1, size: int = BATCH, progress: Progress | None = None
) -> Simulated:
    """Count under both protocols, part by part of the children. The figures are the same whatever
    the number of processes and the size of a part.

    Raises Faulty with every fault of the draft, and Nobody if it would be nobody's.
    """
    prepared = prepare(proposal)
    parts = joined(spans(prepared, size))
    counted = _counted(prepared, parts, processes)
    figures = NOTHING
    for done, some in enumerate(counted, start=1):
        figures += some
        if progress is not None:
            progress(done, len(parts))
    return Simulated(prepared=prepared, figures=figures)


def joined(parts: Sequence[tuple[int, int]], most: int = MOST_PARTS) -> list[tuple[int, int]]:
    """The same children in no more than so many parts: neighbours are taken together."""
    step = max(1, -(-len(parts) // most))
    together = (parts[first : first + step] for first in range(0, len(parts), step))
    return [(some[0][0], some[-1][1]) for some in together]


def _counted(
    prepared: Prepared, parts: Sequence[tuple[int, int]], processes: int
) -> Iterator[Figures]:
    if min(processes, len(parts)) < 2:
        yield from (count(prepared, part) for part in parts)
        return
    # A process begun anew has a connection of its own, and none of the threads of this one.
    database = {name: connection.settings_dict[name] for name in _PLACE}
    begun = (pickle.dumps(prepared.proposal), database)
    pool = get_context("spawn").Pool(min(processes, len(parts)), apart.begin, begun)
    with pool:
        yield from pool.imap_unordered(apart.part, parts)
