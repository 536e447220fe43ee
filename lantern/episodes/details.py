"""What an entry of each kind holds beside its instant, its fact and its words; stored as JSON.

A field left empty was not asked or not answered; “not known” is an answer of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from lantern.episodes.codec import from_json, to_json
from lantern.episodes.return_details import Discussion as Discussion
from lantern.episodes.return_details import LocatedDetails as LocatedDetails
from lantern.episodes.return_details import ReturnDetails as ReturnDetails
from lantern.vocabulary.absence import (
    ContactKind,
    Corroboration,
    EndOfEpisode,
    EntryKind,
    Origin,
    Precision,
)
from lantern.vocabulary.returning import (
    Answer,
    CheckKind,
    ChecksOutcome,
    PoliceSupport,
    StrategyDecision,
)
from lantern.vocabulary.risk import HighRiskGround
from lantern.vocabulary.telling import Method, NotTold, Recipient

YES: Final = "yes"
NO: Final = "no"
"""How the value of an entry says that a state of the protocol's vocabulary is true or false."""


@dataclass(frozen=True, kw_only=True)
class Reporter:
    """Who reported, and how to reach them tonight (RF-201.20)."""

    name: str
    role: str = ""
    agency: str = ""
    telephone: str = ""


@dataclass(frozen=True, kw_only=True)
class LastSeen:
    """When, where and by whom the child was last seen; the time may be unknown (RF-201.13, .14)."""

    at: datetime | None = None
    place: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckMade:
    """One preliminary check: what, when, by whom, of whom, with what result (RF-203)."""

    kind: CheckKind
    at: datetime | None = None
    by: str = ""
    target: str = ""
    result: str = ""


@dataclass(frozen=True, kw_only=True)
class ChecksDeadline:
    """When the preliminary checks must end, and why then: set at the outset (IAP L520, DA-058)."""

    at: datetime
    reason: str
    set_at: datetime
    set_by: str = ""


@dataclass(frozen=True, kw_only=True)
class RiskAnswer:
    """One of the sixteen questions of the list, answered again tonight (QS-041–056)."""

    question: str
    answer: Answer
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """Somebody already told when the report is made, and who acknowledged it (RF-206)."""

    recipient: Recipient
    at: datetime
    person: str = ""
    method: Method = Method.TELEPHONE
    reference: str = ""
    acknowledged_by: str = ""


