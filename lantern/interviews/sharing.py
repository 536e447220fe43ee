"""What goes to whom by the agreement in force, and exactly which answers that is. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from lantern.interviews.answering import kept_from
from lantern.interviews.questions import Answers, QuestionSet
from lantern.vocabulary.interviewing import (
    ChildTold,
    ShareContent,
    SharedWith,
    SharingMode,
    Voice,
)
from lantern.vocabulary.role import Role
from lantern.vocabulary.telling import Method

DEFAULT: Final[Mapping[SharedWith, ShareContent]] = MappingProxyType(
    {
        SharedWith.POLICE: ShareContent.RELEVANT,
        SharedWith.CASEWORKER: ShareContent.WHOLE,
        SharedWith.FRONT_DOOR: ShareContent.RELEVANT,
        SharedWith.REVIEWING_OFFICER: ShareContent.RELEVANT,
        SharedWith.FOSTERING_SERVICE: ShareContent.TOOK_PLACE,
        SharedWith.HOME: ShareContent.TOOK_PLACE,
        SharedWith.HEALTH: ShareContent.NOTHING,
        SharedWith.SCHOOL: ShareContent.NOTHING,
        SharedWith.PARENTS: ShareContent.NOTHING,
    }
)
"""Where no agreement is registered: what is relevant to the police, the rest to the child's record
and those who work on it, and the child is told (CF-31)."""

OF_MODE: Final[Mapping[SharingMode, ShareContent]] = MappingProxyType(
    {
        SharingMode.WHOLE_FORM: ShareContent.WHOLE,
        SharingMode.NOT_ROUTINELY: ShareContent.NOTHING,
    }
)
"""What a mode gives the police; any other gives what is relevant (IS-008)."""

READERS: Final[Mapping[SharedWith, tuple[Role, ...]]] = MappingProxyType(
    {
        SharedWith.POLICE: (
            Role.POLICE_MISSING_COORDINATOR,
            Role.INVESTIGATING_OFFICER,
            Role.POLICE_SUPERVISOR,
            Role.DUTY_INSPECTOR,
        ),
        SharedWith.CASEWORKER: (Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.EMERGENCY_DUTY_TEAM),
        SharedWith.FRONT_DOOR: (Role.MASH, Role.MISSING_COORDINATOR),
        SharedWith.REVIEWING_OFFICER: (Role.INDEPENDENT_REVIEWING_OFFICER,),
        SharedWith.FOSTERING_SERVICE: (Role.FOSTERING_SERVICE, Role.FOSTERING_HEAD),
        SharedWith.HOME: (
            Role.CARER,
            Role.HOME_MANAGER,
            Role.KEY_WORKER,
            Role.FOSTER_CARER,
        ),
        SharedWith.HEALTH: (Role.DESIGNATED_HEALTH,),
        SharedWith.SCHOOL: (Role.SCHOOL,),
        SharedWith.PARENTS: (),
    }
)
"""Who reads what was shared with a recipient, the first of them being told. Parents have no
account, and are told by hand."""

FACTS: Final[Mapping[SharedWith, str]] = MappingProxyType(
    {
        SharedWith.POLICE: "return_interview.shared_with_intelligence",
        SharedWith.FOSTERING_SERVICE: "fostering.told_of_interview",
    }
)
"""The fact of the absence that a share is, where its protocol knows it."""
CONCERN_REPORTED: Final = "return_concern.reported"
"""What a child protection concern becomes once social care has the interview."""
SOCIAL_CARE: Final = (SharedWith.CASEWORKER, SharedWith.FRONT_DOOR)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What an agreement gives whom. Without one, the default and its source."""

    basis: str = "No agreement is registered: the default (CF-31)"
    contents: Mapping[SharedWith, ShareContent] = field(default_factory=lambda: DEFAULT)

    def gives(self, recipient: SharedWith) -> ShareContent:
        """How much this recipient gets."""
        return self.contents.get(recipient, DEFAULT[recipient])


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What decides who has to be given the interview."""

    is_open_case: bool = False
    has_need: bool = False
    is_looked_after: bool = False
    is_in_foster_care: bool = False
    is_placed: bool = False


@dataclass(frozen=True, kw_only=True)
class Giving:
    """What somebody means to give: to whom, how much, which parts, how, and why."""

    recipient: SharedWith
    content: ShareContent
    method: Method
    child_told: ChildTold
    parts: tuple[str, ...] = ()
    summary: str = ""
    person: str = ""
    acknowledged_by: str = ""
    reason: str = ""
    child_told_words: str = ""


def expected(known: Circumstances) -> tuple[SharedWith, ...]:
    """To whom an interview goes: police intelligence always; the case's worker or the front door;
    who reviews and cares for the child (CK-133, CK-142, CK-148)."""
    found = [SharedWith.POLICE]
    if known.is_open_case:
        found.append(SharedWith.CASEWORKER)
    elif known.has_need:
        found.append(SharedWith.FRONT_DOOR)
    if known.is_looked_after:
        found.append(SharedWith.REVIEWING_OFFICER)
    if known.is_in_foster_care:
        found.append(SharedWith.FOSTERING_SERVICE)
    if known.is_placed:
        found.append(SharedWith.HOME)
    return tuple(found)


def closed_parts(asked: QuestionSet, answers: Answers, recipient: SharedWith) -> frozenset[str]:
    """The parts this recipient can never be given: the child asked to keep them (CF-64); parents
    are given nothing of the interviewer's either."""
    closed = set(kept_from(asked, answers, recipient))
    if recipient is SharedWith.PARENTS:
        closed |= {one.id for one in asked.of(Voice.INTERVIEWER)}
    return frozenset(closed)


