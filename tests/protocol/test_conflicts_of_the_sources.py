"""Where the sources differ (requirements section 14) a setting decides: first the default that is
proposed there, then what a partnership gets that sets it otherwise."""

from dataclasses import dataclass
from functools import cache

import pytest

from lantern.core.instants import in_london
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.facts import Facts
from lantern.protocol.load import library, with_texts
from tests.protocol.rulings import LONDON, told

BOOK = """
rulebook: set-otherwise
title: A partnership that reads it otherwise (invented)
agreed_by: A board (invented)
layer: provider
in_force: {from: 2015-11-01}
extends: [birmingham-2015]
"""
READING = """
readings:
  {name}: {{option: {option}, reason: Agreed so., approved_by: The director, on: 2015-11-01}}
"""
PARAMETER = """
changes:
  - parameter: {name}
    value: {value}
    reason: Agreed so.
    approved_by: The director
    on: 2015-11-01
    source: {source}
"""
RULE = """
changes:
  - rule: {name}
    set: {{{entry}}}
    reason: Agreed so.
    approved_by: The director
    on: 2015-11-01
    source: {source}
"""
SOURCE = "{agreed_by: A board (invented), on: 2015-11-01}"


def reading(name, option):
    return BOOK + READING.format(name=name, option=option)


def parameter(name, value):
    return BOOK + PARAMETER.format(name=name, value=value, source=SOURCE)


def changed(name, entry):
    return BOOK + RULE.format(name=name, entry=entry, source=SOURCE)


IN_CARE = (
    told("child.looked_after", "2015-01-01 00:00"),
    told("child.placement", "2015-01-01 00:00", "foster_care"),
)
LOST = told("whereabouts", "2015-11-03 10:00", "not_known")
NOTICED = told("episode.noticed", "2015-11-03 12:00")
REPORTED = told("episode.reported", "2015-11-03 13:00")
POLICE = told("notified.police", "2015-11-03 13:00")
LOCATED = told("whereabouts", "2015-11-04 10:00", "located_with_contact")
BACK = told("whereabouts", "2015-11-04 15:00", "returned")
AWAY = told("whereabouts", "2015-11-03 10:00", "known")
ABSENT = told("police.classification", "2015-11-03 14:00", "absent")


@dataclass(frozen=True)
class Conflict:
    """A conflict of the sources, what happened, the duty that it bears on, and the setting."""

    id: str
    rule: str
    records: tuple
    proposed: tuple[str, ...]
    otherwise: str = ""
    then: tuple[str, ...] = ()


CONFLICTS = (
    # Each instant is that at which the duty arises.
    Conflict("CF-07", "return-interview-contact", (*IN_CARE, LOST, BACK), ("2015-11-04 15:00",)),
    Conflict("CF-07", "return-interview-held", (*IN_CARE, LOST, BACK), ("2015-11-04 15:00",)),
    Conflict(
        "CF-09",
        "return-interview-offered",
        (*IN_CARE, AWAY, ABSENT, BACK),
        ("2015-11-04 15:00",),
        reading("return_interview_after", "not_known"),
        (),
    ),
    Conflict(
        "CF-15",
        "strategy-meeting-held",
        (*IN_CARE, LOST, REPORTED),
        ("2015-11-06 10:00",),
        reading("strategy_clock_starts", "report"),
        ("2015-11-06 13:00",),
    ),
    Conflict(
        "CF-16",
        "home-strategy-meeting-held",
        (told("child.on_protection_plan", "2015-01-01 00:00"), LOST, REPORTED),
        ("2015-11-03 13:00",),
        reading("home_meeting_days_from", "last_seen"),
        ("2015-11-03 10:00",),
    ),
    Conflict(
        "CF-22",
        "home-tell-bureau",
        (LOST, POLICE, told("police.classification", "2015-11-03 14:00", "missing")),
        ("2015-11-03 14:00",),
    ),
    Conflict(
        "CF-33",
        "tell-police",
        (*IN_CARE, LOST, NOTICED),
        ("2015-11-03 14:00",),
        parameter("longest_checks", "30 minutes"),
        ("2015-11-03 12:30",),
    ),
    Conflict(
        "CF-33",
        "tell-police",
        (*IN_CARE, told("child.cse_risk", "2015-01-01 00:00"), LOST, NOTICED),
        ("2015-11-03 12:00",),
    ),
    Conflict(
        "CF-34",
        "tell-social-worker",
        (IN_CARE[0], told("child.placement", "2015-01-01 00:00", "with_parents"), LOST, REPORTED),
        (),
        reading("care_procedure_covers", "all_looked_after"),
        ("2015-11-03 13:00",),
    ),
    Conflict("CF-39", "absent-child-referred", (LOST, POLICE, ABSENT), ("2015-11-03 14:00",)),
    Conflict(
        "CF-42",
        "danger-evident-deployed",
        (LOST, POLICE),
        ("2015-11-03 13:00",),
        changed("danger-evident-deployed", "arises: concern.immediate_harm"),
        (),
    ),
    Conflict(
        "CF-48",
        "return-interview-held",
        (*IN_CARE, LOST, LOCATED, BACK),
        ("2015-11-04 10:00",),
        reading("return_interview_clock_starts", "return"),
        ("2015-11-04 15:00",),
    ),
    Conflict("CF-49", "away-tell-police", (*IN_CARE, AWAY), ()),
    Conflict(
        "CF-49",
        "away-tell-police",
        (*IN_CARE, AWAY, told("concern.significant_harm", "2015-11-03 16:00")),
        ("2015-11-03 16:00",),
    ),
    Conflict(
        "CF-50",
        "absence-plan-copied",
        (*IN_CARE, LOST, POLICE, ABSENT, told("absent_review.agreed", "2015-11-03 14:30")),
        ("2015-11-03 14:30",),
    ),
)


@pytest.mark.requirement("CF-51")
def test_a_force_gives_what_the_coordinator_owes_to_a_post_of_its_own():
    conflict = next(one for one in CONFLICTS if one.rule == "absent-child-referred")
    facts = Facts.of(conflict.records, born=LONDON("2007-05-05 00:00").date())
    other = protocol_of(changed("absent-child-referred", "owner: investigating_officer"))

    owners = [
        {one.owner for one in duties_owed(facts, protocol) if one.rule.id == conflict.rule}
        for protocol in (library().protocol("birmingham-2015"), other)
    ]

    assert owners == [{"police_missing_coordinator"}, {"investigating_officer"}]


@cache
def protocol_of(text):
    shelf = with_texts({"a text": text})
    assert not isinstance(shelf, tuple), shelf
    return shelf.protocol("set-otherwise")


def arises(conflict, protocol):
    facts = Facts.of(conflict.records, born=LONDON("2007-05-05 00:00").date())
    found = duties_owed(facts, protocol, until=LONDON("2015-11-10 00:00"))
    return tuple(in_london(one.arose_at) for one in found if one.rule.id == conflict.rule)


@pytest.mark.requirement(
    "CF-07",
    "CF-09",
    "CF-15",
    "CF-16",
    "CF-22",
    "CF-33",
    "CF-34",
    "CF-39",
    "CF-42",
    "CF-48",
    "CF-49",
    "CF-50",
    "CF-54",
)
@pytest.mark.parametrize("conflict", CONFLICTS, ids=lambda one: f"{one.id} {one.rule}")
def test_the_default_proposed_holds_until_a_partnership_sets_it_otherwise(conflict):
    assert arises(conflict, library().protocol("birmingham-2015")) == conflict.proposed

    if conflict.otherwise:
        assert arises(conflict, protocol_of(conflict.otherwise)) == conflict.then
