"""The return interview itself: how it was held, whose words are whose, review, outcome, sharing."""

from lantern.vocabulary.term import Term


class Voice(Term):
    """Whose words a part of the record holds. They are kept apart, and never mixed."""

    ARRANGEMENTS = (
        "arrangements",
        "How it was held",
        "When, where, by whom, and who else was there.",
        "RF-214.01–.09; DfE 2014 ¶32, ¶69",
    )
    CHILD = (
        "child",
        "What the child said",
        "The child’s own words, as the child said them.",
        "DfE 2014 ¶33; SYS: the child is a person in the record",
    )
    PARENTS = (
        "parents",
        "What parents or carers said",
        "The views of parents or carers, kept as theirs.",
        "IAP L585; RF-214.24",
    )
    INTERVIEWER = (
        "interviewer",
        "What the interviewer thinks",
        "The interviewer’s analysis, which is not the child’s words.",
        "RF-214.10–.31",
    )


class QuestionKind(Term):
    """How a question of a question set is answered."""

    WORDS = ("words", "Words", "Several lines, as written.", "SYS")
    LINE = ("line", "A line", "One line.", "SYS")
    ANSWER = ("answer", "Yes, no or not known", "Missing information is never a no.", "WMP L1771")
    ONE = ("one", "One of several", "One of the choices.", "SYS")
    SEVERAL = ("several", "Any of several", "Any number of the choices.", "SYS")
    PEOPLE = ("people", "People", "One person on each line.", "RF-214.17")
    PARTS = (
        "parts",
        "Parts of what the child said",
        "Any of the set’s own parts that hold the child’s words.",
        "CF-64",
    )


class InterviewerKind(Term):
    """What sort of professional held the interview (IAP L575; CF-11)."""

    PROVIDER = (
        "provider",
        "A return interview worker",
        "Of the provider that is commissioned for it.",
        "IFR L90; RO-110",
    )
    SOCIAL_WORKER = ("social_worker", "A social worker", "Of a local authority.", "IAP L575")
    TEACHER = ("teacher", "A teacher", "Or other staff of a school.", "IAP L575")
    HEALTH = ("health", "A health professional", "A nurse, doctor or other.", "IAP L575")
    POLICE = (
        "police",
        "A police officer",
        "Allowed with a reason: one source names the police, others mean the authority.",
        "IAP L283, L575; CF-11",
    )
    CARER = (
        "carer",
        "The child’s carer",
        "Only where the child prefers it.",
        "DfE 2014 ¶69; DA-053",
    )
    OTHER = ("other", "Somebody else", "Whom the record names.", "IAP L575")


class Dependence(Term):
    """Why somebody who is not independent held the interview."""

    CHILDS_PREFERENCE = (
        "childs_preference",
        "The child asked for this person",
        "The child has a strong relationship with them and prefers them.",
        "DfE 2014 ¶69; DA-053",
    )
    NOBODY_ELSE = (
        "nobody_else",
        "Nobody independent could be found in time",
        "It is recorded, and counts as not independent.",
        "SYS: an exception that no source names is shown, not hidden",
    )


class Company(Term):
    """Whether the child was seen alone (IAP L575)."""

    ALONE = ("alone", "Alone", "Nobody else was there.", "IAP L575; FL-10.10")
    ASKED_FOR = (
        "asked_for",
        "With somebody the child asked for",
        "The child asked for a companion.",
        "IAP L575",
    )
    NOT_ASKED_FOR = (
        "not_asked_for",
        "With somebody the child had not asked for",
        "It is recorded with its reason.",
        "IAP L575",
    )


class Ending(Term):
    """How an interview went. Only a held one meets the duty to hold it."""

    WHOLE = ("whole", "It was held", "The child talked for as long as they wanted.", "DfE 2014 ¶32")
    PARTS = (
        "parts",
        "It was held; some parts were not talked about",
        "The child chose what to talk about.",
        "RF-067",
    )
    LEFT = (
        "left",
        "The child left before it could be held",
        "The child was reached, and an interview is still owed.",
        "RF-066",
    )
    REFUSED = (
        "refused",
        "The child did not want it after all",
        "The child came and said no. Parents or carers are then offered a say.",
        "DfE 2014 ¶38; IAP L608",
    )

    @property
    def is_held(self) -> bool:
        """Whether the interview took place."""
        return self in (Ending.WHOLE, Ending.PARTS)


class InterviewState(Term):
    """How the record of an interview stands. Derived from what was recorded."""

    DRAFT = ("draft", "Being written", "Its writer has not finished it.", "SYS")
    WAITING = ("waiting", "Waiting for review", "Finished, and nobody reviewed it.", "RF-214.38")
    SENT_BACK = (
        "sent_back",
        "Sent back",
        "A reviewer asked its writer to look again.",
        "RF-214.38; PB-020",
    )
    APPROVED = ("approved", "Approved", "A reviewer found it good.", "RF-214.38; PB-020")


class Verdict(Term):
    """What a reviewer says of the record of an interview, whose words they never change."""

    APPROVED = ("approved", "Approve", "It is of good quality.", "PB-020")
    SENT_BACK = ("sent_back", "Send back", "Its writer is to look again, and why.", "PB-020")


