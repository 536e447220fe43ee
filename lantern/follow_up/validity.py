"""What cannot be so, each with a sentence beside the field that puts it right. Pure."""

from datetime import datetime

from lantern.core.instants import day_in_london
from lantern.follow_up.details import Details, EarlyHelp, Regulator, SafetyPlan

Faults = dict[str, str]


def faults(details: Details, *, at: datetime, now: datetime) -> Faults:
    """A sentence for each field that is wrong."""
    found = _missing(details)
    if at > now:
        found["at"] = "Enter a date and time that have passed."
    if isinstance(details, Regulator):
        found |= _of_regulator(details, now)
    if isinstance(details, SafetyPlan | EarlyHelp):
        found |= _of_review_day(details, now)
    return found


def _missing(details: Details) -> Faults:
    return {
        name: sentence
        for name, sentence in details.needs().items()
        if not str(getattr(details, name)).strip()
    }


def _of_regulator(details: Regulator, now: datetime) -> Faults:
    if not details.must_tell:
        return (
            {"events": "You chose an event that has to be told. Leave it out, or choose yes below."}
            if details.events
            else {}
        )
    found = {} if details.events else {"events": "Choose the event that has to be told."}
    if details.told_at is not None:
        if details.told_at > now:
            found["told_at"] = "Enter a date and time that have passed."
        if not details.told_how.strip():
            found["told_how"] = "Say how they were told."
        if not details.told_whom.strip():
            found["told_whom"] = "Say who was told."
    return found


def _of_review_day(details: SafetyPlan | EarlyHelp, now: datetime) -> Faults:
    on = details.review_on
    if on is not None and on <= day_in_london(now):
        return {"review_on": "Enter a day in the future."}
    return {}
