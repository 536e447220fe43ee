"""Stories: how they are read, played, looked at from an instant and compared with what they
expect."""

from pathlib import Path

import pytest

from lantern.core.instants import in_london
from lantern.protocol import stories
from lantern.protocol.check import check
from lantern.protocol.stories import Story, differences, rehearse
from tests.protocol.rulings import LONDON, rule, rulebook, shelf
from tests.spec import refused

PLAIN = refused.STORY


def written(folder, text=PLAIN):
    path = Path(folder) / "story.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def story(folder, text=PLAIN) -> Story:
    found = stories.load(written(folder, text))
    assert isinstance(found, Story), "\n".join(str(fault) for fault in found)
    return found


@pytest.mark.parametrize("case", refused.STORIES, ids=lambda case: case.wrong)
def test_what_is_wrong_with_a_story_is_said_with_its_line(case, tmp_path):
    report = check([written(tmp_path, *case.texts)])

    meant = [fault for fault in report.faults if case.says in fault.message]
    assert meant, "\n".join(str(fault) for fault in report.faults)
    assert case.suggests in meant[0].suggestion


def test_two_stories_of_one_name_are_named(tmp_path):
    first, second = written(tmp_path), tmp_path / "again.yaml"
    second.write_text(PLAIN, encoding="utf-8")

    (fault,) = check([first, second]).faults

    assert (fault.file, fault.message) == (
        second,
        "two stories are called the-story: see story.yaml",
    )


@pytest.mark.parametrize("case", refused.VOCABULARIES, ids=lambda case: case.wrong)
def test_what_is_wrong_with_a_vocabulary_is_said_with_its_line(case, tmp_path):
    report = check([written(tmp_path, *case.texts)])

    assert [fault for fault in report.faults if case.says in fault.message], "\n".join(
        str(fault) for fault in report.faults
    )


def test_a_story_is_played_through_its_own_rulebook(tmp_path):
    rehearsal = rehearse(story(tmp_path))

    assert rehearsal.protocol.id == "dfe-2014"
    assert rehearsal.at == LONDON("2015-09-04 19:00")
    assert rehearsal.known_at is None


def played(tmp_path, text, *rules, **options):
    """The duties of a story under a rulebook of these rules, as id, arising, state."""
    made = shelf(tmp_path, rulebook(*rules))
    told = story(tmp_path, text.replace("dfe-2014", "the-rulebook"))
    rehearsal = rehearse(told, shelf=made, **options)
    return [
        (one.duty.rule.id, in_london(one.duty.arose_at), str(one.duty.state(rehearsal.at)))
        for one in rehearsal.duties
    ]


def test_a_duty_is_shown_as_it_stands_at_the_instant_asked_for(tmp_path):
    assert played(tmp_path, PLAIN, rule()) == [("the-duty", "2015-09-04 19:00", "owed")]
    later = LONDON("2015-09-08 19:00")
    assert played(tmp_path, PLAIN, rule(), at=later) == [
        ("the-duty", "2015-09-04 19:00", "overdue")
    ]
    earlier = LONDON("2015-09-04 12:00")
    assert played(tmp_path, PLAIN, rule(), at=earlier) == [
        ("the-duty", "2015-09-04 19:00", "not_yet")
    ]


def test_only_what_had_been_recorded_is_known(tmp_path):
    late = PLAIN.replace(
        "fact: episode.reported", "recorded: 2015-09-05 08:00, fact: episode.reported"
    )

    assert played(tmp_path, late, rule(), known_at=LONDON("2015-09-04 23:00")) == []
    assert len(played(tmp_path, late, rule(), known_at=LONDON("2015-09-05 08:00"))) == 1


EXCUSED = (
    PLAIN + "  - {at: 2015-09-05 10:00, recorded: 2015-09-05 11:00, fact: duty.excused,"
    " duty: the-duty, by: team_manager, reason: The chair knows.}\n"
)
BY_PERSON = "[{person: [team_manager], why: with a reason}]"


def test_an_excuse_in_a_story_excuses_the_duty_that_is_meant(tmp_path):
    found = played(tmp_path, EXCUSED, rule(excused_by=BY_PERSON))

    assert found == [("the-duty", "2015-09-04 19:00", "excused")]


def test_an_excuse_is_not_known_before_it_was_recorded(tmp_path):
    at = LONDON("2015-09-05 10:30")

    assert played(tmp_path, EXCUSED, rule(excused_by=BY_PERSON), at=at, known_at=at) == [
        ("the-duty", "2015-09-04 19:00", "owed")
    ]


def test_an_excuse_of_a_duty_that_never_arose_excuses_nothing(tmp_path):
    found = played(tmp_path, EXCUSED, rule(arises="checks.failed", excused_by=BY_PERSON))

    assert found == []


