"""An invented return of any size, sound by every check, to measure how fast one is brought in."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from stdnum.gb import upn

from lantern.spreadsheets.dates import written
from lantern.spreadsheets.writing import write
from lantern.ssda903 import years
from lantern.ssda903.tables import EPISODES, HEADER, MISSING, TABLES

Rows = list[tuple[str, ...]]
PLACEMENTS = (("U4", "PR4"), ("K2", "PR4"), ("U1", "PR1"))


def invented(
    children: int, *, episodes: int = 4, missing: int = 4, year: int = 2026, seed: int = 903
) -> dict[str, bytes]:
    """The files of a return of so many children, each with so many episodes and missing periods."""
    dice = Random(seed)
    headers: Rows = []
    care: Rows = []
    away: Rows = []
    for number in range(children):
        child = f"{seed}{number:06}"
        born = years.begins(year) - timedelta(days=dice.randint(11 * 365, 15 * 365))
        headers.append(
            (
                child,
                dice.choice("MF"),
                written(born),
                dice.choice(("WBRI", "APKN", "BCRB", "MWBC")),
                _pupil_number(number, seed),
                "0",
                "",
            )
        )
        care += _episodes(child, episodes, year, dice)
        away += _missing(child, born, missing, year, dice)
    tables = {HEADER: headers, EPISODES: care, MISSING: away}
    return {
        TABLES[table].filename: write(TABLES[table].columns, rows) for table, rows in tables.items()
    }


def _pupil_number(number: int, seed: int) -> str:
    rest = f"330{seed % 10_000:04}{number // 1000 % 100:02}{number % 1000:03}"
    return f"{upn.calc_check_digit(rest)}{rest}"


def _episodes(child: str, count: int, year: int, dice: Random) -> Iterator[tuple[str, ...]]:
    """Placements that follow one another within the year; the last goes on."""
    days = _days(count, year, dice)
    for place, began in enumerate(days):
        last = place == count - 1
        kind, provider = PLACEMENTS[place % len(PLACEMENTS)]
        yield (
            child,
            written(began),
            "P" if place else "S",
            "C2",
            "N1",
            kind,
            provider,
            "" if last else written(days[place + 1]),
            "" if last else "X1",
            "" if last else "CARPL",
            "B1 1BB",
            "B33 8TH",
            "SC123456",
        )


def _missing(
    child: str, born: date, count: int, year: int, dice: Random
) -> Iterator[tuple[str, ...]]:
    """Periods after care began, a quarter of them followed by one with whereabouts known."""
    first = years.begins(year) + timedelta(days=62)
    for place in range(count):
        began = first + timedelta(days=place * 60 + dice.randint(0, 20))
        ended = began + timedelta(days=dice.choice((0, 0, 1, 3)))
        yield (child, written(born), dice.choice("MMMA"), written(began), written(ended))


def _days(count: int, year: int, dice: Random) -> list[date]:
    """Days of the year, in order and apart, the first within its first two months."""
    step = 300 // max(count, 1)
    return [
        years.begins(year) + timedelta(days=place * step + dice.randint(0, min(step, 60) - 1))
        for place in range(count)
    ]
