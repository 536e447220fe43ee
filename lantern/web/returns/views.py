"""The pages of the return: what is recorded once a child is located or back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.duties import queries as duties
from lantern.episodes import policies as episode_policies
from lantern.episodes import queries as episodes
from lantern.returns import policies, queries
from lantern.returns.actions import checks
from lantern.returns.actions.telling import tell_of_return
from lantern.returns.facts import HELD
from lantern.returns.known import in_force
from lantern.vocabulary.returning import AgreedFor
from lantern.web import wording
from lantern.web.asking import AboutChild
from lantern.web.one_form import FormPage, ask
from lantern.web.opened import Opened
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest
from lantern.web.returns import check_forms, pages
from lantern.web.returns.steps import STEPS
from lantern.web.returns.telling import TellingForm, everyone, fields, news_of, tellings

if TYPE_CHECKING:
    from lantern.access.sharing import Sight
    from lantern.returns.queries import Checked

both = require_http_methods(["GET", "HEAD", "POST"])


def _open(request: AuthenticatedRequest, reference: str, page: str) -> "tuple[Opened, Sight]":
    """The absence, opened by this person now; the look is recorded."""
    now = clock.now()
    look = episodes.look(request.actor, reference, page=page, at=now)
    return Opened(actor=request.actor, episode=look.episode, now=now), look.sight


def _back(reference: str) -> str:
    return reverse("episodes:episode", args=[reference])


def _form(
    request: AuthenticatedRequest,
    kind: type[AboutChild],
    opened: Opened,
    initial: dict[str, Any],
    more: Any = None,
) -> Any:
    about: dict[str, Any] = {"child": opened.name, "at": opened.now, "more": more}
    if request.method == "POST":
        return kind(request.POST, **about)
    return kind(initial=initial, **about)


@both
def step(request: AuthenticatedRequest, reference: str, name: str) -> HttpResponse:
    """One of the steps once a child is located or back."""
    if name not in STEPS:
        raise NotFound("step", name)
    opened, _ = _open(request, reference, f"record {name}")
    one = STEPS[name]
    form = _form(request, one.form, opened, {"at": opened.now})
    page = FormPage(
        title=opened.named(one.title),
        name=opened.name,
        form=form,
        back=_back(reference),
        sentences=tuple(opened.named(sentence) for sentence in one.sentences),
    )
    allowed = one.may(request.actor)
    return ask(
        request, page, lambda: one.does(opened, form.cleaned_data), done=one.done, allowed=allowed
    )


@both
def told(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Everybody who must be told that the child is back, on one page and in one sending."""
    opened, sight = _open(request, reference, "who must be told")
    episode_policies.can_add(request.actor).require()
    episode_policies.is_kept_here(opened.episode).require()
    known = everyone(request.actor, opened.episode, sight, opened.now)
    initial = {"at": opened.now}
    form = _form(request, TellingForm, opened, initial, more=fields(known.to_tell))
    page = pages.TellingPage(
        title=f"Who must be told that {news_of(opened.episode)}",
        name=opened.name,
        back=_back(reference),
        form=form,
        told=known.told,
        somebody_else=f"{reverse('episodes:notification', args=[reference])}?of=return",
        has_to_tell=bool(known.to_tell),
    )

    def does() -> object:
        return tell_of_return(
            opened.episode,
            by=opened.actor,
            at=form.cleaned_data["at"],
            now=opened.now,
            tellings=tellings(known.to_tell, form.cleaned_data),
        )

    if request.method == "POST" and form.carries_out(does):
        return redirect("returns:told", reference)
    return render_page(request, page)


