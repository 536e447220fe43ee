"""What was adopted in this installation, read by the commands that read rulebooks."""

import pytest
from click.testing import CliRunner

from lantern.agreements import library
from lantern.commands.cli import main
from lantern.protocol.load import SHIPPED
from tests.agreeing import adopted
from tests.spec import refused

pytestmark = pytest.mark.django_db

STORY = (
    refused.STORY.replace("dfe-2014", "calderbrook-2026")
    .replace("2001-03-04", "2012-03-04")
    .replace("2015-09-04 19:00", "2026-07-06 19:00")
    + "  - {at: 2026-07-06 20:00, fact: police.classification, value: missing}\n"
    "  - {at: 2026-07-07 09:00, fact: whereabouts, value: returned}\n"
)


@pytest.fixture
def sooner(cast):
    """A version that binds from June and halves the time to the return interview."""
    library.look()
    return adopted(cast)


def said(*line):
    found = CliRunner().invoke(main, [str(one) for one in line])
    assert found.exit_code == 0, found.output
    return found.output


def test_a_rulebook_is_explained_as_it_was_adopted_only_where_that_is_asked_for(sooner):
    shipped = said("protocol", "explain", "calderbrook-2026")
    ours = said("protocol", "explain", "calderbrook-2026", "--adopted")

    assert "in force from 1 June 2026" not in shipped
    assert "in force from 1 June 2026" in ours
    assert shipped.count("within 24 hours") < ours.count("within 24 hours")


def test_a_story_is_played_through_what_was_adopted(sooner, tmp_path):
    story = tmp_path / "story.yaml"
    story.write_text(STORY, encoding="utf-8")

    shipped, ours = said("rehearse", story), said("rehearse", story, "--adopted")

    interview = "Carry out the independent return interview"
    assert "Due:      09:00 on Thursday 9 July 2026" in shipped.partition(interview)[2][:400]
    assert "Due:      09:00 on Wednesday 8 July 2026" in ours.partition(interview)[2][:400]


def test_a_draft_in_a_file_stands_upon_what_was_adopted(sooner, tmp_path):
    text = (SHIPPED / "calderbrook-2026.yaml").read_text(encoding="utf-8")
    draft, story = tmp_path / "draft.yaml", tmp_path / "story.yaml"
    draft.write_text(text.replace("from: 2026-01-01", "from: 2026-08-01"), encoding="utf-8")
    story.write_text(STORY, encoding="utf-8")

    ours = said("rehearse", story, "--rulebook", draft, "--adopted")

    assert "Due:      09:00 on Wednesday 8 July 2026" in ours
