"""A module's name says what is in it."""

from pathlib import Path

from tests.architecture.source import ROOT, modules

DRAWERS = {"utils", "helpers", "common", "misc", "manager", "service", "base", "handlers"}


def test_no_module_is_a_drawer_for_anything():
    found = [
        str(path)
        for path in modules("lantern", "config", "tests", "docs", "bench")
        if DRAWERS & {path.stem, *path.parts}
    ]

    assert found == []


def test_no_module_is_the_second_of_its_name():
    found = [
        str(path)
        for path in modules("lantern", "config")
        if path.stem[-1].isdigit() and "migrations" not in path.parts
    ]

    assert found == []


def test_every_migration_says_what_it_changes():
    found = [
        str(path)
        for path in modules("lantern")
        if "migrations" in path.parts and ("_auto_" in path.stem or path.stem.endswith("_initial"))
    ]

    assert found == []


def test_every_package_and_module_opens_with_a_sentence():
    import ast

    found = [
        str(path)
        for path, tree in modules("lantern", "config").items()
        if "migrations" not in path.parts and not ast.get_docstring(tree)
    ]

    assert found == []


def test_nothing_names_a_place_on_one_machine():
    homes = ("/" + "root/", "/" + "work/", "/" + "home/")
    texts = [ROOT / "Makefile", ROOT / "uv.lock", ROOT / "package-lock.json", ROOT / "README.md"]
    texts += [ROOT / path for path in modules("lantern", "config", "docs", "bench")]
    texts += sorted((ROOT / "docs").rglob("*.md"))

    found = [
        str(text.relative_to(ROOT))
        for text in texts
        if any(home in Path(text).read_text() for home in homes)
    ]

    assert found == []
