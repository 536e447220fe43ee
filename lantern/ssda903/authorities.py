"""Authorities with children's services in England, by the ONS's code or the department's number."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from lantern.ssda903.code_lists import CODES


@dataclass(frozen=True, kw_only=True)
class Authority:
    """One authority: its name, its ONS code of today, the codes it had before, and DfE's number.

    `until` is its last day, where it has been replaced by others (Cumbria: 31 March 2023).
    """

    name: str
    ons: str
    dfe: str
    earlier: tuple[str, ...] = ()
    until: date | None = None


@cache
def authorities() -> Mapping[str, Authority]:
    """Every authority by the department's number."""
    with (CODES / "authorities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        codes.setdefault(row["dfe"], []).append(row)
    return MappingProxyType({dfe: _authority(found) for dfe, found in codes.items()})


def _authority(rows: list[dict[str, str]]) -> Authority:
    """One authority from the codes it has had: that in use, or else its last, comes last."""
    *before, latest = sorted(rows, key=lambda row: row["until"] or "9999")
    return Authority(
        name=latest["name"],
        ons=latest["ons"],
        dfe=latest["dfe"],
        earlier=tuple(row["ons"] for row in before),
        until=date.fromisoformat(latest["until"]) if latest["until"] else None,
    )


@cache
def _by_ons() -> Mapping[str, Authority]:
    return MappingProxyType(
        {
            code: authority
            for authority in authorities().values()
            for code in (authority.ons, *authority.earlier)
        }
    )


def find(code: str) -> Authority | None:
    """The authority with this ONS code, of today or earlier, or this number of DfE's."""
    bare = code.strip().upper()
    return authorities().get(bare) or _by_ons().get(bare)
