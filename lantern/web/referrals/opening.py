"""A referral that somebody has opened, and the page of one form about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.core.references import is_reference
from lantern.referrals import policies, queries
from lantern.referrals.queries import Look
from lantern.web.asking import AboutChild
from lantern.web.one_form import FormPage, ask
from lantern.web.referrals import reaching
from lantern.web.requests import AuthenticatedRequest

both = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A referral that somebody has opened in order to do something."""

    request: AuthenticatedRequest
    look: Look
    now: datetime

    @property
    def name(self) -> str:
        """What the child is called in questions."""
        child = self.look.referral.child
        return child.given_name or child.name

    @property
    def back(self) -> str:
        """Where the deed leads back to."""
        return reverse("referrals:referral", args=[self.look.referral.reference])

    def form(self, kind: type[AboutChild], **more: Any) -> Any:
        """The form, as sent or to begin with."""
        initial = {"at": self.now} | more.pop("initial", {})
        about: dict[str, Any] = {"child": self.name, "at": self.now, **more}
        if self.request.method == "POST":
            return kind(self.request.POST, **about)
        return kind(initial=initial, **about)


def deed(name: str) -> Callable[..., Callable[..., HttpResponse]]:
    """A view that opens the referral; where there is none yet, it is asked for first."""

    def around(view: Callable[[Opened], HttpResponse]) -> Callable[..., HttpResponse]:
        @both
        def opened(request: AuthenticatedRequest, reference: str) -> HttpResponse:
            now = clock.now()
            try:
                look = queries.look(request.actor, reference, page=f"{name} interview", at=now)
            except NotFound:
                if not is_reference(reference, "E"):
                    raise
                return redirect("referrals:refer", reference)
            policies.can_see(request.actor, look.referral, at=now).require()
            return view(Opened(request=request, look=look, now=now))

        return opened

    return around


def ask_about(
    opened: Opened,
    form: Any,
    action: Callable[[], object],
    *,
    done: str,
    page: type[FormPage] = FormPage,
    **shown: Any,
) -> HttpResponse:
    """The page of one form, for those who work on the referral."""
    allowed = policies.can_work(opened.request.actor, opened.look.referral, at=opened.now)
    one = page(form=form, back=opened.back, name=whole_name(opened), **shown)
    return ask(opened.request, one, action, done=done, allowed=allowed)


def ask_ringing(
    opened: Opened, form: Any, action: Callable[[], object], **shown: Any
) -> HttpResponse:
    """The same, with whom to ring for it."""
    numbers = reaching.numbers(opened.look.referral.child, opened.look.sight, opened.now)
    return ask_about(opened, form, action, page=reaching.ReachPage, numbers=numbers, **shown)


def whole_name(opened: Opened) -> str:
    """The child's whole name, above the heading."""
    return opened.look.referral.child.name
