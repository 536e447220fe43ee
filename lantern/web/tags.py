"""The word and colour of each state that pages show as a tag; no colour without its word."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lantern.vocabulary.absence import Classification
from lantern.vocabulary.duty import DutyState
from lantern.vocabulary.risk import RiskLevel
from lantern.web import wording


@dataclass(frozen=True, kw_only=True)
class Tag:
    """One state in one or two words."""

    text: str
    colour: str = ""

    @property
    def classes(self) -> str:
        """The design system's class for the colour; none for its own blue."""
        return f"govuk-tag--{self.colour}" if self.colour else ""


RISKS: Final[Mapping[RiskLevel, Tag]] = {
    RiskLevel.HIGH: Tag(text="High risk", colour="red"),
    RiskLevel.MEDIUM: Tag(text="Medium risk", colour="orange"),
    RiskLevel.LOW: Tag(text="Low risk", colour="green"),
}
NOT_GRADED: Final = Tag(text="Risk not graded", colour="yellow")
CLASSIFICATIONS: Final[Mapping[Classification, Tag]] = {
    Classification.MISSING: Tag(text="Police: missing", colour="purple"),
    Classification.ABSENT: Tag(text="Police: absent", colour="teal"),
    Classification.NOT_RECORDED: Tag(text="Police: not recorded", colour="grey"),
}
NOT_CLASSIFIED: Final = Tag(text="Police: not decided", colour="yellow")
WHEREABOUTS: Final[Mapping[str, Tag]] = {
    "not_known": Tag(text="Whereabouts not known", colour="red"),
    "known": Tag(text="Whereabouts known"),
    "located_no_contact": Tag(text="Located, no contact", colour="orange"),
    "located_with_contact": Tag(text="Located, in contact"),
    "returned": Tag(text="Back", colour="green"),
}
DUTIES: Final[Mapping[DutyState, Tag]] = {
    DutyState.NOT_YET: Tag(text="Not yet", colour="grey"),
    DutyState.OWED: Tag(text="To do"),
    DutyState.DUE_SOON: Tag(text="Due soon", colour="orange"),
    DutyState.OVERDUE: Tag(text="Overdue", colour="red"),
    DutyState.MET: Tag(text="Done", colour="green"),
    DutyState.MET_LATE: Tag(text="Done late", colour="yellow"),
    DutyState.EXCUSED: Tag(text="Excused", colour="grey"),
    DutyState.OVERDUE_BEFORE_EXCUSED: Tag(text="Excused late", colour="yellow"),
    DutyState.MISSED: Tag(text="Not done", colour="red"),
}


def risk(level: str, words: str = "") -> Tag:
    """The risk as graded; one that nobody has graded says so. `words` are the rulebook's own, where
    a force has a scale that does not come with the product."""
    if not level:
        return NOT_GRADED
    if level in set(RiskLevel):
        return RISKS[RiskLevel(level)]
    words = words or level
    return Tag(text=wording.capital(words if "risk" in words else f"{words} risk"))


def classification(decided: str, words: str = "") -> Tag:
    """What the police have decided; where they have not, that."""
    if not decided:
        return NOT_CLASSIFIED
    if decided in set(Classification):
        return CLASSIFICATIONS[Classification(decided)]
    return Tag(text=f"Police: {words or decided}")


def whereabouts(value: str) -> Tag:
    """Whether it is known where the child is."""
    return WHEREABOUTS[value]


def duty(state: DutyState) -> Tag:
    """How a duty stands."""
    return DUTIES[state]
