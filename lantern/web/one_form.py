"""A page of one form: shown, carried out, or shown again with all that was typed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect

from lantern.core.decision import ALLOWED, Decision
from lantern.core.errors import Conflict
from lantern.web.forms import Form
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """One form. `name` is of whom it is, `theirs` what somebody else recorded meanwhile."""

    title: str
    form: Form
    back: str
    name: str = ""
    button: str = "Record this"
    sentences: tuple[str, ...] = ()
    conflict: str = ""
    theirs: tuple[tuple[str, str], ...] = ()
    is_grave: bool = False
    template: str = "layouts/one_form.jinja"


def ask(
    request: AuthenticatedRequest,
    page: FormPage,
    action: Callable[[], object],
    *,
    done: str,
    allowed: Decision = ALLOWED,
) -> HttpResponse:
    """Show the form; when sent and sound, carry it out and go back, saying what was `done`.

    Raises Refused with the reason when it is not `allowed`. What the action finds wrong is shown
    beside its field; of a Conflict, what somebody else recorded stands above what was typed.
    """
    allowed.require()
    if request.method == "POST":
        try:
            if page.form.carries_out(action):
                success(request, done)
                return redirect(page.back)
        except Conflict as fault:
            page = _with_theirs(page, fault)
    return render_page(request, page)


def _with_theirs(page: FormPage, fault: Conflict) -> FormPage:
    labels = {name: str(field.label) for name, field in page.form.fields.items()}
    theirs = ((labels.get(name, name), str(said)) for name, said in fault.theirs.items() if said)
    return FormPage(
        title=page.title,
        form=page.form,
        back=page.back,
        name=page.name,
        button=page.button,
        sentences=page.sentences,
        conflict=fault.sentence,
        theirs=tuple(theirs),
        is_grave=page.is_grave,
    )
