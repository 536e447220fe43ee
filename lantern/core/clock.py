"""The only place that asks what time it is."""

from datetime import UTC, datetime
from pathlib import Path

_demonstration: Path | None = None


def now() -> datetime:
    """The present instant, aware, in UTC."""
    present = datetime.now(UTC)  # noqa: TID251  the one place
    return present if _demonstration is None else _shifted(present, _demonstration)


def follow(file: Path) -> None:
    """Let the demonstration live at another time, to walk through a night in a few minutes.

    The file holds an instant, such as `2015-09-04T20:55+01:00`, at which the clock stood when the
    file was written; from then on it runs. Without the file it is the present.
    """
    global _demonstration  # noqa: PLW0603  set once, when the demonstration starts
    _demonstration = file


def _shifted(present: datetime, file: Path) -> datetime:
    try:
        stood = datetime.fromisoformat(file.read_text(encoding="utf-8").strip())
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except FileNotFoundError:
        return present
    return stood.astimezone(UTC) + (present - written)
