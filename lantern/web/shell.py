"""The frame around every page: who is signed in, where they can go, what waits for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from lantern.access import queries as emergencies
from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.policies import can_open
from lantern.core import clock
from lantern.core.decision import Decision, refused
from lantern.intake import queries as arrivals
from lantern.intake.arrivals import can_bring_in
from lantern.notifications import queries as notifications
from lantern.referrals import policies as referrals
from lantern.web.sessions import idle_seconds


@dataclass(frozen=True, kw_only=True)
class Place:
    """Somewhere the navigation leads. Those without the permission do not see it.

    `may` says more than a permission can: whether there is anything there for this person.
    `waiting` counts what waits there for somebody.
    """

    name: str
    text: str
    permission: Permission | None = None
    may: Callable[[Actor], Decision] | None = None
    waiting: Callable[[Actor], int] | None = None


@dataclass(frozen=True, kw_only=True)
class Link:
    """A place as shown to this person on this page. `waiting` is how much waits for them there."""

    href: str
    text: str
    is_here: bool
    waiting: int


@dataclass(frozen=True, kw_only=True)
class Shell:
    """All that the frame shows. Signed out, there is no person and nowhere to go."""

    person: str
    agency: str
    links: tuple[Link, ...]
    account: str
    sign_out: str
    is_demonstration: bool
    asked_at: datetime
    """When this page was asked for, which a page on paper has to say."""
    idle_seconds: int
    signed_out_at: datetime
    """When the session ends, if nobody opens or sends a page before."""
    emergency: str
    """Where to open a record in an emergency, for those who may."""

    @property
    def is_signed_in(self) -> bool:
        """Whether there is a person to name and to sign out."""
        return bool(self.person)


def messages_waiting(actor: Actor) -> int:
    """What nobody has read or taken yet of what is for this person: messages and handovers."""
    return notifications.unseen(actor, clock.now())


def doubts_waiting(actor: Actor) -> int:
    """Children of rows that were brought who may have a record already."""
    return arrivals.doubts(actor).count()


def answers_for_interviews(actor: Actor) -> Decision:
    """Whether this person answers for how soon interviews are held; who holds them comes to that
    page by the queue."""
    if referrals.provides(actor):
        return refused("You come to these figures by the queue of return interviews.")
    return actor.holds(Permission.FIGURES_SEE)


def reviews_interviews(actor: Actor) -> Decision:
    """Managers of an authority review interviews; those who hold them come by their queue."""
    if referrals.provides(actor):
        return refused("You come to reviews by the queue of return interviews.")
    return actor.holds(Permission.INTERVIEW_REVIEW)


NAVIGATION = (
    Place(name="missing-now", text="Missing now", permission=Permission.EPISODE_SEE),
    Place(name="my-duties", text="My duties", permission=Permission.DUTY_SEE),
    Place(name="referrals:queue", text="Return interviews", may=referrals.has_list),
    Place(name="referrals:how-soon", text="How soon interviewed", may=answers_for_interviews),
    Place(name="interviews:list", text="Interview reviews", may=reviews_interviews),
    Place(name="meetings:list", text="Meetings", permission=Permission.MEETING_ARRANGE),
    Place(name="report", text="Report a child missing", permission=Permission.EPISODE_REPORT),
    Place(name="children", text="Children", permission=Permission.CHILD_SEE),
    Place(name="messages", text="Messages", waiting=messages_waiting),
    Place(name="arrivals:list", text="Bring in records", waiting=doubts_waiting, may=can_bring_in),
    Place(name="accounts:list", text="Accounts", permission=Permission.ACCOUNT_MANAGE),
    Place(name="agencies:list", text="Agencies", permission=Permission.ACCOUNT_MANAGE),
    Place(
        name="oversight:activity",
        text="Oversight",
        permission=Permission.AUDIT_SEE,
        waiting=emergencies.to_review,
    ),
    Place(
        name="oversight:emergencies",
        text="Emergencies",
        permission=Permission.EMERGENCY_REVIEW,
        waiting=emergencies.to_review,
    ),
    Place(name="protocol", text="Protocol", permission=Permission.PROTOCOL_SEE),
)


def shell(request: HttpRequest) -> Shell:
    """The frame for this request."""
    actor: Actor | None = getattr(request, "actor", None)
    now = clock.now()
    return Shell(
        person=actor.name if actor else "",
        agency=actor.agency_name if actor else "",
        links=_links(request, actor) if actor else (),
        account=_address("account"),
        sign_out=_address("sign-out"),
        is_demonstration=settings.LANTERN_DEMO,
        asked_at=now,
        idle_seconds=idle_seconds(),
        signed_out_at=now + timedelta(seconds=idle_seconds()),
        emergency=_address("emergency") if actor and can_open(actor) else "",
    )


def _links(request: HttpRequest, actor: Actor) -> tuple[Link, ...]:
    allowed = [
        each
        for each in NAVIGATION
        if (not each.permission or actor.holds(each.permission))
        and (not each.may or each.may(actor))
    ]
    found = [(place, _address(place.name)) for place in allowed]
    return tuple(
        Link(
            href=href,
            text=place.text,
            is_here=_is_here(request.path, href),
            waiting=place.waiting(actor) if place.waiting else 0,
        )
        for place, href in found
        if href
    )


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _is_here(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(href.rstrip("/") + "/"))
