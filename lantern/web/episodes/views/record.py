"""The page of an episode, the part of it that updates itself, and the list of steps."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from lantern.core import clock
from lantern.duties import queries as duties
from lantern.episodes import policies, queries
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.lexicon import vocabulary
from lantern.web.episodes.pages import Link, StepGroup, StepsPage
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
    episode = queries.get(request.actor, reference, page="steps", at=at)
    policies.can_add(request.actor).require()
    owed = duties.opened(duties.of_episode(request.actor, episode, at))
    named = frozenset(fact for line in owed for fact in line.met_by)
    page = StepsPage(
        name=episode.child.given_name or "the child",
        back=reverse("episodes:episode", args=[reference]),
        groups=tuple(
            StepGroup(title=title, links=links)
            for title, links in (
                ("Owed now", _links(reference, ALL, named)),
                *((title, _links(reference, recorded_on)) for title, recorded_on in GROUPS),
            )
            if links
        ),
    )
    return render_page(request, page)


def _links(
    reference: str, recorded_on: tuple[str, ...], named: frozenset[str] | None = None
) -> tuple[Link, ...]:
    """What is recorded there; only those of these names, where some are given."""
    steps = [one for one in vocabulary().values() if _is_step(one, recorded_on)]
    found = steps if named is None else [one for one in steps if one.name in named]
    return tuple(
        Link(href=reverse("episodes:step", args=[reference, one.name]), text=_text(one))
        for one in sorted(found, key=_text)
    )


def _is_step(one: FactDefinition, recorded_on: tuple[str, ...]) -> bool:
    return (
        one.subject == "episode"
        and not one.is_derived
        and one.kind in (Kind.EVENT, Kind.STATE)
        and bool(set(recorded_on) & set(one.recorded_on))
        and not one.name.startswith(("episode.", "checks."))
    )


def _text(one: FactDefinition) -> str:
    words = one.did or one.words
    return f"{words[:1].upper()}{words[1:]}"
