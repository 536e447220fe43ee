"""What each form of a condition and of a limit asks, and the words of limits and windows."""

from collections.abc import Mapping

from lantern.protocol.schema.keys import Key


def _needed(means: str, shape: str = "text") -> Key:
    return Key(means, shape, needed=True)


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
