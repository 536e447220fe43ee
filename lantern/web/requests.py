"""The request that a page receives once somebody is signed in."""

from django.http import HttpRequest

from lantern.access.actor import Actor


class AuthenticatedRequest(HttpRequest):
    """A request from a member of staff, who acts in one agency, as set by `web.actors`."""

    actor: Actor
    is_poll: bool
    """Whether a live region of a page asked by itself, so that nobody is known to be there."""
