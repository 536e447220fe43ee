"""What is asked about a finished interview: its review, what followed, what is given to whom."""

from typing import Any

from lantern.interviews import checklist
from lantern.interviews.actions.agreements import Agreement
from lantern.interviews.actions.outcomes import Followed
from lantern.interviews.sharing import DEFAULT, Giving
from lantern.vocabulary.interviewing import (
    AgreementKind,
    ChildTold,
    InterviewOutcome,
    ShareContent,
    SharedWith,
    SharingMode,
    Verdict,
)
from lantern.vocabulary.placement import PersonRelation
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method
from lantern.web.asking import AboutChild, choices
from lantern.web.dates import DateField
from lantern.web.fields import (
    CheckboxesField,
    HiddenField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
)
from lantern.web.forms import Form

A_LINE = 160
_DAY = "For example, 27 11 2026"


class ReviewForm(AboutChild):
    """The checklist, and what the reviewer says."""

    verdict = RadiosField(
        label="What do you say?",
        missing="Choose to approve it or to send it back",
        choices=choices(Verdict),
    )
    words = LongTextField(
        label="What should its writer look at again, or what else do you say?",
        rows=4,
        required=False,
    )
    seen = HiddenField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        items = {
            one.id: RadiosField(
                label=one.ask, inline=True, choices=choices(Answer), missing=f"Answer: {one.ask}"
            )
            for one in checklist.items()
        }
        super().__init__(*args, more=items, **kwargs)
        self.order_fields([*items, "verdict", "words", "seen"])

    @property
    def checked(self) -> dict[str, str]:
        """The answer to each item."""
        return {one.id: self.cleaned_data[one.id] for one in checklist.items()}


class OutcomeForm(AboutChild):
    """One thing that followed."""

    outcome = RadiosField(
        label="What follows?", missing="Choose what follows", choices=choices(InterviewOutcome)
    )
    decided_by = TextField(
        label="Who decided it?",
        help_text="Name and role",
        missing="Say who decided this",
        max_length=A_LINE,
    )
    decided_on = DateField(
        label="On which day?", subject="The day of the decision", help_text=_DAY, past=True
    )
    due_on = DateField(
        label="By which day is it done?",
        subject="The day it is done",
        help_text=f"If that is known. {_DAY}",
        required=False,
    )
    words = LongTextField(label="Anything else", rows=2, required=False)

    @property
    def followed(self) -> Followed:
        """What followed, as it is recorded."""
        given = self.cleaned_data
        return Followed(
            outcome=InterviewOutcome(given["outcome"]),
            decided_by=given["decided_by"],
            decided_on=given["decided_on"],
            due_on=given["due_on"],
            words=given["words"],
        )


class WithdrawForm(Form):
    """It was recorded in error."""

    reason = LongTextField(label="Why is it taken back?", missing="Say why this is taken back")


class ActionForm(AboutChild):
    """One thing to be done, with an owner and a day."""

    what = LongTextField(
        label="What is to be done?", rows=3, max_length=2000, missing="Say what is to be done"
    )
    owner = SelectField(label="Who does it?", missing="Select who does it")
    due_on = DateField(label="By which day?", subject="The day by which it is done", help_text=_DAY)

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]