class InterviewOutcome(Term):
    """What followed from an interview: the codes by which councils are asked (RF-069)."""

    EARLY_HELP = (
        "early_help",
        "Early help",
        "Referred to early help services.",
        "001 L114; RF-069",
    )
    FAMILY_INTERVENTION = (
        "family_intervention",
        "Family intervention",
        "Referred to a family intervention team.",
        "001 L115; RF-069",
    )
    CHILD_IN_NEED = (
        "child_in_need",
        "Child in need (section 17)",
        "Found to be a child in need.",
        "001 L116; Children Act 1989 s17",
    )
    TAKEN_INTO_CARE = (
        "taken_into_care",
        "Taken into care",
        "By the local authority.",
        "001 L117; RF-069",
    )
    CAMHS = (
        "camhs",
        "Child and adolescent mental health services",
        "Referred to CAMHS.",
        "001 L118; RF-069",
    )
    STRATEGY_MEETING = (
        "strategy_meeting",
        "Strategy meeting",
        "The child was the subject of one.",
        "001 L119; RF-069",
    )
    PROTECTION_PLAN = (
        "protection_plan",
        "Child protection plan",
        "The child was put on a plan.",
        "001 L120; RF-069",
    )
    INTENSIVE_HELP = (
        "intensive_help",
        "Intensive help to go missing less",
        "Provided.",
        "001 L121; RF-069",
    )
    GROUP_WORK = (
        "group_work",
        "Group work to go missing less",
        "Provided.",
        "001 L122; RF-069",
    )
    PLACEMENT_REVIEW = (
        "placement_review",
        "Placement review",
        "Whether the placement is still right was looked at.",
        "DfE 2014 ¶68; RF-069",
    )


class SharedWith(Term):
    """To whom what an interview brought to light is given, or only that it took place."""

    POLICE = (
        "police",
        "Police intelligence",
        "The force’s intelligence system.",
        "CSEF L1960; IS-007",
    )
    CASEWORKER = (
        "caseworker",
        "The child’s social worker",
        "Where the child’s case is open.",
        "001 L130; CK-148",
    )
    FRONT_DOOR = (
        "front_door",
        "The safeguarding hub",
        "Where the child’s case is closed and there is a need.",
        "001 L128; CK-148",
    )
    REVIEWING_OFFICER = (
        "reviewing_officer",
        "The independent reviewing officer",
        "Of a looked-after child.",
        "IAP L575; RF-214.34",
    )
    FOSTERING_SERVICE = (
        "fostering_service",
        "The fostering service",
        "That supports the foster carer.",
        "IFR L90–92; CK-142",
    )
    HOME = ("home", "The home or carer", "Whoever cares for the child.", "RF-214.37")
    HEALTH = ("health", "Designated nurse or doctor", "For looked-after children.", "IAP L514")
    SCHOOL = ("school", "The school", "The child’s school or college.", "IAP L600")
    PARENTS = ("parents", "Parents", "Who have no account, and are told by hand.", "IS-005; CF-64")


class ShareContent(Term):
    """How much of an interview somebody is given."""

    WHOLE = (
        "whole",
        "The whole of it",
        "Every answer, unless the child asked to keep it from them.",
        "001 L91; CF-31",
    )
    RELEVANT = (
        "relevant",
        "What is relevant to them",
        "Chosen parts, and a summary.",
        "001 L92; CSEF L1960",
    )
    TOOK_PLACE = (
        "took_place",
        "Only that it took place",
        "Nothing of what was said.",
        "IFR L90–92",
    )
    NOTHING = (
        "nothing",
        "Nothing as a rule",
        "Unless a person decides otherwise for one child, with a reason.",
        "001 L94",
    )


class SharingMode(Term):
    """How a partnership shares return interviews with the police: one has to be chosen (IS-008)."""

    AUTHORITY_COLLATES = (
        "authority_collates",
        "The authority collates, and passes relevant details on",
        "Children’s services do it centrally.",
        "001 L88",
    )
    PROVIDER_COLLATES = (
        "provider_collates",
        "The provider collates, and passes relevant details on",
        "An external provider does it centrally.",
        "001 L89",
    )
    PRACTITIONER = (
        "practitioner",
        "Each practitioner judges",
        "By professional judgement.",
        "001 L90",
    )
    WHOLE_FORM = (
        "whole_form",
        "The whole form, each time",
        "In full, without anything struck out.",
        "001 L91",
    )
    SUMMARY_ALWAYS = (
        "summary_always",
        "A relevant summary, each time",
        "Key intelligence and safeguarding issues only.",
        "001 L92",
    )
    SUMMARY_BY_CASE = (
        "summary_by_case",
        "A relevant summary, case by case",
        "Where somebody judges that it is needed.",
        "001 L93",
    )
    NOT_ROUTINELY = (
        "not_routinely",
        "Not routinely",
        "Departs from the framework, by which interviews reach police intelligence.",
        "001 L94; IS-007",
    )
    CO_LOCATED = (
        "co_located",
        "Provider and police work in one place",
        "And share there.",
        "001 L95",
    )


class AgreementKind(Term):
    """What sort of agreement lets agencies share (IS-009)."""

    DEDICATED = (
        "dedicated",
        "An agreement about missing children",
        "Made for this between the agencies.",
        "001 L97; IS-009",
    )
    GENERAL = (
        "general",
        "The safeguarding partnership’s general agreement",
        "Which covers this among other things.",
        "001 L97–98; IS-009",
    )


class ChildTold(Term):
    """Whether the child was told that something was shared, and with whom (CF-31)."""

    TOLD = ("told", "Yes", "The child was told.", "CF-31")
    WILL_BE = (
        "will_be",
        "Not yet; the child will be told",
        "Somebody will tell the child.",
        "CF-31",
    )
    NOT_TOLD = (
        "not_told",
        "No, because telling would put somebody at risk",
        "The reason is recorded.",
        "SYS: the exception is recorded",
    )
