"""`lantern rehearse`: what it prints, and what it says when it can't."""

import json

import pytest
from click.testing import CliRunner

from lantern.commands.rehearse import command
from tests.protocol.rulings import rule, rulebook, write
from tests.spec import refused


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.yaml"
    path.write_text(refused.STORY, encoding="utf-8")
    return path


def test_each_duty_is_printed_with_its_reasons_and_source():
    found = run("fl-01-missing-four-days", "--at", "2015-09-04 20:30")

    assert found.exit_code == 0
    assert found.output.startswith("A girl of fourteen")
    for said in (
        "Under: Children missing from care and home, Birmingham",
        "Looked at: 20:30 on Friday 4 September 2015",
        "1. Set a deadline for the preliminary checks, on the risks to this child",
        "   Owed by:  carer",
        "   Arose:    20:00 on Friday 4 September 2015",
        "   Due:      20:15 on Friday 4 September 2015",
        "   State:    Met, 20:05 on Friday 4 September 2015",
        "   Because:  the child's absence was noticed (at 20:00 on Friday 4 September 2015)",
        "(birmingham-2015), rule checks-deadline",
        "   Source:   ",
        "   Will arise: 18:30 on Monday 7 September 2015",
    ):
        assert said in found.output


def test_a_story_that_gives_rise_to_nothing_says_so(story):
    story.write_text(refused.STORY.replace("episode.reported", "liaison.held"), encoding="utf-8")

    assert "No duties." in run(story).output


def test_a_shipped_story_is_found_by_its_name_and_is_as_expected():
    found = run("fl-01-missing-four-days")

    assert found.exit_code == 0
    assert found.output.endswith("duties are as the story expects.\n")


def test_what_a_program_reads_is_json_and_nothing_else():
    found = run("fl-01-missing-four-days", "--json", "--at", "2015-09-07 12:00")

    answer = json.loads(found.output)
    assert answer["at"] == "2015-09-07 12:00"
    assert answer["rulebook"] == "birmingham-2015"
    first = answer["duties"][0]
    assert {"rule", "owner", "arises", "due", "state", "because", "sentence", "source"} <= set(
        first
    )
    assert first["sentence"].startswith("You owe this because ")


def test_another_rulebook_may_be_tried():
    found = run("fl-01-missing-four-days", "--rulebook", "dfe-2014", "--json")

    assert {duty["rulebook"] for duty in json.loads(found.output)["duties"]} == {"dfe-2014"}


def test_a_rulebook_of_ones_own_may_be_tried_from_its_file(tmp_path, story):
    (path,) = write(tmp_path, rulebook(rule(), name="ours", extra="extends: [dfe-2014]\n"))

    found = run(story, "--rulebook", path, "--json")

    answer = json.loads(found.output)
    assert answer["rulebook"] == "ours"
    assert "the-duty" in {duty["rule"] for duty in answer["duties"]}


def test_a_faulty_rulebook_of_ones_own_is_not_tried(tmp_path, story):
    (path,) = write(tmp_path, rulebook(rule(owner="nobody")))

    found = run(story, "--rulebook", path)

    assert found.exit_code == 1
    assert "there is no role “nobody”" in found.output


def test_each_decision_is_printed_with_the_sentence_of_the_rule():
    found = run("decided-risk")

    for said in (
        "What may be decided",
        "20:10 on Friday 4 September 2015, investigating officer: the police grade the risk",
        "   high: allowed\n",
        "   medium: refused\n      Refused: Only a superintendent may authorise a reduction",
        "Rule superintendent-lowers-from-high.",
        "   high: forced\n      Forced: ",
        "      Ground: the first assessment was wrongly high",
    ):
        assert said in found.output
    assert found.output.endswith("All 9 decisions are as the story expects.\n")


def test_a_program_reads_decisions_too():
    answer = json.loads(run("decided-risk", "--json").output)

    forced = next(one for one in answer["decisions"] if one["forced"])
    assert forced["decides"] == "police.risk"
    assert forced["by"] == "duty_inspector"
    assert forced["allowed"] == ["high"]
    assert forced["refused"]["medium"][0]["rule"] == "one-limb-makes-high-risk"
    assert forced["refused"]["medium"][0]["says"]
    assert [one["differences"] for one in answer["decisions"]] == [[]] * 9


def test_a_decision_that_another_rulebook_does_not_know_is_said_to_be_so():
    found = run("decided-log", "--rulebook", "dfe-2014")

    assert found.exit_code == 0
    assert "does not decide this." in found.output


def test_a_decision_that_falls_out_otherwise_says_how():
    found = run("decided-risk", "--rulebook", "dfe-2014")

    assert "This differs from the story: police.risk allows" in found.output


def test_only_what_was_known_is_used():
    arguments = ("fl-01-missing-four-days", "--json", "--known-at")

    before = run(*arguments, "2015-09-04 18:45")
    after = run(*arguments, "2015-09-10 18:45")

    assert len(json.loads(before.output)["duties"]) < len(json.loads(after.output)["duties"])
    assert "As known at: 18:45" in run(*arguments[:1], "--known-at", "2015-09-04 18:45").output


def test_a_story_that_is_not_as_expected_says_how(tmp_path, story):
    story.write_text(
        refused.STORY
        + "expect:\n  - {duty: tell-police, owner: carer, arises: 2015-09-04 19:00, due: never}\n",
        encoding="utf-8",
    )

    found = run(story)

    assert found.exit_code == 0
    assert "This differs from what the story expects:" in found.output
    assert f"{story}:12:5: tell-police does not arise at 2015-09-04 19:00" in found.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["no-such-story"], "There is no file “no-such-story”, and no story of that name"),
        (["{folder}"], "this is a folder, not a file"),
        (["{junk}"], "this is not a text file in UTF-8"),
        (["{wrong}"], "there is no fact “episode.reportd” (did you mean `episode.reported`?)"),
        (
            ["{story}", "--rulebook", "dfe-2041"],
            "there is no rulebook “dfe-2041” (did you mean `dfe-2014`?).",
        ),
        (["{story}", "--rulebook", "none.yaml"], "this file can't be read: no such file"),
        (["{story}", "--at", "tomorrow"], "“tomorrow” is not a date and time"),
        (["{story}", "--at", "2015-03-29 01:30"], "the clocks went forward"),
        (["{story}", "--known-at", "2015-10-25 01:30"], "happened twice"),
        (["{story}", "--at", "0001-01-01 00:00"], "is not between 1900 and 2199"),
        (["{story}", "--at", "9999-12-31 23:00"], "is not between 1900 and 2199"),
        (["{story}", "--known-at", "9999-12-31 23:00"], "is not between 1900 and 2199"),
        ([], "Missing argument"),
        (["{story}", "another"], "unexpected extra argument"),
    ],
)
def test_what_it_cannot_do_it_says_in_a_sentence(tmp_path, story, arguments, says):
    junk, wrong = tmp_path / "junk.bin", tmp_path / "wrong.yaml"
    junk.write_bytes(bytes(range(256)))
    wrong.write_text(refused.STORY.replace("episode.reported", "episode.reportd"), encoding="utf-8")
    names = {"folder": tmp_path, "junk": junk, "wrong": wrong, "story": story}

    found = run(*(argument.format(**names) for argument in arguments))

    assert found.exit_code in (1, 2)
    assert says in found.output
    assert "Traceback" not in found.output
    assert found.exception is None or isinstance(found.exception, SystemExit)
