"""Two protocols side by side: what to compare, and what differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms

from lantern.protocol.differences import Difference, Kind, Side, differences
from lantern.web import wording
from lantern.web.components import render
from lantern.web.dates import DateField
from lantern.web.fields import SelectField
from lantern.web.forms import Form

WORDS: Mapping[Kind, tuple[str, str]] = {
    Kind.ADDED: ("Only in the second", "green"),
    Kind.REMOVED: ("Only in the first", "red"),
    Kind.CHANGED: ("Differs", "blue"),
}
OF_A_DRAFT: Mapping[Kind, tuple[str, str]] = {
    Kind.ADDED: ("Added", "green"),
    Kind.REMOVED: ("Taken out", "red"),
    Kind.CHANGED: ("Changed", "blue"),
}
"""How a draft differs from the version before it."""


TODAY = "Leave this empty for today"


class CompareForm(Form):
    """Which two protocols, and as they bind on which days."""

    first = SelectField(label="First protocol")
    first_on = DateField(
        label="As it binds on", help_text=TODAY, subject="Day of the first", required=False
    )
    second = SelectField(label="Second protocol")
    second_on = DateField(
        label="As it binds on", help_text=TODAY, subject="Day of the second", required=False
    )

    def __init__(self, data: Any, *, titles: Mapping[str, str], first: str, **kwargs: Any) -> None:
        super().__init__(data, initial={"first": first}, **kwargs)
        choices = sorted(titles.items(), key=lambda one: one[1])
        for name in ("first", "second"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
            field.choices = choices


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One difference, with its tag."""

    difference: Difference
    tag: Any
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """The differences of one stage, or of settings."""

    title: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True, kw_only=True)
class ComparedPage:
    """What to compare, and the answer once that is chosen."""

    form: CompareForm
    first: str = ""
    second: str = ""
    count: str = ""
    groups: tuple[Group, ...] = ()
    title: str = "Compare protocols"
    template: str = "protocol/compared.jinja"


def page(form: CompareForm, first: Side | None = None, second: Side | None = None) -> ComparedPage:
    """The page, with what differs once two are chosen."""
    if first is None or second is None:
        return ComparedPage(form=form)
    found = differences(first, second)
    return ComparedPage(
        form=form,
        first=_titled(first),
        second=_titled(second),
        count=_counted(found),
        groups=groups(found),
    )


def groups(
    found: Sequence[Difference], words: Mapping[Kind, tuple[str, str]] = WORDS
) -> tuple[Group, ...]:
    """What differs, stage by stage, each with a tag that says how."""
    return tuple(
        Group(title=title, shown=tuple(Shown(difference=one, tag=_tag(one, words)) for one in some))
        for title, some in groupby(found, key=lambda one: one.group)
    )


def _tag(one: Difference, said: Mapping[Kind, tuple[str, str]]) -> Any:
    words, colour = said[one.kind]
    return render("govukTag", {"text": words, "classes": f"govuk-tag--{colour}"})


def _titled(side: Side) -> str:
    return f"{side.protocol.title}, on {wording.day(side.day)}"


def _counted(found: Sequence[Difference]) -> str:
    if not found:
        return "Both ask the same of everybody."
    noun = "difference" if len(found) == 1 else "differences"
    return f"{len(found)} {noun}."
