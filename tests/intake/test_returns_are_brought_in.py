"""A return of an authority becomes records: what is taken, once, and from year to year."""

import zlib
from datetime import date, datetime

import pytest
from django.apps import apps
from django.db import connection

from lantern.access.actor import system_actor
from lantern.audit.models import AuditEvent
from lantern.core.errors import Refused
from lantern.core.instants import LONDON
from lantern.duties.models import Duty
from lantern.episodes.models import Episode
from lantern.intake import parting, queries
from lantern.intake.actions import returns
from lantern.intake.models import Arrival, ArrivedRow
from lantern.intake.sent import SentFile
from lantern.notifications.models import Handover, Message
from lantern.people import queries as people
from lantern.people.actions import children, statuses
from lantern.people.circumstances import circumstances
from lantern.people.models import CareEpisode, Child, Identifier
from lantern.vocabulary.arriving import ArrivalState, RowOutcome
from lantern.vocabulary.placement import StatusKind
from tests.intake.returning import (
    AT,
    NEXT,
    a_file,
    a_return,
    brought,
    received,
    rows_of,
)
from tests.ssda903.returns import cut, files, invented, population
from tests.ssda903.small import SOUND

pytestmark = pytest.mark.django_db

ENGINE = system_actor("test")


def sent(tables):
    return [SentFile(name, content) for name, content in files(tables).items() if content]


