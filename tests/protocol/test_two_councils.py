"""Two councils in one force area, and a home under one of them: what differs is data alone."""

from datetime import date

import pytest

from lantern.core.calendar import midnight_of
from lantern.core.instants import in_london
from lantern.protocol.load import library
from lantern.protocol.plain_words import PlainWords
from lantern.protocol.stories import rehearse, shipped

ONE, OTHER = "birmingham-2015", "aldermere-2016"
TODAY = midnight_of(date(2016, 6, 15))
ASKED = ("Who", "When", "By when", "Met by", "Unless", "Repeats")
"""The lines of a rule that say what it asks, and of whom."""


def asked(rulebook):
    """What each rule that binds today asks, line by line, in plain words."""
    protocol = library().protocol(rulebook)
    words = PlainWords(protocol)
    binding = [words.rule(one) for one in protocol.dated if one.begins <= TODAY < one.ends]
    return {
        rule.id: {
            label: " ".join(text for said, text in rule.lines if said == label) for label in ASKED
        }
        for rule in binding
    }


def told(name):
    return next(story for story in shipped() if story.name == name)


def owed(story, rulebook):
    """Who owes what until when, of a story under a rulebook; the first turn of what repeats."""
    found = {}
    for one in rehearse(told(story), rulebook=rulebook).duties:
        due = "never" if one.duty.due_at is None else in_london(one.duty.due_at)
        found.setdefault(one.duty.rule.id, (str(one.duty.owner), due))
    return found


DIFFERENT = {
    ("tell-police", "Who"), ("tell-police", "When"), ("tell-police", "By when"),
    ("tell-parents", "Who"), ("tell-parents", "When"), ("tell-parents", "Unless"),
    ("tell-emergency-duty-team", "When"),
    ("daily-contact", "Who"), ("daily-contact", "When"), ("daily-contact", "By when"),
    ("strategy-meeting-held", "Who"), ("strategy-meeting-held", "When"),
    ("strategy-meeting-held", "By when"), ("strategy-meeting-held", "Unless"),
    ("away-wellbeing", "Who"), ("away-wellbeing", "By when"), ("away-wellbeing", "Unless"),
    ("provider-told", "Who"), ("provider-told", "When"), ("provider-told", "By when"),
    ("pen-picture", "When"), ("pen-picture", "By when"),
    ("return-interview-offered", "By when"),
    ("placement-reviewed", "By when"), ("repeat-discussion", "By when"),
}  # fmt: skip
"""Rules of both councils, with the line that each writes in its own way."""
ONLY_THERE = {
    "missing-form",
    "tell-school",
    "panel-considers-child",
    "panel-meets",
    "return-meeting",
}
"""Forms, words and meetings that Aldermere alone asks for."""
ONLY_HERE = {"checks-deadline", "premises-search", "tell-iro", "schedule-7-report", "home-search"}
"""Some of what Birmingham alone asks for."""


def test_the_two_councils_differ_in_more_than_ten_rules():
    here, there = asked(ONE), asked(OTHER)

    differing = {
        (name, label)
        for name in here.keys() & there.keys()
        for label in ASKED
        if here[name][label] != there[name][label]
    }

    assert differing >= DIFFERENT
    assert len({name for name, _ in DIFFERENT}) + len(ONLY_THERE) >= 10
    assert there.keys() - here.keys() == ONLY_THERE
    assert here.keys() - there.keys() >= ONLY_HERE


def test_the_two_councils_read_the_silence_of_the_sources_differently():
    here, there = (library().protocol(name).versions[-1].rule.readings for name in (ONE, OTHER))

    differing = {key for key, option in here.items() if there[key] != option}

    assert differing == {"office_hours", "working_days_end", "strategy_clock_starts"}


# Worked out by hand: who owes it, and by when. None: not owed there.
ONE_STORY = {
    # Birmingham has checks from 17:05, and the report at 17:30 ends them.
    "checks-deadline": (("carer", "2016-05-10 17:20"), None),
    "premises-search": (("carer", "2016-05-10 18:05"), None),
    "tell-police": (("carer", "2016-05-10 18:30"), ("home_manager", "2016-05-10 17:20")),
    "tell-responsible-authority": (("carer", "2016-05-10 18:30"), ("carer", "2016-05-10 18:05")),
    "tell-parents": (("carer", "2016-05-10 18:30"), ("social_worker", "2016-05-10 18:05")),
    "tell-iro": (("carer", "2016-05-10 18:30"), None),
    # A day from when the duty team knew, against twelve hours from the report.
    "daily-contact": (("social_worker", "2016-05-11 18:00"), ("key_worker", "2016-05-11 05:30")),
    "missing-form": (None, ("carer", "2016-05-10 19:30")),
    "tell-school": (None, ("social_worker", "2016-05-11 09:00")),
    "panel-considers-child": (None, ("missing_coordinator", "2016-05-17 17:00")),
    # Two days are not yet three.
    "strategy-meeting-held": (None, ("missing_coordinator", "2016-05-17 18:00")),
    "provider-told": (None, ("missing_coordinator", "2016-05-13 00:00")),
    "return-interview-offered": (
        ("return_interview_provider", "2016-05-15 20:00"),
        ("return_interview_provider", "2016-05-13 20:00"),
    ),
    "return-interview-contact": (("return_interview_provider", "2016-05-15 20:00"), None),
    "placement-reviewed": (
        ("responsible_authority", "2016-05-20 00:00"),
        ("responsible_authority", "2016-05-17 18:00"),
    ),
    "return-meeting": (None, ("team_manager", "2016-05-19 18:00")),
    # The law is the same for both.
    "return-interview-held": (("return_interview_provider", "2016-05-15 20:00"),) * 2,
    "return-tell-social-worker": (("carer", "2016-05-12 21:00"),) * 2,
}


@pytest.mark.parametrize("duty", ONE_STORY)
def test_one_story_owes_what_each_council_agreed(duty):
    story = "aldermere-missing-from-a-home"

    assert (owed(story, ONE).get(duty), owed(story, OTHER).get(duty)) == ONE_STORY[duty]


def test_most_of_what_one_story_owes_differs_between_the_councils():
    differing = [duty for duty, (here, there) in ONE_STORY.items() if here != there]

    assert len(differing) >= 10


def test_a_home_asks_more_of_itself_and_nothing_more_of_anybody_else():
    ours, theirs = "larch-house-saturday-night", "larch-house-a-child-of-another-home"
    own = {one.id for one in library().protocol("larch-house-2016").layers[-1].rules.values()}

    assert owed(ours, "larch-house-2016").keys() - owed(ours, OTHER).keys() == own
    assert owed(theirs, "larch-house-2016") == owed(theirs, OTHER)


def test_a_limit_of_the_home_is_shorter_than_the_councils_and_both_are_owed():
    found = owed("larch-house-by-day", "larch-house-2016")

    assert found["larch-house-tells-police"] == ("home_manager", "2016-06-14 15:15")
    assert found["tell-police"] == ("home_manager", "2016-06-14 15:20")
