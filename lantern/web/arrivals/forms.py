"""What somebody says of the files they bring, and the files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from markupsafe import Markup

from lantern.intake.sent import SentFile
from lantern.spreadsheets.limits import MOST_BYTES
from lantern.vocabulary.arriving import ArrivalKind, DoubtDecision
from lantern.web.components import render
from lantern.web.fields import RadiosField, SelectField
from lantern.web.forms import Form
from lantern.web.questions import Asked, Question
from lantern.web.uploads import not_a_table

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

FIRST_YEAR: Final = 2011
"""Older returns were made under other rules, and no authority exports them as CSV."""
MOST_FILES: Final = 40
MOST: Final = f"{MOST_BYTES // 1_000_000} MB"
_NONE: Final = "Choose the files, CSV or Excel (.xlsx)"


class _Several(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class TablesField(Asked, forms.FileField):
    """Several files at once, CSV or workbooks; what is surely neither is refused by its name.

    `left_out` are files of the request that were too large to be kept.
    """

    verb = "Choose"
    widget = _Several

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.left_out: Sequence[str] = ()
        super().__init__(*args, missing=_NONE, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Every fault of every file at once."""
        files = [one for one in data or [] if one]
        faults = [_too_large(name) for name in self.left_out]
        faults += [f"‘{one.name}’ {wrong}" for one in files if (wrong := not_a_table(one))]
        if len(files) > MOST_FILES:
            faults.append(f"Choose at most {MOST_FILES} files at once. There were {len(files)}")
        faults += _names(files)
        if not faults and sum(one.size or 0 for one in files) > MOST_BYTES:
            faults.append(f"The files are larger than {MOST} together. Choose fewer at once")
        if faults:
            raise ValidationError(faults)
        if not files:
            raise ValidationError(_NONE, code="required")
        return files

    def component(self, bound: Question) -> Markup:
        """GOV.UK’s file upload, for more than one."""
        given = bound.frame() | {"label": bound.heading(), "multiple": True}
        given["attributes"] = {"accept": ".csv,.xlsx"}
        return render("govukFileUpload", given)


def _too_large(name: str) -> str:
    return f"‘{name}’ makes it more than {MOST}. Choose fewer or smaller files"


def _names(files: "Iterable[UploadedFile[Any]]") -> Iterable[str]:
    """What is said of a row names its file, so that two may not have one name."""
    seen: set[str] = set()
    for one in files:
        name = (one.name or "").casefold()
        if name in seen:
            yield f"Two files are called ‘{one.name}’. Give one of them another name"
        seen.add(name)


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """A mapping that can be chosen: which columns a file has."""

    name: str
    title: str
    note: str


class KindForm(Form):
    """What is in the files."""

    kind = RadiosField(
        label="What do you want to bring in?",
        is_heading=True,
        missing="Select what you want to bring in",
    )

    def __init__(self, *args: Any, kinds: Sequence[ArrivalKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(str(kind), LABELS[kind]) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].hints = {str(kind): HINTS[kind] for kind in kinds}  # type: ignore[attr-defined]


LABELS: Final = {kind: kind.label for kind in ArrivalKind} | {
    ArrivalKind.SSDA903: "A return on looked-after children (SSDA903)",
    ArrivalKind.MISSING: "Past missing episodes",
}
HINTS: Final = {
    ArrivalKind.SSDA903: "The files of one year, as they are sent to the department: header, "
    "episodes, missing and the others you have",
    ArrivalKind.CHILDREN: "Names, dates of birth and numbers from your case system",
    ArrivalKind.PLACEMENTS: "Where children are and were placed",
    ArrivalKind.CONTACTS: "Family and others around each child",
    ArrivalKind.PROFILES: "Descriptions kept ready in case a child goes missing",
    ArrivalKind.MISSING: "Times when children were missing or away, from your case system",
    ArrivalKind.HOMES: "Children’s homes and foster households",
    ArrivalKind.STAFF: "People who are to have an account",
}


class ReturnForm(Form):
    """The files of one year’s return."""

    year = SelectField(label="Which year’s return is it?", missing="Select the year of the return")
    chosen = TablesField(
        label="Files of the return",
        help_text=f"CSV or Excel (.xlsx), all at once, up to {MOST} together. "
        "Lantern knows each by its columns: their names do not matter.",
    )

    def __init__(
        self, *args: Any, today: date, left_out: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        years = range(latest_year(today) + 1, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [(str(year), year_in_words(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["year"].initial = str(latest_year(today))
        self.fields["chosen"].left_out = left_out  # type: ignore[attr-defined]


class CasesForm(Form):
    """A file of a case system, and the mapping by which it is read."""

    mapping = RadiosField(label="Which columns has it?", missing="Select which columns it has")
    chosen = TablesField(
        label="Files",
        help_text=f"CSV or Excel (.xlsx), up to {MOST} together.",
    )

    def __init__(
        self,
        *args: Any,
        mappings: Sequence[Mapped],
        left_out: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mappings = mappings
        self.fields["mapping"].choices = [(one.name, one.title) for one in mappings]  # type: ignore[attr-defined]
        self.fields["mapping"].hints = {one.name: one.note for one in mappings if one.note}  # type: ignore[attr-defined]
        if len(mappings) == 1:
            self.fields["mapping"].initial = mappings[0].name
        self.fields["chosen"].left_out = left_out  # type: ignore[attr-defined]


class DoubtForm(Form):
    """Whether rows are about this child."""

    decision = RadiosField(
        label="Is this the same child?",
        missing="Select whether it is the same child",
        choices=[
            (str(DoubtDecision.SAME), "Yes, the same child"),
            (str(DoubtDecision.DIFFERENT), "No, another child"),
        ],
        hints={
            str(DoubtDecision.SAME): "The rows are added to this child’s record",
            str(DoubtDecision.DIFFERENT): "The rows are not added to it",
        },
    )


def latest_year(today: date) -> int:
    """The last year that has ended: 2026 is April 2025 to March 2026."""
    return today.year if (today.month, today.day) >= (4, 1) else today.year - 1


def year_in_words(year: int) -> str:
    """A year of a return as people say it: “1 April 2025 to 31 March 2026”."""
    return f"1 April {year - 1} to 31 March {year}"


def sent(files: "Iterable[UploadedFile[Any]]") -> list[SentFile]:
    """The files as they are to be kept."""
    found = []
    for one in files:
        one.seek(0)
        found.append(SentFile(one.name or "file", one.read()))
    return found
