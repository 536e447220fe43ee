"""What is kept about a child: numbers, contacts, who acts, statuses, concerns, steps."""

from datetime import date, datetime, timedelta

import pytest

from lantern.access.actor import system_actor
from lantern.audit.models import AuditEvent
from lantern.core.errors import Conflict, Invalid, Refused
from lantern.core.instants import LONDON
from lantern.people import known
from lantern.people.actions import (
    assignments,
    children,
    contacts,
    flags,
    identifiers,
    statuses,
    steps,
)
from lantern.people.circumstances import circumstances
from lantern.people.models import Assignment, Contact, Flag, Identifier, StatusPeriod, Step
from lantern.placements.actions import placements
from lantern.vocabulary.placement import (
    IdentifierKind,
    PersonRelation,
    PlacementKind,
    StatusKind,
)
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.role import Role

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=LONDON)
HOUR = timedelta(hours=1)
ENGINE = system_actor("duties")


@pytest.fixture
def child(cast):
    return children.add(
        by=cast.social_worker,
        at=NOON,
        authority=cast.calderbrook,
        given_name="Amara",
        born_on=date(2011, 6, 1),
    )


@pytest.fixture
def place_at_alder_house(cast):
    def place(child):
        return placements.place(
            child,
            kind=PlacementKind.CHILDRENS_HOME,
            carer=cast.alder_house,
            host_authority=cast.calderbrook,
            by=cast.social_worker,
            at=NOON - 24 * HOUR,
            now=NOON,
        )

    return place


@pytest.fixture
def other(cast):
    return children.add(
        by=cast.social_worker, at=NOON, authority=cast.calderbrook, given_name="Ben"
    )


# Numbers


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        (IdentifierKind.NHS_NUMBER, "999 000 0018", "9990000018"),
        (IdentifierKind.UPN, "w823432113429", "W823432113429"),
        (IdentifierKind.HOME_OFFICE_REFERENCE, " a  12 ", "A 12"),
    ],
)
def test_a_number_is_kept_in_its_one_spelling(cast, child, kind, text, kept):
    identifiers.add(child, kind, text, by=cast.social_worker, at=NOON)

    assert Identifier.objects.get().value == kept


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        (IdentifierKind.NHS_NUMBER, "999 000 0019", "fails its check digit"),
        (IdentifierKind.NHS_NUMBER, "12", "ten digits"),
        (IdentifierKind.UPN, "A823432113429", "fails its check letter"),
        (IdentifierKind.UPN, "", "13 characters"),
        (IdentifierKind.HOME_OFFICE_REFERENCE, "  ", "Enter the reference"),
        (IdentifierKind.HOME_OFFICE_REFERENCE, "x" * 41, "40 characters or fewer"),
    ],
)
def test_a_number_that_fails_its_check_is_refused(cast, child, kind, text, sentence):
    with pytest.raises(Invalid, match=sentence):
        identifiers.add(child, kind, text, by=cast.social_worker, at=NOON)


def test_a_number_on_another_childs_record_is_refused_and_names_that_record(cast, child, other):
    nhs = IdentifierKind.NHS_NUMBER
    identifiers.add(child, nhs, "9990000018", by=cast.social_worker, at=NOON)

    with pytest.raises(identifiers.Taken, match="Another child’s record has this NHS number") as no:
        identifiers.add(other, nhs, "999 000 0018", by=cast.social_worker, at=NOON)

    assert no.value.other == child


def test_two_forces_may_give_the_same_number_to_two_children(cast, child, other):
    police, by = IdentifierKind.AUTHORITY_REFERENCE, {"by": cast.social_worker, "at": NOON}
    identifiers.add(child, police, "4471", issuer=cast.calderbrook, **by)

    identifiers.add(other, police, "4471", issuer=cast.vale, **by)

    assert Identifier.objects.count() == 2


def test_a_local_number_needs_to_say_whose_it_is(cast, child):
    with pytest.raises(Invalid, match="Say whose number"):
        identifiers.add(child, IdentifierKind.POLICE_REFERENCE, "1", by=cast.social_worker, at=NOON)


