"""Children of a case system: what joins, what waits, what is never written over."""

from datetime import date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.audit.models import AuditEvent
from lantern.intake.actions import doubts
from lantern.intake.models import ArrivedRow, Doubt
from lantern.intake.sent import SentFile
from lantern.people.actions import children, identifiers
from lantern.people.models import Child, Identifier, Involvement
from lantern.vocabulary.arriving import DoubtDecision, DoubtReason, RowOutcome
from lantern.vocabulary.placement import IdentifierKind
from tests.builders import LATER, a_child
from tests.intake import returning
from tests.intake.bringing import AT, BY, bring_file, brought, counts, previewed, told
from tests.intake.bringing import a_file as file_of

pytestmark = pytest.mark.django_db

TAMSIN = {
    "Authority reference": "CC1",
    "First name": "Tamsin",
    "Family name": "Redfern",
    "Date of birth": "01/06/2011",
    "Gender": "F",
    "NHS number": "999 000 0018",
    "Home postcode": "cc14ab",
}
IDRIS = {
    "Authority reference": "CC2",
    "First name": "Idris",
    "Family name": "Quillfeather",
    "Date of birth": "2/7/2012",
}


def test_a_child_of_the_case_system_gets_a_record(cast):
    report = brought(cast, "children", TAMSIN)

    child = Child.objects.get()
    assert counts(report) == (1, 0, 0, 0)
    assert (child.name, child.born_on, child.gender) == (
        "Tamsin Redfern",
        date(2011, 6, 1),
        "female",
    )
    assert child.home_postcode == "CC1 4AB"
    assert child.responsible_authority == cast.calderbrook
    assert child.name_key == " tamsin redfern"
    assert set(Identifier.objects.values_list("kind", "value")) == {
        ("authority_reference", "CC1"),
        ("nhs_number", "9990000018"),
    }
    assert Involvement.objects.get().agency == cast.calderbrook


def test_every_row_is_kept_as_it_came(cast):
    brought(cast, "children", TAMSIN, IDRIS | {"Date of birth": "31/02/2012"})

    rows = ArrivedRow.objects.order_by("line")
    assert [(row.line, row.outcome) for row in rows] == [(2, "taken"), (3, "refused")]
    assert rows[0].cells[5] == "999 000 0018"
    assert rows[0].child == Child.objects.get()


def test_who_brought_a_child_in_is_on_the_record(cast):
    report = brought(cast, "children", TAMSIN, by=cast.data_officer)

    event = AuditEvent.objects.get(kind="ChildBroughtIn")
    assert (event.about, event.by) == (Child.objects.get().reference, cast.data_officer.id)
    assert event.details == {"arrival": report.arrival, "records": "children"}


def test_nobody_brings_in_the_records_of_another_authority(cast):
    from lantern.core.errors import Refused

    with pytest.raises(Refused, match="You bring in the records of"):
        brought(cast, "children", TAMSIN, by=cast.data_officer, authority=cast.northmoor)


def test_a_social_worker_does_not_bring_in_files(cast):
    from lantern.core.errors import Refused

    with pytest.raises(Refused, match="Your role here"):
        brought(cast, "children", TAMSIN, by=cast.social_worker)


def everything():
    """All that was recorded of children and of rows."""
    return (
        list(Child.objects.order_by("pk").values()),
        list(Identifier.objects.order_by("pk").values()),
        list(ArrivedRow.objects.order_by("pk").values("pk", "outcome", "replaced_by", "child")),
        Doubt.objects.count(),
    )


def test_twice_is_the_same_as_once(cast):
    rows = (TAMSIN, IDRIS, IDRIS | {"Authority reference": "CC3", "Date of birth": "no"})
    brought(cast, "children", *rows)
    before = everything()

    report = brought(cast, "children", *rows, at=AT + timedelta(days=1))

    assert counts(report) == (0, 2, 1, 0)
    assert everything() == before


def test_the_same_rows_in_another_order_and_file_are_the_same(cast):
    brought(cast, "children", TAMSIN, IDRIS)
    before = everything()

    report = brought(cast, "children", IDRIS, TAMSIN)

    assert counts(report) == (0, 2, 0, 0)
    assert everything() == before


def test_a_dry_run_writes_nothing_and_says_the_same(cast):
    rows = (TAMSIN, IDRIS | {"Date of birth": "no"})

    report = previewed(cast, "children", *rows)

    assert everything() == ([], [], [], 0)
    assert report.is_rehearsed
    assert counts(report) == (1, 0, 1, 0) == counts(brought(cast, "children", *rows))


