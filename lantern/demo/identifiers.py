"""Numbers and addresses that can belong to nobody, each from a range set aside or never issued."""

from collections.abc import Iterator
from itertools import count

from stdnum.gb import nhs, upn

NOBODYS_AUTHORITY = "000"
"""No authority has this number, so no school ever issued a unique pupil number with it."""


def nhs_numbers() -> Iterator[str]:
    """NHS numbers beginning 999, which are kept for tests, with right check digits."""
    for serial in count(1):
        # One in eleven has no check digit at all, and is passed over.
        yield from (
            number for digit in "0123456789" if nhs.is_valid(number := f"999{serial:06d}{digit}")
        )


def upns() -> Iterator[str]:
    """Unique pupil numbers of an authority that does not exist, with right check letters."""
    for serial in count(1):
        body = f"{NOBODYS_AUTHORITY}000119{serial:03d}"
        yield upn.calc_check_digit(body) + body


def mobiles() -> Iterator[str]:
    """Mobile numbers that the regulator keeps for drama: 07700 900000 to 900999."""
    return (f"07700 900{serial:03d}" for serial in range(100, 1000))


def landlines() -> Iterator[str]:
    """Numbers that the regulator keeps for drama, in no town: 01632 960000 to 960999."""
    return (f"01632 960{serial:03d}" for serial in range(200, 1000))
