"""The shapes that values of keys have, as JSON schema."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from lantern.protocol.conditions import CalendarUnit
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.lexicon import RECORDED_ON, SUBJECTS, vocabulary
from lantern.protocol.limits import NAMED
from lantern.protocol.list_reading import LISTED_SUBJECTS
from lantern.protocol.rulebook import LAYERS, OWNER, STAGES
from lantern.protocol.value_reading import FORMS as CONDITION_FORMS
from lantern.protocol.value_reading import OUT_OF_HOURS
from lantern.vocabulary.role import Role

Schema: TypeAlias = dict[str, object]

SCALAR = ["string", "number", "boolean"]
"""A reader takes any single value as the text that was written."""
LENGTH = r"\d{1,6} +(?:(?:calendar |working )?day|minute|hour|week|month|year)s?"
INSTANT = r"\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:Z|[+-]\d{2}:\d{2}))?"
DAY = r"\d{4}-\d{2}-\d{2}"
NAME = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
DOTTED = rf"{NAME}(?:\.{NAME})+"
LIMIT_WORDS = ("same day", "at once", "never", *NAMED)


def reference(name: str) -> Schema:
    """A reference to a definition of the same schema."""
    return {"$ref": f"#/definitions/{name.replace(' ', '_')}"}


def written(pattern: str) -> Schema:
    """A text of this pattern, whatever the case of its letters, with spaces around it or not."""
    spelt = "".join(_either_case(letter) for letter in _tokens(pattern))
    return {"type": "string", "pattern": rf"^\s*(?:{spelt})\s*$"}


def _tokens(pattern: str) -> Iterable[str]:
    """The characters of a pattern; what is escaped stays together."""
    at = 0
    while at < len(pattern):
        size = 2 if pattern[at] == "\\" else 1
        yield pattern[at : at + size]
        at += size


def _either_case(token: str) -> str:
    return f"[{token}{token.upper()}]" if token.islower() and len(token) == 1 else token


def one_of(*options: Schema) -> Schema:
    """Any of these."""
    return {"anyOf": list(options)}


def words(known: Iterable[object]) -> Schema:
    """One of these words."""
    return {"enum": [str(word) for word in known]}


def several(item: Schema, least: int = 0) -> Schema:
    """A list of these."""
    return {"type": "array", "items": item, **({"minItems": least} if least else {})}


def one_or_several(item: Schema) -> Schema:
    """One of these alone, or a list of them."""
    return one_of(item, several(item))


def entries(properties: Mapping[str, Schema], needed: Iterable[str] = ()) -> Schema:
    """A mapping with these keys and no others."""
    found: Schema = {"type": "object", "additionalProperties": False}
    found["properties"] = dict(properties)
    if must := list(needed):
        found["required"] = must
    return found


def shapes() -> dict[str, Schema]:
    """Every shape that is no mapping with keys of its own, by its name."""
    parameter = entries({"parameter": {"type": SCALAR}}, ["parameter"])
    length = written(LENGTH)
    return {
        "text": {"type": SCALAR, "pattern": r"\S"},
        "texts": one_or_several({"type": SCALAR}),
        "id": {"type": ["string", "integer"], "pattern": r"^\s*[a-z0-9]+(?:-[a-z0-9]+)*\s*$"},
        "day": {"type": "string", "pattern": rf"^\s*{DAY}\s*$"},
        "instant": {"type": "string", "pattern": rf"^\s*{INSTANT}\s*$"},
        "instant or never": one_of({"enum": ["never"]}, reference("instant")),
        "answer": one_of({"type": "boolean"}, written("yes|no|true|false")),
        "whole number": one_of(
            {"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^\s*\d{1,9}\s*$"}
        ),
        "number": one_of(reference("whole number"), parameter),
        "length": one_of(length, parameter),
        "limit": _limit(length, parameter),
        "limits": several(reference("limit"), least=2),
        "early": one_of(reference("answer"), _since()),
        "owner": one_of(reference("role"), reference("owner by case")),
        "role": words(Role),
        "roles": one_or_several(reference("role")),
        "people": one_or_several(one_of(reference("role"), words([OWNER]))),
        "layer": words(LAYERS),
        "stage": words(STAGES),
        "subject": words(SUBJECTS),
        "listed": words(LISTED_SUBJECTS),
        "kind": words(Kind),
        "page": words(RECORDED_ON),
        "words of values": {"type": "object", "additionalProperties": reference("text")},
        "refused values": {"type": "object", "additionalProperties": reference("texts")},
        "window": _window(length, parameter),
        "span of time": {
            **entries({"at least": reference("length"), "under": reference("length")}),
            "minProperties": 1,
        },
        "conditions": several(reference("condition"), least=1),
        "fact name": _fact_name(),
        "new name": {"type": "string", "pattern": rf"^\s*{NAME}(?:\.{NAME})*\s*$"},
    }


def _since() -> Schema:
    return entries({"since": reference("condition")}, ["since"])


def _limit(length: Schema, parameter: Schema) -> Schema:
    worded = written("|".join(word.replace(" ", " +") for word in LIMIT_WORDS))
    by_next = written(r"by +next +(?:[01]?\d|2[0-3]):[0-5]\d")
    forms = [reference(f"limit with {form}") for form in ("earliest", "from", "by")]
    return one_of(worded, by_next, length, parameter, *forms)


def _window(length: Schema, parameter: Schema) -> Schema:
    return one_of(
        {"enum": ["life"]},
        length,
        parameter,
        entries({"calendar": words(CalendarUnit)}, ["calendar"]),
        entries({"back": reference("length")}, ["back"]),
        _since(),
    )


def _fact_name() -> Schema:
    """A fact that comes with the product, or a dotted name that a rulebook declares."""
    shipped = words([*vocabulary(), OUT_OF_HOURS])
    return one_of(shipped, {"type": "string", "pattern": rf"^{DOTTED}$"})


def facts_with_values() -> Schema:
    """A fact with its value: `{whereabouts: not_known}`, `{child.age: {under: 16}}`."""
    known = {name: _value(fact) for name, fact in vocabulary().items() if _has_values(fact)}
    found = entries(known)
    found["minProperties"] = found["maxProperties"] = 1
    # A fact that a rulebook declares: its values are not known here.
    others = "|".join(name.replace(".", r"\.") for name in vocabulary())
    found["patternProperties"] = {rf"^(?!(?:{others})$){DOTTED}$": _some_value({"type": SCALAR})}
    return found


def _has_values(fact: FactDefinition) -> bool:
    return bool(fact.values) or fact.kind is Kind.NUMBER


def _value(fact: FactDefinition) -> Schema:
    if fact.values:
        return {"description": fact.meaning, **_some_value(words(fact.values))}
    bounds = {"at least": reference("whole number"), "under": reference("whole number")}
    compared = {**entries(bounds), "minProperties": 1}
    return {"description": fact.meaning, **one_of(reference("whole number"), compared)}


def _some_value(value: Schema) -> Schema:
    return one_of(
        value,
        entries({"in": several(value, least=1)}, ["in"]),
        entries({"not": value}, ["not"]),
        entries({key: reference("whole number") for key in ("at least", "under")}),
    )


def condition() -> Schema:
    """A condition in any of its forms."""
    forms = (reference(f"condition with {form}") for form in CONDITION_FORMS)
    return one_of(reference("fact name"), reference("fact with its value"), *forms)
