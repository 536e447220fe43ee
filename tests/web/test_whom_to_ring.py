"""Whoever tries to reach a child who is back sees whom to ring, and whom not."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lantern.agencies.models import Agency
from lantern.core import clock
from lantern.people.actions import contacts
from lantern.people.models import Child
from lantern.vocabulary.placement import PersonRelation
from tests.actions.calls_of_referrals import a_referral
from tests.builders import LATER

NOW = LATER + timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(cast, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = a_referral(cast)
    Child.objects.filter(pk=made.child.pk).update(telephone="+447700900321")
    Agency.objects.filter(slug=cast.alder_house.slug).update(telephone="+441632960111")
    told = {"name": "Bea Larkspur", "relation": PersonRelation.MOTHER, "telephone": "+447700900654"}
    kept = {"name": "Ned Harrow", "relation": PersonRelation.FRIEND, "telephone": "+447700900987"}
    people = {"by": cast.social_worker, "at": NOW}
    contacts.add(made.child, **people, **told)
    contacts.add(made.child, **people, **kept, may_be_told=False, why_not_told="He hurt her.")
    return made


@pytest.mark.parametrize("deed", ["contact", "offer", "parents"])
def test_the_numbers_stand_beside_what_is_recorded_of_the_call(referral, sign_in, deed):
    shown = _page(sign_in("interviewer"), deed, referral)

    for number in ("+447700900321", "+441632960111", "+447700900654"):
        assert f'href="tel:{number}"' in shown


def test_who_must_not_be_told_is_named_without_the_number(referral, sign_in):
    shown = _page(sign_in("interviewer"), "contact", referral)

    assert "Ned Harrow" in shown
    assert "He hurt her." in shown
    assert "900987" not in shown.replace(" ", "")


@pytest.mark.requirement("IS-001")
def test_a_protected_placement_has_no_number_for_whoever_need_not_know(referral, sign_in):
    Child.objects.filter(pk=referral.child.pk).update(address_is_protected=True)

    shown = _page(sign_in("interviewer"), "contact", referral)

    assert "960111" not in shown.replace(" ", "")
    assert "Alder House" not in shown


def _page(client, deed, referral):
    response = client.get(reverse(f"referrals:{deed}", args=[referral.reference]))
    assert response.status_code == 200
    return response.content.decode()
