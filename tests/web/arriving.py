"""Bringing in records through the pages, as a data officer would."""

import threading

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lantern.intake.models import Arrival
from lantern.jobs import errands
from tests.intake.returning import a_return


def send(client, files=None, *, year=2026, kind="ssda903", **typed):
    """Choose files and send them; the answer."""
    chosen = [SimpleUploadedFile(one.name, one.content) for one in files or a_return()]
    url = reverse("arrivals:bring", args=[kind])
    return client.post(url, {"year": year, "chosen": chosen, **typed})


def work():
    """A worker does all that waits for it."""
    while errands.do_one("test", threading.Event()):
        pass


def looked_through(client, files=None, **typed):
    """An arrival that waits for a decision."""
    assert send(client, files, **typed).status_code == 302
    work()
    return Arrival.objects.latest("pk")


def decide(client, arrival, what="approve"):
    """Say what is to become of it, and let a worker do it."""
    answer = client.post(page_of(arrival, what))
    work()
    return answer


def page_of(arrival, name="arrival", *more):
    """The address of a page about an arrival."""
    return reverse(f"arrivals:{name}", args=[arrival.reference, *more])
