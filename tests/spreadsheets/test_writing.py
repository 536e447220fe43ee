"""What is written is read again the same; a guarded file starts no formula."""

from hypothesis import given
from hypothesis import strategies as st

from lantern.spreadsheets.reading import read
from lantern.spreadsheets.writing import write

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=30)
ROWS = st.lists(st.tuples(CELL, CELL).filter(lambda row: any(cell.strip() for cell in row)))


@given(ROWS)
def test_what_is_written_is_read_again(rows):
    found = read("f.csv", write(("first", "second"), rows))

    assert [line.cells for line in found.sheets[0].lines] == rows


def test_a_file_is_utf_8_with_the_line_ends_of_excel():
    assert write(("A", "B"), [("é", "1,2")]) == 'A,B\r\né,"1,2"\r\n'.encode()


def test_a_guarded_file_starts_no_formula():
    rows = [(cell,) for cell in ("=1", "+1", "-1", "@x", "\tx", "x=1")]

    assert write(("A",), rows, guarded=True) == (
        b"A\r\n'=1\r\n'+1\r\n'-1\r\n'@x\r\n'\tx\r\nx=1\r\n"
    )


def test_a_file_for_a_machine_holds_what_was_given():
    assert write(("A",), [("=1",)]) == b"A\r\n=1\r\n"
