"""What fits in the eye can be checked by the eye."""

import ast

from tests.architecture.source import ROOT, functions, ours

MODULE = 400
FUNCTION = 40
TEMPLATE = 150


def length(function):
    """Lines of a function, without the docstring that explains it."""
    doc = function.body[0] if ast.get_docstring(function) else None
    explained = doc.end_lineno - doc.lineno + 1 if doc else 0
    return function.end_lineno - function.lineno + 1 - explained


def test_modules_are_short():
    lines = {path: len((ROOT / path).read_text().splitlines()) for path in ours()}

    assert {str(path): count for path, count in lines.items() if count > MODULE} == {}


def test_functions_are_short():
    found = [
        f"{path}:{function.lineno} {function.name} has {length(function)} lines"
        for path, tree in ours().items()
        for function in functions(tree)
        if length(function) > FUNCTION
    ]

    assert found == []


def test_templates_are_short():
    found = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in (ROOT / "lantern").rglob("*.jinja")
    }

    assert {path: count for path, count in found.items() if count > TEMPLATE} == {}
