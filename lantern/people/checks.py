"""What cannot be true of a child, each with a sentence about what to do."""

from datetime import datetime
from typing import Final

from lantern.core.instants import LONDON
from lantern.core.references import clean_postcode
from lantern.people import names
from lantern.people.models import Child
from lantern.vocabulary.person import Ethnicity, Gender

OLDEST: Final = 25
"""Years: the age at which the last duty to a care leaver ends (IAP L480-L482)."""
LENGTHS: Final = {
    "given_name": 80,
    "family_name": 80,
    "also_known_as": 160,
    "language": 60,
    "telephone": 30,
}


def faults(child: Child, at: datetime) -> dict[str, str]:
    """A sentence for each field that cannot be as it is."""
    return _of_birth(child, at) | _of_names(child) | _of_choices(child) | _of_lengths(child)


def _of_birth(child: Child, at: datetime) -> dict[str, str]:
    today = at.astimezone(LONDON).date()
    if child.born_on is None:
        return {}
    if child.born_on > today:
        return {"born_on": "Date of birth must be today or in the past"}
    if today.year - child.born_on.year > OLDEST + 1:
        sentence = f"This record is for children, and for care leavers up to {OLDEST}"
        return {"born_on": f"{sentence}. Check the year of birth"}
    return {}


def _of_names(child: Child) -> dict[str, str]:
    return {
        field: "Enter a name with at least one letter, or leave it empty"
        for field in ("given_name", "family_name")
        if getattr(child, field) and not names.words(getattr(child, field))
    }


def _of_choices(child: Child) -> dict[str, str]:
    found = {
        field: f"Choose one of the words for {field}"
        for field, terms in (("gender", Gender), ("ethnicity", Ethnicity))
        if getattr(child, field) not in {"", *terms}
    }
    if child.home_postcode:
        try:
            clean_postcode(child.home_postcode)
        except ValueError as fault:
            found["home_postcode"] = str(fault)
    return found


def _of_lengths(child: Child) -> dict[str, str]:
    return {
        field: f"Enter {most} characters or fewer"
        for field, most in LENGTHS.items()
        if len(getattr(child, field)) > most
    }
