"""Record one thing on an episode; show both accounts when somebody else was first."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.messages import success
from django.forms import Field
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantern.core import clock
from lantern.core.errors import Conflict, Invalid, Refused
from lantern.core.instants import in_words
from lantern.episodes import asked, policies, queries, ruling
from lantern.episodes.actions import entries
from lantern.people.askable import is_asked_of
from lantern.people.policies import sight_of
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.vocabulary.absence import EntryKind
from lantern.web.asking import AboutChild, retyped, typed
from lantern.web.episodes import declared, forms
from lantern.web.episodes.onward import next_decision
from lantern.web.episodes.origins import ElsewherePage, Origin, origin_of
from lantern.web.episodes.pages import RecordPage
from lantern.web.episodes.recording import RECORDINGS, Recording
from lantern.web.episodes.timeline import part
from lantern.web.opened import Opened
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

both = require_http_methods(["GET", "HEAD", "POST"])
LABELS = {
    "decision": "Decision",
    "words": "Words",
    "by": "By",
    "when": "When",
}


def recorder(name: str) -> Callable[..., HttpResponse]:
    """The view that records this."""
    recording = RECORDINGS[name]

    @both
    def view(request: AuthenticatedRequest, reference: str) -> HttpResponse:
        opened = open_episode(request, reference, recording.name)
        recording.may(request.actor, opened.episode).require()
        questions = _questions(opened, recording)
        form = _form(request, opened, recording, questions)
        lead = recording.fits(opened, form)
        page = RecordPage(
            title=opened.named(recording.title),
            name=opened.name,
            back=reverse("episodes:episode", args=[reference]),
            form=form,
            button=recording.button,
            lead=lead,
            is_grave=recording.name == "error",
        )
        response = carry_out(
            request,
            page,
            lambda: recording.does(opened, _with_answers(form, questions)),
            recording.done,
        )
        onward = next_decision(opened, recording.asks) if response.status_code == 302 else ""
        return redirect(onward) if onward else response

    return view


def _questions(opened: Opened, recording: Recording) -> tuple[FactDefinition, ...]:
    """What the rulebook asks of this person on the same page."""
    if not recording.asks:
        return ()
    protocols = ruling.protocols_of(opened.episode)
    return asked.asked_on(protocols, recording.asks, opened.actor)


def _with_answers(form: AboutChild, questions: tuple[FactDefinition, ...]) -> dict[str, Any]:
    given = form.cleaned_data
    return given | {"answers": declared.answers_of(questions, given)}


def open_episode(request: AuthenticatedRequest, reference: str, page: str) -> Opened:
    """The episode, opened by this person now; the look is recorded."""
    now = clock.now()
    episode = queries.get(request.actor, reference, page=f"record {page}", at=now)
    return Opened(actor=request.actor, episode=episode, now=now)


def carry_out(
    request: HttpRequest, page: RecordPage, does: Callable[[], object], done: str
) -> HttpResponse:
    """Do it and go back to the record; or show the page again with what stands in the way."""
    shown, status = page, 200
    try:
        if request.method == "POST" and page.form.is_valid():
            does()
            success(request, done)
            return redirect(page.back)
    except Invalid as fault:
        page.form.refuse(fault)
    except Refused as fault:
        page.form.add_error(None, fault.reason)
        status = 403
    except Conflict as fault:
        shown, status = _both(page, fault), 409
    return render_page(request, shown, status=status)


def _both(page: RecordPage, fault: Conflict) -> RecordPage:
    """Their account above, mine still in the form, and the next sending knows of theirs."""
    if "seen" in page.form.fields:
        seen = [str(fault.theirs.get("seen", ""))]
        page.form.data = retyped({**typed(page.form.data), "seen": seen})
    theirs = tuple(
        (label, str(fault.theirs[name])) for name, label in LABELS.items() if fault.theirs.get(name)
    )
    return replace(
        page, conflict=fault.sentence, theirs=theirs, can_record="seen" in page.form.fields
    )


def _form(
    request: AuthenticatedRequest,
    opened: Opened,
    recording: Recording,
    questions: tuple[FactDefinition, ...],
) -> AboutChild:
    about: dict[str, Any] = {"child": opened.name, "at": opened.now}
    about["more"] = declared.fields_for(questions)
    if request.method == "POST":
        return recording.form(request.POST, **about)
    recorded = declared.as_recorded(questions, opened.episode, opened.now)
    initial = recording.starts(opened) | recorded | _asked_for(request)
    return recording.form(initial=initial, **about)


def _asked_for(request: AuthenticatedRequest) -> dict[str, Any]:
    """What the link that led here is about: who is to be told, and of what."""
    asked = {"recipient": request.GET.get("to", ""), "about": request.GET.get("of", "")}
    return {name: value for name, value in asked.items() if value}


@both
def step(request: AuthenticatedRequest, reference: str, fact: str) -> HttpResponse:
    """That one thing the protocol asks for was done: when, by whom, in which words."""
    opened = open_episode(request, reference, fact)
    policies.can_add(request.actor).require()
    protocols = ruling.protocols_of(opened.episode)
    definition = protocols.vocabulary.get(fact)
    if definition is None or definition.subject != "episode" or definition.is_derived:
        raise Invalid({"fact": f"“{fact}” is not something that can be recorded here."})
    if definition.rulebook and fact in protocols.deciding():
        return redirect("episodes:decide", reference, fact)
    is_asked_of(definition, request.actor).require()
    page = RecordPage(
        title=opened.named(_asks(definition)),
        name=opened.name,
        back=reverse("episodes:episode", args=[reference]),
        form=_step_form(request, opened, definition),
        button="Record this",
        lead=tuple(one for one in (definition.meaning, definition.help) if one),
    )
    return carry_out(request, page, lambda: _record_step(opened, fact, page.form), "Recorded.")


def _asks(definition: FactDefinition) -> str:
    """The heading: the question of the rulebook, or what is recorded."""
    return definition.question or definition.did or definition.words


def _record_step(opened: Opened, fact: str, form: AboutChild) -> object:
    given = form.cleaned_data
    value = {"value": str(given["value"])} if "value" in given else {}
    return entries.record_step(
        opened.episode,
        by=opened.actor,
        fact=fact,
        at=given["at"],
        now=opened.now,
        words=given["words"],
        done_by=given["done_by"],
        **value,
    )


def _step_form(
    request: AuthenticatedRequest, opened: Opened, definition: FactDefinition
) -> AboutChild:
    is_ahead = definition.name in asked.set_ahead(ruling.protocols_of(opened.episode))
    kind, more = _step_kind(definition, is_ahead)
    about: dict[str, Any] = {"child": opened.name, "at": opened.now, "more": more}
    if request.method == "POST":
        return kind(request.POST, **about)
    initial = {"at": None if is_ahead else opened.now}
    return kind(
        initial=initial | {"value": queries.value(opened.episode, definition.name)}
        if definition.kind in (Kind.STATE, Kind.VALUE) and definition.rulebook
        else initial,
        **about,
    )


def _step_kind(
    definition: FactDefinition, is_ahead: bool
) -> tuple[type[forms.StepForm], dict[str, Field]]:
    """The form of a step, with what a declared fact asks beside its time."""
    if is_ahead:
        return forms.StepAheadForm, {}
    if definition.kind is Kind.EVENT and not definition.values and not definition.of:
        return forms.StepForm, {}
    if definition.kind is Kind.STATE and not definition.rulebook:
        return forms.StateForm, {}
    return forms.AnswerForm, {"value": declared.field_for(definition, required=True)}


@both
def correct(request: AuthenticatedRequest, reference: str, key: str) -> HttpResponse:
    """Put an entry right. What was said first stays, struck but legible."""
    opened = open_episode(request, reference, "correction")
    entry, line = _line(opened, key)
    policies.can_correct(request.actor, entry).require()
    withdrawal = (
        reverse("episodes:withdraw", args=[reference, key])
        if policies.can_withdraw(request.actor, entry)
        else ""
    )
    common: dict[str, Any] = {
        "title": "Correct this entry",
        "name": opened.name,
        "back": reverse("episodes:episode", args=[reference]),
        "withdraw": withdrawal,
        "shown": part(line),
    }
    origin = origin_of(request.actor, entry)
    if origin is not None:
        page = ElsewherePage(sentence=origin.sentence, href=origin.href, **common)
        return render_page(request, page)
    return _correction(request, opened, entry, line, common)


def _correction(
    request: AuthenticatedRequest, opened: Opened, entry: Any, line: Any, common: dict[str, Any]
) -> HttpResponse:
    form = (
        forms.CorrectionForm(request.POST, child=opened.name, at=opened.now)
        if request.method == "POST"
        else forms.CorrectionForm(
            initial={"at": line.at, "words": line.words, "seen": line.version},
            child=opened.name,
            at=opened.now,
        )
    )
    page = RecordPage(
        form=form,
        button="Correct it",
        lead=("Both stay on the record: what was said first, and what you say now.",),
        **common,
    )
    return carry_out(
        request,
        page,
        lambda: entries.correct(
            entry,
            by=opened.actor,
            now=opened.now,
            seen=form.cleaned_data["seen"],
            reason=form.cleaned_data["reason"],
            at=form.cleaned_data["at"],
            words=form.cleaned_data["words"],
        ),
        "Corrected.",
    )


@both
def withdraw(request: AuthenticatedRequest, reference: str, key: str) -> HttpResponse:
    """Take an entry back, with the reason. It stays legible."""
    opened = open_episode(request, reference, "withdrawal")
    entry, line = _line(opened, key)
    policies.can_withdraw(request.actor, entry).require()
    origin = origin_of(request.actor, entry)
    if origin is not None and origin.take_back:
        return redirect(origin.take_back)
    form = (
        forms.WithdrawalForm(request.POST, child=opened.name, at=opened.now)
        if request.method == "POST"
        else forms.WithdrawalForm(initial={"seen": line.version}, child=opened.name, at=opened.now)
    )
    page = RecordPage(
        title="Withdraw this entry",
        name=opened.name,
        back=reverse("episodes:episode", args=[reference]),
        form=form,
        button="Withdraw it",
        lead=_of_withdrawal(origin),
        shown=part(line),
        is_grave=True,
    )
    return carry_out(
        request,
        page,
        lambda: entries.withdraw(
            entry,
            by=opened.actor,
            now=opened.now,
            seen=form.cleaned_data["seen"],
            reason=form.cleaned_data["reason"],
        ),
        "Withdrawn.",
    )


def _of_withdrawal(origin: Origin | None) -> tuple[str, ...]:
    said = "It stays on the record, struck through, with your reason."
    if origin is None:
        return (said,)
    return (said, f"{origin.record} stays too, and shows that this was taken back.")


@both
def acknowledge(request: AuthenticatedRequest, reference: str, key: str) -> HttpResponse:
    """Somebody who was told outside Lantern has said that they have it."""
    opened = open_episode(request, reference, "acknowledgement")
    policies.can_add(request.actor).require()
    entry, line = _line(opened, key)
    if entry.kind != EntryKind.NOTIFICATION:
        raise Invalid({"entry": "Only a notification can be acknowledged."})
    form = (
        forms.AcknowledgementForm(request.POST, child=opened.name, at=opened.now)
        if request.method == "POST"
        else forms.AcknowledgementForm(initial={"at": opened.now}, child=opened.name, at=opened.now)
    )
    page = RecordPage(
        title="Record an acknowledgement",
        name=opened.name,
        back=reverse("episodes:episode", args=[reference]),
        form=form,
        button="Record this",
        lead=(f"They were told at {in_words(line.at)}.",),
        shown=part(line),
    )
    return carry_out(
        request,
        page,
        lambda: entries.acknowledge_notification(
            entry,
            by=opened.actor,
            at=form.cleaned_data["at"],
            now=opened.now,
            acknowledged_by=form.cleaned_data["acknowledged_by"],
        ),
        "Acknowledgement recorded.",
    )


def _line(opened: Opened, key: str) -> Any:
    seen = sight_of(opened.actor, opened.episode.child, at=opened.now)
    return queries.line(opened.actor, opened.episode, seen, key)
