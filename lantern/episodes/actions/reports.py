"""Report a child's absence: one episode for each child, sent once however often pressed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.agreements.library import NATIONAL
from lantern.audit.record import announce_all
from lantern.core.errors import Conflict, Invalid
from lantern.core.events import Event
from lantern.core.instants import day_in_london, in_words
from lantern.episodes import asked, policies
from lantern.episodes.accounts import additions, report_entries, reported_at, seen_later
from lantern.episodes.actions import writing
from lantern.episodes.details import ReportDetails
from lantern.episodes.events import EpisodeReported
from lantern.episodes.models import Draft, Episode, Together
from lantern.episodes.projection import state_of
from lantern.episodes.validity import report_faults
from lantern.people.actions import involvements
from lantern.people.events import InvolvementBegan
from lantern.people.models import Child
from lantern.placements.queries import present_placement
from lantern.vocabulary.absence import EndOfEpisode, EntryKind
from lantern.vocabulary.agency import AgencyKind, InvolvementBasis


@dataclass(frozen=True, kw_only=True)
class Companion:
    """Another child who went with the first, and the report of that child alone (RF-037)."""

    child: Child
    report: ReportDetails


def report(
    child: Child,
    *,
    by: Actor,
    at: datetime,
    report: ReportDetails,
    draft: Draft | None = None,
    together_with: Sequence[Companion] = (),
) -> Episode:
    """The child is not there. Begins one episode for each child; a draft is sent once only.

    Raises Conflict when the child has been reported already and is still away: nobody's words are
    lost, and `add_account` puts them on the open record.
    """
    all_children = [Companion(child=child, report=report), *together_with]
    try:
        return _report(all_children, by=by, at=at, draft=draft)
    except IntegrityError:
        # Somebody else reported one of them while this report was being written.
        for one in all_children:
            _require_not_away(one)
        raise


@transaction.atomic
def _report(
    all_children: Sequence[Companion], *, by: Actor, at: datetime, draft: Draft | None
) -> Episode:
    sent = _sent_before(draft)
    if sent is not None:
        return sent
    policies.can_report(by).require()
    for one in all_children:
        policies.reaches(by, one.child, at=at).require()
        _require_whole(one.report, at)
    together = Together.objects.create(recorded_at=at) if len(all_children) > 1 else None
    begun = [_begin(one, by=by, at=at, together=together) for one in all_children]
    _mark_sent(draft, begun[0].episode)
    announce_all(event for each in begun for event in each.events(by, at))
    for each in begun:
        # A child may be back before the report is made (CK-061).
        writing.announce_end(each.episode, False, each.ends, by=by, now=at)
    return begun[0].episode


@transaction.atomic
def add_account(
    episode: Episode, *, by: Actor, at: datetime, report: ReportDetails, draft: Draft | None = None
) -> Episode:
    """What a second person reports of an absence on record already: added, nothing replaced."""
    sent = _sent_before(draft)
    if sent is not None:
        return sent
    policies.reaches(by, episode.child, at=at).require()
    policies.can_add(by).require()
    _require_whole(report, at)
    writing.lock(episode)
    policies.is_open(episode).require()
    began = writing.began_at(episode)
    later = seen_later(report, episode.last_seen_at)
    answers = asked.said_in_report(episode, report.answers, by=by, at=at)
    said = [*later, *additions(report, at, began), *answers]
    added = writing.put(episode, said, by=by, now=at)
    if later:
        writing.align_not_known(episode, began, by=by, now=at)
    writing.settle(episode, added, by=by, now=at)
    _mark_sent(draft, episode)
    return episode


@dataclass(frozen=True, kw_only=True)
class _Begun:
    """An absence that has just been written down, and how it ended where the child is back."""

    episode: Episode
    ends: EndOfEpisode | None
    police: InvolvementBegan
    told: tuple[str, ...]

    def events(self, by: Actor, at: datetime) -> tuple[Event, ...]:
        """That the police now see the record; that it was reported, and to whom."""
        reported = EpisodeReported(
            about=self.episode.reference,
            by=by.id,
            at=at,
            child=self.episode.child.reference,
            told=self.told,
        )
        return self.police, reported


def _begin(one: Companion, *, by: Actor, at: datetime, together: Together | None) -> _Begun:
    _require_not_away(one)
    episode, force = _create(one, at=at, together=together)
    said = report_entries(one.report, at, with_others=bool(together))
    said += asked.said_in_report(episode, one.report.answers, by=by, at=at)
    entries = writing.put(episode, said, by=by, now=at)
    ends = writing.project(episode, state_of(entries))
    police = involvements.begin_anew(
        one.child,
        force,
        InvolvementBasis.POLICE,
        by=by,
        at=at,
        because=episode.reference,
    )
    told = sorted({entry.fact for entry in entries if entry.kind == EntryKind.NOTIFICATION})
    return _Begun(episode=episode, ends=ends, police=police, told=tuple(told))


def _require_not_away(one: Companion) -> None:
    already = _open_of(one.child)
    if already is not None:
        raise _already(already, one) from None


def _open_of(child: Child) -> Episode | None:
    """The child's present absence. One still open in records brought in tells nothing of now."""
    return Episode.objects.filter(child=child, ended_at__isnull=True, is_history=False).first()


def _create(one: Companion, *, at: datetime, together: Together | None) -> tuple[Episode, Agency]:
    """The absence, and the force in whose area it is."""
    # Where the child was placed when the child went: the child may have been moved since.
    placement = present_placement(one.child, one.report.last_seen.at or at)
    responsible = placement.responsible_authority if placement else one.child.responsible_authority
    host = placement.host_authority if placement else None
    force = _force(host or responsible)
    reported = reported_at(one.report, at)
    episode = Episode.objects.create(
        child=one.child,
        together=together,
        origin=one.report.origin,
        placement=placement,
        responsible_authority=responsible,
        host_authority=host,
        force=force,
        rulebook=responsible.rulebook_on(day_in_london(reported)) or NATIONAL,
        reported_at=reported,
        last_seen_at=one.report.last_seen.at,
        ended_at=one.report.back.at if one.report.back else None,
        recorded_at=at,
    )
    return episode, force


def _force(area: Agency) -> Agency:
    """The force in whose area the child was (FL-09.05)."""
    if area.within is None or area.within.kind != AgencyKind.POLICE_FORCE:
        raise Invalid(
            {
                "child": f"No police force is recorded for {area.name}. Ring 101, "
                "and tell an administrator."
            }
        )
    return area.within


def _require_whole(report: ReportDetails, at: datetime) -> None:
    faults = report_faults(report, at)
    if faults:
        raise Invalid(faults)


def _sent_before(draft: Draft | None) -> Episode | None:
    """What the draft became already. Holds the draft, so that two sendings take turns."""
    if draft is None:
        return None
    held = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    return held.sent_as


def _mark_sent(draft: Draft | None, episode: Episode) -> None:
    if draft is not None:
        draft.sent_as = episode
        draft.save(update_fields=["sent_as"])


def _already(episode: Episode, one: Companion) -> Conflict:
    reported = in_words(episode.reported_at or episode.away_since)
    return Conflict(
        f"{one.child.name} was reported already, at {reported}, and is not "
        "recorded as back. Add what you know to that record.",
        theirs={"episode": episode.reference, "reported_at": episode.reported_at},
        yours={"words": one.report.circumstances},
    )
