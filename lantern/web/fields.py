"""Form fields that render GOV.UK components and word their faults as GOV.UK does.

In a template `{{ form.last_seen_at }}` is the whole question: label, hint, fault and input.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from markupsafe import Markup

from lantern.web.components import render
from lantern.web.questions import Asked, Question


class TextField(Asked, forms.CharField):
    """One line of text. `width` is about how many characters to expect; `inputmode` as in HTML."""

    kind: ClassVar[str] = "text"

    def __init__(
        self, *args: Any, width: int = 0, inputmode: str = "", autocomplete: str = "", **kwargs: Any
    ) -> None:
        self.width = width
        self.inputmode = inputmode
        self.autocomplete = autocomplete
        if most := kwargs.get("max_length"):
            label = str(kwargs.get("label") or "Answer")
            too_long = f"{label.rstrip('?')} must be {most} characters or fewer"
            kwargs["error_messages"] = {"max_length": too_long, **kwargs.get("error_messages", {})}
        super().__init__(*args, **kwargs)

    def component(self, bound: Question) -> Markup:
        given = bound.frame() | {
            "label": bound.heading(),
            "value": self.text_of(bound),
            "type": self.kind,
            "attributes": self.attributes,
        }
        if self.width:
            given["classes"] = f"govuk-input--width-{self.width}"
        if self.inputmode:
            given["inputmode"] = self.inputmode
        if self.autocomplete:
            given["autocomplete"] = self.autocomplete
        return render("govukInput", given)


class LongTextField(Asked, forms.CharField):
    """Several lines of text, exactly as written. `rows` is the height to begin with."""

    def __init__(self, *args: Any, rows: int = 5, **kwargs: Any) -> None:
        self.rows = rows
        kwargs.setdefault("max_length", 10_000)
        label = str(kwargs.get("label") or "Answer").rstrip("?")
        too_long = f"{label} must be {kwargs['max_length']:,} characters or fewer"
        kwargs["error_messages"] = {"max_length": too_long, **kwargs.get("error_messages", {})}
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:
        """As written, with the ends of lines that everything but a browser's form has."""
        return str(super().to_python(value)).replace("\r\n", "\n")

    def component(self, bound: Question) -> Markup:
        return render(
            "govukTextarea",
            bound.frame()
            | {
                "label": bound.heading(),
                "value": self.text_of(bound),
                "rows": self.rows,
                "attributes": self.attributes,
            },
        )


class EmailField(TextField):
    """An email address."""

    kind = "email"
    default_validators = forms.EmailField.default_validators

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        super().__init__(*args, autocomplete=kwargs.pop("autocomplete", "email"), **kwargs)

    def run_validators(self, value: str) -> None:
        try:
            super().run_validators(value)
        except ValidationError as fault:
            sentence = "Enter an email address in the correct format, like name@example.org"
            raise ValidationError(sentence, code="email") from fault


