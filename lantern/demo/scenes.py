"""Performs one absence through the actions: each moment of it, and what somebody does then."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from lantern.access.actor import Actor
from lantern.demo import returning
from lantern.demo.absences import Absence, Twist
from lantern.demo.cast import MAKER, Partnership
from lantern.demo.duty_rota import is_day, on_duty
from lantern.demo.habits import Habit, Player
from lantern.demo.plans import is_over, steps
from lantern.demo.records import Known, reassess
from lantern.demo.reporting import account
from lantern.duties.actions import ledger
from lantern.episodes.actions import closing, decisions, entries, reports, returns
from lantern.episodes.actions.corrections import version_of
from lantern.episodes.details import Answered, Discussion, LocatedDetails, ReturnDetails
from lantern.episodes.queries import entries as written
from lantern.episodes.queries import together_with
from lantern.notifications.actions import handovers
from lantern.notifications.queries import handovers_to
from lantern.returns.facts import HELD
from lantern.vocabulary.absence import Classification, ContactKind, Corroboration
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.risk import RiskLevel
from lantern.vocabulary.role import Role
from lantern.vocabulary.telling import Method, Recipient

if TYPE_CHECKING:
    from lantern.episodes.models import Entry, Episode

Moment = tuple[datetime, Callable[[datetime], None]]

_CONTACTS: Final = {
    "contact.attempted": (ContactKind.CALL_TO_CHILD, False),
    "contact.attempted_by_iro": (ContactKind.CALL_TO_CHILD, False),
    "visit.made": (ContactKind.VISIT, False),
    "wellbeing.established": (ContactKind.VISIT, True),
}
_VULNERABLE: Final = "risk.danger_through_vulnerability"
_RATIONALE: Final = {
    Classification.MISSING: (
        "Whereabouts cannot be established and the profile names real risks. Out of keeping with "
        "what was agreed for today."
    ),
    Classification.ABSENT: (
        "Said where they were going, is answering messages, no risk apparent from the questions. "
        "Review agreed with the caller."
    ),
    Classification.NOT_RECORDED: "An adult whom the home knows confirmed where the child is.",
}


@dataclass(kw_only=True)
class Scene:
    """One absence being performed. The episode is there once it has been reported."""

    absence: Absence
    known: Known
    company: Partnership
    others: tuple["Scene", ...] = ()
    is_reported_with_another: bool = False
    # Whether people are told as it happens, and take what is handed to them.
    is_told: bool = False
    episode: "Episode | None" = None
    first_decision: "Entry | None" = None

    def moments(self) -> Iterator[Moment]:
        """Every moment of the absence, in no order."""
        if not self.is_reported_with_another:
            yield self.absence.reported_at, self._report
        yield from self._decisions()
        yield from self._endings()
        yield from self._twists()
        if self.is_told and self.absence.decided is not None:
            yield from self._takings()
        for at, habit in steps(self.absence, self.known):
            yield at, partial(self._perform, habit)

    def bring_duties_in_line(self, at: datetime) -> None:
        """What is owed now, and telling those whom it concerns."""
        ledger.refresh_episode(self._open().reference, by=MAKER, at=at)

    def _decisions(self) -> Iterator[Moment]:
        at = self.absence.decided_at
        if at is None or is_over(self.absence, at):
            return
        yield at, self._decide
        if self.absence.is_missing:
            yield at + timedelta(minutes=4), self._grade
        if self.absence.twist == Twist.UPGRADED:
            yield at + timedelta(hours=2, minutes=20), self._upgrade

    def _endings(self) -> Iterator[Moment]:
        seen_at = self.absence.seen_at
        if self.absence.away_known is not None:
            yield seen_at + self.absence.away_known, self._confirm
        if self.absence.located is not None:
            yield seen_at + self.absence.located, self._locate
        if self.absence.back_at is not None:
            at = self.absence.back_at
            in_error = self.absence.twist == Twist.IN_ERROR
            yield at, self._close if in_error else self._return

    def _twists(self) -> Iterator[Moment]:
        back_at = self.absence.back_at
        if self.absence.twist == Twist.CORRECTED and back_at is not None:
            yield back_at + timedelta(hours=5), self._correct

    def _takings(self) -> Iterator[Moment]:
        """The control room and the social worker take the report, and later the return."""
        for at in (self.absence.reported_at, self.absence.back_at):
            if at is not None:
                yield at + timedelta(minutes=4), lambda now: self._take("call_handler", now)
                yield at + timedelta(minutes=9), self._take_for_social_care

    def _report(self, at: datetime) -> None:
        by = on_duty(Player.CARER, self.known, self.company, at)
        companions = [
            reports.Companion(
                child=other.known.child,
                report=account(other.absence, other.known, self.company, by=by),
            )
            for other in self.others
        ]
        self.episode = reports.report(
            self.known.child,
            by=by,
            at=at,
            report=account(self.absence, self.known, self.company, by=by),
            together_with=companions,
        )
        found = together_with(by, self.episode, at=at) if self.others else ()
        for other in self.others:
            other.episode = next(one for one in found if one.child_id == other.known.child.pk)

    def _take(self, key: str, at: datetime) -> None:
        by = self.company.actors[key]
        for handover in handovers_to(by, at):
            if handover.about == self._open().reference:
                handovers.acknowledge(handover.id, by=by, at=at)

    def _take_for_social_care(self, at: datetime) -> None:
        day = (
            self.known.social_worker if is_day(at) else self.known.acting(Role.EMERGENCY_DUTY_TEAM)
        )
        self._take(day, at)

    def _decide(self, at: datetime) -> None:
        upgraded = self.absence.twist == Twist.UPGRADED
        classification = Classification.ABSENT if upgraded else self.absence.classification
        self.first_decision = entries.classify(
            self._open(),
            by=on_duty(Player.INSPECTOR, self.known, self.company, at),
            classification=classification,
            at=at,
            now=at,
            rationale=_RATIONALE[classification],
        )

    def _grade(self, at: datetime) -> None:
        if self.absence.twist == Twist.UPGRADED and at < self._upgraded_at():
            return
        high = self.absence.is_high_risk
        entries.grade_risk(
            self._open(),
            by=on_duty(Player.INSPECTOR, self.known, self.company, at),
            level=RiskLevel.HIGH if high else RiskLevel.MEDIUM,
            at=at,
            now=at,
            rationale=_HIGH if high else _MEDIUM,
            answers=[Answered(fact=_VULNERABLE, value="yes")] if high else [],
        )

    def _upgrade(self, at: datetime) -> None:
        entries.classify(
            self._open(),
            by=on_duty(Player.INSPECTOR, self.known, self.company, at),
            classification=Classification.MISSING,
            at=at,
            now=at,
            rationale="A message to a friend sounded frightened. No longer without apparent risk.",
            seen=self.first_decision.key if self.first_decision else "",
        )
        self._grade(at)

    def _upgraded_at(self) -> datetime:
        return (self.absence.decided_at or self.absence.reported_at) + timedelta(hours=2)

    def _confirm(self, at: datetime) -> None:
        entries.record_whereabouts(
            self._open(),
            by=on_duty(Player.CARER, self.known, self.company, at),
            at=at,
            now=at,
            known=True,
            corroboration=Corroboration.VOICE,
            place=self.absence.found.place,
            words="Spoke to the mother of a friend, whom we know. The child is there and safe.",
        )

    def _locate(self, at: datetime) -> None:
        found = self.absence.found
        returns.record_located(
            self._open(),
            by=on_duty(Player.OFFICER, self.known, self.company, at),
            at=at,
            now=at,
            details=LocatedDetails(
                meaningful_contact=self.absence.is_in_contact,
                place=found.place,
                found_by="PC Lewis Tran",
                with_whom=found.with_whom,
                distance_miles=found.miles,
                how=found.how,
            ),
            words=found.words,
        )

    def _return(self, at: datetime) -> None:
        found = self.absence.found
        overnight = _nights(self.absence.seen_at, at) > 0
        is_in_care = self.known.character.is_in_care
        returns.record_returned(
            self._open(),
            by=on_duty(Player.CARER, self.known, self.company, at),
            at=at,
            now=at,
            details=ReturnDetails(
                place="Back at the placement" if is_in_care else "Home",
                how=found.how,
                found_where=found.place,
                with_whom=found.with_whom,
                distance_miles=found.miles,
                overnight=Answer.YES if overnight else Answer.NO,
                where_slept=found.place if overnight else "",
                hurt=Answer.YES if found.is_hurt else Answer.NO,
                hurt_words="A bruise on the arm; seen by the nurse." if found.is_hurt else "",
                needs_met="Warm, fed, in dry clothes. Nothing that needs a doctor.",
                told_of_interview=Answer.YES,
                discussion=_TALK if is_in_care else None,
            ),
            words=found.words,
        )

    def _close(self, at: datetime) -> None:
        closing.close_as_error(
            self._open(),
            by=on_duty(Player.INSPECTOR, self.known, self.company, at),
            at=at,
            reason="Was in the house the whole time: asleep in the loft room, phone off.",
        )

    def _correct(self, at: datetime) -> None:
        by = on_duty(Player.CARER, self.known, self.company, self.absence.reported_at)
        seen = next(one for one in written(self._open()) if one.fact == "episode.last_seen")
        entries.correct(
            seen,
            by=by,
            now=at,
            seen=version_of(seen),
            reason="The bus camera shows the child leaving a quarter of an hour earlier.",
            at=seen.at - timedelta(minutes=15),
        )

    def _perform(self, habit: Habit, at: datetime) -> None:
        """One habitual step, by whoever is there."""
        group, _, name = habit.fact.partition(".")
        if group in ("notified", "return_notified"):
            self._tell(habit, name, at)
        elif habit.fact in _CONTACTS:
            self._try(habit, at)
        elif habit.fact == "risk_assessment.updated":
            reassess(self.known, self.company, by=self._player(habit, at), at=at)
        elif habit.fact == HELD:
            by = self._player(habit, at)
            returning.check(self.absence, self._open(), by=by, at=at, words=habit.words)
        elif habit.value:
            decisions.decide(
                self._open(),
                habit.fact,
                habit.value,
                by=self._player(habit, at),
                at=at,
                now=at,
                rationale=habit.words,
            )
        else:
            entries.record_step(
                self._open(),
                by=self._player(habit, at),
                fact=habit.fact,
                at=at,
                now=at,
                words=habit.words,
            )

    def _tell(self, habit: Habit, name: str, at: datetime) -> None:
        recipient = Recipient.EDT if name == "social_worker" and not is_day(at) else Recipient(name)
        entries.record_notification(
            self._open(),
            by=self._player(habit, at),
            recipient=recipient,
            at=at,
            now=at,
            method=Method.TELEPHONE,
            words=habit.words,
            after_return=habit.fact.startswith("return_"),
        )

    def _try(self, habit: Habit, at: datetime) -> None:
        contact, is_well = _CONTACTS[habit.fact]
        entries.record_contact(
            self._open(),
            by=self._player(habit, at),
            contact=contact,
            at=at,
            now=at,
            result=habit.words,
            reached=Answer.YES if is_well else Answer.NO,
            is_well=is_well,
        )

    def _player(self, habit: Habit, at: datetime) -> Actor:
        return on_duty(habit.player, self.known, self.company, at)

    def _open(self) -> "Episode":
        if self.episode is None:
            raise LookupError(f"{self.absence.key} has not been reported")
        return self.episode


_HIGH: Final = (
    "In danger through their own vulnerability: known exploitation, phone off, last seen getting "
    "into a car. Immediate."
)
_MEDIUM: Final = (
    "Likely to be at some risk, nothing that points to immediate danger. Revisit in four hours."
)
_TALK: Final = Discussion(
    reasons="Needed to get away from the noise for a while.",
    whereabouts="Walked about, then went to a friend.",
    where_slept="On a sofa, in clothes.",
    adults="A friend’s mother.",
    young_people="Two friends from school.",
    funding="Had some pocket money left.",
)


def _nights(start: datetime, end: datetime) -> int:
    """How many times four in the morning came between two instants."""
    return (end - timedelta(hours=4)).date().toordinal() - (
        start - timedelta(hours=4)
    ).date().toordinal()
