"""What each agency sees of a child's record, and why (IS-060 to IS-069).

Whose records an actor reaches at all is the open involvement of their agency (`opens`); how much of
a record they see is `sight`; what they may do to it is `roles`. An agency always sees what it
recorded itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Q

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core.decision import Decision, allowed_if
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.agency import AgencyKind, InvolvementBasis

EMERGENCY: Final = "emergency"
"""The basis of a look under emergency access, beside the values of InvolvementBasis."""
SYSTEM: Final = "system"
"""The basis on which a part of the system reads."""


class Part(StrEnum):
    """A part of a child's record that some agencies see and others do not."""

    CARD = "who the child is: name, age, description, photograph and whom to ring"
    PROFILE = "the profile kept ready in case of absence"
    ADDRESS = "the family home’s address, unless it is protected"
    CONTACTS = "family and friends, and who may be told"
    IDENTIFIERS = "the numbers by which agencies know the child"
    STATUS = "legal and care status, protection plan and enquiries"
    PLACEMENT = "where the child is placed"
    PROFESSIONALS = "who works with the child"
    CONCERNS = "standing concerns and the assessment of risk before any absence"
    INTELLIGENCE = "information on other people: associates and persons who pose a risk"
    OPEN_ABSENCE = "that the child is missing now"
    ABSENCES = "each absence: when, where from, where found and how it ended"
    DECISIONS = "the police classification and the gradings of risk, with their reasons"
    ENQUIRIES = "checks, attempts to reach the child, enquiries, visits and sightings"
    NOTIFICATIONS = "who was told, by whom and whether they acknowledged"
    WORK = "steps under the protocol, meetings, plans and notes"
    RETURN = "what came of the safe and well check and the return interview"
    DUTIES = "who owes what by when"


_MINIMUM: Final = {Part.CARD, Part.PROFESSIONALS, Part.OPEN_ABSENCE}
_ABSENCE: Final = _MINIMUM | {Part.PLACEMENT, Part.ABSENCES, Part.DECISIONS, Part.NOTIFICATIONS}
_CARE: Final = _ABSENCE | {
    Part.PROFILE,
    Part.ADDRESS,
    Part.CONTACTS,
    Part.STATUS,
    Part.CONCERNS,
    Part.ENQUIRIES,
    Part.WORK,
    Part.RETURN,
    Part.DUTIES,
}
_ALL: Final = frozenset(Part)

PARTS: Final[Mapping[str, frozenset[Part]]] = {
    InvolvementBasis.RESPONSIBLE_AUTHORITY: _ALL,  # IS-061
    InvolvementBasis.HOST_AUTHORITY: frozenset(_CARE - {Part.CONTACTS}),  # IS-012, IS-062
    InvolvementBasis.CARES_FOR: frozenset(_CARE),  # IS-060
    InvolvementBasis.POLICE: _ALL - {Part.WORK},  # IS-010, IS-064
    InvolvementBasis.RETURN_INTERVIEW: frozenset(  # IS-063
        _ABSENCE | {Part.PROFILE, Part.CONTACTS, Part.CONCERNS, Part.RETURN, Part.DUTIES}
    ),
    InvolvementBasis.HEALTH: frozenset(_ABSENCE | {Part.CONCERNS, Part.DUTIES}),  # IS-014, IS-066
    InvolvementBasis.SCHOOL: frozenset(_MINIMUM),  # IS-065
    EMERGENCY: _ALL,  # IS-069
    SYSTEM: _ALL,
}
"""Why an agency is involved, and the parts of the record which that opens."""

KINDS: Final[Mapping[InvolvementBasis, frozenset[AgencyKind]]] = {
    InvolvementBasis.RESPONSIBLE_AUTHORITY: frozenset({AgencyKind.LOCAL_AUTHORITY}),
    InvolvementBasis.HOST_AUTHORITY: frozenset({AgencyKind.LOCAL_AUTHORITY}),
    InvolvementBasis.CARES_FOR: frozenset({AgencyKind.CHILDRENS_HOME, AgencyKind.FOSTER_HOUSEHOLD}),
    InvolvementBasis.POLICE: frozenset({AgencyKind.POLICE_FORCE}),
    # A council may interview with its own staff (RO-111).
    InvolvementBasis.RETURN_INTERVIEW: frozenset(
        {AgencyKind.INTERVIEW_PROVIDER, AgencyKind.LOCAL_AUTHORITY}
    ),
    InvolvementBasis.HEALTH: frozenset({AgencyKind.HEALTH}),
    InvolvementBasis.SCHOOL: frozenset({AgencyKind.SCHOOL}),
}
"""Which kinds of agency a basis fits. A basis never opens a record to another kind."""

