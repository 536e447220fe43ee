"""Who is told of an absence or a return, how, and why somebody is not."""

from lantern.vocabulary.term import Term


class Recipient(Term):
    """Somebody the protocol tells. Each is a fact of the protocol's own: `notified.<recipient>`."""

    POLICE = ("police", "Police", "The force of the area.", "IAP L524")
    RESPONSIBLE_AUTHORITY = (
        "responsible_authority",
        "Responsible authority",
        "The authority responsible for the child's placement.",
        "IAP L525; DfE 2014 ¶66",
    )
    SOCIAL_WORKER = ("social_worker", "Social worker", "The child's social worker.", "SCP L1005")
    EDT = (
        "edt",
        "Emergency duty team",
        "The authority's social workers outside office hours.",
        "SCP L1008",
    )
    PARENTS = (
        "parents",
        "Parents",
        "Parents and anybody else with parental responsibility.",
        "IAP L526; SCP L1006",
    )
    IRO = (
        "iro",
        "Independent reviewing officer",
        "Told of every absence.",
        "DfE 2014 ¶56; IAP L527",
    )
    HOST_AUTHORITY = (
        "host_authority",
        "Host authority",
        "The authority in whose area the child is placed.",
        "SCP L1013",
    )
    SCHOOL = ("school", "School", "The child's school or college.", "IAP L516")
    FOSTERING_SERVICE = (
        "fostering_service",
        "Fostering service",
        "The service that supports the foster carer.",
        "IFR L74",
    )
    MASH = ("mash", "Safeguarding hub", "The multi-agency safeguarding hub.", "IFR L90")
    DESIGNATED_HEALTH = (
        "designated_health",
        "Designated nurse or doctor",
        "The designated health professional for looked-after children.",
        "IAP L514",
    )
    CHILDRENS_SOCIAL_CARE = (
        "childrens_social_care",
        "Children's social care",
        "The authority where a child who is not looked after lives.",
        "DfE 2014 ¶25; IAP L673",
    )
    RETURN_INTERVIEW_PROVIDER = (
        "return_interview_provider",
        "Return interview provider",
        "Whoever offers the independent return interview.",
        "IFR L90",
    )
    OTHER_AUTHORITIES = (
        "other_authorities",
        "Other local authorities",
        "Authorities to which the child may have gone.",
        "IAP L329",
    )
    MISSING_PERSONS_BUREAU = (
        "missing_persons_bureau",
        "UK Missing Persons Bureau",
        "The national bureau.",
        "DfE 2014 ¶25",
    )
    CEOP = ("ceop", "CEOP", "The national centre against online exploitation.", "DfE 2014 ¶25")
    MISSING_PEOPLE = ("missing_people", "Missing People", "The charity.", "WMP L1836")
    HOME_OFFICE = ("home_office", "Home Office", "Home Office and Border Force.", "IAP L879")


class Method(Term):
    """How somebody was told."""

    TELEPHONE = ("telephone", "By telephone", "A spoken call.", "RF-206.07")
    IN_PERSON = ("in_person", "In person", "Face to face.", "RF-206.07")
    EMAIL = ("email", "By email", "A written message outside Lantern.", "RF-206.07")
    TEXT = ("text", "By text message", "A text or other short message.", "RF-206.07")
    LANTERN = ("lantern", "Through Lantern", "A message of this system.", "RF-206.07")
    OTHER = ("other", "Another way", "Any other way, which the record describes.", "RF-206.07")


class NotTold(Term):
    """Why somebody who would be told is not."""

    NOT_PRACTICABLE = (
        "not_practicable",
        "It is not reasonably practicable",
        "They cannot be reached, or not in time.",
        "DfE 2014 ¶66; IAP L526",
    )
    AGAINST_WELFARE = (
        "against_welfare",
        "It would be against the child's welfare",
        "Telling them would be inconsistent with the child's welfare.",
        "DfE 2014 ¶66; IAP L526",
    )
    ALREADY_AWARE = (
        "already_aware",
        "They already know",
        "Somebody else has told them.",
        "RF-206.10",
    )
    NEVER_TOLD_OF_ABSENCE = (
        "never_told_of_absence",
        "They were never told of the absence",
        "Word of a return is for those who had word of the absence.",
        "SCP L1088–1089; RF-206.10",
    )
