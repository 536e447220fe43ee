"""Five children of the cast's partnership, each seen by different people, made through the actions.

- `in_area`: Tamsin, under a care order, at Alder House in her own authority; missing now;
- `out_of_area`: Idris, looked after by Northmoor and placed at Alder House in Calderbrook;
- `fostered`: Ottilie, with the Okafors, a pupil of Millbrook Academy; back from an absence;
- `at_home`: Junaid, on a child protection plan, living with the family;
- `restricted`: Saskia, whose record is open to the team manager alone.
"""

import threading
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import override_settings
from PIL import Image

from lantern.agreements.actions import drafts as protocol_drafts
from lantern.agreements.actions import stories
from lantern.core import clock
from lantern.episodes.actions import drafts, entries, reports, returns
from lantern.episodes.details import ReturnDetails
from lantern.follow_up.actions import plans as behaviour_plans
from lantern.follow_up.actions import records
from lantern.follow_up.details import SafetyPlan
from lantern.intake.actions import arrivals
from lantern.intake.actions.receiving import Purpose
from lantern.intake.sent import SentFile
from lantern.jobs import errands
from lantern.meetings.actions import arranging, closing, holding
from lantern.meetings.actions.arranging import When
from lantern.meetings.actions.holding import Held
from lantern.meetings.details import Attended, PartSaid, Record
from lantern.notifications.models import Delivery
from lantern.people.actions import assignments, children, contacts, emergency, flags, statuses
from lantern.people.actions.emergency import Sought
from lantern.placements.actions import photographs, placements
from lantern.plans.actions import plans
from lantern.plans.details import Agreed
from lantern.support.actions import directory, letters, programmes
from lantern.vocabulary.arriving import ArrivalKind
from lantern.vocabulary.follow_up import Forum
from lantern.vocabulary.meeting import Came, HowHeld, MeetingKind, Part
from lantern.vocabulary.placement import PersonRelation, PlacementKind, StatusKind
from lantern.vocabulary.plan import PlanOrigin
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.role import Role
from lantern.vocabulary.support import Attendance, SupportAnswer, SupportKind
from lantern.vocabulary.telling import Method, Recipient
from tests import once
from tests.actions.checking import a_check, an_agreement
from tests.builders import a_report
from tests.cast import make_cast
from tests.helping import a_service
from tests.interviewing import interviewed

DAY = timedelta(days=1)
NAMES = ("Tamsin", "Idris", "Ottilie", "Junaid", "Saskia", "Redfern", "Quillfeather", "Bartholomew")
"""The names, which appear in no address, log or subject line."""

WRONG = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\nL0002,2,31/02/2012,WBRI,UN4,0,\r\n"
"""A header with a day that is none."""

NOTICED = """story: noticed
title: Noticed
rulebook: calderbrook-2026
events:
  - {at: 2027-01-04 18:30, fact: episode.noticed}
expect:
  - {duty: checks-deadline, owner: carer, arises: 2027-01-04 18:30, due: 2027-01-04 18:45}
"""
"""A case that a draft of Calderbrook's protocol is asked."""


@dataclass(frozen=True)
class World:
    """The cast, the children, and one record of each kind that a page may show."""

    cast: object
    now: object
    in_area: object
    out_of_area: object
    fostered: object
    at_home: object
    restricted: object
    missing: object
    back: object
    sent: object
    draft: object
    photograph: object
    contact: object
    looked_through: object
    brought_in: object
    protocol_draft: object

    @property
    def children(self):
        """Each child by the name it has here."""
        keys = ("in_area", "out_of_area", "fostered", "at_home", "restricted")
        return {key: getattr(self, key) for key in keys}


