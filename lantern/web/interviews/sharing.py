"""Share an interview, read what was shared, and the register of what is agreed."""

from dataclasses import dataclass, replace

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantern.core import clock
from lantern.core.instants import day_in_london
from lantern.interviews import policies, queries, standing
from lantern.interviews.actions import agreements, shares
from lantern.interviews.answering import kept_from
from lantern.interviews.queries import Look
from lantern.interviews.reading import shipped
from lantern.interviews.sharing import READERS, Terms, closed_parts, expected
from lantern.vocabulary.interviewing import (
    AgreementKind,
    ShareContent,
    SharedWith,
    SharingMode,
)
from lantern.vocabulary.telling import Method
from lantern.web import wording
from lantern.web.forms import Form
from lantern.web.interviews import pages
from lantern.web.interviews.forms import AgreementForm, SetForm, ShareForm
from lantern.web.interviews.on_paper import printed_share
from lantern.web.interviews.views import name_of
from lantern.web.one_form import FormPage, ask
from lantern.web.panels import PanelLine
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

either = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, kw_only=True)
class ChoosePage:
    """To whom it can be given: those to whom it goes by the agreement first."""

    title: str
    name: str
    back: str
    first: tuple[PanelLine, ...]
    others: tuple[PanelLine, ...]
    template: str = "interviews/choose.jinja"


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """What an authority has agreed, newest first, and the form for the next."""

    title: str
    lines: tuple[PanelLine, ...]
    empty: str
    form: Form
    button: str
    text: str = ""
    template: str = "interviews/register.jinja"


