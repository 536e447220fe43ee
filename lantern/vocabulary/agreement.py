"""How a draft of a protocol stands, and what somebody who was asked says of it."""

from lantern.vocabulary.term import Term


class DraftState(Term):
    """How a draft stands."""

    DRAFTING = (
        "drafting",
        "Being drawn up",
        "Its text is being changed; nobody is asked about it as it now is.",
        "SYS: what people agree to must stand still while they read it",
    )
    IN_REVIEW = (
        "in_review",
        "In review",
        "Named people have been asked whether they agree to it as it is.",
        "DfE 2014 ¶20: the partners agree the protocol and review it regularly",
    )
    ADOPTED = (
        "adopted",
        "Adopted",
        "It binds from its day, and its text changes no more.",
        "DfE 2014 ¶20; RF-115",
    )
    WITHDRAWN = (
        "withdrawn",
        "Withdrawn",
        "It was given up before it was adopted. It is kept.",
        "SYS: what was considered and given up is part of the history",
    )


class Answer(Term):
    """What a named reviewer says of a draft as it stood."""

    AGREES = (
        "agrees",
        "Agrees",
        "The reviewer agrees that it be adopted as it is.",
        "DfE 2014 ¶20: the partners agree the protocol",
    )
    ASKS_FOR_CHANGES = (
        "asks_for_changes",
        "Asks for changes",
        "The reviewer does not agree to it as it is, and says what must change.",
        "DfE 2014 ¶20: the partners agree the protocol",
    )