class ShareForm(AboutChild):
    """What is given to one recipient, how, and whether the child was told."""

    content = RadiosField(
        label="How much is given?",
        missing="Choose how much is given",
        choices=[(one.value, one.label) for one in ShareContent if one != ShareContent.NOTHING],
        hints={one.value: one.definition for one in ShareContent if one != ShareContent.NOTHING},
        reveals={ShareContent.RELEVANT: ("parts", "in_short")},
    )
    parts = CheckboxesField(label="Which parts?", required=False, choices=())
    in_short = LongTextField(label="A summary of what matters to them", rows=4, required=False)
    reason = TextField(label="If this is other than agreed, why?", max_length=300, required=False)
    method = RadiosField(
        label="How are they told?",
        missing="Choose how they are told",
        choices=choices(Method),
        hints={Method.LANTERN: "They read exactly this in Lantern and acknowledge it"},
    )
    person = TextField(
        label="Whom did you tell?",
        help_text="Name and role. Not needed through Lantern",
        max_length=A_LINE,
        required=False,
    )
    acknowledged_by = TextField(
        label="Who acknowledged it, if they did there and then?",
        max_length=A_LINE,
        required=False,
    )
    child_told = RadiosField(
        label="Was {child} told of this?",
        missing="Choose whether the child was told",
        choices=choices(ChildTold),
        reveals={ChildTold.NOT_TOLD: "child_told_words"},
    )
    child_told_words = TextField(
        label="Why not?", missing="Say why the child is not told", max_length=300
    )

    def __init__(
        self, *args: Any, parts: list[tuple[str, str]], has_account: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = parts  # type: ignore[attr-defined]
        ways = (one for one in Method if has_account or one is not Method.LANTERN)
        self.fields["method"].choices = choices(ways)  # type: ignore[attr-defined]

    def giving(self, recipient: SharedWith) -> Giving:
        """What is meant to be given."""
        given = self.cleaned_data
        return Giving(
            recipient=recipient,
            content=ShareContent(given["content"]),
            method=Method(given["method"]),
            child_told=ChildTold(given["child_told"]),
            parts=tuple(given.get("parts") or ()),
            summary=given.get("in_short") or "",
            person=given["person"],
            acknowledged_by=given["acknowledged_by"],
            reason=given["reason"],
            child_told_words=given.get("child_told_words") or "",
        )


class SuggestionForm(AboutChild):
    """Whether somebody named is added to the child's contacts."""

    decision = RadiosField(
        label="Add this person to {child}’s contacts?",
        missing="Choose yes or no",
        choices=[("yes", "Yes"), ("no", "No")],
        reveals={"yes": "relation", "no": "reason"},
    )
    relation = SelectField(
        label="Who are they to {child}?",
        missing="Select who they are",
        choices=choices(PersonRelation),
    )
    reason = TextField(label="Why not?", missing="Say why not", max_length=300)


class AgreementForm(Form):
    """An agreement on sharing, for the register (IS-008, IS-009)."""

    title = TextField(
        label="What is the agreement called?", missing="Enter what it is called", max_length=200
    )
    kind = RadiosField(
        label="What sort of agreement is it?",
        missing="Choose what sort it is",
        choices=choices(AgreementKind),
    )
    parties = LongTextField(
        label="Which agencies agreed it?", rows=3, missing="Name the agencies that agreed it"
    )
    scope = LongTextField(label="What does it cover?", rows=2, required=False)
    mode = RadiosField(
        label="How are interviews shared with the police?",
        missing="Choose how interviews are shared with the police",
        choices=choices(SharingMode),
        hints={SharingMode.NOT_ROUTINELY: SharingMode.NOT_ROUTINELY.definition},
    )
    contract_says_so = RadiosField(
        label="Does the provider’s contract say that interviews go to police intelligence and to "
        "the child’s record?",
        missing="Choose whether the contract says so",
        inline=True,
        choices=choices(Answer),
    )
    starts_on = DateField(label="From which day?", subject="The first day", help_text=_DAY)
    ends_on = DateField(
        label="Until which day?", subject="The last day", help_text="If it ends", required=False
    )
    review_on = DateField(
        label="When is it looked at again?", subject="The day of its review", help_text=_DAY
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in SharedWith:
            if one is not SharedWith.POLICE:
                self.fields[f"of_{one}"] = SelectField(
                    label=f"{one.label}: how much?",
                    initial=DEFAULT[one],
                    missing=f"Select what {one.label.lower()} gets",
                    choices=choices(ShareContent),
                )

    @property
    def agreement(self) -> Agreement:
        """As it is registered."""
        given = self.cleaned_data
        return Agreement(
            title=given["title"],
            kind=AgreementKind(given["kind"]),
            parties=given["parties"],
            scope=given["scope"],
            mode=SharingMode(given["mode"]),
            contract_says_so=Answer(given["contract_says_so"]),
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            review_on=given["review_on"],
            others={
                one: ShareContent(given[f"of_{one}"])
                for one in SharedWith
                if one is not SharedWith.POLICE
            },
        )


class SetForm(Form):
    """Which questions interviews ask from a day on."""

    name = SelectField(
        label="A set that comes with Lantern", required=False, empty="Our own, written below"
    )
    text = LongTextField(
        label="Or a set of your own",
        help_text="As a file in YAML. Start from the one that comes with Lantern",
        rows=12,
        max_length=200_000,
        required=False,
    )
    starts_on = DateField(label="From which day?", subject="The first day", help_text=_DAY)

    def __init__(self, *args: Any, sets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = sets  # type: ignore[attr-defined]
