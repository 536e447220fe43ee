"""How private each stored field is, and how long it is kept."""

from enum import StrEnum


class Privacy(StrEnum):
    """The class of a stored field; each model names one for every field it has."""

    PERSONAL = "personal"
    SPECIAL = "special category"
    OPERATIONAL = "operational"
