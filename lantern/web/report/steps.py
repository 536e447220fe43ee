"""The pages of a report in order, and what has been answered on each so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from lantern.core.errors import NotFound
from lantern.web.asking import AboutChild, retyped
from lantern.web.episodes.return_forms import BackForm
from lantern.web.report import prefill
from lantern.web.report.forms import (
    AskedForm,
    BeforeForm,
    ChecksForm,
    DescriptionForm,
    EachForm,
    PeopleForm,
    WhenForm,
    YouForm,
    questions,
)
from lantern.web.report.known import Known
from lantern.web.report.telling_forms import QuestionsForm, RiskForm, ToldForm

Typed = Mapping[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the report. `counts_unseen`: what it starts from is part of the report anyway."""

    name: str
    title: str
    form: Callable[..., AboutChild]
    start: Callable[[Known], dict[str, Any]] = lambda known: {}
    counts_unseen: bool = False


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A page with its form as it stands: sent once, or only what it starts from."""

    page: Page
    form: AboutChild
    is_seen: bool

    @property
    def counts(self) -> bool:
        """Whether its answers belong to the report."""
        return self.is_seen or self.page.counts_unseen

    @property
    def is_whole(self) -> bool:
        """Whether nothing on it stands in the way of sending."""
        return self.form.is_valid() if self.is_seen else not self.must_be_seen

    @property
    def must_be_seen(self) -> bool:
        """Whether it asks something that nobody can know beforehand."""
        return self.page.name in ("when", "back")

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered, or what the page starts from."""
        if not self.counts:
            return {}
        if not self.is_seen:
            return dict(self.form.initial)
        return dict(self.form.cleaned_data) if self.form.is_valid() else {}


def back_form(*args: Any, known: Known, **kwargs: Any) -> BackForm:
    """The form about the return, as a page of the report."""
    return BackForm(*args, child=known.name, **kwargs)


PAGES: Final = (
    Page(name="when", title="When {child} was last seen", form=WhenForm, start=prefill.when),
    Page(name="back", title="How {child} came back", form=back_form),
    Page(name="before", title="What happened", form=BeforeForm),
    Page(name="each", title="The other children", form=EachForm),
    Page(name="checks", title="Checks so far", form=ChecksForm),
    Page(name="told", title="Who has been told", form=ToldForm, start=prefill.told),
    Page(name="risk", title="Risks tonight", form=RiskForm),
    Page(
        name="questions",
        title="Risks tonight: the questions",
        form=QuestionsForm,
        start=prefill.questions,
    ),
    Page(
        name="description",
        title="What {child} looks like and needs",
        form=DescriptionForm,
        start=prefill.description,
        counts_unseen=True,
    ),
    Page(
        name="people",
        title="People and places",
        form=PeopleForm,
        start=prefill.people,
        counts_unseen=True,
    ),
    Page(name="asked", title="What the protocol here asks", form=AskedForm),
    Page(
        name="you",
        title="You",
        form=YouForm,
        start=prefill.you,
        counts_unseen=True,
    ),
)


def asked(known: Known) -> tuple[Page, ...]:
    """The pages that this report has, given what was answered: some follow from an answer."""
    kept = known.draft.answers
    left_out = {
        "back": _chosen(kept, "when", "is_back") != ["yes"],
        "each": not {other.reference for other in known.others}
        & set(_chosen(kept, "before", "together")),
        "risk": known.assessment is None,
        "questions": known.assessment is not None
        and _chosen(kept, "risk", "still_right") != ["no"],
        "checks": _chosen(kept, "when", "is_back") == ["yes"],
        "asked": not questions(known),
    }
    pages = tuple(page for page in PAGES if not left_out.get(page.name, False))
    return tuple(replace(page, title=page.title.replace("{child}", known.name)) for page in pages)


def page_of(known: Known, name: str) -> Page:
    """One page of this report by name."""
    for page in asked(known):
        if page.name == name:
            return page
    raise NotFound("page of the report", name)


def answered(known: Known, page: Page) -> Answered:
    """The page with the answers kept so far. A time of day is read as it was meant when typed."""
    kept = known.draft.answers.get(page.name)
    if kept is None:
        return Answered(page=page, form=form_of(known, page), is_seen=False)
    at = datetime.fromisoformat(kept["saved_at"])
    form = form_of(known, page, data=kept["typed"], at=at)
    return Answered(page=page, form=form, is_seen=True)


def all_answered(known: Known) -> tuple[Answered, ...]:
    """Every page of the report, with its answers."""
    return tuple(answered(known, page) for page in asked(known))


def form_of(
    known: Known, page: Page, *, data: Typed | None = None, at: datetime | None = None
) -> AboutChild:
    """The page's form: as typed, or with what is known already."""
    more: dict[str, Any] = {}
    if page.name == "each":
        more["chosen"] = _chosen(known.draft.answers, "before", "together")
    if data is not None:
        return page.form(retyped(data), known=known, at=at or known.now, **more)
    return page.form(initial=page.start(known), known=known, at=known.now, **more)


def kept(page: Page, typed: Typed, at: datetime) -> dict[str, Any]:
    """What a draft keeps of one page."""
    return {page.name: {"typed": dict(typed), "saved_at": at.isoformat()}}


def after(known: Known, page: Page) -> Page | None:
    """The page that comes next; None when only checking and sending is left."""
    pages = asked(known)
    names = [each.name for each in pages]
    place = names.index(page.name) + 1 if page.name in names else len(names)
    return pages[place] if place < len(pages) else None


def before(known: Known, page: Page) -> Page | None:
    """The page before; None for the first."""
    pages = asked(known)
    place = [each.name for each in pages].index(page.name)
    return pages[place - 1] if place else None


def _chosen(kept: Mapping[str, Any], page: str, field: str) -> list[str]:
    """What was typed in a field, whether or not the rest of its page holds together."""
    found: list[str] = kept.get(page, {}).get("typed", {}).get(field, [])
    return [value for value in found if value]
