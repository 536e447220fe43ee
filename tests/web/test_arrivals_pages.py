"""Bringing in records: from the files to what became of each row."""

import csv
import io
import re
import zlib

import pytest
from django.urls import reverse

from lantern.accounts.actions import staff
from lantern.accounts.details import Post, StaffDetails
from lantern.accounts.models import Membership
from lantern.audit.models import AccessEvent, AuditEvent
from lantern.episodes.models import Episode
from lantern.intake.models import Arrival, ArrivedFile, ArrivedRow, HandedBack
from lantern.intake.sent import SentFile
from lantern.notifications.models import Handover, Message
from lantern.people.models import CareEpisode, Child
from lantern.vocabulary.role import Role
from tests.cast import MADE_AT
from tests.intake.returning import a_file, a_return, brought
from tests.web.arriving import decide, looked_through, page_of, send, work
from tests.web.reading import text_of

POLL = {"Lantern-Poll": "1"}


@pytest.fixture
def officer(sign_in):
    return sign_in("data_officer")


def wrong(**cells):
    """A return of two children, one with a day of birth that is none."""
    rows = ({}, {"CHILD": "2", "DOB": "31/02/2012"} | cells)
    return a_return(header=rows, episodes=({}, {"CHILD": "2"}))


def downloaded(client, arrival, name=""):
    """A file that was handed back, as a spreadsheet reads it."""
    paper = HandedBack.objects.get(errand__arrival=arrival, name=name)
    answer = client.get(page_of(arrival, "handed-back", paper.pk))
    return answer, list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_the_data_officer_begins_at_bring_in_records(officer):
    assert officer.get(reverse("home")).url == reverse("arrivals:list")
    assert "Bring in records" in officer.get(reverse("protocol")).text


def test_sending_takes_nothing_and_waits_for_a_worker(officer):
    answer = send(officer)
    page = text_of(officer.get(answer.url))

    assert "Lantern is looking through the files" in page
    assert "You can leave this page" in page
    assert not Child.objects.exists()


def test_the_files_are_kept_byte_for_byte_in_their_own_compression(officer):
    files = a_return()
    send(officer, files)

    kept = {one.name: zlib.decompress(bytes(one.content)) for one in ArrivedFile.objects.all()}
    assert kept == {one.name: one.content for one in files}


def test_the_preview_counts_each_table_and_takes_nothing(officer):
    arrival = looked_through(officer)
    page = text_of(officer.get(page_of(arrival)))

    assert "Nothing is wrong with any of the 3 rows. Nothing has been taken yet." in page
    assert re.search(r"Episodes 1 0 0 0 1", page)
    assert "Bring in all 3 rows" in page
    assert "Bring in nothing until all is right" not in page
    assert not Child.objects.exists()
    assert not ArrivedRow.objects.exists()


def test_the_preview_says_where_what_and_what_to_do(officer):
    arrival = looked_through(officer, wrong())
    page = text_of(officer.get(page_of(arrival)))

    assert "header.csv, line 3, DOB" in page
    assert "‘31/02/2012’ is not a day of the calendar" in page
    assert "What to do: Write the day, the month and the year in four digits" in page
    assert "Bring in the good rows" in page
    assert "Bring in nothing until all is right" in page


def test_the_good_rows_are_brought_in_and_the_rest_is_handed_back(officer):
    arrival = looked_through(officer, wrong())
    decide(officer, arrival)
    page = text_of(officer.get(page_of(arrival)))

    assert "Brought in" in page
    assert "1 child, 1 of them new in Lantern" in page
    assert Child.objects.count() == 1
    assert CareEpisode.objects.count() == 1
    assert Episode.objects.get().is_history
    _, rows = downloaded(officer, arrival, "mend-header.csv")
    assert rows[1][:3] == ["2", "F", "31/02/2012"]


