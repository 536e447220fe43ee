"""The gallery page, in the demonstration and while developing only."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.core import clock
from lantern.web.gallery.forms import GalleryForm
from lantern.web.rendering import render_fragment, render_page


@dataclass(frozen=True, kw_only=True)
class GalleryPage:
    """Every component."""

    form: GalleryForm
    now: datetime
    title: str = "Components"
    template: str = "gallery/gallery.jinja"


@dataclass(frozen=True, kw_only=True)
class MinuteFragment:
    """A live region that changes every minute."""

    now: datetime
    template: str = "gallery/minute.jinja"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def components(request: HttpRequest) -> HttpResponse:
    """Every component. Sending the form shows its faults and keeps nothing."""
    _only_for_builders()
    now = clock.now()
    form = GalleryForm(request.POST or None, request.FILES or None, at=now)
    return render_page(request, GalleryPage(form=form, now=now))


@login_not_required
@require_safe
def minute(request: HttpRequest) -> HttpResponse:
    """The contents of the gallery's live region."""
    _only_for_builders()
    now = clock.now()
    return render_fragment(request, MinuteFragment(now=now), at=now)


def _only_for_builders() -> None:
    if not (settings.DEBUG or settings.LANTERN_DEMO):
        raise Http404
