"""Take a decision under the rules of the absence's protocol: its questions, then the values."""

from collections.abc import Callable, Sequence
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
    BY_FACT,
    DECISIONS,
    BeforeForm,
    Deciding,
    DecisionForm,
    deciding,
    kept_from,
    needed,
    questions_of,
    typed_in,
)
from lantern.web.episodes.pages import RecordPage
from lantern.web.episodes.recording import Opened
from lantern.web.episodes.views.recording import both, carry_out, named, open_episode
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest


def decider(name: str) -> Callable[..., HttpResponse]:
    """The view of a decision that comes with the product."""
    fact = DECISIONS[name].fact

    @both
    def view(request: AuthenticatedRequest, reference: str) -> HttpResponse:
        return _view(request, reference, fact)

    return view


@both
def decide(request: AuthenticatedRequest, reference: str, fact: str) -> HttpResponse:
    """A decision that a rulebook declares."""
    if fact in BY_FACT:
        return redirect(f"episodes:{BY_FACT[fact].name}", reference)
    return _view(request, reference, fact)


def _view(request: AuthenticatedRequest, reference: str, fact: str) -> HttpResponse:
    opened = open_episode(request, reference, BY_FACT[fact].name if fact in BY_FACT else fact)
    protocol = ruling.protocol_of(opened.episode)
    definition = protocol.vocabulary.get(fact)
    if definition is None or fact not in {*protocol.deciding(), *BY_FACT}:
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
        self.deciding: Deciding = deciding(definition)
        self.questions = questions_of(opened, self.fact)
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
        try:
            said = self._said(answers)
        except Invalid as fault:
            self.before.refuse(fault)
            return self._ask()
        return self._decide(
            answers, said, is_sent=self.request.method == "POST" and step == "record"
        )

    def _said(self, answers: Sequence[Answered]) -> list[Said]:
        now = self.opened.now
        page = self.deciding.name
        return asked.said(
            self.opened.episode, answers, by=self.opened.actor, at=now, now=now, page=page
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
            title=named(self.deciding.title, self.opened),
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
        self, answers: tuple[Answered, ...], said: list[Said], *, is_sent: bool
    ) -> HttpResponse:
        opened = self.opened
        form = self._form(is_sent)
        decided = ruling.ruled(
            opened.episode,
            self.fact,
            by=opened.actor,
            at=form.decided_at(opened.now),
            now=opened.now,
            asked=said,
        )
        form.fit(decided, self.deciding, child=opened.name)
        if not is_sent:
            form.initial = self._starts() | typed_in(self.request.POST, form)
        page = RecordPage(
            title=named(self.deciding.title, opened),
            name=opened.name,
            back=self._record(),
            form=form,
            button=self.deciding.button,
            step="record",
            lead=self._now(),
            answered=tuple(
                (one.asks.replace("{child}", opened.name), declared.in_words(one, answer))
                for answer in answers
                for one in self.questions
                if one.name == answer.fact
            ),
            kept=kept_from(self.request.POST, form),
            is_closed=not decided.allowed,
        )
        if not is_sent:
            return render_page(self.request, page)
        response = carry_out(
            self.request, page, lambda: self._record_decision(form, decided, answers), self._done()
        )
        return self._onward(response)

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

    def _done(self) -> str:
        return self.deciding.done


def next_decision(opened: Opened, page: str) -> str:
    """The address of a further decision that a page leads this person to and nobody has taken;
    empty where there is none."""
    protocol = ruling.protocol_of(opened.episode)
    for one in asked.decided_on(protocol, page, opened.actor):
        is_taken = queries.latest(opened.episode, one.name) is not None
        if one.name not in BY_FACT and not is_taken:
            return reverse("episodes:decide", args=[opened.episode.reference, one.name])
    return ""