def test_history_alerts_nobody(officer):
    arrival = looked_through(officer)
    decide(officer, arrival)

    assert Episode.objects.exists()
    assert not Message.objects.exists()
    assert not Handover.objects.exists()


def test_the_mended_file_is_brought_the_same_way_and_completes_the_return(officer):
    arrival = looked_through(officer, wrong())
    decide(officer, arrival)
    names = ("mend-header.csv", "mend-episodes.csv")
    papers = [downloaded(officer, arrival, name)[0] for name in names]
    mended = [
        SentFile(name, paper.content.replace(b"31/02/2012", b"28/02/2012"))
        for name, paper in zip(names, papers, strict=True)
    ]

    again = looked_through(officer, mended)
    decide(officer, again)

    assert Child.objects.count() == 2
    assert CareEpisode.objects.count() == 2


def test_nothing_until_all_is_right_takes_nothing_and_keeps_the_list(officer):
    arrival = looked_through(officer, wrong())
    decide(officer, arrival, "turn-away")
    page = text_of(officer.get(page_of(arrival)))

    assert "Nothing has been brought in" in page
    assert "Download the whole list" in page
    assert not Child.objects.exists()


def test_what_was_turned_away_can_be_brought_in_after_all(officer):
    arrival = looked_through(officer, wrong())
    decide(officer, arrival, "turn-away")
    decide(officer, arrival)

    assert Child.objects.count() == 1


def test_what_is_thrown_away_is_gone_and_can_be_brought_again(officer):
    arrival = looked_through(officer, wrong())
    decide(officer, arrival, "throw-away")
    page = text_of(officer.get(page_of(arrival)))

    assert "Lantern does not have them any more" in page
    assert not ArrivedFile.objects.exists()
    assert not HandedBack.objects.exists()
    assert "31/02/2012" not in str(list(Arrival.objects.get().errands.values("found")))
    assert looked_through(officer, wrong()).pk != arrival.pk


@pytest.mark.parametrize("what", ["approve", "turn-away", "throw-away", "look-again"])
def test_what_was_brought_in_is_decided(officer, what):
    arrival = looked_through(officer)
    decide(officer, arrival)

    answer = decide(officer, arrival, what)

    assert answer.status_code == 403
    assert "These files were brought in already." in text_of(answer)
    assert ArrivedFile.objects.exists()


def test_nothing_is_decided_while_a_worker_is_at_it(officer):
    send(officer)
    arrival = Arrival.objects.get()

    answer = officer.post(page_of(arrival, "approve"))

    assert answer.status_code == 403
    assert "Lantern is still at work on these files." in text_of(answer)


def test_pressed_twice_it_is_brought_in_once(officer):
    arrival = looked_through(officer)
    officer.post(page_of(arrival, "approve"))
    officer.post(page_of(arrival, "approve"))
    work()

    assert Child.objects.count() == 1
    assert AuditEvent.objects.filter(kind="RecordsArrived").count() == 1


def test_the_same_files_again_are_the_arrival_that_they_were(officer):
    arrival = looked_through(officer)
    decide(officer, arrival)

    answer = send(officer)

    assert answer.url == page_of(arrival)
    assert Arrival.objects.count() == 1


def test_another_export_of_the_same_return_changes_nothing(officer):
    decide(officer, looked_through(officer))
    files = a_return()
    files[0] = SentFile("export 2 header.csv", files[0].content)

    arrival = looked_through(officer, files)
    page = text_of(officer.get(page_of(arrival)))
    decide(officer, arrival)

    assert re.search(r"Header 0 1 0 0 1", page)
    assert Child.objects.count() == 1


def test_a_return_of_another_year_is_asked_about_before_anything_is_taken(officer):
    arrival = looked_through(officer, year=2024)
    page = text_of(officer.get(page_of(arrival)))

    assert "This looks like the return of another year" in page
    assert "Throw the files away, and choose the year in which they end" in page


