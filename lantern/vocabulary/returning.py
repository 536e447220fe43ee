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
