"""How a child was found or came back."""

from lantern.vocabulary.term import Term


class Answer(Term):
    """An answer that may be a plain “not known”: missing information is never taken for a no.

    It answers the questions about a return and the sixteen of the risk assessment alike, where a
    yes needs words (SCP L1134) and “not known” never counts as low risk (QS-033).
    """

    YES = ("yes", "Yes", "It is so.", "WMP L1771")
    NO = ("no", "No", "It is not so, as far as the person answering knows.", "WMP L1771")
    NOT_KNOWN = ("not_known", "Not known", "Nobody can say.", "WMP L1771")


class HowReturned(Term):
    """How the child came to be found or back."""

    BY_THEMSELVES = ("by_themselves", "Came back by themselves", "Returned willingly.", "RF-060")
    CARER = ("carer", "A carer brought the child", "Collected by the carer or home.", "SCP L1071")
    SOCIAL_WORKER = (
        "social_worker",
        "A social worker brought the child",
        "Collected by the social worker or duty team.",
        "SCP L1071",
    )
    POLICE = ("police", "The police found the child", "Found or brought by the police.", "RF-060")
    FAMILY = ("family", "Family or friends", "Brought back by family or friends.", "RF-209.02")
    HOME_OFFICE = ("home_office", "Home Office staff", "Found by Home Office staff.", "IAP L895")
    OTHER = ("other", "Another way", "Any other way, which the record describes.", "RF-060")


class PoliceSupport(Term):
    """The grounds on which the police help to bring a child back (the authority is responsible)."""

    SAFETY = (
        "safety",
        "Bringing the child back risked somebody's safety",
        "Removal would put the child or another person at risk.",
        "SCP L1073",
    )
    CHILD_REFUSED = ("child_refused", "The child refused", "The child would not come.", "SCP L1074")
    ADULT_REFUSED = (
        "adult_refused",
        "An adult refused to hand the child over",
        "Somebody would not let the child go.",
        "SCP L1074",
    )


class CheckKind(Term):
    """A preliminary check made before or while reporting."""

    CALLED_CHILD = (
        "called_child",
        "Called or messaged the child",
        "The child's phone.",
        "RF-203.04",
    )
    CALLED_FAMILY = ("called_family", "Called family", "Members of the family.", "RF-203.06")
    CALLED_FRIENDS = ("called_friends", "Called friends", "Friends of the child.", "RF-203.07")
    CALLED_SCHOOL = ("called_school", "Called the school", "School or college.", "RF-203.05")
    SEARCHED_PREMISES = (
        "searched_premises",
        "Searched the home or placement",
        "In case the child came back unnoticed.",
        "RF-203.08",
    )
    SEARCHED_NEARBY = ("searched_nearby", "Looked nearby", "Places close by.", "RF-203.09")
    TRANSPORT = ("transport", "Checked for transport delays", "Buses, trains, lifts.", "RF-203.03")
    OTHER = ("other", "Another check", "Any other, which the record describes.", "RF-203")


class ChecksOutcome(Term):
    """What the preliminary checks came to."""

    NOT_FOUND = (
        "not_found",
        "We have not found out where the child is",
        "Calls and searches did not establish where the child is.",
        "IAP L518",
    )
    CONCERN = (
        "concern",
        "We reached the child and are still worried",
        "Contact was made and there is still concern that the child is at risk.",
        "IAP L518",
    )
    SAID_WHERE = (
        "said_where",
        "The child says where they are; nobody has confirmed it",
        "An unconfirmed assurance: whereabouts stay not known.",
        "SCP L998",
    )
    STILL_CHECKING = (
        "still_checking",
        "We are still checking",
        "The deadline for checks has not come, or there is reason not to wait.",
        "IAP L520",
    )


class NotChecked(Term):
    """Why the police did not carry out a safe and well check; each with its words (SCP L1116)."""

    AGREED_FREQUENCY = (
        "agreed_frequency",
        "How often checks are made has been agreed",
        "An agreement on how often this child is seen covers this return.",
        "DfE 2014 ¶30; SCP L1116",
    )
    CHILD_WOULD_NOT = (
        "child_would_not",
        "The child did not want to be seen",
        "An officer went, and the child would not be seen.",
        "RF-063; SYS: the words say what was done instead",
    )
    NOT_FOUND_IN = (
        "not_found_in",
        "The child was not there",
        "An officer went, and the child was not there.",
        "RF-063; SYS: the words say what was done instead",
    )
    OTHER = ("other", "Another reason", "Any other, which the record describes.", "DfE 2014 ¶30")