def test_a_file_that_is_no_table_is_named_and_the_others_are_good(officer):
    files = [*a_return(), SentFile("notes.csv", b"A,B\r\n1,2\r\n")]
    page = text_of(officer.get(page_of(looked_through(officer, files))))

    assert "notes.csv The columns are not those of any table of the return." in page
    assert "What to do: Leave this file out" in page


def test_without_a_header_nothing_can_be_brought_in_and_it_says_so(officer):
    files = a_return(header=None)
    page = text_of(officer.get(page_of(looked_through(officer, files))))

    assert "Bring header.csv with the other files of the same return" in page


def test_a_download_is_a_file_for_excel_with_no_formula_and_no_name_in_its_name(officer):
    arrival = looked_through(officer, wrong(ETHNIC='=HYPERLINK("http://x")'))
    answer, rows = downloaded(officer, arrival)

    assert answer["Content-Disposition"] == f'attachment; filename="{arrival.reference}-faults.csv"'
    assert answer["Content-Type"] == "text/csv"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert rows[0][:5] == ["File", "Line", "Column", "What is wrong", "What to do"]
    _, mend = downloaded(officer, arrival, "mend-header.csv")
    cells = [cell for row in mend for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_a_download_is_a_look_on_record(officer):
    arrival = looked_through(officer, wrong())
    downloaded(officer, arrival)

    look = AccessEvent.objects.latest("pk")
    assert (look.about, look.page) == (arrival.reference, "rows to mend")


def test_the_rows_are_looked_at_as_they_came(officer):
    arrival = looked_through(officer, wrong())
    decide(officer, arrival)
    page = officer.get(page_of(arrival, "rows", "Header"))
    refused = officer.get(page_of(arrival, "rows", "Header"), {"outcome": "refused"})

    assert "01/06/2012" in page.text
    assert "31/02/2012" in page.text
    assert "01/06/2012" not in refused.text
    assert "31/02/2012" in refused.text
    assert AccessEvent.objects.latest("pk").page == "rows that arrived"


def test_many_rows_come_page_by_page(officer):
    header = [{"CHILD": str(number), "DOB": "01/06/2012"} for number in range(1, 121)]
    arrival = looked_through(officer, [a_file("Header", *header)])
    decide(officer, arrival)
    url = page_of(arrival, "rows", "Header")

    lines = [
        re.findall(r'lantern-numbers">(\d+)</th>', officer.get(url, {"page": page}).text)
        for page in (1, 2, 3)
    ]

    assert [len(one) for one in lines] == [50, 50, 20]
    every = [line for page in lines for line in page]
    assert every == [str(line) for line in range(2, 122)]


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "²"])
def test_a_page_of_rows_that_is_none_is_answered(officer, number):
    arrival = looked_through(officer)
    decide(officer, arrival)

    answer = officer.get(page_of(arrival, "rows", "Header"), {"page": number, "outcome": number})

    assert answer.status_code == 200


def test_a_table_that_is_not_there_is_not_found(officer):
    arrival = looked_through(officer)

    assert officer.get(page_of(arrival, "rows", "Header")).status_code == 404
    assert officer.get(page_of(arrival, "handed-back", 987654)).status_code == 404


def test_a_file_of_another_arrival_is_not_found(officer):
    first = looked_through(officer, wrong())
    second = looked_through(officer, wrong(UPN="UN4"))
    paper = HandedBack.objects.filter(errand__arrival=first)[0]

    assert officer.get(page_of(second, "handed-back", paper.pk)).status_code == 404


def test_the_page_keeps_itself_up_to_date_and_an_unchanged_one_is_not_sent_again(officer):
    send(officer)
    arrival = Arrival.objects.get()
    first = officer.get(page_of(arrival, "state"), headers=POLL)
    unchanged = {**POLL, "If-None-Match": first["ETag"]}

    assert officer.get(page_of(arrival, "state"), headers=unchanged).status_code == 304
    work()
    again = officer.get(page_of(arrival, "state"), headers=unchanged)
    assert "Nothing is wrong with any of the 3 rows" in text_of(again)


