"""Adds a form to fill in or a meeting to hold: the fact that says it was done, and the duty that it
meets."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from lantern.protocol.editing.changing import Grounds, Told
from lantern.protocol.editing.sheet import Sheet
from lantern.protocol.editing.written import Written, one_line

LONGEST_NAME = 48
"""Letters of a name that is made from words."""


class Sort(StrEnum):
    """What is added. Its facts are named after it."""

    FORM = "form"
    MEETING = "meeting"

    @property
    def done(self) -> str:
        """The last part of the fact's name: what happens to one."""
        return "sent" if self is Sort.FORM else "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A form or a meeting as a person describes it."""

    sort: Sort
    called: str
    duty: str
    done: str
    """Fits after “because”: “the hub notice was sent”."""
    meaning: str
    owner: str
    stage: str
    subject: str
    begins: Written
    within: Written
    grounds: Grounds
    question: str = ""
    help: str = ""
    asked_of: tuple[str, ...] = ()
    told: Told = field(default_factory=Told)
    every: str = ""
    """How often it comes round; empty where it is owed once."""
    until: Written = ""
    """What ends the turns; empty where they end with what gave rise to them."""


def with_added(
    text: str, added: Added, *, facts: Collection[str], rules: Collection[str]
) -> tuple[str, str]:
    """The text with the fact and its duty, and the id of the duty. Neither name is one of those
    taken: the facts and the rules of the protocol."""
    word = slug(added.called, "_")
    fact = _free(f"local_{added.sort}.{word}_{added.sort.done}", facts, "_")
    rule = _free(slug(added.called, "-"), rules, "-")
    text = Sheet.of(text).with_item("facts", _fact(fact, added))
    return Sheet.of(text).with_item("rules", _rule(rule, fact, added)), rule


def slug(words: str, joint: str) -> str:
    """A name of small letters and figures made from words."""
    folded = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", folded)
    name = joint.join(parts)[:LONGEST_NAME].strip(joint)
    if not name:
        return "local"
    return name if name[0].isalpha() else f"no{joint}{name}"


def _free(name: str, taken: Collection[str], joint: str) -> str:
    found, number = name, 2
    while found in taken:
        found, number = f"{name}{joint}{number}", number + 1
    return found


def _fact(name: str, added: Added) -> dict[str, Written]:
    found: dict[str, Written] = {
        "name": name,
        "kind": "event",
        "subject": added.subject,
        "words": one_line(added.done),
        "meaning": one_line(added.meaning),
        "recorded_on": "step",
    }
    if added.question:
        found["question"] = one_line(added.question)
    if added.help:
        found["help"] = one_line(added.help)
    if added.asked_of:
        found["asked_of"] = list(added.asked_of)
    return {**found, "source": added.grounds.source}


def _rule(name: str, fact: str, added: Added) -> dict[str, Written]:
    found: dict[str, Written] = {
        "id": name,
        "duty": one_line(added.duty),
        "subject": added.subject,
        "stage": added.stage,
        "owner": added.owner,
        "arises": added.begins,
        "within": added.within,
        "met_by": fact,
    }
    if added.every:
        found["repeats"] = {"every": added.every}
        if added.until:
            found["repeats"] = {
                "every": added.every,
                "until_spell_ends": "no",
                "until": added.until,
            }
    if added.told.written:
        found["tell"] = added.told.written
    return {**found, "note": one_line(added.grounds.reason), "source": added.grounds.source}