@both
def check(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """An officer saw the child. If harm was significant, the next page asks who was told."""
    opened, _ = _open(request, reference, "record a safe and well check")
    form = _form(request, check_forms.CheckForm, opened, _begin(opened))
    page = FormPage(
        title="Safe and well check",
        name=opened.name,
        form=form,
        back=_back(reference),
        button="Record the check",
        sentences=_before_check(opened),
    )
    response = _ask_check(request, page, opened, lambda: check_forms.seen(form.cleaned_data))
    if response.status_code == 302 and form.cleaned_data["is_significant_harm"]:
        return redirect("returns:step", reference, "harm-told")
    return response


@both
def not_checked(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Why no check was made this time."""
    opened, _ = _open(request, reference, "record that no check was made")
    form = _form(request, check_forms.NotCheckedForm, opened, _begin(opened))
    page = FormPage(
        title="No safe and well check",
        name=opened.name,
        form=form,
        back=_back(reference),
        button="Record the reason",
        sentences=_before_check(opened),
    )
    return _ask_check(request, page, opened, lambda: check_forms.not_seen(form.cleaned_data))


def _begin(opened: Opened) -> dict[str, Any]:
    return {"at": opened.now, "officer": opened.actor.name}


def _ask_check(
    request: AuthenticatedRequest, page: FormPage, opened: Opened, found: Callable[[], Any]
) -> HttpResponse:
    def does() -> object:
        return checks.record(
            opened.episode,
            by=opened.actor,
            at=page.form.cleaned_data["at"],
            now=opened.now,
            found=found(),
        )

    allowed = policies.can_record_check(opened.actor, opened.episode)
    return ask(request, page, does, done="Recorded.", allowed=allowed)


def _before_check(opened: Opened) -> tuple[str, ...]:
    """What an officer should know first: what is owed, and what was agreed on how often."""
    owed = [
        line
        for line in duties.of_episode(opened.actor, opened.episode, opened.now)
        if HELD in line.met_by
    ]
    agreement = in_force(opened.episode.child, AgreedFor.SAFE_AND_WELL, opened.now)
    said = (
        [] if owed else ["No check is owed for this absence. One that was made is recorded here."]
    )
    if agreement is not None:
        review = wording.day(agreement.review_on)
        said.append(f"Agreed: {agreement.frequency.rstrip('.')}. Review by {review}.")
    return tuple(said)


@require_safe
def checked(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """What came of one check."""
    opened, sight, one = _open_check(request, reference)
    if one.check.by_agency_id != request.actor.agency_id:
        policies.can_see_checks(sight).require()
    may = policies.can_correct_check(request.actor, one.check) and not one.is_withdrawn
    correct = reverse("returns:correct", args=[reference]) if may else ""
    back = _back(opened.episode.reference)
    return render_page(request, pages.check_page(one, opened.name, back=back, correct=correct))


@both
def correct(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Put a check right. Both versions stay."""
    opened, _, one = _open_check(request, reference)
    kind = check_forms.CorrectCheckForm if one.check.was_held else check_forms.CorrectNotCheckedForm
    initial = check_forms.as_recorded(one.check) | {"at": one.at}
    form = _form(request, kind, opened, initial)
    page = FormPage(
        title="Correct this check",
        name=opened.name,
        form=form,
        back=_back(opened.episode.reference),
        button="Correct it",
        sentences=("Both stay on the record: what was said first, and what you say now.",),
    )
    read = check_forms.seen if one.check.was_held else check_forms.not_seen

    def does() -> object:
        given = form.cleaned_data
        return checks.correct(
            one.check,
            by=opened.actor,
            at=given["at"],
            now=opened.now,
            found=read(given),
            reason=given["reason"],
        )

    allowed = policies.can_correct_check(request.actor, one.check)
    return ask(request, page, does, done="Corrected.", allowed=allowed)


def _open_check(request: AuthenticatedRequest, reference: str) -> "tuple[Opened, Sight, Checked]":
    of = queries.episode_of(request.actor, reference, at=clock.now())
    opened, sight = _open(request, of, "safe and well check")
    found = queries.of_episode(request.actor, opened.episode)
    return opened, sight, next(one for one in found if one.check.reference == reference)
