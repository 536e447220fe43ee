"""A list that opens, its choices under headings."""

from itertools import chain
from typing import Any

from markupsafe import Markup

from lantern.web.components import render
from lantern.web.fields import SelectField
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
