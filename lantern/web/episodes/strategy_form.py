"""The immediate strategy that social worker and police agree while a child is missing (RF-207)."""

from typing import Any

from lantern.plans.actions.strategy import Strategy
from lantern.plans.details import Agreed
from lantern.web.asking import AboutChild, moment
from lantern.web.dates import DateField
from lantern.web.fields import LongTextField, SelectField, TextField
from lantern.web.plans.owners import owner_of


class StrategyForm(AboutChild):
    """Each part of what was agreed, in the order of the procedure, and one action for the plan."""

    at = moment("When was this agreed?", "The time it was agreed")
    worker = TextField(
        label="Which social worker agreed it?",
        missing="Name the social worker who agreed it",
        max_length=160,
    )
    officer = TextField(
        label="Which police officer agreed it?",
        missing="Name the police officer who agreed it",
        max_length=160,
    )
    child_phone = LongTextField(
        label="Who rings {child}, and when each day?",
        help_text="The reviewing officer tries as well",
        missing="Say who rings {child}, and when",
        rows=2,
    )
    others_phones = LongTextField(
        label="Who rings friends and family, and when?", required=False, rows=2
    )
    visits = LongTextField(label="Who visits which addresses?", required=False, rows=2)
    trace = LongTextField(
        label="A trace of the phone or travel card",
        help_text="Asked for, or why not. The police decide",
        required=False,
        rows=2,
    )
    elsewhere = LongTextField(
        label="Links to other areas, and other authorities to tell", required=False, rows=2
    )
    sharing = LongTextField(
        label="What is shared with whom, the media included?", required=False, rows=2
    )
    what = LongTextField(label="An action for the plan", required=False, rows=2, max_length=2000)
    owner = SelectField(label="Who does it?", required=False)
    due_on = DateField(label="By which day?", subject="The day by which it is done", required=False)

    def offer(self, owners: list[tuple[str, str]]) -> None:
        """Let these be asked to do the action."""
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        given = {name: cleaned.get(name) for name in ("what", "owner", "due_on")}
        if any(given.values()):
            for name, sentence in (
                ("what", "Say what is to be done"),
                ("owner", "Select who does it"),
                ("due_on", "Enter the day by which it is done"),
            ):
                if not given[name] and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned

    def refuse(self, fault: Any) -> None:
        """The plan names its one action by its place."""
        named = {name.removesuffix("-0"): said for name, said in fault.messages.items()}
        named = {("owner" if name == "person" else name): said for name, said in named.items()}
        super().refuse(type(fault)(named))


def strategy_of(given: dict[str, Any]) -> Strategy:
    """What was agreed."""
    return Strategy(
        worker=given["worker"],
        officer=given["officer"],
        child_phone=given["child_phone"],
        others_phones=given["others_phones"],
        visits=given["visits"],
        trace=given["trace"],
        elsewhere=given["elsewhere"],
        sharing=given["sharing"],
    )


def actions_of(given: dict[str, Any]) -> tuple[Agreed, ...]:
    """The action for the plan; none where none was typed."""
    if not given["what"].strip():
        return ()
    who: dict[str, Any] = owner_of(given["owner"])
    return (Agreed(what=given["what"], due_on=given["due_on"], **who),)