def counts():
    """How many rows each table has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def london(year, month, day):
    return datetime(year, month, day, tzinfo=LONDON)


def test_a_child_is_known_by_the_authoritys_reference_and_by_no_name(cast):
    report = brought(cast, a_return())

    child = Child.objects.get()
    assert report.count(RowOutcome.TAKEN) == 3
    assert (child.given_name, child.family_name, child.name) == ("", "", child.reference)
    assert (child.born_on, child.gender, child.ethnicity) == (date(2012, 6, 1), "female", "WBRI")
    number = Identifier.objects.get()
    assert (number.kind, number.value) == ("authority_reference", "1")
    assert number.issuer == cast.calderbrook


def test_an_episode_of_care_is_kept_with_the_codes_of_the_return(cast):
    brought(cast, a_return())

    care = CareEpisode.objects.get()
    assert (care.began_on, care.ended_on) == (date(2025, 5, 1), None)
    assert (care.reason_began, care.legal_status, care.category_of_need) == ("S", "C2", "N1")
    assert (care.placement_type, care.placement_provider) == ("U4", "PR1")
    assert (care.home_postcode, care.placement_postcode, care.urn) == (
        "CC1 4AB",
        "CC2 1AB",
        "SC123456",
    )


def test_an_absence_has_days_and_no_times_and_nothing_is_invented(cast):
    brought(cast, a_return())

    absence = Episode.objects.get()
    assert (absence.last_seen_at, absence.ended_at) == (london(2025, 6, 10), london(2025, 6, 12))
    assert (absence.began_precision, absence.ended_precision) == ("day", "day")
    assert (absence.reported_at, absence.placement, absence.classification) == (None, None, "")
    assert (absence.risk, absence.force, absence.is_history) == ("", None, True)


def test_found_and_away_on_the_same_day_is_one_absence_in_which_the_child_was_located(cast):
    away = {"MISSING": "A", "MIS_START": "12/06/2025", "MIS_END": "15/06/2025"}

    brought(cast, a_return(missing=({}, away)))

    absence = Episode.objects.get()
    assert (absence.last_seen_at, absence.ended_at) == (london(2025, 6, 10), london(2025, 6, 15))
    facts = absence.entries.filter(fact="whereabouts").order_by("at", "pk")
    assert [(one.value, one.at) for one in facts] == [
        ("not_known", london(2025, 6, 10)),
        ("known", london(2025, 6, 12)),
        ("returned", london(2025, 6, 15)),
    ]


def test_a_missing_period_mended_afterwards_joins_the_one_that_followed_it(cast):
    away = {"MISSING": "A", "MIS_START": "12/06/2025", "MIS_END": "15/06/2025"}
    brought(cast, a_return(missing=({"MIS_START": "soon"}, away)))
    assert Episode.objects.get().last_seen_at == london(2025, 6, 12)

    brought(cast, a_return(missing=({}, away)), at=NEXT)

    absence = Episode.objects.get()
    assert (absence.last_seen_at, absence.ended_at) == (london(2025, 6, 10), london(2025, 6, 15))


def test_one_that_no_longer_follows_is_an_absence_of_its_own(cast):
    away = {"MISSING": "A", "MIS_START": "12/06/2025", "MIS_END": "15/06/2025"}
    brought(cast, a_return(missing=({}, away)))

    brought(cast, a_return(missing=({"MIS_END": "11/06/2025"}, away)), at=NEXT)

    spans = Episode.objects.order_by("last_seen_at").values_list("last_seen_at", "ended_at")
    assert list(spans) == [
        (london(2025, 6, 10), london(2025, 6, 11)),
        (london(2025, 6, 12), london(2025, 6, 15)),
    ]


def test_away_and_then_missing_on_the_same_day_are_two_absences(cast):
    away = {"MISSING": "A", "MIS_START": "08/06/2025", "MIS_END": "10/06/2025"}

    brought(cast, a_return(missing=(away, {})))

    assert Episode.objects.count() == 2


def test_two_absences_that_began_on_one_day_are_both_kept(cast):
    first = {"MIS_START": "10/06/2025", "MIS_END": "10/06/2025"}

    brought(cast, a_return(missing=(first, {})))

    assert Episode.objects.count() == 2


def test_twice_is_the_same_as_once(cast):
    tables = invented(25)
    brought(cast, sent(tables))
    before = counts()

    report = brought(cast, sent(tables), at=NEXT)

    assert report.count(RowOutcome.UNCHANGED) == sum(map(len, tables.values()))
    assert report.count(RowOutcome.TAKEN) == 0
    after = counts()
    assert {name for name in after if after[name] != before[name]} == {"audit.AuditEvent"}
    said = AuditEvent.objects.latest("pk")
    assert (said.kind, said.details["taken"]) == ("RecordsArrived", 0)
    assert said.details["unchanged"] == report.count(RowOutcome.UNCHANGED)


def test_the_same_rows_in_other_files_and_another_order_of_columns_add_none(cast):
    brought(cast, a_return())
    before = ArrivedRow.objects.count()
    columns = ("MIS_END", "MIS_START", "CHILD", "MISSING", "DOB")

    report = brought(cast, [a_file("Missing", {}, name="mis.csv", columns=columns)])

    assert report.count(RowOutcome.UNCHANGED) == 1
    assert ArrivedRow.objects.count() == before


def test_the_return_is_written_again_row_for_row_and_cell_for_cell(cast):
    tables = invented(40)
    given = sent(tables)

    brought(cast, given)

    again = {one.name: one.content for one in queries.written(cast.data_officer, *which(cast))}
    assert {one.name: rows_of(one.content) for one in given if rows_of(one.content)} == {
        name: rows_of(content) for name, content in again.items()
    }


def which(cast):
    return cast.calderbrook, 2026


def test_cells_are_kept_exactly_as_they_came_refused_or_not(cast):
    odd = {"CHILD": " 1", "MISSING": "m", "MIS_START": "10/6/2025", "MIS_END": "yesterday"}

    report = brought(cast, a_return(missing=(odd,)))

    assert report.count(RowOutcome.REFUSED) == 1
    written = {one.name: one.content for one in queries.written(ENGINE, *which(cast))}
    assert rows_of(written["missing.csv"]) == [SOUND["Missing"] | odd]


def test_a_later_return_continues_an_earlier_one(cast):
    still = {"DEC": "", "REC": ""}
    open_at_the_end = {"MIS_START": "30/03/2026", "MIS_END": ""}
    brought(cast, a_return(episodes=(still,), missing=(open_at_the_end,)))
    child = Child.objects.get()
    moved = {"DEC": "10/07/2026", "REC": "X1", "REASON_PLACE_CHANGE": "CARPL"}
    then = {"DECOM": "10/07/2026", "RNE": "P", "PLACE": "U1"}

    report = brought(
        cast,
        a_return(
            header=({"ETHNIC": "MWBC"},),
            episodes=(moved, then),
            missing=({"MIS_START": "30/03/2026", "MIS_END": "02/04/2026"},),
        ),
        year=2027,
        at=NEXT,
    )

    child.refresh_from_db()
    assert Child.objects.count() == 1
    assert child.ethnicity == "MWBC"
    care = CareEpisode.objects.order_by("began_on")
    assert [(one.began_on, one.ended_on, one.year) for one in care] == [
        (date(2025, 5, 1), date(2026, 7, 10), 2027),
        (date(2026, 7, 10), None, 2027),
    ]
    assert Episode.objects.get().ended_at == london(2026, 4, 2)
    assert report.absences == {"changed": 1}


def test_an_earlier_return_brought_afterwards_opens_nothing_that_has_ended(cast):
    ended = {"DEC": "10/07/2026", "REC": "X1", "REASON_PLACE_CHANGE": "CARPL"}
    then = {"DECOM": "10/07/2026", "RNE": "P", "PLACE": "U1"}
    brought(cast, a_return(episodes=(ended, then), missing=None), year=2027, at=NEXT)

    brought(cast, a_return(header=({"ETHNIC": "MWBC"},), missing=None), year=2026, at=NEXT)

    assert CareEpisode.objects.get(began_on=date(2025, 5, 1)).ended_on == date(2026, 7, 10)
    assert Child.objects.get().ethnicity == "WBRI"


def test_three_years_of_many_children_end_as_the_last_return_says(cast):
    everybody = population(30)
    for year in (2024, 2025, 2026):
        brought(cast, sent(cut(everybody, year)), year=year)

    returned = {
        (row[0], row[1]): row[7]
        for year in (2024, 2025, 2026)
        for row in cut(everybody, year)["Episodes"]
    }
    here = {
        (one.child.identifiers.get(kind="authority_reference").value, f"{one.began_on:%d/%m/%Y}"): (
            f"{one.ended_on:%d/%m/%Y}" if one.ended_on else ""
        )
        for one in CareEpisode.objects.select_related("child")
    }
    assert here == returned


def test_a_corrected_row_replaces_what_it_said_and_keeps_the_earlier(cast):
    brought(cast, a_return())
    corrected = {"MIS_START": "09/06/2025", "MIS_END": "11/06/2025"}

    brought(cast, a_return(missing=(corrected,), episodes=({"DECOM": "02/05/2025"},)), at=NEXT)

    absence, care = Episode.objects.get(), CareEpisode.objects.get()
    assert (absence.last_seen_at, absence.ended_at) == (london(2025, 6, 9), london(2025, 6, 11))
    assert care.began_on == date(2025, 5, 2)
    earlier = ArrivedRow.objects.filter(replaced_by__isnull=False)
    assert {row.table for row in earlier} == {"Missing", "Episodes"}
    written = {one.name: rows_of(one.content) for one in queries.written(ENGINE, *which(cast))}
    assert written["missing.csv"] == [SOUND["Missing"] | corrected]


def test_what_a_person_has_said_since_is_not_overwritten(cast):
    brought(cast, a_return())
    child = Child.objects.get()
    children.change(child, by=cast.social_worker, at=AT, version=child.version, ethnicity="BCRB")

    brought(cast, a_return(header=({"ETHNIC": "MWBC", "SEX": "M"},)), at=NEXT)

    child.refresh_from_db()
    assert (child.ethnicity, child.gender) == ("BCRB", "male")


def test_history_tells_nobody_and_nobody_owes_anything(cast):
    brought(cast, a_return(missing=({"MIS_END": ""},)))

    assert not Duty.objects.exists()
    assert not Message.objects.exists()
    assert not Handover.objects.exists()


def test_the_audit_trail_has_one_row_for_the_arrival_and_one_for_each_child(cast):
    tables = invented(12)

    report = brought(cast, sent(tables))

    arrived = AuditEvent.objects.get(kind="RecordsArrived")
    assert arrived.about == report.arrival
    assert arrived.details["taken"] == sum(map(len, tables.values()))
    about = AuditEvent.objects.filter(kind="ChildBroughtIn").values_list("about", flat=True)
    assert sorted(about) == sorted(Child.objects.values_list("reference", flat=True))


def test_only_the_children_of_whom_something_changed_are_on_the_trail_again(cast):
    two = ({}, {"CHILD": "2"})
    brought(cast, a_return(header=two, episodes=two, missing=None))

    brought(cast, a_return(header=two, episodes=({}, {"CHILD": "2", "LS": "V2"}), missing=None))

    again = AuditEvent.objects.filter(kind="ChildBroughtIn").order_by("pk").last()
    changed = Identifier.objects.get(value="2").child
    assert again.about == changed.reference
    assert AuditEvent.objects.filter(kind="ChildBroughtIn").count() == 3


def test_children_brought_in_are_seen_by_their_authority_and_by_no_other(cast):
    brought(cast, a_return())

    child = Child.objects.get()
    assert people.is_visible(cast.social_worker, child)
    assert not people.is_visible(cast.neighbour, child)
    assert not people.is_visible(cast.home_manager, child)


@pytest.mark.parametrize("key", ["social_worker", "call_handler", "home_manager"])
def test_nobody_else_brings_records_in(cast, key):
    with pytest.raises(Refused, match="does not allow this"):
        received(cast, a_return(), by=getattr(cast, key))


def test_nobody_brings_in_another_authoritys_records(cast):
    with pytest.raises(Refused, match="You bring in the records of Calderbrook"):
        received(cast, a_return(), authority=cast.vale)


def test_good_rows_are_taken_and_the_rest_are_listed_to_mend(cast):
    two = ({}, {"CHILD": "2"})
    bad = {"CHILD": "2", "MIS_START": "31/02/2025"}

    report = brought(cast, a_return(header=two, episodes=two, missing=({}, bad)))

    assert (report.count(RowOutcome.TAKEN), report.count(RowOutcome.REFUSED)) == (5, 1)
    (fault,) = report.refusals
    assert (fault.file, fault.line, fault.column, fault.code) == (
        "missing.csv",
        3,
        "MIS_START",
        "1004",
    )
    (mend,) = report.mend
    (row,) = rows_of(mend.content)
    assert {name: row[name] for name in SOUND["Missing"]} == SOUND["Missing"] | bad
    assert (row["FILE"], row["LINE"]) == ("missing.csv", "3")
    assert "MIS_START" in row["WHAT IS WRONG"]
    assert row["WHAT TO DO"]


def test_a_mended_file_is_brought_as_it_is_and_takes_the_place_of_what_was_wrong(cast):
    two = ({}, {"CHILD": "2"})
    bad = {"CHILD": "2", "MIS_START": "31/02/2025", "MIS_END": "03/03/2026"}
    report = brought(cast, a_return(header=two, episodes=two, missing=(bad, {})))
    (mend,) = report.mend
    mended = mend.content.replace(b"31/02/2025", b"01/03/2026")
    again = brought(cast, [SentFile(mend.name, mended)], at=NEXT)

    assert (again.count(RowOutcome.TAKEN), again.refusals) == (1, ())
    assert Episode.objects.filter(ended_at=london(2026, 3, 3)).count() == 1
    written = {one.name: rows_of(one.content) for one in queries.written(ENGINE, *which(cast))}
    assert [row["MIS_START"] for row in written["missing.csv"]] == ["01/03/2026", "10/06/2025"]


def test_a_mended_reference_is_still_the_row_that_it_mends(cast):
    two = ({}, {"CHILD": "2"})
    nobody = {"CHILD": "", "MIS_START": "01/03/2026", "MIS_END": "03/03/2026"}
    report = brought(cast, a_return(header=two, episodes=two, missing=(nobody,)))
    (mend,) = report.mend
    mended = mend.content.replace(b"\r\n,", b"\r\n2,")
    again = brought(cast, [SentFile(mend.name, mended)], at=NEXT)

    assert again.count(RowOutcome.TAKEN) == 1
    written = {one.name: rows_of(one.content) for one in queries.written(ENGINE, *which(cast))}
    assert [row["CHILD"] for row in written["missing.csv"]] == ["2"]


def test_a_mended_row_is_checked_beside_what_is_here_already(cast):
    report = brought(cast, a_return())
    assert report.count(RowOutcome.TAKEN) == 3

    again = brought(
        cast,
        [a_file("Missing", {"MIS_START": "11/06/2025", "MIS_END": "20/06/2025"}, {})],
        at=NEXT,
    )

    assert [fault.code for fault in again.refusals] == ["574"]


def test_or_nothing_is_taken_if_the_caller_says_so(cast):
    files_ = a_return(missing=({"MIS_START": "31/02/2025"},))

    report = brought(cast, files_, all_or_nothing=True)

    assert report.is_turned_away
    assert not Child.objects.exists()
    assert not ArrivedRow.objects.exists()
    assert Arrival.objects.get().state == ArrivalState.TURNED_AWAY
    assert AuditEvent.objects.get(kind="RecordsArrived").details["taken"] == 0


def test_all_are_taken_if_all_are_good(cast):
    report = brought(cast, a_return(), all_or_nothing=True)

    assert report.count(RowOutcome.TAKEN) == 3
    assert Child.objects.count() == 1


def test_a_preview_says_what_would_become_of_each_row_and_writes_nothing(cast):
    two = ({}, {"CHILD": "2"})
    brought(cast, a_return())
    before = counts()

    report = returns.preview(
        a_return(header=two, episodes=two, missing=({}, {"CHILD": "2", "MIS_END": "x"})),
        cast.calderbrook,
        2026,
        by=cast.data_officer,
    )

    assert counts() == before
    assert report.is_rehearsed
    assert report.count(RowOutcome.UNCHANGED) == 3
    assert report.count(RowOutcome.TAKEN) == 2
    assert report.count(RowOutcome.REFUSED) == 1


def test_files_that_were_thrown_away_are_kept_again_when_they_are_brought_again(cast):
    arrival = received(cast, a_return())
    arrival.files.all().delete()

    report = brought(cast, a_return())

    assert report.count(RowOutcome.TAKEN) == 3
    assert arrival.files.count() == 3


def test_each_file_is_kept_byte_for_byte(cast):
    odd = SentFile("odd.csv", b"\xef\xbb\xbfCHILD;DOB\r\n1;\x80\r\n")

    arrival = received(cast, [odd])

    kept = arrival.files.get()
    assert zlib.decompress(bytes(kept.content)) == odd.content
    assert (kept.name, kept.size) == ("odd.csv", len(odd.content))


def test_a_killed_arrival_leaves_whole_children_and_goes_on(cast, monkeypatch):
    tables = invented(30)
    monkeypatch.setattr(parting, "CHUNK", 60)
    arrival = received(cast, sent(tables))

    class Killed(BaseException):
        pass

    def kill(done, of):
        if done > of // 2:
            raise Killed

    with pytest.raises(Killed):
        returns.bring_in(arrival, by=cast.data_officer, at=AT, progress=kill)
    half = Child.objects.count()
    rows = ArrivedRow.objects.values_list("about", flat=True)
    complete = {
        one: sum(row[0] == one for table in tables.values() for row in table) for one in set(rows)
    }
    here = {one: sum(about == one for about in rows) for one in set(rows)}
    report = brought(cast, sent(tables), at=NEXT)

    assert 0 < half < 30
    assert here == complete
    assert Child.objects.count() == 30
    assert report.count(RowOutcome.TAKEN, RowOutcome.UNCHANGED) == sum(map(len, tables.values()))
    again = {one.name: rows_of(one.content) for one in queries.written(ENGINE, *which(cast))}
    given = {one.name: rows_of(one.content) for one in sent(tables) if rows_of(one.content)}
    assert again == given


def test_queries_do_not_grow_with_the_children_of_a_part(cast, django_assert_max_num_queries):
    few, many = sent(invented(5)), sent(invented(60, seed=7))

    with django_assert_max_num_queries(60) as first:
        brought(cast, few)
    # Twelve times the rows: only more batches of five hundred.
    with django_assert_max_num_queries(100) as second:
        brought(cast, many, year=2025)

    assert len(second) < 2 * len(first)


def test_an_open_episode_of_care_says_that_the_child_is_looked_after(cast):
    brought(cast, a_return())
    child = Child.objects.get()

    (spell,) = circumstances(ENGINE, [child.pk])[child.pk].care

    assert (spell.from_at, spell.until_at) == (london(2025, 5, 1), None)


def test_a_care_status_that_a_person_records_counts_from_then_on(cast):
    brought(cast, a_return())
    child = Child.objects.get()
    statuses.begin(child, StatusKind.SECTION_20, by=cast.social_worker, at=AT, now=AT)

    (spell,) = circumstances(ENGINE, [child.pk])[child.pk].care

    assert (spell.until_at, spell.end_recorded_at) == (AT, AT)


def test_episodes_that_follow_one_another_are_one_period_of_care(cast):
    first = {"DEC": "10/07/2025", "REC": "X1", "REASON_PLACE_CHANGE": "CARPL"}
    second = {"DECOM": "10/07/2025", "RNE": "P", "DEC": "01/12/2025", "REC": "E4A"}
    again = {"DECOM": "01/02/2026"}
    brought(cast, a_return(episodes=(first, second, again), missing=None))
    child = Child.objects.get()

    spells = circumstances(ENGINE, [child.pk])[child.pk].care

    assert [(one.from_at, one.until_at) for one in spells] == [
        (london(2025, 5, 1), london(2025, 12, 2)),
        (london(2026, 2, 1), None),
    ]


def test_nothing_of_it_is_left_when_the_database_goes_away_in_the_middle(cast):
    arrival = received(cast, a_return())
    before = counts()
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE episodes_episode RENAME TO elsewhere")

    with pytest.raises(Exception, match="episodes_episode"):
        returns.bring_in(arrival, by=cast.data_officer, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO episodes_episode")

    assert counts() == before
