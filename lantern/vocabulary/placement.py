"""Where a child lives and in what legal standing."""

from lantern.vocabulary.term import Term


class PlacementKind(Term):
    """The kind of place where a child is placed."""

    FOSTER_CARE = ("foster_care", "Foster care", "With an approved foster carer.", "IFR L54-L60")
    CHILDRENS_HOME = ("childrens_home", "Children's home", "In a registered home.", "IFR L62-L66")
    SUPPORTED = (
        "supported_accommodation",
        "Supported accommodation",
        "For 16 and 17 year olds.",
        "004 L8",
    )
    SECURE = ("secure", "Secure unit", "In secure accommodation.", "004 L8")
    WITH_PARENTS = (
        "with_parents",
        "With parents",
        "Looked after and placed with parents.",
        "SSDA903 P1",
    )
    OTHER = ("other", "Another placement", "Any other, which the record describes.", "001 L25")


class StatusKind(Term):
    """A legal or care status that a child has for a time."""

    SECTION_20 = (
        "section_20",
        "Accommodated (section 20)",
        "Looked after by agreement.",
        "Children Act 1989 s20",
    )
    INTERIM_CARE_ORDER = (
        "interim_care_order",
        "Interim care order",
        "Looked after under an interim order.",
        "Children Act 1989 s38",
    )
    FULL_CARE_ORDER = (
        "full_care_order",
        "Full care order",
        "Looked after under a care order.",
        "Children Act 1989 s31",
    )
    REMAND = ("remand", "Remanded to care", "Looked after on remand.", "LASPO Act 2012 s104")
    PROTECTION_PLAN = ("protection_plan", "Child protection plan", "Subject of a plan.", "IAP L675")
    SECTION_47 = (
        "section_47",
        "Section 47 enquiry",
        "Subject of an enquiry.",
        "Children Act 1989 s47",
    )
    CHILD_IN_NEED = (
        "child_in_need",
        "Child in need",
        "Receives services under section 17.",
        "Children Act 1989 s17",
    )
    CARE_LEAVER = (
        "care_leaver",
        "Care leaver",
        "Eligible, relevant or former relevant child.",
        "DfE 2014 ¶10",
    )
    UNACCOMPANIED = (
        "unaccompanied",
        "Unaccompanied asylum-seeking child",
        "Seeks asylum without a parent.",
        "DfE 2014 ¶73",
    )

    OPEN_REFERRAL = (
        "open_referral",
        "Open referral or assessment",
        "Known to children's social care in another way: a referral or an assessment is open.",
        "IAP L682",
    )

    @property
    def is_looked_after(self) -> bool:
        """Whether a child with this status is looked after (DfE 2014 ¶10)."""
        return self in _LOOKED_AFTER


_LOOKED_AFTER = frozenset(
    {
        StatusKind.SECTION_20,
        StatusKind.INTERIM_CARE_ORDER,
        StatusKind.FULL_CARE_ORDER,
        StatusKind.REMAND,
    }
)


class IdentifierKind(Term):
    """A number by which some agency knows the child."""

    NHS_NUMBER = (
        "nhs_number",
        "NHS number",
        "Ten digits with a check digit.",
        "NHS data dictionary",
    )
    UPN = (
        "upn",
        "Unique pupil number",
        "Thirteen characters with a check letter.",
        "standards section 11",
    )
    AUTHORITY_REFERENCE = (
        "authority_reference",
        "Authority's reference",
        "The case system's number.",
        "SSDA903 CHILD",
    )
    POLICE_REFERENCE = ("police_reference", "Police reference", "The force's number.", "RF-022")
    HOME_OFFICE_REFERENCE = (
        "home_office_reference",
        "Home Office reference",
        "The immigration number.",
        "RF-044",
    )


class PersonRelation(Term):
    """Who somebody is to the child."""

    MOTHER = ("mother", "Mother", "The child's mother.", "RF-003")
    FATHER = ("father", "Father", "The child's father.", "RF-003")
    RELATIVE = ("relative", "Another relative", "Family other than a parent.", "RF-003")
    FRIEND = ("friend", "Friend", "A friend of the child.", "RF-003")
    ASSOCIATE = ("associate", "Associate", "Somebody the child goes missing with or to.", "GL-084")
    OTHER = ("other", "Somebody else", "Anybody else, which the record describes.", "RF-003")
