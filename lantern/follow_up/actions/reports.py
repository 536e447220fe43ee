"""Schedule 7 and Regulation 40 reports: completed, signed in order, or sent back with a reason."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from lantern.access.actor import Actor
from lantern.accounts.authorship import author_of
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.core.instants import day_in_london
from lantern.episodes.actions import entries
from lantern.episodes.actions import writing as episode_writing
from lantern.episodes.events import EntryWithdrawn
from lantern.episodes.models import Entry, Episode
from lantern.follow_up import chains, known, policies
from lantern.follow_up.events import (
    InternalReportCompleted,
    InternalReportSentBack,
    InternalReportSigned,
)
from lantern.follow_up.models import InternalReport, Signature
from lantern.follow_up.signing import chain_of
from lantern.vocabulary.follow_up import CHAINS, ReportKind, Verdict


class ReportFields(TypedDict, total=False):
    """The parts of a report (RF-222)."""

    themes: str
    patterns: str
    worker_told_at: datetime | None
    risk_updated_on: date | None


@transaction.atomic
def complete(
    episode: Episode, kind: ReportKind, *, by: Actor, now: datetime, **fields: Unpack[ReportFields]
) -> InternalReport:
    """The report is completed, for the first time or again; the chain of signatures begins."""
    policies.can_complete(by, kind, episode, at=now).require()
    episode_writing.lock(episode)
    latest = known.report(episode, kind)
    given = policies.given(latest) if latest is not None else []
    policies.can_complete_again(latest, given).require()
    _check(fields, now)
    entry = entries.record_step(
        episode,
        by=by,
        fact=CHAINS[kind].completed,
        at=now,
        now=now,
        words=fields.get("themes", "").strip(),
    )
    report = InternalReport.objects.create(
        episode=episode,
        kind=kind,
        version=latest.version + 1 if latest is not None else 1,
        at=now,
        entry=entry.key,
        **fields,
        **author_of(by, now),
    )
    announce(
        InternalReportCompleted(
            about=episode.reference, by=by.id, at=now, report=name_of(report), kind=kind
        )
    )
    return report


@transaction.atomic
def sign(report: InternalReport, *, by: Actor, now: datetime) -> Signature:
    """The next of the chain signs: a dated fact of a named person."""
    place = _ready(report, by, now)
    kind = ReportKind(report.kind)
    entry = entries.record_step(
        report.episode, by=by, fact=chain_of(report).links[place].fact, at=now, now=now
    )
    signature = Signature.objects.create(
        report=report,
        place=place,
        verdict=Verdict.SIGNED,
        at=now,
        entry=entry.key,
        **author_of(by, now),
    )
    announce(
        InternalReportSigned(
            about=report.episode.reference, by=by.id, at=now, report=name_of(report), kind=kind
        )
    )
    return signature


@transaction.atomic
def send_back(report: InternalReport, *, by: Actor, now: datetime, reason: str) -> Signature:
    """The next of the chain does not sign. The report is owed again, and so is each signature."""
    place = _ready(report, by, now)
    if not reason.strip():
        raise Invalid({"reason": "Say what has to be put right."})
    signed = [row.entry for row in report.signatures.all()]
    for key in (report.entry, *signed):
        _take_back(report.episode, key, by=by, now=now, reason=reason)
    signature = Signature.objects.create(
        report=report,
        place=place,
        verdict=Verdict.SENT_BACK,
        at=now,
        reason=reason.strip(),
        **author_of(by, now),
    )
    kind = ReportKind(report.kind)
    announce(
        InternalReportSentBack(
            about=report.episode.reference, by=by.id, at=now, report=name_of(report), kind=kind
        )
    )
    return signature


def name_of(report: InternalReport) -> str:
    """What names the version in the audit trail."""
    return f"{report.kind} {report.version}"


def _ready(report: InternalReport, by: Actor, now: datetime) -> int:
    """Which signature of the chain is next, if it is this person's to give."""
    episode_writing.lock(report.episode)
    given = policies.given(report)
    policies.can_sign(by, report, given, at=now).require()
    return chains.standing(chain_of(report), given).signed


def _take_back(episode: Episode, key: str, *, by: Actor, now: datetime, reason: str) -> None:
    """The entry counts no more; it stays legible, with the reason."""
    entry = Entry.objects.filter(episode=episode, key=key).latest("pk")
    if entry.withdrawn:
        return
    episode_writing.withdrawing(entry, by=by, now=now, reason=reason)
    announce(
        EntryWithdrawn(
            about=episode.reference, by=by.id, at=now, key=key, kind=entry.kind, fact=entry.fact
        )
    )


def _check(fields: ReportFields, now: datetime) -> None:
    faults = {}
    if not fields.get("themes", "").strip():
        faults["themes"] = "Say what the absence shows: what led to it, and what was done."
    told_at, updated_on = fields.get("worker_told_at"), fields.get("risk_updated_on")
    if told_at is not None and told_at > now:
        faults["worker_told_at"] = "Enter a date and time that have passed."
    if updated_on is not None and updated_on > day_in_london(now):
        faults["risk_updated_on"] = "Enter a day that has passed."
    if faults:
        raise Invalid(faults)
