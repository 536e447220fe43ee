"""Reads children and their absences as subjects of the protocol, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple, Protocol, TypeVar

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from lantern.access.actor import Actor
from lantern.agreements.binding import Rulebooks, protocols_of
from lantern.duties import facts
from lantern.duties.bearings import Partnership, absent_from, placed_now
from lantern.duties.counted import COUNTING, counted
from lantern.duties.models import Excuse
from lantern.duties.owners import Places
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import REPORTED, Stated, effective
from lantern.people.circumstances import AssignmentSpell, Circumstances, circumstances
from lantern.placements import queries as placements
from lantern.placements.models import Placement, Profile
from lantern.protocol.facts import Excuse as ProtocolExcuse
from lantern.protocol.facts import Record
from lantern.returns.models import FrequencyAgreement
from lantern.risk.models import RiskAssessment
from lantern.vocabulary.absence import EntryKind

Row = TypeVar("Row")
Key = TypeVar("Key")


class _OfChild(Protocol):
    @property
    def child_id(self) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A child, or one absence of a child, with everything that the protocol may know of it."""

    reference: str
    kind: str
    child_id: int
    episode_id: int | None
    rulebooks: Rulebooks
    born_on: date | None
    records: tuple[Record, ...]
    excuses: tuple[ProtocolExcuse, ...]
    places: Places
    first_day_on: date | None
    shared: tuple[Record, ...] = ()
    """The first of the records: what is known of the child, one tuple for all subjects of a child
    under the same rulebooks."""
    error_at: datetime | None = None
    """When the report of the absence was found to have been made in error; nothing is owed then."""

    @property
    def rulebook(self) -> str:
        """The rulebook of the authority that answers for the child."""
        return self.rulebooks.authority


def subjects(
    actor: Actor,
    child_ids: Collection[int],
    *,
    episode_ids: Collection[int] | None = None,
    is_new: bool = False,
    with_children: bool | None = None,
) -> list[Subject]:
    """These children and their absences; with `episode_ids`, those absences alone, unless it is
    said `with_children`.

    An absence brought in from other records is among them only when it is asked for by its id.

    A fixed number of queries, however many they are. Only a part of the system may ask. Of what
    `is_new` nobody can have excused a duty yet.
    """
    if with_children is None:
        with_children = episode_ids is None
    homes = placed_now(child_ids) if with_children else {}
    reading = _Reading(actor, child_ids, episode_ids, homes)
    found = [reading.of_episode(one) for one in reading.wanted]
    if with_children:
        found += [reading.of_child(one, homes.get(one)) for one in sorted(reading.known)]
    return found if is_new else _with_excuses(found)


class _Reading:
    """Everything read of some children, ready to be made into subjects."""

    def __init__(
        self,
        actor: Actor,
        child_ids: Collection[int],
        episode_ids: Collection[int] | None,
        homes: Mapping[int, Placement],
    ) -> None:
        self.known: Mapping[int, Circumstances] = circumstances(actor, child_ids)
        self._made: dict[tuple[int, Rulebooks], tuple[Record, ...]] = {}
        self._times: dict[int, list[Record]] = {}
        self.spells = placements.spells(actor, child_ids)
        self.profiles = _grouped(_profiles(child_ids), _child_id)
        self.assessments = _grouped(_assessments(child_ids), _child_id)
        self.agreements = _grouped(_agreements(child_ids), _child_id)
        self.episodes = _grouped(_episodes(child_ids), _child_id)
        self.wanted = [
            episode
            for child_id in sorted(child_ids)
            for episode in self.episodes.get(child_id, ())
            if (not episode.is_history if episode_ids is None else episode.pk in episode_ids)
        ]
        known = [one.pk for each in self.episodes.values() for one in each]
        self.entries = _grouped(
            _entries(known, [one.pk for one in self.wanted]), lambda entry: entry.episode_id
        )
        self.absences = counted(self.entries)
        self.partnership = self._partnership(homes.values())

    def _partnership(self, homes: Iterable[Placement]) -> Partnership:
        """The agencies around these children and their absences."""
        absences = [one for some in self.episodes.values() for one in some]
        return Partnership(
            {
                *(one.responsible_authority_id for one in self.known.values()),
                *(one.responsible_authority_id for one in absences),
            },
            {
                *(one.agency_id for known in self.known.values() for one in self._acting(known)),
                *(one.host_authority_id for one in absences),
                *(one for each in homes for one in (each.host_authority_id, each.carer_id)),
                *(one.placement.carer_id for one in absences if one.placement),
            },
        )

    def of_child(self, child_id: int, home: Placement | None) -> Subject:
        """The child, beside any absence; at `home` if the child is placed."""
        known = self.known[child_id]
        around = self.partnership.around(
            self._acting(known),
            authority=known.responsible_authority_id,
            host=home.host_authority_id if home else None,
            carer=home.carer_id if home else None,
            school=known.school_id,
        )
        return Subject(
            reference=known.reference,
            kind="child",
            child_id=child_id,
            episode_id=None,
            rulebooks=around.rulebooks,
            born_on=known.born_on,
            records=self._records(known, around.rulebooks),
            shared=self._records(known, around.rulebooks),
            excuses=(),
            places=around.places,
            first_day_on=around.first_day_on,
        )

    def of_episode(self, episode: Episode) -> Subject:
        """One absence of the child, with what is known of the child."""
        known, entries = self.known[episode.child_id], self.entries.get(episode.pk, [])
        around = absent_from(
            self.partnership,
            self._acting(known),
            episode,
            school=known.school_id,
        )
        reported = next((one for one in entries if one.fact == REPORTED), None)
        absence = facts.of_episode(
            entries,
            earlier=self._earlier(episode),
            reported=reported,
            knows=protocols_of(around.rulebooks).vocabulary,
        )
        return Subject(
            reference=episode.reference,
            kind="episode",
            child_id=episode.child_id,
            episode_id=episode.pk,
            rulebooks=around.rulebooks,
            born_on=known.born_on,
            records=(*self._records(known, around.rulebooks), *absence),
            shared=self._records(known, around.rulebooks),
            excuses=(),
            places=around.places,
            first_day_on=around.first_day_on,
            error_at=_error_at(entries),
        )

    def _records(self, known: Circumstances, rulebooks: Rulebooks) -> tuple[Record, ...]:
        """What is known of the child, made once for all absences under the same rulebooks."""
        found = self._made.get((known.child_id, rulebooks))
        if found is None:
            of_child = facts.of_child(
                known,
                self.spells.get(known.child_id, ()),
                self.profiles.get(known.child_id, ()),
                self.assessments.get(known.child_id, ()),
                protocols_of(rulebooks).vocabulary,
                self.agreements.get(known.child_id, ()),
            )
            found = (*of_child, *self._each_time(known.child_id))
            self._made[known.child_id, rulebooks] = found
        return found

    def _each_time(self, child_id: int) -> list[Record]:
        """Each time the child was away, for what is counted over several absences."""
        found = self._times.get(child_id)
        if found is None:
            found = self._times[child_id] = [
                record
                for episode in self.episodes.get(child_id, ())
                if episode.pk in self.absences
                for record in self.absences[episode.pk].records(episode.reference)
            ]
        return found

    def _earlier(self, episode: Episode) -> int:
        """How many earlier absences were known of when this one was recorded (TH-021)."""
        return sum(
            self.absences[other.pk].counts(episode.recorded_at)
            for other in self.episodes[episode.child_id]
            if other.pk in self.absences and (_came(other), other.pk) < (_came(episode), episode.pk)
        )

    def _acting(self, known: Circumstances) -> list[AssignmentSpell]:
        return [one for one in known.assignments if one.until_at is None]


