"""Forms about a child who has been found, or is back."""

from typing import Any

from lantern.episodes.details import Discussion, LocatedDetails, ReturnDetails
from lantern.vocabulary.absence import EndOfEpisode
from lantern.vocabulary.returning import Answer, HowReturned, PoliceSupport
from lantern.web.asking import AboutChild, choices, moment
from lantern.web.dates import LondonMomentField
from lantern.web.fields import LongTextField, RadiosField, TextField

A_LINE = 200


class BackForm(AboutChild):
    """How the child came back: only the time is needed tonight."""

    at = LondonMomentField(
        label="When did {child} come back?",
        subject="The time {child} came back",
        missing="Enter when {child} came back",
        past=True,
    )
    ends = RadiosField(
        label="Where is {child} now?",
        missing="Choose where {child} is now",
        choices=[
            (EndOfEpisode.RETURNED, "Back where {child} left from"),
            (EndOfEpisode.NEW_PLACEMENT, "In another safe place"),
        ],
        reveals={EndOfEpisode.NEW_PLACEMENT: "place"},
    )
    place = TextField(label="Where?", missing="Say where {child} is now", max_length=A_LINE)
    how = RadiosField(
        label="How did {child} come back?", required=False, choices=choices(HowReturned)
    )
    found_where = TextField(label="Where was {child} found?", max_length=A_LINE, required=False)
    found_at = LondonMomentField(
        label="When was {child} found, if earlier?",
        subject="The time {child} was found",
        help_text="If somebody found {child} before coming back",
        required=False,
        past=True,
    )
    found_by = TextField(label="Who found {child}?", max_length=A_LINE, required=False)
    brought_by = TextField(label="Who brought {child} back?", max_length=A_LINE, required=False)
    with_whom = TextField(label="Who was {child} with?", max_length=A_LINE, required=False)
    distance_miles = TextField(
        label="How far away was {child} found?",
        help_text="In miles, for example 2.5",
        width=5,
        inputmode="decimal",
        required=False,
    )
    overnight = RadiosField(
        label="Was {child} away overnight?",
        required=False,
        inline=False,
        choices=choices(Answer),
        reveals={Answer.YES: "where_slept"},
    )
    where_slept = TextField(label="Where did {child} sleep?", max_length=A_LINE, required=False)
    hurt = RadiosField(
        label="Was {child} hurt or harmed?",
        required=False,
        choices=choices(Answer),
        reveals={Answer.YES: "hurt_words"},
    )
    hurt_words = TextField(label="How?", max_length=A_LINE, required=False)
    police_support = RadiosField(
        label="Did the police help to bring {child} back?",
        help_text="The authority is responsible for the return; the police help on these grounds",
        required=False,
        choices=[("", "No"), *choices(PoliceSupport)],
    )
    offered_talk = RadiosField(
        label="Was {child} offered a talk with somebody before going back?",
        required=False,
        inline=True,
        choices=choices(Answer),
    )
    words = LongTextField(label="Anything else about the return", rows=3, required=False)

    def clean_distance_miles(self) -> float | None:
        """Miles as a number; the domain says what is too far."""
        text = self.cleaned_data.get("distance_miles", "").replace(",", "").strip()
        if not text:
            return None
        try:
            return float(text.removesuffix("miles").removesuffix("mile").strip())
        except ValueError:
            self.add_error("distance_miles", "Enter the distance in miles, like 2.5")
            return None


def return_details(given: dict[str, Any]) -> ReturnDetails:
    """The answers about a return as the record keeps them."""
    return ReturnDetails(
        ends=EndOfEpisode(given["ends"]),
        place=given.get("place") or "",
        how=HowReturned(given["how"]) if given.get("how") else None,
        found_by=given.get("found_by", ""),
        brought_by=given.get("brought_by", ""),
        transport=given.get("transport", ""),
        found_where=given.get("found_where", ""),
        found_at=given.get("found_at"),
        with_whom=given.get("with_whom", ""),
        distance_miles=given.get("distance_miles"),
        overnight=_answer(given, "overnight"),
        where_slept=given.get("where_slept") or "",
        police_support=PoliceSupport(given["police_support"])
        if given.get("police_support")
        else None,
        hurt=_answer(given, "hurt"),
        hurt_words=given.get("hurt_words") or "",
        offence_by=_answer(given, "offence_by"),
        offence_by_words=given.get("offence_by_words") or "",
        offence_against=_answer(given, "offence_against"),
        offence_against_words=given.get("offence_against_words") or "",
        offered_talk=_answer(given, "offered_talk"),
    )


def _answer(given: dict[str, Any], name: str) -> Answer | None:
    return Answer(given[name]) if given.get(name) else None


