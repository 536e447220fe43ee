"""From what is recorded to what the protocol may know: records of a child, and of one absence.

A status, flag, placement, profile or entry keeps one key in all its versions, so that a correction
moves a duty and does not make a second.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from lantern.core.instants import first_instant
from lantern.episodes.projection import Stated
from lantern.people.circumstances import Circumstances, StepDone
from lantern.placements.models import Profile
from lantern.placements.queries import PlacementSpell
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.facts import Record
from lantern.protocol.lexicon import vocabulary
from lantern.returns.models import FrequencyAgreement
from lantern.risk.models import RiskAssessment
from lantern.vocabulary.placement import StatusKind
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.role import Role

STATUS_FACTS: Final[Mapping[StatusKind, tuple[str, ...]]] = {
    StatusKind.SECTION_20: ("child.looked_after", "child.known_to_social_care"),
    StatusKind.INTERIM_CARE_ORDER: ("child.looked_after", "child.known_to_social_care"),
    StatusKind.FULL_CARE_ORDER: ("child.looked_after", "child.known_to_social_care"),
    StatusKind.REMAND: ("child.looked_after", "child.known_to_social_care"),
    StatusKind.PROTECTION_PLAN: ("child.on_protection_plan", "child.known_to_social_care"),
    StatusKind.SECTION_47: ("child.under_section_47", "child.known_to_social_care"),
    StatusKind.CHILD_IN_NEED: ("child.in_need", "child.known_to_social_care"),
    StatusKind.CARE_LEAVER: ("child.care_leaver",),
    StatusKind.UNACCOMPANIED: ("child.unaccompanied",),
    StatusKind.OPEN_REFERRAL: ("child.known_to_social_care",),
}
CARE_FACTS: Final = ("child.looked_after", "child.known_to_social_care")
"""What an episode of care in an authority's return says, until a person records a care status."""
FLAG_FACTS: Final[Mapping[FlagKind, tuple[str, ...]]] = {
    FlagKind.CHILD_SEXUAL_EXPLOITATION: ("child.cse_risk",),
    FlagKind.TRAFFICKING: ("child.trafficking_risk",),
    FlagKind.RADICALISATION: ("child.radicalisation_risk",),
    # Raising the flag is the concern that SCP L970 speaks of; nobody records it a second time.
    FlagKind.MAY_GO_MISSING: ("child.known_missing_risk", "concern.child_may_go_missing"),
    FlagKind.RUNNING_HISTORY: ("child.running_history",),
    FlagKind.GOES_MISSING_FREQUENTLY: ("child.goes_missing_frequently",),
    FlagKind.PERSISTENTLY_ABSENT: ("child.persistently_absent",),
    FlagKind.AT_RISK_IN_HOME: ("child.at_risk_of_harm",),
}
EARLIER: Final = "child.earlier_missing_episodes"
AGREEMENT: Final = "child.frequency_agreement"
_FALSE: Final = frozenset({"no", "false"})


class Spell(Protocol):
    """A period with a key, whose end may have been written down later."""

    @property
    def key(self) -> str: ...
    @property
    def from_at(self) -> datetime: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def until_at(self) -> datetime | None: ...
    @property
    def end_recorded_at(self) -> datetime | None: ...


def of_child(
    known: Circumstances,
    placements: Iterable[PlacementSpell],
    profiles: Iterable[Profile],
    assessments: Iterable[RiskAssessment],
    knows: Mapping[str, FactDefinition] | None = None,
    agreements: Iterable[FrequencyAgreement] = (),
) -> list[Record]:
    """What the protocol may know of the child before and beside any absence.

    `knows` is the protocol's own vocabulary, with the facts that its rulebooks declare.
    """
    knows = vocabulary() if knows is None else knows
    records = _of_circumstances(known)
    for placement in placements:
        records += _of_placement(placement)
    records += [_of_step(step, knows) for step in known.steps if step.fact in knows]
    records += [
        _event("pen_picture.drawn_up", one.drawn_up_at, one.recorded_at, f"profile-{one.pk}")
        for one in profiles
    ]
    for one in assessments:
        records += _of_assessment(one)
    for agreement in agreements:
        records += _of_agreement(agreement)
    return records


def _of_circumstances(known: Circumstances) -> list[Record]:
    records: list[Record] = []
    for status in known.statuses:
        for fact in STATUS_FACTS[status.kind]:
            records += _versions(fact, status, withdrawn_at=status.withdrawn_at)
    records += [one for care in known.care for fact in CARE_FACTS for one in _versions(fact, care)]
    for flag in known.flags:
        for fact in FLAG_FACTS.get(flag.kind, ()):
            records += _versions(fact, flag, withdrawn_at=flag.withdrawn_at)
    for holder in known.assignments:
        if holder.role is Role.SOCIAL_WORKER:
            records += _versions("child.known_to_social_care", holder)
    return records


