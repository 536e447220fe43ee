"""Invented children: who they are, who acts for them, where they are placed, what is kept ready."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bench.drawing import Values, birthday, full_name, nhs_number, pupil_number, reference
from bench.rows import Tables
from bench.world import Authority, Carer, Person, World
from lantern.people import models as people
from lantern.people import names
from lantern.people.circumstances import AssignmentSpell, Circumstances, StatusSpell
from lantern.placements import models as placements
from lantern.placements.queries import PlacementSpell
from lantern.risk.models import RiskAssessment
from lantern.vocabulary.agency import InvolvementBasis
from lantern.vocabulary.placement import PlacementKind, StatusKind
from lantern.vocabulary.role import Role

AFTERWARDS: Final = timedelta(days=180)
"""How long after the last absence somebody still acts for a child."""


@dataclass
class Kept:
    """A profile or an assessment, with what the protocol may know of it."""

    pk: int
    recorded_at: datetime
    drawn_up_at: datetime
    assessed_at: datetime
    version: int = 1


@dataclass
class Child:
    """One invented child, with what the episodes and the protocol need of it."""

    pk: int
    reference: str
    authority: Authority
    carer: Carer | None
    since: datetime
    until: datetime | None
    circumstances: Circumstances
    placement: int | None
    spells: tuple[PlacementSpell, ...]
    profiles: list[Kept]
    social_worker: Person
    reviewing: Person
    assessments: list[Kept] = field(default_factory=list)

    @property
    def is_known(self) -> bool:
        """Whether social care knows the child."""
        return bool(self.circumstances.statuses)


class Children:
    """Makes children, and writes their rows."""

    def __init__(self, world: World, tables: Tables, shares: dict[str, object]) -> None:
        self.world = world
        self.gender = Values(shares["gender"]["values"])
        self.ethnicity = Values(shares["ethnicity"]["values"])
        self.age = Values(shares["age"]["values"])
        self.kinds = Values(shares["placements"]["values"])
        self.in_care = shares["in_care"]["share"] / 100
        self.elsewhere = shares["out_of_area"]["share"] / 100
        self._tables(tables)

    def _tables(self, tables: Tables) -> None:
        table = tables.table
        self.children = table(
            people.Child,
            "id recorded_at reference given_name family_name also_known_as name_key born_on gender "
            "ethnicity language telephone home_address home_postcode responsible_authority_id",
        )
        self.keys = table(people.NameKey, "id child_id key")
        self.identifiers = table(people.Identifier, "id recorded_at child_id kind value issuer_id")
        self.contacts = table(
            people.Contact,
            "id recorded_at child_id name relation telephone has_parental_responsibility",
        )
        self.assignments = table(
            people.Assignment,
            "id recorded_at child_id role user_id agency_id from_at until_at end_recorded_at",
        )
        self.statuses = table(
            people.StatusPeriod, "id recorded_at child_id kind from_at until_at end_recorded_at"
        )
        self.involvements = table(
            people.Involvement,
            "id recorded_at child_id agency_id basis because from_at until_at",
        )
        self.placements = table(
            placements.Placement,
            "id recorded_at child_id kind carer_id responsible_authority_id host_authority_id "
            "from_at until_at end_recorded_at",
        )
        self.profiles = table(
            placements.Profile,
            "id recorded_at child_id placement_id description risks tracing drawn_up_by "
            "drawn_up_at by version",
        )
        self.assessed = table(
            RiskAssessment,
            "id recorded_at child_id reasons risks mitigations owner assessed_at review_on by "
            "version",
        )

    def make(
        self,
        chance: random.Random,
        number: int,
        first: datetime,
        last: datetime,
        authority: Authority,
    ) -> Child:
        """One child whose first absence begins, and whose last ends, at these instants."""
        since = first - timedelta(days=chance.randrange(20, 400), hours=2)
        until = last + AFTERWARDS if last + AFTERWARDS < self.world.now else None
        ref = reference("C", number)
        self._write_child(chance, number, ref, authority, since, first)
        carer = None
        statuses: tuple[StatusSpell, ...] = ()
        if chance.random() < self.in_care:
            carer = self._carer(chance, authority)
            kind = chance.choice((StatusKind.SECTION_20, StatusKind.FULL_CARE_ORDER))
            statuses = (self._status(number, kind, since, until),)
        elif chance.random() < 0.5:
            statuses = (self._status(number, StatusKind.CHILD_IN_NEED, since, until),)
        worker = chance.choice(authority.people[Role.SOCIAL_WORKER])
        reviewing = chance.choice(authority.people[Role.INDEPENDENT_REVIEWING_OFFICER])
        spells, kept = self._place(number, authority, carer, since, until, worker)
        acting = self._acting(number, statuses, carer, worker, reviewing, since, until)
        known = Circumstances(
            child_id=number,
            reference=ref,
            born_on=self.born_on,
            responsible_authority_id=authority.agency.pk,
            school_id=None,
            statuses=statuses,
            flags=(),
            assignments=acting,
            steps=(),
        )
        return Child(
            pk=number,
            reference=ref,
            authority=authority,
            carer=carer,
            since=since,
            until=until,
            circumstances=known,
            placement=number if carer else None,
            spells=spells,
            profiles=kept,
            social_worker=worker,
            reviewing=reviewing,
        )

    def _write_child(
        self,
        chance: random.Random,
        number: int,
        ref: str,
        authority: Authority,
        since: datetime,
        first: datetime,
    ) -> None:
        given, family = full_name(chance)
        if chance.random() < 0.08:
            family = f"{family}-{full_name(chance)[1]}"
        also = full_name(chance)[0] if chance.random() < 0.1 else ""
        self.born_on = birthday(chance, self.age.draw(chance), first.date())
        self.children.add(
            (number, since, ref, given, family, also, names.key(given, family, also), self.born_on,
             self.gender.draw(chance), self.ethnicity.draw(chance), "English", "+447700900000",
             f"{number % 180 + 1} {family.partition('-')[0]} Road", "ZZ99 3VZ",
             authority.agency.pk)
        )  # fmt: skip
        for place, key in enumerate(sorted(names.keys(given, family, also))):
            self.keys.add((number * 16 + place, number, key))
        agency = authority.agency.pk
        numbers = [("upn", pupil_number(number), None),
                   ("authority_reference", f"{agency:05d}-{number}", agency)]  # fmt: skip
        nhs = nhs_number(number)
        if nhs and number < 1_000_000:
            numbers.append(("nhs_number", nhs, None))
        for place, (kind, value, issuer) in enumerate(numbers):
            self.identifiers.add((number * 4 + place, since, number, kind, value, issuer))
        self.contacts.add(
            (number, since, number, f"{full_name(chance)[0]} {family}",
             "mother" if chance.random() < 0.8 else "father", "+447700900000", True)
        )  # fmt: skip
        self.involve(number * 4, number, agency, InvolvementBasis.RESPONSIBLE_AUTHORITY, "record",
                     since, None)  # fmt: skip

    def involve(  # noqa: PLR0913  the columns of an involvement
        self,
        pk: int,
        child: int,
        agency: int,
        basis: InvolvementBasis,
        because: str,
        since: datetime,
        until: datetime | None,
    ) -> None:
        """An agency may see the record."""
        self.involvements.add((pk, since, child, agency, str(basis), because, since, until))

    def _carer(self, chance: random.Random, authority: Authority) -> Carer:
        kind = self.kinds.draw(chance)
        place = authority
        if chance.random() < self.elsewhere and len(self.world.authorities) > 1:
            place = chance.choice(self.world.authorities)
        wanted = [one for one in place.carers if one.is_home == (kind != "foster_care")]
        return chance.choice(wanted)

    def _status(
        self, number: int, kind: StatusKind, since: datetime, until: datetime | None
    ) -> StatusSpell:
        self.statuses.add((number, since, number, str(kind), since, until, until))
        return StatusSpell(
            key=f"status-{number}",
            kind=kind,
            from_at=since,
            recorded_at=since,
            until_at=until,
            end_recorded_at=until,
            withdrawn_at=None,
        )

    def _place(
        self,
        number: int,
        authority: Authority,
        carer: Carer | None,
        since: datetime,
        until: datetime | None,
        worker: Person,
    ) -> tuple[tuple[PlacementSpell, ...], list[Kept]]:
        if carer is None:
            return (), []
        kind = PlacementKind.CHILDRENS_HOME if carer.is_home else PlacementKind.FOSTER_CARE
        host = carer.authority.agency.pk
        own = authority.agency.pk
        self.placements.add(
            (number, since, number, str(kind), carer.agency.pk, own, host, since, until, until)
        )
        self.involve(number * 4 + 1, number, carer.agency.pk, InvolvementBasis.CARES_FOR,
                     "placement", since, until)  # fmt: skip
        if host != own:
            self.involve(number * 4 + 2, number, host, InvolvementBasis.HOST_AUTHORITY,
                         "placement", since, until)  # fmt: skip
        ready = since + timedelta(minutes=40)
        self.profiles.add(
            (number, ready, number, number, "163 cm, brown hair, blue coat.",
             "Older friends; trains.", "The station, the arcade, a friend's flat.",
             worker.user.name, ready, worker.user.reference, 1)
        )  # fmt: skip
        run_by = carer.authority.agency.pk if self._is_own(carer) else None
        spell = PlacementSpell(
            key=f"placement-{number}",
            kind=kind,
            from_at=since,
            recorded_at=since,
            until_at=until,
            end_recorded_at=until,
            withdrawn_at=None,
            is_out_of_area=host != own,
            is_with_own_service=run_by == own,
        )
        return (spell,), [Kept(pk=number, recorded_at=ready, drawn_up_at=ready, assessed_at=ready)]

    def _is_own(self, carer: Carer) -> bool:
        return self.world.own.get(carer.agency.pk, False)

    def _acting(  # noqa: PLR0913  the child's circumstances
        self,
        number: int,
        statuses: tuple[StatusSpell, ...],
        carer: Carer | None,
        worker: Person,
        reviewing: Person,
        since: datetime,
        until: datetime | None,
    ) -> tuple[AssignmentSpell, ...]:
        acting = [(Role.SOCIAL_WORKER, worker)] if statuses else []
        if carer is not None:
            acting.append((Role.INDEPENDENT_REVIEWING_OFFICER, reviewing))
            role = Role.KEY_WORKER if carer.is_home else Role.FOSTER_CARER
            acting.append((role, carer.staff[-1]))
        spells = []
        for place, (role, person) in enumerate(acting):
            pk = number * 4 + place
            row = (person.user.pk, person.agency.pk)
            self.assignments.add((pk, since, number, str(role), *row, since, until, until))
            spells.append(
                AssignmentSpell(
                    key=f"assignment-{pk}",
                    role=role,
                    user_id=person.user.pk,
                    agency_id=person.agency.pk,
                    from_at=since,
                    recorded_at=since,
                    until_at=until,
                    end_recorded_at=until,
                )
            )
        return tuple(spells)

    def assess(self, child: Child, pk: int, at: datetime) -> None:
        """The assessment of risk is made, or brought up to date."""
        version = len(child.assessments) + 1
        self.assessed.add(
            (pk, at, child.pk, "Misses family; rows about the telephone.", "Older friends.",
             "Two calls a week; staff meet the bus on Fridays.", child.social_worker.user.name, at,
             (at + timedelta(days=180)).date(), child.social_worker.user.reference, version)
        )  # fmt: skip
        child.assessments.append(
            Kept(pk=pk, recorded_at=at, drawn_up_at=at, assessed_at=at, version=version)
        )
