"""Nobody reads or writes a record without saying on whose behalf.

A function is told who is asking (`actor`) or acting (`by`), or is given a record that somebody was
allowed to fetch. The exceptions are few, and each says why.
"""

import ast

from tests.architecture.source import DOORS, functions, modules

ASKED_OR_DONE = {"queries", "actions"}
EXCEPTIONS = {
    "lantern/accounts/actions/passwords.py set_by_link": "the link is the person's only proof",
    "lantern/accounts/queries.py cast": "before anybody signs in, and in the demonstration only",
    "lantern/accounts/queries.py names": "the names of staff, by references a page already shows",
    "lantern/accounts/queries.py one_of_the_cast": "before anybody signs in, and likewise",
    "lantern/duties/actions/ledger.py hold_children": "locks rows for a caller who was told",
    "lantern/duties/actions/ledger.py write": "derives the same ledger, whoever asks",
    "lantern/duties/actions/telling.py is_open": "reads no record",
    "lantern/duties/queries.py open_at": "reads no record",
    "lantern/duties/queries.py opened": "reads no record",
    "lantern/episodes/actions/notices.py told": "reads no record",
    "lantern/episodes/actions/notices.py fact_of": "reads no record",
    "lantern/intake/actions/case_rows.py take": "told in what it is given, likewise",
    "lantern/intake/actions/taking.py take": "told in what it is given: who brought the rows",
    "lantern/notifications/actions/handovers.py root": "reads no record",
    "lantern/people/actions/spellings.py keep": "a step of actions that were told, for their rows",
}


def records():
    """The names of all stored records."""
    return {
        node.name
        for path, tree in modules("lantern").items()
        if "models" in {path.stem, *path.parts}
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


def told_who(function, records):
    positional = [*function.args.posonlyargs, *function.args.args]
    names = {each.arg for each in (*positional, *function.args.kwonlyargs)}
    first = ast.unparse(positional[0].annotation) if positional[:1] else ""
    return bool({"actor", "by"} & names) or first in records


def untold():
    stored = records()
    return {
        f"{path.as_posix()} {function.name}"
        for path, tree in modules("lantern").items()
        if ASKED_OR_DONE & {path.stem, *path.parts} and path.parts[1] not in DOORS
        for function in functions(tree)
        if function in tree.body
        and not function.name.startswith("_")
        and not told_who(function, stored)
    }


def test_every_query_and_action_is_told_who():
    assert untold() - set(EXCEPTIONS) == set()


def test_no_exception_has_outlived_its_reason():
    assert set(EXCEPTIONS) - untold() == set()
