"""The record of an episode in words: every fact with its source, its time and its corrections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from lantern.core.instants import LONDON, day_in_london
from lantern.episodes.details import (
    CheckDetails,
    ClassificationDetails,
    ContactDetails,
    Discussion,
    NotificationDetails,
    ReportDetails,
    ReturnDetails,
    UnderRules,
)
from lantern.episodes.queries import Line
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.vocabulary.absence import (
    Classification,
    Corroboration,
    EndOfEpisode,
    EntryKind,
    Precision,
)
from lantern.vocabulary.risk import RiskLevel
from lantern.vocabulary.role import Role
from lantern.vocabulary.term import Term
from lantern.web import wording

AT_ONCE: Final = timedelta(minutes=10)
"""What is recorded within this time of happening is not called late. SYS: nobody types faster."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One fact of an item: heading, words and the rest, and what it replaced."""

    key: str
    title: str
    words: str
    rows: tuple[tuple[str, str], ...]
    is_withdrawn: bool
    reason: str
    may_change: bool
    may_acknowledge: bool
    earlier: tuple["Part", ...]
    byline: str
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """What one person said of one instant."""

    at: datetime
    time: str
    byline: str
    late: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of London's calendar, and what happened on it, the latest first."""

    on: str
    items: tuple[Item, ...]


def days(lines: Iterable[Line]) -> tuple[Day, ...]:
    """The lines by day, the latest first; what one person said of one instant stands together."""
    groups: dict[tuple[datetime, datetime, str], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.at, line.recorded_at, line.by), []).append(line)
    by_day: dict[date, list[Item]] = {}
    for group in groups.values():
        item = _item(group)
        by_day.setdefault(day_in_london(item.at), []).append(item)
    return tuple(
        Day(on=f"{on:%A} {wording.day(on)}", items=tuple(found)) for on, found in by_day.items()
    )


def _item(group: list[Line]) -> Item:
    first = group[0]
    ordered = sorted(group, key=lambda line: int(line.version))
    return Item(
        at=first.at,
        time="Time not known" if first.precision == Precision.DAY else wording.clock(first.at),
        byline=byline(first),
        late=late(first.at, first.recorded_at),
        parts=tuple(part(line) for line in ordered),
    )


def byline(line: Line) -> str:
    """Who says so: name, role and agency."""
    role = Role(line.role).label if line.role else ""
    return ", ".join(one for one in (line.by, role, line.agency) if one)


def late(at: datetime, recorded_at: datetime) -> str:
    """How long after it happened it was recorded; or that it was set beforehand."""
    if at > recorded_at + AT_ONCE:
        return f"set at {wording.brief(recorded_at)}"
    if recorded_at - at <= AT_ONCE:
        return ""
    return f"recorded {wording.length(recorded_at - at)} later, at {wording.brief(recorded_at)}"


def part(line: Line) -> Part:
    """One fact in words."""
    return Part(
        key=line.key,
        title=title(line),
        words=line.words,
        rows=tuple(rows(line)),
        is_withdrawn=line.is_withdrawn,
        reason=line.reason,
        may_change=line.may_correct or line.may_withdraw,
        may_acknowledge=_waits(line),
        earlier=tuple(replace(part(one), when=_moved(one, line)) for one in reversed(line.earlier)),
        byline=f"{line.by}, {wording.brief(line.recorded_at)}",
    )


def _moved(before: Line, after: Line) -> str:
    """When an earlier version said it happened, where that was put right."""
    return wording.brief(before.at) if before.at != after.at else ""


def _waits(line: Line) -> bool:
    """Whether somebody was told and nobody has said that they have it."""
    details = line.details
    return (
        isinstance(details, NotificationDetails)
        and not line.is_withdrawn
        and details.not_told is None
        and not details.acknowledges
        and not details.acknowledged_by
        and line.value == ""
    )


