"""Placements: who is told by them, who sees the record because of them, what is refused."""

from datetime import date, datetime, timedelta

import pytest

from lantern.access.actor import system_actor
from lantern.audit.models import AuditEvent
from lantern.core.errors import Invalid, Refused
from lantern.core.instants import LONDON
from lantern.people import queries as people
from lantern.people.actions import children, involvements
from lantern.placements import known, queries
from lantern.placements.actions import placements
from lantern.placements.models import Home, Placement
from lantern.vocabulary.agency import InvolvementBasis
from lantern.vocabulary.placement import PlacementKind

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=LONDON)
DAY = timedelta(days=1)
ENGINE = system_actor("duties")


@pytest.fixture
def child(cast):
    return children.add(
        by=cast.social_worker,
        at=NOON - DAY,
        authority=cast.calderbrook,
        given_name="Amara",
        born_on=date(2011, 6, 1),
    )


@pytest.fixture
def place(cast, child):
    def placed(carer, host, *, at=NOON, kind=PlacementKind.CHILDRENS_HOME, by=None):
        return placements.place(
            child,
            kind=kind,
            carer=carer,
            host_authority=host,
            by=by or cast.social_worker,
            at=at,
        )

    return placed


def sees(actor, child, at=NOON + DAY):
    return people.is_visible(actor, child, at=at)


@pytest.mark.requirement("IS-060", "IS-062", "IS-064")
def test_an_out_of_area_placement_opens_the_record_to_home_host_and_the_hosts_police(
    cast, child, place
):
    placement = place(cast.quarry_lodge, cast.vale)

    assert placement.is_out_of_area
    assert sees(cast.other_home_manager, child)
    assert sees(cast.host_worker, child)
    assert sees(cast.call_handler, child)
    assert not sees(cast.home_manager, child)
    assert not sees(cast.neighbour, child)


def test_responsible_host_and_home_authority_may_all_differ(cast, child, place):
    placement = place(cast.quarry_lodge, cast.northmoor)

    assert cast.quarry_lodge.within == cast.vale
    assert placement.responsible_authority == cast.calderbrook
    assert placement.host_authority == cast.northmoor


def test_a_move_ends_the_former_placement_at_the_same_instant(cast, child, place):
    first = place(cast.alder_house, cast.calderbrook)

    place(cast.quarry_lodge, cast.vale, at=NOON + DAY)

    first.refresh_from_db()
    assert first.until_at == NOON + DAY
    assert known.present_placement(child, NOON + DAY).carer == cast.quarry_lodge
    assert known.present_placement(child, NOON + DAY - timedelta(seconds=1)).carer == (
        cast.alder_house
    )


def test_the_former_home_sees_the_record_for_a_fortnight_more_and_then_no_longer(
    cast, child, place
):
    place(cast.alder_house, cast.calderbrook)
    place(cast.quarry_lodge, cast.vale, at=NOON + DAY)

    assert sees(cast.home_manager, child, NOON + 14 * DAY)
    assert not sees(cast.home_manager, child, NOON + 16 * DAY)


def test_a_move_within_an_area_leaves_its_police_involved_without_a_gap(cast, child, place):
    place(cast.alder_house, cast.calderbrook)
    place(cast.okafor, cast.calderbrook, at=NOON + DAY, kind=PlacementKind.FOSTER_CARE)

    kinds = AuditEvent.objects.filter(details__basis="police").values_list("kind", flat=True)
    assert list(kinds) == ["InvolvementBegan"]


def test_the_police_of_an_episode_still_see_the_child_when_the_placement_ends(cast, child, place):
    place(cast.alder_house, cast.calderbrook)
    involvements.begin(
        child,
        cast.force,
        InvolvementBasis.POLICE,
        by=cast.call_handler,
        at=NOON,
        because="E-2222-2222",
    )

    placements.end(child, by=cast.social_worker, at=NOON + DAY)

    assert sees(cast.call_handler, child, NOON + 100 * DAY)


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        (("childrens_home", "okafor", "calderbrook"), "carer", "does not offer children's home"),
        (("foster_care", "alder_house", "calderbrook"), "carer", "does not offer foster care"),
        (("foster_care", "millbrook", "calderbrook"), "carer", "is not a home or a foster"),
        (("childrens_home", "alder_house", "force"), "host_authority", "not a local authority"),
    ],
)
def test_a_placement_that_cannot_be_is_refused(cast, place, given, field, sentence):
    kind, carer, host = given

    with pytest.raises(Invalid) as refusal:
        place(getattr(cast, carer), getattr(cast, host), kind=PlacementKind(kind))

    assert sentence in refusal.value.messages[field]
    assert not Placement.objects.exists()


def test_a_placement_does_not_begin_before_the_one_it_follows(cast, child, place):
    place(cast.alder_house, cast.calderbrook)

    with pytest.raises(Invalid, match="began later"):
        place(cast.quarry_lodge, cast.vale, at=NOON)

    assert Placement.objects.get().until_at is None


def test_a_home_does_not_place_a_child(cast, child, place):
    place(cast.alder_house, cast.calderbrook)

    with pytest.raises(Refused):
        place(cast.quarry_lodge, cast.vale, at=NOON + DAY, by=cast.home_manager)


def test_a_placement_recorded_in_error_is_kept_and_closes_what_it_opened(cast, child, place):
    placement = place(cast.quarry_lodge, cast.vale)

    placements.withdraw(child, placement.pk, by=cast.social_worker, at=NOON + DAY)

    assert known.present_placement(child, NOON + DAY) is None
    assert [row.withdrawn_at for row in known.placements(child)] == [NOON + DAY]
    assert not sees(cast.host_worker, child, NOON + 30 * DAY)


def test_the_protocol_is_told_of_placements_in_one_query(
    cast, child, place, django_assert_num_queries
):
    Home.objects.create(
        agency=cast.alder_house, address="1 Alder Row", postcode="ZZ99 1AA", run_by=cast.calderbrook
    )
    place(cast.alder_house, cast.calderbrook)
    place(cast.quarry_lodge, cast.vale, at=NOON + DAY)

    with django_assert_num_queries(1):
        spells = queries.spells(ENGINE, [child.pk])[child.pk]

    assert [(spell.is_out_of_area, spell.is_with_own_service) for spell in spells] == [
        (False, True),
        (True, False),
    ]
    assert spells[0].until_at == spells[1].from_at == NOON + DAY


def test_only_the_system_reads_every_childs_placements(cast, child):
    with pytest.raises(Refused):
        queries.spells(cast.social_worker, [child.pk])
