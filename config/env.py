"""Environment variables, read by type. A bad one stops the program and says where to look."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

import dj_database_url
from environs import Env, EnvError

HINT = "See dotenv-sample and docs/reference/configuration.md."

_environment = Env()
Read = TypeVar("Read")


class BadSetting(Exception):
    """An environment variable is missing or cannot be understood."""


def text(name: str, *, default: str | None = None) -> str:
    """A piece of text. With no default, the variable must be set."""
    return _read(_environment.str, name, default, "some text")


def boolean(name: str, *, default: bool) -> bool:
    """True for 1, true, yes or on; false for 0, false, no or off."""
    return _read(_environment.bool, name, default, "true or false")


def integer(name: str, *, default: int, least: int = 0) -> int:
    """A whole number, no smaller than `least`."""
    value = _read(_environment.int, name, default, "a whole number")
    if value < least:
        raise BadSetting(f"{name} must be {least} or more. {HINT}")
    return value


def items(name: str, *, default: list[str]) -> list[str]:
    """Text separated by commas."""
    parts: list[str] = _read(_environment.list, name, default, "a list separated by commas")
    return [part.strip() for part in parts if part.strip()]


def path(name: str, *, default: Path) -> Path:
    """A place on disk, made absolute."""
    return Path(text(name, default=str(default))).expanduser().resolve()


def secret(name: str, *, default: str = "") -> str:
    """A secret: the variable itself, or the first line of the file that NAME_FILE names."""
    file = text(f"{name}_FILE", default="")
    if not file:
        return text(name, default=default)
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise BadSetting(f"{name}_FILE names a file that cannot be read. {HINT}") from fault


def database(name: str, *, default: str) -> Mapping[str, Any]:
    """A database address, as Django's settings for one database."""
    address = text(name, default=default)
    try:
        return dict(dj_database_url.parse(address))
    except (ValueError, KeyError):
        raise BadSetting(f"{name} must be a database address. {HINT}") from None


def _read(reader: Callable[..., Any], name: str, default: Read | None, wanted: str) -> Read:
    try:
        return cast("Read", reader(name) if default is None else reader(name, default))
    except (EnvError, ValueError):
        # The value may be a secret, so it is never repeated, not even as the cause.
        raise BadSetting(f"{name} must be {wanted}. {HINT}") from None
