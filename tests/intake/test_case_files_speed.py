"""Thousands of children of a case system, and the same again."""

from datetime import date, timedelta
from time import process_time

import pytest

from lantern.people.models import Child
from tests.intake.bringing import a_file, bring_file, counts

pytestmark = pytest.mark.django_db

EACH = 0.006
"""Seconds of this process a child, half of what is allowed, whatever else the machine does."""
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


def rows(many):
    """Invented children, of whom many share a birthday and some a name."""
    for number in range(many):
        yield {
            "Reference": f"P{number:06d}",
            "NHS number": nhs_number(number),
            "First name": GIVEN[number % len(GIVEN)],
            "Family name": f"{FAMILY[number % len(FAMILY)]}{'abcdefgh'[number % 8]}",
            "Date of birth": (date(2008, 12, 1) + timedelta(days=number * 7 % 6400)).isoformat(),
            "Postcode": "CC1 4AB",
        }


@pytest.mark.parametrize("many", [1_500, pytest.param(10_000, marks=pytest.mark.soak)])
def test_children_come_in_by_the_thousand_and_again_in_less(cast, many):
    file = a_file(list(rows(many)))

    began = process_time()
    first = bring_file(cast, "children", file)
    between = process_time()
    second = bring_file(cast, "children", file)
    ended = process_time()

    taken, waiting = counts(first)[0], counts(first)[3]
    assert taken + waiting == many
    assert Child.objects.count() == taken > 0.95 * many
    assert counts(second) == (0, taken, 0, waiting)
    assert between - began < many * EACH
    assert ended - between < between - began