# Contacts


@pytest.mark.requirement("RF-003")
def test_a_carer_adds_a_friend_of_the_child(cast, child, place_at_alder_house):
    place_at_alder_house(child)

    contacts.add(
        child, by=cast.key_worker, at=NOON, name="Bea Lomas", relation=PersonRelation.FRIEND
    )

    assert [contact.name for contact in known.contacts(child)] == ["Bea Lomas"]


@pytest.mark.requirement("DA-063")
def test_that_a_parent_may_not_be_told_needs_a_reason(cast, child):
    with pytest.raises(Invalid, match="reason"):
        contacts.add(
            child,
            by=cast.social_worker,
            at=NOON,
            name="Mum",
            relation=PersonRelation.MOTHER,
            may_be_told=False,
        )

    assert not Contact.objects.exists()


@pytest.mark.requirement("DA-063")
def test_a_carer_does_not_decide_that_a_parent_may_not_be_told(cast, child, place_at_alder_house):
    place_at_alder_house(child)

    with pytest.raises(Refused):
        contacts.add(
            child,
            by=cast.key_worker,
            at=NOON,
            name="Mum",
            relation=PersonRelation.MOTHER,
            may_be_told=False,
            why_not_told="They quarrel",
        )


def test_of_two_people_changing_a_contact_the_second_is_shown_both(cast, child):
    mum = contacts.add(
        child, by=cast.social_worker, at=NOON, name="Mum", relation=PersonRelation.MOTHER
    )
    seen = {"name": "Mum", "note": ""}
    contacts.change(mum, by=cast.social_worker, at=NOON, seen=seen, note="Works nights")

    with pytest.raises(Conflict) as conflict:
        contacts.change(mum, by=cast.duty_worker, at=NOON, seen=seen, note="Ring after six")

    assert conflict.value.theirs == {"note": "Works nights"}
    assert conflict.value.yours == {"note": "Ring after six"}


def test_two_people_changing_different_words_of_a_contact_both_succeed(cast, child):
    mum = contacts.add(
        child, by=cast.social_worker, at=NOON, name="Mum", relation=PersonRelation.MOTHER
    )
    seen = {"name": "Mum", "note": ""}
    contacts.change(mum, by=cast.social_worker, at=NOON, seen=seen, note="Works nights")

    contacts.change(mum, by=cast.duty_worker, at=NOON, seen=seen, name="Grace Obi", note="")

    mum.refresh_from_db()
    assert (mum.name, mum.note) == ("Grace Obi", "Works nights")


def test_a_contact_who_is_no_longer_one_is_kept_and_not_listed(cast, child):
    mum = contacts.add(
        child, by=cast.social_worker, at=NOON, name="Mum", relation=PersonRelation.MOTHER
    )

    contacts.end(mum, by=cast.social_worker, at=NOON + HOUR)

    assert known.contacts(child) == ()
    assert Contact.objects.get().until_at == NOON + HOUR


# Who acts for the child


@pytest.mark.requirement("RF-005")
def test_a_new_social_worker_ends_the_former_ones_assignment(cast, child):
    role, agency = Role.SOCIAL_WORKER, cast.calderbrook
    first = {"user": cast.user("social_worker")}
    assignments.assign(child, role=role, by=cast.team_manager, at=NOON, agency=agency, **first)

    assignments.assign(
        child,
        role=role,
        by=cast.team_manager,
        at=NOON + HOUR,
        agency=agency,
        name="Agency cover",
        telephone="01632 960123",
    )

    before = known.assigned([child.pk], role, NOON)[child.pk]
    after = known.assigned([child.pk], role, NOON + HOUR)[child.pk]
    assert [holder.user_id for holder in before] == [cast.social_worker.user_id]
    assert [(holder.name, holder.telephone) for holder in after] == [
        ("Agency cover", "+441632960123")
    ]
    assert [holder.name for holder in known.former(child, at=NOON + HOUR)] == [
        cast.social_worker.name
    ]


