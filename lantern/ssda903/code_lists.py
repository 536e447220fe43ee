"""The lists of codes that the return uses, and in which collection years each may be used."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

CODES: Final = Path(__file__).parent / "codes"


@dataclass(frozen=True, kw_only=True)
class Code:
    """One code: what it means, and the first and last collection year it may be used, if known."""

    code: str
    meaning: str
    first_year: int | None = None
    last_year: int | None = None

    def holds_in(self, year: int) -> bool:
        """Whether the code may be used in this collection year."""
        return (self.first_year or 0) <= year <= (self.last_year or 9999)


@dataclass(frozen=True, kw_only=True)
class CodeList:
    """One list of codes, by the name of its file."""

    name: str
    codes: Mapping[str, Code]

    def __contains__(self, code: object) -> bool:
        """Whether the code is in the list in any year."""
        return code in self.codes

    def in_year(self, year: int) -> frozenset[str]:
        """The codes that may be used in this collection year."""
        return frozenset(code for code, each in self.codes.items() if each.holds_in(year))


@cache
def code_list(name: str) -> CodeList:
    """The list with this name, such as `legal_status`."""
    with (CODES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        found = [
            Code(
                code=row["code"],
                meaning=row["meaning"],
                first_year=_year(row["first_year"]),
                last_year=_year(row["last_year"]),
            )
            for row in csv.DictReader(file)
        ]
    return CodeList(name=name, codes=MappingProxyType({each.code: each for each in found}))


def _year(text: str) -> int | None:
    return int(text) if text else None


SEX: Final = code_list("sex")
ETHNICITY: Final = code_list("ethnicity")
UPN_UNKNOWN: Final = code_list("upn_unknown")
REASON_BEGAN: Final = code_list("reason_began")
LEGAL_STATUS: Final = code_list("legal_status")
CATEGORY_OF_NEED: Final = code_list("category_of_need")
PLACEMENT_TYPE: Final = code_list("placement_type")
PLACEMENT_PROVIDER: Final = code_list("placement_provider")
REASON_ENDED: Final = code_list("reason_ended")
REASON_PLACEMENT_CHANGED: Final = code_list("reason_placement_changed")
MISSING_TYPE: Final = code_list("missing_type")
REVIEW_PARTICIPATION: Final = code_list("review_participation")

# Which column of the tables holds a code of which list.
CODED: Final[Mapping[str, CodeList]] = MappingProxyType(
    {
        "SEX": SEX,
        "ETHNIC": ETHNICITY,
        "RNE": REASON_BEGAN,
        "LS": LEGAL_STATUS,
        "CIN": CATEGORY_OF_NEED,
        "PLACE": PLACEMENT_TYPE,
        "PLACE_PROVIDER": PLACEMENT_PROVIDER,
        "REC": REASON_ENDED,
        "REASON_PLACE_CHANGE": REASON_PLACEMENT_CHANGED,
        "MISSING": MISSING_TYPE,
        "REVIEW_CODE": REVIEW_PARTICIPATION,
    }
)
