"""The question pages of a report, each as short as the night allows. Most answers are optional."""

from datetime import datetime
from typing import Any

from lantern.agreements.binding import protocols_around
from lantern.episodes import asked
from lantern.protocol.definitions import FactDefinition
from lantern.vocabulary.absence import Corroboration, Origin
from lantern.vocabulary.returning import CheckKind, ChecksOutcome
from lantern.web.asking import AboutChild, choices
from lantern.web.dates import LondonMomentField
from lantern.web.episodes.declared import fields_for
from lantern.web.fields import (
    CheckboxesField,
    LongTextField,
    RadiosField,
    TelephoneField,
    TextField,
    YesNoField,
)
from lantern.web.report.known import Known
from lantern.web.times import ClockField

A_LINE = 200
KNOWN_PLACE = "known"
NO_CHECKS = "none"


class Step(AboutChild):
    """A page of the report: a form that starts from what is known of the child."""

    def __init__(self, *args: Any, known: Known, at: datetime, **kwargs: Any) -> None:
        self.known = known
        super().__init__(*args, child=known.name, at=at, **kwargs)


class WhenForm(Step):
    """When and where the child was last seen, and whether the child is back by now."""

    last_seen = RadiosField(
        label="When was {child} last seen?",
        size="m",
        missing="Choose whether you know when {child} was last seen",
        choices=[("known", "At a time I know, or about then"), ("not_known", "Not known")],
        reveals={"known": ("last_seen_at",)},
    )
    last_seen_at = LondonMomentField(
        label="Date and time",
        subject="The time {child} was last seen",
        help_text="About right is enough. Change the day if it was before midnight",
        missing="Enter when {child} was last seen, or choose “Not known”",
        past=True,
    )
    last_seen_place = TextField(
        label="Where was {child} last seen?", max_length=A_LINE, required=False
    )
    last_seen_by = TextField(label="Who saw {child} then?", max_length=A_LINE, required=False)
    noticed_at = ClockField(
        label="When did somebody notice that {child} was not there?",
        help_text="A time such as 21:15, or 20/11 21:15 for another day",
        required=False,
    )
    went_at = ClockField(
        label="When do you think {child} went, if not then?",
        help_text="A time such as 20:30, or 20/11 20:30 for another day",
        required=False,
    )
    origin = RadiosField(
        label="Where did {child} go from?",
        missing="Choose where {child} went from",
        choices=choices(Origin),
        reveals={Origin.OTHER: "went_from"},
    )
    went_from = TextField(label="Where?", missing="Say where {child} went from", max_length=A_LINE)
    is_back = RadiosField(
        label="Is {child} back now?",
        missing="Choose whether {child} is back",
        choices=[
            ("no", "No, {child} is still away"),
            ("yes", "Yes, {child} is back or has been found"),
        ],
        help_text="A child who is already back is reported too, so that nothing is lost",
    )

    def __init__(self, *args: Any, known: Known, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, known=known, at=at, **kwargs)
        placed = known.placement.carer.name if known.placement else ""
        named = {Origin.CARE: f"Where {known.name} is placed{f': {placed}' if placed else ''}"}
        named |= {Origin.HOME: "Home, with family"}
        self.fields["origin"].choices = [  # type: ignore[attr-defined]
            (one.value, named.get(one, one.label)) for one in Origin
        ]


class BeforeForm(Step):
    """What happened, who may be with the child, and whether to worry at once."""

    circumstances = LongTextField(
        label="What happened before {child} went?",
        help_text="Arguments, calls, messages, a visit, a mood: whatever may help to find {child}",
        rows=4,
        required=False,
    )
    with_whom = TextField(label="Who may be with {child}?", max_length=A_LINE, required=False)
    together = CheckboxesField(
        label="Did any of these children go with {child}?",
        help_text="Each gets a report of their own, sent with this one",
        missing="Choose from the children listed",
        required=False,
        choices=[],
    )
    worry = YesNoField(
        label="Is there a reason to worry for {child}'s safety right now?",
        required=False,
        reveals={"yes": "worry_words"},
    )
    worry_words = LongTextField(
        label="What is it?",
        missing="Say what worries you, so that the police can act on it",
        help_text="If {child} is in danger, ring 999 first",
        rows=3,
    )
    forced = YesNoField(
        label="Do you think somebody took {child} by force?",
        help_text="If you do, ring 999 now: it is a crime",
        required=False,
    )

    def __init__(self, *args: Any, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, known=known, **kwargs)
        if known.others:
            self.fields["together"].choices = [  # type: ignore[attr-defined]
                (other.reference, other.name) for other in known.others
            ]
        else:
            del self.fields["together"]


class EachForm(Step):
    """What is to be said of each of the other children alone (IS-004)."""

    def __init__(self, *args: Any, known: Known, chosen: list[str], **kwargs: Any) -> None:
        self.about = [other for other in known.others if other.reference in chosen]
        more = {
            f"about-{other.reference}": LongTextField(
                label=f"About {other.given_name or other.name} alone",
                help_text="What happened before, clothes, worries. It goes on that record only",
                rows=4,
                required=False,
            )
            for other in self.about
        }
        super().__init__(*args, known=known, more=more, **kwargs)