def test_polling_adds_no_look_after_the_first(officer):
    send(officer)
    arrival = Arrival.objects.get()
    officer.get(page_of(arrival))
    before = AccessEvent.objects.count()
    for _ in range(3):
        officer.get(page_of(arrival, "state"), headers=POLL)

    assert AccessEvent.objects.count() == before


def test_what_was_brought_is_listed_with_how_it_stands(officer):
    arrival = looked_through(officer)
    assert "Waiting for you" in text_of(officer.get(reverse("arrivals:list")))
    decide(officer, arrival)

    page = text_of(officer.get(reverse("arrivals:list")))
    assert "SSDA903 return, 1 April 2025 to 31 March 2026" in page
    assert "Ravi Menon" in page
    assert "Brought in" in page


def test_another_authoritys_data_officer_does_not_know_of_it(
    officer, cast, client, officer_elsewhere
):
    arrival = looked_through(officer)
    client.force_login(officer_elsewhere)

    assert client.get(page_of(arrival)).status_code == 404
    assert client.post(page_of(arrival, "approve")).status_code == 404
    assert "SSDA903 return," not in text_of(client.get(reverse("arrivals:list")))


@pytest.fixture
def officer_elsewhere(cast):
    """A data officer of Northmoor."""
    details = StaffDetails(email="officer@northmoor.example", name="Ines Falk", telephone="")
    post = Post(agency=cast.northmoor, role=Role.DATA_OFFICER)
    return staff.invite(details, post, by=cast.administrator, at=MADE_AT)


def test_a_role_that_has_ended_brings_nothing_in(officer, cast):
    arrival = looked_through(officer)
    officer.post(page_of(arrival, "approve"))
    Membership.objects.filter(user=cast.user("data_officer")).delete()
    work()

    assert not Child.objects.exists()
    errand = arrival.errands.latest("pk")
    assert errand.fault == "Whoever asked for this has no role here any more. Ask again."


def test_a_data_officer_keeps_no_accounts_and_so_brings_in_no_staff(officer):
    page = text_of(officer.get(reverse("arrivals:new")))

    assert "Children" in page
    assert "Staff" not in page
    assert officer.get(reverse("arrivals:bring", args=["staff"])).status_code == 404


def test_children_of_a_case_system_come_by_their_mapping(officer):
    file = SentFile(
        "export.csv", b"Reference,First name,Surname,DOB\r\n77,Jo,Invented,01/06/2012\r\n"
    )
    arrival = looked_through(officer, [file], kind="children", mapping="lantern")
    assert "1 row" in text_of(officer.get(page_of(arrival)))
    assert not Child.objects.exists()
    decide(officer, arrival)

    assert Child.objects.get().name == "Jo Invented"


def test_an_empty_file_to_fill_in_has_the_columns_of_its_mapping(officer):
    answer = officer.get(reverse("arrivals:template", args=["children", "lantern"]))

    assert "Authority reference" in answer.content.decode("utf-8-sig")
    assert answer["Content-Disposition"] == 'attachment; filename="children-lantern.csv"'
    missing = officer.get(reverse("arrivals:template", args=["children", "no-such"]))
    assert missing.status_code == 404


def test_what_the_command_brought_in_is_looked_at_in_the_same_way(officer, cast):
    report = brought(cast, wrong())
    url = reverse("arrivals:arrival", args=[report.arrival])

    page = text_of(officer.get(url))

    assert "3 rows are in the record" in page
    assert "Header (2 rows)" in page


def test_what_the_command_turned_away_is_looked_through_anew(officer, cast):
    report = brought(cast, wrong(), all_or_nothing=True)
    arrival = Arrival.objects.get(reference=report.arrival)
    assert "Try again" in text_of(officer.get(page_of(arrival)))

    decide(officer, arrival, "look-again")
    decide(officer, arrival)

    assert Child.objects.count() == 1
