"""Begin an interview, save it as it is written, finish it, and put it right. Nothing is lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from lantern.access.actor import Actor
from lantern.accounts.authorship import author_of
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid, Refused
from lantern.core.instants import day_in_london
from lantern.episodes.models import Episode
from lantern.interviews import answering, held, policies, standing
from lantern.interviews.actions import stating
from lantern.interviews.events import InterviewBegun, InterviewCompleted, InterviewCorrected
from lantern.interviews.held import Held
from lantern.interviews.meaning import facts_of
from lantern.interviews.models import Account, Interview, Suggestion
from lantern.interviews.questions import QuestionSet
from lantern.people.locks import hold
from lantern.referrals.models import Referral
from lantern.vocabulary.absence import Precision
from lantern.vocabulary.interviewing import Voice

SPEAKING: Final = (Voice.CHILD, Voice.PARENTS, Voice.INTERVIEWER)
"""The voices that answer the question set."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """All that an interview holds: how it was held, and the answers by their name."""

    held: Held
    answers: Mapping[str, str | list[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One voice put right: what it says now, and why. `seen` is the version on screen; 0 for
    none."""

    voice: Voice
    written: Written
    reason: str
    seen: int


@dataclass(frozen=True, kw_only=True)
class _Version:
    """One version of what a voice says."""

    voice: Voice
    number: int
    answers: Mapping[str, Any]
    reason: str = ""


@transaction.atomic
def begin(
    referral: Referral, *, by: Actor, at: datetime, also: Sequence[Referral] = ()
) -> Interview:
    """Begin to write down an interview after one absence, and `also` after others of the child.

    Whoever opens a referral whose interview is being written already goes on with that one.
    """
    policies.can_begin(by, referral, at=at).require()
    hold(referral.child)
    written = Interview.objects.filter(
        episodes=referral.episode, completed_at__isnull=True, writer_id=by.user_id
    ).first()
    if written is not None:
        return written
    if any(one.child_id != referral.child_id for one in also):
        raise Refused("One interview is about the absences of one child.")
    name, chosen = standing.set_for(referral.child, day_in_london(at))
    interview = Interview.objects.create(
        child=referral.child,
        authority=referral.child.responsible_authority,
        provider_id=by.agency_id or referral.provider_id,
        set_name=name,
        chosen_set=chosen,
        writer_id=by.user_id,
        writer_name=by.name,
        begun_at=at,
        recorded_at=at,
    )
    episodes = [referral.episode, *(one.episode for one in also)]
    interview.episodes.set(episodes)
    announce(
        InterviewBegun(
            about=interview.reference,
            by=by.id,
            at=at,
            episodes=tuple(sorted(one.reference for one in episodes)),
        )
    )
    return interview


@transaction.atomic
def save(
    interview: Interview, *, by: Actor, at: datetime, part: str, typed: Mapping[str, Any], seen: int
) -> Interview:
    """Keep what was typed in a part, sound or not. `seen` is the saving that the writer began from.

    Raises Conflict when somebody else has saved the same part meanwhile.
    """
    policies.can_write(by, interview, at=at).require()
    row = _locked(interview)
    _require_draft(row)
    mine = dict(typed)
    before = row.typed.get(part)
    if before is not None and before["saved"] > seen and before["typed"] != mine:
        raise Conflict(
            "Somebody else saved this part while you were writing.",
            theirs={"by": before["by"]},
            yours={},
        )
    row.saved += 1
    row.typed = row.typed | {part: {"typed": mine, "saved": row.saved, "by": by.name}}
    row.saved_at = at
    row.save(update_fields=["typed", "saved", "saved_at"])
    return row


@transaction.atomic
def complete(interview: Interview, written: Written, *, by: Actor, now: datetime) -> Interview:
    """Finish it: each voice becomes an account of its own, and its facts are stated.

    Raises Invalid with a sentence for each fault.
    """
    policies.can_write(by, interview, at=now).require()
    row = _locked(interview)
    _require_draft(row)
    asked, episodes = standing.question_set(row), _episodes(row)
    _check(asked, episodes, written, now)
    for voice, answers in _by_voice(asked, written).items():
        _account(row, _Version(voice=voice, number=1, answers=answers), by=by, now=now)
    row.completed_at, row.typed = now, {}
    _settle(row, written)
    _suggest(row, asked, written, now)
    _state(row, asked, episodes, written, by=by, now=now)
    announce(InterviewCompleted(about=row.reference, by=by.id, at=now, ending=written.held.ending))
    return row


