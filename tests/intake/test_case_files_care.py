"""Placements, contacts and profiles of a case system."""

from datetime import date, datetime

import pytest

from lantern.audit.models import AuditEvent
from lantern.core.instants import LONDON
from lantern.people.actions import children, contacts, identifiers
from lantern.people.models import Contact, Involvement
from lantern.placements.models import Placement, Profile
from lantern.vocabulary.placement import IdentifierKind
from tests.builders import a_child
from tests.intake.bringing import AT, BY, brought, counts, told

pytestmark = pytest.mark.django_db

PLACED = {
    "Reference": "CC1",
    "Kind": "Children's home",
    "Home": "alder-house",
    "From": "05/01/2026",
    "Until": "",
}
AUNT = {
    "Reference": "CC1",
    "Name": "Bea Redfern",
    "Relationship": "Aunt",
    "Telephone": "01632 960 101",
    "PR": "no",
}
PROFILE = {
    "Reference": "CC1",
    "Description": "Tall, with a blue coat",
    "Risks": "None is known",
    "Tracing": "Her aunt in Vale",
    "Drawn up by": "Ruth Adeyemi with Dean Whitlock",
    "Drawn up on": "03/02/2026",
}


@pytest.fixture
def tamsin(cast):
    """A child whom the authority knows as CC1."""
    child = a_child(cast)
    kind = IdentifierKind.AUTHORITY_REFERENCE
    identifiers.add(child, kind, "CC1", by=BY, at=AT, issuer=cast.calderbrook)
    return child


def test_a_present_placement_opens_the_record_to_the_home(cast, tamsin):
    report = brought(cast, "placements", PLACED)

    placement = Placement.objects.get()
    assert counts(report) == (1, 0, 0, 0)
    assert (placement.carer, placement.host_authority) == (cast.alder_house, cast.calderbrook)
    assert placement.from_at == datetime(2026, 1, 5, tzinfo=LONDON)
    assert placement.until_at is None
    assert Involvement.objects.filter(child=tamsin, agency=cast.alder_house).exists()


def test_a_past_placement_opens_nothing(cast, tamsin):
    brought(cast, "placements", {**PLACED, "Until": "05/02/2026"})

    assert Placement.objects.get().until_at == datetime(2026, 2, 5, tzinfo=LONDON)
    assert not Involvement.objects.filter(child=tamsin, agency=cast.alder_house).exists()


def test_placements_follow_one_another_in_any_order_of_the_file(cast, tamsin):
    first = {**PLACED, "From": "01/10/2025", "Until": "05/01/2026", "Home": "quarry-lodge"}

    report = brought(cast, "placements", PLACED, first)

    assert counts(report) == (2, 0, 0, 0)
    assert Placement.objects.filter(until_at__isnull=True).get().carer == cast.alder_house


def test_placements_brought_twice_are_there_once(cast, tamsin):
    brought(cast, "placements", PLACED)

    assert counts(brought(cast, "placements", PLACED)) == (0, 1, 0, 0)
    assert Placement.objects.count() == 1


def test_a_placement_that_ended_since_is_ended(cast, tamsin):
    brought(cast, "placements", PLACED)
    moved = {**PLACED, "Home": "quarry-lodge", "From": "01/09/2026"}

    report = brought(cast, "placements", {**PLACED, "Until": "01/09/2026"}, moved)

    assert counts(report) == (2, 0, 0, 0)
    assert Placement.objects.filter(until_at__isnull=True).get().carer == cast.quarry_lodge
    assert not Involvement.objects.filter(
        child=tamsin, agency=cast.alder_house, until_at__isnull=True
    ).exists()


def test_a_placement_that_overlaps_another_is_refused_in_a_sentence(cast, tamsin):
    brought(cast, "placements", PLACED)

    report = brought(cast, "placements", {**PLACED, "Home": "quarry-lodge", "From": "01/03/2026"})

    assert told(report) == [(2, "From", "not-so", True)]
    assert report.faults[0].wrong == "This overlaps a placement on record from 5 January 2026"
    assert report.faults[0].do == "Give that one its end first"
    assert Placement.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "column", "code"),
    [
        ({"Reference": "CC9"}, "Reference", "no-child"),
        ({"Home": "Nowhere"}, "Home", "no-agency"),
        ({"Host authority": "Nowhere"}, "Host authority", "no-agency"),
        ({"Kind": "Foster care"}, "Home", "not-so"),
        ({"Until": "04/01/2026"}, "Until", "not-so"),
        ({"Until": "05/01/2027"}, "Until", "not-so"),
        ({"From": "05/01/2027"}, "From", "not-so"),
        ({"From": ""}, "From", "empty"),
    ],
)
def test_a_placement_that_cannot_be_is_refused_at_its_column(cast, tamsin, wrong, column, code):
    report = brought(cast, "placements", {**PLACED, **wrong})

    assert told(report)[0] == (2, column, code, True)
    assert not Placement.objects.exists()


def test_a_child_of_another_authority_is_not_told_of(cast):
    child = a_child(cast, authority=cast.northmoor)
    identifiers.add(child, IdentifierKind.NHS_NUMBER, "9990000018", by=BY, at=AT)

    report = brought(cast, "contacts", {**AUNT, "Reference": "", "NHS number": "9990000018"})

    assert told(report) == [(2, "NHS number", "no-child", True)]