def title(line: Line) -> str:
    """The fact as a heading."""
    by_kind = _TITLES.get(EntryKind(line.kind))
    own = by_kind(line) if by_kind is not None else ""
    if own:
        return own
    if line.definition is not None:
        return _did(line.definition, line.value)
    return EntryKind(line.kind).label


def _did(definition: FactDefinition, value: str) -> str:
    if definition.values and value in definition.values:
        return wording.capital(definition.says(value))
    if definition.of or definition.kind in (Kind.MEMBERS, Kind.NUMBER):
        return f"{wording.capital(definition.words)}: {value}"
    if definition.kind is not Kind.STATE:
        is_a_question = definition.did == definition.question
        return wording.capital(
            definition.words if is_a_question else definition.did or definition.words
        )
    if value == "no":
        return f"No longer so, or not so: {definition.words}"
    return wording.capital(definition.words)


def _report(line: Line) -> str:
    return "" if line.fact else "Reported by somebody else as well"


def _whereabouts(line: Line) -> str:
    if line.fact != "whereabouts":
        return ""
    details = line.details
    if isinstance(details, ReturnDetails) and details.ends == EndOfEpisode.NEW_PLACEMENT:
        return "In another safe place"
    return {
        "not_known": "Whereabouts not known",
        "known": "Whereabouts known",
        "located_with_contact": "Located, and in contact",
        "located_no_contact": "Located, without meaningful contact",
        "returned": "Back",
    }[line.value]


def _classification(line: Line) -> str:
    if line.fact != "police.classification":
        return ""
    return f"Police classification: {_level(line, line.value, Classification)}"


def _risk(line: Line) -> str:
    return (
        f"Risk graded {_level(line, line.value, RiskLevel)}" if line.fact == "police.risk" else ""
    )


def _level(line: Line, value: str, terms: type[Term]) -> str:
    """A value in the words of the rulebook of its day; those of the product where it has none."""
    words = line.definition.values.get(value, "") if line.definition is not None else ""
    return words or (terms(value).label.lower() if value in set(terms) else value)


def _contact(line: Line) -> str:
    details = line.details
    if line.fact.startswith("checks.") or not isinstance(details, ContactDetails):
        return ""
    return "" if line.fact == "wellbeing.established" else details.contact.label


def _check(line: Line) -> str:
    details = line.details
    return details.kind.label if isinstance(details, CheckDetails) and details.kind else ""


def _notification(line: Line) -> str:
    details = line.details
    if not isinstance(details, NotificationDetails):
        return ""
    if details.acknowledges:
        return f"{details.recipient.label}: acknowledged by {details.acknowledged_by}"
    if details.not_told is not None:
        return f"{details.recipient.label}: decided not to tell them"
    return ""


def _closed(line: Line) -> str:
    return "Closed: reported in error"


_TITLES: Final = {
    EntryKind.REPORT: _report,
    EntryKind.WHEREABOUTS: _whereabouts,
    EntryKind.LOCATED: _whereabouts,
    EntryKind.RETURNED: _whereabouts,
    EntryKind.CLASSIFICATION: _classification,
    EntryKind.RISK: _risk,
    EntryKind.CONTACT: _contact,
    EntryKind.CHECK: _check,
    EntryKind.NOTIFICATION: _notification,
    EntryKind.CLOSED: _closed,
}