def names_given(asked: QuestionSet, answers: Answers, giving: Giving) -> tuple[str, ...]:
    """The names of the answers given, and no others.

    Never those in a part the child asked to keep from this recipient, nor those the question set
    withholds from them.
    """
    if giving.content not in (ShareContent.WHOLE, ShareContent.RELEVANT):
        return ()
    closed = closed_parts(asked, answers, giving.recipient)
    chosen = _chosen(asked, giving)
    return tuple(
        name
        for section in asked.sections
        if section.id in chosen and section.id not in closed
        for question in section.questions
        if giving.recipient not in question.withheld_from
        for name in question.names
        if name in answers
    )


def _chosen(asked: QuestionSet, giving: Giving) -> Collection[str]:
    if giving.content is ShareContent.WHOLE:
        return {one.id for one in asked.sections}
    return giving.parts


def faults(asked: QuestionSet, answers: Answers, giving: Giving, terms: Terms) -> dict[str, str]:
    """A sentence for each thing that is missing or must not be."""
    found: dict[str, str] = {}
    if giving.content is ShareContent.NOTHING:
        found["content"] = "Choose what to give, or go back: nothing is recorded for nothing given"
    found |= _part_faults(asked, answers, giving)
    if giving.content is not terms.gives(giving.recipient) and not giving.reason.strip():
        found["reason"] = (
            f"The agreement gives {giving.recipient.label.lower()}: "
            f"{terms.gives(giving.recipient).label.lower()}. Say why this is otherwise"
        )
    if giving.child_told is ChildTold.NOT_TOLD and not giving.child_told_words.strip():
        found["child_told_words"] = "Say why the child is not told"
    if giving.recipient is SharedWith.PARENTS and giving.method is Method.LANTERN:
        found["method"] = "Parents have no account here. Say how they were told"
    if giving.method is not Method.LANTERN and not giving.person.strip():
        found["person"] = "Name whom you told"
    return found


def _part_faults(asked: QuestionSet, answers: Answers, giving: Giving) -> dict[str, str]:
    if giving.content is not ShareContent.RELEVANT:
        return {}
    if not giving.parts and not giving.summary.strip():
        return {"parts": "Choose the parts to give, or write a summary"}
    closed = closed_parts(asked, answers, giving.recipient)
    known = {one.id: one.title for one in asked.sections}
    wrong = [known.get(one, one) for one in giving.parts if one in closed or one not in known]
    if wrong:
        return {"parts": "This cannot be given to them: " + ", ".join(wrong)}
    return {}


def contents_of(
    mode: SharingMode, others: Iterable[tuple[SharedWith, ShareContent]]
) -> dict[SharedWith, ShareContent]:
    """What an agreement with this mode gives: the mode speaks for the police, each other for
    itself."""
    police = OF_MODE.get(mode, ShareContent.RELEVANT)
    return {**DEFAULT, **dict(others), SharedWith.POLICE: police}
