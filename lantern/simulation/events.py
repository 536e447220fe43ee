"""What happens with simulations. `about` is the reference of the draft."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SimulationAsked(Event):
    """Somebody asked what a draft, as it stands, would have meant over a period."""

    simulation: str
    revision: int
    first_on: str
    last_on: str
