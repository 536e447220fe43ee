"""The rules of a draft, and the change of one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Field
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantern.core.errors import Invalid, NotFound
from lantern.protocol.editing import changing
from lantern.protocol.editing.saying import Edited
from lantern.protocol.plain_words import STAGE_TITLES, PlainWords
from lantern.protocol.rulebook import Rule
from lantern.web.drafting import edits, limits, pages
from lantern.web.drafting.desk import Desk, begun, opened, saved
from lantern.web.drafting.forms import (
    EditForm,
    grounds_questions,
    owner_questions,
    told_questions,
)
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

LONGEST_SEARCH = 100
SEVERAL_PARTS = (
    "This limit has several parts. What you choose here takes the place of them all; to keep some, "
    "use “Edit as text”."
)
SEVERAL_OWNERS = "Different people owe this in different cases. The role you choose owes it in all."


@dataclass(frozen=True, kw_only=True)
class Aspect:
    """One thing about a rule that a form changes."""

    title: str
    label: str
    questions: Callable[[Desk, Rule], dict[str, Field]]
    started: Callable[[Desk, Rule], dict[str, Any]]
    edit: Callable[[Desk, str, dict[str, Any]], Edited]
    note: Callable[[Desk, Rule], str] = lambda desk, rule: ""
    button: str = "Save this change"
    is_warning: bool = False


@require_safe
def rules(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The rules of one stage in plain words, or those that were searched for."""
    desk = opened(request, reference)
    try:
        draft = desk.draft
    except Invalid:
        return redirect("drafting:text", reference)
    asked = " ".join(request.GET.get("q", "")[:LONGEST_SEARCH].split())
    page = pages.rules(desk.row, draft, request.GET.get("stage", ""), asked)
    return render_page(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: AuthenticatedRequest, reference: str, rule: str, aspect: str) -> HttpResponse:
    """Change one thing about a rule."""
    desk = opened(request, reference)
    dated, asked = desk.draft.rules().get(rule), ASPECTS.get(aspect)
    if dated is None or asked is None:
        raise NotFound("rule", rule)
    form = EditForm(
        request.POST or None,
        questions=asked.questions(desk, dated.rule) | grounds_questions(),
        initial=asked.started(desk, dated.rule) | begun(request, desk),
    )
    if request.method == "POST" and saved(
        request, desk, form, lambda given: asked.edit(desk, rule, given)
    ):
        messages.success(request, "Saved in the draft")
        if aspect == "off":
            return redirect(_stage(reference, dated.rule))
        return redirect(_alone(reference, dated.rule))
    words = PlainWords(desk.draft.protocol)
    card = pages.card(reference, words, dated, ())
    page = pages.EditPage(
        title=asked.title,
        caption=dated.rule.duty,
        form=form,
        back=f"{_stage(reference, dated.rule)}#{rule}",
        button=asked.button,
        now=tuple(one for one in card.lines if one.label == asked.label),
        notes=tuple(note for note in [asked.note(desk, dated.rule)] if note),
        is_statutory=dated.rule.statutory,
        is_warning=asked.is_warning,
    )
    return render_page(request, page)


@require_POST
def on(request: AuthenticatedRequest, reference: str, rule: str) -> HttpResponse:
    """Switch a rule on again that this rulebook had switched off."""
    desk = opened(request, reference)
    form = EditForm(request.POST, questions={})
    if not saved(request, desk, form, lambda _: edits.on_again(desk.draft, rule)):
        raise Invalid({"": " ".join(fault.sentence for fault in form.faults())})
    messages.success(request, "Switched on again in the draft")
    return redirect("drafting:rules", reference)


def _stage(reference: str, rule: Rule) -> str:
    stage = slugify(STAGE_TITLES[rule.stage])
    return f"{reverse('drafting:rules', args=[reference])}?stage={stage}"


def _alone(reference: str, rule: Rule) -> str:
    """The rule by itself, so that whoever changed it sees how it stands now."""
    words = rule.duty[:LONGEST_SEARCH]
    return reverse("drafting:rules", args=[reference], query={"q": words})


def _limit_note(desk: Desk, rule: Rule) -> str:
    part = changing.entry_of(desk.draft.protocol, rule.id, "within")
    return "" if limits.started(part) else SEVERAL_PARTS


def _limit_started(desk: Desk, rule: Rule) -> dict[str, Any]:
    return limits.started(changing.entry_of(desk.draft.protocol, rule.id, "within"))


def _moment(title: str, moment: str) -> Aspect:
    def started(desk: Desk, rule: Rule) -> dict[str, Any]:
        told = edits.told_now(rule.tell)
        before = told.before if isinstance(told.before, str) else ""
        return {"told": list(edits.moments(rule)[moment])} | limits.length_started("before", before)

    return Aspect(
        title=title,
        label=pages.MOMENTS[moment],
        questions=lambda desk, rule: told_questions(moment),
        started=started,
        edit=lambda desk, rule, given: edits.told(
            desk.draft, rule, moment, given, desk.row.starts_on
        ),
    )


ASPECTS = {
    "limit": Aspect(
        title="Change by when it must be done",
        label="By when",
        questions=lambda desk, rule: limits.questions(desk.draft.settings()),
        started=_limit_started,
        edit=lambda desk, rule, given: edits.limit(desk.draft, rule, given, desk.row.starts_on),
        note=_limit_note,
    ),
    "owner": Aspect(
        title="Change who must do it",
        label="Who",
        questions=lambda desk, rule: owner_questions(),
        started=lambda desk, rule: {"owner": rule.owner},
        edit=lambda desk, rule, given: edits.owner(desk.draft, rule, given, desk.row.starts_on),
        note=lambda desk, rule: SEVERAL_OWNERS if rule.owner_cases else "",
    ),
    "arises": _moment("Change who is told when it arises", "arises"),
    "due-soon": _moment("Change who is told when it is due soon", "due_soon"),
    "overdue": _moment("Change who is told when it is late", "overdue"),
    "off": Aspect(
        title="Switch this rule off",
        label="",
        questions=lambda desk, rule: {},
        started=lambda desk, rule: {},
        edit=lambda desk, rule, given: edits.off(desk.draft, rule, given, desk.row.starts_on),
        button="Switch it off",
        is_warning=True,
    ),
}