def test_one_turn_of_a_repeating_duty_is_excused(tmp_path):
    text = EXCUSED.replace("by: team_manager", "turn: 2, by: team_manager")
    daily = rule(arises="{since: episode.reported}", repeats="{every: 1 day}", excused_by=BY_PERSON)

    found = played(tmp_path, text, daily, at=LONDON("2015-09-06 12:00"))

    assert [state for _, _, state in found] == ["missed", "excused", "not_yet"]


def test_a_childs_own_duties_are_rehearsed_beside_the_episodes(tmp_path):
    text = PLAIN + "  - {at: 2015-09-20 10:00, fact: statutory_review.held}\n"
    own = rule(
        "review-duty",
        subject="child",
        arises="statutory_review.held",
        met_by="statutory_review.absences_addressed",
    )

    assert [name for name, _, _ in played(tmp_path, text, rule(), own)] == [
        "the-duty",
        "review-duty",
    ]


def test_a_correction_in_a_story_moves_the_duty(tmp_path):
    text = PLAIN.replace(
        "fact: episode.reported}",
        "fact: episode.reported, key: row}\n"
        "  - {at: 2015-09-04 17:00, recorded: 2015-09-06 09:00, fact: episode.reported, key: row}",
    )

    assert played(tmp_path, text, rule()) == [("the-duty", "2015-09-04 17:00", "owed")]


def test_a_record_withdrawn_in_a_story_no_longer_counts(tmp_path):
    text = PLAIN.replace(
        "fact: episode.reported", "withdrawn: 2015-09-05 09:00, fact: episode.reported"
    )

    assert played(tmp_path, text, rule()) == []
    assert len(played(tmp_path, text, rule(), known_at=LONDON("2015-09-05 08:00"))) == 1


def test_circumstances_may_be_denied_and_end(tmp_path):
    text = PLAIN.replace(
        "from: 2014-01-10 00:00}",
        "from: 2014-01-10 00:00, until: 2015-01-01 00:00}\n"
        "    - {fact: child.in_need, value: no, from: 2014-01-10 00:00}",
    )
    arises = "{all: [episode.reported, {any: [child.looked_after, child.in_need]}]}"

    assert played(tmp_path, text, rule(arises=arises)) == []


EXPECTED = (
    PLAIN.replace("dfe-2014", "the-rulebook")
    + """expect:
  - duty: the-duty
    owner: social_worker
    arises: 2015-09-04 19:00
    due: 2015-09-07 19:00
"""
)


def differing(tmp_path, text, *rules):
    made = shelf(tmp_path, rulebook(*(rules or [rule()])))
    return [fault.message for fault in differences(story(tmp_path, text), made)]


def test_a_story_that_is_as_expected_differs_in_nothing(tmp_path):
    assert differing(tmp_path, EXPECTED) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("owner: social_worker", "owner: carer", "the-duty is owed by social_worker, not carer"),
        ("due: 2015-09-07 19:00", "due: never", "the-duty is due 2015-09-07 19:00, not never"),
        ("due: 2015-09-07", "met: 2015-09-06 10:00\n    due: 2015-09-07",
         "the-duty is met never, not 2015-09-06 10:00"),
        ("due: 2015-09-07", "excused: 2015-09-06 10:00\n    due: 2015-09-07",
         "the-duty is excused never, not 2015-09-06 10:00"),
        ("arises: 2015-09-04 19:00", "arises: 2015-09-04 18:00",
         "the-duty does not arise at 2015-09-04 18:00"),
    ],
)  # fmt: skip
def test_each_difference_is_named(tmp_path, old, new, message):
    assert message in differing(tmp_path, EXPECTED.replace(old, new))


def test_a_duty_too_many_is_named(tmp_path):
    found = differing(tmp_path, EXPECTED, rule(), rule("another"))

    assert found == ["another arises too, at 2015-09-04 19:00"]


def test_a_duty_that_would_only_arise_later_may_be_left_out(tmp_path):
    later = rule("later", arises="{lasting: 72 hours, of: {since: episode.reported}}")

    assert differing(tmp_path, EXPECTED, rule(), later) == []


def test_a_check_names_what_is_open_and_what_is_not(tmp_path):
    at = "at: 2015-09-05 12:00"
    checks = f"checks:\n  - {{{at}, owed: []}}\n  - {{{at}, owed: [the-duty]}}\n"

    assert differing(tmp_path, EXPECTED + checks) == ["the-duty is open too at 2015-09-05 12:00"]


def test_a_file_of_no_story_gives_its_faults(tmp_path):
    (fault,) = stories.load(written(tmp_path, "- a list\n"))

    assert "must be a mapping" in fault.message


def test_the_example_of_the_reference_page_is_a_story(tmp_path):
    page = Path(__file__).parents[2] / "docs" / "reference" / "rulebooks.md"
    example = page.read_text(encoding="utf-8").split("## 5. Stories")[1].split("```")[1]

    found = story(tmp_path, example.removeprefix("yaml\n"))

    assert found.flow == "FL-01"
    assert len(found.records) == 4
    assert found.excuses[0].duty == "tell-parents"
