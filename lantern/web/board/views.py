"""Missing now, and the region of it that keeps itself up to date."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.core import signing
from django.http import HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from lantern.access.permissions import Permission
from lantern.core import clock
from lantern.duties.board import Board, missing_now, record_looks
from lantern.web import wording
from lantern.web.board import pages
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

SIGNER = signing.Signer(salt="missing-now")


@require_safe
def board(request: AuthenticatedRequest) -> HttpResponse:
    """Every child who is missing now in my area."""
    at = clock.now()
    found = _board(request, at)
    marks = pages.marks(found)
    record_looks(request.actor, found, {}, marks, at)
    page = pages.page(
        found,
        at,
        version=_version("", marks, request.actor.id),
        can_report=bool(request.actor.holds(Permission.EPISODE_REPORT)),
    )
    return render_page(request, page)


@require_safe
def region(request: AuthenticatedRequest) -> HttpResponse:
    """The contents of the board, for the board itself. What has not changed is not sent again.

    The version tells which rows the screen shows, signed, so that a look is recorded for those
    that are new or have changed and for no other.
    """
    at = clock.now()
    found = _board(request, at)
    marks = pages.marks(found)
    record_looks(request.actor, found, _seen(request), marks, at)
    html = render_to_string("board/region.jinja", {"page": pages.region(found, at)}, request)
    version = _version(html, marks, request.actor.id)
    response: HttpResponse = HttpResponse(html)
    if request.headers.get("If-None-Match") == version:
        response = HttpResponseNotModified()
    response["ETag"] = version
    response["Lantern-Updated"] = wording.clock(at)
    return response


def _board(request: AuthenticatedRequest, at: datetime) -> Board:
    request.actor.holds(Permission.EPISODE_SEE).require()
    number = request.GET.get("page", "")
    return missing_now(
        request.actor,
        at,
        authority=request.GET.get("authority", ""),
        page=int(number) if number.isdecimal() and len(number) < 6 else 1,
    )


def _version(html: str, marks: Mapping[str, str], actor: str) -> str:
    whole = hashlib.sha256(html.encode()).hexdigest()[:16]
    rows = ",".join(f"{reference}={mark}" for reference, mark in sorted(marks.items()))
    return f'"{SIGNER.sign(f"{whole};{actor};{rows}")}"'


def _seen(request: AuthenticatedRequest) -> dict[str, str]:
    """What the screen of this person shows already, as we told it; nothing if we did not."""
    try:
        told = SIGNER.unsign(request.headers.get("If-None-Match", "").strip('"'))
    except signing.BadSignature:
        return {}
    _, actor, rows = told.split(";")
    if actor != request.actor.id:
        return {}
    return dict(row.split("=") for row in rows.split(",") if row)
