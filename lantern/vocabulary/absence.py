"""What a child's absence is, in the words of each agency; three separate facts of one episode."""

from lantern.vocabulary.term import Term


class Classification(Term):
    """The police decision on an episode, in the words of its day."""

    MISSING = (
        "missing",
        "Missing",
        (
            "Whereabouts cannot be established, and the circumstances are out of character or "
            "suggest crime or a risk of harm to the child or another."
        ),
        "DfE 2014 ¶11; DEF L155",
    )
    ABSENT = (
        "absent",
        "Absent",
        (
            "Not at a place where expected or required to be; in this force, with no apparent "
            "risk. Used by the police from 2013 to 2017."
        ),
        "DfE 2014 ¶11; WMP L1736",
    )
    NOT_RECORDED = (
        "not_recorded_whereabouts_known",
        "Not recorded: whereabouts known",
        "A child whose whereabouts are known is neither missing nor absent to the police.",
        "DfE 2014 ¶12; CF-03",
    )


class WhereaboutsKnown(Term):
    """Whether it is known where the child is."""

    NOT_KNOWN = (
        "not_known",
        "Not known",
        "Nobody can say where the child is, or what is said has not been corroborated.",
        "DfE 2014 ¶10; SCP L998",
    )
    KNOWN = (
        "known",
        "Known",
        "Where the child is has been corroborated.",
        "SCP L998; GL-025",
    )


class Corroboration(Term):
    """How a report of where the child is was confirmed."""

    SEEN = (
        "seen",
        "An adult saw the child",
        "A carer or professional saw the child there.",
        "RF-203.11",
    )
    VOICE = (
        "voice",
        "A known adult's voice was recognised",
        "An adult known to the carer, whose voice was recognised, confirmed it.",
        "SCP L998",
    )
    LANDLINE = (
        "landline",
        "Called back on an identifiable landline",
        "The call was returned to a landline that identifies the place.",
        "SCP L998",
    )
    OTHER = (
        "other",
        "Another way",
        "Confirmed in another way, which the record describes.",
        "RF-203.11",
    )
    NONE = (
        "none",
        "Not confirmed",
        "The child said so and nobody confirmed it: not enough to call whereabouts known.",
        "SCP L998",
    )


class Origin(Term):
    """Where the child went missing from."""

    CARE = (
        "care",
        "Care",
        "A looked-after child, from the placement or where expected.",
        "DfE 2014 ¶10",
    )
    HOME = ("home", "Home", "A child living with family.", "IAP L630")
    EDUCATION = ("education", "School or college", "A pupil, from school.", "IAP L739")
    OTHER = ("other", "Somewhere else", "Anywhere else, which the report describes.", "RF-022")


class Precision(Term):
    """How exactly an instant is known. Nothing is invented: a date stays a date."""

    MINUTE = ("minute", "To the minute", "Somebody recorded the time.", "SYS: the usual case")
    DAY = (
        "day",
        "Day only",
        "Only the date is known; the instant kept is the start of that day in London.",
        "SSDA903 MIS_START, MIS_END",
    )


class EndOfEpisode(Term):
    """How an episode ended."""

    RETURNED = ("returned", "Returned", "The child came back.", "RF-060")
    NEW_PLACEMENT = (
        "new_placement",
        "Moved to another place",
        "Found, and taken to a placement or place of safety that is not where the child left.",
        "RF-060",
    )
    REPORTED_IN_ERROR = (
        "reported_in_error",
        "Reported in error",
        "There was no absence. The record is kept.",
        "SYS: a report is never deleted",
    )


class EntryKind(Term):
    """What an entry in an episode's record is."""

    REPORT = ("report", "Report", "What the reporter said, as said.", "RF-020")
    CHECK = ("check", "Preliminary check", "A check made before or while reporting.", "RF-021")
    WHEREABOUTS = (
        "whereabouts",
        "Whereabouts",
        "Whether it is known where the child is.",
        "RF-027",
    )
    CLASSIFICATION = (
        "classification",
        "Police classification",
        "Missing or absent, with rationale.",
        "RF-023",
    )
    RISK = (
        "risk",
        "Risk grading",
        "A person's decision on risk, with rationale.",
        "RF-029; RF-030",
    )
    CONTACT = (
        "contact",
        "Contact attempt, enquiry, visit or sighting",
        "Something done to find or reach the child, or a report of the child seen.",
        "RF-035",
    )
    NOTIFICATION = (
        "notification",
        "Notification",
        "Somebody was told, or a reason not to tell.",
        "RF-032",
    )
    LOCATED = ("located", "Located", "Where the child is has been established.", "RF-060")
    RETURNED = ("returned", "Returned", "The child is back, or in another safe place.", "RF-060")
    STEP = (
        "step",
        "Step",
        "Something else that the protocol asks for was done.",
        "SYS: each met_by has a page",
    )
    NOTE = ("note", "Note", "Words for the record that the protocol does not ask for.", "RF-119")
    CLOSED = ("closed", "Closed", "The episode was closed, with its reason.", "RF-022")


class ContactKind(Term):
    """How the child was looked for."""

    CALL_TO_CHILD = (
        "call_to_child",
        "Call or message to the child",
        "An attempt to reach the child.",
        "RF-035",
    )
    CALL_TO_OTHER = (
        "call_to_other",
        "Call to family or friends",
        "An attempt to learn from others.",
        "RF-034",
    )
    ENQUIRY = (
        "enquiry",
        "Enquiry",
        "A question asked of an agency, transport or hospital.",
        "IAP L520",
    )
    SEARCH = ("search", "Search", "Premises or places nearby were searched.", "SCP L1000")
    VISIT = ("visit", "Visit", "A visit to an address where the child may be.", "IAP L548")
    SIGHTING = ("sighting", "Sighting", "Somebody says that they saw the child.", "RF-207")
