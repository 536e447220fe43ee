"""What a review finds of an emergency access."""

from lantern.vocabulary.term import Term


class EmergencyOutcome(Term):
    """Whether somebody was right to open a record in an emergency."""

    PROPER = (
        "proper",
        "Proper",
        "The reason was good, and they looked at no more than they needed.",
        "IS-069",
    )
    TO_FOLLOW_UP = (
        "to_follow_up",
        "To follow up",
        "The reason or the use is in doubt, and their agency has been asked.",
        "IS-069",
    )
    IMPROPER = (
        "improper",
        "Improper",
        "There was no good reason, and it has been reported as a breach.",
        "IS-069",
    )
