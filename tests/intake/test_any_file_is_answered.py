"""Whatever is brought as a return: an answer with every row in it, and nothing half taken."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.intake.actions import returns
from lantern.intake.models import ArrivedRow
from lantern.intake.sent import SentFile
from lantern.people.models import CareEpisode, Child
from lantern.ssda903.tables import TABLES
from lantern.vocabulary.arriving import RowOutcome
from tests.intake.returning import a_file, brought
from tests.ssda903.small import SOUND

pytestmark = pytest.mark.django_db

TABLE = st.sampled_from(["Header", "Episodes", "Missing"])
DAYS = st.dates().map(lambda day: day.strftime("%d/%m/%Y"))
CELL = st.one_of(
    st.sampled_from(["", "1", "2", "M", "A", "m", "X1", "E8", "C2", "31/02/2025", "2/5/2025"]),
    st.sampled_from(["2025-05-02", "45779", "1/1/25", "B801200005001", "UN1", "10/06/2025 23:15"]),
    DAYS,
    st.text(max_size=80),
)


@st.composite
def a_row(draw, table):
    """A sound row of which some cells say something else."""
    changed = draw(st.dictionaries(st.sampled_from(TABLES[table].columns), CELL, max_size=4))
    return {"CHILD": draw(st.sampled_from(["1", "2", "3"]))} | changed


@st.composite
def a_table(draw):
    """Some rows of one table, in columns of any order, some of which may lack or be too many."""
    table = draw(TABLE)
    rows = draw(st.lists(a_row(table), max_size=6))
    columns = list(draw(st.permutations(TABLES[table].columns)))
    if draw(st.integers(0, 9)) == 0:
        columns = columns[:-1]
    if draw(st.integers(0, 9)) == 0:
        columns.append("NOTES")
    file = a_file(table, *rows, name=f"{draw(st.integers(1, 99))}.csv", columns=tuple(columns))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))
    return SentFile(file.name, file.content.decode().encode(encoding, errors="replace"))


def many(examples):
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@many(40)
@given(files=st.lists(a_table(), min_size=1, max_size=4, unique_by=lambda file: file.name))
def test_every_row_is_taken_or_refused_with_a_reason_and_once_is_enough(cast, files):
    with transaction.atomic():
        report = brought(cast, files)
        taken = ArrivedRow.objects.exclude(outcome=RowOutcome.REFUSED)
        again = brought(cast, files)

        assert report.count(RowOutcome.TAKEN, RowOutcome.WAITING) == taken.count()
        assert again.count(RowOutcome.TAKEN) == 0
        assert (again.count(RowOutcome.REFUSED) == 0) == (report.count(RowOutcome.REFUSED) == 0)
        assert not report.count(RowOutcome.REFUSED) or report.refusals
        assert all(fault.wrong and fault.do for fault in report.faults)
        assert not CareEpisode.objects.exclude(child__in=Child.objects.all()).exists()
        transaction.set_rollback(True)


@many(40)
@given(content=st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
def test_any_bytes_at_all_are_answered(cast, content):
    report = returns.preview(
        [SentFile("header.csv", content)], cast.calderbrook, 2026, by=cast.data_officer
    )

    assert report.count(RowOutcome.TAKEN) == 0
    assert report.faults


def test_ten_million_characters_of_one_line_are_refused(cast):
    content = b"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\n" + b"x" * 10_000_000

    report = returns.preview(
        [SentFile("header.csv", content)], cast.calderbrook, 2026, by=cast.data_officer
    )

    assert report.count(RowOutcome.REFUSED) == 1
    assert report.refusals


def test_what_a_spreadsheet_would_take_for_a_formula_is_harmless_in_a_file_to_mend(cast):
    bad = SOUND["Missing"] | {"MIS_START": "=1+1"}

    report = brought(cast, [a_file("Header", {}), a_file("Episodes", {}), a_file("Missing", bad)])

    assert b"'=1+1" in report.mend[0].content
