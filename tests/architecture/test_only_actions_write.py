"""Rows change in actions, where the change, who made it and the record of it are one."""

import ast

from tests.architecture.source import modules

WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
WRITERS = {"actions", "outbox", "record", "migrations", "bulk"}
# Kept from Django altogether by an import contract, so there are no rows to write.
PURE = {"vocabulary", "protocol", "ssda903"}
NOT_ROWS = {
    "lantern/core/events.py": "a dictionary, changed in place because others hold it",
    "lantern/demo/portraits.py": "a drawing",
    "lantern/placements/pictures.py": "a photograph",
}


def actions_known_to(tree):
    """The names by which a module calls modules of actions: `drafts.save()` is an action itself."""
    return {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if "actions" in (node.module or "").split(".") or name.name == "actions"
    }


def writes(tree):
    actions = actions_known_to(tree)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [
        node
        for node in calls
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id in actions)
    ] + [node for node in calls if ast.unparse(node.func).endswith("insert_all")]


def test_only_actions_write():
    found = [
        f"{path}:{node.lineno} {ast.unparse(node.func)}()"
        for path, tree in modules("lantern").items()
        if not WRITERS & {path.stem, *path.parts}
        and path.parts[1] not in PURE
        and path.as_posix() not in NOT_ROWS
        for node in writes(tree)
    ]

    assert found == [], "Write in an action; a dictionary is changed with |="


def test_a_write_in_a_view_would_be_found():
    view = ast.parse(
        "def view(request):\n    episode.save()\n    Child.objects.create()\n    insert_all(rows)"
    )

    assert len(writes(view)) == 3
