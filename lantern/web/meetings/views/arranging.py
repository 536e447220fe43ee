"""The list; arrange a meeting, change who comes, move it, cancel it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.contrib.messages import success
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core import clock
from lantern.duties import queries as duties
from lantern.duties.awaiting import awaiting
from lantern.episodes import queries as episodes
from lantern.meetings import policies, queries
from lantern.meetings.actions import arranging, closing
from lantern.meetings.proposing import proposed
from lantern.people import known
from lantern.vocabulary.meeting import HowHeld, MeetingKind, MeetingState
from lantern.vocabulary.role import Role
from lantern.web.meetings import opened, pages
from lantern.web.meetings.arrange_forms import (
    OTHER,
    ArrangeForm,
    CancelForm,
    MembersForm,
    MoveForm,
)
from lantern.web.one_form import FormPage, ask
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.meetings.models import Meeting
    from lantern.people.models import Child

either = require_http_methods(["GET", "HEAD", "POST"])
OWED: Final = ("strategy_meeting.arranged", "strategy_meeting.held")
"""The facts by which a duty to meet is met."""


@require_safe
def listed(request: AuthenticatedRequest) -> HttpResponse:
    """What is due first; then what is to come."""
    actor, at = request.actor, clock.now()
    actor.holds(Permission.EPISODE_SEE).require()
    owed = awaiting(actor, OWED, at)
    return render_page(request, pages.list_page(owed, queries.listed(actor, at=at), at))


@require_safe
def of_episode(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Where a duty to meet leads: to the meeting that stands, or to arrange one."""
    about = opened.absence(request, reference)
    found = queries.of_episode(about.actor, about.episode, at=about.at, sight=about.sight)
    standing = [one for one in found if not one.state.is_off]
    if not standing:
        return redirect("meetings:arrange", reference)
    is_past = standing[0].state is MeetingState.TO_RECORD
    return redirect("meetings:hold" if is_past else "meetings:meeting", standing[0].reference)


