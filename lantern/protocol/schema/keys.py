"""What each key of a rulebook means, which shape its value has, and whether it must be there."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a mapping: its meaning in a sentence, the shape of its value."""

    means: str
    shape: str = "text"
    needed: bool = False


def _needed(means: str, shape: str = "text") -> Key:
    return Key(means, shape, needed=True)


NOTE = Key("A remark for those who read the file; nothing reads it.")
SOURCE = _needed("Where it comes from. Nothing binds without a source.", "source")
REQUIREMENTS = Key("Requirements that it answers, by their ids.", "texts")
STATUTORY = Key(
    "Whether statute or statutory guidance asks it: then a narrower layer needs reason, approver "
    "and day to change it.",
    "answer",
)

RULEBOOK: Mapping[str, Key] = {
    "rulebook": _needed("Its id: small letters, figures and hyphens.", "id"),
    "title": _needed("Its title, as people call it."),
    "agreed_by": _needed("Who agreed it."),
    "layer": _needed("How wide it is; a narrower layer extends a wider one.", "layer"),
    "in_force": _needed("The days on which it binds.", "span"),
    "extends": Key("The rulebooks on which it stands, by their ids.", "texts"),
    "readings": Key("How it reads what the sources leave open.", "readings"),
    "parameters": Key("Numbers, lengths and roles that a partnership may set.", "parameters"),
    "facts": Key("Facts of its own, which its pages then ask for.", "list of declared fact"),
    "scope": Key("Whom its own rules are about; left out, every child.", "scope"),
    "lists": Key("Named lists of children, each with the condition to be on it.", "list of list"),
    "rules": Key("Its rules of duties.", "list of rule"),
    "decisions": Key("Its rules of decisions.", "list of decision"),
    "changes": Key("What it changes in the rulebooks that it extends.", "list of change"),
    "note": NOTE,
}
SPAN: Mapping[str, Key] = {
    "from": _needed("The first day.", "day"),
    "until": Key("The first day on which it no longer binds.", "day"),
}
SCOPE: Mapping[str, Key] = {
    "in_full": _needed("To whom all its rules apply: a state.", "condition"),
    "in_part": Key("To whom some of its rules apply.", "list of part of the scope"),
    "note": NOTE,
}
PART_OF_SCOPE: Mapping[str, Key] = {
    "when": _needed("To whom these rules apply: a state.", "condition"),
    "rules": Key("The rules that apply, by their ids.", "texts"),
    "note": NOTE,
}
CHOSEN_READING: Mapping[str, Key] = {
    "option": _needed("The answer chosen."),
    "reason": Key("Why it differs from a wider layer's."),
    "approved_by": Key("Who approved that."),
    "on": Key("The day of the approval.", "day"),
    "note": NOTE,
}
PARAMETER: Mapping[str, Key] = {
    "value": _needed("The number, length or role."),
    "meaning": _needed("What it is, for whoever sets it."),
    "source": SOURCE,
    "statutory": STATUTORY,
    "note": NOTE,
}
LIST: Mapping[str, Key] = {
    "list": _needed("Its id: small letters, figures and hyphens.", "id"),
    "requirements": REQUIREMENTS,
    "title": _needed("What the list is called."),
    "subject": Key("Of whom it is: children (child) or their absences (episode).", "listed"),
    "when": _needed("The state in which a child is on it.", "condition"),
    "source": SOURCE,
    "note": NOTE,
}
RULE: Mapping[str, Key] = {
    "id": _needed("Its id: small letters, figures and hyphens.", "id"),
    "requirements": REQUIREMENTS,
    "duty": _needed("What must be done, as an instruction."),
    "subject": Key("Whose facts it knows; left out, an episode.", "subject"),
    "stage": _needed("When in an absence it stands.", "stage"),
    "owner": _needed("The role that owes it, or the roles by case.", "owner"),
    "arises": _needed("The condition from which it is owed.", "condition"),
    "within": _needed("By when: a limit.", "limit"),
    "statutory": STATUTORY,
    "met_by": _needed("The condition that meets it.", "condition"),
    "early": Key("Whether what was done before it arose meets it; or since when.", "early"),
    "met_after": Key("A gate: only what is done after this event counts.", "condition"),
    "excused_by": Key("What excuses it.", "list of excuse"),
    "instead": Key("Other ways to meet it.", "list of other way"),
    "for_each": Key("A fact of kind members: one duty for each of them.", "fact name"),
    "agenda": Key("Named lists whose children are looked at when it is met.", "texts"),
    "same_as": Key("The rule of another rulebook that asks the same duty."),
    "repeats": Key("How often it comes round again.", "repetition"),
    "tell": Key("Who is told when it arises, is due soon or is overdue.", "telling"),
    "source": SOURCE,
    "note": NOTE,
}
OWNER: Mapping[str, Key] = {
    "cases": Key("The cases, looked at in this order when the duty arises.", "list of owner case"),
    "otherwise": _needed("Who owes it where no case holds.", "role"),
}
OWNER_CASE: Mapping[str, Key] = {
    "when": _needed("What holds at the instant at which the duty arises.", "condition"),
    "role": _needed("Who owes it then.", "role"),
    "note": NOTE,
}
EXCUSE: Mapping[str, Key] = {
    "when": Key("A condition that excuses it.", "condition"),
    "person": Key("Roles whose members may excuse it, each time with a reason.", "roles"),
    "spell_ends": Key("Whether the end of the state by which it arose excuses it.", "answer"),
    "why": _needed("Why, as it is shown."),
}
OTHER_WAY: Mapping[str, Key] = {
    "when": _needed("The condition that meets it in this way.", "condition"),
    "after": Key("How often it must have been tried first.", "attempts"),
    "why": _needed("The words for this way."),
}
ATTEMPTS: Mapping[str, Key] = {
    "count": _needed("The event of an attempt.", "condition"),
    "at least": _needed("How many attempts.", "number"),
}
REPETITION: Mapping[str, Key] = {
    "every": _needed("How often.", "length"),
    "until_spell_ends": Key(
        "Whether it ends with the state by which it arose; else yes.", "answer"
    ),
    "until": Key("The condition that ends it.", "condition"),
    "times": Key("How many times at most.", "number"),
}
TELLING: Mapping[str, Key] = {
    "arises": Key("Who is told when it arises; “owner” is whoever owes it.", "people"),
    "due_soon": Key("Who is told before it is due.", "due soon"),
    "overdue": Key("Who is told when it is overdue.", "people"),
}
DUE_SOON: Mapping[str, Key] = {
    "before": _needed("How long before.", "length"),
    "roles": Key("Who is told.", "people"),
}
DECISION: Mapping[str, Key] = {
    "id": _needed("Its id: small letters, figures and hyphens.", "id"),
    "requirements": REQUIREMENTS,
    "decides": _needed("The fact whose value is chosen.", "fact name"),
    "forbids": Key("Values that may not be chosen.", "texts"),
    "forces": Key("The one value that may be chosen.", "texts"),
    "presets": Key("The value with which the page begins.", "texts"),
    "warns": Key("Values that may be chosen only with a reason.", "texts"),
    "only": Key("Roles to which the values are kept.", "roles"),
    "from": Key("The rule speaks only where one of these values holds.", "texts"),
    "to": Key("Of “only”: which values; left out, all.", "texts"),
    "when": Key("The state in which it binds; left out, always.", "condition"),
    "unless": Key("Of “forbids” and “only”: who may all the same, when.", "list of exemption"),
    "says": _needed("The sentence that a person is shown."),
    "statutory": STATUTORY,
    "source": SOURCE,
    "note": NOTE,
}
EXEMPTION: Mapping[str, Key] = {
    "by": Key("The roles that may.", "roles"),
    "when": Key("The state in which they may.", "condition"),
    "ground": _needed("The ground, which is recorded with the decision."),
}
CHANGE: Mapping[str, Key] = {
    "rule": Key("The rule that is changed, of duty or of decision."),
    "parameter": Key("The parameter that is changed."),
    "list": Key("The list that is changed."),
    "set": Key("The entries of it that are replaced.", "set"),
    "off": Key("Whether it is switched off.", "answer"),
    "value": Key("The new value of the parameter."),
    "reason": _needed("Why it is changed."),
    "approved_by": Key("Who approved it: needed where it touches what is statutory."),
    "on": Key("The day from which, and of the approval.", "day"),
    "source": SOURCE,
    "note": NOTE,
}
SOURCE_KEYS: Mapping[str, Key] = {
    "document": Key("The document."),
    "paragraph": Key("Its paragraph, page or line."),
    "section": Key("Its section."),
    "agreed_by": Key("For a local decision: who agreed it."),
    "on": Key("And the day on which they did.", "day"),
    "note": NOTE,
}
