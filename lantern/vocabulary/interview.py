"""The return interview: asked for, rated, given to somebody, offered and answered."""

from lantern.vocabulary.term import Term


class ReferralSource(Term):
    """Who asked for the return interview."""

    POLICE = ("police", "The police", "The police told children's social care.", "IAP L707")
    MASH = ("mash", "The safeguarding hub", "The hub told the provider.", "IFR L90")
    SOCIAL_CARE = (
        "social_care",
        "Children's social care",
        "The child's social worker, or another worker of the authority.",
        "RF-213.01",
    )
    HOME = ("home", "The home or the carer", "Whoever cares for the child.", "RF-213.01")
    SCHOOL = ("school", "The school", "The child's school.", "RF-213.02")
    LANTERN = (
        "lantern",
        "Lantern",
        "The record itself: the child was back or in contact, so an interview is owed.",
        "DfE 2014 ¶31",
    )


class ReferralCategory(Term):
    """From where the child was missing or absent (RF-213.02)."""

    HOME_MISSING = ("home_missing", "Missing from home", "From the family home.", "RF-213.02")
    HOME_ABSENT = (
        "home_absent",
        "Absent from home",
        "From the family home; absent to the police.",
        "RF-213.02",
    )
    CARE_MISSING = ("care_missing", "Missing from care", "From a placement.", "RF-213.02")
    CARE_ABSENT = (
        "care_absent",
        "Absent from care",
        "From a placement; absent to the police.",
        "RF-213.02",
    )
    SCHOOL = ("school", "Missing from school", "From school or college.", "RF-213.02")
    PLACED_IN = (
        "placed_in",
        "Placed in this area by another authority",
        "Another authority's child, placed here. That authority sees to the interview.",
        "RF-213.02; CF-10",
    )
    PLACED_OUT = (
        "placed_out",
        "Own child placed in another area",
        "The authority's own child, placed elsewhere. The authority sees to the interview.",
        "RF-213.02; CF-10",
    )


class TriageBand(Term):
    """How much the child needs a return interview, by the provider's judgement."""

    RED = ("red", "Red", "A return interview is needed.", "TCS L2175; DA-029")
    AMBER = (
        "amber",
        "Amber",
        "Find out more; an interview may be needed.",
        "TCS L2175; DA-029",
    )
    GREEN = (
        "green",
        "Green",
        "Letters and leaflets. The offer of an interview stands.",
        "TCS L2175; DfE 2014 ¶31",
    )


class TriageFactor(Term):
    """What points to more need, beside how often the child was away (RF-215.03 to .11)."""

    LENGTH = ("length", "How long the child was away", "The length of the absence.", "RF-215.03")
    ASSOCIATES = ("associates", "Whom the child was with", "Associates.", "RF-215.04")
    EXPLOITATION = (
        "exploitation",
        "Sexual exploitation",
        "Known or suspected.",
        "RF-215.05",
    )
    PLACES = ("places", "Where the child was", "Places visited.", "RF-215.06")
    SUBSTANCES = ("substances", "Alcohol or drugs", "Substance misuse.", "RF-215.07")
    VIOLENCE = ("violence", "Violence at home", "Domestic violence.", "RF-215.08")
    LEARNING = ("learning", "A learning difficulty", "Of the child.", "RF-215.09")
    FAMILY = ("family", "Trouble in the family", "A troubled family.", "RF-215.10")
    OTHER = ("other", "Something else", "The list is not meant to be whole.", "RF-215.11")


class FactorWeight(Term):
    """What the risk factors come to, taken together; one alone does not decide (TH-029)."""

    NONE = ("none", "None known", "No risk factor is known.", "TCS L2175")
    FEW = ("few", "A few", "Too few to call for an interview by themselves.", "TCS L2175")
    SEVERAL = ("several", "Several", "Enough to call for an interview.", "TCS L2175")


