"""What the pages of strategy meetings show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse

from lantern.core.decision import Decision
from lantern.duties.queries import Line as Duty
from lantern.meetings.queries import Line, Reviewed, Seen
from lantern.vocabulary.meeting import Came, MeetingState, Part, Placed
from lantern.web import tags, wording
from lantern.web.meetings.agenda import AgendaPart
from lantern.web.meetings.arrange_forms import ArrangeForm
from lantern.web.meetings.hold_forms import HoldForm
from lantern.web.plans.pages import ActionRow
from lantern.web.tags import Tag

STATES: Final[Mapping[MeetingState, Tag]] = {
    MeetingState.ARRANGED: Tag(text="Arranged"),
    MeetingState.TO_RECORD: Tag(text="To record", colour="orange"),
    MeetingState.HELD: Tag(text="Held", colour="green"),
    MeetingState.CANCELLED: Tag(text="Cancelled", colour="grey"),
    MeetingState.TAKEN_BACK: Tag(text="Taken back", colour="grey"),
}


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """One line of the list: a child, and what is next."""

    name: str
    text: str
    href: str
    action: str
    tag: Tag | None = None
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class ListSection:
    """Lines that wait for the same."""

    heading: str
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Meetings that have to be arranged, that are to come, to be recorded or reviewed."""

    sections: tuple[ListSection, ...]
    title: str = "Meetings"
    template: str = "meetings/list.jinja"


@dataclass(frozen=True, kw_only=True)
class ArrangePage:
    """Call a meeting."""

    name: str
    back: str
    form: ArrangeForm
    notes: tuple[str, ...]
    title: str = "Arrange a strategy meeting"
    template: str = "meetings/arrange.jinja"


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """Somebody who comes or was left out, why, and how they were told."""

    name: str
    why: str
    said: str
    is_invited: bool
    is_untold: bool


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something that this person may do here next."""

    text: str
    href: str
    is_main: bool = False
    is_last: bool = False


@dataclass(frozen=True, kw_only=True)
class ReviewRow:
    """One review of the actions, and where this reader puts it right, if they may."""

    said: str
    words: str
    why: str
    href: str


@dataclass(frozen=True, kw_only=True)
class MinutesBlock:
    """The record as this reader may read it: headings with words."""

    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    shared: tuple[tuple[str, str, str], ...]
    legal: tuple[tuple[str, str], ...]
    actions: tuple[ActionRow, ...]
    reviews: tuple["ReviewRow", ...]
    is_whole: bool


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    """One child's meeting: when, who comes, the agenda, and its record once it was held."""

    title: str
    name: str
    back: str
    tag: Tag
    facts: tuple[tuple[str, str], ...]
    members: tuple[MemberRow, ...]
    left_out: tuple[MemberRow, ...]
    agenda: tuple[AgendaPart, ...]
    minutes: MinutesBlock | None
    actions: tuple[Action, ...]
    why_not: str
    copies: tuple[tuple[str, str], ...]
    taken_back: str = ""
    template: str = "meetings/meeting.jinja"


@dataclass(frozen=True, kw_only=True)
class HoldPage:
    """Record a meeting."""

    title: str
    name: str
    back: str
    form: HoldForm
    agenda: tuple[AgendaPart, ...]
    saved: str
    conflict: str = ""
    agreed: tuple[ActionRow, ...] = ()
    template: str = "meetings/hold.jinja"


@dataclass(frozen=True, kw_only=True)
class MinutesPage:
    """The record of a meeting on paper, as one agency reads it."""

    title: str
    name: str
    back: str
    reader: str
    minutes: MinutesBlock
    paper: str
    """Where the same copy is as a PDF."""
    large_print: bool = False
    template: str = "meetings/minutes.jinja"


