"""Question pages about risk tonight and about who has been told."""

from datetime import datetime
from typing import Any, Final

from lantern.risk.questions import QUESTIONS
from lantern.vocabulary.placement import PlacementKind
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.role import Role
from lantern.vocabulary.telling import NotTold, Recipient
from lantern.web.asking import choices
from lantern.web.fields import CheckboxesField, LongTextField, RadiosField, TextField
from lantern.web.report.forms import A_LINE, Step
from lantern.web.report.known import Known
from lantern.web.times import ClockField

AT: Final = "A time such as 21:15, or 20/11 21:15 for another day"
_HOLDERS: Final = {
    Recipient.SOCIAL_WORKER: Role.SOCIAL_WORKER,
    Recipient.IRO: Role.INDEPENDENT_REVIEWING_OFFICER,
}
OTHERS: Final = (
    Recipient.SOCIAL_WORKER,
    Recipient.EDT,
    Recipient.RESPONSIBLE_AUTHORITY,
    Recipient.IRO,
    Recipient.HOST_AUTHORITY,
    Recipient.FOSTERING_SERVICE,
    Recipient.SCHOOL,
)


class RiskForm(Step):
    """The last risk assessment, confirmed again tonight or not."""

    still_right = RadiosField(
        label="Is this still right tonight?",
        missing="Choose whether the answers above are still right tonight",
        choices=[
            ("yes", "Yes, all of it"),
            ("no", "No, or I am not sure: ask me the questions"),
        ],
        required=False,
    )
    risk_words = LongTextField(label="What worries you most tonight?", rows=3, required=False)


class QuestionsForm(Step):
    """The sixteen questions of the risk assessment, for tonight. “Not known” is an answer."""

    def __init__(self, *args: Any, known: Known, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, known=known, at=at, more=_question_fields(), **kwargs)


def _question_fields() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for question in QUESTIONS:
        fields[question.id] = RadiosField(
            label=question.ask,
            help_text=question.hint,
            required=False,
            choices=choices(Answer),
            inline=False,
            reveals={Answer.YES: f"{question.id}_words"},
        )
        fields[f"{question.id}_words"] = TextField(
            label="Say more", required=False, max_length=A_LINE
        )
    return fields


class ToldForm(Step):
    """Who has been told already; and the parents, or why not (DA-063)."""

    police = RadiosField(
        label="Have you rung the police?",
        required=False,
        choices=[
            ("yes", "Yes"),
            ("no", "No. Sending this report tells their control room"),
        ],
        reveals={"yes": ("police_at", "police_person", "police_reference")},
    )
    police_at = ClockField(label="When?", help_text=AT, missing="Enter when you rang the police")
    police_person = TextField(label="Who took the call?", max_length=120, required=False)
    police_reference = TextField(label="Log number", max_length=40, required=False)
    parents = RadiosField(
        label="Have the parents been told?",
        help_text="And anybody else with parental responsibility",
        required=False,
        choices=[
            ("yes", "Yes"),
            ("no", "Not yet"),
            ("not_to_be", "No: it has been decided not to tell them"),
        ],
        reveals={
            "yes": ("parents_at", "parents_person"),
            "not_to_be": ("parents_reason", "parents_decided_by", "parents_words"),
        },
    )
    parents_at = ClockField(label="When?", help_text=AT, missing="Enter when the parents were told")
    parents_person = TextField(label="Who was told?", max_length=120, required=False)
    parents_reason = RadiosField(
        label="Why not?",
        missing="Choose why the parents are not told",
        choices=choices([NotTold.NOT_PRACTICABLE, NotTold.AGAINST_WELFARE]),
    )
    parents_decided_by = TextField(
        label="Who decided this?", missing="Say who decided this", max_length=120
    )
    parents_words = TextField(
        label="The reason in a few words",
        missing="Give the reason in a few words",
        max_length=A_LINE,
    )
    others = CheckboxesField(
        label="Who else has been told?",
        required=False,
        choices=choices(OTHERS),
        reveals={each.value: (f"{each}_at", f"{each}_person") for each in OTHERS},
    )

    def __init__(self, *args: Any, known: Known, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, known=known, at=at, **kwargs)
        named = [(each.value, _with_name(known, each)) for each in relevant(known)]
        self.fields["others"].choices = named  # type: ignore[attr-defined]


def _with_name(known: Known, recipient: Recipient) -> str:
    """The recipient, and the name of whoever that is for this child."""
    holder = known.workers.get(_HOLDERS.get(recipient, Role.PARENTS))
    return f"{recipient.label}: {holder.name}" if holder else recipient.label


def relevant(known: Known) -> list[Recipient]:
    """Who may have been told of this child: the host only out of area, and so on."""
    placement = known.placement
    left_out = set()
    if placement is None:
        left_out |= {Recipient.IRO, Recipient.RESPONSIBLE_AUTHORITY}
    if placement is None or not placement.is_out_of_area:
        left_out.add(Recipient.HOST_AUTHORITY)
    if placement is None or placement.kind != PlacementKind.FOSTER_CARE:
        left_out.add(Recipient.FOSTERING_SERVICE)
    return [one for one in OTHERS if one not in left_out]


for _each in OTHERS:
    ToldForm.base_fields |= {
        f"{_each}_at": ClockField(label="When?", help_text=AT, missing="Enter when they were told"),
        f"{_each}_person": TextField(label="Who was told?", max_length=120, required=False),
    }
