"""The children of the demonstration, as written down in `children.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from lantern.demo.portraits import Look
from lantern.vocabulary.placement import StatusKind
from lantern.vocabulary.risk import FlagKind

FILE: Final = Path(__file__).with_name("children.yaml")
FAMILY: Final = "family"


@dataclass(frozen=True, kw_only=True)
class Concern:
    """A standing concern about the child."""

    kind: FlagKind
    note: str


@dataclass(frozen=True, kw_only=True)
class Parent:
    """The parent who is rung first. `not_told` is the reason not to, if there is one."""

    name: str
    has_telephone: bool
    not_told: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is kept ready in case of absence."""

    description: str
    risks: str
    tracing: str
    medical: str
    routines: str
    wishes: str


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What was foreseen before any absence."""

    reasons: str
    harm: str
    triggers: str
    mitigations: str


@dataclass(frozen=True, kw_only=True)
class Character:
    """One invented child."""

    name: str
    known_as: str
    gender: str
    age: int
    ethnicity: str
    language: str
    authority: str
    lives: str
    address: str
    address_is_protected: bool
    is_restricted: bool
    placed_months: int
    statuses: tuple[StatusKind, ...]
    school: str
    concerns: tuple[Concern, ...]
    look: Look
    photograph_months: int
    frequency: int
    usual: tuple[str, ...]
    parent: Parent | None
    friends: tuple[str, ...]
    kept: Kept | None
    foreseen: Foreseen | None

    @property
    def given_name(self) -> str:
        """The first of the names."""
        return self.name.rsplit(" ", 1)[0]

    @property
    def family_name(self) -> str:
        """The last of the names."""
        return self.name.rsplit(" ", 1)[1]

    @property
    def is_in_care(self) -> bool:
        """Whether the child is placed away from the family."""
        return self.lives != FAMILY


@cache
def characters() -> tuple[Character, ...]:
    """Every invented child, in the order in which they are written down."""
    written = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(_read(one) for one in written)


def _read(one: Mapping[str, Any]) -> Character:
    return Character(
        name=one["name"],
        known_as=one.get("known_as", ""),
        gender=one["gender"],
        age=one["age"],
        ethnicity=one["ethnicity"] or "",
        language=one.get("language", "English"),
        authority=one["authority"],
        lives=one["lives"],
        address=one.get("address", ""),
        address_is_protected=one.get("address_protected", False),
        is_restricted=one.get("restricted", False),
        placed_months=_months(one.get("placed", "0 months")),
        statuses=tuple(StatusKind(kind) for kind in one["status"]),
        school=one["school"] or "",
        concerns=tuple(
            Concern(kind=FlagKind(flag["kind"]), note=flag["note"]) for flag in one["flags"]
        ),
        look=_look(one["portrait"]),
        photograph_months=_months(one.get("photograph", "0 months")),
        frequency=one["frequency"],
        usual=tuple(one["usual"]),
        parent=_parent(one["mother"]),
        friends=tuple(one["friends"]),
        kept=_kept(one.get("profile")),
        foreseen=Foreseen(**one["risk"]) if "risk" in one else None,
    )


def _months(text: str) -> int:
    return int(text.split()[0])


def _look(portrait: Mapping[str, Any]) -> Look:
    return Look(**{**portrait, "extras": tuple(portrait["extras"])})


def _parent(mother: Mapping[str, Any] | None) -> Parent | None:
    if mother is None:
        return None
    return Parent(
        name=mother["name"],
        has_telephone=mother["telephone"],
        not_told=mother.get("not_told", ""),
    )


def _kept(profile: Mapping[str, str] | None) -> Kept | None:
    if profile is None:
        return None
    return Kept(**{"medical": "", **profile})
