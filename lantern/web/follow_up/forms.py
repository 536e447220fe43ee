"""Forms of what must change after a return, one a kind of record; a field is named as its part."""

from collections import Counter
from typing import Any

from lantern.follow_up.forums import Forums
from lantern.vocabulary.follow_up import (
    AssessmentKind,
    EarlyReview,
    PlacementOutcome,
    PlanJudgement,
    SpokenWith,
)
from lantern.vocabulary.regulator import RegulatorEvent
from lantern.vocabulary.returning import Answer
from lantern.web.asking import AboutChild, choices, moment
from lantern.web.dates import DateField, LondonMomentField
from lantern.web.fields import (
    CheckboxesField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    YesNoField,
)
from lantern.web.forms import Form

A_LINE = 200
VIEWS = "If they were not asked, say why"


def words(label: str, missing: str = "", rows: int = 3, **more: Any) -> LongTextField:
    """Some lines; not needed where no sentence says what is missing."""
    return LongTextField(label=label, missing=missing, required=bool(missing), rows=rows, **more)


class PlacementReviewForm(AboutChild):
    """Whether the placement is still right (RF-071)."""

    at = moment()
    outcome = RadiosField(
        label="Is the placement still right for {child}?",
        missing="Choose whether the placement is still right",
        choices=choices(PlacementOutcome),
    )
    reasons = words("Why?", "Say why")
    child_views = words(
        "What does {child} think?",
        "Say what {child} thinks, or why that is not known",
        help_text=VIEWS,
    )
    carer_views = words(
        "What do the carers think?",
        "Say what the carers think, or why that is not known",
        help_text=VIEWS,
    )
    decided_by = TextField(
        label="Who decided?",
        help_text="If it was not you",
        max_length=A_LINE,
        required=False,
    )


class PlacementPlanForm(AboutChild):
    """The meeting of social worker and carer, and the strategies (RF-013, RF-072)."""

    at = moment("When did you meet?", "When you met")
    present = TextField(
        label="Who met?",
        help_text="The social worker, the carer, {child} and anybody else",
        missing="Say who met",
        max_length=A_LINE,
    )
    implications = words(
        "What does this mean for {child} and the placement?", "Say what it means for the plan"
    )
    prevent = words(
        "What will be done so that {child} need not go?",
        "Say what is done so that {child} need not go",
    )
    reduce = words(
        "What will make an absence shorter and safer?",
        "Say what makes an absence shorter and safer",
    )
    if_missing = words(
        "What will the carer do if {child} goes?", "Say what the carer does if {child} goes"
    )
    early_review = RadiosField(
        label="Should the statutory review be brought forward?",
        help_text="Ask the reviewing officer if {child} is not safe in the placement",
        required=False,
        choices=choices(EarlyReview),
    )
    early_review_why = words("Why?", help_text="Needed once you have chosen")


class StatutoryReviewForm(AboutChild):
    """What a statutory review found about absences (RF-107). The record counts, not the form."""

    at = moment("When was the review held?", "When the review was held")
    addressed = words(
        "What did the review make of the absences?",
        "Say what the review made of the absences, or that there were none",
        help_text="Why {child} went, what was tried, and what changes in the care plan",
    )
    differs = words("If the count above is not right, what is wrong with it?", rows=2)
    risk_reviewed = YesNoField(
        label="Was the risk assessment reviewed?",
        missing="Choose whether the risk assessment was reviewed",
    )
    plan_agreed = YesNoField(
        label="Was an action plan agreed?",
        missing="Choose whether an action plan was agreed",
        reveals={"yes": "plan"},
    )
    plan = words("What was agreed?")