@either
def arrange(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Call a meeting for one absence, or one sitting for all who went together."""
    about = opened.absence(request, reference)
    actor, at, episode = about.actor, about.at, about.episode
    policies.can_arrange(actor, episode, at=at).require()
    others = _others(actor, episode, at)
    kind = _kind(actor, episode, at)
    role = _chair_role(actor, episode, at)
    people, chairs = proposed(episode, kind, at=at), _chairs(episode.child, role, at)
    form = ArrangeForm(
        request.POST or None,
        child=episode.child.given_name or "the child",
        at=at,
        chairs=chairs,
        chair_role=role,
        proposed=people,
        others=", ".join(one.child.name for one in others),
        initial={
            "kind": kind,
            "how": HowHeld.CALL,
            "chair": chairs[0][0] if len(chairs) == 1 else "",
            "members": [one.key for one in people],
            "starts_at": _tomorrow(at),
        },
    )
    made: list[Meeting] = []
    if form.carries_out(lambda: made.extend(_arrange(actor, episode, others, form, at))):
        success(request, "The meeting is arranged. Those with accounts are told.")
        return redirect("meetings:meeting", made[0].reference)
    page = pages.ArrangePage(
        name=episode.child.name,
        back=reverse("episodes:episode", args=[episode.reference]),
        form=form,
        notes=_owed_lines(actor, episode, at),
    )
    return render_page(request, page)


@transaction.atomic
def _arrange(
    actor: Actor,
    episode: "Episode",
    others: tuple["Episode", ...],
    form: ArrangeForm,
    at: datetime,
) -> list["Meeting"]:
    """The meeting of this child first."""
    given = form.cleaned_data
    is_joint = bool(given.get("joint"))
    together = [episode, *others]
    if others:
        arranging.consider_joint(
            together, by=actor, at=at, is_joint=is_joint, words=given["joint_words"]
        )
    found = arranging.arrange(
        together if is_joint else [episode],
        MeetingKind(given["kind"]),
        form.when,
        by=actor,
        at=at,
        why=given.get("why") or "",
        chosen=form.chosen,
    )
    return sorted(found, key=lambda one: one.episode_id != episode.pk)


@either
def members(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Who comes after all, and who was told by hand."""
    seen, at = opened.meeting(request, reference)
    rows = pages.member_rows(seen)
    untold = [
        (one.key, one.name) for one, row in zip(seen.members, rows, strict=True) if row.is_untold
    ]
    form = MembersForm(
        request.POST or None,
        everybody=[(one.key, one.name, one.why) for one in seen.members],
        untold=untold,
        initial={"members": [one.key for one in seen.members if one.is_invited]},
    )
    page = FormPage(
        title="Who comes to the meeting",
        name=seen.line.child,
        form=form,
        back=reverse("meetings:meeting", args=[reference]),
        button="Save",
    )
    return ask(
        request,
        page,
        lambda: arranging.choose(seen.meeting, form.chosen, by=request.actor, at=at),
        done="This is saved. Whoever is newly asked is told.",
        allowed=policies.can_change(request.actor, seen.meeting, at=at),
    )


@either
def move(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Another time or place, or another chair."""
    seen, at = opened.meeting(request, reference)
    arranged = seen.arrangement
    role = Role(arranged.chair_role)
    chairs = _chairs(seen.meeting.episode.child, role, at)
    is_listed = str(arranged.chair_id) in dict(chairs)
    form = MoveForm(
        request.POST or None,
        child=seen.line.child,
        at=at,
        chairs=chairs,
        chair_role=role,
        initial={
            "starts_at": arranged.starts_at,
            "how": arranged.how,
            "place": arranged.place,
            "chair": str(arranged.chair_id) if is_listed else OTHER,
            "chair_name": "" if is_listed else arranged.chair_name,
        },
    )
    page = FormPage(
        title="Move the meeting",
        name=seen.line.child,
        form=form,
        back=reverse("meetings:meeting", args=[reference]),
        button="Move the meeting",
        sentences=("Everybody who is asked to come is told.",),
    )
    return ask(
        request,
        page,
        lambda: arranging.move(
            seen.meeting, form.when, by=request.actor, at=at, reason=form.cleaned_data["reason"]
        ),
        done="The meeting is moved. Those with accounts are told.",
        allowed=policies.can_change(request.actor, seen.meeting, at=at),
    )


@either
def cancel(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The chair cancels it, with a reason."""
    seen, at = opened.meeting(request, reference)
    name = seen.meeting.episode.child.given_name or "the child"
    form = CancelForm(request.POST or None, child=name, at=at)
    page = FormPage(
        title="Cancel the meeting",
        name=seen.line.child,
        form=form,
        back=reverse("meetings:meeting", args=[reference]),
        button="Cancel the meeting",
        is_grave=True,
    )
    return ask(
        request,
        page,
        lambda: closing.cancel(
            seen.meeting, by=request.actor, at=at, reason=form.cleaned_data["reason"]
        ),
        done="The meeting is cancelled, with your reason.",
        allowed=policies.can_cancel(request.actor, seen.meeting, seen.arrangement, at=at),
    )


def _others(actor: Actor, episode: "Episode", at: datetime) -> tuple["Episode", ...]:
    """Those who went together with this child and for whom this person may arrange."""
    return tuple(
        one
        for one in episodes.together_with(actor, episode, at=at)
        if policies.can_arrange(actor, one, at=at)
    )


def _kind(actor: Actor, episode: "Episode", at: datetime) -> MeetingKind:
    """Why it is most likely held: where the child lives, and how long it has been."""
    if episode.placement is None:
        return MeetingKind.PROTECTION_7_DAYS
    host, authority = episode.host_authority_id, episode.responsible_authority_id
    if host == actor.agency_id and host != authority:
        return MeetingKind.PROFESSIONALS
    is_long = at - episode.away_since >= timedelta(hours=72)
    return MeetingKind.CARE_72_HOURS if is_long else MeetingKind.EARLY


def _chair_role(actor: Actor, episode: "Episode", at: datetime) -> Role:
    """Who chairs: whoever owes the meeting under the rulebook, or else the team manager (CF-18)."""
    owed = duties.of_episode(actor, episode, at)
    owners = [one.role for one in owed if "strategy_meeting.held" in one.met_by]
    able = [role for role in owners if role is not Role.SOCIAL_WORKER]
    return able[0] if able else Role.TEAM_MANAGER


def _chairs(child: "Child", role: Role, at: datetime) -> list[tuple[str, str]]:
    return [
        (str(one.user.pk), f"{one.user.name}, {role.label}, {one.agency.name}")
        for one in known.candidates(child, role, at=at)
    ]


def _owed_lines(actor: Actor, episode: "Episode", at: datetime) -> tuple[str, ...]:
    """What is owed of a meeting, with its limit: the page begins with it."""
    owed = duties.opened(duties.of_episode(actor, episode, at))
    return tuple(
        f"{one.words}: {pages.due(one.due_at, at)}" for one in owed if one.met_by & set(OWED)
    )


def _tomorrow(at: datetime) -> datetime:
    """The same whole hour tomorrow."""
    return (at + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
