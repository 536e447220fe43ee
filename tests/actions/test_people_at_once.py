"""Two people record the same thing at the same moment: it is recorded once."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from lantern.core.errors import Invalid
from lantern.core.instants import LONDON
from lantern.people.actions import assignments, children, flags, identifiers, statuses
from lantern.people.models import Assignment, Flag, Identifier, StatusPeriod
from lantern.placements.actions import placements
from lantern.placements.models import Placement
from lantern.vocabulary.placement import IdentifierKind, PlacementKind, StatusKind
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.role import Role
from tests.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=LONDON)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def child(cast):
    return children.add(
        by=cast.social_worker,
        at=NOON,
        authority=cast.calderbrook,
        given_name="Amara",
        born_on=date(2011, 6, 1),
    )


def both_at_once(*deeds):
    """Do these at the same moment in threads of their own; what each of them came to."""
    start, came_to = Barrier(len(deeds)), []

    def do(deed):
        try:
            start.wait(10)
            deed()
            came_to.append("done")
        except Invalid as refusal:
            came_to.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=do, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(came_to)


def test_a_status(cast, child):
    def begin():
        statuses.begin(child, StatusKind.SECTION_20, by=cast.social_worker, at=LATER)

    came_to = both_at_once(begin, begin)

    assert StatusPeriod.objects.count() == 1
    assert "recorded already" in came_to[0]
    assert came_to[1] == "done"


def test_a_concern(cast, child):
    def concern():
        flags.raise_(child, FlagKind.GANGS, by=cast.social_worker, at=LATER, said_by="School")

    came_to = both_at_once(concern, concern)

    assert Flag.objects.count() == 1
    assert came_to[0] == "done"
    assert "on the record already" in came_to[1]


def test_a_role(cast, child):
    def name(who):
        return lambda: assignments.assign(
            child,
            role=Role.SOCIAL_WORKER,
            by=cast.team_manager,
            at=LATER,
            agency=cast.calderbrook,
            name=who,
        )

    assert both_at_once(name("One"), name("Two")) == ["done", "done"]

    assert Assignment.objects.filter(until_at__isnull=True).count() == 1


def test_a_placement(cast, child):
    def place():
        placements.place(
            child,
            kind=PlacementKind.CHILDRENS_HOME,
            carer=cast.alder_house,
            host_authority=cast.calderbrook,
            by=cast.social_worker,
            at=LATER,
        )

    came_to = both_at_once(place, place)

    assert Placement.objects.count() == 1
    assert "began later" in came_to[0]


def test_a_number_given_to_two_children(cast, child):
    other = children.add(
        by=cast.social_worker, at=NOON, authority=cast.calderbrook, given_name="Ben"
    )

    def number(one):
        nhs = IdentifierKind.NHS_NUMBER
        return lambda: identifiers.add(one, nhs, "9990000018", by=cast.social_worker, at=LATER)

    came_to = both_at_once(number(child), number(other))

    assert Identifier.objects.count() == 1
    assert came_to == ["Another child’s record has this NHS number", "done"]
