"""Ten thousand children of a case system, and the same again."""

from datetime import date, timedelta
from time import process_time

import pytest

from lantern.people.models import Child
from tests.intake.bringing import a_file, bring_file, counts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MANY = 10_000
MOST = 60
"""Seconds of this process, half of what is allowed, whatever else the machine does meanwhile."""
GIVEN = [
    a + b for a in ("Tam", "Id", "Ott", "Sas", "Ell", "Nor", "Kez") for b in ("sin", "is", "o")
]
FAMILY = [
    a + b for a in ("Red", "Quill", "Whit", "Ade", "Mar", "Oka") for b in ("fern", "ton", "yo")
]


def nhs_number(number):
    """An invented NHS number with its check digit, from a range that nobody has; or none."""
    nine = f"{999_000_000 + number:09d}"
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
    return "" if check == 10 else f"{nine}{check % 11}"


def rows():
    """Invented children, of whom many share a birthday and some a name."""
    for number in range(MANY):
        yield {
            "Reference": f"P{number:06d}",
            "NHS number": nhs_number(number),
            "First name": GIVEN[number % len(GIVEN)],
            "Family name": f"{FAMILY[number % len(FAMILY)]}{'abcdefgh'[number % 8]}",
            "Date of birth": (date(2008, 12, 1) + timedelta(days=number * 7 % 6400)).isoformat(),
            "Postcode": "CC1 4AB",
        }


def test_ten_thousand_children_come_in_well_under_two_minutes_and_again_in_less(cast):
    file = a_file(list(rows()))

    began = process_time()
    first = bring_file(cast, "children", file)
    between = process_time()
    second = bring_file(cast, "children", file)
    ended = process_time()

    taken, waiting = counts(first)[0], counts(first)[3]
    assert taken + waiting == MANY
    assert Child.objects.count() == taken > 0.95 * MANY
    assert counts(second) == (0, taken, 0, waiting)
    assert between - began < MOST
    assert ended - between < between - began