def test_somebody_around_the_child_is_added_once(cast, tamsin):
    brought(cast, "contacts", AUNT)

    report = brought(cast, "contacts", AUNT, {**AUNT, "Name": "Sam Redfern", "PR": "yes"})

    assert counts(report) == (1, 1, 0, 0)
    aunt = Contact.objects.get(name="Bea Redfern")
    assert (aunt.relation, aunt.telephone) == ("relative", "+441632960101")
    assert Contact.objects.get(name="Sam Redfern").has_parental_responsibility


def test_a_contact_brought_again_changed_is_changed(cast, tamsin):
    brought(cast, "contacts", AUNT)

    report = brought(cast, "contacts", {**AUNT, "Telephone": "01632 960 199"})

    assert counts(report) == (1, 0, 0, 0)
    assert Contact.objects.get().telephone == "+441632960199"


def test_whoever_may_not_be_told_needs_a_reason(cast, tamsin):
    row = {**AUNT, "May be told": "no"}

    assert told(brought(cast, "contacts", row)) == [(2, "Why not told", "not-so", True)]
    report = brought(cast, "contacts", {**row, "Why not told": "A court order forbids it"})
    assert counts(report) == (1, 0, 0, 0)
    assert not Contact.objects.get().may_be_told


def test_a_file_may_stop_somebody_being_told_over_what_the_record_says(cast, tamsin):
    brought(cast, "contacts", AUNT)

    brought(
        cast, "contacts", {**AUNT, "May be told": "no", "Why not told": "A court order forbids it"}
    )

    assert not Contact.objects.get().may_be_told


def test_a_profile_keeps_the_day_on_which_it_was_drawn_up(cast, tamsin):
    report = brought(cast, "profiles", PROFILE)

    profile = Profile.objects.get()
    assert counts(report) == (1, 0, 0, 0)
    assert profile.drawn_up_at.astimezone(LONDON).date() == date(2026, 2, 3)
    assert profile.recorded_at == AT
    assert (profile.version, profile.description) == (1, "Tall, with a blue coat")


def test_a_profile_brought_twice_is_one_version(cast, tamsin):
    brought(cast, "profiles", PROFILE)

    assert counts(brought(cast, "profiles", PROFILE)) == (0, 1, 0, 0)
    assert Profile.objects.count() == 1


def test_profiles_become_versions_in_the_order_they_were_drawn_up(cast, tamsin):
    newer = {**PROFILE, "Drawn up on": "01/08/2026", "Description": "Taller"}

    brought(cast, "profiles", newer, PROFILE)

    assert [one.description for one in Profile.objects.order_by("version")] == [
        "Tall, with a blue coat",
        "Taller",
    ]


def test_a_profile_older_than_the_record_is_refused(cast, tamsin):
    brought(cast, "profiles", {**PROFILE, "Drawn up on": "01/08/2026"})

    report = brought(cast, "profiles", {**PROFILE, "Description": "Short"})

    assert told(report) == [(2, "Drawn up on", "newer", True)]


def test_a_profile_of_tomorrow_is_refused(cast, tamsin):
    report = brought(cast, "profiles", {**PROFILE, "Drawn up on": "01/08/2027"})

    assert told(report) == [(2, "Drawn up on", "future", True)]


@pytest.mark.parametrize(
    ("kind", "row", "event"),
    [
        ("placements", PLACED, "ChildPlaced"),
        ("contacts", AUNT, "ContactChanged"),
        ("profiles", PROFILE, "ProfileDrawnUp"),
    ],
)
def test_the_data_officer_who_brings_a_file_is_on_the_record(cast, tamsin, kind, row, event):
    report = brought(cast, kind, row, by=cast.data_officer)

    assert counts(report) == (1, 0, 0, 0)
    found = AuditEvent.objects.get(kind=event, about=tamsin.reference)
    assert found.by == cast.data_officer.id


def test_a_child_whose_numbers_are_those_of_two_is_refused(cast, tamsin):
    other = a_child(cast, "Idris")
    identifiers.add(other, IdentifierKind.NHS_NUMBER, "9990000018", by=BY, at=AT)

    report = brought(cast, "contacts", {**AUNT, "NHS number": "9990000018"})

    assert told(report) == [(2, "Reference", "two-children", True)]


def test_a_child_whom_another_authority_looks_after_now_is_said_so(cast, tamsin):
    children.move_to_authority(tamsin, by=BY, at=AT, authority=cast.northmoor)

    report = brought(cast, "contacts", AUNT)

    assert told(report) == [(2, "Reference", "other-authority", True)]


def test_what_somebody_said_of_a_contact_is_left_and_asked_about(cast, tamsin):
    brought(cast, "contacts", AUNT)
    contact = Contact.objects.get()
    contacts.change(
        contact,
        by=cast.social_worker,
        at=AT,
        seen={"telephone": contact.telephone},
        telephone="01632 960 111",
    )

    report = brought(cast, "contacts", {**AUNT, "Telephone": "01632 960 199"})

    assert told(report) == [(2, "Telephone", "record-differs", False)]
    assert Contact.objects.get().telephone == "+441632960111"


@pytest.mark.parametrize(
    ("otherwise", "column"),
    [
        ({"Kind": "Secure unit"}, "Kind"),
        ({"Host authority": "vale"}, "Host authority"),
        ({"Until": "03/02/2026"}, "Until"),
    ],
)
def test_a_placement_that_the_record_tells_otherwise_is_refused(cast, tamsin, otherwise, column):
    brought(cast, "placements", {**PLACED, "Until": "05/02/2026"})

    report = brought(cast, "placements", {**PLACED, "Until": "05/02/2026", **otherwise})

    assert told(report) == [(2, column, "not-so", True)]
    assert report.faults[0].wrong == "The record says otherwise of this placement"