def test_all_or_nothing_takes_nothing_where_one_row_is_bad(cast):
    report = brought(cast, "children", TAMSIN, IDRIS | {"Date of birth": "no"}, all_or_nothing=True)

    assert report.is_turned_away
    assert everything() == ([], [], [], 0)


def test_all_or_nothing_takes_all_where_every_row_is_good(cast):
    report = brought(cast, "children", TAMSIN, IDRIS, all_or_nothing=True)

    assert not report.is_turned_away
    assert Child.objects.count() == 2


def test_bad_rows_come_back_with_what_is_wrong_and_go_in_once_mended(cast):
    bad = IDRIS | {"Date of birth": "31/02/2012", "Telephone": "+44 1632 960101"}
    report = brought(cast, "children", TAMSIN, bad)

    (mend,) = report.mend
    text = mend.content.decode()
    assert mend.name == "mend-children.csv"
    assert "CC2" in text
    assert "CC1" not in text
    assert "is not a day of the calendar" in text
    mended = text.replace("31/02/2012", "28/02/2012")
    again = bring_file(cast, "children", type(file_of([bad]))("mended.csv", mended.encode()))
    assert counts(again) == (1, 0, 0, 0)
    idris = Child.objects.get(given_name="Idris")
    assert idris.telephone == "+441632960101"


def test_a_row_brought_again_changed_changes_the_record(cast):
    brought(cast, "children", TAMSIN)

    report = brought(cast, "children", TAMSIN | {"Home postcode": "CC2 9ZZ"})

    assert counts(report) == (1, 0, 0, 0)
    assert Child.objects.get().home_postcode == "CC2 9ZZ"
    first, second = ArrivedRow.objects.order_by("pk")
    assert first.replaced_by == second


def test_an_empty_cell_takes_nothing_away(cast):
    brought(cast, "children", TAMSIN)

    brought(cast, "children", TAMSIN | {"Home postcode": ""})

    assert Child.objects.get().home_postcode == "CC1 4AB"


def test_what_somebody_said_in_lantern_is_never_written_over(cast):
    brought(cast, "children", TAMSIN)
    child = Child.objects.get()
    children.change(
        child, by=cast.social_worker, at=AT, version=child.version, home_postcode="CC9 9AA"
    )

    report = brought(cast, "children", TAMSIN | {"Home postcode": "CC2 9ZZ"})

    child.refresh_from_db()
    assert child.home_postcode == "CC9 9AA"
    assert told(report) == [(2, "Home postcode", "record-differs", False)]
    assert "CC9" not in report.faults[0].wrong


def test_a_nameless_child_of_the_return_gets_its_name(cast):
    child = children.add(
        by=BY, at=LATER, authority=cast.calderbrook, born_on=date(2011, 6, 1), gender="female"
    )
    identifiers.add(
        child,
        IdentifierKind.AUTHORITY_REFERENCE,
        "CC1",
        by=BY,
        at=LATER,
        issuer=cast.calderbrook,
    )

    report = brought(cast, "children", TAMSIN)

    child.refresh_from_db()
    assert counts(report) == (1, 0, 0, 0)
    assert child.name == "Tamsin Redfern"
    assert Child.objects.count() == 1


def test_an_exact_national_number_joins(cast):
    child = a_child(cast)
    identifiers.add(child, IdentifierKind.NHS_NUMBER, "9990000018", by=BY, at=LATER)

    report = brought(cast, "children", TAMSIN)

    assert counts(report) == (1, 0, 0, 0)
    assert Child.objects.count() == 1
    assert Identifier.objects.filter(child=child).count() == 2


def test_a_similar_child_is_put_before_a_person_and_nothing_is_merged(cast):
    child = a_child(cast, "Tamzin")

    report = brought(cast, "children", TAMSIN)

    doubt = Doubt.objects.get()
    assert counts(report) == (0, 0, 0, 1)
    assert (doubt.candidate, doubt.why) == (child, DoubtReason.SIMILAR_NAME)
    assert Child.objects.count() == 1
    assert not Identifier.objects.exists()


def test_the_same_child_it_was_and_the_row_is_taken(cast):
    child = a_child(cast, "Tamzin")
    brought(cast, "children", TAMSIN)

    doubts.decide(Doubt.objects.get(), DoubtDecision.SAME, by=cast.data_officer, at=AT)

    child.refresh_from_db()
    assert Child.objects.count() == 1
    assert child.given_name == "Tamzin"
    assert child.home_postcode == "CC1 4AB"
    assert Identifier.objects.filter(child=child).count() == 2
    assert ArrivedRow.objects.get().outcome == RowOutcome.TAKEN
    assert counts(brought(cast, "children", TAMSIN)) == (0, 1, 0, 0)


