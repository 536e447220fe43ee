"""What each key of a story and of a file of facts means, and what each form of a condition and of
a limit asks."""

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

CONDITION = "condition"
FORMS: Mapping[str, Mapping[str, Key]] = {
    "all": {"all": _needed("Holds while every part holds.", "conditions")},
    "any": {"any": _needed("Holds while some part holds.", "conditions")},
    "not": {"not": _needed("Holds while the state does not.", CONDITION)},
    "lasting": {
        "lasting": _needed("Holds once the state has held so long.", "length"),
        "of": _needed("The state.", CONDITION),
    },
    "since": {
        "since": _needed("Holds from the first such event.", CONDITION),
        "until": Key("And ends with the next such event.", CONDITION),
    },
    "count": {
        "count": _needed("Holds from when so many of these events have happened.", CONDITION),
        "at least": _needed("How many.", "number"),
        "within": Key("In which stretch of time; left out, over the child's life.", "window"),
    },
    "starts": {"starts": _needed("The instants at which the state begins.", CONDITION)},
    "ends": {"ends": _needed("The instants at which the state ceases.", CONDITION)},
    "back_to": {
        "back_to": _needed("The event at which each spell begins instead.", CONDITION),
        "of": _needed("The state that is taken back to it.", CONDITION),
    },
    "reading": {"reading": _needed("The reading that chooses, with a condition for each option.")},
    "recorded": {"recorded": _needed("Each record of a fact, or of its value.", CONDITION)},
    "took": {
        "took": _needed("Each such second event, where so long had passed.", "span of time"),
        "from": _needed("The first event.", CONDITION),
        "to": _needed("The second event.", CONDITION),
    },
    "late": {"late": _needed("The instants at which a duty of this rule becomes overdue.")},
    "listed": {"listed": _needed("Holds while the child is on this list.")},
}
"""The forms of a condition, each with its keys; a form is known by its first key."""
LIMITS: Mapping[str, Mapping[str, Key]] = {
    "parameter": {"parameter": _needed("The parameter whose value is the length.")},
    "earliest": {"earliest": _needed("Several limits; the earliest binds.", "limits")},
    "from": {
        "from": _needed("Counted from the last such event, if it came before.", CONDITION),
        "limit": _needed("The limit that is counted.", "limit"),
    },
    "by": {
        "by": _needed("Due when this event comes.", CONDITION),
        "earlier_by": Key("So long before it.", "length"),
        "otherwise": Key("The limit until that is known.", "limit"),
    },
}
"""The forms of a limit that are mappings; a form is known by its first key."""
LIMIT_WORDS: Mapping[str, str] = {
    "72 hours": "a length: minutes, hours, days, working days, weeks, months or years",
    "immediately": "in the source's words; the length is the parameter of that name",
    "as soon as possible": "likewise",
    "not stated": "likewise",
    "tour of duty": "likewise",
    "same day": "24:00 in London on the day on which it arose",
    "by next 09:00": "the next time that London's clocks show it",
    "at once": "due at the instant at which it arises",
    "never": "no limit: done or not, never overdue",
}
WINDOWS: Mapping[str, str] = {
    "90 days": "a length: rolls from the first of the events",
    "life": "the child's whole life",
    "{calendar: month}": "one calendar week, month, quarter or year",
    "{back: 3 months}": "looked back from each day",
    "{since: event}": "since the last such event",
}
