"""Levels of risk and the grounds for them; who sets them is a rulebook's business."""

from lantern.vocabulary.term import Term


class RiskLevel(Term):
    """How great the risk is, by a person's decision. Missing information never means low."""

    HIGH = (
        "high",
        "High",
        (
            "Immediate risk with substantial grounds to believe the child or the public in danger, "
            "or the child may have been the victim of a serious crime."
        ),
        "DfE 2014 ¶24",
    )
    MEDIUM = (
        "medium",
        "Medium",
        (
            "The risk is likely to place the child in danger, or the child is a threat to self or "
            "others."
        ),
        "DfE 2014 ¶26",
    )
    LOW = (
        "low",
        "Low",
        "For adults; a missing child is never below medium.",
        "WMP L1860; DfE 2014 ¶23",
    )


class HighRiskGround(Term):
    """Why a case is high risk; any one is enough."""

    VULNERABLE = (
        "vulnerable",
        "In danger through their own vulnerability",
        (
            "The risk is immediate and there are substantial grounds to believe the child is in "
            "danger through their own vulnerability."
        ),
        "DfE 2014 ¶24",
    )
    VICTIM_OF_CRIME = (
        "victim_of_crime",
        "May have been the victim of a serious crime",
        "The child may have been the victim of a serious crime.",
        "DfE 2014 ¶24",
    )
    DANGER_TO_PUBLIC = (
        "danger_to_public",
        "The public may be in danger",
        (
            "The risk is immediate and there are substantial grounds to believe the public is in "
            "danger."
        ),
        "DfE 2014 ¶24",
    )


class FlagKind(Term):
    """A standing concern about a child, always with its source."""

    CHILD_SEXUAL_EXPLOITATION = ("cse", "Sexual exploitation", "Known or suspected.", "IAP L450")
    TRAFFICKING = ("trafficking", "Trafficking", "Known or suspected.", "IAP L407")
    RADICALISATION = ("radicalisation", "Radicalisation", "Known or suspected.", "IAP L435")
    GANGS = ("gangs", "Gangs or criminal exploitation", "Known or suspected.", "IAP L465")
    SELF_HARM = ("self_harm", "Self-harm or suicide", "Threats, attempts or history.", "SCP L1140")
    SUBSTANCE_MISUSE = ("substance_misuse", "Substance misuse", "History of misuse.", "SCP L1141")
    MEDICATION = (
        "medication",
        "Essential medication or treatment",
        "Needs medicine or treatment.",
        "SCP L1137",
    )
    DISABILITY = (
        "disability",
        "Disability or learning difficulty",
        "Affects safety when away.",
        "SCP L1138",
    )
    PERSON_POSING_RISK = (
        "person_posing_risk",
        "Person posing a risk to children",
        "Likely to be in contact with such a person.",
        "SCP L1145",
    )
    MAY_GO_MISSING = (
        "may_go_missing",
        "May go missing",
        "Somebody has raised a concern that the child may run or go missing.",
        "SCP L970",
    )
    RUNNING_HISTORY = (
        "running_history",
        "Has gone missing before",
        "Before this record began.",
        "RF-007",
    )
    HONOUR_BASED_VIOLENCE = (
        "honour_based_violence",
        "Honour-based violence or forced marriage",
        "Calls for a restricted record.",
        "WMP L1848",
    )
    GOES_MISSING_FREQUENTLY = (
        "goes_missing_frequently",
        "Goes missing frequently",
        "The social worker's judgement, with reasons; the sources give no number.",
        "DfE 2014 ¶30, ¶34; CF-65",
    )
    PERSISTENTLY_ABSENT = (
        "persistently_absent",
        "Persistently absent from the home",
        "The home's judgement that the child is persistently absent without permission.",
        "IAP L626; CF-29",
    )
    AT_RISK_IN_HOME = (
        "at_risk_in_home",
        "At risk of harm in the home",
        "The home's judgement that a child who lives there is at risk of harm.",
        "IAP L626",
    )
