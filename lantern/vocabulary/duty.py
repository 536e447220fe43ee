"""The states a duty can be in. Kinds of duty are the rules of a rulebook, not words of this
list."""

from lantern.vocabulary.term import Term

DERIVED = "SYS: derived from the facts; never typed in or stored as the truth"


class DutyState(Term):
    """How a duty stands at one instant."""

    NOT_YET = (
        "not_yet",
        "Not yet",
        "It will arise later if nothing changes.",
        DERIVED,
    )
    OWED = (
        "owed",
        "Owed",
        "It has arisen, nobody has met it, and its limit has not passed.",
        DERIVED,
    )
    DUE_SOON = (
        "due_soon",
        "Due soon",
        "Owed, and within the time before its limit at which its rule warns.",
        DERIVED,
    )
    OVERDUE = (
        "overdue",
        "Overdue",
        "Owed, and its limit has passed.",
        DERIVED,
    )
    MET = (
        "met",
        "Met",
        "What it asks for was done within its limit.",
        DERIVED,
    )
    MET_LATE = (
        "met_late",
        "Met late",
        "What it asks for was done after its limit.",
        DERIVED,
    )
    EXCUSED = (
        "excused",
        "Excused",
        "It need not be done, for the reason shown.",
        DERIVED,
    )
    OVERDUE_BEFORE_EXCUSED = (
        "overdue_before_excused",
        "Overdue before excused",
        "It need no longer be done, but its limit had passed before it was excused.",
        DERIVED,
    )
    MISSED = (
        "missed",
        "Missed",
        "One turn of a repeating duty that was not done before the next turn began.",
        DERIVED,
    )

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self in OPEN


OPEN = frozenset({DutyState.OWED, DutyState.DUE_SOON, DutyState.OVERDUE})
"""The states in which somebody still has to act."""