def list_page(owed: Iterable[Duty], lines: tuple[Line, ...], at: datetime) -> ListPage:
    """What is due first: those without a meeting, those to record, those to come, the reviews."""
    by_state = {state: [one for one in lines if one.state is state] for state in MeetingState}
    arranged = {one.episode for one in lines}
    sections = (
        ("A meeting is owed and none is arranged", _owed(owed, arranged, at)),
        ("To record", [_row(one, at) for one in by_state[MeetingState.TO_RECORD]]),
        ("To come", [_row(one, at) for one in by_state[MeetingState.ARRANGED]]),
        ("To review", _reviews(by_state[MeetingState.HELD], at)),
    )
    found = tuple(
        ListSection(heading=heading, rows=tuple(rows)) for heading, rows in sections if rows
    )
    return ListPage(sections=found)


def _owed(owed: Iterable[Duty], arranged: set[str], at: datetime) -> list[ListRow]:
    """The absences for which a meeting is owed, each once, by the duty that is due first."""
    first: dict[str, Duty] = {}
    for one in owed:
        if one.episode and one.episode not in arranged:
            first.setdefault(one.episode, one)
    return [
        ListRow(
            name=one.child,
            text=f"{one.words}. {due(one.due_at, at)}",
            href=reverse("meetings:arrange", args=[reference]),
            action="Arrange it",
            is_late=one.due_at is not None and one.due_at < at,
            tag=tags.duty(one.state),
        )
        for reference, one in first.items()
    ]


def due(due_at: datetime | None, at: datetime) -> str:
    """By when, absolute and relative to now."""
    if due_at is None:
        return "Owed now"
    if due_at < at:
        return f"Overdue by {wording.length(at - due_at)}: was due {wording.limit(due_at)}"
    return f"Due {wording.limit(due_at)}, in {wording.length(due_at - at)}"


def _row(one: Line, at: datetime) -> ListRow:
    is_past = one.state is MeetingState.TO_RECORD
    page = "meetings:hold" if is_past else "meetings:meeting"
    return ListRow(
        name=one.child,
        text=f"{wording.moment(one.starts_at)}, chaired by {one.chair}",
        href=reverse(page, args=[one.reference]),
        action="Record it" if is_past else "Open",
        tag=STATES[one.state],
    )


def _reviews(held: list[Line], at: datetime) -> list[ListRow]:
    today = wording.day(at)
    in_order = sorted(
        (one for one in held if one.review_on is not None), key=lambda one: str(one.review_on)
    )
    return [
        ListRow(
            name=one.child,
            text=f"Review on {wording.day(one.review_on)}"
            + (", today" if wording.day(one.review_on) == today else ""),
            href=reverse("meetings:meeting", args=[one.reference]),
            action="Open",
            is_late=str(one.review_on) < at.date().isoformat(),
            tag=None,
        )
        for one in in_order
        if one.review_on is not None
    ]


def facts_of(seen: Seen) -> tuple[tuple[str, str], ...]:
    """When, where, under whom and why."""
    line = seen.line
    where = f"{line.how.label}: {line.place}" if line.place else line.how.label
    found = [
        ("Why", line.kind.label + (f": {seen.meeting.why}" if seen.meeting.why else "")),
        ("When", wording.moment(line.starts_at)),
        ("Where", where),
        ("Chair", line.chair),
    ]
    if seen.arrangement.reason:
        found.append(("Moved because", seen.arrangement.reason))
    if line.is_joint:
        names = ", ".join(seen.shared_with) or "other children"
        said = f"Shared with {names}. Each child has a record and a plan of their own"
        found.append(("One meeting", said))
    if line.cancelled_because:
        found.append((f"{line.state.label} because", line.cancelled_because))
    if line.review_on:
        found.append(("Review", wording.day(line.review_on)))
    return tuple(found)


def member_rows(seen: Seen) -> tuple[MemberRow, ...]:
    """Everybody, as they stand."""
    is_open = seen.line.state in (MeetingState.ARRANGED, MeetingState.TO_RECORD)
    return tuple(
        MemberRow(
            name=one.name,
            why=one.why,
            said=_said_of(one.is_invited, one.reason, one.told, reached=_is_reached(one))
            if is_open or one.told or not one.is_invited
            else "Invited",
            is_invited=one.is_invited,
            is_untold=is_open and one.is_invited and not one.told and not _is_reached(one),
        )
        for one in seen.members
    )


