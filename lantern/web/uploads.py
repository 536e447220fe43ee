"""Uploads: no request fills the disk, and what is surely not a table is told from what may be."""

import zipfile
from typing import TYPE_CHECKING, Any, Final

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from lantern.spreadsheets.limits import MOST_BYTES

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_IN_A_REQUEST: Final = MOST_BYTES + 1_000_000
"""Bytes of all files of one request together; what comes after is read and not kept."""
TOO_MUCH: Final = "lantern_files_left_out"
_NOT_TABLES: Final = (
    ((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*"), "a picture"),
    ((b"%PDF",), "a PDF"),
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), "a packed folder"),
    ((b"{\\rtf",), "a document"),
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_PACKED: Final = b"PK\x03\x04"
_PICTURES_LATER: Final = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif", b"WEBP")


class Bounded(FileUploadHandler):
    """Keeps so much of a request’s files and no more, and remembers which were left out."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """A new request."""
        self.left = MOST_IN_A_REQUEST

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass it on to whoever keeps it, while there is room."""
        self.left -= len(raw_data)
        if self.left < 0:
            names = getattr(self.request, TOO_MUCH, ())
            setattr(self.request, TOO_MUCH, (*names, self.file_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler holds the file."""


def not_a_table(upload: "UploadedFile[Any]") -> str:
    """What this is and what to do, in a sentence without its end, if no table can be in it."""
    upload.seek(0)
    start = upload.read(64)
    upload.seek(0)
    if not upload.size:
        return "is empty. Export it again and choose the new file"
    if start.startswith(_OLD_OFFICE):
        return (
            "is an Excel workbook of before 2007, or has a password. Save it as .xlsx without one"
        )
    if start.startswith(_PACKED):
        return _packed(upload)
    for beginnings, what in _NOT_TABLES:
        if start.startswith(beginnings):
            return f"is {what}. Choose CSV files or Excel workbooks (.xlsx)"
    if any(mark in start[:16] for mark in _PICTURES_LATER):
        return "is a picture. Choose CSV files or Excel workbooks (.xlsx)"
    return ""


def _packed(upload: "UploadedFile[Any]") -> str:
    """A workbook is a packed folder of its own kind."""
    try:
        with zipfile.ZipFile(upload) as folder:
            names = set(folder.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return "is damaged. Export it again and choose the new file"
    finally:
        upload.seek(0)
    if "xl/workbook.xml" in names:
        return ""
    if "xl/workbook.bin" in names or "content.xml" in names:
        return "is a workbook of another kind. Save it as .xlsx, or as CSV"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return "is a document and not a table. Choose CSV files or Excel workbooks (.xlsx)"
    return "is a packed folder (zip). Open it, and choose the files that are in it"
