"""How records that other systems hold arrive in Lantern, and what becomes of each row."""

from lantern.vocabulary.term import Term


class ArrivalKind(Term):
    """What an arrival brings."""

    SSDA903 = (
        "ssda903",
        "Statutory return on looked-after children (SSDA903)",
        "An authority's annual return to the department, as it is submitted.",
        "standards sections 1, 2 and 5",
    )
    CHILDREN = ("children", "Children", "Children of a case system.", "SYS: from case systems")
    STAFF = ("staff", "Staff", "People who are to have an account.", "SYS: from case systems")
    HOMES = ("homes", "Homes", "Children's homes and households.", "SYS: from case systems")
    PLACEMENTS = (
        "placements",
        "Placements",
        "Where children are and were placed.",
        "SYS: from case systems",
    )
    CONTACTS = ("contacts", "Contacts", "People around children.", "SYS: from case systems")
    PROFILES = ("profiles", "Profiles", "Profiles drawn up before.", "SYS: from case systems")
    MISSING = (
        "missing",
        "Past missing episodes",
        "Absences of the past, with their times where they are known.",
        "SYS: from case systems",
    )


class ArrivalState(Term):
    """How far an arrival has come."""

    RECEIVED = ("received", "Received", "Kept as it came; nothing is taken yet.", "SYS")
    BEGUN = ("begun", "Begun", "Rows are being taken, whole children at a time.", "SYS")
    BROUGHT_IN = ("brought_in", "Brought in", "Every row is taken or says why it is not.", "SYS")
    TURNED_AWAY = ("turned_away", "Turned away", "No row was taken.", "SYS")


class RowOutcome(Term):
    """What became of a row."""

    TAKEN = ("taken", "Taken", "The row is in the record.", "SYS")
    UNCHANGED = ("unchanged", "Unchanged", "The same row was here already.", "SYS")
    REFUSED = ("refused", "Refused", "The row is to be mended and brought again.", "SYS")
    WAITING = ("waiting", "Waiting", "A person has to say first which child it is.", "SYS")


class DoubtReason(Term):
    """Why it is not certain which child a row is about."""

    TWO_NUMBERS = (
        "two_numbers",
        "Its numbers are two children's",
        "One exact number is one child's and another exact number is another's.",
        "SYS: never merged silently",
    )
    OTHER_REFERENCE = (
        "other_reference",
        "The authority knows the child by another reference",
        "The national number is that of a child whom the authority knows by another reference.",
        "SYS: never merged silently",
    )
    OTHER_BIRTH = (
        "other_birth",
        "Another date of birth",
        "The national number is that of a child with another date of birth.",
        "SYS: never merged silently",
    )
    OTHER_AUTHORITY = (
        "other_authority",
        "Another authority's child",
        "The national number is that of a child for whom another authority is responsible.",
        "SYS: only the authority's own children",
    )
    SAME_BIRTH = (
        "same_birth",
        "Born on the same day",
        "A child of the authority without its reference has the same date of birth and gender.",
        "SYS: never merged silently",
    )
    SIMILAR_NAME = (
        "similar_name",
        "A similar name and the same date of birth",
        "A child with the same date of birth has a similar name.",
        "SYS: never merged silently",
    )


class DoubtDecision(Term):
    """What a person decided."""

    SAME = ("same", "The same child", "The rows are about this child.", "SYS")
    DIFFERENT = ("different", "Another child", "The rows are about somebody else.", "SYS")


class ErrandKind(Term):
    """What a worker is asked to do with an arrival, because it takes longer than a page may."""

    LOOK_THROUGH = (
        "look_through",
        "Look through",
        "Say what would become of each row, and take none.",
        "SYS: with a preview",
    )
    BRING_IN = ("bring_in", "Bring in", "Take every row that can be taken.", "SYS")
