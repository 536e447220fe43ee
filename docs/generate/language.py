"""The language of rulebooks, key by key, from the code that reads and checks it."""

from collections.abc import Mapping

from docs.generate.tables import table
from lantern.protocol.lexicon import RECORDED_ON, SUBJECTS
from lantern.protocol.readings import READINGS
from lantern.protocol.rulebook import LAYERS, STAGES
from lantern.protocol.schema import forms
from lantern.protocol.schema.json_schema import MAPPINGS
from lantern.protocol.schema.keys import Key
from lantern.vocabulary.role import Role

PARTS = (
    (
        "Rulebooks",
        {
            "rulebook": "A rulebook",
            "span": "`in_force`",
            "scope": "`scope`",
            "part of the scope": "A part of the scope",
            "chosen reading": "A reading, where it is given with its reason",
            "parameter": "A parameter",
            "list": "A named list",
            "rule": "A rule of a duty",
            "owner by case": "`owner`, by case",
            "owner case": "A case of the owner",
            "excuse": "`excused_by`: each has one of `when`, `person`, `spell_ends`",
            "other way": "`instead`",
            "attempts": "`after`, in `instead`",
            "repetition": "`repeats`",
            "telling": "`tell`",
            "due soon": "`due_soon`, in `tell`",
            "decision": "A rule of a decision: it forbids, forces, presets, warns or keeps to some",
            "exemption": "`unless`",
            "change": "A change: of one `rule`, `parameter` or `list`",
            "source": "A source: `document` and `paragraph`, or `agreed_by` and `on`",
            "declared fact": "A fact that a rulebook declares",
        },
    ),
    (
        "Stories",
        {
            "story": "A story",
            "child": "`child`",
            "circumstance": "A fact of the child",
            "event": "An event",
            "excusing": "An event `duty.excused`",
            "expected duty": "An expected duty",
            "check": "A check",
            "asked decision": "A decision",
        },
    ),
    ("Facts", {"fact": "A fact that comes with the product"}),
)
"""Every mapping of the three kinds of file, in the order in which it is read."""


OPENING = """# The language, key by key

From the code. How the parts work together is in [rulebooks, facts and stories](../rulebooks.md).
"""
SHAPES = {
    "text": "one value",
    "texts": "one value, or a list of them",
    "id": "small letters, figures and hyphens",
    "answer": "yes or no",
    "day": "2015-09-04",
    "instant": "2015-09-04 18:30, London civil time",
    "number": "a whole number, or {parameter: name}",
    "length": "72 hours, or {parameter: name}",
    "limit": "by when: see the limits below",
    "condition": "a fact, a fact with its value, or a form: see the conditions above",
    "fact name": "a fact that comes with the product, or that a rulebook declares",
    "new name": "small letters, in parts joined by dots: `local_form.sent`",
    "role": "one of the roles below; “roles” are one or several, “people” roles or “owner”",
    "window": "in which stretch of time events are counted",
    "span of time": "{at least: 6 hours, under: 24 hours}, or one of the two",
    "list of …": "a list of the mappings of that name",
}
"""How the shapes of values are written, in the tables of keys."""


def page() -> str:
    """Every key, form and word of the language."""
    parts = [OPENING]
    for title, mappings in PARTS:
        parts.append(f"## {title}\n")
        parts.extend(f"### {said}\n\n{_keys(MAPPINGS[name])}" for name, said in mappings.items())
    parts.append(_forms("Conditions", forms.FORMS))
    parts.append(_forms("Limits that are mappings", forms.LIMITS))
    parts.append(_words("Limits in words", "limit", forms.LIMIT_WORDS))
    parts.append(_words("Windows of a count", "within", forms.WINDOWS))
    parts.append(_words("What stands there", "shape", SHAPES))
    parts.append(f"## Words\n\n{table(['what', 'its words'], _lists())}")
    return "\n".join(parts)


def _keys(of: Mapping[str, Key]) -> str:
    rows = [
        (f"`{name}`", "yes" if key.needed else "", key.shape, key.means) for name, key in of.items()
    ]
    return table(["key", "needed", "what stands there", "meaning"], rows)


def _forms(title: str, given: Mapping[str, Mapping[str, Key]]) -> str:
    rows = [
        (f"`{form}`" if name == form else "", f"`{name}`", key.shape, key.means)
        for form, of in given.items()
        for name, key in of.items()
    ]
    return f"## {title}\n\n{table(['form', 'key', 'what stands there', 'meaning'], rows)}"


def _words(title: str, head: str, words: Mapping[str, str]) -> str:
    rows = [(f"`{one}`", says) for one, says in words.items()]
    return f"## {title}\n\n{table([head, 'meaning'], rows)}"


def _lists() -> list[tuple[str, str]]:
    known = {
        "layer": LAYERS,
        "stage": STAGES,
        "subject": SUBJECTS,
        "page (`recorded_on`)": RECORDED_ON,
        "reading": READINGS,
        "role": [str(role) for role in Role],
    }
    return [(what, ", ".join(f"`{one}`" for one in words)) for what, words in known.items()]
