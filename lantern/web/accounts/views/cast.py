"""The demonstration's door: sign in as any of the cast. There is no such page anywhere else."""

from itertools import groupby

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods

from lantern.accounts import queries
from lantern.accounts.actions import sessions
from lantern.accounts.actors import actor_alone
from lantern.core import clock
from lantern.core.calendar import is_office_hours
from lantern.core.instants import day_in_london, to_microseconds
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role
from lantern.web.accounts.pages import CastPage, Company, Part
from lantern.web.rendering import render_page
from lantern.web.sessions import is_demonstration


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def cast(request: HttpRequest) -> HttpResponse:
    """Choose who to be: one click."""
    if not is_demonstration():
        raise Http404
    if request.method == "POST":
        return _begin(request, request.POST.get("who", ""))
    page = CastPage(first=_first(), companies=_companies(), mail=_mail())
    return render_page(request, page)


def _mail() -> str:
    """Where to read what Lantern e-mails here: a folder, unless a mail server is named."""
    if settings.EMAIL_HOST:
        return f"E-mails go out through {settings.EMAIL_HOST}."
    return f"No e-mail leaves this machine: each is a file in {settings.EMAIL_FILE_PATH}."


def _begin(request: HttpRequest, reference: str) -> HttpResponse:
    user = queries.one_of_the_cast(reference)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    sessions.sign_in_as_cast(user, by=actor_alone(user), at=clock.now())
    return redirect("home")


def _first() -> tuple[Part, ...]:
    """Those in whose parts a tour begins: the first of each of these roles, and what to try."""
    now = clock.now()
    by_day = is_office_hours(to_microseconds(now))
    social_care = Role.SOCIAL_WORKER if by_day else Role.EMERGENCY_DUTY_TEAM
    tries = {
        Role.HOME_MANAGER: "Report a child missing, from the profile that is there already.",
        Role.DUTY_INSPECTOR: "Take the report on Missing now, and decide what it is.",
        social_care: "See what you owe, to whom, by when and why.",
        Role.RETURN_INTERVIEW_PROVIDER: "A child is back: offer the interview in time.",
    }
    posts = queries.cast(on=day_in_london(now))
    found = {Role(one.role): one for one in reversed(posts) if one.role in tries}
    return tuple(
        Part(
            reference=found[role].user.reference,
            name=found[role].user.name,
            role=f"{role.label}, {found[role].agency.name}",
            does=does,
        )
        for role, does in tries.items()
        if role in found
    )


def _companies() -> tuple[Company, ...]:
    posts = queries.cast(on=day_in_london(clock.now()))
    return tuple(
        Company(
            agency=agency.name,
            kind=capfirst(AgencyKind(agency.kind).label),
            parts=tuple(
                Part(
                    reference=one.user.reference,
                    name=one.user.name,
                    role=Role(one.role).label,
                    does=Role(one.role).definition,
                )
                for one in held
            ),
        )
        for agency, held in groupby(posts, key=lambda one: one.agency)
    )