def _versions(
    fact: str, spell: Spell, *, value: str | bool = True, withdrawn_at: datetime | None = None
) -> list[Record]:
    """The spell as first recorded, and again with its end if that was written down afterwards."""

    def record(recorded_at: datetime, until: datetime | None) -> Record:
        return Record(
            fact, spell.from_at, recorded_at, spell.key, value, until, withdrawn_at=withdrawn_at
        )

    if spell.until_at is None or spell.end_recorded_at is None:
        return [record(spell.recorded_at, spell.until_at)]
    return [
        record(spell.recorded_at, None),
        record(max(spell.end_recorded_at, spell.recorded_at), spell.until_at),
    ]


def _event(
    fact: str,
    at: datetime,
    recorded_at: datetime,
    key: str,
    *,
    withdrawn_at: datetime | None = None,
) -> Record:
    return Record(fact, at, recorded_at, key, withdrawn_at=withdrawn_at)


def _of_placement(spell: PlacementSpell) -> list[Record]:
    gone = spell.withdrawn_at
    records = _versions("child.placement", spell, value=str(spell.kind), withdrawn_at=gone)
    records.append(
        _event("placement.started", spell.from_at, spell.recorded_at, spell.key, withdrawn_at=gone)
    )
    if spell.is_out_of_area:
        records += _versions("child.placed_out_of_area", spell, withdrawn_at=gone)
    if spell.is_with_own_service:
        records += _versions("child.placed_with_own_service", spell, withdrawn_at=gone)
    return records


def _of_assessment(row: RiskAssessment) -> list[Record]:
    """The first is the assessment; a later one completes it anew and brings it up to date."""
    facts = ["risk_assessment.completed", *(["risk_assessment.updated"] if row.version > 1 else [])]
    return [_event(one, row.assessed_at, row.recorded_at, f"assessment-{row.pk}") for one in facts]


def _of_agreement(row: FrequencyAgreement) -> list[Record]:
    """An agreement in force, the end of the day by which it is reviewed, and its review."""
    key, name = f"agreement-{row.pk}", row.reference
    due = first_instant(row.review_on + timedelta(days=1))
    records = [
        Record(AGREEMENT, row.agreed_at, row.recorded_at, key, name),
        Record("frequency_agreement.review_due", due, row.recorded_at, key, name),
    ]
    if row.ended_at is not None and row.ended_recorded_at is not None:
        ended = max(row.ended_recorded_at, row.recorded_at)
        records.append(Record(AGREEMENT, row.agreed_at, ended, key, name, row.ended_at))
        if row.is_reviewed:
            records.append(Record("frequency_agreement.reviewed", row.ended_at, ended, key, name))
    return records


def _of_step(step: StepDone, knows: Mapping[str, FactDefinition]) -> Record:
    value = _value(knows[step.fact], step.value)
    return Record(step.fact, step.at, step.recorded_at, step.key, value, by=step.by_role)


def of_episode(
    entries: Sequence[Stated],
    *,
    earlier: int,
    reported: Stated | None,
    knows: Mapping[str, FactDefinition] | None = None,
) -> list[Record]:
    """What the protocol may know of one absence, beside what it knows of the child.

    `earlier` is how many absences of the child were known of when this one was reported. It holds
    from the first instant of this one, since a child may be back before the report is made.
    """
    records = of_entries(entries, vocabulary() if knows is None else knows)
    if reported is not None:
        first = min(entry.at for entry in entries)
        key = f"{reported.key}-earlier"
        records.append(Record(EARLIER, first, reported.recorded_at, key, str(earlier)))
    return records


def of_entries(entries: Sequence[Stated], knows: Mapping[str, FactDefinition]) -> list[Record]:
    """What the entries of one absence state, each in all its versions."""
    replaced = {entry.corrects_id: entry for entry in entries if entry.corrects_id is not None}
    return [
        _of_entry(entry, replaced.get(entry.pk), knows[entry.fact])
        for entry in entries
        if entry.fact in knows and not entry.withdrawn
    ]


def of_answers(asked: Iterable[Stated], knows: Mapping[str, FactDefinition]) -> list[Record]:
    """What a page has asked and nobody has recorded yet."""
    return [_of_entry(entry, None, knows[entry.fact]) for entry in asked if entry.fact in knows]


def _of_entry(entry: Stated, later: Stated | None, definition: FactDefinition) -> Record:
    """One version of an entry: withdrawn if taken back, or corrected into another fact."""
    gone = None
    if later is not None and (later.withdrawn or later.fact != entry.fact):
        gone = later.recorded_at
    return Record(
        entry.fact,
        entry.at,
        entry.recorded_at,
        entry.key,
        _value(definition, entry.value),
        by=entry.by_role,
        withdrawn_at=gone,
    )


def _value(definition: FactDefinition, value: str) -> str | bool:
    """The stored value as the protocol reads it: states and plain events are true or false. Where
    a fact tells of one of several members, its value is the member's name."""
    kind = definition.kind
    if definition.of:
        return value
    if kind is Kind.STATE or (kind is Kind.EVENT and value in {"", "yes", *_FALSE}):
        return value not in _FALSE
    return value