class ChecksForm(Step):
    """What has been tried, what came of it, and by when trying must end (IAP L518–520)."""

    outcome = RadiosField(
        label="What have you found out?",
        required=False,
        choices=[
            *choices(ChecksOutcome),
            (KNOWN_PLACE, "We know where {child} is, and somebody has confirmed it"),
            (NO_CHECKS, "Nothing yet: no checks have been made"),
        ],
        reveals={
            ChecksOutcome.SAID_WHERE: "said_place",
            KNOWN_PLACE: ("where_place", "where_how", "where_at", "where_words"),
        },
    )
    said_place = TextField(
        label="Where does {child} say they are?",
        missing="Say where {child} says they are, or “would not say”",
        help_text="Until somebody confirms it, {child}'s whereabouts stay not known",
        max_length=A_LINE,
    )
    where_place = TextField(
        label="Where is {child}?", missing="Say where {child} is", max_length=A_LINE
    )
    where_how = RadiosField(
        label="How was it confirmed?",
        missing="Choose how it was confirmed",
        choices=choices(one for one in Corroboration if one != Corroboration.NONE),
    )
    where_at = ClockField(
        label="Since what time has this been known?",
        missing="Enter the time from which you knew where {child} was",
        help_text="A time such as 21:15, or 20/11 21:15 for another day",
    )
    where_words = TextField(
        label="Anything else about it",
        help_text="If it was confirmed another way, say how",
        max_length=A_LINE,
        required=False,
    )
    made = CheckboxesField(
        label="Which checks have been made?",
        required=False,
        choices=choices(CheckKind),
        reveals={kind.value: (f"{kind}_at", f"{kind}_result") for kind in CheckKind},
    )
    deadline = YesNoField(
        label="Was a time set by which these checks must end?",
        help_text="Set it at the outset, by the risk to this child. If there is reason to worry, "
        "do not wait for it",
        required=False,
        reveals={"yes": ("deadline_at", "deadline_reason")},
    )
    deadline_at = LondonMomentField(
        label="Checks must end by",
        subject="The time by which checks must end",
        missing="Enter when the checks must end",
    )
    deadline_reason = TextField(
        label="Why then?",
        missing="Say why this time is right for {child}",
        help_text="For example age, medicine, the hour, what happened last time",
        max_length=A_LINE,
    )


for _kind in CheckKind:
    ChecksForm.base_fields |= {
        f"{_kind}_at": ClockField(label="When?", help_text="A time such as 20:45", required=False),
        f"{_kind}_result": TextField(
            label="Who made it, of whom, and with what result?",
            required=False,
            max_length=A_LINE,
        ),
    }


class DescriptionForm(Step):
    """What the child looks like, wears, carries and needs."""

    clothing = LongTextField(label="Clothes", rows=2, required=False)
    bags = TextField(label="Bags", max_length=A_LINE, required=False)
    phone = TextField(
        label="Phone and its number",
        help_text="Or “no phone”. Say if it is switched off",
        max_length=A_LINE,
        required=False,
    )
    belongings = TextField(
        label="Anything else with {child}",
        help_text="For example money, a travel card, a passport",
        max_length=A_LINE,
        required=False,
    )
    description = LongTextField(label="What does {child} look like?", rows=5, required=False)
    medical = LongTextField(
        label="Medicine, treatment and health",
        help_text="What {child} needs, how often, and what happens without it",
        rows=3,
        required=False,
    )


class PeopleForm(Step):
    """Who knows the child, and where the child may be."""

    family = LongTextField(label="Family", rows=4, required=False)
    friends = LongTextField(label="Friends", rows=3, required=False)
    associates = LongTextField(
        label="Anybody else {child} may be with or go to", rows=3, required=False
    )
    likely_places = LongTextField(label="Where {child} may be", rows=4, required=False)


class YouForm(Step):
    """Who is reporting, and the number on which the police can ring back tonight."""

    reporter_name = TextField(
        label="Your name", missing="Enter your name", max_length=120, autocomplete="name"
    )
    reporter_role = TextField(label="Your role", max_length=120, required=False)
    reporter_telephone = TelephoneField(
        label="Number to ring you on tonight",
        missing="Enter a number on which you can be reached tonight",
    )


class AskedForm(Step):
    """What the protocol of the child's authority asks of whoever reports. All may stay empty."""

    def __init__(self, *args: Any, known: Known, at: datetime, **kwargs: Any) -> None:
        more = fields_for(questions(known))
        super().__init__(*args, known=known, at=at, more=more, **kwargs)


def questions(known: Known) -> tuple[FactDefinition, ...]:
    """The questions of the rulebook that come with a report."""
    return asked.asked_on(protocols_around(known.child.pk), "report", known.actor)
