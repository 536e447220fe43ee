"""Makes the children's records: who they are, where they live, what is kept ready."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Final

from django.core.files import File

from lantern.access.actor import Actor
from lantern.core.calendar import same_day_months_after
from lantern.core.instants import LONDON, day_in_london
from lantern.demo.cast import MAKER, Partnership
from lantern.demo.company import (
    ADDRESSES,
    AREA_OF,
    CARERS,
    OWN_SERVICE,
    ROLES_BY_AUTHORITY,
    is_household,
)
from lantern.demo.identifiers import mobiles, nhs_numbers, upns
from lantern.demo.people import Character
from lantern.demo.portraits import portrait
from lantern.people.actions import (
    assignments,
    children,
    contacts,
    flags,
    identifiers,
    statuses,
    steps,
)
from lantern.placements.actions import homes, photographs, placements, profiles
from lantern.risk import actions as risk
from lantern.risk.queries import latest as latest_assessment
from lantern.risk.questions import QUESTIONS
from lantern.vocabulary.placement import IdentifierKind, PersonRelation, PlacementKind, StatusKind
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.role import Role

if TYPE_CHECKING:
    from lantern.accounts.models import User
    from lantern.agencies.models import Agency
    from lantern.people.models import Child

KNOWN_FOR: Final = timedelta(days=200)
"""For how long the authority has known a child who lives at home."""
_POSTCODES: Final = {"calderbrook": "CC1 4AB", "vale": "EV3 7QD", "northmoor": "NM5 2LT"}
"""Of postcode areas that do not exist."""
_QUESTION_OF: Final = {
    FlagKind.CHILD_SEXUAL_EXPLOITATION: "sexual_exploitation",
    FlagKind.SELF_HARM: "self_harm",
    FlagKind.SUBSTANCE_MISUSE: "substance_misuse",
    FlagKind.MEDICATION: "medication",
    FlagKind.DISABILITY: "unsafe_with_others",
    FlagKind.PERSON_POSING_RISK: "person_posing_risk",
    FlagKind.TRAFFICKING: "vulnerable",
}


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What remains of the numbers that belong to nobody."""

    nhs: Iterator[str]
    pupil: Iterator[str]
    telephone: Iterator[str]

    @staticmethod
    def fresh() -> "Numbers":
        """All of them; the first of the mobile numbers are the cast's own."""
        telephone = mobiles()
        for _ in range(100):
            next(telephone)
        return Numbers(nhs=nhs_numbers(), pupil=upns(), telephone=telephone)


@dataclass(frozen=True, kw_only=True)
class Known:
    """A child of the demonstration once on record: as written down, as recorded, and since when."""

    character: Character
    child: "Child"
    since: datetime
    serial: int

    @property
    def lives_with_foster_carer(self) -> bool:
        """Whether the child is in foster care."""
        return self.character.is_in_care and is_household(self.character.lives)

    @property
    def lives_in_own_home(self) -> bool:
        """Whether the child is in one of the responsible authority's own homes."""
        return self._is_with_own_service and not self.lives_with_foster_carer

    @property
    def lives_with_own_foster_carer(self) -> bool:
        """Whether the child is with one of the responsible authority's own foster carers."""
        return self._is_with_own_service and self.lives_with_foster_carer

    @property
    def _is_with_own_service(self) -> bool:
        return OWN_SERVICE.get(self.character.lives) == self.character.authority

    @property
    def is_out_of_area(self) -> bool:
        """Whether the child is placed in another authority's area."""
        return (
            self.character.is_in_care and AREA_OF[self.character.lives] != self.character.authority
        )

    @property
    def may_tell_parent(self) -> bool:
        """Whether there is a parent who may be told, and can be."""
        parent = self.character.parent
        return parent is not None and not parent.not_told and parent.has_telephone

    @property
    def social_worker(self) -> str:
        """The key of the social worker to whom the child is allocated."""
        able = ROLES_BY_AUTHORITY[self.character.authority][Role.SOCIAL_WORKER]
        return able[self.serial % len(able)]

    def acting(self, role: Role) -> str:
        """The key of whoever acts in this role for the child's authority."""
        return ROLES_BY_AUTHORITY[self.character.authority][role][0]


def months_before(now: datetime, months: int) -> date:
    """The London day so many months before."""
    return same_day_months_after(day_in_london(now), -months)


def at_two(day: date) -> datetime:
    """Two in the afternoon in London, when most of the paperwork gets done."""
    return datetime.combine(day, time(14), LONDON).astimezone(UTC)


