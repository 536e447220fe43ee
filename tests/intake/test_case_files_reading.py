"""Whatever somebody sends as a case system's file: a report, and no traceback."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.intake.cases.reading import Placed, look_through, parts, to_mend
from lantern.intake.looking import MENDING
from lantern.intake.mapping.kinds import KINDS
from lantern.intake.mapping.load import named
from lantern.intake.sent import SentFile

HEADINGS = ["Reference", "First name", "Date of birth", "Gender", "NHS number", "Other"]
CELL = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["CC1", "CC2", "01/06/2011", "40695", "F", "9990000018", "=1+1", "'x", '"']),
)


def a_csv(rows, encoding, separator, mark):
    """The rows as some program would write them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return mark + text.getvalue().encode(encoding, "replace")


@given(content=st.binary(max_size=400), kind=st.sampled_from(sorted(KINDS)))
def test_any_bytes_are_looked_through(content, kind):
    looked = look_through([SentFile("any.csv", content)], named(kind, "lantern"))

    assert looked.placed or looked.faults or not any(one.lines for one in looked.sheets)


@given(
    rows=st.lists(st.lists(CELL, min_size=0, max_size=8), max_size=5),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]),
    separator=st.sampled_from([",", ";", "\t"]),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf", b"\x00"]),
)
def test_every_line_is_proposed_or_refused_with_its_fault(rows, encoding, separator, mark):
    mapping = named("children", "lantern")

    looked = look_through([SentFile("any.csv", a_csv(rows, encoding, separator, mark))], mapping)

    refused = {fault.line for fault in looked.faults if fault.refuses}
    for index, lines in looked.unreadable.items():
        assert None in refused or {line.number for line in lines} <= refused, index
    assert all(fault.wrong and fault.do for fault in looked.faults)


@given(rows=st.lists(st.tuples(*[CELL for _ in HEADINGS]), min_size=1, max_size=5))
def test_the_file_to_mend_brings_the_same_rows_again(rows):
    mapping = named("children", "lantern")
    looked = look_through([SentFile("any.csv", a_csv(rows, "utf-8", ",", b""))], mapping)
    mend = to_mend(looked, looked.faults, "children")

    for one in mend:
        again = look_through([SentFile(one.name, one.content)], mapping)
        for sheet in again.sheets:
            assert not {*MENDING} & {*sheet.columns}
        assert len(again.placed) == 0


@pytest.mark.parametrize("most", [1, 3, 100])
@given(groups=st.lists(st.sampled_from("abcd"), max_size=20))
def test_parts_hold_every_row_once_and_never_part_a_group(most, groups):
    placed = [Placed(sheet=index, proposal=None) for index in range(len(groups))]

    found = list(parts(placed, dict(enumerate(groups)), most))

    assert sorted(one.sheet for part in found for one in part) == list(range(len(groups)))
    of = [{groups[one.sheet] for one in part} for part in found]
    assert sum(map(len, of)) == len(set(groups))
