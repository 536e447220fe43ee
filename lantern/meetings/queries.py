"""Strategy meetings as somebody may see them: whoever may see the work done for the child, and
whoever was invited, each with their agency's copy of the record."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from lantern.access import looks
from lantern.access.actor import Actor
from lantern.access.sharing import PARTS, Part, Sight, opens
from lantern.agencies.models import Agency
from lantern.core.errors import NotFound
from lantern.episodes.models import Episode
from lantern.episodes.queries import visible_to
from lantern.meetings import details
from lantern.meetings.copies import Copy, Reader, copy_of
from lantern.meetings.details import Record
from lantern.meetings.models import (
    Arrangement,
    Cancellation,
    Meeting,
    MeetingReview,
    Member,
    Minutes,
    Notes,
)
from lantern.meetings.standing import (
    arranged,
    members,
    minutes,
    reviews,
    standing,
    stated_by,
    written_by,
)
from lantern.people.models import Involvement
from lantern.people.policies import sight_of, sights_of
from lantern.vocabulary.meeting import HowHeld, MeetingKind, MeetingState

PAGE_SIZE: Final = 25
_HOW: Final = ("sitting__arrangements", "minutes")
_WHO: Final = "members"
_SAID: Final = "reviews"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One child's meeting in a list."""

    reference: str
    kind: MeetingKind
    state: MeetingState
    starts_at: datetime
    how: HowHeld
    place: str
    chair: str
    child: str
    child_reference: str
    episode: str
    held_at: datetime | None
    review_on: date | None
    """When its actions are for review; None when nothing is set."""
    cancelled_because: str
    is_joint: bool


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """One review of a meeting's actions. `number` names it; `why` it was put right, if it was."""

    number: int
    at: datetime
    by: str
    words: str
    next_on: date | None
    why: str

    @classmethod
    def of(cls, row: MeetingReview) -> "Reviewed":
        """The review that this row records."""
        return cls(
            number=row.pk,
            at=row.at,
            by=row.by_name,
            words=row.words,
            next_on=row.next_on,
            why=row.why,
        )


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One meeting opened by somebody: its rows, and what they may read of the record."""

    meeting: Meeting
    line: Line
    arrangement: Arrangement
    sight: Sight
    reader: Reader
    members: tuple[Member, ...]
    minutes: Minutes | None
    record: Record
    copy: Copy
    reviews: tuple["Reviewed", ...]
    """Those that stand, the first first."""
    shared_with: tuple[str, ...]
    """The children who share the sitting, as far as the actor may know of them."""


def get(actor: Actor, reference: str, *, page: str, at: datetime) -> Seen:
    """One meeting, if the actor may know of it; the look is recorded with its basis."""
    meeting = _rows().filter(reference=reference, episode__in=visible_to(actor, at=at)).first()
    if meeting is None:
        raise NotFound("meeting", reference)
    sight = sight_of(actor, meeting.episode.child, at=at)
    found = members(meeting)
    if not _may_know(actor, sight, found):
        raise NotFound("meeting", reference)
    looks.look(actor, meeting.episode.reference, page=page, basis=sight.basis, at=at)
    others = visible_to(actor, at=at).filter(meetings__sitting=meeting.sitting_id)
    names = others.exclude(pk=meeting.episode_id).select_related("child")
    return _seen(
        meeting,
        found,
        Reader(sight=sight, agency_id=actor.agency_id),
        at,
        shared_with=tuple(sorted(one.child.name for one in names)),
    )


def copy_for(actor: Actor, seen: Seen, agency: Agency, *, at: datetime) -> Seen:
    """The same meeting as another agency reads it: its copy, for whoever sends it out.

    An agency that was invited and has no open record of the child reads what was shared with all.
    """
    basis = {
        one.basis
        for one in Involvement.objects.filter(
            opens(at), agency=agency, child=seen.meeting.episode.child_id
        )
    }
    widest = max(basis, key=lambda one: (len(PARTS[one]), one), default="")
    parts = frozenset[Part]().union(*(PARTS[one] for one in basis))
    reader = Reader(sight=Sight(basis=widest, parts=parts), agency_id=agency.pk)
    return _seen(seen.meeting, seen.members, reader, at, shared_with=())


def of_episode(
    actor: Actor, episode: Episode, *, at: datetime, sight: Sight | None = None
) -> tuple[Line, ...]:
    """The meetings about one absence that the actor may know of, the latest first."""
    seen = sight or sight_of(actor, episode.child, at=at)
    rows = _standing_rows().filter(episode=episode).order_by("-pk")
    if seen.shows(Part.WORK):
        return tuple(_line(one, at) for one in rows)
    return tuple(
        _line(one, at)
        for one in rows.prefetch_related(_WHO)
        if _may_know(actor, seen, standing(one.members.all()))
    )


def listed(actor: Actor, *, at: datetime) -> tuple[Line, ...]:
    """Every meeting to come, to record or to review that the actor may know of, the first first."""
    rows = list(_waiting(actor, at)[: 4 * PAGE_SIZE])
    sights = sights_of(actor, {one.episode.child_id for one in rows}, at=at)
    lines = [
        _line(one, at)
        for one in rows
        if _may_know(actor, sights.get(one.episode.child_id, Sight()), standing(one.members.all()))
    ]
    waiting = [one for one in lines if one.state is not MeetingState.HELD or one.review_on]
    return tuple(sorted(waiting, key=lambda one: one.starts_at))


def _waiting(actor: Actor, at: datetime) -> QuerySet[Meeting]:
    """Meetings not cancelled, held without a review since or not held yet."""
    recorded = Minutes.objects.filter(meeting=OuterRef("pk"))
    unheld = ~Q(Exists(recorded))
    open_review = ~Q(Exists(_reviews())) | Q(Exists(_reviews().filter(next_on__isnull=False)))
    rows = _rows().filter(unheld | open_review, ~Exists(_cancelled()))
    return rows.filter(episode__in=visible_to(actor, at=at)).order_by("-pk")


def notes_of(actor: Actor, meeting: Meeting) -> Notes | None:
    """What this person typed of the meeting and has not recorded yet."""
    return Notes.objects.filter(meeting=meeting, author_id=actor.user_id or 0).first()


def invited_agencies(actor: Actor, seen: Seen) -> tuple[Agency, ...]:
    """The agencies on whose behalf somebody was invited, by name."""
    wanted = {one.agency_id for one in seen.members if one.is_invited and one.agency_id}
    return tuple(Agency.objects.filter(pk__in=wanted).order_by("name"))


def with_meeting(actor: Actor, episodes: Collection[str]) -> frozenset[str]:
    """Those of these absences, by reference, for which a meeting was arranged and not cancelled."""
    rows = Meeting.objects.filter(~Exists(_cancelled()), episode__reference__in=episodes)
    return frozenset(rows.values_list("episode__reference", flat=True))


def _rows() -> QuerySet[Meeting]:
    return _standing_rows().prefetch_related(_WHO, _SAID)


def _standing_rows() -> QuerySet[Meeting]:
    """How each meeting stands, without who is invited and what its reviews found."""
    last = _reviews().order_by("-at", "-pk")
    others = Meeting.objects.filter(sitting=OuterRef("sitting")).exclude(pk=OuterRef("pk"))
    stands = Meeting.objects.annotate(
        is_joint=Exists(others),
        was_reviewed=Exists(last),
        next_on=Subquery(last.values("next_on")[:1]),
        cancelled_because=Subquery(_cancelled().values("reason")[:1]),
        was_in_error=Exists(_cancelled().filter(in_error=True)),
    )
    rows = stands.select_related(
        "sitting",
        "episode__child__responsible_authority",
        "episode__placement",
    )
    return rows.prefetch_related(*_HOW)


def _cancelled() -> QuerySet[Cancellation]:
    """Why the meeting of an outer query is not held, or was recorded in error."""
    return Cancellation.objects.filter(
        meeting=OuterRef("pk"), withdrawn=False, corrected_by__isnull=True
    )


def _reviews() -> QuerySet[MeetingReview]:
    """The reviews that stand of the meeting of an outer query."""
    return MeetingReview.objects.filter(
        meeting=OuterRef("pk"), withdrawn=False, corrected_by__isnull=True
    )


def _may_know(actor: Actor, sight: Sight, found: Iterable[Member]) -> bool:
    """Those who see the work done for the child, and those invited who see the child at all."""
    if sight.shows(Part.WORK):
        return True
    return bool(sight) and any(
        one.is_invited
        and (one.agency_id == actor.agency_id or (one.user_id and one.user_id == actor.user_id))
        for one in found
    )


def _seen(
    meeting: Meeting,
    found: tuple[Member, ...],
    reader: Reader,
    at: datetime,
    *,
    shared_with: tuple[str, ...],
) -> Seen:
    written = minutes(meeting)
    record = details.read(written.details) if written is not None else Record()
    return Seen(
        meeting=meeting,
        line=_line(meeting, at),
        arrangement=arranged(meeting),
        sight=reader.sight,
        reader=reader,
        members=found,
        minutes=written,
        record=record,
        copy=copy_of(record, reader),
        reviews=tuple(Reviewed.of(one) for one in reviews(meeting)),
        shared_with=shared_with,
    )


def _line(meeting: Meeting, at: datetime) -> Line:
    arrangement, written = arranged(meeting), minutes(meeting)
    child = meeting.episode.child
    return Line(
        reference=meeting.reference,
        kind=MeetingKind(meeting.kind),
        state=_state(meeting, arrangement, written, at),
        starts_at=arrangement.starts_at,
        how=HowHeld(arrangement.how),
        place=arrangement.place,
        chair=arrangement.chair_name,
        child=child.name,
        child_reference=child.reference,
        episode=meeting.episode.reference,
        held_at=written.held_at if written else None,
        review_on=_review_on(meeting, written),
        cancelled_because=meeting.cancelled_because or "",  # type: ignore[attr-defined]
        is_joint=meeting.is_joint,  # type: ignore[attr-defined]
    )


def _state(
    meeting: Meeting, arrangement: Arrangement, written: Minutes | None, at: datetime
) -> MeetingState:
    if meeting.was_in_error:  # type: ignore[attr-defined]
        return MeetingState.TAKEN_BACK
    if meeting.cancelled_because:  # type: ignore[attr-defined]
        return MeetingState.CANCELLED
    if written is not None:
        return MeetingState.HELD
    return MeetingState.ARRANGED if arrangement.starts_at > at else MeetingState.TO_RECORD


def _review_on(meeting: Meeting, written: Minutes | None) -> date | None:
    if meeting.was_reviewed:  # type: ignore[attr-defined]
        return meeting.next_on  # type: ignore[attr-defined, no-any-return]
    return written.review_on if written is not None else None


def entries_of(actor: Actor, meeting: Meeting) -> frozenset[str]:
    """The keys of the entries of the absence that the record of a meeting states now."""
    return stated_by(meeting)


def review_of(actor: Actor, seen: Seen, number: int) -> MeetingReview:
    """A review that stands, of a meeting that the actor was given."""
    found = next((one for one in reviews(seen.meeting) if one.pk == number), None)
    if found is None:
        raise NotFound("review", str(number))
    return found


@dataclass(frozen=True, kw_only=True)
class Wrote:
    """What of a meeting wrote an entry of its absence; `review` by its number, 0 for no review."""

    meeting: str
    is_arrangement: bool = False
    is_cancellation: bool = False
    review: int = 0


def that_wrote(actor: Actor, episode: Episode, key: str) -> Wrote | None:
    """The meeting whose record wrote this entry; None where none did."""
    rows = Meeting.objects.filter(episode=episode)
    for one in rows.prefetch_related("minutes", "cancellations", "reviews"):
        if key == one.entry:
            return Wrote(meeting=one.reference, is_arrangement=True)
        if any(key == each.entry for each in one.cancellations.all()):
            return Wrote(meeting=one.reference, is_cancellation=True)
        said = [each.pk for each in reviews(one) if key in each.entries.values()]
        if said or key in written_by(one):
            return Wrote(meeting=one.reference, review=said[0] if said else 0)
    return None
