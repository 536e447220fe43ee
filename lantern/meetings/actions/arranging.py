"""Arrange a strategy meeting: when, where, under whom, and who comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from lantern.access.actor import Actor
from lantern.accounts.authorship import author_of
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.core.instants import in_words
from lantern.episodes.actions import entries
from lantern.episodes.models import Episode
from lantern.meetings import policies, telling
from lantern.meetings.actions.facts import Fact, put_right
from lantern.meetings.actions.writing import tell, where
from lantern.meetings.events import MeetingArranged, MeetingConsidered, MeetingMoved, MembersChosen
from lantern.meetings.models import Arrangement, Meeting, Member, Sitting
from lantern.meetings.proposing import Proposed, proposed
from lantern.meetings.standing import arranged, members
from lantern.notifications.outbox import Outgoing
from lantern.vocabulary.meeting import HowHeld, MeetingKind, MemberCategory
from lantern.vocabulary.role import Role

FURTHEST: Final = timedelta(days=90)
"""A meeting further ahead is taken for a slip of the pen. SYS."""


@dataclass(frozen=True, kw_only=True)
class When:
    """When, where and under whom. The chair may be somebody without an account (CF-18)."""

    starts_at: datetime
    how: HowHeld = HowHeld.TOGETHER
    place: str = ""
    chair_role: Role = Role.TEAM_MANAGER
    chair_name: str = ""
    chair_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Added:
    """Somebody whom the record did not propose."""

    name: str
    reason: str
    category: MemberCategory = MemberCategory.OTHER


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Who of those proposed is left out, why, who is added, and who was told by hand and how."""

    left_out: frozenset[str] = frozenset()
    why_left_out: str = ""
    added: tuple[Added, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)


NOBODY: Final = Chosen()


@transaction.atomic
def arrange(  # noqa: PLR0913  of whom, what, when, who comes, and the two of every action
    episodes: Sequence[Episode],
    kind: MeetingKind,
    when: When,
    *,
    by: Actor,
    at: datetime,
    why: str = "",
    chosen: Chosen = NOBODY,
) -> tuple[Meeting, ...]:
    """Call one sitting for these absences: a meeting, with a record of its own, for each child.

    Everybody whom the record names is invited, save those left out with a reason. The fact that a
    meeting was arranged is written to each absence.
    """
    for episode in episodes:
        policies.can_arrange(by, episode, at=at).require()
    _check(episodes, kind, when, why, chosen, at)
    sitting = Sitting.objects.create(recorded_at=at)
    arrangement = _arrangement(sitting, when, by=by, at=at)
    return tuple(
        _for_one(episode, kind, arrangement, why, chosen, by=by, at=at, shared_by=len(episodes))
        for episode in sorted(episodes, key=lambda one: one.pk)
    )


def _for_one(  # noqa: PLR0913  of whom, what, when, who comes, and the two of every action
    episode: Episode,
    kind: MeetingKind,
    arrangement: Arrangement,
    why: str,
    chosen: Chosen,
    *,
    by: Actor,
    at: datetime,
    shared_by: int,
) -> Meeting:
    """The meeting of one child at a sitting: its fact, its record to be, its members."""
    entry = entries.record_step(
        episode,
        by=by,
        fact="strategy_meeting.arranged",
        at=at,
        now=at,
        words=_said(kind, arrangement),
    )
    meeting = Meeting.objects.create(
        entry=entry.key,
        sitting=arrangement.sitting,
        episode=episode,
        kind=kind,
        why=why.strip(),
        **author_of(by, at),
    )
    _invite(meeting, proposed(episode, kind, at=at), chosen, by=by, at=at)
    announce(
        MeetingArranged(
            about=episode.reference,
            by=by.id,
            at=at,
            meeting=meeting.reference,
            kind=kind,
            shared_by=shared_by,
        )
    )
    return meeting


def _said(kind: MeetingKind, arrangement: Arrangement) -> str:
    """What the entry of the absence says of how the meeting is arranged."""
    said = f"{kind.label}. {in_words(arrangement.starts_at)}: {where(arrangement)}."
    return f"{said} Chair: {arrangement.chair_name}."


