"""A page on paper: a tagged PDF that a screen reader can read, or a page that says why not.

A template for it extends "printed/document.jinja", which brings the style of the house. Nothing in
it is fetched, so it has no picture from an address.
"""

from functools import lru_cache
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from lantern.printing import CannotPrint, to_pdf
from lantern.web.errors import ErrorPage
from lantern.web.rendering import render_page


class Printed(Protocol):
    """What a printed page shows: a frozen dataclass that names its template."""

    @property
    def template(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def large_print(self) -> bool: ...


def html_of(page: Printed) -> str:
    """The page as it is printed, whoever asks for it."""
    return render_to_string(page.template, {"page": page})


def pdf(request: HttpRequest, page: Printed, *, file: str) -> HttpResponse:
    """The page as a PDF. `file` is its name, which says nothing about a child."""
    try:
        made = _made(html_of(page))
    except CannotPrint as fault:
        told = ErrorPage(title="There is no PDF", sentences=(fault.sentence,))
        return render_page(request, told, status=503)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file}.pdf"'
    return response


@lru_cache(maxsize=4)
def _made(html: str) -> bytes:
    """What was asked for a moment ago is not made again: a PDF costs a second of a core."""
    return to_pdf(html)
