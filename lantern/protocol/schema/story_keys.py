"""What each key of a story and of a file of facts means."""

from collections.abc import Mapping

from lantern.protocol.schema.keys import NOTE, Key


def _needed(means: str, shape: str = "text") -> Key:
    return Key(means, shape, needed=True)


FACT: Mapping[str, Key] = {
    "name": _needed("Its name: small letters, in parts joined by dots.", "new name"),
    "kind": _needed("How it is spread over time.", "kind"),
    "subject": _needed("Whose fact it is.", "subject"),
    "words": _needed("As a person would say it after “because”."),
    "did": Key("As the time line says that it happened."),
    "meaning": _needed("What it means, in a sentence or two."),
    "source": _needed("Where it comes from."),
    "values": Key("Of kind value: each value with its words.", "words of values"),
    "recorded_on": _needed("The page that asks for it; “derived” where others give it.", "page"),
    "is": Key("Of a derived fact: the condition that it stands for.", "condition"),
    "question": Key("As a page asks for it."),
    "help": Key("What helps to answer."),
    "asked_of": Key("The roles that are asked; left out, whoever may use the page.", "roles"),
    "of": Key("The fact of kind members of one of whom it tells.", "fact name"),
}
STORY: Mapping[str, Key] = {
    "story": _needed("Its id: small letters, figures and hyphens.", "id"),
    "title": _needed("What happened, in a line."),
    "flow": Key("The published flow of which it is a case, such as FL-01."),
    "rulebook": _needed("The rulebook that it is played through, by its id.", "id"),
    "about": Key("What it shows."),
    "child": Key("The invented child.", "child"),
    "events": Key("What happened.", "list of event"),
    "expect": Key("Every duty that it gives rise to, worked out by hand.", "list of expected duty"),
    "checks": Key("Which duties are open at some instants.", "list of check"),
    "decisions": Key("What may be decided at some instants.", "list of asked decision"),
    "together_with": Key("Stories of other children in the same episode.", "texts"),
}
CHILD: Mapping[str, Key] = {
    "born": Key("The day of birth.", "day"),
    "facts": Key("Circumstances of the child.", "list of circumstance"),
    "about": Key("Who the child is."),
}
_TOLD: Mapping[str, Key] = {
    "fact": _needed("What happened or holds.", "fact name"),
    "value": Key("Of a fact with values: which; of a state, no where it ceases."),
    "until": Key("Until when it holds.", "instant"),
    "recorded": Key("When it was recorded, if not at once.", "instant"),
    "withdrawn": Key("From when the record no longer counts.", "instant"),
    "key": Key("The row in which it stands; a second record with the same key corrects the first."),
    "by": Key("Who did or recorded it."),
    "note": NOTE,
}
CIRCUMSTANCE: Mapping[str, Key] = {"from": _needed("Since when.", "instant"), **_TOLD}
EVENT: Mapping[str, Key] = {"at": _needed("When it happened.", "instant"), **_TOLD}
EXCUSING: Mapping[str, Key] = {
    "at": _needed("When it happened.", "instant"),
    "fact": _needed("That a duty was excused: duty.excused.", "excused"),
    "recorded": Key("When it was recorded, if not at once.", "instant"),
    "duty": _needed("The rule whose duty is excused: the last to have arisen."),
    "by": _needed("The role of whoever excuses it.", "role"),
    "reason": _needed("The reason given."),
    "turn": Key("Which turn of a duty that repeats.", "whole number"),
    "note": NOTE,
}
EXPECTED: Mapping[str, Key] = {
    "duty": _needed("The rule, by its id."),
    "owner": _needed("The role that owes it.", "role"),
    "each": Key("Of a duty for each of several: the member."),
    "arises": _needed("When it arises.", "instant"),
    "due": Key(
        "When it is due; “never”, or left out, where there is no limit.", "instant or never"
    ),
    "met": Key("When it is met.", "instant"),
    "excused": Key("When it is excused.", "instant"),
    "working": Key("How that was worked out, with the source."),
    "note": NOTE,
}
CHECK: Mapping[str, Key] = {
    "at": _needed("The instant.", "instant"),
    "known_at": Key("As known then; left out, with all that was recorded.", "instant"),
    "owed": Key("The rules whose duties are open.", "texts"),
    "note": NOTE,
}
ASKED: Mapping[str, Key] = {
    "decides": _needed("The fact whose value is chosen.", "fact name"),
    "by": Key("The role of whoever decides.", "role"),
    "at": _needed("When, with what was recorded by then.", "instant"),
    "allowed": Key("The values that may be chosen.", "texts"),
    "refused": Key("The values that may not, each with the rules against it.", "refused values"),
    "forced": Key("The value that must be chosen."),
    "preset": Key("The value with which the page begins, if not the forced one."),
    "warned": Key("The values that need a reason.", "texts"),
    "grounds": Key("The grounds on which exemptions let a value be chosen.", "texts"),
    "working": Key("How that was worked out, with the source."),
    "note": NOTE,
}
FACTS_FILE: Mapping[str, Key] = {"facts": Key("The facts.", "list of fact")}
