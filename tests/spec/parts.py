"""The parts of a rulebook, each of which can be taken out: a case, an excuse, one of several
conditions."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import yaml

Taking = Callable[[Any], None]
"""Takes one part out of a rulebook, as its file says it."""
LISTS = ("rules", "decisions", "changes")
ALONE = ("early", "met_after", "repeats", "excused_by", "instead", "unless")
CONDITIONS = ("arises", "met_by", "when", "within")
SEVERAL = ("all", "any", "in", "earliest", "cases")


class AsWritten(yaml.SafeLoader):
    """Reads every value as the text that stands in the file."""


AsWritten.yaml_implicit_resolvers = {}


def written(text: str) -> Any:
    """A file's entries, each value as its text."""
    return yaml.load(text, AsWritten)  # noqa: S506  a safe loader that reads text alone


def as_text(whole: Any) -> str:
    """Entries as a file that is read as they are."""
    return yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=10**6)


def without_each(whole: Any) -> Iterator[tuple[str, Any]]:
    """Each part by its name, and the rulebook without it."""
    for name, take in _parts(whole):
        left = copy.deepcopy(whole)
        take(left)
        yield name, left


def _parts(whole: Any) -> Iterator[tuple[str, Taking]]:
    for kind in LISTS:
        for number, entry in enumerate(whole.get(kind, ())):
            name = next(entry[key] for key in ("id", "rule", "parameter") if key in entry)
            yield f"{name} ({kind})", lambda book, k=kind, n=number: book[k].pop(n)
            for trail in _inside(entry):
                label = " ".join(map(str, (name, *trail)))
                yield label, lambda book, k=kind, n=number, t=trail: _take(book[k][n], t)


def _inside(entry: Any) -> Iterator[tuple[Any, ...]]:
    """The way to each part of a rule, or of what a change sets."""
    below: tuple[Any, ...] = ("set",) if "set" in entry else ()
    rule = entry.get("set", entry)
    yield from ((*below, key) for key in ALONE if key in rule)
    if isinstance(rule.get("owner"), dict):
        yield from _several(rule["owner"], (*below, "owner"))
    for key in CONDITIONS:
        yield from _several(rule.get(key), (*below, key))


def _several(part: Any, trail: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The way to each of several conditions, limits, values or cases that stand together."""
    if isinstance(part, dict):
        for key, inside in part.items():
            if key in SEVERAL and len(inside) > 1:
                yield from ((*trail, key, number) for number in range(len(inside)))
            yield from _several(inside, (*trail, key))
    elif isinstance(part, list):
        for number, inside in enumerate(part):
            yield from _several(inside, (*trail, number))


def _take(entry: Any, trail: tuple[Any, ...]) -> None:
    *way, last = trail
    inside, above = entry, []
    for step in way:
        above.append(inside)
        inside = inside[step]
    inside.pop(last)
    if way and way[-1] == "earliest" and len(inside) == 1:
        above[-2][way[-2]] = inside[0]
