"""How an interview was held, as a form: a time where it is known, and a day where only that is."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from lantern.access.actor import Actor
from lantern.core.errors import Invalid
from lantern.core.instants import day_in_london, read_london
from lantern.interviews.held import Held, on_day
from lantern.vocabulary.absence import Precision
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.interviewing import Company, Dependence, Ending, InterviewerKind
from lantern.vocabulary.returning import Answer
from lantern.web import wording
from lantern.web.asking import AboutChild, choices
from lantern.web.dates import DateField
from lantern.web.fields import RadiosField, TextField

if TYPE_CHECKING:
    from lantern.referrals.models import Offer

A_LINE: Final = 200
ANSWERS: Final = choices(Answer)


_KINDS: Final[Mapping[AgencyKind | None, InterviewerKind]] = {
    AgencyKind.INTERVIEW_PROVIDER: InterviewerKind.PROVIDER,
    AgencyKind.LOCAL_AUTHORITY: InterviewerKind.SOCIAL_WORKER,
}


def _answer(label: str, hint: str = "") -> RadiosField:
    return RadiosField(label=label, help_text=hint, required=False, inline=True, choices=ANSWERS)


class HeldForm(AboutChild):
    """When, where, by whom and with whom (RF-214.01 to .09)."""

    on = DateField(label="On which day was it?", subject="The day of the interview", past=True)
    time = TextField(
        label="At what time?",
        help_text="For example 16:30. Leave it empty if nobody knows: then the day stands alone",
        width=5,
        max_length=20,
        required=False,
    )
    ending = RadiosField(
        label="How did it go?",
        missing="Choose how it went",
        choices=[(one.value, one.label) for one in Ending],
    )
    ending_words = TextField(
        label="If it was not the whole interview, what happened?",
        max_length=A_LINE,
        required=False,
    )
    interviewer = TextField(
        label="Who held it?", missing="Name who held the interview", max_length=A_LINE
    )
    interviewer_kind = RadiosField(
        label="What is their profession?",
        missing="Choose the profession of whoever held it",
        choices=choices(InterviewerKind),
        reveals={InterviewerKind.POLICE: "police_reason"},
    )
    police_reason = TextField(
        label="Why a police officer?",
        missing="Say why a police officer held the interview",
        max_length=A_LINE,
    )
    interviewer_role = TextField(label="Their role", max_length=A_LINE, required=False)
    interviewer_agency = TextField(label="Their agency", max_length=A_LINE, required=False)
    is_trained = _answer("Are they trained to hold these interviews?")
    from_placement = _answer("Are they independent of the placement?")
    from_authority = _answer("Are they independent of the authority responsible for {child}?")
    knows_child = _answer("Do they usually work with {child}?")
    dependence = RadiosField(
        label="If not independent, why them?",
        required=False,
        choices=[("", "They are independent"), *choices(Dependence)],
    )
    dependence_words = TextField(
        label="More about why, in {child}’s words if you can", max_length=A_LINE, required=False
    )
    choice = TextField(label="Whom did {child} want to talk to?", max_length=A_LINE, required=False)
    choice_met = _answer("Was that the person {child} talked to?")
    venue = TextField(label="Where was it?", max_length=A_LINE, required=False)
    is_neutral = _answer("Was that a neutral place?")
    feels_safe_there = _answer("Did {child} feel safe there?")
    company = RadiosField(
        label="Was {child} seen alone?",
        missing="Choose whether {child} was seen alone",
        choices=choices(Company),
    )
    companion = TextField(
        label="If not alone, who else was there, and why?", max_length=A_LINE, required=False
    )
    advocate = _answer("Was {child} offered an advocate?")
    before_return = _answer("Was it before {child} went back to the placement or home?")

    def clean_time(self) -> str:
        """A time of day on the 24-hour clock; empty where nobody knows."""
        text = str(self.cleaned_data.get("time", "")).strip().replace(".", ":")
        on = self.cleaned_data.get("on")
        if text and on is not None:
            try:
                read_london(f"{on.isoformat()} {text}")
            except ValueError:
                self.add_error("time", "Enter a time like 16:30, or leave it empty")
        return text


def held_of(given: Mapping[str, Any], now: datetime) -> Held:
    """What was typed, as the record keeps it."""
    on, time = given["on"], given.get("time", "")
    at = read_london(f"{on.isoformat()} {time}") if time else on_day(on, now)
    words = (
        "ending_words",
        "interviewer",
        "interviewer_role",
        "interviewer_agency",
        "police_reason",
        "dependence_words",
        "choice",
        "venue",
        "companion",
    )
    asked = (
        "is_trained",
        "from_placement",
        "from_authority",
        "knows_child",
        "choice_met",
        "is_neutral",
        "feels_safe_there",
        "advocate",
        "before_return",
    )
    said: dict[str, Any] = {name: str(given.get(name) or "").strip() for name in words}
    said |= {name: Answer(given.get(name) or Answer.NOT_KNOWN) for name in asked}
    dependence = given.get("dependence")
    return Held(
        at=at,
        precision=Precision.MINUTE if time else Precision.DAY,
        ending=Ending(given["ending"]),
        interviewer_kind=InterviewerKind(given["interviewer_kind"]),
        dependence=Dependence(dependence) if dependence else None,
        company=Company(given["company"]),
        **said,
    )


def start(held: Held | None, *, by: Actor, offered: "Offer | None" = None) -> dict[str, Any]:
    """What the form begins with: what stands, or who is writing and what the offer recorded."""
    if held is None:
        return (
            _as_offered(offered)
            | _independence(by)
            | {
                "interviewer": by.name,
                "interviewer_agency": by.agency_name,
                "interviewer_kind": _KINDS.get(by.agency_kind) or "",
                "ending": Ending.WHOLE,
                "company": Company.ALONE,
            }
        )
    given = {name: getattr(held, name) for name in HeldForm.base_fields if hasattr(held, name)}
    known = held.precision == Precision.MINUTE
    return given | {
        "on": day_in_london(held.at),
        "time": wording.clock(held.at) if known else "",
        "dependence": held.dependence or "",
    }


def _independence(by: Actor) -> dict[str, Any]:
    """A provider of interviews is neither the placement nor the authority; others say."""
    if by.agency_kind is not AgencyKind.INTERVIEW_PROVIDER:
        return {}
    return {"from_placement": Answer.YES, "from_authority": Answer.YES}


def _as_offered(offered: "Offer | None") -> dict[str, Any]:
    """What the child wanted, and what the child was offered: nobody asks it twice."""
    if offered is None:
        return {}
    return {
        "choice": offered.chosen_person,
        "venue": offered.chosen_place,
        "advocate": Answer.YES if offered.advocate_offered else Answer.NO,
        "before_return": offered.before_return,
    }


def at_its_field(fault: Invalid, child: str) -> Invalid:
    """The same faults with the child’s name, those of the time beside the day that was typed."""
    return Invalid(
        {
            {"at": "on"}.get(name, name): said.replace("{child}", child)
            for name, said in fault.messages.items()
        }
    )
