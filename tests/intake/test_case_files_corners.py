"""Corners of what case systems send, each of which a real file has turned."""

import pytest

from lantern.intake.models import Doubt
from lantern.people.actions import children, contacts, identifiers
from lantern.people.models import Child, Contact, Identifier, Involvement
from lantern.placements.models import Home, Placement
from lantern.vocabulary.arriving import DoubtReason
from lantern.vocabulary.placement import IdentifierKind
from tests.builders import LATER, a_child
from tests.intake.bringing import AT, BY, bring_file, brought, counts, told
from tests.intake.bringing import a_file as file_of

pytestmark = pytest.mark.django_db

TAMSIN = {
    "Reference": "CC1",
    "First name": "Tamsin",
    "Family name": "Redfern",
    "Date of birth": "01/06/2011",
    "NHS number": "9990000018",
}


def test_one_child_on_two_rows_of_a_file_under_two_numbers_gets_what_both_say(cast):
    brought(cast, "children", TAMSIN)
    by_nhs = {"NHS number": "9990000018", "Language": "Welsh", "Date of birth": "01/06/2011"}

    report = brought(cast, "children", TAMSIN | {"Gender": "F"}, by_nhs)

    child = Child.objects.get()
    assert counts(report) == (2, 0, 0, 0)
    assert (child.gender, child.language) == ("female", "Welsh")


def test_another_nhs_number_of_a_child_is_asked_about(cast):
    brought(cast, "children", TAMSIN)

    report = brought(cast, "children", TAMSIN | {"NHS number": "9990000026"})

    assert told(report) == [(2, "NHS number", "record-differs", False)]
    assert set(Identifier.objects.filter(kind="nhs_number").values_list("value", flat=True)) == {
        "9990000018"
    }


def test_a_national_number_with_another_birth_is_asked_about(cast):
    child = a_child(cast, "Idris")
    identifiers.add(child, IdentifierKind.NHS_NUMBER, "9990000018", by=BY, at=LATER)

    brought(cast, "children", TAMSIN | {"Date of birth": "09/09/2009"})

    assert Doubt.objects.get().why == DoubtReason.OTHER_BIRTH


def test_a_row_without_a_birth_is_compared_by_name(cast):
    a_child(cast, "Tamsin")

    report = brought(cast, "children", TAMSIN | {"Date of birth": "", "NHS number": ""})

    assert counts(report) == (0, 0, 0, 1)


def test_what_somebody_took_away_in_lantern_does_not_come_back_with_the_same_row(cast):
    row = TAMSIN | {"School": "millbrook", "Postcode": "CC1 4AB"}
    brought(cast, "children", row)
    child = Child.objects.get()
    children.change(child, by=BY, at=AT, version=child.version, school=None, home_postcode="")

    report = brought(cast, "children", row | {"Gender": "F"})

    child.refresh_from_db()
    assert counts(report) == (1, 0, 0, 0)
    assert (child.school, child.home_postcode, child.gender) == (None, "", "female")
    assert not Involvement.objects.filter(agency=cast.millbrook, until_at__isnull=True).exists()


def test_a_default_fills_what_is_empty_and_changes_nothing(cast):
    ours = (
        "mapping: ours\nkind: contacts\ntitle: Ours\nkey: authority_reference + name\ncolumns:\n"
        "  - {field: authority_reference, from: Ref}\n  - {field: name, from: Name}\n"
        "  - {field: relation, default: other}\n  - {field: note, from: Note}\n"
    )
    brought(cast, "children", TAMSIN)
    row = {"Ref": "CC1", "Name": "Bea Redfern", "Note": ""}
    mapping = type(file_of([row]))("ours.yaml", ours.encode())
    bring_file(cast, "contacts", file_of([row]), mapping, mapping="ours")
    Contact.objects.update(relation="mother")

    bring_file(cast, "contacts", file_of([row | {"Note": "Works nights"}]), mapping, mapping="ours")

    contact = Contact.objects.get()
    assert (contact.relation, contact.note) == ("mother", "Works nights")


def test_an_agency_that_is_a_home_and_was_never_described_is_described(cast):
    Placement.objects.all().delete()
    Home.objects.filter(agency=cast.alder_house).delete()
    row = {
        "Short name": "alder-house",
        "Name": cast.alder_house.name,
        "Kind": "Home",
        "Address": "1 Alder Road",
        "Postcode": "CC1 1AA",
    }

    report = brought(cast, "homes", row)

    assert counts(report) == (1, 0, 0, 0)
    assert Home.objects.get(agency=cast.alder_house).address == "1 Alder Road"


def test_a_placement_in_another_area_opens_the_record_to_its_authority(cast):
    brought(cast, "children", TAMSIN)
    row = {
        "Reference": "CC1",
        "Kind": "Children's home",
        "Home": "alder-house",
        "From": "05/01/2026",
        "Host authority": "vale",
    }

    brought(cast, "placements", row)

    assert Placement.objects.get().host_authority == cast.vale
    assert Involvement.objects.filter(agency=cast.vale, until_at__isnull=True).exists()


def test_history_of_a_child_who_is_another_authoritys_now_stays_as_it_is(cast):
    brought(cast, "children", TAMSIN)
    away = {
        "Episode number": "1",
        "Reference": "CC1",
        "Began": "02/03/2026",
        "Ended": "03/03/2026",
        "Type": "M",
    }
    brought(cast, "missing", away)
    children.move_to_authority(Child.objects.get(), by=BY, at=AT, authority=cast.northmoor)

    report = brought(cast, "missing", away, away | {"Episode number": "2", "Ended": "04/03/2026"})

    assert counts(report) == (0, 1, 1, 0)
    assert told(report) == [(3, "Reference", "other-authority", True)]


def test_protection_that_somebody_lifted_does_not_come_back_with_the_same_row(cast):
    row = TAMSIN | {"Address is protected": "yes"}
    brought(cast, "children", row)
    child = Child.objects.get()
    children.change(child, by=BY, at=AT, version=child.version, address_is_protected=False)

    brought(cast, "children", row | {"Gender": "F"})

    child.refresh_from_db()
    assert (child.address_is_protected, child.gender) == (False, "female")


def test_somebody_whom_a_person_lets_be_told_again_stays_so_with_the_same_row(cast):
    brought(cast, "children", TAMSIN)
    row = {
        "Reference": "CC1",
        "Name": "Bea Redfern",
        "Relation": "Aunt",
        "May be told": "no",
        "Why not told": "A court order forbids it",
    }
    brought(cast, "contacts", row)
    contact = Contact.objects.get()
    contacts.change(contact, by=BY, at=AT, seen={"may_be_told": False}, may_be_told=True)

    brought(cast, "contacts", row | {"Note": "Works nights"})

    contact.refresh_from_db()
    assert (contact.may_be_told, contact.note) == (True, "Works nights")
