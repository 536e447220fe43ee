"""Whether a letter, or an offer of support, counts: by its own row and by its entry."""

from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from lantern.episodes.models import Entry
from lantern.support.models import Letter, Support

Row = TypeVar("Row", Letter, Support)


def with_entries(rows: QuerySet[Row]) -> QuerySet[Row]:
    """These rows, each with whether its entry was taken back on the record of the absence."""
    entries = Entry.objects.filter(episode=OuterRef("episode"), key=OuterRef("entry"))
    return rows.annotate(entry_is_gone=Exists(entries.filter(withdrawn=True)))


def is_taken_back(row: Letter | Support) -> bool:
    """Whether it does not count any more: it was recorded in error, or its entry was taken back on
    the record of the absence, as far as that was read with it."""
    return row.taken_back_at is not None or bool(getattr(row, "entry_is_gone", False))