LASTS: Final[Mapping[InvolvementBasis, timedelta]] = {
    InvolvementBasis.CARES_FOR: timedelta(days=14),
    InvolvementBasis.HOST_AUTHORITY: timedelta(days=14),
    InvolvementBasis.RETURN_INTERVIEW: timedelta(days=28),
}
"""How long a record stays open after the involvement has ended, for those who finish the return's
work (what the child said, the report, the feedback). SYS: no source gives a length."""

PART_OF_ENTRY: Final[Mapping[EntryKind, Part]] = {
    EntryKind.REPORT: Part.ABSENCES,
    EntryKind.CHECK: Part.ENQUIRIES,
    EntryKind.WHEREABOUTS: Part.ABSENCES,
    EntryKind.CLASSIFICATION: Part.DECISIONS,
    EntryKind.RISK: Part.DECISIONS,
    EntryKind.CONTACT: Part.ENQUIRIES,
    EntryKind.NOTIFICATION: Part.NOTIFICATIONS,
    EntryKind.LOCATED: Part.ABSENCES,
    EntryKind.RETURNED: Part.ABSENCES,
    EntryKind.STEP: Part.WORK,
    EntryKind.NOTE: Part.WORK,
    EntryKind.CLOSED: Part.ABSENCES,
}
"""The part of the record to which each kind of entry belongs."""


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What somebody may see of one child's record, and the basis that the audit trail names."""

    basis: str = ""
    parts: frozenset[Part] = frozenset()

    def __bool__(self) -> bool:
        """Whether they may know of the record at all."""
        return bool(self.parts)

    def shows(self, part: Part) -> bool:
        """Whether they may see this part."""
        return part in self.parts

    def requires(self, part: Part) -> Decision:
        """The same answer, with a sentence when it is no."""
        return allowed_if(
            part in self.parts,
            f"Your agency’s part in this child’s life does not open {part.value}.",
        )

    @property
    def entry_kinds(self) -> frozenset[EntryKind]:
        """The kinds of entry they may see, beside those that their own agency recorded."""
        return frozenset(kind for kind, part in PART_OF_ENTRY.items() if part in self.parts)


NOTHING: Final = Sight()


def sight(actor: Actor, bases: Iterable[str]) -> Sight:
    """What the actor may see, given every basis on which their agency is involved with the child.

    Someone in a role that sees no child's record sees nothing, whatever the agency's basis.
    """
    if actor.is_system:
        return Sight(basis=SYSTEM, parts=_ALL)
    if not actor.holds(Permission.CHILD_SEE):
        return NOTHING
    opening = [basis for basis in bases if fits(actor.agency_kind, basis)]
    if not opening:
        return NOTHING
    widest = max(opening, key=lambda basis: (len(PARTS[basis]), basis))
    return Sight(basis=widest, parts=frozenset().union(*(PARTS[basis] for basis in opening)))


def fits(kind: AgencyKind | None, basis: str) -> bool:
    """Whether an agency of this kind can be involved on this basis."""
    if basis == EMERGENCY:
        return True
    return kind in KINDS[InvolvementBasis(basis)]


def opens(at: datetime) -> Q:
    """The involvements that open a record at this instant, as a filter on `people.Involvement`."""
    now_open = Q(from_at__lte=at) & (Q(until_at__isnull=True) | Q(until_at__gt=at))
    for basis, lasts in LASTS.items():
        now_open |= Q(basis=basis, from_at__lte=at, until_at__gt=at - lasts)
    return now_open


def is_opened_by(basis: str, *, from_at: datetime, until_at: datetime | None, at: datetime) -> bool:
    """The same of one involvement that is in hand: to ask it of a few is dearer in the database."""
    if from_at > at:
        return False
    lasts = LASTS.get(InvolvementBasis(basis), timedelta())
    return until_at is None or until_at > at - lasts
