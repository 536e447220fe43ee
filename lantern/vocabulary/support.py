"""Support during and after an absence: services to turn to, letters, and work with the child."""

from lantern.vocabulary.term import Term


class ServiceKind(Term):
    """What sort of help a service of the directory gives."""

    HELPLINE = ("helpline", "Helpline", "Somebody to ring, text or write to.", "DfE 2014 ¶22, ¶79")
    INDEPENDENT_PERSON = (
        "independent_person",
        "Independent person or return interviews",
        "Somebody independent with whom the child can talk.",
        "IAP L323; RF-117",
    )
    ACCOMMODATION = (
        "accommodation",
        "Emergency accommodation",
        "A safe bed for tonight.",
        "DfE 2014 ¶22, ¶40; IAP L323",
    )
    ADVOCACY = ("advocacy", "Advocacy", "Somebody who helps the child to be heard.", "DfE 2014 ¶54")
    LOCAL_PROJECT = (
        "local_project",
        "Local project",
        "A project nearby for young people who run away, also while away.",
        "DfE 2014 ¶47; RF-117",
    )
    MEDIATION = (
        "mediation",
        "Family mediation",
        "Somebody from outside helps a family to talk.",
        "DfE 2014 ¶18",
    )
    FAMILY_SUPPORT = (
        "family_support",
        "Support for families",
        "Help for parents during and after an absence.",
        "DfE 2014 ¶18, ¶22; IAP L323",
    )
    CARER_SUPPORT = (
        "carer_support",
        "Support for carers",
        "Whom carers and homes ring out of hours.",
        "IFR L94, L96",
    )
    EDUCATION = ("education", "Education", "Children missing education.", "IAP L828")
    OFFICE = ("office", "Office", "A public office, for professionals.", "IAP L893, L907-L911")


class ServiceFor(Term):
    """Whom a service helps, and so in whose letter it stands."""

    CHILD = ("child", "Children and young people", "The child may turn to it.", "DfE 2014 ¶22")
    PARENT = ("parent", "Parents and family", "The family may turn to it.", "IAP L323, L737")
    CARER = ("carer", "Carers and homes", "Carers may turn to it.", "IFR L94")
    PROFESSIONAL = ("professional", "Professionals", "Staff of an agency.", "IAP L907")


class LetterKind(Term):
    """To whom a letter and leaflet goes after a return."""

    CHILD = ("child", "Letter to the young person", "In plain words, to the child.", "TCS L2175")
    PARENTS = (
        "parents",
        "Letter to the parents or carers",
        "In plain words, to a parent or carer.",
        "TCS L2175",
    )


class LetterMethod(Term):
    """How a letter reached somebody. Lantern itself sends none."""

    BY_HAND = ("by_hand", "Given by hand", "Handed over in person.", "RF-075")
    POST = ("post", "By post", "Sent to an address.", "RF-075")
    EMAIL = ("email", "By email, outside Lantern", "Sent from a mail program.", "RF-075")


class SupportKind(Term):
    """The sort of work offered after an absence."""

    INTENSIVE = (
        "intensive",
        "Intensive support",
        "Sessions with one worker, on what puts the child at risk.",
        "TCS L2156, L2284; RF-076",
    )
    MENTORING = ("mentoring", "Mentoring", "A mentor who keeps in touch.", "TCS L2156; PS-014")
    FAMILY_WORK = ("family_work", "Work with the family", "With parents or carers.", "PS-014")
    MEDIATION = ("mediation", "Family mediation", "Help to talk to one another.", "DfE 2014 ¶18")
    GROUP_WORK = ("group_work", "Group work", "Sessions with other young people.", "PS-014")
    RESTORATIVE = (
        "restorative",
        "Restorative work",
        "Putting right between people what went wrong.",
        "PS-014",
    )


class SupportTopic(Term):
    """What a session was about (QS-093). The list is not exclusive; words say the rest."""

    RUNNING = ("running", "Risks of running away", "What may happen while missing.", "TCS L2284")
    RELATIONSHIPS = (
        "relationships",
        "Healthy relationships",
        "What is right between people.",
        "TCS L2284",
    )
    GROOMING = ("grooming", "Grooming", "How somebody gains trust to do harm.", "TCS L2284")
    SEX_AND_LAW = ("sex_and_law", "Sex and the law", "Consent and age.", "TCS L2284")
    IDENTITY = ("identity", "Identity", "Who the child is and wants to be.", "TCS L2284")
    CONFIDENCE = ("confidence", "Confidence and self-esteem", "Being worth it.", "TCS L2284")
    EXPLOITATION = ("exploitation", "Sexual exploitation", "What it is, and help.", "TCS L2284")
    INTERNET = ("internet", "Safety on the internet", "People and pictures online.", "TCS L2284")
    OTHER = ("other", "Something else", "Any other, which the words say.", "TCS L2284")


class SupportAnswer(Term):
    """What became of an offer of support."""

    ACCEPTED = ("accepted", "Said yes", "The offer was accepted.", "RF-076")
    DECLINED = ("declined", "Said no", "The offer was declined; it may be made again.", "RF-076")


class Attendance(Term):
    """Whether a session took place."""

    HELD = ("held", "It took place", "The child or family came.", "RF-076")
    DID_NOT_COME = ("did_not_come", "They did not come", "Nobody came.", "RF-076")
    CALLED_OFF = ("called_off", "It was called off", "By the worker or beforehand.", "RF-076")
