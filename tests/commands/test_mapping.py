"""`lantern mapping`: what it says of a mapping, and how it ends."""

import pytest
from click.testing import CliRunner

from lantern.commands.cli import main
from lantern.intake.mapping.kinds import KINDS

BAD = "mapping: ours\nkind: children\ntitle: Ours\nkey: upn\ncolumns:\n  - {field: upm, from: A}\n"


def said(*line):
    """What the command says, and how it ends."""
    found = CliRunner().invoke(main, ["mapping", *line])
    return found.exit_code, found.output


def test_what_comes_with_lantern_is_sound():
    assert said("check") == (0, "8 mappings are sound.\n")


def test_a_fault_is_named_with_its_place_and_what_was_meant(tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text(BAD, encoding="utf-8")

    code, output = said("check", str(path))

    assert code == 1
    assert f"{path}:6:13: “upm” is no field (did you mean `upn`?)" in output


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_mapping_is_said_in_words(kind):
    code, output = said("explain", kind)

    assert code == 0
    for name in KINDS[kind].fields:
        assert f"  {name}: " in output or name == "home_office_reference"


def test_the_standard_dataset_says_where_its_columns_are_written_down():
    code, output = said("explain", "missing", "ssd-missing")

    assert code == 0
    assert "MISS001A to MISS007A" in output
    assert "began: when the child was last seen, or left the placement." in output
    assert "00:00 is a day without a time" in output


def test_a_mapping_that_is_not_there_is_refused_with_those_there_are():
    code, output = said("explain", "missing", "other")

    assert code == 1
    assert "No mapping for missing is called “other” (one of: lantern, ssd-missing)" in output


def test_a_mapping_that_is_not_sound_is_not_explained(tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text(BAD, encoding="utf-8")

    code, output = said("explain", "children", str(path))

    assert code == 1
    assert "Correct the mapping first." in output