@transaction.atomic
def correct(interview: Interview, put: Correction, *, by: Actor, now: datetime) -> Account:
    """Another version of one voice; the former words stay.

    The writer may answer a review without changing a word, by the reason alone. Raises Conflict
    when somebody else was first.
    """
    policies.can_write(by, interview, at=now).require()
    row = _locked(interview)
    policies.is_done(row).require()
    said = standing.voices(row)
    latest = said.of(put.voice)
    number = latest.number if latest is not None else 0
    if number != put.seen:
        raise Conflict(
            "Somebody else changed this part while you were writing. Read what they wrote first.",
            theirs={"by": latest.by_name if latest is not None else ""},
            yours={},
        )
    asked, episodes = standing.question_set(row), _episodes(row)
    whole = _with(said, put.voice, put.written)
    _check(asked, episodes, whole, now)
    if not put.reason.strip():
        raise Invalid({"reason": "Say why this is put right"})
    version = _Version(
        voice=put.voice,
        number=number + 1,
        answers=_by_voice(asked, whole).get(put.voice, {}),
        reason=put.reason.strip(),
    )
    account = _account(row, version, by=by, now=now)
    _settle(row, whole)
    _suggest(row, asked, whole, now)
    _state(row, asked, episodes, whole, by=by, now=now)
    announce(
        InterviewCorrected(
            about=row.reference, by=by.id, at=now, voice=put.voice, number=account.number
        )
    )
    return account


def _with(said: standing.Voices, voice: Voice, written: Written) -> Written:
    """All that the interview holds with this voice put right, and the others as they stand."""
    stands = said.held
    if stands is None:
        raise Refused("This interview is not finished. Finish it first.")
    if voice is Voice.ARRANGEMENTS:
        return Written(held=written.held, answers=said.answers)
    others = {
        name: value
        for one in SPEAKING
        if one is not voice and (account := said.of(one)) is not None
        for name, value in account.answers.items()
    }
    return Written(held=stands, answers=others | dict(written.answers))


def _locked(interview: Interview) -> Interview:
    rows = Interview.objects.select_for_update(of=("self",))
    return rows.select_related("child", "provider", "chosen_set").get(pk=interview.pk)


def _require_draft(interview: Interview) -> None:
    if interview.completed_at is not None:
        raise Refused("This interview is finished. Put it right instead.")


def _episodes(interview: Interview) -> list[Episode]:
    return list(interview.episodes.select_related("child").order_by("pk"))


def _check(
    asked: QuestionSet, episodes: Iterable[Episode], written: Written, now: datetime
) -> None:
    ends = [one.ended_at for one in episodes if one.ended_at is not None]
    found = held.faults(written.held, ended_at=max(ends, default=None), now=now)
    found |= answering.faults(asked, asked.sections, written.answers, written.held.ending)
    if found:
        raise Invalid(found)


def _by_voice(asked: QuestionSet, written: Written) -> dict[Voice, dict[str, Any]]:
    """Each voice's own answers. A voice that said nothing has none."""
    found: dict[Voice, dict[str, Any]] = {Voice.ARRANGEMENTS: held.write(written.held)}
    for voice in SPEAKING:
        said: dict[str, Any] = {}
        for section in asked.of(voice):
            said |= answering.kept(section, written.answers)
        if said:
            found[voice] = said
    return found


def _account(interview: Interview, version: _Version, *, by: Actor, now: datetime) -> Account:
    return Account.objects.create(
        interview=interview,
        voice=version.voice,
        number=version.number,
        answers=dict(version.answers),
        at=now,
        reason=version.reason,
        **author_of(by, now),
    )


def _settle(interview: Interview, written: Written) -> None:
    """Copy what the arrangements say into the columns that lists read."""
    interview.held_at = written.held.at
    interview.held_precision = written.held.precision
    interview.ending = written.held.ending
    interview.save(update_fields=["completed_at", "typed", "held_at", "held_precision", "ending"])


def _suggest(interview: Interview, asked: QuestionSet, written: Written, now: datetime) -> None:
    """Whom the interview names for the contacts. Who was decided on already stays decided."""
    named = dict(answering.people(asked, written.answers))
    rows = Suggestion.objects.filter(interview=interview)
    rows.filter(decided_at__isnull=True).exclude(name__in=named).delete()
    known = set(rows.values_list("name", flat=True))
    Suggestion.objects.bulk_create(
        Suggestion(interview=interview, name=name, words=words, recorded_at=now)
        for name, words in named.items()
        if name not in known
    )


def _state(
    interview: Interview,
    asked: QuestionSet,
    episodes: Iterable[Episode],
    written: Written,
    *,
    by: Actor,
    now: datetime,
) -> None:
    stated = answering.stated(asked, written.answers)
    meant = stating.Meant(
        facts=facts_of(written.held.ending, stated),
        at=written.held.at,
        precision=Precision(written.held.precision),
        done_by=written.held.interviewer,
    )
    stating.state(interview, episodes, meant, by=by, now=now)