def test_another_child_it_was_and_the_row_is_taken(cast):
    a_child(cast, "Tamzin")
    brought(cast, "children", TAMSIN)

    doubts.decide(Doubt.objects.get(), DoubtDecision.DIFFERENT, by=cast.data_officer, at=AT)

    assert Child.objects.count() == 2
    assert ArrivedRow.objects.get().outcome == RowOutcome.TAKEN
    assert counts(brought(cast, "children", TAMSIN)) == (0, 1, 0, 0)
    assert not Doubt.objects.filter(decision="").exists()


def test_a_decision_is_on_the_record(cast):
    a_child(cast, "Tamzin")
    brought(cast, "children", TAMSIN)

    doubts.decide(Doubt.objects.get(), DoubtDecision.SAME, by=cast.data_officer, at=AT)

    event = AuditEvent.objects.get(kind="DoubtDecided")
    assert (event.by, event.details["decision"]) == (cast.data_officer.id, "same")


def test_a_doubt_is_asked_once_however_often_the_file_comes(cast):
    a_child(cast, "Tamzin")
    brought(cast, "children", TAMSIN)

    report = brought(cast, "children", TAMSIN, at=AT + timedelta(days=1))

    assert counts(report) == (0, 0, 0, 1)
    assert Doubt.objects.count() == 1
    assert ArrivedRow.objects.count() == 1


def test_twins_are_two_children(cast):
    twin = TAMSIN | {
        "Authority reference": "CC9",
        "First name": "Tamara",
        "NHS number": "9990000026",
    }

    report = brought(cast, "children", TAMSIN, twin)

    assert counts(report) == (2, 0, 0, 0)
    assert Child.objects.count() == 2


def test_one_child_twice_in_a_file_under_two_kinds_of_number_is_asked_about(cast):
    by_upn = {
        "Unique pupil number": "",
        "Police reference": "VP77",
        "First name": "Tamsin",
        "Family name": "Redfern",
        "Date of birth": "01/06/2011",
    }

    report = brought(cast, "children", TAMSIN, by_upn)

    assert counts(report) == (1, 0, 0, 1)
    assert Doubt.objects.get().candidate == Child.objects.get()


def test_a_number_that_two_rows_share_is_asked_about(cast):
    other = IDRIS | {"NHS number": "9990000018"}

    report = brought(cast, "children", TAMSIN, other)

    assert counts(report) == (1, 0, 0, 1)
    assert Doubt.objects.get().why == DoubtReason.OTHER_REFERENCE


def test_numbers_of_two_children_are_asked_about(cast):
    brought(cast, "children", TAMSIN, IDRIS)

    report = brought(cast, "children", IDRIS | {"NHS number": "9990000018"})

    assert counts(report) == (0, 0, 0, 1)
    assert set(Doubt.objects.values_list("why", flat=True)) == {DoubtReason.TWO_NUMBERS}


def test_a_child_whom_another_authority_looks_after_now_is_left_alone(cast):
    brought(cast, "children", TAMSIN)
    children.move_to_authority(Child.objects.get(), by=BY, at=LATER, authority=cast.northmoor)

    report = brought(cast, "children", TAMSIN | {"Gender": "M"})

    assert counts(report) == (0, 0, 1, 0)
    assert told(report) == [(2, "Authority reference", "other-authority", True)]
    assert Child.objects.get().gender == "female"


def test_a_birth_that_cannot_be_is_refused_in_the_records_own_words(cast):
    report = brought(cast, "children", TAMSIN | {"Date of birth": "01/06/2031"})

    assert told(report) == [(2, "Date of birth", "not-so", True)]
    assert report.faults[0].wrong == "Date of birth must be today or in the past"


def test_protection_of_an_address_is_put_in_place_and_never_lifted_by_a_file(cast):
    brought(cast, "children", TAMSIN | {"Address is protected": "yes"})
    assert Child.objects.get().address_is_protected

    brought(cast, "children", TAMSIN | {"Address is protected": "no"})

    assert Child.objects.get().address_is_protected


def test_not_stated_never_stands_against_what_is_known(cast):
    brought(cast, "children", TAMSIN)

    report = brought(cast, "children", TAMSIN | {"Gender": "U"})

    assert Child.objects.get().gender == "female"
    assert report.faults == ()


