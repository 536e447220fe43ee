"""One meeting: its page, its record, its review, and its copies on paper."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.access.actor import Actor
from lantern.access.sharing import Part as Opened
from lantern.agencies import queries as agencies
from lantern.core.errors import Conflict, NotFound
from lantern.duties import queries as duties
from lantern.episodes import queries as episodes
from lantern.meetings import legal, policies, queries
from lantern.meetings.actions import closing, holding
from lantern.plans import queries as plans
from lantern.vocabulary.meeting import Came, MeetingState
from lantern.web import printed, wording
from lantern.web.asking import retyped, typed
from lantern.web.meetings import agenda, opened, pages
from lantern.web.meetings.hold_forms import (
    FEWEST_ROWS,
    MOST_ROWS,
    WORDS,
    Around,
    HoldForm,
    came_of,
)
from lantern.web.meetings.review_forms import ReviewForm
from lantern.web.one_form import FormPage, ask
from lantern.web.plans.owners import owners
from lantern.web.plans.pages import ActionRow, row
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest
from lantern.web.taken_back import taken_back

if TYPE_CHECKING:
    from lantern.meetings.models import Member
    from lantern.meetings.queries import Seen

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def meeting(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """When, who comes, the agenda; once it was held, its record."""
    seen, at = opened.meeting(request, reference)
    actor = request.actor
    rows = pages.member_rows(seen)
    is_open = seen.line.state in (MeetingState.ARRANGED, MeetingState.TO_RECORD)
    may = {
        "hold": policies.can_record(actor, seen.meeting, at=at),
        "members": policies.can_change(actor, seen.meeting, at=at),
        "move": policies.can_change(actor, seen.meeting, at=at),
        "cancel": policies.can_cancel(actor, seen.meeting, seen.arrangement, at=at),
        "review": policies.can_review(actor, seen.meeting, at=at),
        "cancelled": policies.can_amend_cancellation(actor, seen.meeting, seen.arrangement, at=at),
        "taken-back": policies.can_take_back(actor, seen.meeting, at=at),
    }
    page = pages.MeetingPage(
        title="Strategy meeting",
        name=seen.line.child,
        back=reverse("episodes:episode", args=[seen.line.episode]),
        tag=pages.STATES[seen.line.state],
        facts=pages.facts_of(seen),
        members=tuple(one for one in rows if one.is_invited),
        left_out=tuple(one for one in rows if not one.is_invited),
        agenda=_agenda(actor, seen, at) if is_open else (),
        minutes=pages.minutes_of(seen, _actions(actor, seen, at), may_amend=bool(may["review"])),
        actions=pages.actions_of(seen, may),
        why_not=may["cancel"].reason if is_open and may["hold"] else "",
        copies=tuple(_copies(actor, seen)),
        taken_back=taken_back(actor, queries.entries_of(actor, seen.meeting)),
    )
    return render_page(request, page)


@either
def hold(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Record the meeting; save what is typed so far; put a record right."""
    seen, at = opened.meeting(request, reference)
    actor = request.actor
    policies.can_record(actor, seen.meeting, at=at).require()
    parts = _agenda(actor, seen, at)
    notes = queries.notes_of(actor, seen.meeting)
    data = request.POST or (retyped(notes.answers) if notes is not None else None)
    form = _form(actor, seen, parts, at, data)
    saved = f"Saved {wording.moment(notes.saved_at)}, and not recorded yet." if notes else ""
    conflict = ""
    if request.method == "POST":
        if request.POST.get("do") in ("save", "more"):
            holding.save_notes(seen.meeting, typed(request.POST), by=actor, at=at)
            if request.POST["do"] == "save":
                success(request, "What you typed is saved, for you alone, until you record it.")
                return redirect("meetings:meeting", reference)
            return redirect(f"{reverse('meetings:hold', args=[reference])}#actions")
        try:
            if form.carries_out(lambda: _record(actor, seen, form, at)):
                success(request, "The meeting is recorded. Each owner is told what is theirs.")
                return redirect("meetings:meeting", reference)
        except Conflict as fault:
            conflict = f"{fault.sentence} {fault.theirs.get('decisions', '')}"
    elif notes is not None:
        # What was kept is shown as it was typed, without telling what is missing already.
        form = _form(actor, seen, parts, at, None, answers=notes.answers)
    page = pages.HoldPage(
        title="Put the record right" if seen.minutes else "Record the meeting",
        name=seen.line.child,
        back=reverse("meetings:meeting", args=[reference]),
        form=form,
        agenda=parts,
        saved=saved,
        conflict=conflict,
        agreed=_actions(actor, seen, at),
    )
    return render_page(request, page)


