"""What is asked to arrange a strategy meeting, to change who comes, and to move it."""

from collections.abc import Iterable
from typing import Any

from lantern.meetings.actions.arranging import Added, Chosen, When
from lantern.meetings.proposing import Proposed
from lantern.vocabulary.meeting import HowHeld, MeetingKind, MemberCategory
from lantern.vocabulary.role import Role
from lantern.web.asking import AboutChild, choices
from lantern.web.dates import LondonMomentField
from lantern.web.fields import (
    CheckboxesField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    YesNoField,
)
from lantern.web.forms import Form

OTHER = "other"
"""The chair is somebody who is not in the list."""


class WhenForm(AboutChild):
    """When, where and under whom. `chairs` are the people who may chair, by value and label."""

    starts_at = LondonMomentField(label="When is it?", subject="When the meeting is")
    how = RadiosField(
        label="How do people meet?", missing="Select how people meet", choices=choices(HowHeld)
    )
    place = TextField(
        label="Where, or how to join", max_length=240, required=False, help_text="A room, a number"
    )
    chair = SelectField(label="Who chairs?", missing="Select who chairs")
    chair_name = TextField(
        label="Name of the chair, if not in the list", max_length=120, required=False
    )

    def __init__(
        self, *args: Any, chairs: list[tuple[str, str]], chair_role: Role, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.chair_role = chair_role
        self.chairs = dict(chairs)
        chair = self.fields["chair"]
        chair.choices = [*chairs, (OTHER, "Somebody else")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("chair") == OTHER and not cleaned.get("chair_name", "").strip():
            self.add_error("chair_name", "Enter the name of the chair")
        return cleaned

    @property
    def when(self) -> When:
        """What was said."""
        given = self.cleaned_data
        chair = given["chair"]
        is_listed = chair != OTHER
        name = self.chairs[chair].partition(",")[0] if is_listed else given["chair_name"]
        return When(
            starts_at=given["starts_at"],
            how=HowHeld(given["how"]),
            place=given["place"],
            chair_role=self.chair_role,
            chair_name=name,
            chair_id=int(chair) if is_listed else None,
        )


class ArrangeForm(WhenForm):
    """A meeting is called, and everybody whom the record names is asked, save with a reason."""

    kind = RadiosField(
        label="Why is it held?",
        missing="Select why the meeting is held",
        choices=choices(MeetingKind),
        reveals={MeetingKind.EARLY: "why"},
    )
    why = LongTextField(
        label="What makes the risk high?", rows=2, missing="Say what makes the risk high"
    )
    members = CheckboxesField(
        label="Who is asked to come?",
        help_text="Everybody whom the record names. Untick whoever is left out, and say why",
        required=False,
    )
    why_left_out = LongTextField(label="Why is anybody left out?", rows=2, required=False)
    added_name = TextField(label="Somebody else: name and post", max_length=160, required=False)
    added_reason = TextField(label="Why do they come?", max_length=240, required=False)
    joint = YesNoField(
        label="Is there one meeting for {child} and the others?",
        missing="Select yes if there is one meeting for all",
    )
    joint_words = LongTextField(
        label="Why, or why not?", rows=2, missing="Say why there is one meeting or not"
    )
    field_order = (
        "kind",
        "why",
        "joint",
        "joint_words",
        "starts_at",
        "how",
        "place",
        "chair",
        "chair_name",
        "members",
        "why_left_out",
        "added_name",
        "added_reason",
    )

    def __init__(
        self, *args: Any, proposed: tuple[Proposed, ...], others: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposed = proposed
        _offer(self.fields["members"], ((one.key, one.name, one.why) for one in proposed))
        if not others:
            del self.fields["joint"], self.fields["joint_words"]
        else:
            self.fields["joint"].help_text = f"They went together: {others}"

    @property
    def chosen(self) -> Chosen:
        """Who comes."""
        return chosen_of(self, (one.key for one in self.proposed))


class MembersForm(Form):
    """Who comes after all, and who was told by hand."""

    members = CheckboxesField(label="Who is asked to come?", required=False)
    why_left_out = LongTextField(label="Why is anybody left out?", rows=2, required=False)
    added_name = TextField(label="Somebody else: name and post", max_length=160, required=False)
    added_reason = TextField(label="Why do they come?", max_length=240, required=False)
    by_hand = CheckboxesField(
        label="Whom have you told by hand?",
        help_text="These have no account here, so Lantern cannot tell them",
        required=False,
    )
    how_told = TextField(
        label="How were they told?",
        max_length=200,
        required=False,
        help_text="For example, by telephone at 10:15",
    )

    def __init__(
        self,
        *args: Any,
        everybody: list[tuple[str, str, str]],
        untold: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [key for key, _, _ in everybody]
        _offer(self.fields["members"], everybody)
        if untold:
            self.fields["by_hand"].choices = untold  # type: ignore[attr-defined]
        else:
            del self.fields["by_hand"], self.fields["how_told"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("by_hand") and not cleaned.get("how_told", "").strip():
            self.add_error("how_told", "Say how they were told, and when")
        return cleaned

    @property
    def chosen(self) -> Chosen:
        """Who comes, and who was told how."""
        given = self.cleaned_data
        told = dict.fromkeys(given.get("by_hand", ()), given.get("how_told", ""))
        base = chosen_of(self, self.keys)
        return Chosen(
            left_out=base.left_out,
            why_left_out=base.why_left_out,
            added=base.added,
            told=told,
        )


class MoveForm(WhenForm):
    """The meeting is at another time or place, or under another chair."""

    reason = LongTextField(
        label="Why is the meeting moved?", rows=2, missing="Say why the meeting is moved"
    )


class CancelForm(AboutChild):
    """The chair cancels it."""

    reason = LongTextField(
        label="Why is the meeting cancelled?",
        help_text="The return of {child} alone does not cancel it: a meeting after the return can "
        "still settle what must change",
        rows=4,
        missing="Say why the meeting is cancelled",
    )


def chosen_of(form: Form, keys: Iterable[str]) -> Chosen:
    """Who comes, by the boxes that are ticked."""
    given = form.cleaned_data
    name, reason = given.get("added_name", ""), given.get("added_reason", "")
    added = (Added(name=name, reason=reason, category=MemberCategory.OTHER),)
    return Chosen(
        left_out=frozenset(keys) - set(given.get("members", ())),
        why_left_out=given.get("why_left_out", ""),
        added=added if name.strip() or reason.strip() else (),
    )


def _offer(field: Any, everybody: Iterable[tuple[str, str, str]]) -> None:
    """Offer these people: key, name and why."""
    some = list(everybody)
    field.choices = [(key, name) for key, name, _ in some]
    field.hints = {key: why for key, _, why in some}
