"""A call of each action of people, placements and risk."""

from datetime import date, timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from lantern.people.actions import (
    assignments,
    children,
    contacts,
    flags,
    identifiers,
    involvements,
    statuses,
    steps,
)
from lantern.placements.actions import homes, photographs, placements, profiles
from lantern.risk import actions as risk
from lantern.vocabulary.agency import InvolvementBasis
from lantern.vocabulary.placement import (
    IdentifierKind,
    PersonRelation,
    PlacementKind,
    StatusKind,
)
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.role import Role
from tests.actions.audited import audited
from tests.actions.test_risk_assessments import GOOD as ASSESSMENT
from tests.builders import LATER, a_child, a_looked_after_child

CONTACT = {"name": "Aunt Bea Redfern", "relation": PersonRelation.RELATIVE}


@audited("lantern.people.actions.children.add")
def _(cast):
    return lambda: a_child(cast)


@audited("lantern.people.actions.children.change")
def _(cast):
    child = a_child(cast)
    return lambda: children.change(
        child, by=cast.social_worker, at=LATER, version=child.version, gender="female"
    )


@audited("lantern.people.actions.children.move_to_authority")
def _(cast):
    child = a_child(cast)
    return lambda: children.move_to_authority(
        child, by=cast.team_manager, at=LATER, authority=cast.vale
    )


@audited("lantern.people.actions.children.restrict")
def _(cast):
    child = a_child(cast)
    return lambda: children.restrict(child, by=cast.team_manager, at=LATER)


@audited("lantern.people.actions.children.lift_restriction")
def _(cast):
    child = a_child(cast)
    children.restrict(child, by=cast.team_manager, at=LATER)
    child.refresh_from_db()
    return lambda: children.lift_restriction(child, by=cast.team_manager, at=LATER)


@audited("lantern.people.actions.identifiers.add")
def _(cast):
    child = a_child(cast)
    return lambda: identifiers.add(
        child, IdentifierKind.NHS_NUMBER, "9990000018", by=cast.social_worker, at=LATER
    )


@audited("lantern.people.actions.contacts.add")
def _(cast):
    child = a_child(cast)
    return lambda: contacts.add(child, by=cast.social_worker, at=LATER, **CONTACT)


@audited("lantern.people.actions.contacts.change")
def _(cast):
    contact = contacts.add(a_child(cast), by=cast.social_worker, at=LATER, **CONTACT)
    return lambda: contacts.change(
        contact, by=cast.social_worker, at=LATER, seen={"note": ""}, note="Works nights"
    )


@audited("lantern.people.actions.contacts.end")
def _(cast):
    contact = contacts.add(a_child(cast), by=cast.social_worker, at=LATER, **CONTACT)
    return lambda: contacts.end(contact, by=cast.social_worker, at=LATER)


@audited("lantern.people.actions.assignments.assign")
def _(cast):
    child = a_child(cast)
    return lambda: assign(cast, child)


@audited("lantern.people.actions.assignments.end")
def _(cast):
    child = a_child(cast)
    assign(cast, child)
    return lambda: assignments.end(child, role=Role.SOCIAL_WORKER, by=cast.team_manager, at=LATER)


def assign(cast, child):
    return assignments.assign(
        child,
        role=Role.SOCIAL_WORKER,
        by=cast.team_manager,
        at=LATER,
        agency=cast.calderbrook,
        user=cast.user("social_worker"),
    )


@audited("lantern.people.actions.statuses.begin")
def _(cast):
    child = a_child(cast)
    return lambda: statuses.begin(child, StatusKind.CHILD_IN_NEED, by=cast.social_worker, at=LATER)


@audited("lantern.people.actions.statuses.end")
def _(cast):
    child = a_looked_after_child(cast)
    kind = StatusKind.FULL_CARE_ORDER
    return lambda: statuses.end(child, kind, by=cast.social_worker, at=LATER)


@audited("lantern.people.actions.statuses.withdraw")
def _(cast):
    child = a_looked_after_child(cast)
    number = child.statuses.get().pk
    return lambda: statuses.withdraw(child, number, by=cast.social_worker, at=LATER)


