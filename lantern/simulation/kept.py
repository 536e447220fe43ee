"""A report as JSON to be kept or printed, and read again."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from lantern.simulation.report import Changed, Interviewing, Line, Load, Report, Stood

Json = dict[str, Any]


def as_json(report: Report) -> Json:
    """The report in plain values."""
    found: Json = _plain(asdict(report))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def from_json(said: Json) -> Report:
    """The report that was kept."""
    return Report(
        **{
            **said,
            "today": tuple(said["today"]),
            "first": date.fromisoformat(said["first"]),
            "last": date.fromisoformat(said["last"]),
            "ends_at": datetime.fromisoformat(said["ends_at"]),
            "lines": tuple(_line(one) for one in said["lines"]),
            "owners": tuple(_line(one) for one in said["owners"]),
            "total": _line(said["total"]),
            "changes": tuple(Changed(**one) for one in said["changes"]),
            "interviews_today": _interviewing(said["interviews_today"]),
            "interviews_draft": _interviewing(said["interviews_draft"]),
        }
    )


def _line(said: Json) -> Line:
    return Line(**{**said, "today": _stood(said["today"]), "draft": _stood(said["draft"])})


def _stood(said: Json) -> Stood:
    return Stood(load=_load(said["load"]), outcomes=said["outcomes"])


def _load(said: Json) -> Load:
    peak_week = said["peak_week"]
    return Load(**{**said, "peak_week": peak_week and date.fromisoformat(peak_week)})


def _interviewing(said: Json) -> Interviewing:
    return Interviewing(**{**said, "owed": _load(said["owed"]), "to_hold": _load(said["to_hold"])})
