"""A workbook as Excel packs it: which sheets it has, its texts, and which styles are dates.

The reader is ours: a hostile file ends the process of the fast readers there are, and the careful
one takes four times as long. Office Open XML: ECMA-376, part 1, sections 12 and 18.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NoReturn
from xml.parsers import expat

from lantern.spreadsheets.limits import MOST_BYTES_UNPACKED, MOST_TIMES_PACKED, SMALL_PART

# All that a broken package can make the standard library raise.
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    struct.error,
    LookupError,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,
    OverflowError,
)
_CHUNK: Final = 1_000_000
# Numbers of the formats that are built in and show a day or a time (section 18.8.30).
_BUILT_IN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_OF_THE_FORM: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|general', re.IGNORECASE)
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")

Attributes = Mapping[str, str]


class Unreadable(Exception):
    """A workbook that is not read: a code, what is wrong, and what to do."""

    def __init__(self, code: str, wrong: str, do: str) -> None:
        super().__init__(wrong)
        self.code, self.wrong, self.do = code, wrong, do


TOO_LARGE: Final = (
    "workbook-too-large",
    "The workbook unpacks to more than is safe to read",
    "Save each sheet as a CSV file and send those",
)


class Handler:
    """What is done with the elements of one part; names come without their prefix."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def text(self, text: str) -> None:
        """Some text of the element that is open."""

    def end(self, name: str) -> None:
        """An element ends."""


@dataclass(frozen=True, kw_only=True)
class SheetPart:
    """A visible sheet: its name, and the path of its part."""

    name: str
    path: str


class Package:
    """The parts of one workbook. Raises Unreadable, or one of BROKEN."""

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        parts = self._zip.infolist()
        bombs = any(
            part.file_size > SMALL_PART and part.file_size > MOST_TIMES_PACKED * part.compress_size
            for part in parts
        )
        if bombs or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
            raise Unreadable(*TOO_LARGE)
        self._links = _Links()
        self._listed = _Listed()
        self.read("xl/_rels/workbook.xml.rels", self._links)
        self.read("xl/workbook.xml", self._listed)

    @property
    def counts_from_1904(self) -> bool:
        """Whether its days are counted as Excel for the Macintosh once did."""
        return self._listed.from_1904

    def sheets(self) -> Iterator[SheetPart]:
        """Its visible sheets, in order."""
        for name, link in self._listed.sheets:
            kind, path = self._links.found[link]
            if kind == "worksheet":
                yield SheetPart(name=name, path=path)

    def texts(self) -> list[str]:
        """The texts that cells refer to by their number."""
        texts = _Texts()
        self._read_linked("sharedStrings", texts)
        return texts.found

    def date_styles(self) -> frozenset[str]:
        """The numbers of the styles that show a number as a day or a time."""
        styles = _Styles()
        self._read_linked("styles", styles)
        return styles.dates()

    def read(self, path: str, handler: Handler) -> None:
        """Let the handler see every element of a part."""
        for _ in self.parsed(path, handler):
            pass

    def parsed(self, path: str, handler: Handler) -> Iterator[None]:
        """As `read`, pausing after each million bytes."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.StartElementHandler = _unprefixed(handler.start)
        parser.EndElementHandler = lambda name: handler.end(name.rpartition(":")[2])
        parser.CharacterDataHandler = handler.text
        with self._zip.open(path) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk, False)
                yield
        parser.Parse(b"", True)
        yield

    def _read_linked(self, kind: str, handler: Handler) -> None:
        path = next((path for found, path in self._links.found.values() if found == kind), None)
        if path is not None:
            self.read(path, handler)


def _no_doctype(*_: object) -> NoReturn:
    """No workbook declares entities; a text that does was made to swell."""
    raise Unreadable(*TOO_LARGE)


def _unprefixed(
    start: Callable[[str, Attributes], None],
) -> Callable[[str, dict[str, str]], None]:
    def started(name: str, attributes: dict[str, str]) -> None:
        start(name.rpartition(":")[2], attributes)

    return started


class _Links(Handler):
    """What the workbook's links mean: number -> kind and path."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            path = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")
            self.found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], path)


class _Listed(Handler):
    """The sheets that the workbook lists, and from when it counts days."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in {"1", "true"}
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            link = next(value for key, value in attributes.items() if key.endswith(":id"))
            self.sheets.append((attributes["name"], link))


class _Texts(Handler):
    """The shared texts, without how they are pronounced."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._wanted = self._spoken = False

    def start(self, name: str, attributes: Attributes) -> None:
        self._wanted = name == "t" and not self._spoken
        self._spoken = self._spoken or name == "rPh"

    def text(self, text: str) -> None:
        if self._wanted:
            self._parts.append(text)

    def end(self, name: str) -> None:
        self._wanted = False
        self._spoken = self._spoken and name != "rPh"
        if name == "si":
            self.found.append(unescaped("".join(self._parts)))
            self._parts.clear()


class _Styles(Handler):
    """Which cell formats there are, and which form each number of a form has."""

    def __init__(self) -> None:
        self._forms: dict[str, str] = {}
        self._cells: list[str] = []
        self._in_cells = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._forms[attributes["numFmtId"]] = attributes["formatCode"]
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._cells.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def dates(self) -> frozenset[str]:
        """The styles that show days or times."""
        return frozenset(str(n) for n, form in enumerate(self._cells) if self._is_date(form))

    def _is_date(self, form: str) -> bool:
        if form not in self._forms:
            return int(form) in _BUILT_IN_DATES
        bare = _NOT_OF_THE_FORM.sub("", self._forms[form].split(";")[0])
        return any(letter in "dmyhs" for letter in bare.lower())


def unescaped(text: str) -> str:
    """The text, with characters that XML cannot hold as Excel wrote them: _x000D_."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    number = int(found.group(1), 16)
    is_half_of_one = 0xD800 <= number <= 0xDFFF
    return found.group() if is_half_of_one else chr(number)
