"""From what a person says at once, as in a report or on a return, to the facts it states. Pure."""

from datetime import datetime
from typing import Final

from lantern.episodes.details import (
    YES,
    CheckDetails,
    CheckMade,
    ContactDetails,
    LocatedDetails,
    NotificationDetails,
    ReportDetails,
    ReturnDetails,
    Said,
    WhereaboutsDetails,
)
from lantern.episodes.projection import (
    LAST_SEEN,
    LOCATED_WITH_CONTACT,
    REPORTED,
    RETURNED,
    WHEREABOUTS,
)
from lantern.vocabulary.absence import ContactKind, Corroboration, EntryKind, WhereaboutsKnown
from lantern.vocabulary.returning import Answer, CheckKind, ChecksOutcome
from lantern.vocabulary.telling import Recipient

_COUNTS_AS_REPORT: Final = {
    Recipient.POLICE,
    Recipient.RESPONSIBLE_AUTHORITY,
    Recipient.SOCIAL_WORKER,
    Recipient.EDT,
}
_CHECK_FACTS: Final = {
    CheckKind.CALLED_CHILD: "contact.attempted",
    CheckKind.CALLED_FAMILY: "contact.attempted",
    CheckKind.CALLED_FRIENDS: "contact.attempted",
    CheckKind.SEARCHED_PREMISES: "premises.searched",
}
_OUTCOME_FACTS: Final = {
    ChecksOutcome.NOT_FOUND: "checks.failed",
    ChecksOutcome.CONCERN: "checks.concern_persists",
    ChecksOutcome.SAID_WHERE: "checks.child_said_where",
}


def reported_at(report: ReportDetails, at: datetime) -> datetime:
    """When an agency first heard: earliest word to police or authority, or this report (CF-16)."""
    heard = [told.at for told in report.told if told.recipient in _COUNTS_AS_REPORT]
    return min([at, *heard])


def report_entries(report: ReportDetails, at: datetime, *, with_others: bool) -> list[Said]:
    """Every fact that a report states."""
    reported = reported_at(report, at)
    began = report.last_seen.at or reported
    entries = [
        Said(
            kind=EntryKind.REPORT,
            at=reported,
            fact=REPORTED,
            words=report.circumstances,
            details=report,
        ),
        *_going(report, reported),
        *_whereabouts(report, began),
        *_worries(report, reported, began),
        *_of_the_moment(report, at, reported),
    ]
    if with_others:
        entries.append(_state("episode.with_other_children", began))
    if report.back is not None:
        entries += return_entries(report.back.details, report.back.at, report.back.words, began)
    return entries


def additions(report: ReportDetails, at: datetime, began: datetime) -> list[Said]:
    """What a second report adds to a record that is open: all but that the child went."""
    account = Said(kind=EntryKind.REPORT, at=at, words=report.circumstances, details=report)
    entries = [
        account,
        *_said_where(report),
        *_worries(report, at, began),
        *_of_the_moment(report, at, at),
    ]
    if report.back is not None:
        entries += return_entries(report.back.details, report.back.at, report.back.words, began)
    return entries


def seen_later(report: ReportDetails, last_seen: datetime | None) -> list[Said]:
    """That the child was seen later than the record says, if this report says so."""
    seen = report.last_seen.at
    if seen is None or (last_seen is not None and seen <= last_seen):
        return []
    return [_part(report, LAST_SEEN, seen)]


def return_entries(
    details: ReturnDetails, at: datetime, words: str, began: datetime, *, located: bool = False
) -> list[Said]:
    """Every fact that the record of a return states. `located`: the finding is recorded already."""
    entries = []
    found = details.found_at
    if found is not None and began <= found < at and not located:
        entries.append(_located(details, found))
    entries.append(
        Said(
            kind=EntryKind.RETURNED,
            at=at,
            fact=WHEREABOUTS,
            value=RETURNED,
            words=words,
            details=details,
        )
    )
    return [*entries, *care_entries(details, at)]


def care_entries(details: ReturnDetails, at: datetime) -> list[Said]:
    """What the carer did when the child came back (SCP L1076–1098)."""
    done = {
        "child.offered_talk_before_return": details.offered_talk == Answer.YES,
        "carer.met_immediate_needs": bool(details.needs_met),
        "child.told_of_interview_right": details.told_of_interview == Answer.YES,
        "carer.discussed_return": details.discussion is not None,
        "return_concern.child_protection": bool(details.concern),
    }
    words = {
        "carer.met_immediate_needs": details.needs_met,
        "return_concern.child_protection": details.concern,
    }
    return [
        Said(
            kind=EntryKind.RETURNED,
            at=at,
            fact=fact,
            words=words.get(fact, ""),
            details=ReturnDetails(discussion=details.discussion)
            if fact == "carer.discussed_return"
            else ReturnDetails(),
        )
        for fact, so in done.items()
        if so
    ]


def _going(report: ReportDetails, reported: datetime) -> list[Said]:
    seen = report.last_seen
    entries = []
    if seen.at is not None:
        entries.append(_part(report, LAST_SEEN, seen.at))
    noticed = report.noticed_at or reported
    return [*entries, _part(report, "episode.noticed", noticed)]


def _part(report: ReportDetails, fact: str, at: datetime) -> Said:
    details = ReportDetails(reporter=report.reporter, last_seen=report.last_seen)
    return Said(kind=EntryKind.REPORT, at=at, fact=fact, details=details)


