"""Strategy meetings: their kinds, who comes and why, what is shared, what the law may allow."""

from lantern.vocabulary.term import Term


class MeetingKind(Term):
    """Why a strategy meeting is held."""

    CARE_72_HOURS = (
        "care_72_hours",
        "Missing from care for 72 hours",
        (
            "For a looked-after child whose whereabouts were not known for 72 hours; held within "
            "five working days of that."
        ),
        "SCP L1026; IAP L551; RF-208.01",
    )
    EARLY = (
        "early",
        "Early, because of the risk",
        "Called by the social worker before the 72 hours, where the risk is high.",
        "SCP L1028; DA-040",
    )
    PROTECTION_7_DAYS = (
        "protection_7_days",
        "Missing from home, on a protection plan or under section 47",
        "For a child living at home; held within seven days.",
        "IAP L675–677; CK-081",
    )
    PROFESSIONALS = (
        "professionals",
        "Professionals’ meeting, child placed elsewhere",
        "For a child placed in the area of another authority.",
        "RF-208.01",
    )
    EXPLOITATION = (
        "exploitation",
        "Organised abuse or exploitation",
        "Where exploitation or organised abuse is feared; the safeguarding hub is consulted.",
        "SCP L1059; RF-208.01",
    )


class MeetingState(Term):
    """How a strategy meeting stands."""

    ARRANGED = ("arranged", "Arranged", "Its time has not come.", "SYS")
    TO_RECORD = ("to_record", "Not recorded yet", "Its time has passed; no record is made.", "SYS")
    HELD = ("held", "Held", "It was held, and its record is made.", "SYS")
    CANCELLED = ("cancelled", "Cancelled", "Its chair cancelled it, with a reason.", "CF-17")
    TAKEN_BACK = ("taken_back", "Taken back", "Its record was made in error.", "SYS")

    @property
    def is_off(self) -> bool:
        """Whether there is no such meeting any more."""
        return self in (MeetingState.CANCELLED, MeetingState.TAKEN_BACK)


class HowHeld(Term):
    """How people come together."""

    TOGETHER = ("together", "In one room", "Everybody comes to one place.", "SYS")
    CALL = ("call", "By telephone or video", "Everybody joins from where they are.", "SYS")
    BOTH = ("both", "In a room, and by call", "Some come and others join by call.", "SYS")


class MemberCategory(Term):
    """On whose behalf somebody comes (RO-160)."""

    CHAIR = ("chair", "Chair", "Leads the meeting and keeps its record.", "SCP L1043; CF-18")
    SOCIAL_CARE = (
        "social_care",
        "Social care",
        "The child's social worker, the reviewing officer and others who work with the child.",
        "SCP L1034–1037",
    )
    CARE = ("care", "Carer", "The foster carer, or the home's key worker or manager.", "SCP L1034")
    FOSTERING = ("fostering", "Fostering service", "Supports the foster carer.", "IFR L105")
    POLICE = (
        "police",
        "Police",
        "The missing persons coordinator, the neighbourhood team, the public protection unit.",
        "SCP L1038–1040; IAP L677",
    )
    EDUCATION = ("education", "School or college", "The child's school.", "SCP L1041")
    HEALTH = (
        "health",
        "Health",
        "The designated health professional for looked-after children, if the risk is high.",
        "IAP L514; SCP L1041",
    )
    FAMILY = ("family", "Family", "The child's family and others close to the child.", "SCP L1041")
    HOST = (
        "host",
        "Host authority",
        "The authority in whose area the child is placed.",
        "DfE 2014 ¶58",
    )
    OTHER = ("other", "Another agency", "Anybody else who works with the child.", "SCP L1042")


class Came(Term):
    """Whether a member took part."""

    PRESENT = ("present", "Took part", "Was there, or joined by call.", "RF-208.06")
    REPORT = ("report", "Sent a report", "Was not there and sent what they know.", "RF-208.06")
    APOLOGIES = ("apologies", "Sent apologies", "Was not there and said so.", "RF-208.06")
    ABSENT = ("absent", "Did not come", "Was not there and had not said so.", "RF-208.06")


class Reach(Term):
    """Which agencies may read something that one of them shared."""

    EVERYBODY = ("everybody", "Everybody invited", "Each agency at the meeting.", "AP-050")
    POLICE_AND_SOCIAL_CARE = (
        "police_and_social_care",
        "Police and social care only",
        "The police, and the authorities that look after the child or host the placement.",
        "IS-061; IS-064",
    )
    SOCIAL_CARE = (
        "social_care",
        "Social care only",
        "The authority that looks after the child alone.",
        "IS-061",
    )


class LegalStep(Term):
    """What the law may allow to protect or recover the child (DA-046)."""

    POLICE_PROTECTION = (
        "police_protection",
        "Police protection",
        "The police may take a child to suitable accommodation for up to 72 hours.",
        "Children Act 1989 s46; SCP L1048",
    )
    EMERGENCY_PROTECTION_ORDER = (
        "emergency_protection_order",
        "Emergency protection order",
        "A court may order that a child is produced or kept safe.",
        "Children Act 1989 s44; SCP L1048",
    )
    RECOVERY_ORDER = (
        "recovery_order",
        "Recovery order",
        (
            "A court may order that a child in care, under an emergency protection order or in "
            "police protection is produced."
        ),
        "Children Act 1989 s49–50; SCP L1048; DA-045",
    )


class LegalChoice(Term):
    """What the meeting thought of a legal step."""

    SOUGHT = ("sought", "To be sought", "The meeting thinks that it should be sought.", "DA-046")
    NOT_NOW = ("not_now", "Considered, not now", "Considered; not at present.", "DA-046")
    NOT_CONSIDERED = ("not_considered", "Not considered", "The meeting did not come to it.", "SYS")


class Placed(Term):
    """Where the child goes once located (AP-054)."""

    SAME = ("same", "Back to the same placement", "The placement is still right.", "SCP L1049")
    OTHER = ("other", "To another placement", "Somewhere else has to be found.", "SCP L1049")
    HOME = ("home", "Home", "The child lives with family.", "IAP L675")
    UNDECIDED = ("undecided", "Not decided yet", "The record says who decides, by when.", "SYS")


class Part(Term):
    """A part of a meeting's record, which some agencies read and others do not."""

    KNOWN = ("known", "What is known of the disappearance", "Shared and clarified.", "AP-050")
    DONE = ("done", "What has been done", "Actions taken so far.", "AP-050")
    NEEDED = ("needed", "What more must be found out", "Further information needed.", "AP-051")
    LOCATING = ("locating", "Finding the child and bringing the child back", "How.", "AP-052")
    LEGAL = ("legal", "Legal action", "Considered, and what was decided.", "AP-053")
    PLACED = ("placed", "Once the child is found", "Where the child goes.", "AP-054")
    MEDIA = ("media", "Media and publicity", "Led by the police.", "AP-055; DA-043; DA-044")
    HARBOURING = ("harbouring", "Harbouring notices", "Agreed, and for whom.", "DA-043; RF-208.15")
    PREVENTING = ("preventing", "To make it less likely again", "Actions.", "AP-056")
    ORGANISED = ("organised", "Organised abuse or exploitation", "The concern.", "AP-057")
    DYNAMICS = ("dynamics", "The children who went together", "Group dynamics.", "AP-057")
    DECISIONS = ("decisions", "Decisions", "What the meeting decided.", "SCP L1061")