class RepeatDiscussionForm(AboutChild):
    """The discussion after running away again (RF-078)."""

    at = moment()
    spoken_with = RadiosField(
        label="With whom?",
        missing="Choose with whom",
        choices=[
            (SpokenWith.CHILD, "{child}"),
            (SpokenWith.FAMILY, SpokenWith.FAMILY.label),
            (SpokenWith.BOTH, "{child} and the family"),
        ],
    )
    said = words("What was said?", "Say what was said", help_text="In their own words if you can")
    support = words("What support was offered?", "Say what support was offered, or that none was")
    earlier = words(
        "What was done after earlier absences, and did it help?",
        help_text="This is the review of earlier actions",
    )
    interviews = words("Were return interviews offered, and in time?", rows=2)


class AssessmentForm(AboutChild):
    """An assessment made, or a referral considered (RF-106)."""

    at = moment()
    assessment = RadiosField(
        label="Which?", missing="Choose which assessment", choices=choices(AssessmentKind)
    )
    trigger = words("What led to it?", "Say what led to it", rows=2)
    outcome = words(
        "What came of it?",
        "Say what came of it",
        help_text="If it was decided not to refer or assess, say why",
    )
    made_by = TextField(
        label="Who made it?", help_text="If it was not you", max_length=A_LINE, required=False
    )


class CarePlanRequestForm(AboutChild):
    """A home asks the authority to review the care plan (IAP L626)."""

    at = moment("When did you ask?", "When you asked")
    asked_of = TextField(label="Whom did you ask?", missing="Say whom you asked", max_length=A_LINE)
    reasons = words("Why should the care plan be reviewed?", "Say why")


class EarlyHelpForm(AboutChild):
    """Help offered to a child who has not gone (PS-011)."""

    at = moment("When was it offered?", "When it was offered")
    offered = words("What was offered?", "Say what was offered", rows=2)
    accepted = RadiosField(
        label="Did {child} or the family accept?",
        missing="Choose whether it was accepted",
        choices=choices(Answer),
        inline=True,
    )
    notes = words("Anything else", rows=2)
    review_on = DateField(
        label="When will you ask again how it goes?", subject="The day to ask again", required=False
    )


class RegulatorForm(AboutChild):
    """Whether the regulator must be told, and that it was. Nothing is chosen beforehand."""

    at = moment("When was this decided?", "When this was decided")
    events = CheckboxesField(
        label="Did any of these happen?",
        help_text="Choose all that did, or none",
        required=False,
        choices=[],
    )
    must_tell = YesNoField(
        label="Must anybody be told under the regulations?",
        missing="Choose whether anybody must be told",
        reveals={"yes": ("told_at", "told_whom", "told_how", "reference")},
    )
    told_at = LondonMomentField(
        label="When were they told?",
        subject="When they were told",
        help_text="Leave empty if nobody has been told yet",
        past=True,
        required=False,
    )
    told_whom = TextField(label="Who was told?", max_length=A_LINE, required=False)
    told_how = TextField(
        label="How?",
        help_text="For example, the online form. Confirm a call in writing",
        max_length=A_LINE,
        required=False,
    )
    reference = TextField(label="Their reference", max_length=60, width=20, required=False)
    reasons = words("Why is it so?", "Say why")
    decided_by = TextField(
        label="Who decided?",
        help_text="The registered person, by name",
        missing="Say who decided",
        max_length=A_LINE,
    )

    def offer(self, events: list[RegulatorEvent]) -> None:
        """The events of the regulation for the kind of placement; whom to tell of most of them is
        said once."""
        field: Any = self.fields["events"]
        field.choices = choices(events)
        told = Counter(one.definition for one in events)
        usual = max(told, key=lambda one: told[one], default="")
        if told[usual] > 1:
            field.help_text = f"{field.help_text}. Unless it says otherwise, tell: {usual}"
        field.hints = {
            one.value: f"Tell: {one.definition}" for one in events if one.definition != usual
        }


