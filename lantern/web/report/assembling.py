"""From the answers of the pages to one report for each child."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from lantern.episodes.details import (
    AlreadyBack,
    CheckMade,
    ChecksDeadline,
    LastSeen,
    ParentsNotTold,
    ReportDetails,
    Reporter,
    RiskAnswer,
    SaidWhere,
    Told,
)
from lantern.risk.questions import QUESTIONS
from lantern.vocabulary.absence import Corroboration, Origin
from lantern.vocabulary.returning import Answer, CheckKind, ChecksOutcome
from lantern.vocabulary.telling import NotTold, Recipient
from lantern.web.episodes.declared import answers_of
from lantern.web.episodes.return_forms import return_details
from lantern.web.report import prefill, steps
from lantern.web.report.forms import KNOWN_PLACE, NO_CHECKS, questions
from lantern.web.report.known import Known
from lantern.web.report.telling_forms import OTHERS

if TYPE_CHECKING:
    from lantern.people.models import Child

Given = Mapping[str, Any]
_COPIED: Final = ("clothing", "bags", "phone", "belongings", "description", "medical")
_PEOPLE: Final = ("family", "friends", "associates", "likely_places")


@dataclass(frozen=True, kw_only=True)
class Assembled:
    """The report of the child, and of each other child who went too."""

    report: ReportDetails
    others: "tuple[tuple[Child, ReportDetails], ...]"


def assemble(known: Known, found: Iterable[steps.Answered], at: datetime) -> Assembled:
    """What the answers so far amount to, sent at this instant."""
    given = {one.page.name: one.answers for one in found}
    report = _report(known, given, at)
    chosen = given.get("before", {}).get("together") or []
    others = tuple(
        (other, _of_other(report, given, other.reference))
        for other in known.others
        if other.reference in chosen
    )
    return Assembled(report=report, others=others)


def _report(known: Known, given: Mapping[str, Given], at: datetime) -> ReportDetails:
    when, before = given["when"], given.get("before", {})
    checks, told = given.get("checks", {}), given.get("told", {})
    looks, people = given.get("description", {}), given.get("people", {})
    return ReportDetails(
        reporter=_reporter(given.get("you", {}), known),
        origin=Origin(when.get("origin") or Origin.OTHER),
        went_from=when.get("went_from") or "",
        went_at=when.get("went_at"),
        noticed_at=when.get("noticed_at"),
        last_seen=LastSeen(
            at=when.get("last_seen_at"),
            place=when.get("last_seen_place", ""),
            by=when.get("last_seen_by", ""),
        ),
        with_whom=before.get("with_whom", ""),
        circumstances=before.get("circumstances", ""),
        immediate_worry=before.get("worry_words") or "",
        forcibly_removed=bool(before.get("forced")),
        **{name: looks.get(name) or "" for name in _COPIED},
        **{name: people.get(name) or "" for name in _PEOPLE},
        photograph=known.photograph.reference if known.photograph else "",
        checks=_checks(checks, given),
        deadline=_deadline(checks, when, at),
        outcome=_outcome(checks),
        whereabouts=_whereabouts(checks, at),
        risk=_risk(known, given),
        risk_words=given.get("risk", {}).get("risk_words", ""),
        told=_told(told),
        parents_not_told=_parents(told),
        back=_back(given.get("back", {})),
        profile_version=known.profile.version if known.profile else None,
        answers=answers_of(questions(known), given.get("asked", {})),
    )


def _of_other(report: ReportDetails, given: Mapping[str, Given], reference: str) -> ReportDetails:
    """The report of another child: the same hours and calls, nothing of the first child's."""
    words = given.get("each", {}).get(f"about-{reference}") or ""
    return ReportDetails(
        reporter=report.reporter,
        origin=report.origin,
        went_from=report.went_from,
        went_at=report.went_at,
        noticed_at=report.noticed_at,
        last_seen=replace(report.last_seen, by=""),
        circumstances=words,
        deadline=replace(report.deadline, reason="As set for the group.")
        if report.deadline
        else None,
        outcome=report.outcome if report.outcome in _SHARED else None,
        told=tuple(one for one in report.told if one.recipient != Recipient.PARENTS),
        forcibly_removed=report.forcibly_removed,
    )


