"""Runs a proposal over all that is recorded: in this process, or split over several."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from django.db import connections

from lantern.simulation import apart
from lantern.simulation.counting import NOTHING, Figures
from lantern.simulation.reading import BATCH, Prepared, Proposal, count, how_many, prepare, spans
from lantern.simulation.resumed import Parts

MOST_PARTS: Final = 500
"""Into so many parts a country is split; each is still read some hundred children at a time."""
SHARES: Final = 12
"""So many parts each of several processes has, or more: none waits long for the last."""
Progress = Callable[[int, int], None]
"""Told how many parts are done, and of how many. It may raise, to stop."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Simulated:
    """A proposal, and what was counted."""

    prepared: Prepared
    figures: Figures


def simulate(
    proposal: Proposal,
    *,
    processes: int = 1,
    size: int = BATCH,
    progress: Progress | None = None,
    kept_in: Path | None = None,
) -> Simulated:
    """Count under both protocols, part by part of the children. The figures are the same whatever
    the number of processes and the size of a part. Several processes are split off this one,
    which therefore has no thread but one, and no transaction. Where each part is `kept_in` a file,
    what stands there is not counted again.

    Raises Faulty with every fault of the draft, Nobody if it would be nobody's, and
    AnotherSimulation where the file holds other parts.
    """
    kept = None if kept_in is None else Parts(kept_in, proposal)
    prepared = prepare(proposal if kept is None else kept.as_begun(proposal))
    parts = joined(spans(prepared, _size(prepared, processes, size)))
    known = {} if kept is None else {part: kept.done[part] for part in parts if part in kept.done}
    figures = sum(known.values(), NOTHING)
    left = [part for part in parts if part not in known]
    for done, (part, some) in enumerate(_counted(prepared, left, processes), start=1):
        figures += some
        if kept is not None:
            kept.keep(part, some)
        if progress is not None:
            progress(len(known) + done, len(parts))
    return Simulated(prepared=prepared, figures=figures)


def joined(parts: Sequence[tuple[int, int]], most: int = MOST_PARTS) -> list[tuple[int, int]]:
    """The same children in no more than so many parts: neighbours are taken together."""
    step = max(1, -(-len(parts) // most))
    together = (parts[first : first + step] for first in range(0, len(parts), step))
    return [(some[0][0], some[-1][1]) for some in together]


def _size(prepared: Prepared, processes: int, most: int) -> int:
    """How many children are in one part: so few that several processes end at one time."""
    if processes < 2:
        return most
    return max(1, min(most, how_many(prepared) // (processes * SHARES)))


def _counted(
    prepared: Prepared, parts: Sequence[tuple[int, int]], processes: int
) -> Iterator[tuple[tuple[int, int], Figures]]:
    """Each part with its figures, as they come."""
    if min(processes, len(parts)) < 2:
        yield from ((part, count(prepared, part)) for part in parts)
        return
    # Each process opens a connection of its own: none may be open when it is split off.
    connections.close_all()
    pool = get_context("fork").Pool(min(processes, len(parts)), apart.begin, (prepared,))
    with pool:
        yield from pool.imap_unordered(apart.part, parts)
