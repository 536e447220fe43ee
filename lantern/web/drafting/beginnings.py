"""When a duty begins, chosen from what the record may say, in plain words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.forms import Field

from lantern.core.errors import Invalid
from lantern.protocol.definitions import FactDefinition, Kind, Vocabulary
from lantern.protocol.editing.written import Written
from lantern.web.drafting import limits
from lantern.web.drafting.choosing import GroupedSelectField, Groups
from lantern.web.fields import YesNoField

SUBJECTS = ("child", "episode")
OWN = "Forms and meetings of this protocol"
GROUPS = {
    "profile": "What is known of the child",
    "report": "When the child is reported",
    "whereabouts": "Where the child is",
    "classification": "How the police record it",
    "risk": "Risk",
    "notification": "Who is told",
    "contact": "Trying to reach the child",
    "return": "When the child is found or comes back",
    "step": "What has been done",
    "derived": "What follows from the record",
}


def groups(known: Vocabulary, kinds: Iterable[Kind]) -> Groups:
    """Every fact of a child or an episode of these kinds, in plain words, under headings."""
    some = set(kinds)
    found: dict[str, list[tuple[str, str]]] = {title: [] for title in (*GROUPS.values(), OWN)}
    for fact in known.values():
        if fact.subject in SUBJECTS and fact.kind in some and not fact.of:
            title = OWN if fact.rulebook else GROUPS[fact.recorded_on[0]]
            found[title].extend(_choices(fact))
    return [(title, inside) for title, inside in found.items() if inside]


def _choices(fact: FactDefinition) -> Iterator[tuple[str, str]]:
    if fact.kind is not Kind.VALUE:
        yield fact.name, fact.words
        return
    for value in fact.values:
        yield f"{fact.name}={value}", fact.says(value)


def questions(known: Vocabulary) -> dict[str, Field]:
    """When it begins, and for whom."""
    return {
        "begins": GroupedSelectField(
            label="When does it begin?",
            missing="Choose when it begins",
            help_text="From this moment it is owed, and its time runs",
            choices=groups(known, (Kind.EVENT, Kind.STATE, Kind.VALUE)),
            is_searched=True,
        ),
        "lasting": YesNoField(
            label="Only once that has lasted for some time?",
            help_text="For example, once the child’s whereabouts have not been known for 24 hours",
            reveals={"yes": ("lasting_number", "lasting_unit")},
            missing="Select yes if it begins only once that has lasted for some time",
        ),
        **limits.length_questions("lasting"),
        "only_if": GroupedSelectField(
            label="Only for some children?",
            empty="No, whenever it begins",
            help_text="Choose what must be so at that moment",
            choices=groups(known, (Kind.STATE, Kind.VALUE)),
            is_searched=True,
            required=False,
        ),
    }


def condition(cleaned: Mapping[str, Any], known: Vocabulary) -> Written:
    """When it begins, as a rulebook writes it. Raises Invalid beside the field that is wrong."""
    chosen = str(cleaned["begins"])
    found = written(chosen)
    if cleaned["lasting"]:
        if known[chosen.partition("=")[0]].kind is Kind.EVENT:
            sentence = "What you chose happens at one moment and does not last. Select no"
            raise Invalid({"lasting": sentence})
        found = {"lasting": limits.length_given(cleaned, "lasting"), "of": found}
    only_if = str(cleaned.get("only_if") or "")
    return {"all": [written(only_if), found]} if only_if else found


def written(chosen: str) -> Written:
    """One choice as a condition."""
    name, _, value = chosen.partition("=")
    return {name: value} if value else name


def subject(cleaned: Mapping[str, Any], known: Vocabulary) -> str:
    """Whose duty it is: the episode's, or the child's where nothing of an episode is asked."""
    names = (str(cleaned.get(key) or "").partition("=")[0] for key in ("begins", "only_if"))
    found = {known[name].subject for name in names if name}
    return "episode" if "episode" in found else "child"
