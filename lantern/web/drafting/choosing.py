"""Choices under headings: in a list that opens, or each with a box of its own."""

from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

from markupsafe import Markup

from lantern.web.components import render
from lantern.web.fields import CheckboxesField, SelectField
from lantern.web.questions import Question

Groups = list[tuple[str, list[tuple[str, str]]]]


class GroupedSelectField(SelectField):
    """One of very many choices, under headings. `choices` are groups: a heading and its choices."""

    def __init__(self, *args: Any, choices: Groups, **kwargs: Any) -> None:
        self.groups = choices
        flat = list(chain.from_iterable(inside for _, inside in choices))
        super().__init__(*args, choices=flat, **kwargs)

    def component(self, bound: Question) -> Markup:
        chosen = self.text_of(bound)
        label = {"label": bound.heading(), "items": [{"value": "", "text": self.empty}]}
        html = render("govukSelect", bound.frame() | label)
        inside = Markup("").join(self._group(title, some, chosen) for title, some in self.groups)
        whole = str(html).replace("</select>", f"{inside}</select>")
        return Markup(whole)  # noqa: S704  both parts have escaped their own

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
