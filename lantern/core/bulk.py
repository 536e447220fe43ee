"""Many rows of one table at once, for records that come by the ten thousand."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models

BATCH = 500
Convert = Callable[[Any], Any]


def insert_all(rows: Iterable[models.Model]) -> None:
    """Insert these rows of one model, as `bulk_create` does; they are not told their numbers.

    On SQLite it takes a quarter of the time: what the columns hold goes to the driver as it is, and
    no SQL is composed for each row.
    """
    new = list(rows)
    if not new:
        return
    model = type(new[0])
    about = model._meta  # noqa: SLF001  Django's own, and documented
    if connection.vendor != "sqlite":
        model._base_manager.bulk_create(new, batch_size=BATCH)  # noqa: SLF001  likewise
        return
    fields = [field for field in about.concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(about.db_table)
    converts = [(field.attname, _convert(field)) for field in fields]
    with connection.cursor() as cursor:
        # The names are the model's own; the values are given apart.
        sql = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608
        cursor.executemany(sql, _values(new, converts))


def _values(
    rows: Sequence[models.Model], converts: Sequence[tuple[str, Convert | None]]
) -> list[tuple[Any, ...]]:
    return [
        tuple(
            [
                value if convert is None or value is None else convert(value)
                for value, convert in [(row.__dict__[name], convert) for name, convert in converts]
            ]
        )
        for row in rows
    ]


def _convert(field: "models.Field[Any, Any]") -> Convert | None:
    """How a value of this column is given to the driver; None where it is given as it is."""
    if isinstance(field, models.JSONField):
        return lambda value: json.dumps(value, cls=field.encoder)
    if isinstance(field, models.DateTimeField):
        return _remembering(connection.ops.adapt_datetimefield_value)
    if isinstance(field, models.DateField):
        return _remembering(connection.ops.adapt_datefield_value)
    plain = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)
    if isinstance(field, (*plain, models.ForeignKey)):
        return None
    return lambda value: field.get_db_prep_save(value, connection)


def _remembering(adapt: Convert) -> Convert:
    """The same, worked out once for each day or instant: most rows have the same."""
    known: dict[Any, Any] = {}

    def convert(value: Any) -> Any:
        if value not in known:
            known[value] = adapt(value)
        return known[value]

    return convert
