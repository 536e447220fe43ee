"""The pages on which it is agreed how often a child is checked or interviewed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.core import clock
from lantern.people import queries as people
from lantern.returns import policies, queries
from lantern.returns.actions import agreements
from lantern.returns.known import least
from lantern.vocabulary.returning import AgreedFor
from lantern.web.asking import AboutChild
from lantern.web.one_form import FormPage, ask
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest
from lantern.web.returns import agreement_forms as forms
from lantern.web.returns import pages

if TYPE_CHECKING:
    from datetime import datetime

    from lantern.people.models import Child

both = require_http_methods(["GET", "HEAD", "POST"])


def _name(child: "Child") -> str:
    return child.given_name or "the child"


def _list(child: "Child") -> str:
    return reverse("returns:agreements", args=[child.reference])


def _form(
    request: AuthenticatedRequest,
    kind: type[AboutChild],
    child: "Child",
    at: "datetime",
    initial: Mapping[str, Any] | None = None,
) -> Any:
    about: dict[str, Any] = {"child": _name(child), "at": at}
    if request.method == "POST":
        return kind(request.POST, **about)
    return kind(initial={"at": at, **(initial or {})}, **about)


@require_safe
def all_of_child(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Every agreement about a child, those in force first."""
    at = clock.now()
    look = people.look(request.actor, reference, page="agreements on how often", at=at)
    policies.can_see_checks(look.sight).require()
    child = look.child
    may = bool(policies.can_agree(request.actor, child, at=at))
    page = pages.AgreementsPage(
        title=f"How often {_name(child)} is checked and interviewed",
        name=_name(child),
        back=reverse("children:page", args=[reference]),
        cards=tuple(
            pages.agreement_card(one, may=may, at=at)
            for one in queries.agreements_of(request.actor, child)
        ),
        agree=reverse("returns:agree", args=[reference]) if may else "",
    )
    return render_page(request, page)


@both
def agree(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """A new agreement."""
    at = clock.now()
    child = people.look(request.actor, reference, page="agree how often", at=at).child
    form = _form(request, forms.AgreementForm, child, at)
    page = FormPage(
        title=f"Agree how often {_name(child)} is seen",
        name=_name(child),
        form=form,
        back=_list(child),
        sentences=_least(child, at),
    )

    def does() -> object:
        given = form.cleaned_data
        said = forms.terms(given, AgreedFor(given["applies_to"]))
        return agreements.agree(child, by=request.actor, at=given["at"], now=at, terms=said)

    allowed = policies.can_agree(request.actor, child, at=at)
    return ask(request, page, does, done="The agreement is recorded.", allowed=allowed)


@both
def review(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Look at an agreement again."""
    at = clock.now()
    agreement = queries.agreement(request.actor, reference, at=at)
    child = agreement.child
    form = _form(request, forms.ReviewForm, child, at, forms.as_agreed(agreement))
    page = FormPage(
        title=f"Review: {AgreedFor(agreement.applies_to).label.lower()}",
        name=_name(child),
        form=form,
        back=_list(child),
        sentences=_least(child, at),
    )

    def does() -> object:
        given = form.cleaned_data
        said = forms.terms(given, AgreedFor(agreement.applies_to))
        return agreements.review(
            agreement,
            by=request.actor,
            at=given["at"],
            now=at,
            terms=said,
            words=given["words"],
        )

    allowed = policies.can_agree(request.actor, child, at=at)
    return ask(request, page, does, done="The review is recorded.", allowed=allowed)


@both
def end(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """End an agreement: from now on every return has its check."""
    at = clock.now()
    agreement = queries.agreement(request.actor, reference, at=at)
    child = agreement.child
    form = _form(request, forms.EndForm, child, at)
    page = FormPage(
        title=f"End: {AgreedFor(agreement.applies_to).label.lower()}",
        name=_name(child),
        form=form,
        back=_list(child),
        button="End it",
    )

    def does() -> object:
        given = form.cleaned_data
        agreements.end(agreement, by=request.actor, at=given["at"], now=at, why=given["words"])
        return None

    allowed = policies.can_agree(request.actor, child, at=at)
    return ask(request, page, does, done="The agreement has ended.", allowed=allowed)


def _least(child: "Child", at: "datetime") -> tuple[str, ...]:
    days = least(child, at).days
    return (
        f"A check is made at least once in {days} days: your protocol sets this.",
        "An agreement on interviews never takes away the offer after a return.",
    )