@either
def share(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """To whom; then what, by the agreement in force and by what the child said."""
    actor, at = request.actor, clock.now()
    look = queries.look(actor, reference, page="share an interview", at=at)
    one = look.interview
    policies.can_share(actor, one, at=at).require()
    terms = queries.terms(actor, one, on=day_in_london(at))
    asked_for = request.GET.get("to", "")
    if asked_for not in set(SharedWith):
        goes = expected(queries.circumstances(actor, look, at=at))
        return render_page(request, _choose(look, terms, goes))
    recipient = SharedWith(asked_for)
    data = request.POST if request.method == "POST" else None
    form = ShareForm(
        data,
        child=name_of(one),
        at=at,
        parts=_open_parts(look, recipient),
        has_account=bool(READERS[recipient]),
        initial=_start(recipient, terms),
    )
    label = recipient.label[:1].lower() + recipient.label[1:]
    page = FormPage(
        title=f"Share with {label}",
        name=name_of(one),
        form=form,
        back=reverse("interviews:interview", args=[reference]),
        button="Share it",
        sentences=_sentences(look, recipient, terms),
    )
    return ask(
        request,
        page,
        lambda: shares.give(one, form.giving(recipient), by=actor, at=at),
        done="Shared, and logged with its basis.",
    )


def _choose(look: Look, terms: Terms, goes: tuple[SharedWith, ...]) -> ChoosePage:
    reference = look.interview.reference
    lines = {
        each: replace(pages.to_share(reference, each, terms.gives(each)), tag=None)
        for each in SharedWith
    }
    return ChoosePage(
        title="Share the interview",
        name=name_of(look.interview),
        back=reverse("interviews:interview", args=[reference]),
        first=tuple(lines[each] for each in goes),
        others=tuple(line for each, line in lines.items() if each not in goes),
    )


def _start(recipient: SharedWith, terms: Terms) -> dict[str, str]:
    content = terms.gives(recipient)
    return {
        "content": "" if content is ShareContent.NOTHING else content,
        "method": Method.LANTERN if READERS[recipient] else "",
    }


def _open_parts(look: Look, recipient: SharedWith) -> list[tuple[str, str]]:
    """The parts that this recipient may be given and in which something was said."""
    answers, name = look.voices.answers, name_of(look.interview)
    closed = closed_parts(look.asked, answers, recipient)
    return [
        (section.id, f"{section.title.replace('{child}', name)} ({section.voice.label.lower()})")
        for section in look.asked.sections
        if section.id not in closed
        and any(each in answers for question in section.questions for each in question.names)
    ]


def _sentences(look: Look, recipient: SharedWith, terms: Terms) -> tuple[str, ...]:
    """What the agreement gives, and what the child said of sharing and wants kept."""
    answers, name = look.voices.answers, name_of(look.interview)
    content = terms.gives(recipient).label
    said = [f"Agreed: {content[:1].lower()}{content[1:]}. {terms.basis}."]
    if isinstance(words := answers.get("may_share"), str) and words:
        quoted = words.strip('“”"')  # some write the marks themselves
        said.append(f"{name} said about sharing: “{quoted}”")
    titles = {one.id: one.title.replace("{child}", name) for one in look.asked.sections}
    kept = [titles[one] for one in sorted(kept_from(look.asked, answers, recipient))]
    if kept:
        said.append(f"{name} wants kept from them, and it is not offered: {', '.join(kept)}.")
    if kept and recipient is not SharedWith.PARENTS:
        said.append("Do not put it into the summary either.")
    return tuple(said)


@either
def shared(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """What one recipient was given, and no more; whoever it is for acknowledges it."""
    actor, at = request.actor, clock.now()
    found = queries.share(actor, reference, page="shared interview", at=at)
    if request.method == "POST":
        shares.acknowledge(found, by=actor, at=at)
        success(request, "Acknowledged.")
        return redirect("interviews:shared", reference)
    given, one = queries.given(actor, found), found.interview
    if "as" in request.GET:
        return printed_share(request, found, given)
    name, asked = name_of(one), standing.question_set(one)
    parts = tuple(
        (section.voice.label, pages.Said(title=section.title.replace("{child}", name), rows=rows))
        for section in asked.sections
        if (rows := pages.answered(asked, section, given, name))
    )
    taken = getattr(found, "acknowledgement", None)
    page = pages.SharedPage(
        title="Return interview: what was shared",
        name=name,
        rows=(("The interview", pages.when(one)), *pages.shared_rows(found)),
        summary=found.summary,
        parts=parts,
        has_content=bool(parts or found.summary),
        tag=pages.ACKNOWLEDGED if taken else pages.NOT_ACKNOWLEDGED,
        acknowledged=f"{taken.by_name}, {wording.moment(taken.at)}" if taken else "",
        may_acknowledge=taken is None and bool(policies.is_recipient(actor, found)),
        absences=pages.absences(queries.episodes_of(actor, one)),
    )
    return render_page(request, page)


@either
def register(request: AuthenticatedRequest) -> HttpResponse:
    """The authority’s agreements on sharing interviews, as dated records (IS-008, IS-009)."""
    actor, at = request.actor, clock.now()
    policies.can_agree(actor).require()
    form = AgreementForm(request.POST if request.method == "POST" else None, at=at)

    def does() -> None:
        agreements.register(form.agreement, by=actor, at=at)

    if request.method == "POST" and form.carries_out(does):
        success(request, "The agreement is in the register.")
        return redirect("interviews:agreements")
    today = day_in_london(at)
    lines = tuple(
        PanelLine(
            text=one.title,
            quiet=(
                f"{AgreementKind(one.kind).label}, between {one.parties}. "
                f"{SharingMode(one.mode).label}. From {wording.day(one.starts_on)}"
                f"{f' until {wording.day(one.ends_on)}' if one.ends_on else ''}; "
                f"looked at again {wording.day(one.review_on)}"
                f"{' (due)' if one.review_on <= today else ''}. {one.reference}, {one.by_name}"
            ),
        )
        for one in queries.agreements(actor)
    )
    page = RegisterPage(
        title="Agreements on sharing return interviews",
        lines=lines,
        empty=f"None is registered. Until one is: {Terms().basis.partition(': ')[2]}.",
        form=form,
        button="Put it in the register",
    )
    return render_page(request, page)


@either
def question_sets(request: AuthenticatedRequest) -> HttpResponse:
    """Which questions the authority’s interviews ask, from which day."""
    actor, at = request.actor, clock.now()
    policies.can_agree(actor).require()
    sets = [(one.name, one.title) for one in queries.sets(actor)]
    form = SetForm(request.POST if request.method == "POST" else None, at=at, sets=sets)

    def does() -> None:
        given = form.cleaned_data
        agreements.choose_set(
            given["name"], by=actor, at=at, starts_on=given["starts_on"], text=given["text"]
        )

    if request.method == "POST" and form.carries_out(does):
        success(request, "Chosen. Interviews begun before that day keep their questions.")
        return redirect("interviews:question-sets")
    lines = tuple(
        PanelLine(
            text=one.title,
            quiet=f"From {wording.day(one.starts_on)}. {one.name}, chosen by {one.by_name}",
        )
        for one in queries.chosen_sets(actor)
    )
    page = RegisterPage(
        title="Questions of the return interview",
        lines=lines,
        empty=f"None is chosen, so interviews ask: {next(iter(shipped().values())).title}.",
        form=form,
        button="Choose these",
        text=queries.shipped_text(actor),
    )
    return render_page(request, page)
