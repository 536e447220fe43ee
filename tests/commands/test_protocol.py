"""`lantern protocol`: check and explain."""

import json

import pytest
from click.testing import CliRunner

from lantern.commands.protocol import command
from tests.protocol.rulings import rule, rulebook, write
from tests.spec import refused


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_all_that_comes_with_lantern_is_sound():
    found = run("check")

    assert found.exit_code == 0
    assert found.output.endswith("files checked: no faults.\n")


def test_a_sound_file_is_said_to_be_so(tmp_path):
    (path,) = write(tmp_path, rulebook(rule()))

    found = run("check", path)

    assert (found.exit_code, found.output) == (0, "1 file checked: no faults.\n")


def test_each_fault_is_printed_with_file_line_and_suggestion(tmp_path):
    (path,) = write(tmp_path, rulebook(rule(arises="child.looked_aftr", owner="carers")))

    found = run("check", path)

    assert found.exit_code == 1
    assert found.stdout.splitlines() == [
        f"{path}:12:12: there is no role “carers” (did you mean `carer`?)",
        f"{path}:14:13: there is no fact “child.looked_aftr” (did you mean `child.looked_after`?)",
    ]
    assert found.stderr == "1 file checked: 2 faults.\n"


def test_a_partnerships_own_rulebook_may_extend_a_shipped_one(tmp_path):
    (path,) = write(tmp_path, rulebook(rule(), name="ours", extra="extends: [birmingham-2015]\n"))

    assert run("check", path).exit_code == 0


def test_a_file_given_stands_for_the_shipped_one_of_the_same_days(tmp_path):
    text = rulebook(rule(), name="dfe-2014", starts="2014-01-01")

    found = run("check", *write(tmp_path, text))

    # Its facts are gone, so what the shipped layers say of them can no longer be read.
    assert found.exit_code == 1
    assert "there is no fact “child.whereabouts_established”" in found.stdout


def test_a_rulebook_and_a_story_for_it_are_checked_together(tmp_path):
    story = refused.STORY.replace("dfe-2014", "the-rulebook")

    found = run("check", *write(tmp_path, rulebook(rule()), story))

    assert (found.exit_code, found.output) == (0, "2 files checked: no faults.\n")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "this file can't be read: no such file or directory"),
        (lambda path: path.mkdir(), "this is a folder, not a file"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "this is not a text file in UTF-8"),
        (lambda path: path.write_bytes(b""), "this file must be a mapping of names to values"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path, make, says):
    path = tmp_path / "file.yaml"
    make(path)

    found = run("check", path)

    assert found.exit_code == 1
    assert found.stdout.startswith(f"{path}:1:1: {says}")


def test_a_duty_that_falls_to_nobody_is_a_fault_where_roles_are_given(tmp_path):
    (path,) = write(tmp_path, rulebook(rule()))
    (tmp_path / "held.txt").write_text("police\nsocial_worker\n", encoding="utf-8")

    without = run("check", path, "--held", "police,team_manager")
    within = run("check", path, "--held-by", tmp_path / "held.txt")

    assert f"{path}:12:12: the-duty is owed by the social worker, and nobody" in without.stdout
    assert (without.exit_code, within.exit_code) == (1, 0)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--held", "polise"], "--held:1:1: there is no role “polise” (did you mean `police`?)"),
        (
            ["--held-by", "{folder}/none.txt"],
            "the roles that are held can't be read from this file",
        ),
    ],
)
def test_roles_that_cannot_be_read_are_said_to_be_so(tmp_path, options, says):
    found = run("check", *(option.format(folder=tmp_path) for option in options))

    assert found.exit_code == 1
    assert says in found.output


def test_an_approved_departure_from_guidance_is_a_warning_and_no_fault(tmp_path):
    source = "{agreed_by: nobody (invented), on: 2026-01-01}"
    changes = (
        "changes: [{rule: return-interview-held, set: {within: 96 hours}, reason: We are few, "
        f"approved_by: the director (invented), on: 2026-01-01, source: {source}}}]\n"
    )
    extra = f"extends: [dfe-2014]\n{changes}"
    (path,) = write(tmp_path, rulebook(name="ours", starts="2026-01-01", extra=extra))

    found = run("check", path)

    assert found.exit_code == 0
    assert f"{path}:8:55: warning: a departure from statutory guidance: return-int" in found.stdout
    assert "(We are few (approved by the director (invented), 2026-01-01))" in found.stdout


@pytest.mark.parametrize("kind", ["rulebook", "story", "facts"])
def test_the_schema_of_each_kind_of_file_is_printed(kind):
    found = json.loads(run("schema", kind).output)

    assert found["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert found["allOf"][0]["$ref"].rpartition("/")[2] in found["definitions"]


def test_a_rulebook_is_explained_in_plain_words():
    found = run("explain", "dfe-2014.yaml")

    assert found.exit_code == 0
    assert "When the child is found or comes back" in found.output
    assert "Source:  DfE 2014, ¶32, in “" in found.output


def test_an_unknown_rulebook_is_answered_with_those_there_are():
    found = run("explain", "birmingham")

    assert found.exit_code == 1
    assert "there is no rulebook “birmingham” (did you mean `birmingham-2015`?)." in found.output
    assert "birmingham-2015, " in found.output.split("Those that come with Lantern: ")[1]