def _say_anew(
    meeting: Meeting, arrangement: Arrangement, *, by: Actor, at: datetime, reason: str
) -> None:
    """The entry that says the meeting was arranged says how it is arranged now."""
    if not meeting.entry:
        return
    first = meeting.recorded_at
    words = _said(MeetingKind(meeting.kind), arrangement)
    right = Fact(at=first, words=words)
    put_right(meeting.episode, meeting.entry, right, by=by, now=at, reason=reason.strip())


@transaction.atomic
def consider_joint(
    episodes: Sequence[Episode], *, by: Actor, at: datetime, is_joint: bool, words: str
) -> None:
    """Whether the children who went together have one meeting: the decision, either way (CK-034).

    It is recorded on the absence of each child.
    """
    if not words.strip():
        raise Invalid({"joint_words": "Say why there is one meeting, or one for each child."})
    said = "One meeting for all" if is_joint else "A meeting for each"
    for episode in sorted(episodes, key=lambda one: one.pk):
        policies.can_arrange(by, episode, at=at).require()
        entries.record_step(
            episode,
            by=by,
            fact="joint_meeting.considered",
            at=at,
            now=at,
            words=f"{said}: {words.strip()}",
        )
        announce(MeetingConsidered(about=episode.reference, by=by.id, at=at, is_joint=is_joint))


@transaction.atomic
def move(meeting: Meeting, when: When, *, by: Actor, at: datetime, reason: str) -> Arrangement:
    """The whole sitting is at another time or place, or under another chair, and why."""
    sitting = Sitting.objects.select_for_update(no_key=True).get(pk=meeting.sitting_id)
    shared = list(Meeting.objects.filter(sitting=sitting).select_related("episode__child"))
    for one in shared:
        policies.can_change(by, one, at=at).require()
    faults = _faults_of(when, at)
    if not reason.strip():
        faults["reason"] = "Say why the meeting is moved."
    if faults:
        raise Invalid(faults)
    row = _arrangement(sitting, when, by=by, at=at, reason=reason)
    outgoing = Outgoing(at)
    for one in shared:
        wording = telling.moved(
            one.episode.reference,
            starts_at=row.starts_at,
            where=where(row),
            reason=reason.strip(),
        )
        said = {member.key: wording for member in members(one)}
        tell(one, said, cause=f"moved {row.pk}", outgoing=outgoing)
        _say_anew(one, row, by=by, at=at, reason=reason)
        announce(MeetingMoved(about=one.episode.reference, by=by.id, at=at, meeting=one.reference))
    outgoing.write()
    return row


@transaction.atomic
def choose(meeting: Meeting, chosen: Chosen, *, by: Actor, at: datetime) -> tuple[Member, ...]:
    """Who comes after all: some left out or asked again, some added, some told by hand."""
    Sitting.objects.select_for_update(no_key=True).get(pk=meeting.sitting_id)
    policies.can_change(by, meeting, at=at).require()
    now = {one.key: one for one in members(meeting)}
    newly_out = {key for key in chosen.left_out if key in now and now[key].is_invited}
    _raise(_faults_of_choice(chosen, newly_out))
    fresh = []
    for member in now.values():
        invited = member.key not in chosen.left_out
        told = chosen.told.get(member.key, "").strip() or member.told
        if invited == member.is_invited and told == member.told:
            continue
        reason = chosen.why_left_out.strip() if not invited else ""
        fresh.append(_again(member, is_invited=invited, reason=reason, told=told, by=by, at=at))
    fresh += [_added(meeting, one, by=by, at=at) for one in chosen.added]
    asked = [one for one in fresh if one.key not in now or not now[one.key].is_invited]
    _send(meeting, asked, at=at)
    invited_now = sum(one.is_invited for one in members(_fresh(meeting)))
    announce(
        MembersChosen(
            about=meeting.episode.reference,
            by=by.id,
            at=at,
            meeting=meeting.reference,
            invited=invited_now,
        )
    )
    return members(_fresh(meeting))


