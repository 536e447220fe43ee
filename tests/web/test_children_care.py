"""The episodes of care that an authority returned, on the child's page."""

import pytest
from django.urls import reverse

from lantern.people.actions import children
from lantern.people.models import Child
from tests.builders import LATER
from tests.intake.returning import a_return, brought

pytestmark = pytest.mark.django_db

MOVED = {"DEC": "10/07/2025", "REC": "X1", "REASON_PLACE_CHANGE": "CARPL"}
THEN = {"DECOM": "10/07/2025", "RNE": "P", "PLACE": "K2", "LS": "C1"}


@pytest.fixture
def child(cast):
    brought(cast, a_return(episodes=(MOVED, THEN), missing=None))
    return Child.objects.get()


def page(sign_in, who, child):
    return sign_in(who).get(reverse("children:page", args=[child.reference])).content.decode()


def test_they_are_shown_as_returned_with_the_year(cast, sign_in, child):
    html = page(sign_in, cast.social_worker, child)

    assert "Care episodes" in html
    assert "As returned by Calderbrook" in html
    assert "for the year to 31 March 2026" in html
    assert "1 May 2025 to 10 July 2025" in html
    assert "10 July 2025 to the end of the year, and not ended" in html
    assert "Interim care order" in html


def test_postcodes_of_a_return_are_on_no_page(cast, sign_in, child):
    html = page(sign_in, cast.social_worker, child)

    assert "CC1 4AB" not in html
    assert "CC2 1AB" not in html


def test_a_child_without_any_has_no_such_section(cast, sign_in):
    other = children.add(by=cast.social_worker, at=LATER, authority=cast.calderbrook)

    assert "Care episodes" not in page(sign_in, cast.social_worker, other)
