"""A file to fill in for a mapping: its headings, and nothing else that could be brought in."""

from lantern.intake.mapping.definition import FileMapping


def to_fill_in(mapping: FileMapping) -> bytes:
    """A CSV file with the headings of a mapping, as a spreadsheet opens it."""
    cells = (f'"{one.replace(chr(34), chr(34) * 2)}"' for one in mapping.headings())
    # The mark tells a spreadsheet that the letters are UTF-8.
    return ("\ufeff" + ",".join(cells) + "\r\n").encode("utf-8")
