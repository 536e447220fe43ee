"""Take a decision under the rules of the absence's protocol: its questions, then the values."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lantern.core.errors import Invalid
from lantern.episodes import asked, policies, queries, ruling
from lantern.episodes.actions import decisions
from lantern.episodes.details import Answered, Said
from lantern.protocol.decide import Decided
from lantern.protocol.definitions import FactDefinition
from lantern.web.episodes import declared
from lantern.web.episodes.deciding import (
    DECISIONS,
    BeforeForm,
    Deciding,
    DecisionForm,
    closed,
    closed_in_short,
    deciding,
    kept_from,
    needed,
    questions_of,
    typed_in,
)
from lantern.web.episodes.onward import next_decision
from lantern.web.episodes.pages import RecordPage
from lantern.web.episodes.views.recording import both, carry_out, open_episode
from lantern.web.opened import Opened
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest


def decider(name: str) -> Callable[..., HttpResponse]:
    """The view of the classification, or of the grading of the risk on the rulebook's own scale."""

    @both
    def view(request: AuthenticatedRequest, reference: str) -> HttpResponse:
        opened = open_episode(request, reference, name)
        fact = ruling.fact_decided(ruling.protocol_of(opened.episode), name)
        return _view(request, opened, fact)

    return view


@both
def decide(request: AuthenticatedRequest, reference: str, fact: str) -> HttpResponse:
    """A decision that a rulebook declares."""
    opened = open_episode(request, reference, fact)
    protocol = ruling.protocol_of(opened.episode)
    for name in DECISIONS:
        if fact in (ruling.PAGES[name], ruling.fact_decided(protocol, name)):
            return redirect(f"episodes:{name}", reference)
    return _view(request, opened, fact)


def _view(request: AuthenticatedRequest, opened: Opened, fact: str) -> HttpResponse:
    protocols = ruling.protocols_of(opened.episode)
    definition = protocols.vocabulary.get(fact)
    if definition is None or fact not in {*protocols.deciding(), *ruling.PAGES.values()}:
        raise Invalid({"fact": f"“{fact}” is not something that is decided here."})
    policies.can_decide(opened.actor, definition).require()
    policies.is_kept_here(opened.episode).require()
    ruling.rank(opened.episode, fact, by=opened.actor, at=opened.now).require()
    return _Asking(request, opened, definition).response()


