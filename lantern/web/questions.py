"""What every form field of ours is: a question that renders itself whole, and words its faults."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from markupsafe import Markup


class Question(BoundField):
    """A field in its form: renders itself whole."""

    def __html__(self) -> SafeString:
        return SafeString(self.html())

    def __str__(self) -> SafeString:
        return SafeString(self.html())

    def html(self) -> Markup:
        """The label, hint, fault and input."""
        return self.field.component(self)  # type: ignore[attr-defined, no-any-return]

    def target(self) -> str:
        """The id of the input in which a fault is put right."""
        return str(self.field.target(self))  # type: ignore[attr-defined]

    def fault(self) -> dict[str, str] | None:
        """The error message to show beside the input."""
        return {"text": " ".join(str(each) for each in self.errors)} if self.errors else None

    def frame(self) -> dict[str, Any]:
        """What every component is given: name, id, hint and fault."""
        given: dict[str, Any] = {"name": self.html_name, "id": self.auto_id}
        if self.help_text:
            given["hint"] = {"text": self.help_text}
        if fault := self.fault():
            given["errorMessage"] = fault
        return given

    def heading(self, *, legend: bool = False) -> dict[str, Any]:
        """The label or legend: the page's heading where the question is the whole page."""
        size = getattr(self.field, "size", "")
        kind = "fieldset__legend" if legend else "label"
        label: dict[str, Any] = {"text": self.label}
        if size:
            label["classes"] = f"govuk-{kind}--{size}"
        if getattr(self.field, "is_heading", False):
            label["isPageHeading"] = True
            label["classes"] = f"govuk-{kind}--l"
        return label


class Asked:
    """What our fields share. Listed before Django's field, whose place in a form it changes.

    `missing` is the sentence shown when a required answer is not given; a label that is itself a
    question needs one, because no sentence can be made of it. `size` is the size of the
    label (s, m, l). `is_heading` makes the question the page's heading.
    """

    verb: ClassVar[str] = "Enter"

    def __init__(
        self,
        *args: Any,
        missing: str = "",
        size: str = "",
        is_heading: bool = False,
        attributes: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.size = size
        self.is_heading = is_heading
        self.attributes = dict(attributes or {})
        label = str(kwargs.get("label") or "")
        if label.endswith("?") and kwargs.get("required", True) and not missing:
            raise ValueError(f"Say what to do when “{label}” is not answered, with missing=")
        missing = missing or f"{self.verb} {inside_a_sentence(label) or 'an answer'}"
        kwargs["error_messages"] = {
            "required": missing,
            "invalid_choice": missing,
            **kwargs.get("error_messages", {}),
        }
        super().__init__(*args, **kwargs)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Question:
        return Question(form, self, field_name)  # type: ignore[arg-type]

    def target(self, bound: Question) -> str:
        """The id of the input to which the error summary leads."""
        return str(bound.auto_id)

    def text_of(self, bound: Question) -> str:
        """What was typed, kept exactly, or the initial answer."""
        value = bound.value()
        return "" if value is None else str(value)


def inside_a_sentence(label: str) -> str:
    """The label as it stands after a verb."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
