"""Record a safe and well check, or why none was made; put either right (RF-063, SCP L1104–1116)."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.core.instants import in_words
from lantern.episodes import policies as episodes
from lantern.episodes.actions import entries, writing
from lantern.episodes.details import Said, StepDetails
from lantern.episodes.models import Entry, Episode
from lantern.episodes.validity import Messages
from lantern.returns import known, policies
from lantern.returns.details import NotSeen, Seen
from lantern.returns.events import SafeAndWellCorrected, SafeAndWellRecorded
from lantern.returns.facts import HELD, NOT_DONE, SHOWED_HARM
from lantern.returns.models import FrequencyAgreement, SafeAndWellCheck
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.returning import AgreedFor, Answer, CheckTheme, NotChecked


@transaction.atomic
def record(
    episode: Episode, *, by: Actor, at: datetime, now: datetime, found: Seen | NotSeen
) -> SafeAndWellCheck:
    """What the check showed, at the instant it was made; or the decision not to make one.

    The facts that it means become entries of the absence in the same transaction.
    """
    episodes.reaches(by, episode.child, at=now).require()
    policies.can_record_check(by, episode).require()
    writing.lock(episode)
    agreement = _check(episode, found, at, now)
    added = writing.add(episode, _entries(found, at), by=by, now=now)
    check = _kept(episode, found, agreement, added, by=by, now=now)
    announce(
        SafeAndWellRecorded(
            about=episode.reference,
            by=by.id,
            at=now,
            check=check.reference,
            was_held=check.was_held,
        )
    )
    return check


@transaction.atomic
def correct(
    check: SafeAndWellCheck,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    found: Seen | NotSeen,
    reason: str,
) -> SafeAndWellCheck:
    """A further version in the place of this one; its entries are corrected with it.

    Raises Conflict when somebody else has put it right meanwhile.
    """
    episode = check.episode
    episodes.reaches(by, episode.child, at=now).require()
    policies.can_correct_check(by, check).require()
    writing.lock(episode)
    _require_latest(check)
    messages = Messages()
    messages.need("reason", reason, "Say why this is put right.")
    messages.raise_any()
    agreement = _check(episode, found, at, now)
    standing = {one.key: one for one in writing.standing(episode)}
    before = [standing[key] for key in (check.key, check.harm_key) if key in standing]
    wanted = {one.fact: one for one in _entries(found, at)}
    kept = [_corrected(one, wanted, by=by, now=now, reason=reason) for one in before]
    missing = [one for fact, one in wanted.items() if fact not in {row.fact for row in before}]
    added = [one for one in kept if one is not None]
    added += writing.add(episode, missing, by=by, now=now) if missing else []
    right = _kept(episode, found, agreement, added, by=by, now=now, replaces=check, reason=reason)
    event = SafeAndWellCorrected(about=episode.reference, by=by.id, at=now, check=right.reference)
    announce(event)
    return right


def _corrected(
    entry: Entry, wanted: dict[str, Said], *, by: Actor, now: datetime, reason: str
) -> Entry | None:
    """The entry as it stands after the correction; None where its fact is no longer so."""
    right = wanted.get(entry.fact)
    if right is None:
        entries.withdraw(entry, by=by, now=now, reason=reason)
        return None
    return entries.correct(
        entry,
        by=by,
        now=now,
        seen=str(entry.pk),
        reason=reason,
        at=right.at,
        words=right.words,
        details=right.details,
    )


def _entries(found: Seen | NotSeen, at: datetime) -> list[Said]:
    """Every fact of the protocol that the record states."""
    details = StepDetails(done_by=found.officer)
    if isinstance(found, NotSeen):
        words = f"{found.reason.label}. {found.words}"
        return [Said(kind=EntryKind.STEP, at=at, fact=NOT_DONE, words=words, details=details)]
    facts = [HELD, *([SHOWED_HARM] if found.is_significant_harm else [])]
    return [Said(kind=EntryKind.STEP, at=at, fact=fact, details=details) for fact in facts]


def _kept(  # noqa: PLR0913  the columns of a row
    episode: Episode,
    found: Seen | NotSeen,
    agreement: FrequencyAgreement | None,
    stated: list[Entry],
    *,
    by: Actor,
    now: datetime,
    replaces: SafeAndWellCheck | None = None,
    reason: str = "",
) -> SafeAndWellCheck:
    keys = {entry.fact: entry.key for entry in stated}
    return SafeAndWellCheck.objects.create(
        episode=episode,
        was_held=isinstance(found, Seen),
        key=keys.get(HELD) or keys[NOT_DONE],
        harm_key=keys.get(SHOWED_HARM, ""),
        agreement=agreement,
        replaces=replaces,
        reason=reason.strip(),
        by=by.id,
        by_name=by.name,
        by_role=min(by.roles, default=""),
        by_agency_id=by.agency_id,
        recorded_at=now,
        **_columns(found),
    )


def _columns(found: Seen | NotSeen) -> dict[str, Any]:
    if isinstance(found, NotSeen):
        return {
            "officer": found.officer.strip(),
            "not_done": found.reason,
            "not_done_words": found.words.strip(),
        }
    said = asdict(found) | {"themes": [str(theme) for theme in found.themes]}
    return {name: "" if value is None else value for name, value in said.items()}


def _check(
    episode: Episode, found: Seen | NotSeen, at: datetime, now: datetime
) -> FrequencyAgreement | None:
    """Raise Invalid with a sentence for each field; else the agreement that covers no check."""
    messages = Messages()
    messages.happened("at", at, now, "The time")
    messages.not_before(
        "at", at, episode.last_seen_at, "This cannot be before the child was last seen, at"
    )
    messages.need("officer", found.officer, "Name the officer.")
    if isinstance(found, NotSeen):
        messages.need("words", found.words, "Say why, for the child’s file.")
        agreement = _covering(episode, found, at, messages)
    else:
        agreement = None
        _check_seen(found, messages)
    messages.raise_any()
    return agreement


def _check_seen(found: Seen, messages: Messages) -> None:
    if found.signs_of_harm == Answer.YES:
        messages.need("harm_words", found.harm_words, "Say what was seen or heard.")
    for name, answer in (
        ("offending_by_words", found.offending_by),
        ("offending_against_words", found.offending_against),
    ):
        if answer == Answer.YES:
            messages.need(name, getattr(found, name), "Say what the child told.")
    if found.is_significant_harm and found.signs_of_harm != Answer.YES:
        messages.add(
            "signs_of_harm", "Significant harm is harm. Choose yes, and say what was seen or heard."
        )
    if CheckTheme.NONE_OF_THESE in found.themes and len(found.themes) > 1:
        messages.add("themes", "Choose the themes, or “None of these”.")


def _covering(
    episode: Episode, found: NotSeen, at: datetime, messages: Messages
) -> FrequencyAgreement | None:
    """The agreement under which no check is made this time; it never lets checks stop (CF-65)."""
    if found.reason != NotChecked.AGREED_FREQUENCY:
        return None
    agreement = known.in_force(episode.child, AgreedFor.SAFE_AND_WELL, at)
    if agreement is None:
        messages.add(
            "not_done",
            "No agreement on how often this child is checked is in force. Check now, or choose "
            "another reason.",
        )
        return None
    last = known.last_held(episode.child, at)
    if last is None or last < at - timedelta(days=agreement.every_days):
        since = "never" if last is None else f"last at {in_words(last)}"
        messages.add(
            "not_done",
            f"The agreement asks for a check at least once in {agreement.every_days} days. This "
            f"child was checked {since}. Check now, or choose another reason.",
        )
    return agreement


def _require_latest(check: SafeAndWellCheck) -> None:
    newer = SafeAndWellCheck.objects.filter(replaces=check).first()
    if newer is None:
        if not Entry.objects.filter(key=check.key, withdrawn=True).exists():
            return
        raise Invalid({"reason": "This was withdrawn. Record the check anew."})
    raise Conflict(
        f"{newer.by_name} has put this right meanwhile. Read it, and correct what is still wrong.",
        theirs={"officer": newer.officer, "said": newer.said, "harm_words": newer.harm_words},
        yours={},
    )
