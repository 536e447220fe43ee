"""Requirement -> where it lives -> the tests that prove it."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from docs.generate.tables import table

_SECTIONS = "GL|RO|RF|QS|CK|DA|TH|IS|AN|FX|FQ|AP|PB|FL|CF|PS|SY|GAP"
_ID = re.compile(rf"\b(?:{_SECTIONS})-\d{{2,3}}(?:\.\d{{2}})?\b")
_SOURCES = ("*.py", "*.yaml", "*.jinja")


def page(root: Path) -> str:
    """Every requirement that a test is marked with, then those only cited in the code."""
    proved = tests_by_requirement(root / "tests")
    cited = files_by_requirement(root)
    rows = [
        (one, _files(cited.get(one, [])), "<br>".join(f"`{test}`" for test in proved[one]))
        for one in sorted(proved)
    ]
    others = [(one, _files(cited[one])) for one in sorted(set(cited) - set(proved))]
    return (
        "# Requirements and their proof\n\nA requirement stands in the first table when a test is "
        "marked with it.\n\n## Proved by a test\n\n"
        + table(["requirement", "where it lives", "tests"], rows)
        + "\n## Cited in the code, without a marked test\n\n"
        + table(["requirement", "where it is cited"], others)
    )


def tests_by_requirement(folder: Path) -> dict[str, list[str]]:
    """For each requirement, the tests marked with it, as `file::test`."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for one in _marks(node):
                    found[one].add(f"{path.relative_to(folder.parent)}::{node.name}")
    return {one: sorted(tests) for one, tests in found.items()}


def files_by_requirement(root: Path) -> dict[str, list[str]]:
    """For each requirement, the product's files that cite it."""
    found: dict[str, set[str]] = defaultdict(set)
    for pattern in _SOURCES:
        for path in sorted((root / "lantern").rglob(pattern)):
            for one in set(_ID.findall(path.read_text(encoding="utf-8"))):
                found[one].add(str(path.relative_to(root)))
    return {one: sorted(files) for one, files in found.items()}


def _marks(test: ast.FunctionDef) -> Iterator[str]:
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("mark.requirement"):
            yield from (str(given.value) for given in mark.args if isinstance(given, ast.Constant))


def _files(names: list[str]) -> str:
    shown = [f"`{name}`" for name in names[:4]]
    more = [f"and {len(names) - 4} more"] if len(names) > 4 else []
    return "<br>".join([*shown, *more])