def make_world():
    """Everything, as it stands at this moment."""
    cast, now = make_cast(), clock.now()
    in_area = placed(cast, now, "Tamsin", cast.alder_house)
    out_of_area = placed(cast, now, "Idris", cast.alder_house, authority=cast.northmoor)
    fostered = placed(cast, now, "Ottilie", cast.okafor, school=cast.millbrook)
    at_home = added(cast, now, "Junaid")
    restricted = added(cast, now, "Saskia")
    statuses.begin(at_home, StatusKind.PROTECTION_PLAN, by=cast.social_worker, at=now - DAY)
    contact = contacts.add(
        in_area,
        by=cast.social_worker,
        at=now - DAY,
        name="Bartholomew Redfern",
        relation=PersonRelation.FATHER,
        has_parental_responsibility=True,
    )
    flags.raise_(
        in_area, FlagKind.SELF_HARM, by=cast.social_worker, at=now - DAY, said_by="Her school"
    )
    assign(cast, in_area, now - DAY)
    restricted = children.restrict(restricted, by=cast.team_manager, at=now - DAY)
    back = reported(cast, fostered, cast.foster_carer, now - timedelta(hours=20))
    came = now - timedelta(hours=10)
    returns.record_returned(
        back, by=cast.foster_carer, at=came, now=came, details=ReturnDetails(), words="By bus."
    )
    interviewed(cast, back, now)
    sent = drafts.begin(in_area, by=cast.home_manager, at=now, answers={})
    missing = reported(cast, in_area, cast.home_manager, now - timedelta(hours=2), draft=sent)
    entries.record_notification(
        missing,
        by=cast.home_manager,
        recipient=Recipient.SOCIAL_WORKER,
        person="Ruth Adeyemi",
        method=Method.TELEPHONE,
        at=now,
        now=now,
    )
    entries.add_note(missing, by=cast.home_manager, words="Her coat is here.", at=now, now=now)
    emergency.open_record(
        Sought(reference=out_of_area.reference),
        by=cast.stranger,
        at=now,
        reason="He is at a station here and will not say who he is",
    )
    followed_up(cast, in_area, now)
    supported(cast, in_area, back, now)
    a_check(cast, missing, now)
    an_agreement(cast, in_area, now, review_on=now.date() + 30 * DAY)
    dead = Delivery.objects.order_by("pk")[0]
    Delivery.objects.filter(pk=dead.pk).update(state=Delivery.State.DEAD)
    agreed(cast, now, missing)
    met(cast, now, missing)
    return World(
        cast=cast,
        now=now,
        in_area=in_area,
        out_of_area=out_of_area,
        fostered=fostered,
        at_home=at_home,
        restricted=restricted,
        missing=missing,
        back=back,
        sent=sent,
        draft=drafts.begin(out_of_area, by=cast.home_manager, at=now, answers={}),
        photograph=pictured(cast, in_area, now),
        contact=contact,
        looked_through=arrived(cast, now, "header.csv", WRONG, approved=False),
        brought_in=arrived(cast, now, "header.csv", WRONG + born_like(at_home), approved=True),
        protocol_draft=drawn_up(cast, now),
    )


def followed_up(cast, child, now):
    """A safety plan with the child, and a plan to change what leads her to go."""
    records.record(
        child,
        SafetyPlan(ring="My brother", safe_places="The library", reach="The helpline"),
        by=cast.key_worker,
        at=now - timedelta(minutes=1),
        now=now,
    )
    behaviour_plans.agree(
        child,
        by=cast.social_worker,
        at=now - DAY,
        now=now,
        forum=Forum.CARE_REVIEW,
        leads="Quarrels in the evening",
        changes="Her key worker walks with her after tea",
        review_on=now.date() + 40 * DAY,
    )


def supported(cast, child, back, now):
    """A helpline in the directory, a letter to a child who is back, and support offered."""
    directory.add(cast.calderbrook, by=cast.coordinator, at=now, **a_service(now))
    letters.make(back, by=cast.social_worker, at=now, to="child", telephone="01632 960 001")
    by = {"by": cast.social_worker, "at": now, "now": now}
    support = programmes.offer(
        child,
        kind=SupportKind.MENTORING,
        worker="Ruth Adeyemi",
        aim="Somebody to talk to",
        **by,
    )
    programmes.answer(support, answered=SupportAnswer.ACCEPTED, **by)
    programmes.record_session(
        support, worker="Ruth Adeyemi", attendance=Attendance.DID_NOT_COME, **by
    )


def drawn_up(cast, now):
    """A draft of Calderbrook's protocol, which is to bind in a year, and a case that it is
    asked."""
    draft = protocol_drafts.draw_up(
        cast.calderbrook,
        cast.calderbrook.rulebook,
        by=cast.coordinator,
        at=now,
        starts=now.date() + 365 * DAY,
    )
    stories.add(draft, by=cast.coordinator, at=now, name="noticed", title="Noticed", text=NOTICED)
    return draft


def born_like(child):
    """A row of a return about somebody born on the same day, which is a question for a person."""
    return f"L0001,2,{child.born_on:%d/%m/%Y},WBRI,UN4,0,\r\n"


