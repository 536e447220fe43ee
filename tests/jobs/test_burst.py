"""Many report at once, and whatever is killed meanwhile, each report is on record once."""

import pytest
from django.db import connection

from lantern.access.actor import system_actor
from lantern.core import clock
from lantern.duties.actions import rebuilding
from lantern.notifications.models import Delivery
from tests.cast import make_cast
from tests.jobs.bursting import Killer, burst, lost_or_doubled, web, write_reports
from tests.jobs.posting import deliver_everything, expected_ids, surroundings

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SYSTEM = system_actor("test")


def reported_while_killing(mailbox, reports, *, each):
    """Reports sent at once through processes that are killed, and all that came of them."""
    reporters = write_reports(make_cast(), reports)
    environment = surroundings(mailbox)
    connection.close()
    with web(environment) as (master, port), Killer(master, environment, each=each) as killer:
        taken = burst(port, reporters, took=killer.took)
    deliver_everything()

    assert len({one.draft for one in taken}) == len(taken) == reports
    assert lost_or_doubled(reporters) == {}
    assert {letter.id for letter in mailbox.letters} == expected_ids()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    same = {(letter.id, letter.to, letter.subject, letter.body) for letter in mailbox.letters}
    assert len(same) == len(expected_ids())
    assert rebuilding.rebuild(by=SYSTEM, at=clock.now()).total == 0
    return killer.killed


def test_reports_sent_at_once_while_processes_are_killed_are_each_on_record_once(mailbox):
    killed = reported_while_killing(mailbox, 24, each=6)

    assert killed == {"web": 4, "worker": 2}


@pytest.mark.soak
def test_hundreds_sent_at_once_while_processes_are_killed_are_each_on_record_once(mailbox):
    killed = reported_while_killing(mailbox, 600, each=20)

    assert killed == {"web": 30, "worker": 15}
