"""Begin an interview, write it part by part, finish it, and put a part right afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.messages import success
from django.forms import Field
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantern.core import clock
from lantern.core.errors import Conflict, Invalid, Refused
from lantern.core.instants import day_in_london
from lantern.episodes import queries as episodes
from lantern.interviews import policies, queries
from lantern.interviews.actions import records
from lantern.interviews.actions.records import Correction
from lantern.referrals import queries as referrals
from lantern.web import wording
from lantern.web.asking import AboutChild, typed
from lantern.web.fields import CheckboxesField, HiddenField, LongTextField
from lantern.web.interviews import drafting
from lantern.web.interviews.drafting import Amiss, Opened, Part
from lantern.web.interviews.held_form import at_its_field
from lantern.web.one_form import FormPage
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.referrals.models import Referral


@dataclass(frozen=True, kw_only=True)
class PartPage:
    """One part of an interview, to fill in or to put right."""

    title: str
    name: str
    form: AboutChild
    back: str
    hint: str
    note: str
    voice: str
    is_childs: bool
    is_correction: bool
    conflict: str = ""
    theirs: tuple[tuple[str, str], ...] = ()
    template: str = "interviews/part.jinja"


@dataclass(frozen=True, kw_only=True)
class FinishPage:
    """What is still amiss before an interview can be finished; or the button."""

    title: str
    name: str
    back: str
    amiss: tuple[tuple[str, str], ...]
    template: str = "interviews/finish.jinja"


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """After an absence; and, with the child’s agreement, after others of the child too.

    Where the interview is there already, this leads to it.
    """
    actor, at = request.actor, clock.now()
    episode = episodes.get(actor, reference, page="begin an interview", at=at)
    there = queries.of_episode(actor, episode, at=at)
    if there and request.method != "POST":
        return redirect("interviews:interview", there[0].reference)
    referral = referrals.of_episode(actor, episode)
    if referral is None:
        raise Refused("Nobody has asked for a return interview after this absence. Ask for one.")
    policies.can_begin(actor, referral, at=at).require()
    others = queries.to_cover(actor, referral, at=at)
    form = _also(referral, others, request, at)
    begun = []

    def does() -> None:
        chosen = set(form.cleaned_data.get("also") or ())
        also = [one for one in others if one.reference in chosen]
        begun.append(records.begin(referral, by=actor, at=at, also=also))

    if request.method == "POST" and form.carries_out(does):
        return redirect("interviews:part", begun[0].reference, drafting.ARRANGEMENTS)
    name = referral.child.given_name or "the child"
    page = FormPage(
        title="Begin the return interview",
        name=name,
        form=form,
        back=reverse("episodes:episode", args=[reference]),
        button="Begin",
        sentences=(
            f"{name} need not answer anything and may stop at any time.",
            "What you write is saved part by part.",
        ),
    )
    return render_page(request, page)


def _also(
    referral: "Referral",
    others: tuple["Referral", ...],
    request: AuthenticatedRequest,
    at: datetime,
) -> AboutChild:
    more = {}
    if others:
        more["also"] = CheckboxesField(
            label="Is it about other absences too?",
            help_text="If {child} agrees to talk about them in one interview",
            required=False,
            choices=[
                (
                    one.reference,
                    f"The absence from {wording.day(day_in_london(one.episode.away_since))}",
                )
                for one in others
            ],
        )
    data = request.POST if request.method == "POST" else None
    return AboutChild(data, child=referral.child.given_name or "the child", at=at, more=more)


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: AuthenticatedRequest, reference: str, name: str) -> HttpResponse:
    """One part. While it is written, whatever is sent is kept first and looked at then."""
    opened = _opened(request, reference, "a part of an interview")
    shown = drafting.part_of(opened, name)
    if opened.interview.completed_at is not None:
        return _correct(request, opened, shown)
    if request.method == "POST":
        return _keep(request, opened, shown)
    # What was typed and does not hold together is shown with its faults when it is sent.
    kept = drafting.typed_in(opened.interview, name)
    return render_page(request, _page(opened, shown, _form(opened, shown, kept)))


def _form(opened: Opened, shown: Part, kept: Mapping[str, list[str]] | None) -> AboutChild:
    saved = str(opened.interview.saved)
    more = {"seen": HiddenField(required=False, initial=saved)}
    sent = None if kept is None else dict(kept) | {"seen": [saved]}
    return drafting.form_for(opened, shown, typed=sent, more=more)


def _keep(request: AuthenticatedRequest, opened: Opened, shown: Part) -> HttpResponse:
    reference = opened.interview.reference
    form = _form(opened, shown, typed(request.POST))
    try:
        _save(opened, shown, request)
    except Conflict as fault:
        page = _page(opened, shown, form, conflict=fault.sentence, theirs=fault.theirs)
        return render_page(request, page)
    if "later" in request.POST:
        success(request, "What you wrote is kept.")
        return redirect("interviews:interview", reference)
    if not form.is_valid():
        again = _opened(request, reference, "a part of an interview")
        return render_page(request, _page(again, shown, _form(again, shown, typed(request.POST))))
    following = drafting.after(opened, shown)
    if following is None:
        return redirect("interviews:finish", reference)
    return redirect("interviews:part", reference, following.name)


def _opened(request: AuthenticatedRequest, reference: str, page: str) -> Opened:
    at = clock.now()
    look = queries.look(request.actor, reference, page=page, at=at)
    policies.can_write(request.actor, look.interview, at=at).require()
    return Opened(actor=request.actor, look=look, at=at)


def _save(opened: Opened, shown: Part, request: AuthenticatedRequest) -> None:
    sent = typed(request.POST)
    seen = sent.pop("seen", ["0"])[0]
    for button in ("later", "next"):
        sent.pop(button, None)
    records.save(
        opened.interview,
        by=opened.actor,
        at=opened.at,
        part=shown.name,
        typed=sent,
        seen=_number(seen),
    )


def _number(text: str) -> int:
    """The number that a hidden field carried; 0 where somebody made another of it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _page(
    opened: Opened,
    shown: Part,
    form: AboutChild,
    *,
    conflict: str = "",
    theirs: Mapping[str, str] | None = None,
    is_correction: bool = False,
) -> PartPage:
    said = "What they wrote is kept. Send yours again to replace it." if conflict else ""
    return PartPage(
        title=shown.title,
        name=opened.name,
        form=form,
        back=reverse("interviews:interview", args=[opened.interview.reference]),
        hint=shown.hint,
        note=opened.look.asked.note,
        voice=shown.voice.label,
        is_childs=shown.voice == "child",
        is_correction=is_correction,
        conflict=f"{conflict} {said}".strip(),
        theirs=tuple(("Saved by", who) for who in (theirs or {}).values()),
    )


