"""What workers send in a test: to this test's mail server, and every letter by its id."""

import os

from django.conf import settings
from django.db import connection

from lantern.core import clock
from lantern.jobs import worker
from lantern.notifications import outbox
from lantern.notifications.channels.email import message_id
from lantern.notifications.letters import Letter
from lantern.notifications.models import Delivery
from lantern.notifications.outbox import LEASE


def surroundings(mailbox):
    """The environment in which a command works on this test's database and mail server."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        address = f"sqlite:///{name}"
    else:
        address = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    return {
        **os.environ,
        "DATABASE_URL": address,
        "LANTERN_HOME": str(settings.LANTERN_HOME),
        "LANTERN_EMAIL_HOST": "127.0.0.1",
        "LANTERN_EMAIL_PORT": str(mailbox.port),
        "LANTERN_EMAIL_TIMEOUT_SECONDS": "5",
    }


def expected_ids():
    """The Message-ID of each delivery there is."""
    return {
        message_id(Letter(key=key, address=address, subject="", body=""))
        for key, address in Delivery.objects.values_list("message__key", "address")
    }


def deliver_everything():
    """Send what is left, as a worker would once every lease has run out."""
    at = clock.now() + 2 * LEASE
    while (claimed := outbox.claim("last", at)) is not None:
        worker.deliver(claimed)
