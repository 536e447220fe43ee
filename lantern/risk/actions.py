"""Complete the risk assessment made before any absence; each version is kept (RF-011)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.core.instants import LONDON
from lantern.people.locks import hold
from lantern.people.models import Child
from lantern.risk import policies, questions
from lantern.risk.events import RiskAssessed
from lantern.risk.models import RiskAssessment

NEEDED = {
    "reasons": "Say why the child may go, or that no reason is known",
    "risks": "Say what could happen to the child while missing",
    "mitigations": "Say what is done to keep the child safe",
    "owner": "Name who keeps this assessment up to date",
}


class AssessmentFields(TypedDict, total=False):
    """The parts of an assessment, beside its review date."""

    reasons: str
    risks: str
    triggers: str
    mitigations: str
    distance: str
    answers: Mapping[str, Mapping[str, str]]
    owner: str
    review_on: date


@transaction.atomic
def assess(
    child: Child, *, by: Actor, at: datetime, version: int, **fields: Unpack[AssessmentFields]
) -> RiskAssessment:
    """A new version of the assessment. `version` is the one the person started from; 0 for none.

    If another was completed meanwhile, raises Conflict with both, and writes nothing.
    """
    policies.can_assess(by, child, at=at).require()
    _check(fields, at)
    hold(child)
    latest = (
        RiskAssessment.objects.filter(child=child).aggregate(latest=Max("version"))["latest"] or 0
    )
    if version != latest:
        raise _conflict(child, latest, fields)
    assessment = RiskAssessment.objects.create(
        child=child,
        assessed_at=at,
        by=by.id,
        version=latest + 1,
        recorded_at=at,
        **fields,
    )
    announce(RiskAssessed(about=child.reference, by=by.id, at=at, version=assessment.version))
    return assessment


def _check(fields: AssessmentFields, at: datetime) -> None:
    faults = {
        name: sentence for name, sentence in NEEDED.items() if not str(fields.get(name, "")).strip()
    }
    review_on = fields.get("review_on")
    if review_on is None or review_on <= at.astimezone(LONDON).date():
        faults["review_on"] = "Enter a review date in the future"
    faults.update(questions.faults(fields.get("answers", {})))
    if faults:
        raise Invalid(faults)


def _conflict(child: Child, latest: int, fields: AssessmentFields) -> Conflict:
    newest = RiskAssessment.objects.get(child=child, version=latest)
    theirs = _flat({name: getattr(newest, name) for name in fields})
    yours = _flat(dict(fields))
    differing = {name for name in theirs | yours if theirs.get(name) != yours.get(name)}
    return Conflict(
        f"{newest.owner} completed a newer assessment while you were writing. Choose what to keep.",
        theirs={"version": latest} | {name: theirs.get(name, "") for name in differing},
        yours={name: yours.get(name, "") for name in yours if name in differing},
    )


def _flat(fields: dict[str, Any]) -> dict[str, Any]:
    """Each part of an assessment by itself: an answer by its question, its words beside it."""
    answers: Mapping[str, Mapping[str, str]] = fields.pop("answers", {})
    for name, given in answers.items():
        fields[name] = given.get("answer", "")
        fields[f"{name}_words"] = given.get("words", "")
    return fields
