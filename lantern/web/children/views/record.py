"""The child's page, and what was recorded before."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lantern.access.permissions import Permission
from lantern.web.children.opened import opened
from lantern.web.children.reading import history_page
from lantern.web.children.whole import child_page
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest


@require_safe
def page(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """One child."""
    return render_page(request, child_page(opened(request, reference, "child")))


@require_safe
def history(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """What was recorded, and when."""
    actor = request.actor
    shown = history_page(
        opened(request, reference, "child history"),
        can_status=bool(actor.holds(Permission.CHILD_STATUS)),
        can_place=bool(actor.holds(Permission.PLACEMENT_CHANGE)),
    )
    return render_page(request, shown)
