"""No child's name leaves the pages: not in a log, an address, a header or a message's subject."""

import io
import logging
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from config import logs
from lantern.audit.models import AccessEvent, AuditEvent
from lantern.notifications.models import Delivery, Message
from tests.access_matrix import MATRIX
from tests.addresses import SENT, address
from tests.world import NAMES, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db

WATCHED = {"href", "action", "src", "formaction", "data-refresh-url"}
READERS = ["team_manager", "home_manager", "duty_inspector", "auditor", "administrator"]


class Addresses(HTMLParser):
    """Every address in a page."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in WATCHED and value]


@pytest.fixture
def written():
    """Everything that anything logs, at every level, as a server would write it."""
    logs.begin("DEBUG")
    stream = io.StringIO()
    handler = logging.getLogger().handlers[-1]
    kept, handler.stream = handler.stream, stream
    yield stream.getvalue
    handler.stream = kept
    logs.begin("CRITICAL")


def named_in(text):
    return [name for name in NAMES if name.lower() in text.lower()]


def pages(world, who):
    """Every page that this person may open, as they would."""
    client = Client(raise_request_exception=False)
    client.force_login(world.cast.user(who))
    for name in sorted(set(MATRIX) - SENT):
        if MATRIX[name][who] == 200:
            page = client.get(address(world, name))
            is_text = not page.streaming and page["Content-Type"] != "application/pdf"
            yield name, page, page.text if is_text else ""
            if page.streaming:
                page.getvalue()


@pytest.mark.parametrize("who", READERS)
def test_no_address_on_any_page_and_no_log_of_it_holds_a_name(world, who, written):
    seen = 0
    for name, page, html in pages(world, who):
        seen += bool(named_in(html))
        addresses = Addresses(html).found

        assert [one for one in addresses if named_in(one)] == [], name
        assert named_in(str(dict(page.headers))) == [], name

    # The names are on the pages of those who work with children, so the search is not in vain.
    assert bool(seen) == bool(MATRIX["children"][who] == 200)
    assert '"view": "account"' in written()
    assert named_in(written()) == []


def test_no_log_of_what_somebody_typed_holds_a_name(world, written):
    client = Client(raise_request_exception=False)
    client.force_login(world.cast.user("social_worker"))
    client.get(reverse("children:search"), {"q": "Tamsin Redfern"})
    client.post(reverse("children:search"), {"q": "Tamsin Redfern"})
    client.get("/children/Tamsin-Redfern")
    client.post(address(world, "episodes:note"), {"words": "Tamsin Redfern rang"})
    client.post(reverse("emergency"), {"given_name": "Saskia", "family_name": "Quillfeather"})
    client.post(reverse("sign-in"), {"email": "Redfern@calderbrook.example", "password": "Tamsin"})

    assert '"view": "children:search"' in written()
    assert named_in(written()) == []


def test_no_subject_of_a_message_holds_a_name(world):
    subjects = list(Message.objects.values_list("subject", flat=True))

    assert subjects
    assert named_in(" ".join(subjects)) == []
    assert named_in(" ".join(Delivery.objects.values_list("address", flat=True))) == []


def test_neither_trail_holds_a_name(world):
    deeds = str(list(AuditEvent.objects.values()))
    looks = str(list(AccessEvent.objects.values()))

    assert named_in(deeds) == []
    assert named_in(looks) == []
