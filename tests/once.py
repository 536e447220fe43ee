"""What many tests begin with is made once in a run, by whichever process first needs it.

The processes of a run share a folder: `folder` makes a file or folder in it once, and `rows` makes
rows once and puts them back as they were, in the next test or in another process.
"""

import fcntl
import io
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DJANGO_VERSION_PICKLE_KEY, connection, transaction
from django.db.models import Model

from tests.environment import RUN

NOT_OURS = {"auth", "contenttypes"}
"""Django fills the tables of these whenever it makes a database."""


def folder(name: str, make: Callable[[Path], Any]) -> Path:
    """What `make` put in this place, now or before; others who ask for it wait meanwhile."""
    place = Path(os.environ[RUN]) / name
    with Path(f"{place}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not place.exists():
            begun = Path(f"{place}.begun")
            make(begun)
            begun.rename(place)
    return place


@dataclass(frozen=True)
class Kept:
    """What was made, in Python and in the database."""

    made: bytes
    tables: list[tuple[str, list[tuple[Any, ...]]]]
    """The statement that adds a row to each table, and the rows."""


_kept: dict[str, Kept] = {}


def rows(name: str, make: Callable[[], Any]) -> Any:
    """What `make` makes in an empty database: the first time by itself, then put back."""
    made = []

    def write(place: Path) -> None:
        assert not _rows(), f"“{name}” is made in an empty database"
        made.append(make())
        place.write_bytes(pickle.dumps(Kept(_bare(made[0]), _rows())))

    is_known = name in _kept
    if not is_known:
        place = folder(f"{name}.{connection.vendor}", write)
        _kept[name] = pickle.loads(place.read_bytes())  # noqa: S301  our own file
    if made:
        return made[0]
    _put_back(_kept[name])
    if not is_known:
        _number_on()
    return pickle.loads(_kept[name].made)  # noqa: S301


class _Bare(pickle.Pickler):
    """Keeps a record's columns and the records it names, and nothing that it worked out since."""

    def reducer_override(self, found: Any) -> Any:
        if not isinstance(found, Model):
            return NotImplemented
        made, told, state = found.__reduce__()
        kept = {"_state", DJANGO_VERSION_PICKLE_KEY}
        kept |= {field.attname for field in found._meta.concrete_fields}
        return made, told, {name: value for name, value in state.items() if name in kept}


def _bare(made: Any) -> bytes:
    written = io.BytesIO()
    _Bare(written).dump(made)
    return written.getvalue()


def _models() -> list[Any]:
    found = apps.get_models(include_auto_created=True)
    return [one for one in found if one._meta.app_label not in NOT_OURS]


def _rows() -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Every row, in the database's own values: `coalesce` keeps SQLite's from being read as
    Python's."""
    found = []
    with connection.cursor() as cursor:
        for model in _models():
            table = model._meta.db_table
            columns = [f'"{field.column}"' for field in model._meta.local_concrete_fields]
            read = ", ".join(f"coalesce({column}, NULL)" for column in columns)
            cursor.execute(f'SELECT {read} FROM "{table}"')  # noqa: S608  our own names
            if taken := cursor.fetchall():
                places = ", ".join(["%s"] * len(columns))
                add = f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({places})'  # noqa: S608
                found.append((add, taken))
    return found


@transaction.atomic
def _put_back(kept: Kept) -> None:
    with connection.cursor() as cursor:
        for add, taken in kept.tables:
            cursor.executemany(add, taken)


def _number_on() -> None:
    """The next row of each table is numbered after those of another process that were put back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)
