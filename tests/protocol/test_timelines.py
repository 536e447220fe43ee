"""How the records of one fact become spells."""

import pytest

from lantern.core.instants import in_london, to_datetime
from lantern.protocol import timelines
from tests.protocol.rulings import LONDON, Facts, told


def rows(*records, **options):
    found = Facts.of(records, **options).rows
    return next(iter(found.values()), ())


def shown(spells):
    return [
        (in_london(to_datetime(s[0])), None if s[1] > 1 << 61 else in_london(to_datetime(s[1])))
        for s in spells
    ]


LOOKED_AFTER = "child.looked_after"
RISK = "police.risk"


def test_a_state_holds_until_it_is_recorded_as_false():
    records = (
        told(LOOKED_AFTER, "2015-01-01 09:00"),
        told(LOOKED_AFTER, "2015-03-01 09:00", value=False),
    )

    assert shown(timelines.state(rows(*records))) == [("2015-01-01 09:00", "2015-03-01 09:00")]


def test_a_state_holds_until_its_own_end():
    record = told(LOOKED_AFTER, "2015-01-01 09:00", until="2015-02-01 09:00")

    assert shown(timelines.state(rows(record))) == [("2015-01-01 09:00", "2015-02-01 09:00")]


def test_two_records_that_touch_are_one_spell_with_the_first_as_cause():
    records = (
        told(LOOKED_AFTER, "2015-01-01 09:00", until="2015-02-01 09:00", key="first"),
        told(LOOKED_AFTER, "2015-02-01 09:00", until="2015-03-01 09:00", key="second"),
    )

    (spell,) = timelines.state(rows(*records))

    assert spell[2:] == ("first", "second")


def test_a_state_denied_for_a_time_is_interrupted():
    records = (
        told(LOOKED_AFTER, "2015-01-01 09:00"),
        told(LOOKED_AFTER, "2015-02-01 09:00", value=False, until="2015-03-01 09:00"),
    )

    assert shown(timelines.state(rows(*records))) == [
        ("2015-01-01 09:00", "2015-02-01 09:00"),
        ("2015-03-01 09:00", None),
    ]


def test_a_state_begun_while_it_is_denied_for_a_time_waits():
    records = (
        told(LOOKED_AFTER, "2015-01-01 09:00", value=False, until="2015-03-01 09:00"),
        told(LOOKED_AFTER, "2015-02-01 09:00"),
    )

    assert shown(timelines.state(rows(*records))) == [("2015-03-01 09:00", None)]


def test_a_denial_without_end_gives_way_to_a_later_record():
    records = (
        told(LOOKED_AFTER, "2015-01-01 09:00", value=False),
        told(LOOKED_AFTER, "2015-02-01 09:00"),
    )

    assert shown(timelines.state(rows(*records))) == [("2015-02-01 09:00", None)]


def test_a_state_that_was_only_denied_never_held():
    assert timelines.state(rows(told(LOOKED_AFTER, "2015-01-01 09:00", value=False))) == ()


def test_a_denial_of_a_spell_already_over_changes_nothing():
    records = (
        told(LOOKED_AFTER, "2015-01-01 09:00", until="2015-01-02 09:00"),
        told(LOOKED_AFTER, "2015-02-01 09:00", value=False),
    )

    assert shown(timelines.state(rows(*records))) == [("2015-01-01 09:00", "2015-01-02 09:00")]


def test_a_value_holds_until_another_is_recorded():
    records = (told(RISK, "2015-01-01 09:00", "medium"), told(RISK, "2015-01-01 12:00", "high"))

    found = timelines.values(rows(*records))

    assert shown(found["medium"]) == [("2015-01-01 09:00", "2015-01-01 12:00")]
    assert shown(found["high"]) == [("2015-01-01 12:00", None)]


def test_a_value_recorded_again_goes_on_with_its_first_cause():
    records = (
        told(RISK, "2015-01-01 09:00", "high", key="first"),
        told(RISK, "2015-01-01 12:00", "high", key="second"),
    )

    (spell,) = timelines.values(rows(*records))["high"]

    assert spell[2] == "first"


def test_of_two_values_at_one_instant_the_later_recorded_wins():
    records = (
        told(RISK, "2015-01-01 09:00", "high", recorded="2015-01-01 09:10"),
        told(RISK, "2015-01-01 09:00", "medium", recorded="2015-01-01 09:05"),
    )

    assert list(timelines.values(rows(*records))) == ["high"]


def test_a_value_may_have_its_own_end():
    record = told(RISK, "2015-01-01 09:00", "high", until="2015-01-01 10:00")

    assert shown(timelines.values(rows(record))["high"]) == [
        ("2015-01-01 09:00", "2015-01-01 10:00")
    ]
    assert (
        timelines.values(rows(told(RISK, "2015-01-01 09:00", "high", until="2015-01-01 09:00")))
        == {}
    )


def test_an_event_recorded_as_not_so_did_not_happen():
    records = (
        told("episode.reported", "2015-01-01 09:00", key="one"),
        told("episode.reported", "2015-01-01 10:00", value=False, key="other"),
    )

    assert [point[2] for point in timelines.points(rows(*records))] == ["one"]


def test_a_correction_keeps_the_key_and_moves_the_spell():
    records = (
        told(LOOKED_AFTER, "2015-01-01 09:00", key="row", recorded="2015-01-02 09:00"),
        told(LOOKED_AFTER, "2014-12-01 09:00", key="row", recorded="2015-01-05 09:00"),
    )

    assert shown(timelines.state(rows(*records))) == [("2014-12-01 09:00", None)]
    assert shown(timelines.state(rows(*reversed(records)))) == [("2014-12-01 09:00", None)]


def test_a_correction_is_not_known_before_it_was_recorded():
    records = (
        told(LOOKED_AFTER, "2015-01-01 09:00", key="row", recorded="2015-01-02 09:00"),
        told(LOOKED_AFTER, "2014-12-01 09:00", key="row", recorded="2015-01-05 09:00"),
    )

    known = rows(*records, known_at=LONDON("2015-01-03 09:00"))

    assert shown(timelines.state(known)) == [("2015-01-01 09:00", None)]


def test_a_withdrawn_record_counts_until_it_was_withdrawn():
    record = told(LOOKED_AFTER, "2015-01-01 09:00", withdrawn="2015-01-05 09:00")

    assert rows(record) == ()
    assert rows(record, known_at=LONDON("2015-01-05 09:00")) == ()
    assert len(rows(record, known_at=LONDON("2015-01-04 09:00"))) == 1


def test_withdrawing_a_correction_does_not_bring_back_what_it_corrected():
    records = (
        told(LOOKED_AFTER, "2015-01-01 09:00", key="row"),
        told(
            LOOKED_AFTER,
            "2014-12-01 09:00",
            key="row",
            recorded="2015-01-05 09:00",
            withdrawn="2015-01-06 09:00",
        ),
        told(LOOKED_AFTER, "2015-07-01 09:00", key="another"),
    )

    assert [row[2] for row in rows(*records)] == ["another"]


@pytest.mark.parametrize("year", ["1899", "2200"])
def test_an_instant_that_can_only_be_a_slip_is_refused(year):
    with pytest.raises(ValueError, match="not between 1900 and 2200"):
        Facts.of([told(LOOKED_AFTER, f"{year}-12-01 09:00")])