_SHARED: Final = (ChecksOutcome.NOT_FOUND, ChecksOutcome.STILL_CHECKING)
"""Outcomes of checks that are no one child's own words."""


def _reporter(you: Given, known: Known) -> Reporter:
    return Reporter(
        name=you.get("reporter_name", ""),
        role=you.get("reporter_role", ""),
        agency=known.actor.agency_name,
        telephone=you.get("reporter_telephone", ""),
    )


def _checks(checks: Given, given: Mapping[str, Given]) -> tuple[CheckMade, ...]:
    by = given.get("you", {}).get("reporter_name", "")
    return tuple(
        CheckMade(
            kind=CheckKind(kind),
            at=checks.get(f"{kind}_at"),
            by=by,
            result=checks.get(f"{kind}_result") or "",
        )
        for kind in checks.get("made") or []
    )


def _deadline(checks: Given, when: Given, at: datetime) -> ChecksDeadline | None:
    ends = checks.get("deadline_at")
    if ends is None:
        return None
    noticed = when.get("noticed_at")
    # Set at the outset (IAP L520): when the absence was noticed, unless it still lies ahead.
    set_at = at if ends > at else min(noticed or ends - timedelta(minutes=1), ends)
    return ChecksDeadline(at=ends, reason=checks.get("deadline_reason") or "", set_at=set_at)


def _outcome(checks: Given) -> ChecksOutcome | None:
    said = checks.get("outcome")
    # A place that the child names becomes a contact of its own, with the words.
    if not said or said in (KNOWN_PLACE, NO_CHECKS, ChecksOutcome.SAID_WHERE):
        return None
    return ChecksOutcome(said)


def _whereabouts(checks: Given, at: datetime) -> SaidWhere | None:
    if checks.get("outcome") == ChecksOutcome.SAID_WHERE:
        place = checks.get("said_place") or ""
        return SaidWhere(at=at, corroboration=Corroboration.NONE, place=place)
    if checks.get("outcome") != KNOWN_PLACE or checks.get("where_at") is None:
        return None
    return SaidWhere(
        at=checks["where_at"],
        corroboration=Corroboration(checks["where_how"]),
        place=checks["where_place"],
        words=checks.get("where_words") or "",
    )


def _risk(known: Known, given: Mapping[str, Given]) -> tuple[RiskAnswer, ...]:
    """The sixteen answers, if confirmed or given tonight; an empty one is not known."""
    confirmed = given.get("risk", {}).get("still_right") == "yes"
    answers = prefill.questions(known) if confirmed else given.get("questions", {})
    if not any(answers.get(question.id) for question in QUESTIONS):
        return ()
    return tuple(
        RiskAnswer(
            question=question.id,
            answer=Answer(answers.get(question.id) or Answer.NOT_KNOWN),
            words=answers.get(f"{question.id}_words") or "",
        )
        for question in QUESTIONS
    )


def _told(told: Given) -> tuple[Told, ...]:
    named = [
        *(("police",) if told.get("police") == "yes" else ()),
        *(("parents",) if told.get("parents") == "yes" else ()),
        *(one.value for one in OTHERS if one.value in (told.get("others") or [])),
    ]
    return tuple(
        Told(
            recipient=Recipient(name),
            at=told[f"{name}_at"],
            person=told.get(f"{name}_person") or "",
            reference=told.get(f"{name}_reference") or "",
        )
        for name in named
        if told.get(f"{name}_at") is not None
    )


def _parents(told: Given) -> ParentsNotTold | None:
    if told.get("parents") != "not_to_be":
        return None
    return ParentsNotTold(
        reason=NotTold(told["parents_reason"]),
        decided_by=told["parents_decided_by"],
        words=told["parents_words"],
    )


def _back(back: Given) -> AlreadyBack | None:
    if not back:
        return None
    return AlreadyBack(at=back["at"], details=return_details(dict(back)), words=back["words"])
