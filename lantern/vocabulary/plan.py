"""A child's plan: where what is in it was agreed, and what became of each action."""

from lantern.vocabulary.term import Term


class PlanOrigin(Term):
    """On which occasion something was agreed and added to the child's plan."""

    IMMEDIATE_STRATEGY = (
        "immediate_strategy",
        "Immediate strategy",
        "Agreed at once by the social worker and the police while the child is missing.",
        "IAP L544; RF-034",
    )
    STRATEGY_MEETING = (
        "strategy_meeting",
        "Strategy meeting",
        "Agreed at a missing person's strategy meeting, or at its review.",
        "SCP L1061; RF-036",
    )
    RETURN_INTERVIEW = (
        "return_interview",
        "Return interview",
        "Follows from what the child said in the return interview.",
        "RF-069",
    )
    RETURN = (
        "return",
        "Return",
        "Agreed when the child came back, or at the safe and well check.",
        "RF-060",
    )
    SAFETY_PLAN = (
        "safety_plan",
        "Safety plan",
        "Agreed with the child or the carers to keep the child safe.",
        "IAP L617; RF-077",
    )
    BEHAVIOUR_CHANGE_PLAN = (
        "behaviour_change_plan",
        "Behaviour-change plan",
        "Set for a child who goes missing again and again, to change what leads to it.",
        "IAP L617",
    )
    PLACEMENT_PLAN = (
        "placement_plan",
        "Placement plan",
        "What the placement does about going missing.",
        "RF-004; SCP L970",
    )
    REVIEW = (
        "review",
        "Review",
        "Agreed at a review of the child's plan or at a statutory review.",
        "RF-107",
    )
    SUPPORT = ("support", "Support", "Part of the support offered after a return.", "RF-076")
    OTHER = ("other", "Another occasion", "Agreed otherwise, as the plan says.", "SYS")


class ActionState(Term):
    """How a planned action stands."""

    OPEN = ("open", "To do", "Nobody has done it yet, and it still stands.", "SYS")
    DONE = ("done", "Done", "It was done.", "SCP L1061")
    DROPPED = ("dropped", "Dropped", "It need not be done any more, with the reason.", "SYS")


class StepKind(Term):
    """What became of a planned action."""

    DONE = ("done", "Done", "It was done.", "SCP L1061")
    DROPPED = ("dropped", "Dropped", "It need not be done any more; the reason is given.", "SYS")
    TAKEN_BACK = (
        "taken_back",
        "Opened again",
        "It was recorded as done or dropped by mistake, and is to do again.",
        "SYS: a record is corrected, never overwritten",
    )
    CHANGED = (
        "changed",
        "Changed",
        "Somebody else does it, or by another day; the reason is given.",
        "SYS: a record is corrected, never overwritten",
    )