def describe_homes(company: Partnership, at: datetime) -> None:
    """Say where each home and household is, and whose it is."""
    for slug, (address, postcode) in ADDRESSES.items():
        owner = OWN_SERVICE.get(slug)
        homes.describe(
            company.agencies[slug],
            by=MAKER,
            at=at,
            address=address,
            postcode=postcode,
            provider="" if owner else "Brightwater Care",
            run_by=company.agencies[owner] if owner else None,
        )


def make(
    character: Character, serial: int, company: Partnership, numbers: Numbers, now: datetime
) -> Known:
    """Put one child on record, with everything known before any absence."""
    since = _since(character, now)
    authority = company.agencies[character.authority]
    manager = company.actors[ROLES_BY_AUTHORITY[character.authority][Role.TEAM_MANAGER][0]]
    # A child whom the council does not know comes on record when somebody first rings the police.
    unknown = not character.is_in_care and not character.statuses
    adding = company.actors["call_handler"] if unknown else manager
    child = _add(character, serial, company, numbers, by=adding, at=since, now=now)
    known = Known(character=character, child=child, since=since, serial=serial)
    identifiers.add(child, IdentifierKind.NHS_NUMBER, next(numbers.nhs), by=manager, at=since)
    identifiers.add(child, IdentifierKind.UPN, next(numbers.pupil), by=manager, at=since)
    identifiers.add(
        child,
        IdentifierKind.AUTHORITY_REFERENCE,
        f"{character.authority[:3]}-{40100 + serial}",
        by=manager,
        at=since,
        issuer=authority,
    )
    for kind in character.statuses:
        statuses.begin(child, kind, by=manager, at=since, now=since)
    _contacts(known, numbers, by=manager)
    _assign(known, company, authority, by=manager)
    if character.is_in_care:
        _place(known, company, by=manager)
    _prepare(known, company, by=manager, now=now)
    return known


def restrict(known: Known, company: Partnership, at: datetime) -> None:
    """Close the record to all but named people, where what came to light calls for it."""
    if known.character.is_restricted:
        manager = company.actors[known.acting(Role.TEAM_MANAGER)]
        children.restrict(known.child, by=manager, at=at)


def _since(character: Character, now: datetime) -> datetime:
    if not character.is_in_care:
        return now - KNOWN_FOR
    return at_two(months_before(now, character.placed_months))


def _add(  # noqa: PLR0913  the child and everything it is made from
    character: Character,
    serial: int,
    company: Partnership,
    numbers: Numbers,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
) -> "Child":
    birthday = same_day_months_after(day_in_london(now), -12 * character.age)
    return children.add(
        by=by,
        at=at,
        authority=company.agencies[character.authority],
        given_name=character.given_name,
        family_name=character.family_name,
        also_known_as=character.known_as,
        born_on=birthday - timedelta(days=20 + serial * 37 % 320),
        gender=character.gender,
        ethnicity=character.ethnicity,
        language=character.language,
        telephone=next(numbers.telephone),
        home_address=character.address,
        home_postcode=_POSTCODES[character.authority] if character.address else "",
        address_is_protected=character.address_is_protected,
        school=company.agencies[character.school] if character.school else None,
    )


def _contacts(known: Known, numbers: Numbers, *, by: Actor) -> None:
    parent = known.character.parent
    if parent is not None:
        contacts.add(
            known.child,
            by=by,
            at=known.since,
            name=parent.name,
            relation=PersonRelation.MOTHER,
            telephone=next(numbers.telephone) if parent.has_telephone else "",
            has_parental_responsibility=True,
            may_be_told=not parent.not_told,
            why_not_told=parent.not_told,
        )
    for friend in known.character.friends:
        contacts.add(
            known.child,
            by=by,
            at=known.since,
            name=friend,
            relation=PersonRelation.FRIEND,
            telephone=next(numbers.telephone),
        )


def _assign(known: Known, company: Partnership, authority: "Agency", *, by: Actor) -> None:
    if known.character.statuses:
        social_worker = company.users[known.social_worker]
        _name(known, Role.SOCIAL_WORKER, authority, social_worker, by)
    if not known.character.is_in_care:
        return
    reviewing = company.users[known.acting(Role.INDEPENDENT_REVIEWING_OFFICER)]
    _name(known, Role.INDEPENDENT_REVIEWING_OFFICER, authority, reviewing, by)
    carer = company.agencies[known.character.lives]
    _, key_worker = CARERS[known.character.lives]
    role = Role.FOSTER_CARER if known.lives_with_foster_carer else Role.KEY_WORKER
    _name(known, role, carer, company.users[key_worker], by)


def _name(known: Known, role: Role, agency: "Agency", user: "User", by: Actor) -> None:
    at = known.since
    assignments.assign(known.child, role=role, by=by, at=at, agency=agency, user=user, now=at)