def test_an_assignment_names_somebody(cast, child):
    with pytest.raises(Invalid, match="Choose or name the social worker"):
        assignments.assign(
            child, role=Role.SOCIAL_WORKER, by=cast.team_manager, at=NOON, agency=cast.calderbrook
        )


def test_an_assignment_does_not_begin_before_the_one_it_follows(cast, child):
    given = {"role": Role.SOCIAL_WORKER, "by": cast.team_manager, "agency": cast.calderbrook}
    assignments.assign(child, at=NOON, name="One", **given)

    with pytest.raises(Invalid, match="began later"):
        assignments.assign(child, at=NOON - HOUR, now=NOON, name="Two", **given)

    assert Assignment.objects.get().until_at is None


# Status


@pytest.mark.requirement("RF-002")
def test_a_legal_status_replaces_the_legal_status_before_it_and_no_other(cast, child):
    by = {"by": cast.social_worker}
    statuses.begin(child, StatusKind.SECTION_20, at=NOON, **by)
    statuses.begin(child, StatusKind.PROTECTION_PLAN, at=NOON, **by)

    statuses.begin(child, StatusKind.FULL_CARE_ORDER, at=NOON + HOUR, **by)

    present = {period.kind for period in known.statuses(child) if period.until_at is None}
    assert present == {"protection_plan", "full_care_order"}
    assert StatusPeriod.objects.get(kind="section_20").until_at == NOON + HOUR


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        (
            lambda child, by: statuses.begin(child, StatusKind.SECTION_20, by=by, at=NOON + HOUR),
            "already",
        ),
        (
            lambda child, by: statuses.begin(
                child, StatusKind.CARE_LEAVER, by=by, at=NOON + HOUR, now=NOON
            ),
            "have passed",
        ),
        (lambda child, by: statuses.end(child, StatusKind.SECTION_47, by=by, at=NOON), "not open"),
        (
            lambda child, by: statuses.end(child, StatusKind.SECTION_20, by=by, at=NOON),
            "after it began",
        ),
    ],
)
def test_a_status_that_cannot_be_is_refused_with_a_sentence(cast, child, deed, sentence):
    statuses.begin(child, StatusKind.SECTION_20, by=cast.social_worker, at=NOON)

    with pytest.raises(Invalid, match=sentence):
        deed(child, cast.social_worker)

    assert StatusPeriod.objects.get().until_at is None


def test_a_status_recorded_in_error_is_kept_and_the_protocol_is_told(cast, child):
    period = statuses.begin(child, StatusKind.SECTION_20, by=cast.social_worker, at=NOON)

    statuses.withdraw(child, period.pk, by=cast.social_worker, at=NOON + HOUR)

    rows = circumstances(ENGINE, [child.pk])[child.pk]
    assert [spell.withdrawn_at for spell in rows.statuses] == [NOON + HOUR]


def test_the_police_do_not_set_a_legal_status(cast, child):
    with pytest.raises(Refused):
        statuses.begin(child, StatusKind.SECTION_20, by=cast.call_handler, at=NOON)


# Concerns


def test_a_carers_concern_is_on_the_record_with_its_source_and_flagging_is_a_step(
    cast, child, place_at_alder_house
):
    place_at_alder_house(child)

    flags.raise_(
        child,
        FlagKind.MAY_GO_MISSING,
        by=cast.key_worker,
        at=NOON - HOUR,
        now=NOON,
        said_by="Night staff",
        note="Packed a bag",
    )

    flag = Flag.objects.get()
    assert (flag.from_at, flag.recorded_at, flag.said_by) == (NOON - HOUR, NOON, "Night staff")
    assert Step.objects.get().fact == "record.flagged"


def test_a_concern_without_a_source_is_refused(cast, child):
    with pytest.raises(Invalid, match="who is concerned"):
        flags.raise_(child, FlagKind.GANGS, by=cast.social_worker, at=NOON, said_by=" ")

    assert not Flag.objects.exists()
    assert not Step.objects.exists()


