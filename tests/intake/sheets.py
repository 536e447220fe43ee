"""Small sheets and mappings for the tests of what case systems send."""

from pathlib import Path

from lantern.intake.mapping.load import check, from_file, named
from lantern.spreadsheets.sheets import Line, Sheet


def a_sheet(*rows, columns=None, file="children.csv"):
    """A sheet of these rows, each a mapping of heading to text; headings from the first row."""
    headings = tuple(columns or rows[0])
    lines = tuple(
        Line(number, tuple(row.get(one, "") for one in headings))
        for number, row in enumerate(rows, start=2)
    )
    return Sheet(file=file, columns=headings, lines=lines)


def shipped(kind, name="lantern"):
    """A mapping that comes with the product."""
    return named(kind, name)


def a_mapping(folder: Path, text: str, kind="children"):
    """A partnership's own mapping, which must be sound."""
    return from_file(written(folder, text), kind)


def faults_of(folder: Path, text: str):
    """Every fault of a mapping: line, message and suggestion."""
    return [(one.line, one.message, one.suggestion) for one in check([written(folder, text)])]


def written(folder, text):
    """The text in a file."""
    path = folder / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    return path