def test_a_school_that_takes_part_sees_its_pupil(cast):
    report = brought(cast, "children", TAMSIN | {"School": "Millbrook Academy"})

    assert counts(report) == (1, 0, 0, 0)
    assert Child.objects.get().school == cast.millbrook
    assert Involvement.objects.filter(agency=cast.millbrook).exists()


def test_a_school_that_is_not_there_is_refused(cast):
    report = brought(cast, "children", TAMSIN | {"School": "Nowhere Academy"})

    assert told(report) == [(2, "School", "no-agency", True)]


def test_another_authoritys_child_gets_the_number_once_somebody_has_said_so_and_no_more(cast):
    child = a_child(cast, "Tamara", authority=cast.northmoor)
    identifiers.add(child, IdentifierKind.NHS_NUMBER, "9990000018", by=BY, at=LATER)
    report = brought(cast, "children", TAMSIN)
    assert counts(report) == (0, 0, 0, 1)
    doubt = Doubt.objects.get()
    assert doubt.why == DoubtReason.OTHER_AUTHORITY

    doubts.decide(doubt, DoubtDecision.SAME, by=cast.data_officer, at=AT)

    child.refresh_from_db()
    assert (child.given_name, child.home_postcode) == ("Tamara", "")
    assert Identifier.objects.filter(child=child, kind="authority_reference").exists()
    assert ArrivedRow.objects.get().outcome == RowOutcome.TAKEN


def test_a_workbook_with_days_as_excel_keeps_them_comes_in(cast):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Case number", "Forename", "Surname", "DOB", "Sex"])
    sheet.append(["CC1", "Tamsin", "Redfern", datetime(2011, 6, 1), 2])  # noqa: DTZ001  Excel's
    notes = book.create_sheet("Notes")
    notes.append(["Written by", "Somebody"])
    notes.append(["x", "y"])
    content = BytesIO()
    book.save(content)

    report = bring_file(cast, "children", SentFile("children.xlsx", content.getvalue()))

    child = Child.objects.get()
    assert counts(report) == (1, 0, 0, 0)
    assert (child.born_on, child.gender) == (date(2011, 6, 1), "female")
    assert [one.code for one in report.faults] == ["other-sheet"]


def test_a_file_without_any_column_of_the_mapping_is_refused_whole(cast):
    report = bring_file(cast, "children", SentFile("x.csv", b"A,B\n1,2\n"))

    assert counts(report) == (0, 0, 1, 0)
    assert report.faults[0].code == "no-column"
    assert not Child.objects.exists()


def test_more_rows_take_no_more_queries_in_one_part(cast):
    def rows(first, last):
        return [
            {
                "Authority reference": f"N{number}",
                "First name": f"{chr(65 + number % 26)}{'aeiou'[number % 5]}l{number}",
                "Family name": f"Fam{chr(97 + number % 26)}",
                "Date of birth": (date(2008, 1, 1) + timedelta(days=3 * number)).isoformat(),
            }
            for number in range(first, last)
        ]

    def queries(*those):
        with CaptureQueriesContext(connection) as found:
            assert counts(brought(cast, "children", *those))[2] == 0
        return len(found)

    few, many = queries(*rows(0, 20)), queries(*rows(100, 260))

    # Eight times the rows; a database takes so many values in one statement, and no more.
    assert many < 1.5 * few


def test_what_is_written_by_a_formula_is_text_and_stays_text(cast):
    report = brought(cast, "children", TAMSIN | {"Also known as": "=1+1", "Gender": "?"})

    assert "'=1+1" in report.mend[0].content.decode()


def test_a_decision_frees_the_rows_of_the_return_and_of_the_case_system_alike(cast):
    child = a_child(cast, "Tamzin", gender="female")
    who = {"CHILD": "CC1", "DOB": "01/06/2011", "SEX": "F", "UPN": "UN1"}
    same = {"CHILD": "CC1", "DOB": "01/06/2011"}
    returning.brought(
        cast, returning.a_return(header=(who,), episodes=({"CHILD": "CC1"},), missing=(same,))
    )
    brought(cast, "children", TAMSIN)
    assert set(ArrivedRow.objects.values_list("outcome", flat=True)) == {RowOutcome.WAITING}

    doubt = Doubt.objects.get(why=DoubtReason.SIMILAR_NAME)
    doubts.decide(doubt, DoubtDecision.SAME, by=cast.data_officer, at=AT)

    assert set(ArrivedRow.objects.values_list("outcome", flat=True)) == {RowOutcome.TAKEN}
    assert set(ArrivedRow.objects.values_list("child", flat=True)) == {child.pk}
    assert not Doubt.objects.filter(decision="").exists()