def _record(actor: Actor, seen: "Seen", form: HoldForm, at: datetime) -> object:
    return holding.record(
        seen.meeting,
        form.held,
        by=actor,
        at=at,
        version=seen.minutes.version if seen.minutes else 0,
        reason=form.cleaned_data.get("reason") or "",
    )


@either
def review(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The actions of the meeting are reviewed."""
    seen, at = opened.meeting(request, reference)
    actor = request.actor
    child = seen.meeting.episode.child
    form = ReviewForm(
        request.POST or None,
        child=child.given_name or "the child",
        at=at,
        owners=owners(child, at),
    )
    page = FormPage(
        title="Review the actions of the meeting",
        name=seen.line.child,
        form=form,
        back=reverse("meetings:meeting", args=[reference]),
        button="Record the review",
        sentences=tuple(
            f"{one.tag.text}: {one.what} ({one.owner}, by {one.due})"
            for one in _actions(actor, seen, at)
        ),
    )
    return ask(
        request,
        page,
        lambda: closing.review(
            seen.meeting,
            by=actor,
            at=at,
            words=form.cleaned_data["words"],
            next_on=form.cleaned_data["next_on"],
            items=form.items,
        ),
        done="The review is recorded.",
        allowed=policies.can_review(actor, seen.meeting, at=at),
    )


@require_safe
def minutes(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The record on paper: one's own copy, or the copy of an agency to which it is sent."""
    seen, at = opened.meeting(request, reference, page="minutes")
    reader = request.actor.agency_name
    wanted = request.GET.get("copy", "")
    actions = _actions(request.actor, seen, at)
    if wanted:
        seen.sight.requires(Opened.WORK).require()
        agency = agencies.get(request.actor, wanted)
        seen, reader = queries.copy_for(request.actor, seen, agency, at=at), agency.name
        if not seen.sight.shows(Opened.WORK):
            actions = _actions_of(request.actor, seen, agency.pk, at)
    block = pages.minutes_of(seen, actions)
    if block is None:
        raise NotFound("minutes", reference)
    page = pages.MinutesPage(
        title="Record of the strategy meeting",
        name=seen.line.child,
        back=reverse("meetings:meeting", args=[reference]),
        reader=reader,
        minutes=block,
        paper=f"?copy={wanted}&as=pdf" if wanted else "?as=pdf",
    )
    if request.GET.get("as") == "pdf":
        on_paper = replace(page, template="meetings/minutes_on_paper.jinja")
        return printed.pdf(request, on_paper, file=reference)
    return render_page(request, page)


def _agenda(actor: Actor, seen: "Seen", at: datetime) -> tuple[agenda.AgendaPart, ...]:
    return agenda.agenda(actor, seen.meeting.episode, seen.sight, at)


def _actions(actor: Actor, seen: "Seen", at: datetime) -> tuple[ActionRow, ...]:
    child = seen.meeting.episode.child
    found = plans.of_source(actor, child, seen.meeting.reference, at=at)
    return tuple(row(one, at) for each in found for one in each.actions)


def _actions_of(actor: Actor, seen: "Seen", agency_id: int, at: datetime) -> tuple[ActionRow, ...]:
    """The actions of the meeting that one agency owes: the ledger knows whom a role means."""
    episode = seen.meeting.episode
    theirs = {
        one.planned
        for one in duties.of_episode(actor, episode, at)
        if one.planned and one.agency_id == agency_id
    }
    found = plans.of_source(actor, episode.child, seen.meeting.reference, at=at)
    return tuple(row(one, at) for each in found for one in each.actions if one.reference in theirs)


def _copies(actor: Actor, seen: "Seen") -> Iterable[tuple[str, str]]:
    """Where the record is on paper: one's own copy, and those of the agencies that were invited."""
    if seen.minutes is None:
        return
    address = reverse("meetings:minutes", args=[seen.meeting.reference])
    yield "The record, to print", address
    if seen.sight.shows(Opened.WORK):
        for one in queries.invited_agencies(actor, seen):
            if one.pk != actor.agency_id:
                yield f"The copy of {one.name}", f"{address}?copy={one.slug}"


def _form(
    actor: Actor,
    seen: "Seen",
    parts: tuple[agenda.AgendaPart, ...],
    at: datetime,
    data: Any,
    answers: dict[str, list[str]] | None = None,
) -> HoldForm:
    episode = seen.meeting.episode
    others = ", ".join(one.child.name for one in episodes.together_with(actor, episode, at=at))
    invited = _invited(seen)
    given = dict(data.lists()) if hasattr(data, "lists") else (answers or {})
    around = Around(
        members=tuple((one.key, one.name) for one in invited),
        agencies=tuple(_agencies(actor, seen)),
        owners=tuple(owners(episode.child, at)),
        warnings=legal.warnings(episode, at=at),
        others=others,
        rows=_rows(given),
        is_correction=seen.minutes is not None,
    )
    name = episode.child.given_name or "the child"
    if answers is not None:
        blank = HoldForm(None, child=name, at=at, around=around)
        kept = retyped(answers)
        initial = {
            field: each.widget.value_from_datadict(kept, {}, field)
            for field, each in blank.fields.items()
        }
    else:
        initial = _initial(seen, parts)
    return HoldForm(data, child=name, at=at, around=around, initial=initial)


def _rows(given: dict[str, list[str]]) -> int:
    """As many actions as were filled in, and some more."""
    last = -1
    for name, values in given.items():
        field, _, place = name.partition("-")
        if field == "what" and place.isdigit() and any(one.strip() for one in values):
            last = max(last, int(place))
    there = sum(name.startswith("what-") for name in given)
    return min(MOST_ROWS, max(FEWEST_ROWS, last + 1 + FEWEST_ROWS, there))


def _agencies(actor: Actor, seen: "Seen") -> Iterable[tuple[str, str, int | None]]:
    """Each agency that may share something, and each who comes on nobody's behalf."""
    for one in queries.invited_agencies(actor, seen):
        yield f"shared-{one.pk}", one.name, one.pk
    for member in _invited(seen):
        if member.agency_id is None:
            yield f"shared-m{member.pk}", member.name, None


def _initial(seen: "Seen", parts: tuple[agenda.AgendaPart, ...]) -> dict[str, Any]:
    """What the form begins with: the agenda from the record, or the record that is put right."""
    if seen.minutes is None:
        return {
            "held_at": seen.line.starts_at,
            "known": agenda.text_of(parts, "What is known"),
            "done": agenda.text_of(parts, "What has been done"),
            **{came_of(place): Came.PRESENT for place, _ in enumerate(_invited(seen))},
        }
    record = seen.record
    said: dict[str, Any] = {name: record.said(part) for name, part in WORDS.items()}
    said |= {f"legal-{one.step}": one.choice for one in record.legal}
    said["legal_reason"] = next((one.reason for one in record.legal if one.reason), "")
    said |= {
        came_of(place): record.came(one.key) or Came.ABSENT
        for place, one in enumerate(_invited(seen))
    }
    for one in record.shared:
        name = f"shared-{one.agency_id}" if one.agency_id else _alone(seen, one.agency)
        said[name], said[f"{name}-reach"] = one.words, one.reach
    return said | {
        "held_at": seen.minutes.held_at,
        "review_on": seen.minutes.review_on,
        "placed": record.placed or "",
        "media_decided": record.media_decided,
        "harbouring_agreed": record.harbouring_agreed,
        "organised_abuse": record.organised_abuse,
        "hub_consulted": record.hub_consulted,
    }


def _invited(seen: "Seen") -> tuple["Member", ...]:
    return tuple(one for one in seen.members if one.is_invited)


def _alone(seen: "Seen", name: str) -> str:
    return next((f"shared-m{one.pk}" for one in seen.members if one.name == name), "shared")
