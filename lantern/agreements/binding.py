"""Which rulebooks bind a child or an absence at once, and which of them decides a fact.

The responsible authority's binds in whole, and so does that of the authority in whose area the
child is placed. The home's and the return-interview provider's bring what they say themselves:
what they only extend binds by way of the authorities' (CF-19: both are run, the union of duties,
the strictest clock).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from lantern.agreements import library
from lantern.agreements.library import NATIONAL
from lantern.protocol.several import Protocols, bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebooks:
    """The rulebooks of the agencies around a child; empty where one has none of its own."""

    authority: str
    host: str = ""
    home: str = ""
    provider: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Each of them once, that of the responsible authority first."""
        named = (self.authority, self.host, self.home, self.provider)
        return tuple(dict.fromkeys(one for one in named if one))


def protocols_of(rulebooks: Rulebooks) -> Protocols:
    """The protocols of these rulebooks, as they bind at once.

    One that this process can't read binds nobody, but for the responsible authority's: without
    that one UnknownRulebook is raised.
    """
    shelf = library.library()
    if any(one not in shelf.versions for one in rulebooks.ids):
        shelf = library.look().shelf
    known = shelf.versions
    areas = (rulebooks.authority, *(one for one in (rulebooks.host,) if one in known))
    services = tuple(one for one in (rulebooks.home, rulebooks.provider) if one in known)
    return bound(shelf, areas, services)


def title_of(rulebook: str) -> str:
    """The title of a rulebook; its id where it is not among those that are held."""
    shelf = library.library()
    return shelf.protocol(rulebook).title if rulebook in shelf.versions else rulebook


def known_or_national(rulebook: str) -> str:
    """This rulebook; the national one where none is named or it is not here."""
    return rulebook if rulebook in library.knowing(rulebook).versions else NATIONAL


Read = Callable[[int, Any], Rulebooks]
_reads: Final[list[Read]] = []


def install(read: Read) -> None:
    """Set who reads the agencies around a child: given the child, and the row of the absence where
    it is of one. Called once, when the application starts; a layer above knows them."""
    _reads[:] = [read]


def protocols_around(child_id: int, episode: Any = None) -> Protocols:
    """The protocols that bind a child beside any absence, or in this one; the national one where
    the authority's is not here."""
    found = _reads[0](child_id, episode)
    return protocols_of(replace(found, authority=known_or_national(found.authority)))
