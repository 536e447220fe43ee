"""The request that a page receives once somebody is signed in."""

from django.http import HttpRequest

from lantern.access.actor import Actor


def page_number(request: HttpRequest) -> int:
    """The number of the page of a list that was asked for; the first where it is none."""
    text = request.GET.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


class AuthenticatedRequest(HttpRequest):
    """A request from a member of staff, who acts in one agency, as set by `web.actors`."""

    actor: Actor
    is_poll: bool
    """Whether a live region of a page asked by itself, so that nobody is known to be there."""
