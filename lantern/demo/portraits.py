"""Portraits of the invented children: plainly drawings, so that no real child is thought of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

SIZE: Final = 360
_SCALE: Final = 2  # drawn at twice the size and reduced, which smooths the edges

_SKIN: Final = ("#f6d5bd", "#eec1a0", "#cf9a72", "#b07a50", "#855437", "#5f3a26")
_COLOURS: Final = {
    "auburn": "#7b3222",
    "black": "#23201f",
    "blue": "#2f6db5",
    "brown": "#5d3a22",
    "fair": "#dcb867",
    "ginger": "#c25e1c",
    "gold": "#d39f21",
    "green": "#3d7a4a",
    "grey": "#6f777b",
    "lilac": "#a98fc9",
    "navy": "#273c66",
    "orange": "#dd7a26",
    "plum": "#6d2c5b",
    "purple": "#7347a3",
    "red": "#b8312f",
    "rose": "#d7708f",
    "teal": "#1d8480",
    "yellow": "#e7c53b",
}
_BACKGROUNDS: Final = ("#dfe9e4", "#e6e2ef", "#f0e6d8", "#dce8f0", "#efe0e0", "#e8ebda")


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a portrait shows. `skin` is 1 to 6, light to dark; `extras` freckles or glasses."""

    skin: int
    hair: str
    colour: str
    clothes: str
    extras: tuple[str, ...]


class _Drawing:
    """A canvas on which lengths are thousandths of its side."""

    def __init__(self, background: str) -> None:
        self.image = Image.new("RGB", (SIZE * _SCALE, SIZE * _SCALE), background)
        self._draw = ImageDraw.Draw(self.image)

    def oval(self, left: int, top: int, right: int, bottom: int, fill: str) -> None:
        self._draw.ellipse(self._box(left, top, right, bottom), fill=fill)

    def cut(self, box: tuple[int, int, int, int], start: int, end: int, fill: str) -> None:
        self._draw.chord(self._box(*box), start, end, fill=fill)

    def block(
        self, left: int, top: int, right: int, bottom: int, fill: str, corner: int = 0
    ) -> None:
        radius = corner * SIZE * _SCALE // 1000
        self._draw.rounded_rectangle(self._box(left, top, right, bottom), radius, fill=fill)

    def curve(
        self, box: tuple[int, int, int, int], start: int, end: int, fill: str, width: int
    ) -> None:
        self._draw.arc(self._box(*box), start, end, fill=fill, width=width * _SCALE)

    def _box(self, *sides: int) -> tuple[float, float, float, float]:
        left, top, right, bottom = (side * SIZE * _SCALE / 1000 for side in sides)
        return left, top, right, bottom


def portrait(look: Look, serial: int) -> bytes:
    """A friendly drawing as PNG. `serial` only chooses the background."""
    drawing = _Drawing(_BACKGROUNDS[serial % len(_BACKGROUNDS)])
    skin, hair, clothes = _SKIN[look.skin - 1], _COLOURS[look.colour], _COLOURS[look.clothes]
    behind, in_front = _STYLES[look.hair]
    behind(drawing, hair, clothes)
    _shoulders(drawing, skin, clothes)
    drawing.oval(300, 200, 700, 690, skin)
    _face(drawing, look.extras, dark=look.skin >= 5)
    in_front(drawing, hair, clothes)
    return _encoded(drawing.image)


def _shoulders(drawing: _Drawing, skin: str, clothes: str) -> None:
    drawing.block(150, 770, 850, 1200, clothes, corner=180)
    drawing.block(420, 620, 580, 830, skin, corner=70)
    drawing.oval(400, 735, 600, 855, skin)


def _face(drawing: _Drawing, extras: tuple[str, ...], *, dark: bool) -> None:
    line = "#1c1413" if dark else "#3b2a24"
    for centre in (415, 585):
        drawing.oval(centre - 24, 415, centre + 24, 463, line)
        drawing.oval(centre - 2, 421, centre + 12, 435, "#ffffff")
        drawing.curve((centre - 48, 355, centre + 48, 425), 205, 335, line, 5)
    drawing.curve((465, 455, 535, 525), 30, 150, line, 4)
    drawing.curve((405, 480, 595, 610), 25, 155, "#8f2f33", 8)
    if "freckles" in extras:
        for left, top in ((375, 500), (400, 520), (355, 525), (600, 500), (625, 522), (582, 522)):
            drawing.oval(left, top, left + 12, top + 12, "#b9794f")
    if "glasses" in extras:
        for centre in (415, 585):
            drawing.curve((centre - 68, 372, centre + 68, 508), 0, 360, "#22303f", 6)
        drawing.block(483, 432, 517, 440, "#22303f")


def _nothing(drawing: _Drawing, hair: str, clothes: str) -> None:
    """Some styles show nothing behind the head."""


def _fringe(drawing: _Drawing, hair: str, clothes: str) -> None:
    drawing.cut((284, 170, 716, 700), 198, 342, hair)


def _short_behind(drawing: _Drawing, hair: str, clothes: str) -> None:
    drawing.oval(278, 165, 722, 540, hair)


def _long_behind(drawing: _Drawing, hair: str, clothes: str) -> None:
    drawing.block(250, 180, 750, 880, hair, corner=240)


def _bob_behind(drawing: _Drawing, hair: str, clothes: str) -> None:
    drawing.block(245, 175, 755, 640, hair, corner=220)


def _plaits_behind(drawing: _Drawing, hair: str, clothes: str) -> None:
    for left in (215, 685):
        for step in range(5):
            drawing.oval(left, 480 + step * 80, left + 100, 580 + step * 80, hair)


def _bun_behind(drawing: _Drawing, hair: str, clothes: str) -> None:
    drawing.oval(395, 55, 605, 245, hair)


def _curls_in_front(drawing: _Drawing, hair: str, clothes: str) -> None:
    for left, top in (
        (250, 270),
        (270, 180),
        (350, 125),
        (440, 105),
        (530, 125),
        (610, 185),
        (630, 275),
    ):
        drawing.oval(left, top, left + 130, top + 130, hair)


def _cap_in_front(drawing: _Drawing, hair: str, clothes: str) -> None:
    drawing.block(285, 150, 715, 330, clothes, corner=120)
    drawing.block(270, 300, 790, 345, clothes, corner=25)


def _scarf_behind(drawing: _Drawing, hair: str, clothes: str) -> None:
    drawing.block(235, 130, 765, 900, clothes, corner=260)


def _scarf_in_front(drawing: _Drawing, hair: str, clothes: str) -> None:
    drawing.cut((290, 170, 710, 700), 200, 340, clothes)
    drawing.block(250, 700, 750, 900, clothes, corner=90)


_Layer = Callable[[_Drawing, str, str], None]
_STYLES: Final[Mapping[str, tuple[_Layer, _Layer]]] = {
    "short": (_short_behind, _fringe),
    "long": (_long_behind, _fringe),
    "bob": (_bob_behind, _fringe),
    "plaits": (_plaits_behind, _fringe),
    "bun": (_bun_behind, _fringe),
    "curly": (_nothing, _curls_in_front),
    "cap": (_nothing, _cap_in_front),
    "headscarf": (_scarf_behind, _scarf_in_front),
}


def _encoded(image: Image.Image) -> bytes:
    small = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    small.save(buffer, "PNG")
    return buffer.getvalue()