class ReturnForm(BackForm):
    """The return as the carer records it: how the child came back, and what was done at once."""

    at = moment("When did {child} come back?", "The time {child} came back")
    transport = TextField(
        label="How did {child} travel?",
        help_text="For example the home’s car, a taxi, the train",
        max_length=A_LINE,
        required=False,
    )
    offence_against = RadiosField(
        label="Did {child} tell of an offence against them?",
        required=False,
        choices=choices(Answer),
        reveals={Answer.YES: "offence_against_words"},
    )
    offence_against_words = TextField(label="What was it?", max_length=A_LINE, required=False)
    offence_by = RadiosField(
        label="Did {child} tell of an offence they may have committed?",
        help_text="Do not question {child} about it: what is said could be used, so a caution, an "
        "appropriate adult and legal advice come first. Write only what {child} chose to tell",
        required=False,
        choices=choices(Answer),
        reveals={Answer.YES: "offence_by_words"},
    )
    offence_by_words = TextField(label="What did {child} tell?", max_length=A_LINE, required=False)
    needs_met = LongTextField(
        label="What did {child} need at once, and what was done?",
        help_text="Health, food, warmth, sleep",
        rows=3,
        required=False,
    )
    told_of_interview = RadiosField(
        label="Has {child} been told of the right to a return interview?",
        help_text="With somebody independent of the placement and of the authority",
        required=False,
        choices=choices(Answer),
    )
    concern = LongTextField(
        label="Is there a child protection concern?",
        help_text="If there is, tell the social worker or emergency duty team at once as well",
        rows=3,
        required=False,
    )


class DiscussionForm(AboutChild):
    """What the carer did, and what the child told: the six topics (SCP L1091–1098)."""

    at = moment("When was this?", "The time of the talk")
    needs_met = LongTextField(
        label="What did {child} need at once, and what was done?", rows=2, required=False
    )
    told_of_interview = RadiosField(
        label="Has {child} been told of the right to a return interview?",
        required=False,
        choices=choices(Answer),
    )
    reasons = LongTextField(label="Why {child} went", rows=3, required=False)
    whereabouts = LongTextField(label="Where {child} was", rows=2, required=False)
    where_slept = LongTextField(
        label="Where {child} slept, if away overnight", rows=2, required=False
    )
    adults = LongTextField(label="Adults {child} was with", rows=2, required=False)
    young_people = LongTextField(label="Young people {child} was with", rows=2, required=False)
    funding = LongTextField(
        label="How food, travel and anything else were paid for", rows=2, required=False
    )
    harm = LongTextField(label="Harm {child} suffered", rows=2, required=False)
    risk_of_harm = LongTextField(label="Risk of harm that {child} met", rows=2, required=False)
    concern = LongTextField(
        label="Is there a child protection concern?",
        help_text="If there is, tell the social worker or emergency duty team at once as well",
        rows=3,
        required=False,
    )


class LocatedForm(AboutChild):
    """The child has been found, and is not back yet."""

    at = moment("When was {child} located?", "The time {child} was located")
    place = TextField(label="Where is {child}?", missing="Say where {child} is", max_length=A_LINE)
    meaningful_contact = RadiosField(
        label="Has anybody been able to make meaningful contact with {child}?",
        missing="Choose whether there is meaningful contact",
        choices=[
            ("yes", "Yes: somebody has seen or spoken with {child} properly"),
            ("no", "No: we know where {child} is, and cannot reach {child}"),
        ],
        hints={"no": "The responsible authority and the police then decide what to do"},
    )
    found_by = TextField(label="Who found {child}?", max_length=A_LINE, required=False)
    with_whom = TextField(label="Who is {child} with?", max_length=A_LINE, required=False)
    words = LongTextField(
        label="How {child} is, and what happens next",
        help_text="A child who has been found is not yet safe. Say what is being done",
        rows=4,
        required=False,
    )


def care_details(given: dict[str, Any]) -> dict[str, Any]:
    """What was done at once and what the child told, as parts of the record of a return."""
    names = Discussion.__dataclass_fields__
    said = {name: given[name] for name in names if given.get(name)}
    return {
        "needs_met": given.get("needs_met", ""),
        "told_of_interview": _answer(given, "told_of_interview"),
        "concern": given.get("concern", ""),
        "discussion": Discussion(**said) if said else None,
    }


def located_details(given: dict[str, Any]) -> LocatedDetails:
    """The answers about a child who has been located as the record keeps them."""
    return LocatedDetails(
        meaningful_contact=given["meaningful_contact"] == "yes",
        place=given["place"],
        found_by=given["found_by"],
        with_whom=given["with_whom"],
    )