def _whereabouts(report: ReportDetails, began: datetime) -> list[Said]:
    said = report.whereabouts
    confirmed = said is not None and said.corroboration != Corroboration.NONE
    entries = []
    if said is None or not confirmed or said.at > began:
        entries.append(
            Said(
                kind=EntryKind.WHEREABOUTS,
                at=began,
                fact=WHEREABOUTS,
                value=WhereaboutsKnown.NOT_KNOWN,
                details=WhereaboutsDetails(),
            )
        )
    return [*entries, *_said_where(report)]


def _said_where(report: ReportDetails) -> list[Said]:
    """Where the child is, when confirmed; otherwise that the child said so."""
    said = report.whereabouts
    if said is None:
        return []
    if said.corroboration == Corroboration.NONE:
        told = ContactDetails(
            contact=ContactKind.CALL_TO_CHILD, reached=Answer.YES, place=said.place
        )
        where = said.words or said.place
        return [_contact("checks.child_said_where", said.at, where, told)]
    details = WhereaboutsDetails(corroboration=said.corroboration, place=said.place)
    known = Said(
        kind=EntryKind.WHEREABOUTS,
        at=said.at,
        fact=WHEREABOUTS,
        value=WhereaboutsKnown.KNOWN,
        words=said.words,
        details=details,
    )
    sure = Said(
        kind=EntryKind.WHEREABOUTS, at=said.at, fact="whereabouts.confirmed", details=details
    )
    return [known, sure]


def _contact(fact: str, at: datetime, words: str, details: ContactDetails) -> Said:
    return Said(kind=EntryKind.CONTACT, at=at, fact=fact, words=words, details=details)


def _worries(report: ReportDetails, reported: datetime, began: datetime) -> list[Said]:
    entries = []
    if report.immediate_worry:
        at = report.noticed_at or reported
        entries.append(_state("concern.immediate_harm", at, report.immediate_worry))
    if report.forcibly_removed:
        entries.append(_state("episode.forcibly_removed", began))
    return entries


def _state(fact: str, at: datetime, words: str = "") -> Said:
    return Said(kind=EntryKind.STEP, at=at, fact=fact, value=YES, words=words)


def _of_the_moment(report: ReportDetails, at: datetime, reported: datetime) -> list[Said]:
    return [
        *_deadline(report),
        *(_check(made, reported) for made in report.checks),
        *_outcome(report, reported),
        *_told(report, at),
        *_pen_picture(report, at),
    ]


def _deadline(report: ReportDetails) -> list[Said]:
    deadline = report.deadline
    if deadline is None:
        return []
    details = CheckDetails(by=deadline.set_by, deadline=deadline.at)
    return [
        Said(
            kind=EntryKind.CHECK,
            at=deadline.set_at,
            fact="checks.deadline_set",
            words=deadline.reason,
            details=details,
        ),
        Said(kind=EntryKind.CHECK, at=deadline.at, fact="checks.deadline", details=details),
    ]


def _check(made: CheckMade, reported: datetime) -> Said:
    return Said(
        kind=EntryKind.CHECK,
        at=made.at or reported,
        fact=_CHECK_FACTS.get(made.kind, ""),
        words=made.result,
        details=CheckDetails(kind=made.kind, by=made.by, target=made.target),
    )


def _outcome(report: ReportDetails, reported: datetime) -> list[Said]:
    fact = _OUTCOME_FACTS.get(report.outcome) if report.outcome is not None else None
    if fact is None:
        return []
    details = CheckDetails(outcome=report.outcome)
    return [Said(kind=EntryKind.CHECK, at=reported, fact=fact, details=details)]


def _told(report: ReportDetails, at: datetime) -> list[Said]:
    entries = [
        Said(
            kind=EntryKind.NOTIFICATION,
            at=told.at,
            fact=f"notified.{told.recipient}",
            details=NotificationDetails(
                recipient=told.recipient,
                person=told.person,
                method=told.method,
                reference=told.reference,
                acknowledged_by=told.acknowledged_by,
            ),
        )
        for told in report.told
    ]
    withheld = report.parents_not_told
    if withheld is None:
        return entries
    exception = Said(
        kind=EntryKind.NOTIFICATION,
        at=at,
        fact="parents.not_told_by_decision",
        value=YES,
        words=withheld.words,
        details=NotificationDetails(
            recipient=Recipient.PARENTS, not_told=withheld.reason, decided_by=withheld.decided_by
        ),
    )
    return [*entries, exception]


def _pen_picture(report: ReportDetails, at: datetime) -> list[Said]:
    """The profile goes to the police with the call, or with this report (IAP L529)."""
    if report.profile_version is None:
        return []
    told = [one.at for one in report.told if one.recipient == Recipient.POLICE]
    given = min([at, *told])
    details = ReportDetails(reporter=report.reporter, profile_version=report.profile_version)
    return [
        Said(kind=EntryKind.REPORT, at=given, fact="pen_picture.given_to_police", details=details)
    ]


def _located(details: ReturnDetails, found: datetime) -> Said:
    return Said(
        kind=EntryKind.LOCATED,
        at=found,
        fact=WHEREABOUTS,
        value=LOCATED_WITH_CONTACT,
        details=LocatedDetails(
            meaningful_contact=True,
            place=details.found_where,
            found_by=details.found_by,
            with_whom=details.with_whom,
            how=details.how,
        ),
    )