class _Asking:
    """One decision being taken: the questions before it, and the decision itself."""

    def __init__(
        self, request: AuthenticatedRequest, opened: Opened, definition: FactDefinition
    ) -> None:
        self.request = request
        self.opened = opened
        self.fact = definition.name
        self.definition = definition
        self.deciding: Deciding = deciding(ruling.protocol_of(opened.episode), definition)
        self.questions = questions_of(opened, self.fact, self.deciding.name)
        self.before = self._before()

    def response(self) -> HttpResponse:
        """The part of the page that comes next, or what was decided is recorded."""
        step = self.request.POST.get("step", "record")
        if self.questions and (self.request.method != "POST" or step == "questions"):
            return self._ask()
        answers: tuple[Answered, ...] = ()
        if self.questions:
            if not self.before.is_valid():
                return self._ask()
            answers = declared.answers_of(self.questions, self.before.cleaned_data)
        is_sent = self.request.method == "POST" and step == "record"
        form = self._form(is_sent)
        try:
            said = self._said(answers, form.decided_at(self.opened.now))
        except Invalid as fault:
            self.before.refuse(fault)
            return self._ask()
        return self._decide(form, answers, said)

    def _said(self, answers: Sequence[Answered], at: datetime) -> list[Said]:
        opened, page = self.opened, self.deciding.name
        return asked.said(
            opened.episode, answers, by=opened.actor, at=at, now=opened.now, page=page
        )

    def _before(self) -> BeforeForm:
        """The questions, as answered here, carried along, or as the record has them."""
        more = declared.fields_for(
            self.questions, required=needed(self.opened, self.fact, self.questions)
        )
        about: dict[str, Any] = {"child": self.opened.name, "at": self.opened.now, "more": more}
        step = self.request.POST.get("step", "record")
        if self.request.method == "POST" and step != "questions":
            return BeforeForm(self.request.POST, **about)
        form = BeforeForm(**about)
        form.initial = (
            self._starts()
            | declared.as_recorded(self.questions, self.opened.episode, self.opened.now)
            | typed_in(self.request.POST, form)
        )
        return form

    def _starts(self) -> dict[str, Any]:
        latest = queries.latest(self.opened.episode, self.fact)
        return {"at": self.opened.now, "seen": latest.key if latest else ""}

    def _ask(self) -> HttpResponse:
        page = RecordPage(
            title=self.opened.named(self.deciding.title),
            name=self.opened.name,
            back=self._record(),
            form=self.before,
            button="Continue",
            step="decide",
            lead=self._now(),
            kept=kept_from(self.request.POST, self.before),
        )
        return render_page(self.request, page)

    def _decide(
        self, form: DecisionForm, answers: tuple[Answered, ...], said: list[Said]
    ) -> HttpResponse:
        opened = self.opened
        decided = ruling.ruled(
            opened.episode,
            self.fact,
            by=opened.actor,
            at=form.decided_at(opened.now),
            now=opened.now,
            asked=said,
        )
        asks = self.deciding.asks.replace("{child}", opened.name)
        form.fit(decided, asks, needs_reasons=ruling.is_main(opened.episode, self.fact))
        if not form.is_bound:
            form.initial = self._starts() | typed_in(self.request.POST, form)
        page = RecordPage(
            title=opened.named(self.deciding.title),
            name=opened.name,
            back=self._record(),
            form=form,
            button=self.deciding.button,
            step="record",
            lead=self._now(),
            answered=self._answered(answers),
            kept=kept_from(self.request.POST, form),
            closed=closed(decided),
            in_short=closed_in_short(decided),
            is_closed=not decided.allowed,
        )
        if not form.is_bound:
            return render_page(self.request, page)
        response = carry_out(
            self.request,
            page,
            lambda: self._record_decision(form, decided, answers),
            self.deciding.done,
        )
        return self._onward(response)

    def _answered(self, answers: Sequence[Answered]) -> tuple[tuple[str, str], ...]:
        """Each question with its answer, in words."""
        asked_here = {one.name: one for one in self.questions}
        return tuple(
            (
                asked_here[one.fact].asks.replace("{child}", self.opened.name),
                declared.in_words(asked_here[one.fact], one),
            )
            for one in answers
        )

    def _form(self, is_sent: bool) -> DecisionForm:
        about: dict[str, Any] = {"child": self.opened.name, "at": self.opened.now}
        return DecisionForm(self.request.POST, **about) if is_sent else DecisionForm(**about)

    def _record_decision(
        self, form: DecisionForm, decided: Decided, answers: tuple[Answered, ...]
    ) -> object:
        given = form.cleaned_data
        choice = decided[given["choice"]]
        return decisions.decide(
            self.opened.episode,
            self.fact,
            choice.value,
            by=self.opened.actor,
            at=given["at"],
            now=self.opened.now,
            rationale=given["rationale"],
            seen=given["seen"],
            answers=answers,
            reasons=form.reasons(choice),
            grounds=form.grounds(choice),
        )

    def _onward(self, response: HttpResponse) -> HttpResponse:
        """To the next decision that this page leads to, once this one is recorded."""
        onward = next_decision(self.opened, self.deciding.name)
        return redirect(onward) if response.status_code == 302 and onward else response

    def _now(self) -> tuple[str, ...]:
        latest = queries.latest(self.opened.episode, self.fact)
        if latest is None:
            return ()
        words = self.definition.values.get(latest.value, latest.value)
        return (f"Recorded now: {words}.",)

    def _record(self) -> str:
        return reverse("episodes:episode", args=[self.opened.episode.reference])