LABELS: Final[Mapping[str, str]] = {
    "place": "Where",
    "person": "Who",
    "result": "",
    "target": "Of whom",
    "by": "By",
    "done_by": "Done by",
    "deadline": "Ends at",
    "corroboration": "Confirmed",
    "evidence": "Evidence",
    "reached": "Reached",
    "method": "How",
    "reference": "Reference",
    "not_told": "Reason",
    "decided_by": "Decided by",
    "acknowledged_by": "Acknowledged by",
    "grounds": "Because",
    "was": "Before",
    "route": "Route",
    "questions_answered": "Risk questions",
    "found_by": "Found by",
    "brought_by": "Brought back by",
    "collected_by": "Collected by",
    "transport": "Transport",
    "decision": "Decision",
    "agreed_with": "Agreed with",
    "again_at": "Looked at again by",
    "found_where": "Found",
    "found_at": "Found at",
    "with_whom": "With",
    "distance_miles": "Distance",
    "overnight": "Away overnight",
    "where_slept": "Slept",
    "police_support": "Police helped",
    "hurt": "Hurt or harmed",
    "hurt_words": "How",
    "offence_by": "Offence by the child",
    "offence_by_words": "What",
    "offence_against": "Offence against the child",
    "offence_against_words": "What",
    "offered_talk": "Offered a talk before going back",
    "told_of_interview": "Told of the right to an interview",
    "how": "How",
    "discussion": "",
}
_ROUTES: Final = {
    "superintendent": "authorised by a superintendent",
    "first_wrong": "the first assessment was wrong",
}
TOPICS: Final[Mapping[str, str]] = {
    "reasons": "Why",
    "whereabouts": "Where",
    "where_slept": "Slept",
    "adults": "Adults",
    "young_people": "Young people",
    "funding": "Paid for by",
    "harm": "Harm",
    "risk_of_harm": "Risk of harm",
}


def rows(line: Line) -> Iterable[tuple[str, str]]:
    """What the entry holds beside its words, each with its label."""
    details = line.details
    if isinstance(details, ReportDetails):
        yield from _report_rows(line, details)
        return
    if isinstance(details, NotificationDetails) and details.acknowledges:
        return
    for field in fields(details):
        label, value = LABELS.get(field.name, ""), getattr(details, field.name)
        if isinstance(value, Discussion):
            yield from _topics(value)
        elif isinstance(value, UnderRules):
            yield from _under_rules(value)
        elif field.name == "was" and value:
            yield label, _before(line, value)
        elif label and (said := _said(field.name, value)):
            yield label, said


def _under_rules(rules: UnderRules) -> Iterable[tuple[str, str]]:
    """How the rules of the day bore on a decision."""
    if rules.decided_as:
        role = rules.decided_as
        yield "Decided as", Role(role).label if role in set(Role) else role
    for one in rules.forced:
        yield "Set by a rule", one.says
    for one in rules.exempt:
        yield "Although", one.says
        yield "Ground", one.words
    for one in rules.warned:
        yield "Although", one.says
        yield "Reason", one.words


def _report_rows(line: Line, details: ReportDetails) -> Iterable[tuple[str, str]]:
    seen = details.last_seen
    if line.fact == "episode.last_seen":
        yield from (
            (label, said) for label, said in (("Where", seen.place), ("By", seen.by)) if said
        )
    elif line.fact in ("episode.reported", ""):
        who = details.reporter
        role = Role(who.role).label if who.role in set(Role) else who.role
        number = wording.telephone(who.telephone)
        said = ", ".join(one for one in (who.name, role or who.agency, number) if one)
        yield "Reporter", said


def _topics(discussion: Discussion) -> Iterable[tuple[str, str]]:
    for name, label in TOPICS.items():
        if said := getattr(discussion, name):
            yield label, said


def _said(name: str, value: Any) -> str:
    if value == Corroboration.NONE:
        return ""  # what is not known has nothing to confirm
    if name == "questions_answered":
        return "" if value else "some could not be answered"
    if name == "route":
        return _ROUTES.get(value, "")
    if name == "distance_miles" and value is not None:
        return f"{value:g} miles"
    return said(value)


def _before(line: Line, value: str) -> str:
    kind = Classification if isinstance(line.details, ClassificationDetails) else RiskLevel
    return _level(line, value, kind)


def said(value: Any) -> str:
    """A value as a person would read it; empty when there is none."""
    if value is None or value in ("", (), False):
        return ""
    if isinstance(value, Term):
        return value.label
    if isinstance(value, datetime):
        return wording.moment(value.astimezone(LONDON))
    if isinstance(value, tuple):
        return "; ".join(said(one) for one in value)
    return "Yes" if value is True else str(value)