def _is_reached(one: object) -> bool:
    """Whether Lantern itself tells them: by their account, or by the post they hold."""
    user, agency = getattr(one, "user_id", None), getattr(one, "agency_id", None)
    return user is not None or (agency is not None and bool(getattr(one, "role", "")))


def _said_of(is_invited: bool, reason: str, told: str, *, reached: bool) -> str:
    if not is_invited:
        return f"Left out: {reason}"
    if told:
        return f"Told: {told}"
    return "Invited here" if reached else "Not told yet: tell them by hand"


def minutes_of(
    seen: Seen, actions: tuple[ActionRow, ...], *, may_amend: bool = False
) -> MinutesBlock | None:
    """The record as this reader may read it; None before it was held."""
    if seen.minutes is None:
        return None
    record, copy = seen.record, seen.copy
    said = {one.part: one.words for one in copy.parts}
    if copy.shows_placed and record.placed is not None:
        words = said.get(Part.PLACED, "")
        said[Part.PLACED] = f"{Placed(record.placed).label}. {words}".strip()
    facts = [
        ("Held", wording.moment(seen.minutes.held_at)),
        ("Chair", seen.line.chair),
        *_attendance(seen),
        ("Review", wording.day(seen.minutes.review_on)),
        ("Recorded by", _recorded(seen)),
    ]
    if seen.reader.sees(Part.ORGANISED) and record.organised_abuse:
        asked = "was consulted" if record.hub_consulted else "has not been consulted yet"
        facts.append(("Organised abuse or exploitation", f"Feared. The hub {asked}"))
    return MinutesBlock(
        facts=tuple(facts),
        parts=tuple((part.label, said[part]) for part in Part if said.get(part)),
        shared=tuple((one.agency, one.words, one.reach.label) for one in copy.shared),
        legal=tuple(
            (
                one.step.label,
                one.choice.label + (f". {one.warned} Reason: {one.reason}" if one.warned else ""),
            )
            for one in copy.legal
        ),
        actions=actions,
        reviews=tuple(_review(seen, one, may_amend=may_amend) for one in seen.reviews),
        is_whole=copy.is_whole,
    )


def _review(seen: Seen, one: Reviewed, *, may_amend: bool) -> ReviewRow:
    next_on = f" Next review: {wording.day(one.next_on)}." if one.next_on else ""
    here = [seen.meeting.reference, one.number]
    return ReviewRow(
        said=f"{wording.moment(one.at)}, {one.by}",
        words=f"{one.words}{next_on}",
        why=one.why,
        href=reverse("meetings:reviewed", args=here) if may_amend else "",
    )


def _attendance(seen: Seen) -> Iterable[tuple[str, str]]:
    names = {one.key: one.name for one in seen.members}
    for came in Came:
        some = [
            names.get(one.member, one.member) for one in seen.record.attended if one.came is came
        ]
        if some:
            yield came.label, "; ".join(some)


def _recorded(seen: Seen) -> str:
    row = seen.minutes
    if row is None:
        return ""
    said = f"{row.by_name}, {wording.moment(row.recorded_at)}"
    return f"{said}. Put right: {row.reason}" if row.reason else said


def actions_of(seen: Seen, may: Mapping[str, Decision]) -> tuple[Action, ...]:
    """What this person may do with the meeting now."""
    reference = seen.meeting.reference
    is_held = seen.line.state is MeetingState.HELD
    texts = {
        "hold": "Put the record right" if is_held else "Record the meeting",
        "review": "Record the review",
        "members": "Change who comes",
        "move": "Move it",
        "cancel": "Cancel it",
        "cancelled": "Put the cancellation right",
        "taken-back": "This meeting is a mistake",
    }
    main = "review" if is_held and seen.line.review_on else "hold"
    return tuple(
        Action(
            text=text,
            href=reverse(f"meetings:{name}", args=[reference]),
            is_main=name == main,
            is_last=name == "taken-back",
        )
        for name, text in texts.items()
        if may[name]
    )
