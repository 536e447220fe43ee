"""What would have been owed in an absence of other records: worked out because somebody asked."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from lantern.core import clock
from lantern.duties.past import of_history
from lantern.episodes import queries
from lantern.web.episodes.past import past_page
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest


@require_safe
def owed_then(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The duties of the past. Those of an absence reported in Lantern stand on its record."""
    at = clock.now()
    episode = queries.get(request.actor, reference, page="owed then", at=at)
    if not episode.is_history:
        return redirect("episodes:episode", reference)
    return render_page(request, past_page(episode, of_history(request.actor, episode, at), at))
