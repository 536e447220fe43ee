"""Invented returns: children whose care and absences run over years, cut to a collection year.

Of one population, the return of a later year continues that of an earlier one. The same seed gives
the same children. Nobody here is or was a real child.
"""

import csv
import io
import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice

from stdnum.gb import upn

from lantern.core.calendar import same_day_months_after
from lantern.ssda903 import years
from lantern.ssda903.tables import TABLES

FIRST_DAY = date(2022, 4, 1)
LAST_DAY = date(2029, 3, 31)
# Placement type, provider, and whether the place has a number of Ofsted's.
PLACES = (
    ("U4", "PR1", True),
    ("U6", "PR1", True),
    ("U6", "PR4", True),
    ("U1", "PR1", True),
    ("K2", "PR4", True),
    ("K2", "PR1", True),
    ("P1", "PR0", False),
    ("R2", "PR3", False),
)
ETHNICITIES = ("WBRI", "WBRI", "WBRI", "WOTH", "MWBC", "AIND", "APKN", "BCRB", "BAFR", "NOBT")


@dataclass(frozen=True)
class Care:
    """One episode of care; `ended_on` is later than any year asked for where it goes on."""

    began_on: date
    ended_on: date
    reason_began: str
    reason_ended: str
    place: tuple[str, str, bool]
    postcode: str
    urn: str


@dataclass(frozen=True)
class Absence:
    kind: str
    began_on: date
    ended_on: date


@dataclass(frozen=True)
class Child:
    """One invented child, with all that the returns will say of it."""

    number: str
    is_girl: bool
    born_on: date
    ethnicity: str
    pupil_number: str
    home: str
    legal_status: str
    need: str
    seeks_asylum: bool
    care: tuple[Care, ...]
    absences: tuple[Absence, ...]


def invented(children, *, seed=903, year=2026, episodes=4.0, absences=4.0):
    """The tables of one year with so many children: name -> rows of cells, without headings.

    `episodes` and `absences` are how many a child has in a year of care, on average.
    """
    chance = random.Random(seed)  # noqa: S311  invented data, the same each time
    everybody = (_child(chance, index, episodes, absences) for index in count())
    in_care = (child for child in everybody if _in_care(child, year))
    return cut(tuple(islice(in_care, children)), year)


def files(tables):
    """The CSV files of a return, as a good case system would write them: name -> bytes."""
    return {TABLES[name].filename: as_csv(name, rows) for name, rows in tables.items()}


def as_csv(table, rows):
    """One table as a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(TABLES[table].columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def population(children, *, seed=903, episodes=4.0, absences=4.0):
    """Invented children, each with their whole care."""
    chance = random.Random(seed)  # noqa: S311  invented data, the same each time
    return [_child(chance, index, episodes, absences) for index in range(children)]


def cut(children, year):
    """What the return of one collection year says of these children."""
    tables = {"Header": [], "Episodes": [], "Missing": [], "UASC": [], "Reviews": []}
    for child in children:
        care = _in_care(child, year)
        if care:
            _add(tables, child, care, year)
    return tables


def _in_care(child, year):
    """The child's care that touches the year."""
    first, last = years.begins(year), years.ends(year)
    return [each for each in child.care if each.began_on <= last and each.ended_on >= first]


def _add(tables, child, care, year):
    born, last = _day(child.born_on), years.ends(year)
    sex = ("F" if child.is_girl else "M") if year >= 2025 else ("2" if child.is_girl else "1")
    tables["Header"].append((child.number, sex, born, child.ethnicity, child.pupil_number, "", ""))
    tables["Episodes"] += [_episode(child, each, last) for each in care]
    tables["Missing"] += [
        (child.number, born, each.kind, _day(each.began_on), _until(each.ended_on, last))
        for each in child.absences
        if each.began_on <= last and each.ended_on >= years.begins(year)
    ]
    adult = same_day_months_after(child.born_on, 18 * 12)
    if child.seeks_asylum and adult >= years.begins(year):
        tables["UASC"].append((child.number, sex, born, _day(adult)))
    reviewed = max(care[0].began_on, years.begins(year)) + timedelta(days=20)
    if reviewed <= min(care[-1].ended_on, last):
        tables["Reviews"].append((child.number, born, _day(reviewed), "PN1"))


def _episode(child, each, last):
    ended = _until(each.ended_on, last)
    kind, provider, _ = each.place
    moved = ended and each.reason_ended == "X1"
    return (
        child.number,
        _day(each.began_on),
        each.reason_began,
        child.legal_status,
        child.need,
        kind,
        provider,
        ended,
        each.reason_ended if ended else "",
        "CARPL" if moved else "",
        child.home,
        each.postcode,
        each.urn,
    )


def _child(chance, index, episodes, absences):
    born = date(2008, 4, 1) + timedelta(days=chance.randrange(365 * 6))
    begins = FIRST_DAY + timedelta(days=chance.randrange(700))
    adult = same_day_months_after(born, 18 * 12)
    stays = timedelta(days=chance.randrange(400, 3000))
    ends = min(begins + stays, adult, LAST_DAY)
    home = _postcode(chance)
    care = tuple(_care(chance, begins, ends, episodes, home))
    return Child(
        number=f"{index + 100_000}",
        is_girl=chance.random() < 0.44,
        born_on=born,
        ethnicity=chance.choice(ETHNICITIES),
        pupil_number=_pupil_number(index),
        home=home,
        legal_status=chance.choice(["C2", "C2", "C1", "V2"]),
        need=chance.choice(["N1", "N1", "N1", "N5", "N8"]),
        seeks_asylum=chance.random() < 0.06,
        care=care,
        absences=tuple(_absences(chance, care, absences)),
    )


def _care(chance, begins, ends, episodes, home):
    """Placements one after the other, each beginning on the day on which the one before ends."""
    day, reason = begins, "S"
    while day < ends:
        until = min(day + timedelta(days=chance.randrange(30, int(700 / episodes) + 31)), ends)
        until = ends if (ends - until).days < 30 else until
        place = chance.choice(PLACES)
        yield Care(
            began_on=day,
            ended_on=until,
            reason_began=reason,
            reason_ended="X1" if until < ends else "E8",
            place=place,
            postcode=home if place[0] == "P1" else _postcode(chance),
            urn=f"SC{chance.randrange(100_000, 999_999)}" if place[2] else "",
        )
        day, reason = until, "P"


def _absences(chance, care, absences):
    """Absences within each placement, none while another goes on; most end within two days."""
    for each in care:
        day = each.began_on
        while True:
            day += timedelta(days=1 + int(chance.expovariate(absences / 365)))
            days = chance.choices([0, 1, 2, 5, 40], [45, 30, 14, 10, 1])[0]
            if day + timedelta(days=days) >= each.ended_on:
                break
            ends = day + timedelta(days=days)
            yield Absence("M" if chance.random() < 0.9 else "A", day, ends)
            day = ends


def _pupil_number(index):
    number = f"801{index:09}"
    return f"{upn.calc_check_digit(number)}{number}"


def _postcode(chance):
    return f"CC{chance.randrange(1, 99)} {chance.randrange(1, 9)}A{chance.choice('ABDEFGHJLN')}"


def _day(day):
    return day.strftime("%d/%m/%Y")


def _until(day, last):
    return _day(day) if day <= last else ""
