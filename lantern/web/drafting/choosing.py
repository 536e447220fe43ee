"""Choices under headings: in a list that opens, or each with a box of its own."""

from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

from markupsafe import Markup

from lantern.web.components import render
from lantern.web.fields import CheckboxesField, SelectField
from lantern.web.questions import Question

Groups = list[tuple[str, list[tuple[str, str]]]]
FIND: Final = "find"
"""The name of the button that narrows a list."""
NONE_HAS: Final = "None has these words. All are listed."


def has_words(text: str, asked: str) -> bool:
    """Whether a text has every one of some words, however they are written."""
    said, wanted = (words.lower().replace("’", "'") for words in (text, asked))
    return all(word in said for word in wanted.split())


class GroupedSelectField(SelectField):
    """One of very many choices, under headings. `choices` are groups: a heading and its choices.

    With `is_searched` the list can be narrowed to the choices that have some words.
    """

    def __init__(
        self, *args: Any, choices: Groups, is_searched: bool = False, **kwargs: Any
    ) -> None:
        self.groups = choices
        self.is_searched = is_searched
        self.words = ""
        flat = list(chain.from_iterable(inside for _, inside in choices))
        super().__init__(*args, choices=flat, **kwargs)

    def component(self, bound: Question) -> Markup:
        chosen = self.text_of(bound)
        label = {"label": bound.heading(), "items": [{"value": "", "text": self.empty}]}
        html = render("govukSelect", bound.frame() | label)
        shown = self.found(chosen)
        inside = Markup("").join(self._group(title, some, chosen) for title, some in shown)
        whole = str(html).replace("</select>", f"{inside}</select>")
        if self.is_searched:
            whole = whole.replace("<select", f"{self._search(bound)}<select", 1)
        return Markup(whole)  # noqa: S704  all parts have escaped their own

    def found(self, chosen: str = "") -> Groups:
        """The choices that have the words, with what is chosen; all where none has them."""
        found = [
            (title, some)
            for title, inside in self.groups
            if (some := [one for one in inside if one[0] == chosen or self._has(title, one[1])])
        ]
        return found if self.count else self.groups

    @property
    def count(self) -> int:
        """How many choices have the words."""
        every = ((title, label) for title, inside in self.groups for _, label in inside)
        return sum(self._has(title, label) for title, label in every)

    def _has(self, title: str, label: str) -> bool:
        return has_words(f"{title} {label}", self.words)

    def _search(self, bound: Question) -> Markup:
        name = bound.html_name
        button = {
            "text": "Find",
            "name": FIND,
            "value": name,
            "classes": "govuk-button--secondary",
            "attributes": {"formaction": f"#{name}", "formnovalidate": "formnovalidate"},
        }
        return Markup(
            '<div class="lantern-missing-filter"><label class="govuk-label" for="{0}-words">'
            'Find in this list by words<span class="govuk-visually-hidden">: {4}</span></label>'
            '<input class="govuk-input govuk-input--width-10" '
            'id="{0}-words" name="{0}-words" value="{1}" maxlength="100">{2}'
            '<input type="hidden" name="{0}-sought" value="{1}"></div>{3}'
        ).format(name, self.words, render("govukButton", button), self._said(), bound.label)

    def _said(self) -> Markup:
        if not self.words:
            return Markup("")
        every = sum(len(inside) for _, inside in self.groups)
        said = f"{self.count} of {every} have these words." if self.count else NONE_HAS
        return Markup('<p class="govuk-hint" role="status">{}</p>').format(said)

    def _group(self, title: str, some: list[tuple[str, str]], chosen: str) -> Markup:
        options = Markup("").join(
            Markup('<option value="{}"{}>{}</option>').format(
                value, Markup(" selected") if value == chosen else "", label
            )
            for value, label in some
        )
        return Markup('<optgroup label="{}">{}</optgroup>').format(title, options)


class GroupedCheckboxesField(CheckboxesField):
    """Any number of choices, under headings; `offer` says which once they are known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.groups: Groups = []
        super().__init__(*args, **kwargs)

    def offer(self, groups: Groups) -> None:
        """Offer these choices under these headings."""
        self.groups = groups
        self.choices = list(chain.from_iterable(inside for _, inside in groups))

    def component(self, bound: Question) -> Markup:
        value, frame = bound.value(), bound.frame()
        chosen = {str(each) for each in value} if isinstance(value, list | tuple | set) else set()
        items = iter(self.items(bound, chosen))
        under = [
            _under(frame, title, [next(items) for _ in some], number)
            for number, (title, some) in enumerate(self.groups)
        ]
        before = {
            f"{frame['id']}-{name}": render(macro, {"id": f"{frame['id']}-{name}", **frame[key]})
            for name, key, macro in BEFORE
            if key in frame
        }
        whole = render(
            "govukFieldset",
            {
                "legend": bound.heading(legend=True),
                "describedBy": " ".join(before),
                "html": Markup("").join([*before.values(), *under]),
            },
        )
        wrong = " govuk-form-group--error" if "errorMessage" in frame else ""
        return Markup('<div class="govuk-form-group{}">{}</div>').format(wrong, whole)


BEFORE: Final = (
    ("hint", "hint", "govukHint"),
    ("error", "errorMessage", "govukErrorMessage"),
)
"""What stands before the first heading, where it is said: its id's end, its key and its macro."""


def _under(
    frame: Mapping[str, Any], title: str, items: list[dict[str, Any]], number: int
) -> Markup:
    """One heading with its choices. The first box of all is where a fault is put right."""
    legend = {"text": title, "classes": "govuk-fieldset__legend--s"}
    prefix = f"{frame['id']}-group-{number}" if number else frame["id"]
    return render(
        "govukCheckboxes",
        {"name": frame["name"], "idPrefix": prefix, "fieldset": {"legend": legend}, "items": items},
    )