def _invite(
    meeting: Meeting, everybody: Sequence[Proposed], chosen: Chosen, *, by: Actor, at: datetime
) -> None:
    rows = []
    for one in everybody:
        is_out = one.key in chosen.left_out
        row = Member.objects.create(
            meeting=meeting,
            key=one.key,
            category=one.category,
            role=one.role,
            user_id=one.user_id,
            agency_id=one.agency_id,
            name=one.name,
            why=one.why,
            is_invited=not is_out,
            reason=chosen.why_left_out.strip() if is_out else "",
            told=chosen.told.get(one.key, "").strip(),
            **author_of(by, at),
        )
        rows.append(row)
    rows += [_added(meeting, one, by=by, at=at) for one in chosen.added]
    _send(meeting, rows, at=at)


def _send(meeting: Meeting, rows: Sequence[Member], *, at: datetime) -> None:
    arrangement = arranged(meeting)
    outgoing = Outgoing(at)
    said = {
        one.key: telling.invitation(
            meeting.episode.reference,
            starts_at=arrangement.starts_at,
            where=where(arrangement),
            why=one.why,
        )
        for one in rows
    }
    tell(meeting, said, cause=f"invitation {at.isoformat()}", outgoing=outgoing, invited=rows)
    outgoing.write()


def _added(meeting: Meeting, one: Added, *, by: Actor, at: datetime) -> Member:
    return Member.objects.create(
        meeting=meeting,
        key=f"added:{one.name.strip().casefold()}"[:60],
        category=one.category,
        name=one.name.strip()[:160],
        why=one.reason.strip(),
        reason=one.reason.strip(),
        **author_of(by, at),
    )


def _again(
    member: Member, *, is_invited: bool, reason: str, told: str, by: Actor, at: datetime
) -> Member:
    return Member.objects.create(
        meeting_id=member.meeting_id,
        key=member.key,
        category=member.category,
        role=member.role,
        user_id=member.user_id,
        agency_id=member.agency_id,
        name=member.name,
        why=member.why,
        is_invited=is_invited,
        reason=reason,
        told=told,
        **author_of(by, at),
    )


def _fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


def _arrangement(
    sitting: Sitting, when: When, *, by: Actor, at: datetime, reason: str = ""
) -> Arrangement:
    return Arrangement.objects.create(
        sitting=sitting,
        starts_at=when.starts_at,
        how=when.how,
        place=when.place.strip(),
        chair_role=when.chair_role,
        chair_id=when.chair_id,
        chair_name=when.chair_name.strip() or when.chair_role.label,
        reason=reason.strip(),
        **author_of(by, at),
    )


def _check(
    episodes: Sequence[Episode],
    kind: MeetingKind,
    when: When,
    why: str,
    chosen: Chosen,
    at: datetime,
) -> None:
    faults = _faults_of(when, at) | _faults_of_choice(chosen, chosen.left_out)
    if kind is MeetingKind.EARLY and not why.strip():
        faults["why"] = "Say why the meeting is early: what makes the risk high."
    if not episodes or len({one.child_id for one in episodes}) != len(episodes):
        faults["together"] = "Choose each child once."
    _raise(faults)


def _faults_of(when: When, at: datetime) -> dict[str, str]:
    faults: dict[str, str] = {}
    if when.starts_at > at + FURTHEST:
        faults["starts_at"] = "The meeting is more than three months ahead. Check the date."
    elif when.starts_at < at - timedelta(days=1):
        faults["starts_at"] = "The meeting is to come. Record one that was held as held."
    if when.how is not HowHeld.CALL and not when.place.strip():
        faults["place"] = "Say where people come together."
    return faults


def _faults_of_choice(chosen: Chosen, newly_out: frozenset[str] | set[str]) -> dict[str, str]:
    faults: dict[str, str] = {}
    if newly_out and not chosen.why_left_out.strip():
        faults["why_left_out"] = "Say why anybody is left out."
    for one in chosen.added:
        if not one.name.strip() or not one.reason.strip():
            faults["added"] = "Give the name of whoever is added, and why they come."
    return faults


def _raise(faults: dict[str, str]) -> None:
    if faults:
        raise Invalid(faults)
