"""A mapping as a person would read it: for the command, and for the page of the reference."""

from collections.abc import Iterator

from lantern.intake.mapping.definition import DAY_FIRST, Column, FileMapping
from lantern.intake.mapping.kinds import Reading


def mapping_in_words(mapping: FileMapping) -> str:
    """The whole mapping, a line for each field."""
    parts = [mapping.title]
    parts += [f"Source: {mapping.source}"] if mapping.source else []
    parts += [mapping.note] if mapping.note else []
    parts.append(f"A row is known by {key_in_words(mapping)}.")
    parts += [
        f"  {name}: {column.field.meaning}. {column_in_words(column)}."
        for name, column in mapping.columns.items()
    ]
    if mapping.ignored:
        parts.append(f"Nothing is taken from: {', '.join(sorted(mapping.ignored))}.")
    return "\n".join(parts)


def key_in_words(mapping: FileMapping) -> str:
    """What tells one row from another: the first of these that a row fills."""
    return ", or else ".join(" and ".join(names) for names in mapping.key)


def column_in_words(column: Column) -> str:
    """Where a field comes from and how it is read."""
    return "; ".join((*_where(column), *_how(column)))


def _where(column: Column) -> Iterator[str]:
    headings = " or ".join(f"“{one}”" for one in column.headings)
    yield f"from {headings}" if headings else "from no column"
    if column.followed_by:
        yield f"followed by {', '.join(f'“{one}”' for one in column.followed_by)}"
    if column.time:
        yield f"its time from {' or '.join(f'“{one}”' for one in column.time)}"


def _how(column: Column) -> Iterator[str]:
    if column.dates != DAY_FIRST:
        yield "the month before the day"
    if column.midnight_is_a_day:
        yield "00:00 is a day without a time"
    if column.codes:
        yield ", ".join(f"{code} is {word}" for code, word in column.codes.items())
    if column.default:
        yield f"{column.default} where the file says nothing"
    if column.field.reading is not Reading.TEXT:
        yield f"read as {column.field.reading}"
    if column.needed:
        yield "needed"
