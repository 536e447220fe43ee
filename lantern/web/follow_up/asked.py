"""What each kind of record asks on its page, how its answers become its parts, and back again."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from lantern.core.errors import Invalid
from lantern.episodes.codec import from_json, to_json
from lantern.follow_up import known
from lantern.follow_up.details import KINDS, Details, read
from lantern.follow_up.occasions import Counts
from lantern.follow_up.policies import PERMISSIONS, is_placed
from lantern.plans.details import Agreed
from lantern.vocabulary.follow_up import FollowUpKind
from lantern.vocabulary.placement import PlacementKind
from lantern.vocabulary.regulator import RegulatorEvent, regulation_for
from lantern.web import wording
from lantern.web.asking import AboutChild
from lantern.web.follow_up import forms
from lantern.web.plans.owners import owner_of

if TYPE_CHECKING:
    from lantern.follow_up.models import FollowUp
    from lantern.follow_up.queries import Subject


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One kind of record: its page. `invites` is how a panel leads there."""

    kind: FollowUpKind
    title: str
    invites: str
    form: type[AboutChild]
    with_action: bool = False
    goes_on: bool = False
    """Whether the next one begins with the words of the last: a plan is brought up to date."""

    @property
    def slug(self) -> str:
        """Its part of the address."""
        return self.kind.value.replace("_", "-")


ASKED: Final[Mapping[FollowUpKind, Asked]] = {
    one.kind: one
    for one in (
        Asked(
            kind=FollowUpKind.PLACEMENT_REVIEW,
            title="Is the placement still right?",
            invites="Review whether the placement is still right",
            form=forms.PlacementReviewForm,
            with_action=True,
        ),
        Asked(
            kind=FollowUpKind.PLACEMENT_PLAN,
            title="Bring the placement plan up to date",
            invites="Bring the placement plan up to date",
            form=forms.PlacementPlanForm,
            with_action=True,
            goes_on=True,
        ),
        Asked(
            kind=FollowUpKind.REPEAT_DISCUSSION,
            title="Talk about running away again",
            invites="Record a talk about running away again",
            form=forms.RepeatDiscussionForm,
            with_action=True,
        ),
        Asked(
            kind=FollowUpKind.ASSESSMENT,
            title="An assessment or a referral",
            invites="Record an assessment or a referral",
            form=forms.AssessmentForm,
        ),
        Asked(
            kind=FollowUpKind.REGULATOR,
            title="Must the regulator be told?",
            invites="Decide whether the regulator must be told",
            form=forms.RegulatorForm,
        ),
        Asked(
            kind=FollowUpKind.STATUTORY_REVIEW,
            title="Record a statutory review",
            invites="Record a statutory review",
            form=forms.StatutoryReviewForm,
            with_action=True,
        ),
        Asked(
            kind=FollowUpKind.SAFETY_PLAN,
            title="A safety plan with {child}",
            invites="Agree a safety plan",
            form=forms.SafetyPlanForm,
            goes_on=True,
        ),
        Asked(
            kind=FollowUpKind.CARE_PLAN_REQUEST,
            title="Ask for a review of the care plan",
            invites="Ask for a review of the care plan",
            form=forms.CarePlanRequestForm,
        ),
        Asked(
            kind=FollowUpKind.EARLY_HELP,
            title="Early help offered",
            invites="Record early help offered",
            form=forms.EarlyHelpForm,
        ),
    )
}
"""In the order in which they are offered."""
assert ASKED.keys() == PERMISSIONS.keys() == KINDS.keys()  # noqa: S101  a kind without a page


@dataclass(frozen=True, kw_only=True)
class Said:
    """One part of a record as people read it."""

    label: str
    words: str


def details_of(kind: FollowUpKind, given: Mapping[str, Any]) -> Details:
    """The parts of the record, from the answers; what is empty was not said."""
    names = {field.name for field in fields(KINDS[kind])}
    answered = {
        name: to_json(value)
        for name, value in given.items()
        if name in names and value not in (None, "")
    }
    details: Details = from_json(KINDS[kind], _whole(kind) | answered)
    return details


def _whole(kind: FollowUpKind) -> dict[str, Any]:
    """Words that were left out are empty, so that what is missing is said beside its field."""
    return {field.name: "" for field in fields(KINDS[kind]) if field.type is str}


def answers_of(row: "FollowUp") -> dict[str, Any]:
    """The answers that would give this record again."""
    details = read(FollowUpKind(row.kind), row.details)
    return {field.name: getattr(details, field.name) for field in fields(details)}


ACTION: Final = {
    "what-0": "Say what is to be done",
    "person-0": "Select who does it",
    "due_on-0": "Enter the day by which it is done",
}


def agreed(given: Mapping[str, Any]) -> tuple[Agreed, ...]:
    """The one action of the form, if somebody filled it in. Raises Invalid for half of one."""
    missing = {name: sentence for name, sentence in ACTION.items() if not given.get(name)}
    if len(missing) == len(ACTION):
        return ()
    if missing:
        raise Invalid(missing)
    who: dict[str, Any] = owner_of(given["person-0"])
    return (Agreed(what=given["what-0"], due_on=given["due_on-0"], **who),)


def said(row: "FollowUp", child: str) -> tuple[Said, ...]:
    """What the record says, in the order of its page, under the questions that were asked."""
    kind = FollowUpKind(row.kind)
    form = ASKED[kind].form(child=child, at=row.at)
    offer(form, kind, tuple(RegulatorEvent))
    answers = answers_of(row)
    return tuple(
        Said(label=str(field.label), words=shown)
        for name, field in form.fields.items()
        if name != "at" and (shown := _shown(answers.get(name), field))
    )


def offer(form: AboutChild, kind: FollowUpKind, events: tuple[RegulatorEvent, ...]) -> None:
    """Give the form of the regulator's question the events to choose from."""
    if isinstance(form, forms.RegulatorForm) and kind is FollowUpKind.REGULATOR:
        form.offer(list(events))


def events_for(placed: PlacementKind | None) -> tuple[RegulatorEvent, ...]:
    """The events of the regulation for a kind of placement."""
    found = regulation_for(placed)
    return found.events if found is not None else ()


def _shown(value: Any, field: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return wording.moment(value)
    if isinstance(value, date):
        return wording.day(value)
    if isinstance(value, tuple):
        return "; ".join(one.label for one in value)
    if hasattr(field, "each_choice") and value:
        labels: dict[str, str] = dict(field.each_choice())
        return labels.get(str(value), str(value))
    return str(value or "")


def sentences(subject: "Subject", kind: FollowUpKind) -> tuple[str, ...]:
    """What this person has to know before answering."""
    if kind is FollowUpKind.STATUTORY_REVIEW:
        return counted(known.for_review(subject.child, at=subject.at))
    if kind is FollowUpKind.REGULATOR and subject.episode is not None:
        regulation = regulation_for(is_placed(subject.episode))
        return (regulation.words,) if regulation is not None else ()
    if kind is FollowUpKind.CARE_PLAN_REQUEST:
        return ("Do this when a child is persistently absent, or at risk in the home.",)
    return ()


def counted(found: known.Reviewed) -> tuple[str, ...]:
    """The count that a review has to hear, in sentences."""
    ever = f"In all: {_times(found.in_all)}."
    if found.since is None:
        return (ever, "The record has no earlier review.")
    return (f"Since the last review, on {wording.day(found.since)}: {_times(found.lately)}.", ever)


def _times(counts: Counts) -> str:
    return (
        f"missing {_number(counts.missing)}, absent {_number(counts.absent)}, "
        f"away {_number(counts.away)}"
    )


def _number(times: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(times, f"{times} times")