class EspeciallyImportant(Term):
    """When an interview is especially important (QS-073, TH-020)."""

    MISSING_TWICE = (
        "missing_twice",
        "Missing two times or more",
        "Reported missing on two or more occasions.",
        "DfE 2014 ¶34; IAP L590",
    )
    OFTEN_ABSENT = (
        "often_absent",
        "Often away without leave",
        "Frequently absent without authorisation, or without the parents' agreement.",
        "DfE 2014 ¶34; IAP L591",
    )
    HARMED = (
        "harmed",
        "Hurt or harmed while away",
        "Came to harm while missing.",
        "DfE 2014 ¶34; IAP L592",
    )
    EXPLOITATION = (
        "exploitation",
        "Risk of sexual exploitation or trafficking",
        "Known or suspected.",
        "DfE 2014 ¶34; IAP L593",
    )
    CRIME_OR_DRUGS = (
        "crime_or_drugs",
        "Crime or drugs",
        "Known or suspected to be involved in crime or with drugs.",
        "DfE 2014 ¶34; IAP L594",
    )
    PERSON_POSING_RISK = (
        "person_posing_risk",
        "Contact with a person who poses a risk",
        "To children.",
        "DfE 2014 ¶34; IAP L595",
    )
    CRIME_WHILE_AWAY = (
        "crime_while_away",
        "Crime during this absence",
        "Took part, or is believed to have taken part.",
        "DfE 2014 ¶34; IAP L596",
    )


class OfferResponse(Term):
    """What came of the offer, or why none was made (RF-213.13)."""

    ACCEPTED = ("accepted", "Yes", "The child wants to talk.", "RF-213.13")
    DECLINED = ("declined", "No", "The child does not want to talk.", "DfE 2014 ¶38")
    THINKING = ("thinking", "Not sure yet", "The child wants to think about it.", "RF-213.13")
    WAITING_LIST = (
        "waiting_list",
        "Waiting for a worker",
        "The child said yes, and nobody can see the child yet.",
        "RF-213.13; TCS L2362",
    )
    MISSING_AGAIN = (
        "missing_again",
        "Missing again",
        "The child went missing before answering.",
        "RF-213.13",
    )
    NO_CONTACT = ("no_contact", "No contact", "The child could not be reached.", "RF-213.13")
    NOT_OFFERED = (
        "not_offered",
        "Not offered",
        "No interview was offered, for a reason that is recorded. The offer stays owed.",
        "RF-213.13; DfE 2014 ¶31",
    )


class SayOutcome(Term):
    """What came of offering the parents or carers a say, after the child declined."""

    SAID = ("said", "They told us something", "What they said is kept as theirs.", "DfE 2014 ¶38")
    NOTHING = ("nothing", "They did not want to", "They were asked and said no.", "DfE 2014 ¶38")
    NO_ANSWER = ("no_answer", "No answer yet", "They were asked.", "DfE 2014 ¶38")


class Timing(Term):
    """How a thing stands against its limit. A time nobody recorded is never taken for in time."""

    IN_TIME = ("in_time", "In time", "Done within 72 hours.", "DfE 2014 ¶32")
    LATER = ("later", "Later", "Done after 72 hours.", "DfE 2014 ¶32")
    NOT_YET = ("not_yet", "Not done", "Not done by now.", "DfE 2014 ¶32")
    NOT_KNOWN = (
        "not_known",
        "Not known",
        "The time from which to count was not recorded.",
        "design section 4",
    )


class NextStep(Term):
    """The next right thing to do for a referral."""

    RATE = ("rate", "Rate", "Rate how much the child needs an interview.", "CK-136")
    RATE_AGAIN = (
        "rate_again",
        "Rate again",
        "The child was missing or absent again since.",
        "RF-215.18",
    )
    ALLOCATE = ("allocate", "Allocate to me", "Nobody has the referral yet.", "FL-10.10")
    OFFER = ("offer", "Offer", "Offer the interview.", "DfE 2014 ¶31")
    CONTACT = ("contact", "Record contact", "Try to reach the child.", "IAP L577")
    ANSWER = ("answer", "Record the answer", "The child has been offered a talk.", "RF-213.13")
    HOLD = ("hold", "Hold the interview", "The child said yes.", "DfE 2014 ¶32")
    ASK_PARENTS = (
        "ask_parents",
        "Ask the parents",
        "The child said no; parents or carers are offered a say.",
        "DfE 2014 ¶38",
    )
    REVIEW = ("review", "Review", "The interview waits for its review.", "RF-214.38")
    SHARE = ("share", "Share", "What was said waits to be shared.", "CK-133")
    NOTHING = ("nothing", "Done", "Nothing waits for the provider.", "RF-213.15")
