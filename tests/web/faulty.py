"""Addresses whose views go wrong in each way, for the tests of what people then see."""

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import include, path

from lantern.core.errors import Conflict, Invalid, NotFound, Refused
from lantern.web.shell import NAVIGATION

FAULTS = {
    "refused": Refused("Only the duty inspector may do this. Ask the duty inspector."),
    "not-found": NotFound("episode", "E-SECRET"),
    "conflict": Conflict(
        "Pat Pretend saved this at 03:12.",
        theirs={"rationale": "Seen <in> town"},
        yours={"rationale": "Not seen", "place": "Park"},
    ),
    "invalid": Invalid({"at": "Enter when the child was seen"}),
    "busy": OperationalError("database is locked"),
    "broken": RuntimeError("Jo Example, 14, of Alder House"),
}


NAMES = [place.name for place in NAVIGATION]


@login_not_required
def fault(request, kind):
    raise FAULTS[kind]


@login_not_required
def fine(request, kind=""):
    return HttpResponse("<p>fine</p>")


urlpatterns = [
    path("fault/<kind>", fault, name="fault"),
    path("fine", fine, name="fine"),
    *(path(f"places/{name}", fine, name=name) for name in NAMES if ":" not in name),
    path("", include("config.urls")),
]
handler400 = "lantern.web.errors.bad_request"
handler403 = "lantern.web.errors.forbidden"
handler404 = "lantern.web.errors.not_found"
handler500 = "lantern.web.errors.server_fault"
