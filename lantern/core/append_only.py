"""Tables whose rows the database itself refuses to change or take away."""

from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper

_DEEDS = ("UPDATE", "DELETE")


def append_only(table: str) -> migrations.RunPython:
    """The migration operation that makes a table append-only.

    SQLite forgets triggers when a later migration alters the table: repeat the operation there. A
    test looks that they are still in place after the last migration.
    """
    return migrations.RunPython(_with(protect, table), _with(unprotect, table))


def protect(connection: BaseDatabaseWrapper, table: str) -> None:
    """Refuse, from now on, whatever would change or remove a row of this table."""
    unprotect(connection, table)
    with connection.cursor() as cursor:
        for statement in _refusing(connection.vendor, table):
            cursor.execute(statement)


def unprotect(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the refusal away: to go back through the migrations, or to empty a test's rows."""
    with connection.cursor() as cursor:
        for deed in (*_DEEDS, "TRUNCATE"):
            name = _name(table, deed)
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


def _refusing(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {_name(table, deed)} BEFORE {deed} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for deed in _DEEDS
        ]
    function = (
        "CREATE OR REPLACE FUNCTION lantern_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'restrict_violation'; END $$"
    )
    each = [
        f"CREATE TRIGGER {_name(table, deed)} BEFORE {deed} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION lantern_append_only()"
        for deed in _DEEDS
    ]
    whole = (
        f"CREATE TRIGGER {_name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION lantern_append_only()"
    )
    return [function, *each, whole]


def _name(table: str, deed: str) -> str:
    return f"{table}_refuses_{deed.lower()}"


def _with(change: Any, table: str) -> Any:
    def operation(apps: Any, editor: Any) -> None:
        change(editor.connection, table)

    return operation
