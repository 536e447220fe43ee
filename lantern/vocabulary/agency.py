"""The kinds of agency that share the record, and why one of them may see a child's."""

from lantern.vocabulary.term import Term


class AgencyKind(Term):
    """What sort of body an agency is."""

    POLICE_FORCE = (
        "police_force",
        "police force",
        "Leads on finding missing children.",
        "IAP L261",
    )
    LOCAL_AUTHORITY = (
        "local_authority",
        "local authority",
        "A council with children's services functions.",
        "DfE 2014 ¶10",
    )
    CHILDRENS_HOME = (
        "childrens_home",
        "children's home",
        "One registered home; its staff see the children who live there.",
        "Children's Homes (England) Regulations 2015",
    )
    FOSTER_HOUSEHOLD = (
        "foster_household",
        "foster household",
        "One approved foster carer or couple and their home.",
        "IFR L54-L60",
    )
    INTERVIEW_PROVIDER = (
        "interview_provider",
        "return interview provider",
        "Offers and holds independent return interviews for an authority.",
        "IFR L90; RO-110",
    )
    HEALTH = ("health", "health", "An NHS body with designated professionals.", "IAP L514; RO-100")
    SCHOOL = ("school", "school", "A school or college the child attends.", "IAP L754; RO-096")
    HOME_OFFICE = ("home_office", "Home Office", "Immigration and border staff.", "RO-123")
    SAFEGUARDING_BOARD = (
        "safeguarding_board",
        "safeguarding board",
        "The partnership that holds the agencies to account.",
        "DfE 2014 ¶15; RO-140",
    )


class InvolvementBasis(Term):
    """Why an agency may see a child's record, and for how long that reason lasts."""

    RESPONSIBLE_AUTHORITY = (
        "responsible_authority",
        "responsible authority",
        "Looks after the child, or is the authority where the child lives.",
        "DfE 2014 ¶10; IS-061",
    )
    HOST_AUTHORITY = (
        "host_authority",
        "host authority",
        "The child of another authority is placed in its area.",
        "DfE 2014 ¶57; IS-062",
    )
    CARES_FOR = (
        "cares_for",
        "cares for the child",
        "The home or household where the child is placed.",
        "IS-060",
    )
    POLICE = (
        "police",
        "police force of the area",
        "An absence was reported to the force, or the child is placed in its area.",
        "IS-064",
    )
    RETURN_INTERVIEW = (
        "return_interview",
        "provides the return interview",
        "The child was referred for a return interview.",
        "IS-063",
    )
    HEALTH = (
        "health",
        "designated health professional",
        "A looked-after child missing and at high risk.",
        "IAP L514; IS-066",
    )
    SCHOOL = ("school", "attends the school", "The pupil is on the school's roll.", "IS-065")
