"""JSON schemas of rulebooks, stories and facts, by which an editor completes and checks a file.

Draft 7, which editors of YAML know best. A schema knows the shipped facts by name with their
values, and takes any dotted name besides: a rulebook may declare facts of its own. What only the
reader of a file can tell stays for `lantern protocol check`.
"""

import json
from collections.abc import Mapping

from lantern.protocol.decision_reading import DECISION_KEYS, FIXED_DECISION_KEYS
from lantern.protocol.decisions import Effect
from lantern.protocol.lexicon import vocabulary
from lantern.protocol.list_reading import FIXED_LIST_KEYS, LIST_KEYS
from lantern.protocol.readings import READINGS
from lantern.protocol.rule_reading import FIXED_KEYS, RULE_KEYS
from lantern.protocol.schema import forms, keys, story_keys
from lantern.protocol.schema.keys import Key
from lantern.protocol.schema.shapes import (
    Schema,
    condition,
    entries,
    facts_with_values,
    one_of,
    reference,
    several,
    shapes,
    words,
)
from lantern.protocol.story import EXCUSED

DRAFT = "http://json-schema.org/draft-07/schema#"
MAPPINGS: Mapping[str, Mapping[str, Key]] = {
    "rulebook": keys.RULEBOOK,
    "span": keys.SPAN,
    "scope": keys.SCOPE,
    "part of the scope": keys.PART_OF_SCOPE,
    "chosen reading": keys.CHOSEN_READING,
    "parameter": keys.PARAMETER,
    "list": keys.LIST,
    "rule": keys.RULE,
    "owner by case": keys.OWNER,
    "owner case": keys.OWNER_CASE,
    "excuse": keys.EXCUSE,
    "other way": keys.OTHER_WAY,
    "attempts": keys.ATTEMPTS,
    "repetition": keys.REPETITION,
    "telling": keys.TELLING,
    "due soon": keys.DUE_SOON,
    "decision": keys.DECISION,
    "exemption": keys.EXEMPTION,
    "change": keys.CHANGE,
    "source": keys.SOURCE_KEYS,
    "declared fact": {**story_keys.FACT, "source": keys.SOURCE},
    "fact": story_keys.FACT,
    "story": story_keys.STORY,
    "child": story_keys.CHILD,
    "circumstance": story_keys.CIRCUMSTANCE,
    "event": story_keys.EVENT,
    "excusing": story_keys.EXCUSING,
    "expected duty": story_keys.EXPECTED,
    "check": story_keys.CHECK,
    "asked decision": story_keys.ASKED,
    "file of facts": story_keys.FACTS_FILE,
}
"""Every mapping of a file with its keys."""
KINDS: Mapping[str, str] = {"rulebook": "rulebook", "story": "story", "facts": "file of facts"}
"""The kinds of file, each with the mapping that a whole file is."""


def schema(kind: str) -> Schema:
    """The schema of a whole file: a rulebook, a story, or a file of facts."""
    every = {**shapes(), **_mappings(), **_forms(), **_others()}
    named = {name.replace(" ", "_"): one for name, one in every.items()}
    top = reference(KINDS[kind])
    return {
        "$schema": DRAFT,
        "title": f"Lantern: a {KINDS[kind]}",
        "allOf": [top],
        "definitions": {name: named[name] for name in sorted(_reached(top, named))},
    }


def as_text(kind: str) -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=1) + "\n"


def _described(key: Key) -> Schema:
    return {"description": key.means, "allOf": [reference(key.shape)]}


def _mapping(of: Mapping[str, Key]) -> Schema:
    needed = [name for name, key in of.items() if key.needed]
    return entries({name: _described(key) for name, key in of.items()}, needed)


def _mappings() -> dict[str, Schema]:
    found = {name: _mapping(of) for name, of in MAPPINGS.items()}
    lists = {f"list of {name}": several(reference(name)) for name in MAPPINGS}
    return {**lists, **found, **{name: {**found[name], **more} for name, more in _RULES.items()}}


def _exactly_one(*names: str) -> Schema:
    return {"oneOf": [{"required": [str(name)]} for name in names]}


def _at_least_one(*groups: tuple[str, ...]) -> Schema:
    return {"anyOf": [{"required": list(group)} for group in groups]}


_RULES: Mapping[str, Schema] = {
    "excuse": _exactly_one("when", "person", "spell_ends"),
    "decision": _exactly_one(*Effect),
    "exemption": _at_least_one(("by",), ("when",)),
    "source": _at_least_one(("document", "paragraph"), ("agreed_by", "on")),
    "change": _exactly_one("rule", "parameter", "list"),
}
"""What mappings ask of their keys together."""


def _forms() -> dict[str, Schema]:
    """Each form of a condition and of a limit."""
    found = {f"condition with {form}": _mapping(of) for form, of in forms.FORMS.items()}
    found |= {f"limit with {form}": _mapping(of) for form, of in forms.LIMITS.items()}
    found["condition with reading"] = one_of(*(_reading(name) for name in READINGS))
    return found


def _reading(name: str) -> Schema:
    """A condition for each answer to one reading."""
    options = {option: reference("condition") for option in READINGS[name].options}
    return entries({"reading": words([name]), **options}, ["reading", *options])


def _others() -> dict[str, Schema]:
    """The mappings whose keys depend on others."""
    chosen = {name: _chosen(name) for name in READINGS}
    return {
        "condition": condition(),
        "fact with its value": facts_with_values(),
        "excused": words([EXCUSED]),
        "readings": entries(chosen),
        "parameters": {"type": "object", "additionalProperties": reference("parameter")},
        "set": _set(),
        "event": _told("event", reference("excusing")),
        "circumstance": _told("circumstance", False),
    }


def _chosen(name: str) -> Schema:
    reading = READINGS[name]
    option = words(reading.options)
    more = {key: _described(one) for key, one in keys.CHOSEN_READING.items()}
    chosen = entries({**more, "option": option}, ["option"])
    return {"description": reading.question, **one_of(option, chosen)}


def _set() -> Schema:
    """What a change may set: the keys of a rule, of a decision or of a list."""
    fixed = FIXED_KEYS | FIXED_DECISION_KEYS | FIXED_LIST_KEYS
    known = {**keys.LIST, **keys.DECISION, **keys.RULE}
    settable = [key for key in (*RULE_KEYS, *DECISION_KEYS, *LIST_KEYS) if key not in fixed]
    return entries({key: _described(known[key]) for key in settable if key in known})


def _told(name: str, otherwise: Schema | bool) -> Schema:
    """An event of a story, or a circumstance; its value is one of the fact's own."""
    values = [
        {
            "if": {"properties": {"fact": words([fact.name])}, "required": ["fact"]},
            "then": {"properties": {"value": words(fact.values)}},
        }
        for fact in vocabulary().values()
        if fact.values
    ]
    told: Schema = {"allOf": [_mapping(MAPPINGS[name]), *values]}
    excused = {"properties": {"fact": words([EXCUSED])}, "required": ["fact"]}
    return {"if": excused, "then": otherwise, "else": told}


def _reached(part: object, named: Mapping[str, Schema]) -> set[str]:
    """The definitions that a part refers to, directly or by way of others."""
    found: set[str] = set()
    waiting = [part]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            target = str(one.get("$ref", "")).rpartition("/")[2]
            if target and target not in found:
                found.add(target)
                waiting.append(named[target])
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found
