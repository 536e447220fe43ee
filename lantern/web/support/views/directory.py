"""The directory of services, and the words of letters."""

from typing import TYPE_CHECKING, Any, Final

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.core import clock
from lantern.core.errors import Conflict, NotFound
from lantern.core.instants import day_in_london
from lantern.support import letters, policies, queries
from lantern.support.actions import directory, wordings
from lantern.support.historic import historic
from lantern.support.reading_age import reading_age
from lantern.vocabulary.support import LetterKind, ServiceFor, ServiceKind
from lantern.web.fields import RadiosField
from lantern.web.one_form import FormPage, ask
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest
from lantern.web.support.forms import ServiceForm, WordsForm
from lantern.web.support.pages.directory import ServicePage, WordsPage, services_page

if TYPE_CHECKING:
    from lantern.agencies.models import Agency

either: Final = require_http_methods(["GET", "HEAD", "POST"])
FIELDS: Final = tuple(ServiceForm.base_fields)


@require_safe
def services(request: AuthenticatedRequest) -> HttpResponse:
    """Whom anybody may turn to: everybody who is signed in may read it."""
    actor, on = request.actor, day_in_london(clock.now())
    found = queries.directory(actor)
    return render_page(request, services_page(found, queries.keeps_for(actor), historic(), on))


@either
def add(request: AuthenticatedRequest) -> HttpResponse:
    """A service that somebody has checked; perhaps one that was printed years ago."""
    actor, at = request.actor, clock.now()
    policies.can_keep(actor).require()
    kept = {str(one.pk): one for one in queries.keeps_for(actor)}
    old = next((one for one in historic() if one.id == request.GET.get("from")), None)
    initial = {name: getattr(old, name, "") for name in FIELDS} if old else {}
    form = ServiceForm(request.POST or None, at=at, initial=initial | {"source": ""})
    if len(kept) > 1:
        form.fields["authority"] = RadiosField(
            label="Whose directory is it for?",
            choices=[(key, one.name) for key, one in kept.items()],
            missing="Select the authority",
        )
        form.order_fields(["authority"])
    page = FormPage(
        title="Add a service",
        form=form,
        back=reverse("support:services"),
        button="Add it",
        sentences=(f"As printed in {old.source}. Check every line before you add it.",)
        if old
        else (),
    )

    def action() -> object:
        chosen = form.cleaned_data.get("authority") or next(iter(kept))
        return directory.add(kept[chosen], by=actor, at=at, **_said(form.cleaned_data))

    return ask(request, page, action, done="The service is in the directory.")


@either
def service(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Check what the directory says of a service, put it right, and confirm it."""
    actor, at = request.actor, clock.now()
    found = queries.service(actor, reference)
    initial = {name: getattr(found, name) for name in FIELDS} | {"source": "", "review_on": None}
    form = ServiceForm(request.POST or None, at=at, initial=initial)
    page = ServicePage(
        title=f"Check {found.name}",
        end=reverse("support:service-end", args=[reference]),
        name=found.authority.name,
        form=form,
        back=reverse("support:services"),
        button="Confirm that this is right",
        sentences=(
            f"Last checked by {found.confirmed_by}: {found.source}.",
            "Ring or look, put right what is wrong, and say when to check again.",
        ),
    )
    return ask(
        request,
        page,
        lambda: directory.confirm(found, by=actor, at=at, **_said(form.cleaned_data)),
        done="The service is confirmed.",
    )


@require_http_methods(["POST"])
def end(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """It is there no more."""
    found = queries.service(request.actor, reference)
    directory.end(found, by=request.actor, at=clock.now())
    success(request, f"{found.name} is out of the directory.")
    return redirect("support:services")


def _said(given: dict[str, Any]) -> directory.ServiceSaid:
    return directory.ServiceSaid(
        name=given["name"].strip(),
        kind=ServiceKind(given["kind"]),
        purpose=given["purpose"].strip().rstrip("."),
        telephone=given["telephone"].strip(),
        elsewhere=given["elsewhere"].strip(),
        hours=given["hours"].strip().rstrip("."),
        audiences=[ServiceFor(one) for one in given["audiences"]],
        area=given["area"].strip(),
        source=given["source"].strip().rstrip("."),
        review_on=given["review_on"],
    )


@either
def words(request: AuthenticatedRequest, authority: str, kind: str) -> HttpResponse:
    """An authority's own words for a letter, with how old a reader has to be."""
    actor = request.actor
    policies.can_keep(actor).require()
    body = queries.keeps_for(actor).filter(slug=authority).first()
    if body is None or kind not in set(LetterKind):
        raise NotFound("words", authority)
    return _words(request, body, LetterKind(kind))


def _words(request: AuthenticatedRequest, body: "Agency", kind: LetterKind) -> HttpResponse:
    actor, at = request.actor, clock.now()
    now = queries.wording(body, kind)
    form = WordsForm(request.POST or None, at=at, initial={"title": now.title, "words": now.words})
    seen = request.POST.get("version", now.version)
    conflict = ""
    theirs: tuple[tuple[str, str], ...] = ()

    def action() -> object:
        given = form.cleaned_data
        version = int(seen) if seen.isascii() and seen.isdigit() else 0
        return wordings.agree(
            body, kind, by=actor, at=at, title=given["title"], words=given["words"], version=version
        )

    try:
        if form.carries_out(action):
            success(request, "The letter has new words.")
            return redirect("support:services")
    except Conflict as fault:
        conflict = fault.sentence
        theirs = (("Title", fault.theirs["title"]), ("The letter", fault.theirs["words"]))
        seen = str(fault.theirs["version"])
    typed = str(form["words"].value() or "")
    page = WordsPage(
        title=kind.label,
        name=body.name,
        form=form,
        reading_age=reading_age(typed.replace(f"{{{letters.HELPLINES}}}", "")),
        knows=letters.PLACEHOLDERS[kind],
        version=seen,
        conflict=conflict,
        theirs=theirs,
    )
    return render_page(request, page)
