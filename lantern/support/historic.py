"""The services that the source documents print: old, and in nobody's directory until checked."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True, kw_only=True)
class HistoricService:
    """A service as it was printed years ago (requirements 16.2)."""

    id: str
    name: str
    kind: str
    purpose: str
    source: str
    audiences: tuple[str, ...]
    telephone: str = ""
    elsewhere: str = ""
    hours: str = ""
    area: str = ""


@cache
def historic() -> tuple[HistoricService, ...]:
    """All of them, in the order of the file."""
    text = Path(__file__).with_name("historic.yaml").read_text(encoding="utf-8")
    return tuple(
        HistoricService(**one | {"audiences": tuple(one["audiences"])})
        for one in yaml.safe_load(text)
    )
