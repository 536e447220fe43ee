"""What whoever reviews the quality of an interview looks at, as data (PB-020, RF-214.38)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml

_FILE: Final = Path(__file__).parent / "checklist.yaml"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to look at, and where it comes from."""

    id: str
    ask: str
    source: str


@cache
def items() -> tuple[Item, ...]:
    """Every item, in order."""
    return tuple(Item(**one) for one in yaml.safe_load(_FILE.read_text(encoding="utf-8")))
