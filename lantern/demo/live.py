"""What is going on right now, as written down in `live.yaml`, told back from this minute."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import yaml

from lantern.demo.absences import Absence, Found, Interview, span
from lantern.vocabulary.absence import Classification
from lantern.vocabulary.returning import HowReturned
from lantern.vocabulary.risk import RiskLevel

FILE: Final = Path(__file__).with_name("live.yaml")
_SPANS: Final = ("noticed", "reported", "decided", "away_known", "located", "back")
_PLAIN: Final = ("rang_police", "is_in_contact", "circumstances")


def absences(now: datetime) -> tuple[Absence, ...]:
    """The absences that are live at this instant, each at a stage of its own."""
    written = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(_read(one, now) for one in written)


def _read(one: Mapping[str, Any], now: datetime) -> Absence:
    given: dict[str, Any] = {name: one[name] for name in _PLAIN if name in one}
    given |= {name: span(one[name]) if one[name] else None for name in _SPANS if name in one}
    return Absence(
        key=one["stage"],
        child=one["child"],
        seen_at=now - span(one["seen"]),
        classification=Classification(one.get("classification", Classification.MISSING)),
        risk=RiskLevel(one.get("risk", RiskLevel.MEDIUM)),
        found=_found(one.get("found", {})),
        interview=Interview(one.get("interview", Interview.HELD)),
        companions=tuple(one.get("companions", ())),
        # Whatever is left open is left open on purpose, so that each stage is always there.
        diligence=1,
        left_undone=frozenset(one.get("left_undone", ())),
        **given,
    )


def _found(found: Mapping[str, Any]) -> Found:
    how = HowReturned(found.get("how", HowReturned.BY_THEMSELVES))
    return Found(**{**found, "how": how})
