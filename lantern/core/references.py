"""Public references, which say nothing about a child, and identifiers that carry a check."""

import re
import secrets
from typing import Final

import phonenumbers
from stdnum.gb import nhs, upn

# No vowels and no look-alikes, so that a reference spells no word and survives a telephone line.
_ALPHABET: Final = "23456789BCDFGHJKMNPQRSTVWXYZ"
_FOURS: Final = len(_ALPHABET) ** 4
_POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")


def new_reference(prefix: str) -> str:
    """A random public reference such as `E-7K3P-9QX2`, one of 378 thousand million a prefix."""
    first, second = divmod(secrets.randbelow(_FOURS**2), _FOURS)
    return f"{prefix}-{_four(first)}-{_four(second)}"


def _four(number: int) -> str:
    """One of the groups of four letters, by its number."""
    letters = ""
    for _ in range(4):
        number, place = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[place]
    return letters


def is_reference(text: str, prefix: str) -> bool:
    """Whether the text could be a public reference of this kind. An address may hold anything."""
    letters = text.removeprefix(f"{prefix}-").replace("-", "", 1)
    return len(text) == 11 and len(letters) == 8 and set(letters) <= set(_ALPHABET)


def clean_nhs_number(text: str) -> str:
    """The ten digits of an NHS number. Raises ValueError with a sentence when the check fails."""
    digits = "".join(text.split()).replace("-", "")
    if not nhs.is_valid(digits):
        raise ValueError("Enter an NHS number of ten digits; the one given fails its check digit")
    return digits


def clean_upn(text: str) -> str:
    """A unique pupil number. Raises ValueError with a sentence when the check letter is wrong.

    The library's own validation is not used: its list of authorities lacks the newest councils.
    """
    code = "".join(text.split()).upper()
    well_formed = len(code) == 13 and code[1:12].isdigit() and code[12].isalnum()
    if not well_formed or upn.calc_check_digit(code[1:]) != code[0]:
        raise ValueError(
            "Enter a unique pupil number of 13 characters; the one given fails its check letter"
        )
    return code


def clean_postcode(text: str) -> str:
    """A postcode as the post office writes it. Raises ValueError with a sentence.

    Only the shape is checked: new postcodes are made every month, and some places have none.
    """
    bare = "".join(text.split()).upper()
    if not _POSTCODE.fullmatch(bare):
        raise ValueError("Enter a full postcode, like CC1 4AB")
    return f"{bare[:-3]} {bare[-3:]}"


def one_postcode(text: str) -> str:
    """The postcode in its one spelling; as it was typed when it is none."""
    try:
        return clean_postcode(text)
    except ValueError:
        return text.strip()


def one_telephone(text: str) -> str:
    """A telephone number in its one spelling, such as +441632960204; as typed when it is none."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return text.strip()
    if not phonenumbers.is_possible_number(number):
        return text.strip()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
