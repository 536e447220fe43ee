"""What the tools find is found by the suite, so that nobody has to remember to run them."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.architecture.source import ROOT

BIN = Path(sys.executable).parent


def says(*line):
    ran = subprocess.run(
        [str(BIN / line[0]), *line[1:]], capture_output=True, text=True, cwd=ROOT, check=False
    )
    return ran.returncode, ran.stdout + ran.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        ("ruff", "format", "--check", "."),
        ("ruff", "check", "."),
        ("mypy",),
        ("lint-imports", "--no-cache"),
        ("python", "-m", "docs.generate", "--check"),
    ],
    ids=["format", "lint", "types", "imports", "docs"],
)
def test_the_tools_find_nothing(line):
    status, said = says(*line)

    assert status == 0, said


def test_every_change_of_a_model_has_its_migration(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_app_is_layered_inside():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    inside = next(each for each in contracts if each["name"].startswith("Inside an app"))

    ours = {
        app.name
        for app in apps.get_app_configs()
        if app.name.startswith("lantern.") and list(Path(app.path).glob("actions*"))
    }

    assert ours <= set(inside["containers"])


def test_every_door_is_kept_from_the_tables():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    doors = next(each for each in contracts if each["name"].startswith("Doors never"))

    there = {
        f"lantern.{door}"
        for door in ("web", "api", "jobs", "commands", "demo")
        if (ROOT / "lantern" / door / "__init__.py").exists()
    }

    assert there <= set(doors["source_modules"])