def arrived(cast, now, name, text, *, approved):
    """A return that the data officer brought and a worker looked through; or brought in as well."""
    purpose = Purpose(kind=ArrivalKind.SSDA903, authority=cast.calderbrook, year=now.year - 1)
    files = [SentFile(name, text.encode())]
    one = arrivals.post(purpose, files, by=cast.data_officer, at=now)
    errands.do_one("world", threading.Event())
    if approved:
        arrivals.approve(one, by=cast.data_officer, at=now)
        errands.do_one("world", threading.Event())
    one.refresh_from_db()
    return one


def met(cast, now, episode):
    """A strategy meeting that was held and reviewed, another to come, and one cancelled."""
    for starts_at in (now, now + DAY, now + 2 * DAY):
        when = When(starts_at=starts_at, how=HowHeld.CALL, chair_id=cast.team_manager.user_id)
        (meeting,) = arranging.arrange(
            [episode], MeetingKind.EXPLOITATION, when, by=cast.social_worker, at=now
        )
        if starts_at == now:
            there = Attended(member=meeting.members.all()[0].key, came=Came.PRESENT)
            decided = PartSaid(part=Part.DECISIONS, words="Look for her at her friends’.")
            record = Record(attended=(there,), parts=(decided,))
            held = Held(held_at=now, review_on=now.date() + 7 * DAY, record=record)
            holding.record(meeting, held, by=cast.team_manager, at=now)
            closing.review(meeting, by=cast.team_manager, at=now, words="Nothing is done yet.")
        elif starts_at == now + 2 * DAY:
            closing.cancel(meeting, by=cast.team_manager, at=now, reason="Called twice.")


def agreed(cast, now, episode):
    """Something that the home said it would do for the child."""
    action = Agreed(what="Ring her friends", role=Role.KEY_WORKER, due_on=now.date() + DAY)
    plans.agree(
        episode.child,
        origin=PlanOrigin.SAFETY_PLAN,
        items=[action],
        by=cast.social_worker,
        at=now,
        episode=episode,
    )


def added(cast, now, given_name, authority=None, **fields):
    """A child of Calderbrook, or of another authority."""
    authority = authority or cast.calderbrook
    by = cast.neighbour if authority == cast.northmoor else cast.social_worker
    return children.add(
        by=by,
        at=now - 30 * DAY,
        authority=authority,
        given_name=given_name,
        family_name="Redfern" if given_name == "Tamsin" else "Quillfeather",
        born_on=date(now.year - 14, 6, 1),
        **fields,
    )


def placed(cast, now, given_name, carer, authority=None, **fields):
    """The same, under a care order and placed."""
    child = added(cast, now, given_name, authority, **fields)
    by = cast.social_worker if authority is None else cast.neighbour
    statuses.begin(child, StatusKind.FULL_CARE_ORDER, by=by, at=now - 30 * DAY)
    kind = PlacementKind.FOSTER_CARE if carer == cast.okafor else PlacementKind.CHILDRENS_HOME
    placements.place(
        child,
        kind=kind,
        carer=carer,
        host_authority=cast.calderbrook,
        by=by,
        at=now - 30 * DAY,
    )
    return child


def assign(cast, child, at):
    """Ruth Adeyemi is the child's social worker."""
    assignments.assign(
        child,
        role=Role.SOCIAL_WORKER,
        by=cast.team_manager,
        at=at,
        agency=cast.calderbrook,
        user=cast.user("social_worker"),
    )


def reported(cast, child, by, at, draft=None):
    """An absence reported to the police."""
    last_seen = {"last_seen": type(a_report().last_seen)(at=at - timedelta(hours=1), place="Home")}
    return reports.report(child, by=by, at=at, report=a_report(**last_seen), draft=draft)


def pictured(cast, child, now):
    """A photograph of the child."""
    picture = BytesIO()
    Image.new("RGB", (400, 400), "grey").save(picture, "PNG")
    return photographs.add(
        child,
        by=cast.home_manager,
        at=now,
        taken_on=now.date() - 30 * DAY,
        upload=ContentFile(picture.getvalue()),
    )


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, put in place once for all tests of a module; each of which undoes what it does."""
    folder = tmp_path_factory.mktemp("media")
    reachable = override_settings(MEDIA_ROOT=folder)
    with django_db_blocker.unblock(), reachable, transaction.atomic():
        found, files = once.rows("world", lambda: (make_world(), files_in(folder)))
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        yield found
        transaction.set_rollback(True)


def files_in(folder):
    """The content of each file, by its place in this folder."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
