"""What a family is owed while a child is missing from home."""

import pytest

from lantern.protocol.evaluate import duties_owed
from lantern.protocol.facts import Facts
from lantern.protocol.load import library
from tests.protocol.rulings import LONDON, told


@pytest.mark.requirement("PS-002")
def test_the_family_of_a_child_missing_from_home_is_supported_while_the_child_is_away():
    records = (
        told("whereabouts", "2015-11-03 10:00", "not_known"),
        told("police.classification", "2015-11-03 14:00", "missing"),
    )
    facts = Facts.of(records, born=LONDON("2003-05-05 00:00").date())

    found = duties_owed(facts, library().protocol("birmingham-2015"), until=records[1].at)

    assert [one.owner for one in found if one.rule.id == "home-family-support"] == [
        "investigating_officer"
    ]