class CheckTheme(Term):
    """What a safe and well check was about, coded so that it can be counted (AN-005)."""

    HURT = ("hurt", "Hurt or harmed", "The child was hurt or harmed while away.", "QS-071")
    SEXUAL_EXPLOITATION = (
        "sexual_exploitation",
        "Sexual exploitation",
        "Signs or words that point to sexual exploitation.",
        "QS-080; QS-090",
    )
    GANGS = ("gangs", "Gangs", "Involvement with a gang, or fear of one.", "QS-080; QS-090")
    CRIMINAL_ACTIVITY = (
        "criminal_activity",
        "Criminal activity",
        "Crime around the child, or in which the child is used.",
        "QS-080",
    )
    TRAFFICKING = ("trafficking", "Trafficking", "The child may be trafficked.", "QS-080; QS-091")
    RADICALISATION = (
        "radicalisation",
        "Radicalisation",
        "The child may be drawn into violent extremism.",
        "QS-091",
    )
    FORCED_MARRIAGE = ("forced_marriage", "Forced marriage", "Fear of a forced marriage.", "QS-090")
    SUICIDE_OR_SELF_HARM = (
        "suicide_or_self_harm",
        "Suicide or self-harm",
        "Thoughts or acts of suicide or self-harm.",
        "QS-080",
    )
    SUBSTANCE_MISUSE = (
        "substance_misuse",
        "Drugs or alcohol",
        "Misuse of drugs, alcohol or other substances.",
        "QS-080",
    )
    BULLYING = ("bullying", "Bullying", "Bullying or harassment.", "QS-090")
    MALTREATMENT = (
        "maltreatment",
        "Maltreatment at home",
        "Abuse or neglect, or violence at home.",
        "QS-090; IAP L563",
    )
    PLACEMENT = (
        "placement",
        "Unhappy where they live",
        "The home or placement is why the child went.",
        "QS-070",
    )
    FAMILY_OR_FRIENDS = (
        "family_or_friends",
        "To be with family or friends",
        "The child went to be with family or friends.",
        "QS-070",
    )
    NONE_OF_THESE = ("none_of_these", "None of these", "No theme of this list.", "AN-005")


class AgreedFor(Term):
    """What a frequency agreed for a child who goes missing often is about (RF-212)."""

    SAFE_AND_WELL = (
        "safe_and_well",
        "Safe and well checks",
        "How often the police see a child who goes missing often.",
        "DfE 2014 ¶30; SCP L1116",
    )
    RETURN_INTERVIEWS = (
        "return_interviews",
        "Return interviews",
        "How interviews are grouped or timed. Each return still has its offer.",
        "SCP L1122; DfE 2014 ¶31",
    )


class AgreementParty(Term):
    """Who agrees how often a child is seen or interviewed (CF-23)."""

    POLICE = ("police", "Police", "An officer for the force.", "DfE 2014 ¶30; SCP L1116")
    SOCIAL_WORKER = (
        "social_worker",
        "Social worker",
        "The child's social worker, who must agree for a child who is looked after.",
        "DfE 2014 ¶30; SCP L1116, L1122",
    )
    PARENT_OR_CARER = (
        "parent_or_carer",
        "Parent or carer",
        "A parent, or whoever cares for the child.",
        "DfE 2014 ¶30; IAP L563",
    )
    CHILD = ("child", "The child", "The child, about interviews.", "SCP L1122")


class HarmLink(Term):
    """The harms that going missing often may point to, each weighed before agreeing how often."""

    GANGS = ("gangs", "Involvement with a gang", "The child may be involved with one.", "QS-090")
    SEXUAL_EXPLOITATION = (
        "sexual_exploitation",
        "Sexual exploitation",
        "The child may be sexually exploited.",
        "QS-090",
    )
    FORCED_MARRIAGE = ("forced_marriage", "Forced marriage", "The child may fear one.", "QS-090")
    MALTREATMENT = (
        "maltreatment",
        "Abuse or neglect at home",
        "The child may be maltreated at home.",
        "IAP L563",
    )
    BULLYING = ("bullying", "Bullying", "The child may be bullied.", "QS-090")


class StrategyDecision(Term):
    """What social worker and team manager decide once a check has shown harm (DA-054)."""

    NEEDED = (
        "needed",
        "A strategy discussion is needed",
        "Police and social care discuss what to do together.",
        "SCP L1112–1114",
    )
    NOT_NEEDED = (
        "not_needed",
        "No strategy discussion is needed",
        "With the reason, and what is done instead.",
        "SCP L1112–1114",
    )
