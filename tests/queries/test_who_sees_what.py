"""The visibility matrix: each query of records, as each member of the cast."""

import pytest

from lantern.access.actor import system_actor
from lantern.access.sharing import PART_OF_ENTRY, PARTS, Part, sight
from lantern.duties import queries as duties
from lantern.episodes import queries as episodes
from lantern.notifications import queries as notifications
from lantern.notifications.models import Message
from lantern.people import queries as people
from lantern.people.policies import sight_of
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.agency import InvolvementBasis
from tests.access_matrix import ALL, HOME, POLICE, SOCIAL_WORK
from tests.world import world

__all__ = ["world"]
pytestmark = pytest.mark.django_db

CALDERBROOK = SOCIAL_WORK | {"reviewing_officer"}
SEEN_BY = {
    "in_area": CALDERBROOK | HOME | POLICE,
    "out_of_area": CALDERBROOK | HOME | POLICE | {"neighbour", "stranger"},
    # She is back, so the provider of return interviews has a referral.
    "fostered": CALDERBROOK | POLICE | {"foster_carer", "teacher", "interviewer"},
    "at_home": CALDERBROOK,
    "restricted": {"team_manager"},
}
"""Whose record each member of the cast may open. Eastmarch's worker opened one in an emergency."""


def seen_by(world, asked):
    return {who for who, actor in world.cast if asked(actor)}


@pytest.mark.requirement("IS-060", "IS-061", "IS-062", "IS-063", "IS-064", "IS-065", "IS-067")
@pytest.mark.parametrize("child", SEEN_BY)
def test_who_sees_which_child(world, child):
    row = world.children[child]

    listed = seen_by(world, lambda actor: row in people.visible_to(actor, at=world.now))
    sighted = seen_by(world, lambda actor: sight_of(actor, row, at=world.now))

    assert listed == SEEN_BY[child]
    assert sighted == SEEN_BY[child]


@pytest.mark.parametrize("child", SEEN_BY)
def test_a_search_finds_a_child_for_those_who_may_see_it_and_for_nobody_else(world, child):
    row = world.children[child]

    for who, actor in world.cast:
        found = people.search(actor, row.given_name, at=world.now) if may_search(actor) else None

        assert (row in found.children if found else False) == (who in SEEN_BY[child]), who


def may_search(actor):
    return actor.holds("child.see")


@pytest.mark.parametrize(("absence", "child"), [("missing", "in_area"), ("back", "fostered")])
def test_who_sees_which_absence(world, absence, child):
    row = getattr(world, absence)

    seen = seen_by(world, lambda actor: row in episodes.visible_to(actor, at=world.now))

    assert seen <= SEEN_BY[child]
    assert seen >= SEEN_BY[child] - {"teacher"}


@pytest.mark.requirement("IS-065")
def test_a_school_sees_that_its_pupil_is_missing_and_not_the_absence_itself(world):
    seen = sight_of(world.cast.teacher, world.fostered, at=world.now)

    assert seen.shows(Part.CARD)
    assert seen.shows(Part.OPEN_ABSENCE)
    assert not {Part.ABSENCES, Part.DECISIONS, Part.ENQUIRIES, Part.CONCERNS} & seen.parts
    assert seen.entry_kinds == frozenset()


@pytest.mark.parametrize("who", sorted(ALL))
def test_duties_shown_are_of_children_one_may_see(world, who):
    actor = getattr(world.cast, who)
    if not actor.holds("duty.see"):
        return

    seen = set(people.visible_to(actor, at=world.now).values_list("pk", flat=True))
    found = {duty.child_id for duty in duties.owed_by(actor, world.now)}

    assert found <= seen


@pytest.mark.parametrize("who", sorted(ALL))
def test_messages_shown_are_ones_own_or_ones_teams(world, who):
    actor = getattr(world.cast, who)

    letters, _ = notifications.letters(actor, world.now, page=1)

    mine = Message.objects.filter(pk__in=[one.id for one in letters])
    assert all(one.user_id == actor.user_id or one.team_id in actor.team_ids for one in mine)


@pytest.mark.requirement("IS-060")
def test_a_carer_sees_the_return_and_no_intelligence_on_others(world):
    seen = sight_of(world.cast.home_manager, world.in_area, at=world.now)

    assert seen.shows(Part.RETURN)
    assert not seen.shows(Part.INTELLIGENCE)


@pytest.mark.requirement("IS-063", "IS-029")
def test_a_provider_sees_absences_and_notifications_and_no_intelligence_on_others(world):
    seen = sight(world.cast.interviewer, [InvolvementBasis.RETURN_INTERVIEW])

    assert {Part.ABSENCES, Part.DECISIONS, Part.NOTIFICATIONS, Part.RETURN} <= seen.parts
    assert not {Part.INTELLIGENCE, Part.ENQUIRIES} & seen.parts


@pytest.mark.requirement("IS-066")
def test_health_sees_an_absence_it_was_told_of_and_its_concerns(world):
    seen = sight(world.cast.nurse, [InvolvementBasis.HEALTH])

    assert {Part.ABSENCES, Part.DECISIONS, Part.CONCERNS} <= seen.parts
    assert not {Part.CONTACTS, Part.STATUS, Part.WORK} & seen.parts


@pytest.mark.requirement("IS-010", "IS-064")
def test_the_police_see_the_whole_absence_and_the_card_but_not_social_cares_notes(world):
    seen = sight_of(world.cast.call_handler, world.in_area, at=world.now)

    assert {Part.CARD, Part.ENQUIRIES, Part.INTELLIGENCE, Part.RETURN} <= seen.parts
    assert not seen.shows(Part.WORK)


@pytest.mark.requirement("IS-061")
def test_the_responsible_authority_sees_everything(world):
    assert sight_of(world.cast.social_worker, world.in_area, at=world.now).parts == set(Part)


@pytest.mark.requirement("IS-062")
def test_the_host_authority_sees_the_children_placed_in_its_area(world):
    seen = sight_of(world.cast.social_worker, world.out_of_area, at=world.now)

    assert seen.basis == "host_authority"
    assert seen.shows(Part.ABSENCES)
    assert not seen.shows(Part.INTELLIGENCE)


@pytest.mark.requirement("IS-067")
@pytest.mark.parametrize("who", ["board_chair", "data_officer", "administrator", "auditor"])
@pytest.mark.parametrize("basis", [None, *InvolvementBasis, "emergency"])
def test_figures_accounts_and_audit_open_no_childs_record_whatever_the_basis(world, who, basis):
    assert not sight(getattr(world.cast, who), [basis] if basis else [])


@pytest.mark.parametrize("basis", InvolvementBasis)
def test_a_basis_opens_nothing_to_an_agency_that_it_does_not_fit(world, basis):
    wrong = world.cast.teacher if basis != InvolvementBasis.SCHOOL else world.cast.call_handler

    assert not sight(wrong, [basis])


def test_every_kind_of_entry_and_every_basis_has_its_place():
    assert set(PART_OF_ENTRY) == set(EntryKind)
    assert set(PARTS) == {*InvolvementBasis, "emergency", "system"}
    assert set().union(*PARTS.values()) == set(Part)


def test_a_part_of_the_system_sees_what_it_works_on(world):
    worker = system_actor("worker")

    assert people.visible_to(worker).count() == 5
    assert sight_of(worker, world.restricted, at=world.now)
