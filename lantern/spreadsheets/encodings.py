"""The bytes of a text file as text, whatever program wrote them."""

from dataclasses import dataclass
from typing import Final

from lantern.spreadsheets.sheets import Fault

# A longer mark comes before a shorter one that begins it.
_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LOOKED_AT: Final = 2_000
_AGAIN: Final = "open it in Excel and save it as ‘CSV UTF-8 (Comma delimited)’"


@dataclass(frozen=True, kw_only=True)
class Text:
    """The text of a file, or None where it is not text; and what there is to say about it."""

    text: str | None
    fault: Fault | None = None


def decode(file: str, content: bytes) -> Text:
    """The text, with the fault or the question its encoding raises."""
    named = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    name = named or _without_mark(content)
    try:
        text = content.decode(name or "utf-8")
    except UnicodeDecodeError:
        return _not_text(file) if name else _windows(file, content)
    wide = name.startswith(("utf-16", "utf-32"))
    return Text(text=text, fault=_wide(file) if wide else None)


def _without_mark(content: bytes) -> str:
    """UTF-16 that lost its mark: in plain English every other byte is zero."""
    start = content[:_LOOKED_AT]
    half = len(start) // 2
    if half and start[1::2].count(0) > 0.8 * half and start[::2].count(0) == 0:
        return "utf-16-le"
    if half and start[::2].count(0) > 0.8 * half and start[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def _windows(file: str, content: bytes) -> Text:
    """Windows' own Western European letters, in which older systems still write."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return _not_text(file)
    first = next(index for index, byte in enumerate(content) if byte > 127)
    before = content[:first].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    fault = Fault(
        file=file,
        line=before.count(b"\n") + 1,
        column="",
        code="windows-letters",
        wrong="The file is not in UTF-8. Its accented letters were read as those of Windows",
        do=f"Look whether the letters on this line are right. If not: {_AGAIN}",
        refuses=False,
    )
    return Text(text=text, fault=fault)


def _wide(file: str) -> Fault:
    return Fault(
        file=file,
        line=None,
        column="",
        code="utf-16",
        wrong="The file is in UTF-16, which Excel calls ‘Unicode Text’. It was read",
        do=f"The department refuses such a file. Before you send it there: {_AGAIN}",
        refuses=False,
    )


def _not_text(file: str) -> Text:
    fault = Fault(
        file=file,
        line=None,
        column="",
        code="not-text",
        wrong="The file is not text and not a workbook",
        do="Send a CSV file, or an Excel workbook that ends in .xlsx",
    )
    return Text(text=None, fault=fault)
