"""The rulebooks that bind: those that come with the product, and the versions adopted since.

Each process holds them in memory. Another process's adoption is noticed by `look_again`, which a
web server does before a request and the worker by its schedule, at most so often; a version binds
no sooner than `BINDS_AFTER` from its adoption, so that all have noticed it by then.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

import structlog
from django.core.signals import request_started
from django.db import DatabaseError

from lantern.agreements.models import Adoption
from lantern.protocol import load
from lantern.protocol.faults import Fault, Faulty
from lantern.protocol.layers import Library
from lantern.protocol.rulebook import Rulebook

log = structlog.get_logger("lantern.agreements")

NATIONAL: Final = "dfe-2014"
"""The rulebook of an authority that has none of its own: statutory guidance binds everybody."""
AGAIN_AFTER: Final = timedelta(seconds=60)
"""How old what a process holds may be."""
BINDS_AFTER: Final = timedelta(minutes=10)
"""The least time from an adoption to the midnight from which it binds."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """The rulebooks as a process holds them."""

    stamp: tuple[tuple[int, datetime], ...]
    """The adoptions that were read, in order, each with its instant."""
    texts: Mapping[str, str]
    """The text of each adopted version in force or to come, by its name."""
    laid: Library | None
    """The shipped rulebooks with the adopted ones; None where nothing was adopted."""
    left_out: tuple[str, ...] = ()
    """Adopted versions that this release of the product can no longer read."""

    @property
    def shelf(self) -> Library:
        """Every rulebook that binds."""
        return self.laid or load.library()


_held: Held | None = None
_looked_at = 0.0


def library() -> Library:
    """Every rulebook that binds, each in its dated versions. Asks the database only at first."""
    return held().shelf


def knowing(rulebook: str) -> Library:
    """The same, looking again where this rulebook is not in what the process holds."""
    shelf = library()
    return shelf if not rulebook or rulebook in shelf.versions else look().shelf


def held() -> Held:
    """What this process holds."""
    return _held or look()


def look_before_requests() -> None:
    """From now on look for new adoptions before a request is answered, at most so often."""
    request_started.connect(_before_request, dispatch_uid="lantern.agreements")


def _before_request(**_: object) -> None:
    look_again(time.monotonic())


def look_again(now: float) -> None:
    """Look for new adoptions, if this process has not for so long; `now` in seconds that only go
    forward. A database that is away is no fault: what is held stays, and the next look is soon."""
    if now - _looked_at < AGAIN_AFTER.total_seconds():
        return
    try:
        look()
    except DatabaseError as fault:
        log.warning("adopted versions could not be read", fault=type(fault).__name__)


def look() -> Held:
    """Read which versions have been adopted; the rulebooks anew where that has changed."""
    global _held, _looked_at  # noqa: PLW0603  what a process holds, held once
    stamp = tuple(Adoption.objects.order_by("pk").values_list("pk", "adopted_at"))
    if _held is None or _held.stamp != stamp:
        _held = _read(stamp)
    _looked_at = time.monotonic()
    return _held


def hold_shipped() -> None:
    """Hold what comes with the product, as where nothing was ever adopted."""
    global _held, _looked_at  # noqa: PLW0603  what a process holds, held once
    _held = Held(stamp=(), texts={}, laid=None)
    _looked_at = time.monotonic()


def with_texts(texts: Mapping[str, str]) -> Library | tuple[Fault, ...]:
    """The shipped rulebooks with these in place, or every fault; the last few are remembered."""
    return _laid_out(tuple(texts.items()))


@lru_cache(maxsize=8)
def _laid_out(texts: tuple[tuple[str, str], ...]) -> Library | tuple[Fault, ...]:
    return load.with_texts(dict(texts))


def in_force(rulebook: str, day: date) -> Rulebook | None:
    """The version of a rulebook that binds on a day; None where none does."""
    versions = library().versions.get(rulebook, ())
    return next((one for one in versions if one.in_force_on(day)), None)


def text_of(book: Rulebook) -> str:
    """A version as it is written, shipped or adopted."""
    adopted = held().texts.get(str(book.place.file))
    return book.place.file.read_text(encoding="utf-8") if adopted is None else adopted


def name_of(adoption: Adoption) -> str:
    """What faults and places call the text of an adopted version."""
    return f"{adoption.rulebook} from {adoption.starts_on}"


def _read(stamp: tuple[tuple[int, datetime], ...]) -> Held:
    rows = Adoption.objects.filter(pk__in=[pk for pk, _ in stamp]).order_by("pk")
    # Adopted again for the same day, the later adoption stands in the place of the earlier.
    texts = {name_of(row): row.text for row in rows}
    left_out: list[str] = []
    while True:
        shelf = with_texts(texts) if texts else load.library()
        if isinstance(shelf, Library):
            _make_ready(shelf)
            laid = shelf if texts else None
            return Held(stamp=stamp, texts=texts, laid=laid, left_out=tuple(left_out))
        if not texts:
            raise Faulty(shelf)
        faulty = _named(shelf, texts) or set(texts)
        log.error("adopted versions cannot be read", versions=sorted(faulty), fault=str(shelf[0]))
        left_out += sorted(faulty)
        texts = {name: text for name, text in texts.items() if name not in faulty}


def _named(faults: tuple[Fault, ...], texts: Mapping[str, str]) -> set[str]:
    return {str(fault.file) for fault in faults} & set(texts)


def _make_ready(shelf: Library) -> None:
    """Lay each rulebook out now, so that no page waits for it."""
    for name in shelf.ids:
        shelf.protocol(name)
