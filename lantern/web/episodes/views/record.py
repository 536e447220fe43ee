"""The page of an episode, the part of it that updates itself, and the list of steps."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from lantern.core import clock
from lantern.duties import queries as duties
from lantern.episodes import asked, policies, queries, ruling
from lantern.people.askable import is_asked_of
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.web import wording
from lantern.web.episodes.pages import Link, StepGroup, StepsPage
from lantern.web.episodes.places import address_of
from lantern.web.episodes.whole import episode_page, now_of
from lantern.web.rendering import render_fragment, render_page
from lantern.web.requests import AuthenticatedRequest

GROUPS = (
    ("While the child is away", ("report", "step", "risk")),
    ("Found and back", ("return",)),
)
ALL = tuple(one for _, recorded_on in GROUPS for one in recorded_on)


@require_safe
def episode(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """One episode, whole."""
    now = clock.now()
    look = queries.look(request.actor, reference, page="episode", at=now)
    return render_page(request, episode_page(request.actor, look, now))


@require_safe
def now(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The part of the page that changes by itself."""
    at = clock.now()
    look = queries.look(request.actor, reference, page="episode", at=at)
    fragment = now_of(request.actor, look.episode, look.sight, at)
    return render_fragment(request, fragment, at=at)


@require_safe
def steps(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Everything else that the protocol asks for, each with the page that records it."""
    at = clock.now()
    actor = request.actor
    episode = queries.get(actor, reference, page="steps", at=at)
    policies.can_add(actor).require()
    owed = duties.opened(duties.of_episode(actor, episode, at))
    named = frozenset(fact for line in owed for fact in line.met_by)
    protocols = ruling.protocols_of(episode)
    shipped = [one for one in protocols.vocabulary.values() if not one.rulebook]
    own = [one for one in asked.declared(protocols) if is_asked_of(one, actor)]
    groups = (
        ("Owed now", [one for one in (*shipped, *own) if one.name in named and _is_step(one, ALL)]),
        *((title, [one for one in shipped if _is_step(one, pages)]) for title, pages in GROUPS),
        (f"Asked by the protocol of {episode.responsible_authority.name}", own),
    )
    page = StepsPage(
        name=episode.child.given_name or "the child",
        back=reverse("episodes:episode", args=[reference]),
        groups=tuple(
            StepGroup(title=title, links=_links(reference, found))
            for title, found in groups
            if found
        ),
    )
    return render_page(request, page)


def _links(reference: str, steps: Iterable[FactDefinition]) -> tuple[Link, ...]:
    return tuple(
        Link(href=address_of(one, reference), text=_text(one)) for one in sorted(steps, key=_text)
    )


def _is_step(one: FactDefinition, recorded_on: tuple[str, ...]) -> bool:
    if one.rulebook:
        return True
    return (
        one.subject == "episode"
        and not one.is_derived
        and one.kind in (Kind.EVENT, Kind.STATE)
        and bool(set(recorded_on) & set(one.recorded_on))
        and not one.name.startswith(("episode.", "checks."))
    )


def _text(one: FactDefinition) -> str:
    return wording.capital(one.did or one.words)
