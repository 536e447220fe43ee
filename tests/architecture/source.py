"""Our own code as syntax trees, for the tests that hold it to the house style."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DOORS = {"web", "api", "jobs", "commands", "demo"}


@cache
def modules(*folders: str) -> dict[Path, ast.Module]:
    """Every module under these folders, by its path from the root."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return {path.relative_to(ROOT): ast.parse(path.read_text()) for path in found}


def ours() -> dict[Path, ast.Module]:
    """Lantern's own modules, without migrations, which Django writes."""
    return {
        path: tree
        for path, tree in modules("lantern", "config").items()
        if "migrations" not in path.parts
    }


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Every function and method, however deep."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every module that is imported, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{name.name}", node.lineno) for name in node.names)
