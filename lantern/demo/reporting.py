"""What the reporter of an invented absence says: the facts of the report, page by page."""

from datetime import datetime, timedelta

from lantern.access.actor import Actor
from lantern.core.calendar import is_office_hours
from lantern.core.instants import to_microseconds
from lantern.demo.absences import Absence
from lantern.demo.cast import Partnership
from lantern.demo.records import Known
from lantern.episodes.details import (
    CheckMade,
    ChecksDeadline,
    LastSeen,
    ParentsNotTold,
    ReportDetails,
    Reporter,
    Told,
)
from lantern.vocabulary.absence import Origin
from lantern.vocabulary.returning import CheckKind, ChecksOutcome
from lantern.vocabulary.role import Role
from lantern.vocabulary.telling import NotTold, Recipient

CARE_BAG = "A rucksack. Phone charger left behind."


def account(absence: Absence, known: Known, company: Partnership, *, by: Actor) -> ReportDetails:
    """Everything that the reporter says, from what is kept ready and what was found tonight."""
    character, kept = known.character, known.character.kept
    noticed_at = absence.seen_at + absence.noticed
    parent = character.parent
    return ReportDetails(
        reporter=_reporter(absence, known, company, by),
        origin=Origin.CARE if character.is_in_care else Origin.HOME,
        went_from=_place(known, company),
        noticed_at=noticed_at,
        last_seen=LastSeen(at=absence.seen_at, place=_place(known, company), by=by.name),
        with_whom=", ".join(absence.companions) or "Alone, as far as we know.",
        circumstances=absence.circumstances,
        clothing=kept.description.split(". ")[0] if kept else "Dark coat, trainers.",
        bags=CARE_BAG,
        phone="Rings out, then goes to voicemail.",
        description=kept.description if kept else "",
        medical=kept.medical if kept else "",
        family=f"{parent.name} (mother)" if parent else "",
        friends=", ".join(character.friends),
        likely_places=kept.tracing if kept else "",
        checks=_checks(absence, by),
        deadline=_deadline(absence, known, by),
        outcome=ChecksOutcome.NOT_FOUND,
        told=_told(absence, known, company),
        parents_not_told=_not_told(known, company),
        profile_version=1 if kept else None,
    )


def _reporter(absence: Absence, known: Known, company: Partnership, by: Actor) -> Reporter:
    parent = known.character.parent
    if known.character.is_in_care or parent is None:
        user = next(one for one in company.users.values() if one.pk == by.user_id)
        return Reporter(
            name=by.name, role=min(by.roles).label, agency=by.agency_name, telephone=user.telephone
        )
    return Reporter(name=parent.name, role="mother", telephone="01632 960150")


def _place(known: Known, company: Partnership) -> str:
    if known.character.is_in_care:
        return company.agencies[known.character.lives].name
    return known.character.address or "Home"


def _checks(absence: Absence, by: Actor) -> tuple[CheckMade, ...]:
    noticed = absence.seen_at + absence.noticed
    made = (
        (CheckKind.SEARCHED_PREMISES, 6, "", "Searched the house and garden. Not there."),
        (CheckKind.CALLED_CHILD, 10, "", "Rang twice and wrote. No answer."),
        (CheckKind.CALLED_FRIENDS, 20, "", "Nobody has seen the child today."),
    )
    last = absence.reported_at
    return tuple(
        CheckMade(
            kind=kind,
            at=min(noticed + timedelta(minutes=after), last),
            by=by.name,
            target=target,
            result=result,
        )
        for kind, after, target, result in made
    )


def _deadline(absence: Absence, known: Known, by: Actor) -> ChecksDeadline | None:
    if not known.character.is_in_care:
        return None
    noticed = absence.seen_at + absence.noticed
    return ChecksDeadline(
        at=noticed + timedelta(minutes=30),
        reason="Half an hour: the profile says that the risks are real.",
        set_at=noticed + timedelta(minutes=2),
        set_by=by.name,
    )


def _told(absence: Absence, known: Known, company: Partnership) -> tuple[Told, ...]:
    """Who was rung before the report was written. The parents of a child at home reported."""
    at = absence.reported_at
    rang = Told(
        recipient=Recipient.POLICE,
        at=at - timedelta(minutes=9),
        person="The control room",
        acknowledged_by="the call handler",
    )
    told = [rang] if absence.rang_police else []
    if not known.character.is_in_care:
        return tuple(told)
    told += _social_care(at, known, company)
    parent = known.character.parent
    if parent is not None and known.may_tell_parent:
        told.append(
            Told(recipient=Recipient.PARENTS, at=at - timedelta(minutes=3), person=parent.name)
        )
    return tuple(told)


def _social_care(at: datetime, known: Known, company: Partnership) -> list[Told]:
    day = is_office_hours(to_microseconds(at))
    key = known.social_worker if day else known.acting(Role.EMERGENCY_DUTY_TEAM)
    reviewing = company.users[known.acting(Role.INDEPENDENT_REVIEWING_OFFICER)].name
    person = company.users[key].name
    found = [
        Told(
            recipient=Recipient.SOCIAL_WORKER,
            at=at - timedelta(minutes=5),
            person=person,
            acknowledged_by=person,
        ),
        Told(recipient=Recipient.IRO, at=at - timedelta(minutes=1), person=reviewing),
    ]
    if not day:
        found.append(
            Told(
                recipient=Recipient.EDT,
                at=at - timedelta(minutes=5),
                person=person,
                acknowledged_by=person,
            )
        )
    return found


def _not_told(known: Known, company: Partnership) -> ParentsNotTold | None:
    parent = known.character.parent
    if not known.character.is_in_care or known.may_tell_parent:
        return None
    return ParentsNotTold(
        reason=NotTold.AGAINST_WELFARE if parent and parent.not_told else NotTold.NOT_PRACTICABLE,
        decided_by=company.users[known.social_worker].name,
        words=parent.not_told
        if parent and parent.not_told
        else "No number that works, and no address since the spring.",
    )
