"""What a process of its own does for a simulation. Django is started here before anything else."""

import pickle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantern.simulation.counting import Figures
    from lantern.simulation.reading import Prepared

_ready: "list[Prepared]" = []
"""The proposal, once this process has read it."""


def begin(proposal: bytes, database: dict[str, str]) -> None:
    """Start Django with a connection of this process's own, and read the proposal."""
    import django

    django.setup()
    from django.db import connection

    from lantern.simulation.reading import prepare

    settings = connection.settings_dict
    settings |= database
    _ready[:] = [prepare(pickle.loads(proposal))]  # noqa: S301  from the process that began this


def part(span: tuple[int, int]) -> "Figures":
    """The figures of one range of children."""
    from lantern.simulation.reading import count

    return count(_ready[0], span)
