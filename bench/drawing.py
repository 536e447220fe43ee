"""What is drawn by chance: proportions from their file, names, numbers and public references."""

import random
from bisect import bisect
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

import yaml

_ALPHABET: Final = "23456789BCDFGHJKMNPQRSTVWXYZ"
_ROOM: Final = len(_ALPHABET) ** 8
# Odd and no multiple of seven: every number gives another reference.
_STRIDE: Final = 214_748_364_001
_BLOCK: Final = len(_ALPHABET) ** 4
_FOURS: Final = [
    "".join(
        (
            _ALPHABET[number // 28**3],
            _ALPHABET[number // 28**2 % 28],
            _ALPHABET[number // 28 % 28],
            _ALPHABET[number % 28],
        )
    )
    for number in range(_BLOCK)
]

GIVEN: Final = """
Aaliyah Abigail Adam Adaeze Aidan Aisha Alba Alfie Amara Amelie Amira Anya Archie Arjun Asha Ava
Ayaan Bella Ben Bethan Blessing Callum Cara Chidi Chloe Connor Daisy Daniel Darcey Declan Devon
Dina Dylan Eden Efe Eliza Ella Elsie Emeka Erin Esme Ethan Eva Evie Ewan Faith Farah Fatima Finn
Freya Gabriel George Georgia Grace Hana Hannah Harley Harriet Harvey Hassan Heidi Holly Ibrahim
Imani Imogen Iqra Isaac Isla Jack Jade Jamal Jasmin Jayden Joel Jodie Kai Kasia Kayla Keira Kian
Kofi Lacey Laila Layla Leah Leo Lewis Liam Lily Logan Lola Lucas Lucy Maisie Malachi Mariam Martha
Mason Matilda Maya Megan Mia Millie Mina Mohammed Molly Morgan Nadia Naomi Nathan Niamh Noah Nyla
Olivia Omar Oscar Owen Paige Parisa Poppy Precious Priya Rahma Reece Rhys Riley Robyn Rosie Ruby
Ryan Saffron Samira Sana Sasha Seren Shanice Shay Sienna Simran Skye Sofia Summer Tahlia Tariq
Tegan Temi Theo Tia Toby Tyler Umar Uzma Violet Willow Xander Yasmin Yusuf Zac Zahra Zainab Zara Zoe
""".split()  # noqa: SIM905  a long list reads better so
_FIRST: Final = """
Ald Amber Ash Barrow Beck Birch Black Blythe Bram Brindle Broad Burn Cald Carr Chal Clay Cold Comb
Copper Cress Dal Dark Dove Eagle East Elder Ember Fair Fal Fen Fern Fox Glen Gold Gorse Grey Hal
Hart Hawk Hazel Heath Hem Hollow Iver Kelp Kings Lang Lark Lind Lock Long Mal Marl May Mere Mill
Moor Nether North Oak Old Orm Pen Pike Pine Quarry Raven Red Ridge Rook Rush Sand Sedge Shal Silver
Snow South Sparrow Stan Stone Sunder Swan Tarn Thistle Thorn Till Under Vale Wal Water Wester Whin
White Wild Winter Wolds Wood Yar Yew
""".split()  # noqa: SIM905
_LAST: Final = """
acre bank bourne bridge brook burn bury by combe cote croft dale den dike down edge ell ellis ey
field fold ford gate grove ham hay head hill holm holt hope house hurst ing iston land ley low man
mere more ness over pool ridge royd sett shaw side stead ster stock stone stow thorpe ton tree wade
ward water way well wick wood worth wright yard
""".split()  # noqa: SIM905


def proportions() -> dict[str, Any]:
    """The published figures, and ours where nothing was published."""
    read: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name("proportions.yaml").read_text(encoding="utf-8")
    )
    return read


class Values:
    """A choice among values, each with its weight."""

    def __init__(self, weights: dict[Any, float]) -> None:
        self.values = list(weights)
        self.heap = list(accumulate(weights.values()))

    def draw(self, chance: random.Random) -> Any:
        """One of them."""
        return self.values[bisect(self.heap, chance.random() * self.heap[-1])]


class Bands:
    """A number from one of several bands; within a band, the low more often than the high."""

    def __init__(self, bands: list[list[float]]) -> None:
        self.edges = [(low, high) for low, high, _ in bands]
        self.heap = list(accumulate(weight for _, _, weight in bands))

    def draw(self, chance: random.Random) -> float:
        """A number, within its band."""
        low, high = self.edges[bisect(self.heap, chance.random() * self.heap[-1])]
        part = chance.random()
        return low + (high - low) * part * part

    def whole(self, chance: random.Random) -> int:
        """A whole number, both ends of its band included."""
        low, high = self.edges[bisect(self.heap, chance.random() * self.heap[-1])]
        return int(low + (high - low + 1) * chance.random() ** 2)


def reference(prefix: str, number: int) -> str:
    """The public reference of a number: another for each, and in no order that shows."""
    mixed = (number * _STRIDE + 97) % _ROOM
    return f"{prefix}-{_FOURS[mixed // _BLOCK]}-{_FOURS[mixed % _BLOCK]}"


def full_name(chance: random.Random) -> tuple[str, str]:
    """A given name and a family name that is made of two halves."""
    return chance.choice(GIVEN), chance.choice(_FIRST) + chance.choice(_LAST)


def nhs_number(serial: int) -> str:
    """An NHS number of the range kept for trials; empty where its check digit would be ten."""
    body = str(999_000_000 + serial % 1_000_000)
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(body)) % 11
    return "" if check == 10 else body + str(check % 11)


def pupil_number(serial: int) -> str:
    """A unique pupil number of no authority, with its check letter."""
    digits = f"000{serial:09d}"
    total = sum(int(digit) * place for place, digit in enumerate(digits, start=2))
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23] + digits


def birthday(chance: random.Random, years: int, on: date) -> date:
    """A day on which somebody was born who is so many years old."""
    return date.fromordinal(on.toordinal() - int(years * 365.25) - chance.randrange(1, 360))
