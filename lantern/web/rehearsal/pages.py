"""What the pages of a rehearsal show."""

from dataclasses import dataclass

from lantern.agreements.acceptance import Outcome
from lantern.protocol.definitions import Vocabulary
from lantern.protocol.rehearsing import Step
from lantern.web import wording
from lantern.web.drafting.pages import Tab
from lantern.web.forms import Form
from lantern.web.rehearsal.forms import NO, CaseForm, ChildForm, ExpectForm, StepForm, carry
from lantern.web.rehearsal.played import Played
from lantern.web.rehearsal.standing import summary
from lantern.web.wording import capital


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One thing that happens, and what the page carries for it."""

    when: str
    words: str
    carried: str


@dataclass(frozen=True, kw_only=True)
class RehearsePage:
    """A story as far as it is built, and what it gives rise to."""

    draft: str
    caption: str
    tabs: tuple[Tab, ...]
    child: ChildForm
    step: StepForm
    view: Form
    rows: tuple[StepRow, ...]
    form: Form
    played: Played | None
    compared: bool
    title: str = "Rehearse"
    template: str = "rehearsal/rehearse.jinja"


@dataclass(frozen=True, kw_only=True)
class KeepPage:
    """A rehearsal that is to become a case: what it shows, to be confirmed."""

    draft: str
    caption: str
    form: CaseForm
    hidden: tuple[tuple[str, str], ...]
    rows: tuple[StepRow, ...]
    played: Played
    title: str = "Keep this as a case"
    template: str = "rehearsal/keep.jinja"


@dataclass(frozen=True, kw_only=True)
class CasesPage:
    """The acceptance set, and how each case comes out under the draft as it stands."""

    draft: str
    caption: str
    tabs: tuple[Tab, ...]
    outcomes: tuple[Outcome, ...]
    may_change: bool
    title: str = "Cases"
    template: str = "rehearsal/cases.jinja"

    @property
    def summary(self) -> str:
        """“4 cases, all as expected”."""
        return summary(self.outcomes)


@dataclass(frozen=True, kw_only=True)
class ExpectPage:
    """A case that does not come out as expected, and what the draft makes of it."""

    draft: str
    caption: str
    form: ExpectForm
    outcome: Outcome
    played: Played
    title: str = "Expect what the draft does"
    template: str = "rehearsal/expect.jinja"


def step_rows(steps: list[Step], known: Vocabulary) -> tuple[StepRow, ...]:
    """The steps in the order in which they were typed."""
    return tuple(
        StepRow(when=wording.moment(one.at), words=words(one, known), carried=carry(one))
        for one in steps
    )


def words(step: Step, known: Vocabulary) -> str:
    """What happened, as a person would say it."""
    fact = known[step.fact]
    said = f"no longer: {fact.words}" if step.value == NO else fact.says(step.value or True)
    return capital(said)
