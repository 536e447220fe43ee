"""Over which days a draft is simulated."""

from lantern.simulation.actions.runs import Wanted
from lantern.simulation.report import ASSUMED_INTERVIEWS
from lantern.web.dates import DateField
from lantern.web.fields import WholeNumberField, YesNoField
from lantern.web.forms import Form

ASSUMED = (
    f"No source gives a figure. {ASSUMED_INTERVIEWS} is assumed until you give your own: with the "
    "way there and back, and the writing up."
)


class PeriodForm(Form):
    """From when until when, and what has to be known beside."""

    first_on = DateField(label="From which day?", subject="The first day", past=True)
    last_on = DateField(label="Until which day?", subject="The last day", past=True)
    interviews_a_worker = WholeNumberField(
        label="How many return interviews does a worker hold in a week?",
        help_text=ASSUMED,
        missing="Enter how many return interviews a worker holds in a week",
        min_value=1,
        max_value=100,
    )
    with_history = YesNoField(
        label="Count absences that were brought in from other records too?",
        help_text="They seldom say what was done, and some are known only to the day.",
        missing="Select yes if absences from other records are to be counted",
    )

    @property
    def wanted(self) -> Wanted:
        """What is asked."""
        given = self.cleaned_data
        return Wanted(
            first_on=given["first_on"],
            last_on=given["last_on"],
            interviews_a_worker=given["interviews_a_worker"],
            with_history=given["with_history"],
        )