def _why(number: int) -> dict[str, Field]:
    """What is asked beside the part itself when it is put right; `number` is its version."""
    return {
        "reason": LongTextField(
            label="Why is this put right?",
            help_text="Or answer the reviewer here, and leave the rest as it is",
            missing="Say why this is put right",
            rows=2,
        ),
        "seen": HiddenField(required=False, initial=str(number)),
    }


def _correct(request: AuthenticatedRequest, opened: Opened, shown: Part) -> HttpResponse:
    """Put a finished part right. The former words stay on the record."""
    account = opened.look.voices.of(shown.voice)
    number = 0 if account is None else account.number
    more = _why(number)
    sent = typed(request.POST) if request.method == "POST" else None
    seen = 0 if sent is None else _number(sent.get("seen", ["0"])[0])
    if sent is not None:
        # Whoever was second has read who was first, and may send theirs again.
        sent["seen"] = [str(number)]
    form = drafting.form_for(opened, shown, typed=sent, more=more)
    page = _page(opened, shown, form, is_correction=True)
    if request.method != "POST":
        return render_page(request, page)

    def does() -> None:
        put = Correction(
            voice=shown.voice,
            written=drafting.corrected(opened, shown, form),
            reason=form.cleaned_data["reason"],
            seen=seen,
        )
        try:
            records.correct(opened.interview, put, by=opened.actor, now=opened.at)
        except Invalid as fault:
            raise at_its_field(fault, opened.name) from None

    try:
        if form.carries_out(does):
            success(request, "Put right. The former words are kept.")
            return redirect("interviews:interview", opened.interview.reference)
    except Conflict as fault:
        page = _page(
            opened, shown, form, is_correction=True, conflict=fault.sentence, theirs=fault.theirs
        )
    return render_page(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """What is amiss, each with the part in which it is put right; when nothing is, the button."""
    opened = _opened(request, reference, "finish an interview")
    if opened.interview.completed_at is not None:
        return redirect("interviews:interview", reference)
    written, amiss = drafting.whole(opened)
    if not amiss and written is not None and request.method == "POST":
        try:
            records.complete(opened.interview, written, by=opened.actor, now=opened.at)
        except Invalid as fault:
            amiss = tuple(
                Amiss(sentence=said, part=drafting.where(opened.look, name))
                for name, said in fault.messages.items()
            )
        else:
            success(request, "Finished. It waits for a review; what is urgent can be shared now.")
            return redirect("interviews:interview", reference)
    page = FinishPage(
        title="Finish the interview",
        name=opened.name,
        back=reverse("interviews:interview", args=[reference]),
        amiss=tuple(
            (
                one.sentence.replace("{child}", opened.name),
                reverse("interviews:part", args=[reference, one.part]),
            )
            for one in amiss
        ),
    )
    return render_page(request, page)
