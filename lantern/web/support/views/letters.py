"""Letters after an absence: made, printed, sent, taken back."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.access.sharing import Part
from lantern.core import clock
from lantern.episodes import queries as episodes
from lantern.support import policies, queries
from lantern.support.actions import letters
from lantern.vocabulary.support import LetterMethod
from lantern.web.one_form import FormPage, ask
from lantern.web.printed import pdf
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest
from lantern.web.support.forms import LetterForm, SentForm, WhyForm
from lantern.web.support.pages.letters import letter_page, letters_page, printed_letter

either: Final = require_http_methods(["GET", "HEAD", "POST"])


@either
def after(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The letters after an absence, and another."""
    actor, at = request.actor, clock.now()
    look = episodes.look(actor, reference, page="letters", at=at)
    episode = look.episode
    may = policies.can_write(actor, episode, at=at)
    if request.method == "POST":
        may.require()
    if not may:
        look.sight.requires(Part.WORK).require()
    addressees = queries.addressees(actor, episode, at=at) if may else ()
    form = LetterForm(
        request.POST or None,
        child=episode.child.given_name or "the child",
        at=at,
        initial={"to": request.GET.get("to", ""), "large_print": False},
    )
    form.fields["to"].choices = [  # type: ignore[attr-defined]
        (one.key, f"{one.name}, {one.who}") for one in addressees if one.decision
    ]
    made = []

    def action() -> None:
        given = form.cleaned_data
        made.append(
            letters.make(
                episode,
                by=actor,
                at=at,
                to=given["to"],
                telephone=given["telephone"],
                large_print=bool(given["large_print"]),
            )
        )

    if form.carries_out(action):
        return redirect("support:letter", made[0].reference)
    found = queries.letters(actor, episode, look.sight)
    shown = form if may else None
    return render_page(request, letters_page(episode, found, addressees, shown, may.reason))


@either
def letter(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """One letter, and the form that says that it was sent."""
    actor, at = request.actor, clock.now()
    seen = queries.letter(actor, reference, at=at)
    one = seen.letter
    is_open = one.sent_at is None and one.taken_back_at is None
    may = policies.may_send(actor, one, at=at)
    if request.method == "POST":
        may.require()
    form = SentForm(
        request.POST or None,
        child=one.episode.child.given_name or "the child",
        at=at,
        initial={"at": at},
    )
    page = letter_page(seen, form if may and is_open else None)

    def action() -> object:
        given = form.cleaned_data
        method = LetterMethod(given["method"])
        return letters.send(one, by=actor, at=given["at"], now=at, method=method)

    if form.carries_out(action):
        return redirect("support:letter", reference)
    return render_page(request, page)


@require_safe
def letter_pdf(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The letter to be printed, in the words that were kept."""
    seen = queries.letter(request.actor, reference, at=clock.now())
    return pdf(request, printed_letter(seen.letter), file="letter")


@either
def take_back(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """It was made, or said to be sent, in error."""
    actor, at = request.actor, clock.now()
    one = queries.letter(actor, reference, at=at).letter
    child = one.episode.child.given_name or "the child"
    form = WhyForm(request.POST or None, child=child, at=at)
    page = FormPage(
        title="Take this letter back",
        name=child,
        form=form,
        back=reverse("support:letters", args=[one.episode.reference]),
        button="Take it back",
        sentences=("It stays on the record as taken back. What it met is owed again.",),
        is_grave=True,
    )
    return ask(
        request,
        page,
        lambda: letters.take_back(one, by=actor, now=at, reason=form.cleaned_data["reason"]),
        done="The letter is taken back.",
        allowed=policies.may_send(actor, one, at=at),
    )
