"""What every form does: faults first in a summary, then beside their fields, and nothing lost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe
from markupsafe import Markup

from lantern.core.errors import Invalid
from lantern.web.components import render


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing to put right: what to do, and the input in which to do it."""

    sentence: str
    target: str = ""


class Form(forms.Form):
    """A form whose fields render GOV.UK components.

    `at` is the instant of the request; a field that may not lie in the future is held against it.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, at: datetime | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "%s")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if getattr(field, "past", False):
                field.latest = at  # type: ignore[attr-defined]

    def faults(self) -> list[Fault]:
        """Every fault in the order of the page; those of no one field come last."""
        found = [
            Fault(sentence=str(sentence), target=bound.target())  # type: ignore[attr-defined]
            for bound in self
            for sentence in bound.errors
        ]
        return found + [Fault(sentence=str(each)) for each in self.non_field_errors()]

    def summary(self) -> Markup:
        """The error summary, which takes the focus; nothing when there is no fault."""
        items = [
            {"text": fault.sentence, "href": f"#{fault.target}"}
            if fault.target
            else {"text": fault.sentence}
            for fault in self.faults()
        ]
        if not items:
            return Markup("")
        return render("govukErrorSummary", {"titleText": "There is a problem", "errorList": items})

    @property
    def is_heading(self) -> bool:
        """Whether its question is the heading of the page, which then needs no other."""
        return any(getattr(field, "is_heading", False) for field in self.fields.values())

    def inputs(self) -> SafeString:
        """Every field that stands on its own, in order. What a choice reveals comes with it."""
        inside = {name for _, _, name in self.revealing()}
        return mark_safe(  # noqa: S308  each field has escaped its own parts
            "".join(bound.__html__() for bound in self if bound.name not in inside)
        )

    def clean(self) -> dict[str, Any]:
        """Forget what was typed under a choice that was not taken: it was not seen when sent."""
        for name, choice, revealed in self.revealing():
            taken = self.cleaned_data.get(name)
            if choice not in _values(taken):
                self.errors.pop(revealed, None)
                self.cleaned_data[revealed] = self.fields[revealed].to_python(None)
        return self.cleaned_data

    def carries_out(self, action: Callable[[], object]) -> bool:
        """Do this if the form is valid. What the action finds wrong is shown beside its field."""
        if not self.is_valid():
            return False
        try:
            action()
        except Invalid as fault:
            self.refuse(fault)
            return False
        return True

    def refuse(self, fault: Invalid) -> None:
        """Show the domain's own sentences as if the form had found them."""
        for name, sentence in fault.messages.items():
            self.add_error(name if name in self.fields else None, sentence)

    def revealing(self) -> Iterator[tuple[str, str, str]]:
        """The field that asks, the choice, and the field that the choice reveals."""
        for name, field in self.fields.items():
            for choice in getattr(field, "reveals", {}):
                for revealed in field.revealed(choice):  # type: ignore[attr-defined]
                    yield name, choice, revealed


def _values(answer: object) -> set[str]:
    if isinstance(answer, list | tuple | set):
        return {str(each) for each in answer}
    return {{True: "yes", False: "no"}.get(answer, str(answer))}  # type: ignore[call-overload]