class PasswordField(TextField):
    """A password. What was typed is never sent back to the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("strip", False)
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)

    def component(self, bound: Question) -> Markup:
        given = bound.frame() | {"label": bound.heading()}
        given["autocomplete"] = self.autocomplete or "current-password"
        return render("govukPasswordInput", given)


class TelephoneField(TextField):
    """A telephone number as people type it; becomes the international form, such as +441214960000.

    A number that could not be dialled is refused. Whether anybody answers it is not asked.
    """

    kind = "tel"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("width", 20)
        kwargs.setdefault("autocomplete", "tel")
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, "GB")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            sentence = "Enter a telephone number, like 0121 496 0000 or 07700 900 982"
            raise ValidationError(sentence, code="telephone")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class WholeNumberField(Asked, forms.IntegerField):
    """A whole number, with the unit that follows it."""

    def __init__(self, *args: Any, suffix: str = "", width: int = 4, **kwargs: Any) -> None:
        self.suffix = suffix
        self.width = width
        label = str(kwargs.get("label") or "Answer").rstrip("?")
        least, most = kwargs.get("min_value"), kwargs.get("max_value")
        kwargs["error_messages"] = {
            "invalid": f"{label} must be a whole number, like 3",
            "min_value": f"{label} must be {least} or more",
            "max_value": f"{label} must be {most} or fewer",
            **kwargs.get("error_messages", {}),
        }
        super().__init__(*args, **kwargs)

    def component(self, bound: Question) -> Markup:
        given = bound.frame() | {
            "label": bound.heading(),
            "value": self.text_of(bound),
            "inputmode": "numeric",
            "classes": f"govuk-input--width-{self.width}",
        }
        if self.suffix:
            given["suffix"] = {"text": self.suffix}
        return render("govukInput", given)


class _Chosen(Asked):
    """What fields with choices share. `hints` says more about a choice; `reveals` names the field
    or fields of the same form that a choice brings with it, which are asked for only then."""

    verb = "Select"

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str | tuple[str, ...]] | None = None,
        **kwargs: Any,
    ) -> None:
        self.hints = dict(hints or {})
        self.reveals = dict(reveals or {})
        super().__init__(*args, **kwargs)

    def revealed(self, choice: str) -> tuple[str, ...]:
        """The fields that this choice brings with it."""
        names = self.reveals.get(choice, ())
        return (names,) if isinstance(names, str) else names

    def each_choice(self) -> list[tuple[str, str]]:
        """Every choice, as value and label."""
        return [(str(value), str(label)) for value, label in self.choices]  # type: ignore[attr-defined]

    def items(self, bound: Question, chosen: set[str]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for value, label in self.each_choice():
            item: dict[str, Any] = {"value": value, "text": label, "checked": value in chosen}
            if hint := self.hints.get(value):
                item["hint"] = {"text": hint}
            if revealed := self.revealed(value):
                parts = [bound.form[name].html() for name in revealed]  # type: ignore[attr-defined]
                item["conditional"] = {"html": Markup("").join(parts)}
            found.append(item)
        return found

    def group(self, bound: Question, chosen: set[str]) -> dict[str, Any]:
        frame = bound.frame()
        return frame | {
            "idPrefix": frame["id"],
            "fieldset": {"legend": bound.heading(legend=True)},
            "items": self.items(bound, chosen),
        }


class RadiosField(_Chosen, forms.ChoiceField):
    """One of a few choices. `inline` sets two or three short ones side by side."""

    def __init__(self, *args: Any, inline: bool = False, **kwargs: Any) -> None:
        self.inline = inline
        super().__init__(*args, **kwargs)

    def component(self, bound: Question) -> Markup:
        given = self.group(bound, {self.text_of(bound)})
        if self.inline:
            given["classes"] = "govuk-radios--inline"
        return render("govukRadios", given)


class YesNoField(RadiosField):
    """Yes or no, as True or False; None when it need not be answered and was not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("inline", not kwargs.get("reveals"))
        super().__init__(*args, choices=[("yes", "Yes"), ("no", "No")], **kwargs)

    def clean(self, value: Any) -> Any:
        answer = super().clean(value)
        return {"yes": True, "no": False}.get(answer)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)


class CheckboxesField(_Chosen, forms.MultipleChoiceField):
    """Any number of choices."""

    def component(self, bound: Question) -> Markup:
        value = bound.value()
        chosen = {str(each) for each in value} if isinstance(value, list | tuple | set) else set()
        return render("govukCheckboxes", self.group(bound, chosen))


class SelectField(_Chosen, forms.ChoiceField):
    """One of many choices, in a list that opens. Radios are better for fewer than about seven."""

    def __init__(self, *args: Any, empty: str = "Choose one", **kwargs: Any) -> None:
        self.empty = empty
        super().__init__(*args, **kwargs)

    def component(self, bound: Question) -> Markup:
        chosen = self.text_of(bound)
        items: list[dict[str, Any]] = [{"value": "", "text": self.empty}]
        items += [
            {"value": value, "text": label, "selected": value == chosen}
            for value, label in self.each_choice()
        ]
        return render("govukSelect", bound.frame() | {"label": bound.heading(), "items": items})


class UploadField(Asked, forms.FileField):
    """A file. `most_bytes` is the largest accepted; `accept` the kinds the browser offers."""

    verb = "Choose"

    def __init__(
        self, *args: Any, accept: str = "", most_bytes: int = 10_000_000, **kwargs: Any
    ) -> None:
        self.accept = accept
        self.most_bytes = most_bytes
        kwargs["error_messages"] = {
            "empty": "The file is empty. Choose another",
            "invalid": "The file did not arrive. Choose it again",
            **kwargs.get("error_messages", {}),
        }
        super().__init__(*args, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and (file.size or 0) > self.most_bytes:
            megabytes = self.most_bytes // 1_000_000
            raise ValidationError(f"The file must be {megabytes} MB or smaller", code="too_large")
        return file

    def component(self, bound: Question) -> Markup:
        given = bound.frame() | {"label": bound.heading()}
        if self.accept:
            given["attributes"] = {"accept": self.accept}
        return render("govukFileUpload", given)


class HiddenField(forms.CharField):
    """Carried with the form and not shown, such as the version somebody began from."""

    widget = forms.HiddenInput

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Question:
        return Question(form, self, field_name)

    def component(self, bound: Question) -> Markup:
        value = bound.value()
        return Markup('<input type="hidden" name="{}" value="{}">').format(
            bound.html_name, "" if value is None else value
        )

    def target(self, bound: Question) -> str:
        return ""