def test_a_concern_is_on_the_record_once_and_may_come_again_after_it_was_lowered(cast, child):
    given = {"by": cast.social_worker, "said_by": "School"}
    flags.raise_(child, FlagKind.GANGS, at=NOON, **given)
    with pytest.raises(Invalid, match="already"):
        flags.raise_(child, FlagKind.GANGS, at=NOON + HOUR, **given)
    flags.lower(child, FlagKind.GANGS, by=cast.social_worker, at=NOON + HOUR)

    flags.raise_(child, FlagKind.GANGS, at=NOON + 2 * HOUR, **given)

    assert [flag.until_at for flag in known.flags(child)] == [None, NOON + HOUR]


def test_a_carer_raises_a_concern_and_does_not_lower_it(cast, child, place_at_alder_house):
    place_at_alder_house(child)
    flags.raise_(child, FlagKind.GANGS, by=cast.key_worker, at=NOON, said_by="Key worker")

    with pytest.raises(Refused):
        flags.lower(child, FlagKind.GANGS, by=cast.key_worker, at=NOON + HOUR)


# Steps and circumstances


def test_a_step_keeps_when_it_was_done_and_when_it_was_recorded_and_by_whom(cast, child):
    steps.record(
        child,
        "placement_plan.reviewed",
        by=cast.social_worker,
        at=NOON - HOUR,
        now=NOON,
        words="With Alder House",
    )

    step = known.steps(child)[0]
    assert (step.at, step.recorded_at, step.by_name) == (
        NOON - HOUR,
        NOON,
        cast.social_worker.name,
    )
    assert step.by_role == Role.SOCIAL_WORKER


def test_a_step_in_the_future_is_refused(cast, child):
    with pytest.raises(Invalid, match="have passed"):
        steps.record(
            child,
            "placement_plan.reviewed",
            by=cast.social_worker,
            at=NOON + HOUR,
            now=NOON,
            words="",
        )


def test_a_step_that_the_protocol_does_not_know_is_refused(cast, child):
    with pytest.raises(Invalid, match="not something that the protocol asks for"):
        steps.record(
            child, "placement_plan.eaten", by=cast.social_worker, at=NOON, now=NOON, words=""
        )


def test_the_circumstances_of_many_children_take_six_queries(
    cast, child, other, django_assert_num_queries
):
    by = {"by": cast.social_worker, "at": NOON}
    for one in (child, other):
        statuses.begin(one, StatusKind.SECTION_20, **by)
        flags.raise_(one, FlagKind.GANGS, said_by="School", **by)

    with django_assert_num_queries(6):
        rows = circumstances(ENGINE, [child.pk, other.pk])

    assert {row.reference for row in rows.values()} == {child.reference, other.reference}
    assert rows[child.pk].born_on == date(2011, 6, 1)
    assert [spell.kind for spell in rows[child.pk].statuses] == [StatusKind.SECTION_20]
    assert [spell.kind for spell in rows[other.pk].flags] == [FlagKind.GANGS]


def test_an_end_written_down_later_keeps_the_instant_of_the_writing(cast, child):
    statuses.begin(child, StatusKind.SECTION_20, by=cast.social_worker, at=NOON)

    statuses.end(
        child, StatusKind.SECTION_20, by=cast.social_worker, at=NOON + HOUR, now=NOON + 5 * HOUR
    )

    spell = circumstances(ENGINE, [child.pk])[child.pk].statuses[0]
    assert (spell.until_at, spell.end_recorded_at) == (NOON + HOUR, NOON + 5 * HOUR)


def test_only_the_system_reads_every_childs_circumstances(cast, child):
    with pytest.raises(Refused):
        circumstances(cast.social_worker, [child.pk])


def test_nothing_in_the_audit_trail_repeats_what_was_written(cast, child):
    by = {"by": cast.social_worker, "at": NOON}
    contacts.add(child, name="Grace Obi", relation=PersonRelation.MOTHER, note="Ring late", **by)
    flags.raise_(child, FlagKind.GANGS, said_by="School", note="Seen with bikes", **by)

    trail = repr(list(AuditEvent.objects.values_list("details", flat=True)))

    assert not any(word in trail for word in ("Grace", "Ring", "gangs", "School", "bikes", "Amara"))
