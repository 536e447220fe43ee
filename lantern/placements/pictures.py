"""From whatever somebody uploads to a small JPEG that holds the picture and nothing else."""

import io
import warnings
from dataclasses import dataclass
from typing import IO, Final

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

LARGEST_UPLOAD: Final = 10 * 1024 * 1024
"""Bytes. A telephone's photograph is 2 to 6 million."""
MOST_PIXELS: Final = {"JPEG": 60_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""A picture with more is refused before it is decoded. A JPEG can be decoded small; the others take
four bytes a pixel of memory."""
SMALL_SIDE: Final = 360
LONGEST_SIDE: Final = 1600
"""Pixels kept: enough to know a face by, on a screen and in print."""
_QUALITY: Final = 85
_ACCEPTED: Final = ("JPEG", "PNG", "WEBP")
_READABLE: Final = "Save it as a JPEG, PNG or WebP picture and choose it again"


class NotAPicture(ValueError):
    """The file is not a picture we take; the message is a sentence for whoever chose it."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is kept of a picture: one to look at, and a small one for lists and slow telephones."""

    large: bytes
    small: bytes


def reencoded(upload: IO[bytes]) -> Kept:
    """The picture, upright, as new JPEGs without metadata, at most 1600 and 360 pixels a side."""
    content = upload.read(LARGEST_UPLOAD + 1)
    if not content:
        raise NotAPicture("The file is empty. Choose the photograph again")
    if len(content) > LARGEST_UPLOAD:
        raise NotAPicture(
            f"The file must be {LARGEST_UPLOAD // 1024**2} MB or smaller. "
            "Choose a smaller photograph, or take a picture of it"
        )
    _require_known_kind(content)
    picture = _decode(content)
    return Kept(large=_encode(picture, LONGEST_SIDE), small=_encode(picture, SMALL_SIDE))


def _decode(content: bytes) -> Image.Image:
    # What makes PDFs turns this on for the whole process: half a photograph is none.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=_ACCEPTED)
            _require_moderate_size(picture)
            # For a JPEG, decodes straight to near the size that is kept.
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture.load()
            return ImageOps.exif_transpose(picture)
    except NotAPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture("The picture is too large to open. Choose a smaller one") from None
    except UnidentifiedImageError:
        raise NotAPicture(f"The file is not a picture. {_READABLE}") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise NotAPicture(
            "The file is damaged or only part of it arrived. Choose the photograph again"
        ) from None


def _require_moderate_size(picture: Image.Image) -> None:
    most = MOST_PIXELS[picture.format or "PNG"]
    if picture.width * picture.height > most:
        raise NotAPicture(
            f"The picture has more than {most // 1_000_000} million pixels. Choose a smaller one"
        )


def _encode(picture: Image.Image, side: int) -> bytes:
    """A JPEG at most so many pixels a side. Makes the picture itself as small."""
    picture.thumbnail((side, side))
    flat = Image.new("RGB", picture.size, "white")
    seen_through = picture.convert("RGBA")
    flat.paste(seen_through, mask=seen_through.getchannel("A"))
    written = io.BytesIO()
    flat.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()


def _require_known_kind(content: bytes) -> None:
    """A sentence of its own for what people often choose by mistake."""
    head = content[:64].lstrip()
    if head.startswith(b"%PDF"):
        raise NotAPicture("The file is a PDF. Take a picture of the page, or save it as a JPEG")
    if content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1"}:
        raise NotAPicture(
            "The file is a HEIC picture, which some iPhones take. Send it to yourself as a JPEG, "
            "or set the camera to “Most compatible”"
        )
    if head.startswith((b"<svg", b"<?xml", b"<!DOCTYPE", b"<html")):
        raise NotAPicture(f"The file is a drawing or a web page. {_READABLE}")
    if head.startswith((b"GIF8", b"II*\x00", b"MM\x00*", b"BM")):
        raise NotAPicture(f"The file is a GIF, TIFF or bitmap picture. {_READABLE}")
