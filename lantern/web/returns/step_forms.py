"""Forms of what is arranged, decided and told once a child is located or back."""

from lantern.vocabulary.returning import PoliceSupport, StrategyDecision
from lantern.vocabulary.telling import Method
from lantern.web.asking import AboutChild, choices, moment
from lantern.web.dates import LondonMomentField
from lantern.web.fields import LongTextField, RadiosField, TextField
from lantern.web.returns.check_forms import A_LINE

PHONE = Method.TELEPHONE


class ArrangedForm(AboutChild):
    """Who brings the child back, how and to where (RF-060, DA-047)."""

    at = moment("When was this arranged?", "The time it was arranged")
    collected_by = TextField(
        label="Who collects {child}?",
        help_text="For example the key worker, a foster carer, the social worker",
        missing="Say who collects {child}",
        max_length=A_LINE,
    )
    transport = TextField(
        label="How?",
        help_text="For example the home’s car, a taxi, the train",
        required=False,
        max_length=A_LINE,
    )
    place = TextField(label="Where to?", required=False, max_length=A_LINE)
    police_support = RadiosField(
        label="Are the police asked to help?",
        help_text="Only on one of these grounds. The authority answers for the return",
        required=False,
        choices=[("", "No"), *choices(PoliceSupport)],
    )
    words = LongTextField(
        label="Anything else, and why the police if they are asked", required=False, rows=3
    )


class NoContactForm(AboutChild):
    """What is done about a child who is located and cannot be reached (DfE 2014 ¶67)."""

    at = moment("When was this decided?", "The time of the decision")
    words = LongTextField(
        label="What was decided, and who does what?", missing="Say what was decided", rows=4
    )
    agreed_with = TextField(
        label="Which police officer agreed it?",
        missing="Name the police officer",
        max_length=A_LINE,
    )
    done_by = TextField(label="Who decided for the authority?", required=False, max_length=A_LINE)
    again_at = LondonMomentField(
        label="When do you look at it again?",
        subject="When you look at it again",
        required=False,
    )


class AtRiskForm(AboutChild):
    """Whether somebody is concerned that the child would be at risk at home (DA-065)."""

    at = moment("When did this become known?", "The time")
    is_so = RadiosField(
        label="Might {child} be at risk if taken home?",
        missing="Choose whether {child} might be at risk at home",
        choices=[("yes", "Yes, somebody is concerned"), ("no", "No, not any longer")],
    )
    words = LongTextField(
        label="Why?",
        help_text="Write it so that {child} could read it",
        missing="Say why",
        rows=4,
    )


class DoneForm(AboutChild):
    """Something was done: what, by whom, with whom."""

    at = moment("When?", "The time")
    words = LongTextField(
        label="What was done or decided?", missing="Say what was done or decided", rows=4
    )
    done_by = TextField(label="By whom, if not by you?", required=False, max_length=A_LINE)
    agreed_with = TextField(label="With whom, or to whom?", required=False, max_length=A_LINE)


class PlaceForm(DoneForm):
    """Where a child stays who may be at risk at home, or that home is safe after all."""

    place = TextField(
        label="Where does {child} stay?",
        help_text="Leave it empty if it was decided that home is safe after all",
        required=False,
        max_length=A_LINE,
    )
    field_order = ("at", "place", "words", "done_by", "agreed_with")


class HarmToldForm(AboutChild):
    """The social worker was told of the harm that a check showed (SCP L1112)."""

    at = moment("When were they told?", "The time they were told")
    person = TextField(
        label="Whom did you tell?",
        help_text="The social worker; at night the duty team; for a child without one the hub",
        missing="Name whom you told",
        max_length=A_LINE,
    )
    method = RadiosField(label="How?", missing="Choose how", choices=choices(Method))
    acknowledged_by = TextField(
        label="Who has said that they have it?", required=False, max_length=A_LINE
    )
    words = LongTextField(label="What was said", required=False, rows=3)


class DiscussionForm(AboutChild):
    """Whether a strategy discussion is needed, and why (DA-054)."""

    at = moment("When was this decided?", "The time of the decision")
    decision = RadiosField(
        label="Is a strategy discussion needed?",
        missing="Choose whether a strategy discussion is needed",
        choices=choices(StrategyDecision),
    )
    manager = TextField(
        label="Which team manager decided?", missing="Name the team manager", max_length=A_LINE
    )
    reason = LongTextField(
        label="Why?",
        help_text="If none is needed, say what is done instead",
        missing="Give the reason",
        rows=4,
    )