@dataclass(frozen=True, kw_only=True)
class ParentsNotTold:
    """The decision not to tell the parents, its reason and who decided it (DA-063)."""

    reason: NotTold
    decided_by: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class WhereaboutsDetails:
    """Where the child is said to be, and how that was confirmed (RF-027, GL-025)."""

    corroboration: Corroboration = Corroboration.NONE
    place: str = ""
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class SaidWhere:
    """Where the child is, as known when the report is made; `at` is since when."""

    at: datetime
    corroboration: Corroboration
    place: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class AlreadyBack:
    """A child who was back, or found, before the report was made (CK-061)."""

    at: datetime
    details: ReturnDetails
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """An answer to a question that a rulebook asks: yes or no, a value, a number or a name.

    Of an event `at` is when it happened; otherwise since when it is so. None: when the page says.
    """

    fact: str
    value: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ReportDetails:
    """A report of a child's absence, as the reporter gave it (RF-020, RF-201)."""

    reporter: Reporter
    origin: Origin = Origin.CARE
    went_from: str = ""
    went_at: datetime | None = None
    noticed_at: datetime | None = None
    last_seen: LastSeen = LastSeen()
    with_whom: str = ""
    circumstances: str = ""
    clothing: str = ""
    bags: str = ""
    phone: str = ""
    belongings: str = ""
    description: str = ""
    photograph: str = ""
    medical: str = ""
    family: str = ""
    friends: str = ""
    associates: str = ""
    likely_places: str = ""
    checks: tuple[CheckMade, ...] = ()
    deadline: ChecksDeadline | None = None
    outcome: ChecksOutcome | None = None
    immediate_worry: str = ""
    forcibly_removed: bool = False
    risk: tuple[RiskAnswer, ...] = ()
    risk_words: str = ""
    told: tuple[Told, ...] = ()
    parents_not_told: ParentsNotTold | None = None
    whereabouts: SaidWhere | None = None
    back: AlreadyBack | None = None
    profile_version: int | None = None
    answers: tuple[Answered, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CheckDetails:
    """A preliminary check, or the deadline set for them."""

    kind: CheckKind | None = None
    by: str = ""
    target: str = ""
    deadline: datetime | None = None
    outcome: ChecksOutcome | None = None


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """One rule of the protocol that spoke of the value chosen, and what was said to it."""

    rule: str
    says: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class UnderRules:
    """How the rules of the day bore on a decision (RF-030).

    `decided_as` is the rank to which the value is kept; `exempt` has the ground of each exemption,
    `warned` the reason against each warning.
    """

    decided_as: str = ""
    forced: tuple[Weighed, ...] = ()
    exempt: tuple[Weighed, ...] = ()
    warned: tuple[Weighed, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ClassificationDetails:
    """The police decision, what it replaced, and how the rules bore on it."""

    # Of decisions before the questions of the rulebook were asked on the page.
    questions_answered: bool = True
    was: str = ""
    rules: UnderRules = UnderRules()


@dataclass(frozen=True, kw_only=True)
class RiskDetails:
    """A grading, what it was before, and how the rules bore on it (RF-030)."""

    # Of gradings before the questions of the rulebook were asked on the page.
    grounds: tuple[HighRiskGround, ...] = ()
    route: str = ""
    was: str = ""
    rules: UnderRules = UnderRules()


@dataclass(frozen=True, kw_only=True)
class ContactDetails:
    """An attempt, enquiry, visit or sighting (RF-035)."""

    contact: ContactKind
    person: str = ""
    result: str = ""
    reached: Answer | None = None
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class NotificationDetails:
    """Who was told, how and by whom; or why not, and who decided (RF-032, RF-206)."""

    recipient: Recipient
    after_return: bool = False
    person: str = ""
    method: Method | None = None
    reference: str = ""
    not_told: NotTold | None = None
    decided_by: str = ""
    # An acknowledgement: the key of the notification that it answers, and who acknowledged.
    acknowledges: str = ""
    acknowledged_by: str = ""


@dataclass(frozen=True, kw_only=True)
class StepDetails:
    """Something the protocol asks for, done: by whom, where that is not whoever records it.

    Of a decision also what it replaced, and how the rules bore on it. Of what is arranged when a
    child is located or back, with whom and how (RF-060, RF-063).
    """

    done_by: str = ""
    was: str = ""
    rules: UnderRules = UnderRules()
    decision: StrategyDecision | None = None
    agreed_with: str = ""
    collected_by: str = ""
    transport: str = ""
    place: str = ""
    police_support: PoliceSupport | None = None
    again_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class NoteDetails:
    """Words for the record."""

    about: str = ""


@dataclass(frozen=True, kw_only=True)
class ClosedDetails:
    """Why the episode was closed otherwise than by a return."""

    ends: EndOfEpisode = EndOfEpisode.REPORTED_IN_ERROR


Details = (
    ReportDetails
    | CheckDetails
    | WhereaboutsDetails
    | ClassificationDetails
    | RiskDetails
    | ContactDetails
    | NotificationDetails
    | LocatedDetails
    | ReturnDetails
    | StepDetails
    | NoteDetails
    | ClosedDetails
)

KINDS: Final[Mapping[EntryKind, type]] = {
    EntryKind.REPORT: ReportDetails,
    EntryKind.CHECK: CheckDetails,
    EntryKind.WHEREABOUTS: WhereaboutsDetails,
    EntryKind.CLASSIFICATION: ClassificationDetails,
    EntryKind.RISK: RiskDetails,
    EntryKind.CONTACT: ContactDetails,
    EntryKind.NOTIFICATION: NotificationDetails,
    EntryKind.LOCATED: LocatedDetails,
    EntryKind.RETURNED: ReturnDetails,
    EntryKind.STEP: StepDetails,
    EntryKind.NOTE: NoteDetails,
    EntryKind.CLOSED: ClosedDetails,
}
"""Which dataclass the details of each kind of entry are."""


def write(details: Details) -> dict[str, Any]:
    """The details as an entry stores them."""
    written: dict[str, Any] = to_json(details)
    return written


def read(kind: EntryKind, written: Mapping[str, Any]) -> Details:
    """The details of an entry of this kind, as they were given."""
    details: Details = from_json(KINDS[kind], written)
    return details


NONE: Final = NoteDetails()
"""Nothing beside the instant, the fact and the words."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One fact to be added: what kind, when it happened, its value, the words and the rest.

    Where only the day is known, `precision` says so, and no page shows a time.
    """

    kind: EntryKind
    at: datetime
    fact: str = ""
    value: str = ""
    words: str = ""
    details: Details = NONE
    precision: Precision = Precision.MINUTE
