"""Children: who may add and change them, what is refused, who sees them afterwards."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from lantern.audit.models import AccessEvent, AuditEvent
from lantern.core.errors import Conflict, Invalid, NotFound, Refused
from lantern.core.instants import LONDON
from lantern.people import queries
from lantern.people.actions import assignments, children, identifiers, involvements
from lantern.people.models import Child, Involvement
from lantern.vocabulary.agency import InvolvementBasis
from lantern.vocabulary.placement import IdentifierKind
from lantern.vocabulary.role import Role

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=LONDON)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def amara(cast):
    return children.add(
        by=cast.social_worker,
        at=NOON,
        authority=cast.calderbrook,
        given_name="Amara",
        family_name="O’Neill-Łuk",
        born_on=date(2011, 6, 1),
    )


def seen_by(actor, at=LATER):
    return set(queries.visible_to(actor, at=at))


def test_a_child_added_is_seen_by_the_responsible_authority_and_by_nobody_else(cast, amara):
    assert seen_by(cast.social_worker) == {amara}
    assert seen_by(cast.duty_worker) == {amara}
    assert seen_by(cast.neighbour) == set()
    assert seen_by(cast.stranger) == set()
    assert seen_by(cast.call_handler) == set()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.DATA_OFFICER])
def test_a_role_that_sees_no_child_sees_none_in_an_agency_that_is_involved(cast, amara, role):
    assert seen_by(replace(cast.social_worker, roles=frozenset({role}))) == set()


def test_the_police_add_a_child_of_an_authority_and_go_on_seeing_it(cast):
    child = children.add(by=cast.call_handler, at=NOON, authority=cast.vale, given_name="Jo")

    assert seen_by(cast.call_handler) == {child}
    assert child.responsible_authority == cast.vale


@pytest.mark.requirement("RF-001")
def test_a_child_may_have_a_record_before_anybody_knows_a_name(cast):
    child = children.add(by=cast.call_handler, at=NOON, authority=cast.vale)

    assert child.name == child.reference


def test_social_care_adds_no_child_of_another_authority(cast):
    with pytest.raises(Refused, match="Vale District Council"):
        children.add(by=cast.social_worker, at=NOON, authority=cast.vale, given_name="Jo")

    assert not Child.objects.exists()


def test_a_carer_adds_no_child(cast):
    with pytest.raises(Refused, match="social worker"):
        children.add(by=cast.key_worker, at=NOON, authority=cast.calderbrook, given_name="Jo")


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"born_on": date(2026, 3, 3)}, "born_on", "today or in the past"),
        ({"born_on": date(1985, 3, 3)}, "born_on", "year of birth"),
        ({"given_name": "--"}, "given_name", "at least one letter"),
        ({"family_name": "…"}, "family_name", "at least one letter"),
    ],
)
def test_details_that_cannot_be_are_refused_with_a_sentence(cast, fields, field, sentence):
    with pytest.raises(Invalid) as refusal:
        children.add(by=cast.social_worker, at=NOON, authority=cast.calderbrook, **fields)

    assert sentence in refusal.value.messages[field]
    assert not Child.objects.exists()


def test_adding_a_child_is_audited_without_the_childs_name(cast, amara):
    event = AuditEvent.objects.get(kind="ChildAdded")

    assert (event.about, event.by, event.at) == (amara.reference, cast.social_worker.id, NOON)
    assert event.details == {"authority": "calderbrook"}


def test_a_child_whose_audit_fails_is_not_added(cast, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(AuditEvent.objects, "create", fail)

    with pytest.raises(OSError, match="disk full"):
        children.add(by=cast.social_worker, at=NOON, authority=cast.calderbrook, given_name="Jo")

    assert not Child.objects.exists()
    assert not Involvement.objects.exists()


def test_of_two_people_editing_the_second_is_shown_both_and_nothing_is_lost(cast, amara):
    children.change(amara, by=cast.social_worker, at=NOON, version=1, language="Igbo")

    with pytest.raises(Conflict) as conflict:
        children.change(amara, by=cast.duty_worker, at=LATER, version=1, language="Yoruba")

    assert conflict.value.theirs == {"version": 2, "language": "Igbo"}
    assert conflict.value.yours == {"language": "Yoruba"}
    amara.refresh_from_db()
    assert amara.language == "Igbo"


def test_having_seen_the_others_version_the_second_may_choose(cast, amara):
    children.change(amara, by=cast.social_worker, at=NOON, version=1, language="Igbo")

    changed = children.change(amara, by=cast.duty_worker, at=LATER, version=2, language="Yoruba")

    assert (changed.language, changed.version) == ("Yoruba", 3)


def test_saving_what_is_there_already_changes_nothing_and_is_no_conflict(cast, amara):
    children.change(amara, by=cast.social_worker, at=NOON, version=1, language="Igbo")

    unchanged = children.change(amara, by=cast.duty_worker, at=LATER, version=1, language="Igbo")

    assert unchanged.version == 2
    assert AuditEvent.objects.filter(kind="ChildChanged").count() == 1


def test_a_change_is_audited_by_the_names_of_its_fields_and_not_their_words(cast, amara):
    children.change(
        amara, by=cast.social_worker, at=NOON, version=1, language="Igbo", gender="female"
    )

    assert AuditEvent.objects.get(kind="ChildChanged").details == {"fields": "gender, language"}


def test_an_agency_that_is_not_involved_changes_nothing(cast, amara):
    with pytest.raises(Refused, match="not involved"):
        children.change(amara, by=cast.neighbour, at=NOON, version=1, language="Igbo")


def test_the_school_sees_the_pupil_from_enrolment_until_the_child_changes_school(cast, amara):
    child = children.change(amara, by=cast.social_worker, at=NOON, version=1, school=cast.millbrook)
    assert seen_by(cast.teacher) == {child}

    children.change(child, by=cast.social_worker, at=LATER, version=2, school=None)

    assert seen_by(cast.teacher, at=LATER + timedelta(seconds=1)) == set()


def test_a_child_who_moves_to_another_authority_is_seen_by_the_new_one_alone(cast, amara):
    children.move_to_authority(amara, by=cast.team_manager, at=NOON, authority=cast.northmoor)

    assert seen_by(cast.neighbour) == {amara}
    assert seen_by(cast.social_worker) == set()


@pytest.mark.requirement("IS-003")
def test_a_restricted_record_opens_for_named_people_and_those_who_may_restrict(cast, amara):
    assignments.assign(
        amara,
        role=Role.SOCIAL_WORKER,
        by=cast.team_manager,
        at=NOON,
        agency=cast.calderbrook,
        user=cast.user("social_worker"),
    )

    children.restrict(amara, by=cast.team_manager, at=NOON)

    assert seen_by(cast.social_worker) == {amara}
    assert seen_by(cast.team_manager) == {amara}
    assert seen_by(cast.duty_worker) == set()
    with pytest.raises(NotFound):
        queries.get(cast.duty_worker, amara.reference, page="child", at=LATER)


@pytest.mark.requirement("IS-003")
def test_a_duty_inspector_restricts_a_record_and_may_lift_it_again(cast, amara):
    involvements.begin(amara, cast.force, InvolvementBasis.POLICE, by=cast.call_handler, at=NOON)

    children.restrict(amara, by=cast.duty_inspector, at=NOON)
    assert seen_by(cast.call_handler) == set()
    children.lift_restriction(amara, by=cast.duty_inspector, at=LATER)

    assert seen_by(cast.call_handler) == {amara}
    kinds = AuditEvent.objects.filter(about=amara.reference).values_list("kind", flat=True)
    assert {"RecordRestricted", "RestrictionLifted"} <= set(kinds)


def test_a_social_worker_may_not_restrict_a_record(cast, amara):
    with pytest.raises(Refused, match="team manager"):
        children.restrict(amara, by=cast.social_worker, at=NOON)


@pytest.mark.requirement("IS-069")
def test_looking_at_a_child_is_recorded_with_page_and_basis(cast, amara):
    queries.get(cast.social_worker, amara.reference, page="child", at=LATER)

    look = AccessEvent.objects.get()
    assert (look.about, look.by, look.agency) == (
        amara.reference,
        cast.social_worker.id,
        "calderbrook",
    )
    assert (look.page, look.basis, look.at) == ("child", "responsible_authority", LATER)


def test_a_child_nobody_may_know_of_is_not_found_and_no_look_is_recorded(cast, amara):
    with pytest.raises(NotFound):
        queries.get(cast.stranger, amara.reference, page="child", at=LATER)

    assert not AccessEvent.objects.exists()


def test_a_child_is_opened_in_three_queries(cast, amara, django_assert_num_queries):
    with django_assert_num_queries(3):
        queries.look(cast.social_worker, amara.reference, page="child", at=LATER)


@pytest.mark.parametrize(
    "text",
    [
        "Amara",
        "amara o'neill luk",
        "LUK amara",
        "oneill",
        "o’neill-łuk",
        "  Luk   Am ",
        "1 June 2011",
        "01/06/2011",
        "1.6.2011",
        "2011-06-01",
        "1st Jun 2011",
    ],
)
def test_a_search_tolerates_case_accents_order_and_ways_to_write_a_day(cast, amara, text):
    assert queries.search(cast.social_worker, text, at=LATER).children == (amara,)


@pytest.mark.parametrize(
    "text", ["", "   ", "'", "Amara Smith", "neill", "06/01/2011", "31 June 2011"]
)
def test_a_search_that_matches_nothing_finds_nothing(cast, amara, text):
    assert queries.search(cast.social_worker, text, at=LATER).children == ()


def test_a_search_finds_by_reference_however_it_is_typed(cast, amara):
    bare = amara.reference.replace("-", "")

    for text in (amara.reference, bare.lower(), bare[1:], amara.reference[2:].replace("-", " ")):
        assert queries.search(cast.social_worker, text, at=LATER).children == (amara,)


def test_a_search_finds_by_number_however_it_is_spaced(cast, amara):
    at = {"by": cast.social_worker, "at": NOON}
    identifiers.add(amara, IdentifierKind.NHS_NUMBER, "999 000 0018", **at)
    identifiers.add(
        amara, IdentifierKind.AUTHORITY_REFERENCE, "cc 4471", issuer=cast.calderbrook, **at
    )

    for text in ("9990000018", "999 000 0018", "999-000-0018", "CC 4471", "cc  4471"):
        assert queries.search(cast.social_worker, text, at=LATER).children == (amara,)


def test_a_search_finds_no_child_that_the_person_may_not_see(cast, amara):
    assert queries.search(cast.neighbour, "Amara", at=LATER).children == ()
    assert queries.search(cast.neighbour, amara.reference, at=LATER).children == ()


def test_a_search_says_when_there_are_more_than_a_page(cast):
    for number in range(queries.PAGE_SIZE + 1):
        children.add(
            by=cast.social_worker,
            at=NOON,
            authority=cast.calderbrook,
            given_name="Sam",
            family_name=f"Ash{chr(97 + number)}",
        )

    found = queries.search(cast.social_worker, "sam", at=LATER)

    assert (len(found.children), found.has_more) == (queries.PAGE_SIZE, True)


def test_children_of_the_same_birth_date_and_a_name_in_common_are_shown_as_alike(cast, amara):
    at = {"at": LATER}

    assert queries.alike(cast.social_worker, "Amara Diallo", date(2011, 6, 1), **at) == (amara,)
    assert queries.alike(cast.social_worker, "Amara Diallo", date(2011, 6, 2), **at) == ()
    assert queries.alike(cast.social_worker, "Ben Diallo", date(2011, 6, 1), **at) == ()
    assert queries.alike(cast.neighbour, "Amara Diallo", date(2011, 6, 1), **at) == ()


def test_an_involvement_begun_twice_begins_once_and_ends_for_its_own_reason_only(cast, amara):
    police = InvolvementBasis.POLICE
    by = {"by": cast.social_worker}
    involvements.begin(amara, cast.force, police, at=NOON, because="E-1", **by)
    involvements.begin(amara, cast.force, police, at=NOON, because="E-1", **by)
    involvements.begin(amara, cast.force, police, at=NOON, because="placement", **by)

    involvements.end(amara, cast.force, police, at=LATER, because="placement", **by)

    assert Involvement.objects.filter(agency=cast.force).count() == 2
    assert seen_by(cast.call_handler, at=LATER + timedelta(days=1)) == {amara}


def test_an_agency_of_the_wrong_kind_cannot_be_involved(cast, amara):
    with pytest.raises(Refused, match="Millbrook Academy cannot be involved as police"):
        involvements.begin(
            amara, cast.millbrook, InvolvementBasis.POLICE, by=cast.social_worker, at=NOON
        )