class SafetyPlanForm(AboutChild):
    """What the child can do to stay safe, in the child's own words (RF-077)."""

    at = moment("When did you talk?", "When you talked")
    ring = words(
        "Whom can {child} ring?",
        "Say whom {child} can ring",
        help_text="Names and numbers, by day and by night",
    )
    safe_places = words("Where can {child} go and be safe?", "Say where {child} can go and be safe")
    reach = words(
        "How can {child} get help while away?",
        "Say how {child} can get help while away",
        help_text="Helplines, a worker’s number, a place that is open at night",
    )
    pulls = words("What makes {child} want to go?", help_text="In {child}’s words", rows=2)
    helps = words("What helps {child} to stay?", help_text="In {child}’s words", rows=2)
    is_agreed = YesNoField(
        label="Did {child} agree this plan?",
        missing="Choose whether {child} agreed",
        reveals={"no": "why_not"},
    )
    why_not = words("Why not?", rows=2)
    review_on = DateField(
        label="When will you look at it again?", subject="The day to look again", required=False
    )


class BehaviourPlanForm(AboutChild):
    """A plan to change what leads the child to go (RF-079)."""

    at = moment("When was it agreed?", "When it was agreed")
    forum = RadiosField(
        label="Who manages it?",
        missing="Choose who manages it",
        choices=[],
    )
    leads = words("What leads {child} to go?", "Say what leads {child} to go")
    changes = words("What will change, and who does it?", "Say what will change, and who does it")
    child_words = words("What does {child} say?", help_text="In {child}’s words")
    review_on = DateField(
        label="When will you judge whether it works?",
        subject="The day of the first review",
        missing="Enter the day of the first review",
    )

    def offer(self, forums: Forums) -> None:
        """The forums of the child's rulebook; where some may not be chosen, why not."""
        field: Any = self.fields["forum"]
        field.choices = [(one.value, one.label) for one in forums.open]
        field.hints = {one.value: one.about for one in forums.open if one.about}
        field.help_text = " ".join(forums.why_not)
        field.initial = forums.begins_with


class PlanReviewForm(Form):
    """A person's judgement of the plan. The counts are beside it, and are no answer."""

    judgement = RadiosField(
        label="Does the plan work?",
        missing="Choose whether the plan works",
        choices=choices(PlanJudgement),
    )
    reasons = words("Why do you think so?", "Say why you think so")
    goes_on = RadiosField(
        label="What now?",
        missing="Choose what happens now",
        choices=[("yes", "The plan goes on"), ("no", "The plan ends")],
        reveals={"yes": "next_on"},
    )
    next_on = DateField(
        label="Next review", subject="The next review", missing="Enter the day of the next review"
    )


class ReportForm(AboutChild):
    """A Schedule 7 or Regulation 40 report (RF-222)."""

    themes = words(
        "What does this absence show?",
        "Say what the absence shows",
        help_text="What led to it, what was done, what is done differently now",
        rows=5,
    )
    patterns = words("What is the same as before?", help_text="Filled in from the record", rows=4)
    worker_told_at = LondonMomentField(
        label="When was the social worker told?",
        subject="When the social worker was told",
        help_text="Filled in from the record, if it says",
        past=True,
        required=False,
    )
    risk_updated_on = DateField(
        label="When was the risk assessment brought up to date?",
        subject="The day of the risk assessment",
        help_text="Filled in from the record, if it was",
        past=True,
        required=False,
    )


class SignForm(Form):
    """Sign the report, or send it back with what has to be put right."""

    verdict = RadiosField(
        label="What do you decide?",
        missing="Choose whether you sign",
        choices=[("signed", "I sign this report off"), ("sent_back", "I send it back")],
        reveals={"sent_back": "reason"},
    )
    reason = words("What has to be put right?")


def action_fields(owners: list[tuple[str, str]]) -> dict[str, Any]:
    """One thing agreed to be done: what, by whom, by when. More are added to the plan itself."""
    return {
        "what-0": LongTextField(
            label="Was something agreed to be done?",
            help_text="It becomes somebody’s duty. Leave empty if not; add more on the plan",
            rows=2,
            max_length=2000,
            required=False,
        ),
        "person-0": SelectField(label="Who does it?", choices=owners, required=False),
        "due_on-0": DateField(
            label="By which day?", subject="The day by which it is done", required=False
        ),
    }
