"""From a page object to a response. A template sees its page and the shell around it."""

import hashlib
from datetime import datetime
from typing import Protocol

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string

from lantern.web import wording
from lantern.web.shell import shell


class Page(Protocol):
    """What a page shows: a frozen dataclass that names its template."""

    @property
    def template(self) -> str: ...

    @property
    def title(self) -> str: ...


class Fragment(Protocol):
    """What one region of a page shows."""

    @property
    def template(self) -> str: ...


def render_page(request: HttpRequest, page: Page, *, status: int = 200) -> HttpResponse:
    """A whole page. Notes left by the page before are shown once, at the top."""
    notes = [str(note) for note in get_messages(request)]
    context = {"page": page, "shell": shell(request), "notes": notes}
    return HttpResponse(render_to_string(page.template, context, request), status=status)


def render_fragment(request: HttpRequest, fragment: Fragment, *, at: datetime) -> HttpResponse:
    """The contents of a live region. An unchanged one is not sent again."""
    html = render_to_string(fragment.template, {"page": fragment}, request)
    version = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == version:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(html)
    response["ETag"] = version
    response["Lantern-Updated"] = wording.clock(at)
    return response
