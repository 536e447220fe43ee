"""Forms about one child, with the child's name in the questions."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.forms import Field
from django.http import QueryDict

from lantern.vocabulary.term import Term
from lantern.web.dates import LondonMomentField
from lantern.web.forms import Form


class AboutChild(Form):
    """A form about one child. `{child}` in a label or a sentence becomes the child's name.

    An instant that a fast clock puts a moment ahead of now becomes now. `more` are questions that
    only this case asks.
    """

    def __init__(
        self,
        *args: Any,
        child: str,
        at: datetime,
        more: Mapping[str, Field] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, at=at, **kwargs)
        self.asked_at = at
        self.fields |= more or {}
        self.order_fields(self.field_order)
        for field in self.fields.values():
            field.label = _named(field.label, child)
            field.help_text = _named(field.help_text, child)
            field.error_messages |= {
                code: _named(sentence, child) for code, sentence in field.error_messages.items()
            }
            if hasattr(field, "subject"):
                field.subject = _named(field.subject, child)
            if hasattr(field, "hints"):
                field.hints = {each: _named(hint, child) for each, hint in field.hints.items()}
            if hasattr(field, "choices"):
                field.choices = [(value, _named(label, child)) for value, label in field.choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, field in self.fields.items():
            value = cleaned.get(name)
            if getattr(field, "past", False) and isinstance(value, datetime):
                cleaned[name] = min(value, self.asked_at)
        return cleaned


def _named(text: Any, child: str) -> str:
    return str(text or "").replace("{child}", child)


def moment(
    label: str = "When?", subject: str = "The date and time", **more: Any
) -> LondonMomentField:
    """When it happened: now unless somebody says otherwise."""
    return LondonMomentField(
        label=label,
        subject=subject,
        help_text="Change it if it was earlier. Use the 24-hour clock",
        past=True,
        **more,
    )


def choices(terms: Iterable[Term]) -> list[tuple[str, str]]:
    """Value and label of each of these words."""
    return [(term.value, term.label) for term in terms]


def typed(posted: Any) -> dict[str, list[str]]:
    """What was typed, as it can be kept."""
    return {
        name: [str(value) for value in posted.getlist(name)]
        for name in posted
        if name != "csrfmiddlewaretoken"
    }


def retyped(kept: Mapping[str, list[str]]) -> QueryDict:
    """What was typed and kept, as a form reads it."""
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    return data
