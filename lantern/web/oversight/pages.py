"""What the pages of oversight show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.urls import NoReverseMatch, reverse

from lantern.access.queries import PAGE_SIZE
from lantern.access.sharing import EMERGENCY
from lantern.audit.sentences import did
from lantern.core.instants import LONDON
from lantern.vocabulary.access import EmergencyOutcome
from lantern.vocabulary.agency import InvolvementBasis
from lantern.web.oversight.forms import EmergencyForm, ReviewForm

if TYPE_CHECKING:
    from lantern.access.models import EmergencyAccess
    from lantern.audit.models import AccessEvent, AuditEvent

BASES = {basis.value: basis.label for basis in InvolvementBasis} | {
    EMERGENCY: "emergency access",
    "list": "a list",
    "search": "a search",
}


class Stored(Protocol):
    """A row of the trail."""

    pk: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing done or seen: when, by whom, what, and to which record."""

    when: str
    who: str
    by: str
    what: str
    about: str
    agency: str = ""
    is_emergency: bool = False


@dataclass(frozen=True, kw_only=True)
class TrailPage:
    """Lines of the trail, newest first, narrowed to a record or a person."""

    title: str
    lines: tuple[Line, ...]
    about: str
    by: str
    older: str
    is_seen: bool
    waiting: int
    template: str = "oversight/trail.jinja"


@dataclass(frozen=True, kw_only=True)
class LooksPage:
    """Who looked at one child's record. The child is named only to those who may see the record."""

    reference: str
    child: str
    lines: tuple[Line, ...]
    older: str
    back: str
    title: str = "Who looked at this record"
    template: str = "oversight/looks.jinja"


@dataclass(frozen=True, kw_only=True)
class EmergencyRow:
    """One opening of a record in an emergency."""

    reference: str
    child: str
    who: str
    agency: str
    opened_at: datetime
    ends_at: datetime
    reason: str
    outcome: str
    is_open: bool
    href: str


@dataclass(frozen=True, kw_only=True)
class EmergenciesPage:
    """Records opened in an emergency, those to review first."""

    rows: tuple[EmergencyRow, ...]
    may_see_activity: bool
    title: str = "Records opened in an emergency"
    template: str = "oversight/emergencies.jinja"


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """One of them: the reason, what was looked at, and the review."""

    row: EmergencyRow
    lines: tuple[Line, ...]
    finding: str
    reviewer: str
    form: ReviewForm | None
    why_not: str
    title: str = "Review emergency access"
    template: str = "oversight/review.jinja"


@dataclass(frozen=True, kw_only=True)
class OpenPage:
    """Open a record in an emergency; what is open already."""

    form: EmergencyForm
    hours: int
    open: tuple[EmergencyRow, ...]
    not_found: bool
    title: str = "Open a record in an emergency"
    template: str = "oversight/open.jinja"


def done(
    events: Sequence["AuditEvent"], names: Mapping[str, str], agencies: Mapping[str, str]
) -> tuple[Line, ...]:
    """What was done, as sentences."""
    return tuple(
        Line(
            when=to_the_second(event.at),
            who=name_of(event.by, names),
            by=event.by,
            what=did(event.kind, _named(event.details, agencies)),
            about=event.about,
        )
        for event in events[:PAGE_SIZE]
    )


def _named(details: Mapping[str, Any], agencies: Mapping[str, str]) -> dict[str, Any]:
    """The details with an agency's name in place of its short one."""
    slug = details.get("agency", "")
    return {**details, **({"agency": agencies[slug]} if slug in agencies else {})}


def seen(
    events: Sequence["AccessEvent"], names: Mapping[str, str], agencies: Mapping[str, str]
) -> tuple[Line, ...]:
    """What was looked at, as sentences."""
    return tuple(
        Line(
            when=to_the_second(event.at),
            who=name_of(event.by, names),
            by=event.by,
            what=f"looked at: {event.page.replace('-', ' ')}",
            about=event.about,
            agency=f"{agencies.get(event.agency, event.agency)}, "
            f"{BASES.get(event.basis, event.basis)}",
            is_emergency=event.basis == EMERGENCY,
        )
        for event in events[:PAGE_SIZE]
    )


def to_the_second(at: datetime) -> str:
    """An instant as the trail shows it: “03:12:07, 4 Sep 2026”."""
    local = at.astimezone(LONDON)
    return f"{local:%H:%M:%S}, {local.day}\N{NO-BREAK SPACE}{local:%b}\N{NO-BREAK SPACE}{local:%Y}"


def older(events: Sequence[Stored]) -> int:
    """From where the next page of lines begins; 0 when there are no more."""
    return events[PAGE_SIZE - 1].pk if len(events) > PAGE_SIZE else 0


def name_of(reference: str, names: Mapping[str, str]) -> str:
    """The person's name, or which part of Lantern it was."""
    if reference.startswith("system:"):
        return f"Lantern ({reference.removeprefix('system:')})"
    return names.get(reference, reference)


def emergency_row(
    one: "EmergencyAccess", names: Mapping[str, str], agencies: Mapping[str, str], at: datetime
) -> EmergencyRow:
    """One opening, in words."""
    return EmergencyRow(
        reference=one.reference,
        child=one.child,
        who=name_of(one.by, names),
        agency=agencies.get(one.agency, one.agency),
        opened_at=one.opened_at,
        ends_at=one.ends_at,
        reason=one.reason,
        outcome=EmergencyOutcome(one.outcome).label if one.outcome else "",
        is_open=one.is_open(at),
        href=reverse("oversight:emergency", args=[one.reference]),
    )


def child_href(reference: str) -> str:
    """The child's page."""
    try:
        return reverse("children:page", args=[reference])
    except NoReverseMatch:
        return "/"
