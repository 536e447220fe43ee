"""What the page of the duties of the past shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.duties.queries import Line
from lantern.vocabulary.absence import Precision
from lantern.web import tags, wording
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.episodes.models import Episode


@dataclass(frozen=True, kw_only=True)
class OwedThen:
    """One duty that would have arisen."""

    words: str
    owner: str
    due: str
    why: str
    source: str
    tag: Tag


@dataclass(frozen=True, kw_only=True)
class OwedThenPage:
    """What would have been owed, and how far that can be known."""

    name: str
    back: str
    in_dates: bool
    duties: tuple[OwedThen, ...]
    title: str = "What would have been owed"
    template: str = "episodes/owed_then.jinja"


def past_page(episode: "Episode", lines: Iterable[Line], at: datetime) -> OwedThenPage:
    """The page for one absence."""
    return OwedThenPage(
        name=episode.child.given_name or "the child",
        back=reverse("episodes:episode", args=[episode.reference]),
        in_dates=Precision.DAY in (episode.began_precision, episode.ended_precision),
        duties=tuple(_owed(line) for line in lines),
    )


def _by(due_at: datetime | None) -> str:
    return f"by {wording.limit(due_at, with_year=True)}" if due_at else "no time limit"


def _owed(line: Line) -> OwedThen:
    return OwedThen(
        words=line.words,
        owner=f"{line.role.label}, {line.agency}",
        due=_by(line.due_at),
        why=line.why,
        source=line.source,
        tag=tags.duty(line.state),
    )
