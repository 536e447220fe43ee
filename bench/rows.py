"""Rows in bulk into any table: by COPY on PostgreSQL, by executemany on SQLite.

The columns that a row does not name get what the model gives by default, so that a model may gain
a column without a word here.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection, models

SECONDS = len("2026-11-22 08:00:00")
FLUSH = 5_000
"""How many rows of a table are kept in memory before they are written."""


class Table:
    """One table, with the columns that its rows name, in their order."""

    def __init__(self, model: type[models.Model], columns: str) -> None:
        named = columns.split()
        fields = {field.attname: field for field in model._meta.concrete_fields}
        unknown = set(named) - set(fields)
        if unknown:
            raise LookupError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
        rest = [name for name in fields if name not in {*named, "id"}]
        self.model = model
        self.name = model._meta.db_table
        self.columns = [fields[name].column for name in (*named, *rest)]
        self.rest = tuple(_default(fields[name]) for name in rest)
        self.waiting: list[tuple[Any, ...]] = []
        self.count = 0

    def add(self, row: tuple[Any, ...]) -> None:
        """One row; written when there are enough of them."""
        self.waiting.append(row)
        if len(self.waiting) >= FLUSH:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        if not self.waiting:
            return
        self.count += len(self.waiting)
        if connection.vendor == "postgresql":
            self._copy()
        else:
            self._insert()
        self.waiting.clear()

    def _copy(self) -> None:
        columns = ", ".join(f'"{name}"' for name in self.columns)
        rest = [_text(value) for value in self.rest]
        tail = "".join(f"\t{value}" for value in rest) + "\n"
        lines = io.StringIO()
        for row in self.waiting:
            lines.write("\t".join([_text(value) for value in row]))
            lines.write(tail)
        with connection.cursor() as cursor:
            statement = f'COPY "{self.name}" ({columns}) FROM STDIN'
            with cursor.cursor.copy(statement) as copy:
                copy.write(lines.getvalue())

    def _insert(self) -> None:
        columns = ", ".join(f'"{name}"' for name in self.columns)
        marks = ", ".join("?" * len(self.columns))
        rest = tuple(_plain(value) for value in self.rest)
        connection.ensure_connection()
        connection.connection.executemany(
            f'INSERT INTO "{self.name}" ({columns}) VALUES ({marks})',
            [tuple(map(_plain, row)) + rest for row in self.waiting],
        )


def _default(field: "models.Field[Any, Any]") -> Any:
    value = field.get_default()
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    return value


def _text(value: Any) -> str:
    """The value in PostgreSQL's text format."""
    if value is None:
        return r"\N"
    if isinstance(value, str):
        if "\\" in value or "\n" in value or "\t" in value:
            value = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
        return value
    if isinstance(value, datetime):
        return str(value)[:SECONDS]
    return str(value)


def _plain(value: Any) -> Any:
    """The value as Django keeps it in SQLite."""
    if isinstance(value, datetime):
        return str(value)[:SECONDS]
    return str(value) if isinstance(value, date) else value


class Tables:
    """Every table that the history fills."""

    def __init__(self) -> None:
        self.all: dict[str, Table] = {}

    def table(self, model: type[models.Model], columns: str) -> Table:
        """The table of this model; asked for twice, it is the same."""
        name = model._meta.db_table
        if name not in self.all:
            self.all[name] = Table(model, columns)
        return self.all[name]

    def flush(self) -> None:
        """Write everything that is waiting."""
        for table in self.all.values():
            table.flush()

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each table has been given."""
        return {table.name: table.count + len(table.waiting) for table in self.all.values()}


@contextmanager
def without_indexes() -> Iterator[None]:
    """On PostgreSQL, indexes and keys of the tables go before the rows and come back after them.

    Every constraint is made anew over the rows, and so holds for each of them. SQLite keeps its
    own: making them anew there is no faster.
    """
    if connection.vendor != "postgresql":
        yield
        return
    constraints, indexes = _definitions()
    with connection.cursor() as cursor:
        for table, name, _ in constraints:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for name, definition in indexes:
            say(f"  index {name}")
            cursor.execute(definition)
        for table, name, definition in constraints:
            say(f"  constraint {name}")
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


_OWN = r"'^(people|placements|episodes|duties|notifications|audit|risk)_'"


def _definitions() -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """Foreign keys, unique constraints and checks of the record's tables, then plain indexes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
            "FROM pg_constraint WHERE contype IN ('u', 'f', 'c') "
            f"AND conrelid::regclass::text ~ {_OWN} "
            # Foreign keys rest on unique constraints: away first, back last.
            "ORDER BY array_position(ARRAY['u', 'c', 'f'], contype::text)"
        )
        constraints = cursor.fetchall()
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes "
            f"WHERE schemaname = 'public' AND tablename ~ {_OWN} "
            "AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY 1"
        )
        indexes = cursor.fetchall()
    return constraints, indexes


def say(words: str) -> None:
    """One line of progress."""
    print(words, flush=True)


def mend_sequences(tables: Sequence[type[models.Model]]) -> None:
    """Numbers given from now on follow those that the history took."""
    if connection.vendor != "postgresql":
        return  # SQLite goes on from the highest number by itself
    with connection.cursor() as cursor:
        for model in tables:
            name = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), "
                f'COALESCE((SELECT MAX(id) FROM "{name}"), 1))'
            )