def raise_flag(cast, child):
    return flags.raise_(
        child, FlagKind.GANGS, by=cast.social_worker, at=LATER, said_by="Her school"
    )


@audited("lantern.people.actions.flags.raise_")
def _(cast):
    child = a_child(cast)
    return lambda: raise_flag(cast, child)


@audited("lantern.people.actions.flags.lower")
def _(cast):
    child = a_child(cast)
    raise_flag(cast, child)
    return lambda: flags.lower(
        child, FlagKind.GANGS, by=cast.social_worker, at=LATER + timedelta(hours=1)
    )


@audited("lantern.people.actions.flags.withdraw")
def _(cast):
    child = a_child(cast)
    number = raise_flag(cast, child).pk
    return lambda: flags.withdraw(child, number, by=cast.social_worker, at=LATER)


@audited("lantern.people.actions.involvements.begin")
def _(cast):
    child = a_child(cast)
    return lambda: involvements.begin(
        child, cast.millbrook, InvolvementBasis.SCHOOL, by=cast.social_worker, at=LATER
    )


@audited("lantern.people.actions.involvements.end")
def _(cast):
    child = a_child(cast)
    school = InvolvementBasis.SCHOOL
    involvements.begin(child, cast.millbrook, school, by=cast.social_worker, at=LATER)
    return lambda: involvements.end(child, cast.millbrook, school, by=cast.social_worker, at=LATER)


@audited("lantern.people.actions.steps.answer")
def _(cast):
    child = a_looked_after_child(cast)
    answers = {"placement_plan.reviewed": ""}
    return lambda: steps.answer(child, answers, by=cast.social_worker, at=LATER, now=LATER)


@audited("lantern.people.actions.steps.record")
def _(cast):
    child = a_child(cast)
    return lambda: steps.record(
        child, "placement_plan.reviewed", by=cast.social_worker, at=LATER, words="Reviewed."
    )


@audited("lantern.people.actions.steps.write")
def _(cast):
    child = a_child(cast)
    return lambda: steps.write(
        child, "placement_plan.reviewed", by=cast.social_worker, at=LATER, now=LATER
    )


@audited("lantern.placements.actions.placements.place")
def _(cast):
    child = a_looked_after_child(cast)
    return lambda: placements.place(
        child,
        kind=PlacementKind.FOSTER_CARE,
        carer=cast.okafor,
        host_authority=cast.calderbrook,
        by=cast.social_worker,
        at=LATER,
    )


@audited("lantern.placements.actions.placements.end")
def _(cast):
    child = a_looked_after_child(cast)
    return lambda: placements.end(child, by=cast.social_worker, at=LATER)


@audited("lantern.placements.actions.placements.withdraw")
def _(cast):
    child = a_looked_after_child(cast)
    number = child.placements.get().pk
    return lambda: placements.withdraw(child, number, by=cast.social_worker, at=LATER)


@audited("lantern.placements.actions.profiles.draw_up")
def _(cast):
    child = a_looked_after_child(cast)
    return lambda: profiles.draw_up(
        child,
        by=cast.key_worker,
        at=LATER,
        version=0,
        description="Tall, brown eyes",
        risks="Older friends",
        tracing="The skate park",
        drawn_up_by="Bronwen Ellis",
    )


@audited("lantern.placements.actions.photographs.add")
def _(cast):
    child = a_looked_after_child(cast)
    picture = BytesIO()
    Image.new("RGB", (400, 400), "grey").save(picture, "PNG")
    return lambda: photographs.add(
        child,
        by=cast.key_worker,
        at=LATER,
        taken_on=date(2026, 2, 1),
        upload=ContentFile(picture.getvalue()),
    )


@audited("lantern.placements.actions.homes.describe")
def _(cast):
    return lambda: homes.describe(
        cast.alder_house,
        by=cast.administrator,
        at=LATER,
        address="1 Alder Lane",
        postcode="ZZ9 9ZZ",
    )


@audited("lantern.risk.actions.assess")
def _(cast):
    child = a_looked_after_child(cast)
    return lambda: risk.assess(child, by=cast.social_worker, at=LATER, version=0, **ASSESSMENT)