def _profiles(child_ids: Collection[int]) -> QuerySet[Profile]:
    rows = Profile.objects.filter(child__in=child_ids)
    return rows.only("child_id", "drawn_up_at", "recorded_at")


def _assessments(child_ids: Collection[int]) -> QuerySet[RiskAssessment]:
    rows = RiskAssessment.objects.filter(child__in=child_ids)
    return rows.only("child_id", "version", "assessed_at", "recorded_at")


def _agreements(child_ids: Collection[int]) -> QuerySet[FrequencyAgreement]:
    """The agreements, without what people wrote in them: nothing is owed because of words."""
    rows = FrequencyAgreement.objects.filter(child__in=child_ids)
    return rows.defer("frequency", "reasons", "parties", "harm_links", "harm_words", "ended_why")


def _episodes(child_ids: Collection[int]) -> QuerySet[Episode]:
    """Every absence of these children, in order, with no more than bears on what is owed."""
    return (
        Episode.objects.filter(child__in=child_ids)
        .select_related("placement")
        .only(
            "child_id",
            "reference",
            "is_history",
            "responsible_authority_id",
            "host_authority_id",
            "force_id",
            "rulebook",
            "reported_at",
            "last_seen_at",
            "recorded_at",
            "placement__carer_id",
        )
        .order_by(Coalesce("reported_at", "last_seen_at"), "pk")
    )


class _Entry(NamedTuple):
    """What is read of an entry. What people wrote in it is not: nothing is owed because of words.

    A tuple, where the house has rows: a year of a force area has three hundred thousand of them.
    """

    pk: int
    episode_id: int
    key: str
    kind: str
    fact: str
    value: str
    at: datetime
    recorded_at: datetime
    corrects_id: int | None
    withdrawn: bool
    by_role: str


def _entries(episode_ids: Collection[int], wanted: Collection[int]) -> Iterable[_Entry]:
    """The entries of the absences wanted, and of the others those by which they count."""
    rows = Entry.objects.filter(Q(episode__in=wanted) | COUNTING, episode__in=episode_ids)
    return map(_Entry._make, rows.order_by("recorded_at", "pk").values_list(*_Entry._fields))


def entries_of(episode_id: int) -> Sequence[Stated]:
    """The entries of one absence, in the order recorded, as the protocol may know them."""
    return list(_entries([episode_id], [episode_id]))


def _with_excuses(found: list[Subject]) -> list[Subject]:
    """The same subjects, with the duties of theirs that somebody excused."""
    references = [one.reference for one in found]
    rows = _grouped(
        Excuse.objects.filter(subject__in=references).order_by("pk"), lambda row: row.subject
    )
    return [
        replace(one, excuses=tuple(_excuse(row) for row in rows[one.reference]))
        if one.reference in rows
        else one
        for one in found
    ]


def _came(episode: Episode) -> datetime:
    """The instant that puts the child's absences in order: the report, or when it began."""
    return episode.reported_at or episode.away_since


def _error_at(entries: list[_Entry]) -> datetime | None:
    """When the report was found to have been made in error, if that still stands."""
    closed = (one for one in effective(entries) if one.kind == EntryKind.CLOSED)
    return next((one.at for one in closed), None)


def _excuse(row: Excuse) -> ProtocolExcuse:
    return ProtocolExcuse(
        rule=row.rule,
        cause=row.cause,
        at=row.at,
        recorded_at=row.recorded_at,
        by_role=row.by_role,
        reason=row.reason,
    )


def _child_id(row: _OfChild) -> int:
    return row.child_id


def _grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    found: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(found)
