"""Carry out what a form asks for; when somebody else got there first, show both versions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect

from lantern.core.decision import Decision
from lantern.core.errors import Conflict
from lantern.web import wording
from lantern.web.children import seen
from lantern.web.children.opened import Opened
from lantern.web.children.pages import Difference, FormPage
from lantern.web.forms import Form
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A page that asks something about a child, and what happens with the answer."""

    title: str
    button: str
    form: Form
    action: Callable[[], object]
    done: str
    allowed: Decision
    sentences: tuple[str, ...] = ()
    is_grave: bool = False
    # Another way to the same end, such as for somebody who is not listed.
    other_href: str = ""
    other: str = ""


def ask(request: AuthenticatedRequest, about: Opened, asking: Asking) -> HttpResponse:
    """Show the form, or carry it out and go back to the child's page."""
    asking.allowed.require()
    conflict: Conflict | None = None
    if request.method == "POST":
        try:
            if _carried_out(asking):
                success(request, asking.done)
                return redirect(about.href)
        except Conflict as fault:
            conflict = fault
    page = FormPage(
        title=asking.title,
        name=about.child.name,
        back=about.href,
        button="Save mine" if conflict else asking.button,
        form=asking.form,
        sentences=asking.sentences,
        conflict=conflict.sentence if conflict else "",
        differences=_differences(asking.form, conflict) if conflict else (),
        is_grave=asking.is_grave,
        other_href=asking.other_href,
        other=asking.other,
    )
    return render_page(request, page, status=409 if conflict else 200)


def _carried_out(asking: Asking) -> bool:
    """Carry it out; where two people changed different things, so that both are kept.

    Raises Conflict with what both changed.
    """
    try:
        return asking.form.carries_out(asking.action)
    except Conflict as fault:
        both = seen.adopt(asking.form, fault)
        if both:
            raise Conflict(
                fault.sentence,
                theirs=fault.theirs,
                yours={name: fault.yours[name] for name in both},
            ) from None
    return asking.form.carries_out(asking.action)


def _differences(form: Form, conflict: Conflict) -> tuple[Difference, ...]:
    return tuple(
        Difference(
            label=str(form.fields[name].label) if name in form.fields else name,
            theirs=_words(form, name, conflict.theirs.get(name)),
            yours=_words(form, name, mine),
        )
        for name, mine in conflict.yours.items()
    )


def _words(form: Form, name: str, value: object) -> str:
    """A value as the page says it: the label of a choice, a day in words, yes or no."""
    if value is None or value == "":
        return "Nothing recorded"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    choices = dict(getattr(form.fields.get(name), "choices", ()))
    if str(value) in choices:
        return str(choices[str(value)])
    return wording.day(value) if isinstance(value, date) else str(value)
