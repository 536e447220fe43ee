"""Invented drawings, as files of the kinds that people upload."""

import io
import zlib

from PIL import Image, ImageDraw


def drawing(kind="JPEG", size=(40, 60), **options):
    """A face drawn from two shapes, as a file of this kind."""
    picture = Image.new("RGB", size, "skyblue")
    ImageDraw.Draw(picture).ellipse((8, 8, 32, 40), fill="peru")
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def heic():
    """The beginning of what some telephones save."""
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64


def claiming(side):
    """A PNG of a few bytes that says it is this many pixels high and wide."""
    header = drawing("PNG")
    width = side.to_bytes(4, "big")
    body = header[12:16] + width + width + header[24:29]
    return header[:12] + body + zlib.crc32(body).to_bytes(4, "big") + header[33:]


FILES = {
    "a photograph": drawing(),
    "nothing": b"",
    "a PDF": b"%PDF-1.7\n",
    "a HEIC": heic(),
    "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "a GIF": drawing("GIF"),
    "words": b"not a picture at all",
    "a truncated JPEG": drawing(size=(400, 400))[:700],
    "a truncated PNG": drawing("PNG", size=(400, 400))[:200],
    "40 MB": drawing() + b"\x00" * 40 * 1024 * 1024,
    "a decompression bomb": claiming(20_000),
    "a poster": claiming(6_000),
}
"""Files that are no photograph, by what they are."""
