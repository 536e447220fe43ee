"""Instants of PostgreSQL read as it writes them, in UTC, without taking each apart by a pattern.

Django's own reading of one takes as long as reading the rest of its row.
"""

from datetime import UTC, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from django.db.backends.signals import connection_created


class Instants(BaseTzLoader):  # type: ignore[misc]  # Django says nothing of its types
    """Reads an instant; what Python can't hold is refused as Django refuses it."""

    timezone = UTC

    def load(self, data: Any) -> datetime:
        """“2026-03-02 18:30:00+00”, with parts of a second or without."""
        try:
            found = datetime.fromisoformat(str(data, "ascii"))
        except ValueError:
            refused: datetime = super().load(data)
            return refused
        return found if found.tzinfo is UTC else found.astimezone(UTC)


def read_instants_quickly() -> None:
    """From now on each connection to PostgreSQL reads instants so."""
    connection_created.connect(_register, dispatch_uid="config.postgresql")


def _register(connection: Any, **_: object) -> None:
    if connection.vendor == "postgresql":
        connection.connection.adapters.register_loader("timestamptz", Instants)
