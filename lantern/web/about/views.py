"""Pages about Lantern itself, open to everybody."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lantern.web.rendering import render_page


@dataclass(frozen=True, kw_only=True)
class AccessibilityPage:
    """The accessibility statement."""

    contact: str
    title: str = "Accessibility statement"
    template: str = "about/accessibility.jinja"


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far everybody can use Lantern, and whom to ask."""
    return render_page(request, AccessibilityPage(contact=settings.LANTERN_CONTACT))