def _place(known: Known, company: Partnership, *, by: Actor) -> None:
    carer = company.agencies[known.character.lives]
    if carer.within is None:
        raise LookupError(f"{carer} is in no authority's area")
    foster = known.lives_with_foster_carer
    placements.place(
        known.child,
        kind=PlacementKind.FOSTER_CARE if foster else PlacementKind.CHILDRENS_HOME,
        carer=carer,
        host_authority=carer.within,
        by=by,
        at=known.since,
        now=known.since,
    )


def _prepare(known: Known, company: Partnership, *, by: Actor, now: datetime) -> None:
    """What is done before any absence, in the first hours of the placement."""
    character, child, at = known.character, known.child, known.since
    for concern in character.concerns:
        said_by = company.users[known.social_worker].name
        flags.raise_(child, concern.kind, by=by, at=at, said_by=said_by, note=concern.note, now=at)
    if character.kept is not None:
        _profile(known, company, by=by)
    if character.foreseen is not None:
        reassess(known, company, by=by, at=at + timedelta(hours=1))
    if character.photograph_months or character.is_in_care:
        _photograph(known, by=by, now=now)
    for fact, words in _preventive(known):
        steps.record(child, fact, by=by, at=at + timedelta(hours=2), words=words)


def _profile(known: Known, company: Partnership, *, by: Actor) -> None:
    kept = known.character.kept
    if kept is None:
        return
    carer = company.users[CARERS[known.character.lives][1]].name
    profiles.draw_up(
        known.child,
        by=by,
        at=known.since + timedelta(minutes=40),
        version=0,
        description=kept.description,
        risks=kept.risks,
        tracing=kept.tracing,
        medical=kept.medical,
        routines=kept.routines,
        wishes=kept.wishes,
        drawn_up_by=f"{company.users[known.social_worker].name} and {carer}",
    )


def reassess(known: Known, company: Partnership, *, by: Actor, at: datetime) -> None:
    """Bring the assessment up to date after an absence."""
    foreseen = known.character.foreseen
    if foreseen is None:
        return
    newest = latest_assessment(known.child)
    risk.assess(
        known.child,
        by=by,
        at=at,
        version=newest.version if newest else 0,
        reasons=foreseen.reasons,
        risks=foreseen.harm,
        triggers=foreseen.triggers,
        mitigations=foreseen.mitigations,
        distance="Family and friends are within a bus ride."
        if known.character.authority != "northmoor"
        else "Family and friends are in Northmoor, about 25 miles away.",
        answers=_answers(known.character),
        owner=company.users[known.social_worker].name,
        review_on=day_in_london(at) + timedelta(days=182),
    )


def _answers(character: Character) -> Mapping[str, Mapping[str, str]]:
    known = {
        _QUESTION_OF[one.kind]: one.note for one in character.concerns if one.kind in _QUESTION_OF
    }
    unknown = {"bullied", "state_of_mind"}
    return {
        question.id: {"answer": Answer.YES, "words": known[question.id]}
        if question.id in known
        else {"answer": Answer.NOT_KNOWN if question.id in unknown else Answer.NO, "words": ""}
        for question in QUESTIONS
    }


def _photograph(known: Known, *, by: Actor, now: datetime) -> None:
    taken_on = months_before(now, known.character.photograph_months)
    drawing = File(BytesIO(portrait(known.character.look, known.serial)), name="portrait.png")
    at = max(known.since, at_two(taken_on)) + timedelta(hours=1)
    photographs.add(known.child, by=by, at=at, taken_on=taken_on, upload=drawing)


def _preventive(known: Known) -> Iterator[tuple[str, str]]:
    """The steps of the protocol that were done, and the words with them."""
    character = known.character
    if character.is_in_care:
        yield "placement_plan.absence_actions_set_out", "Agreed with the carer on the first day."
        if known.is_out_of_area:
            yield "placement.host_notified", "Told by letter, with the history and the assessment."
            # Of the newest placement these have not been arranged yet.
            if known.character.placed_months > 2:
                yield "placement.services_arranged", "School, doctor and a worker found."
                yield "placement.absence_notification_agreed", "Written into the placement plan."
    kinds = {concern.kind for concern in character.concerns}
    if FlagKind.MAY_GO_MISSING in kinds:
        yield "concern.reported_to_social_worker", "The teacher rang the same afternoon."
        yield "placement_plan.reviewed", "Reviewed with the carer and with her."
    if FlagKind.TRAFFICKING in kinds or StatusKind.UNACCOMPANIED in character.statuses:
        yield "trafficking_assessment.completed", "With the interpreter and the hub."
        yield "trafficking.referred", "Referred under the national mechanism."
