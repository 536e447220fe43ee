"""The answers that each page starts from: the profile, the contacts, the account, the hour."""

from typing import TYPE_CHECKING, Any

from lantern.core.instants import LONDON
from lantern.risk.questions import QUESTIONS
from lantern.vocabulary.absence import Origin
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.placement import PersonRelation
from lantern.vocabulary.role import Role
from lantern.vocabulary.telling import Recipient
from lantern.web import wording
from lantern.web.report.known import Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lantern.people.models import Contact

_FAMILY = {PersonRelation.MOTHER, PersonRelation.FATHER, PersonRelation.RELATIVE}
_ROLES = {
    Recipient.SOCIAL_WORKER: Role.SOCIAL_WORKER,
    Recipient.IRO: Role.INDEPENDENT_REVIEWING_OFFICER,
}


def when(known: Known) -> dict[str, Any]:
    """Today's date, and where the child lives."""
    today = known.now.astimezone(LONDON)
    parts = {"day": str(today.day), "month": str(today.month), "year": str(today.year)}
    return {"last_seen_at": parts, "origin": _origin(known), "is_back": "no"}


def _origin(known: Known) -> Origin | None:
    if known.actor.agency_kind == AgencyKind.SCHOOL:
        return Origin.EDUCATION
    if known.is_in_care:
        return Origin.CARE
    return Origin.HOME if known.sight.parts else None


def description(known: Known) -> dict[str, Any]:
    """What the profile says of looks and health."""
    profile = known.profile
    return {
        "description": profile.description if profile else "",
        "medical": profile.medical if profile else "",
        "phone": wording.telephone(known.child.telephone),
    }


def people(known: Known) -> dict[str, Any]:
    """The contacts by who they are to the child, and where the profile says the child may be."""
    by_relation: dict[PersonRelation, list[Contact]] = {}
    for each in known.contacts:
        by_relation.setdefault(PersonRelation(each.relation), []).append(each)
    return {
        "family": _listed(by_relation, _FAMILY),
        "friends": _listed(by_relation, {PersonRelation.FRIEND}),
        "associates": _listed(by_relation, {PersonRelation.ASSOCIATE, PersonRelation.OTHER}),
        "likely_places": known.profile.tracing if known.profile else "",
    }


def _listed(
    by_relation: "Mapping[PersonRelation, Iterable[Contact]]", wanted: set[PersonRelation]
) -> str:
    return "\n".join(
        _line(contact, relation)
        for relation, contacts in by_relation.items()
        if relation in wanted
        for contact in contacts
    )


def _line(contact: "Contact", relation: PersonRelation) -> str:
    telephone = wording.telephone(contact.telephone)
    parts = [f"{contact.name} ({relation.label.lower()})", telephone, contact.address]
    said = ", ".join(" ".join(part.split()) for part in parts if part)
    return f"{said}. Not to be told of an absence" if not contact.may_be_told else said


def questions(known: Known) -> dict[str, Any]:
    """The answers of the last assessment, to be confirmed or changed."""
    answers = known.assessment.answers if known.assessment else {}
    found: dict[str, Any] = {}
    for question in QUESTIONS:
        given = answers.get(question.id, {})
        found[question.id] = given.get("answer", "")
        found[f"{question.id}_words"] = given.get("words", "")
    return found


def told(known: Known) -> dict[str, Any]:
    """Who would have been told: the child's own workers, and the parents, by name."""
    names = {
        f"{recipient}_person": known.workers[role].name
        for recipient, role in _ROLES.items()
        if role in known.workers
    }
    holders = [one.name for one in known.contacts if one.has_parental_responsibility]
    not_to_be = [
        one for one in known.contacts if one.has_parental_responsibility and not one.may_be_told
    ]
    if not_to_be and len(not_to_be) == len(holders):
        names |= {"parents": "not_to_be", "parents_words": not_to_be[0].why_not_told}
    return names | {"parents_person": ", ".join(holders)}


def you(known: Known) -> dict[str, Any]:
    """The reporter's own name, role and number."""
    roles = sorted(role.label for role in known.actor.roles)
    return {
        "reporter_name": known.actor.name,
        "reporter_role": f"{', '.join(roles).capitalize()}, {known.actor.agency_name}",
        "reporter_telephone": wording.telephone(known.telephone),
    }
