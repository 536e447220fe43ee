# ruff: noqa: E501  a table, one case a line
"""What the forms of drafting a protocol refuse, and what they say: the cases behind the page of refusals.

`typed` differs from what would be accepted (see `tests.web.test_drafting_pages` and `test_simulation_pages`).
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refused:
    """One thing wrong with a form, and the sentence about it."""

    form: str
    wrong: str
    says: str
    typed: dict = field(default_factory=dict)


def _limit(wrong, says, **typed):
    return Refused("Change a limit", wrong, says, typed)


def _added(wrong, says, **typed):
    return Refused("Add a form or a meeting", wrong, says, typed)


def _simulated(wrong, says, **typed):
    return Refused(
        "Simulate a draft",
        wrong,
        says,
        {name.replace("__", "-"): one for name, one in typed.items()},
    )


LIMITS = [
    _limit("no limit", "Choose by when it must be done", limit=""),
    _limit("a length without its number", "Enter a number", limit_number=""),
    _limit("a length without its unit", "Choose hours, days or another unit", limit_unit=""),
    _limit("a time of day in words", "on the 24-hour clock, like 09:00", limit="clock", limit_clock="half past"),
    _limit("a length of more than a thousand years", "Enter a smaller number", limit_number="500000", limit_unit="days"),
    _limit("no reason", "Say why", reason=""),
    _limit("nobody who agreed", "Enter who agreed to it", agreed_by=""),
    Refused("Change a limit", "agreed after the draft binds", "The day must be before the draft binds", {"agreed_on-year": "2099"}),
    _limit("the limit that there is", "This is how it stands already", limit_number="48"),
]  # fmt: skip

ADDING = [
    _added("no name", "Enter what the form is called", called=""),
    _added("no meaning", "Say what it is for", meaning=""),
    _added("nobody who must do it", "Choose who must do it", owner=""),
    _added("no beginning", "Choose when it begins", begins=""),
    _added("what happens at one moment is to last", "happens at one moment and does not last", lasting="yes", lasting_number="3", lasting_unit="days"),
    _added("no heading", "Choose a heading", stage=""),
]  # fmt: skip

SIMULATING = [
    _simulated("a first day in the future", "The first day must be today or in the past", first_on__year="2027"),
    _simulated("it ends before it begins", "The last day must be the first day or after it", last_on__month="2", last_on__day="28"),
    _simulated("interviews of a worker in words", "must be a whole number", interviews_a_worker="none"),
    _simulated("nothing said of other records", "Select yes if absences from other records are to be counted", with_history=""),
]  # fmt: skip
