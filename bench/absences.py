"""Invented absences: the episode, every fact of it, and what stands beside it in other tables."""

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from bench import course
from bench.beside import Beside
from bench.children import Child
from bench.course import BACK, SEEN, TOLD, Line
from bench.drawing import Bands, Values, reference
from bench.rows import Tables
from bench.world import Force, Person, World
from lantern.episodes.models import Entry, Episode
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.role import Role

MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
A_DAY: Final = timedelta(days=1)


class Fact(NamedTuple):
    """One entry, with the attributes by which the ledger reads a row of entries."""

    pk: int
    key: str
    kind: str
    fact: str
    value: str
    at: datetime
    recorded_at: datetime
    by_role: str
    withdrawn: bool = False
    corrects_id: int | None = None


@dataclass
class Absence:
    """One absence, with what its facts and its duties need of it."""

    pk: int
    reference: str
    child: Child
    force: Force
    seen_at: datetime
    told_at: datetime
    back_at: datetime | None
    marks: set[str]
    earlier: int
    is_history: bool = False
    classification: str = ""
    risk: str = ""
    facts: list[Fact] = field(default_factory=list)
    cast: dict[str, Person] = field(default_factory=dict)

    @property
    def host(self) -> int | None:
        """The authority in whose area the child is placed."""
        return self.child.carer.authority.agency.pk if self.child.carer else None


class When:
    """On which days and at which hours children go, and for how long."""

    def __init__(self, shares: dict[str, Any]) -> None:
        weekday = shares["weekday"]["values"]
        most = max(weekday.values())
        self.weekdays = [weekday[day] / most for day in range(7)]
        self.hour = Values(shares["hour"]["values"])
        self.away = Bands(shares["hours_away"]["bands"])

    def goes(self, chance: random.Random, since: datetime, until: datetime) -> datetime:
        """An instant between two others, on the days and at the hours at which children go."""
        days = max((until - since).days, 1)
        while True:
            day = since + timedelta(days=chance.randrange(days))
            if chance.random() < self.weekdays[day.weekday()]:
                break
        at = day.replace(hour=self.hour.draw(chance), minute=chance.randrange(60))
        return min(at, until)

    def spells(
        self, chance: random.Random, count: int, since: datetime, until: datetime
    ) -> list[tuple[datetime, datetime]]:
        """When a child went and came back, each time: in order, and never away twice at once."""
        goes = sorted(self.goes(chance, since, until) for _ in range(count))
        found: list[tuple[datetime, datetime]] = []
        for number, gone in enumerate(goes):
            begins = gone
            if found and gone < found[-1][1] + HOUR:
                begins = found[-1][1] + HOUR + MINUTE * chance.randrange(600)
            back = begins + MINUTE * int(self.away.draw(chance) * 60)
            following = goes[number + 1] if number + 1 < count else None
            if following is not None and following > begins + 3 * HOUR:
                back = min(back, following - HOUR)
            found.append((begins, back))
        return found


class Absences:
    """Makes absences, and writes their rows."""

    def __init__(
        self, world: World, tables: Tables, shares: dict[str, Any], kept_from: datetime
    ) -> None:
        self.world = world
        self.kept_from = kept_from
        self.beside = Beside(tables, world.now)
        self.classification = Values(shares["classification"]["values"])
        self.risk = Values(shares["risk"]["values"])
        self.interview = Values(shares["interview"]["values"])
        self.miles = Bands(shares["miles_away"]["bands"])
        self.not_said = shares["miles_away"]["not_said"] / 100
        self.not_recorded = shares["hours_away"]["not_recorded"] / 100
        self.episodes = tables.table(
            Episode,
            "id recorded_at reference child_id origin placement_id responsible_authority_id "
            "host_authority_id force_id rulebook reported_at is_history origin_key last_seen_at "
            "ended_at whereabouts classification risk",
        )
        self.entries = tables.table(
            Entry,
            "id recorded_at episode_id key kind fact value at words details by_id by_name by_role "
            "by_agency_id",
        )

    def make(
        self,
        chance: random.Random,
        number: int,
        first_entry: int,
        child: Child,
        spell: tuple[datetime, datetime],
        earlier: int,
    ) -> Absence:
        """One absence with all its rows, except its duties. Its entries are numbered on."""
        seen, back = spell
        told = seen + MINUTE * min(chance.randrange(40, 240), int((back - seen) / MINUTE) - 1)
        told = min(max(told, seen + MINUTE), self.world.now)
        force = (child.carer.authority if child.carer else child.authority).force
        absence = Absence(
            pk=number,
            reference=reference("E", number),
            child=child,
            force=force,
            seen_at=seen,
            told_at=told,
            back_at=back if back <= self.world.now else None,
            marks=set(),
            earlier=earlier,
            is_history=seen < self.kept_from,
        )
        self._decide(chance, absence)
        self._cast(chance, absence)
        self._first = self._next = first_entry
        if absence.is_history:
            self._write_history(absence)
        else:
            self._write_course(chance, absence)
        self._write_episode(absence)
        self.beside.write(chance, absence)
        return absence

    def _decide(self, chance: random.Random, absence: Absence) -> None:
        child = absence.child
        absence.classification = self.classification.draw(chance)
        marks = absence.marks
        marks.add(absence.classification)
        if absence.classification == "missing":
            absence.risk = self.risk.draw(chance)
            marks.add(absence.risk)
        if child.carer is not None:
            marks |= {"care", "home_staff" if child.carer.is_home else "foster"}
            if absence.host != child.authority.agency.pk:
                marks.add("elsewhere")
        if child.is_known:
            marks.add("known")
        if absence.earlier:
            marks.add("again")
        if (absence.back_at or self.world.now) - absence.seen_at > A_DAY:
            marks.add("long")
        marks.add(self.interview.draw(chance))

    def _cast(self, chance: random.Random, absence: Absence) -> None:
        child, people = absence.child, absence.child.authority.people
        is_day = 8 <= absence.told_at.hour < 17
        worker = child.social_worker if is_day else chance.choice(people[Role.EMERGENCY_DUTY_TEAM])
        reporter = chance.choice(child.carer.staff if child.carer else absence.force.handlers)
        absence.cast = {
            "reporter": reporter,
            "social_worker": worker,
            "inspector": chance.choice(absence.force.inspectors),
            "officer": chance.choice(absence.force.officers),
            "handler": chance.choice(absence.force.handlers),
            "iro": child.reviewing,
            "manager": chance.choice(people[Role.TEAM_MANAGER]),
            "hub": chance.choice(people[Role.MASH]),
            "interviewer": chance.choice(child.authority.interviewers),
            "residential": people[Role.RESIDENTIAL_MANAGER][0],
            "fostering": people[Role.FOSTERING_SERVICE][0],
            "fostering_head": people[Role.FOSTERING_HEAD][0],
        }

    def _write_history(self, absence: Absence) -> None:
        """What an older system hands on: the absence, whether whereabouts were known, its end."""
        by, at = absence.child.authority.people[Role.DATA_OFFICER][0], self.kept_from
        told = '{"reporter": {"name": "The former case system"}}'
        corroborated = '{"corroboration": "none"}'
        self._put(absence, EntryKind.REPORT, "episode.last_seen", absence.seen_at, at, by,
                  details=told)  # fmt: skip
        self._put(absence, EntryKind.WHEREABOUTS, "whereabouts", absence.seen_at, at, by,
                  value="not_known", details=corroborated)  # fmt: skip
        self._put(absence, EntryKind.REPORT, "episode.reported", absence.told_at, at, by,
                  details=told)  # fmt: skip
        self._put(absence, EntryKind.CLASSIFICATION, "police.classification", absence.told_at, at,
                  by, value=absence.classification)  # fmt: skip
        if absence.risk:
            self._put(absence, EntryKind.RISK, "police.risk", absence.told_at, at, by,
                      value=absence.risk)  # fmt: skip
        if absence.back_at is not None:
            self._put(absence, EntryKind.RETURNED, "whereabouts", absence.back_at, at, by,
                      value="returned")  # fmt: skip

    def _write_course(self, chance: random.Random, absence: Absence) -> None:
        by = absence.cast["reporter"]
        written = min(absence.told_at + 9 * MINUTE, self.world.now)
        told = _report(absence, by)
        self._put(absence, EntryKind.REPORT, "episode.reported", absence.told_at, written, by,
                  words=_WHY, details=told)  # fmt: skip
        short = json.dumps({"reporter": {"name": by.user.name}}, ensure_ascii=False)
        noticed = max(absence.seen_at, absence.told_at - 25 * MINUTE)
        for fact, at in (("episode.last_seen", absence.seen_at), ("episode.noticed", noticed)):
            self._put(absence, EntryKind.REPORT, fact, at, written, by, details=short)
        self._put(absence, EntryKind.WHEREABOUTS, "whereabouts", absence.seen_at, written, by,
                  value="not_known")  # fmt: skip
        self._write_lines(chance, absence, course.REPORT, written)
        end = absence.back_at or self.world.now
        if absence.told_at + 31 * MINUTE < end:
            self._police(absence)
        self._write_lines(chance, absence, course.AFTER, None, end)
        if absence.back_at is not None:
            self._put(absence, EntryKind.RETURNED, "whereabouts", absence.back_at, absence.back_at,
                      by, value="returned", words="Tired and hungry, otherwise well.",
                      details=self._return(chance, absence))  # fmt: skip
            self._write_lines(chance, absence, course.RETURN, None, self.world.now)

    def _police(self, absence: Absence) -> None:
        at, by = absence.told_at + 31 * MINUTE, absence.cast["inspector"]
        self._put(absence, EntryKind.CLASSIFICATION, "police.classification", at, at, by,
                  value=absence.classification, words=_DECIDED[absence.classification])  # fmt: skip
        if absence.risk:
            self._put(absence, EntryKind.RISK, "police.risk", at, at, by, value=absence.risk,
                      words="Out of character, and alone at night.")  # fmt: skip

    def _write_lines(
        self,
        chance: random.Random,
        absence: Absence,
        lines: tuple[Line, ...],
        recorded_at: datetime | None,
        until: datetime | None = None,
    ) -> None:
        anchors = {SEEN: absence.seen_at, TOLD: absence.told_at, BACK: absence.back_at}
        for one in lines:
            anchor = anchors[one.after]
            if not one.needs <= absence.marks or anchor is None:
                continue
            at = max(anchor + one.minutes * MINUTE, absence.seen_at)
            if (until is not None and at > until) or chance.random() > one.share:
                continue
            who = absence.cast[one.who]
            self._put(absence, one.kind, one.fact, at, recorded_at or at, who, value=one.value,
                      words=one.words, details=one.details)  # fmt: skip

    def _return(self, chance: random.Random, absence: Absence) -> str:
        said: dict[str, Any] = {
            "place": "Back where the child lives",
            "how": chance.choice(("by_themselves", "police", "carer", "family")),
            "with_whom": "Alone",
            "overnight": "yes" if "long" in absence.marks else "no",
            "hurt": "no",
            "needs_met": "Warm, fed, in dry clothes.",
            "told_of_interview": "yes",
        }
        if chance.random() > self.not_said:
            said["distance_miles"] = round(self.miles.draw(chance), 1)
        return json.dumps(said)

    def _put(  # noqa: PLR0913  the columns of an entry
        self,
        absence: Absence,
        kind: str,
        fact: str,
        at: datetime,
        recorded_at: datetime,
        by: Person,
        *,
        value: str = "",
        words: str = "",
        details: str = "{}",
    ) -> None:
        pk = self._next
        self._next += 1
        key = reference("N", pk)
        role = str(by.role)
        kind = str(kind)
        self.entries.add(
            (pk, recorded_at, absence.pk, key, kind, fact, value, at, words, details, by.user.pk,
             by.user.name, role, by.agency.pk)
        )  # fmt: skip
        absence.facts.append(Fact(pk, key, kind, fact, value, at, recorded_at, role))

    @property
    def following(self) -> int:
        """The number of the next entry."""
        return self._next

    def _write_episode(self, absence: Absence) -> None:
        child, history = absence.child, absence.is_history
        told = {fact.fact: fact.value for fact in absence.facts}
        self.episodes.add(
            (absence.pk, absence.facts[0].recorded_at, absence.reference, child.pk,
             "care" if child.carer else "home", child.placement if not history else None,
             child.authority.agency.pk, absence.host if not history else None,
             None if history else absence.force.agency.pk,
             "" if history else child.authority.agency.rulebook, absence.told_at, history,
             f"case-system:{absence.pk}" if history else None, absence.seen_at, absence.back_at,
             told["whereabouts"], told.get("police.classification", ""),
             told.get("police.risk", ""))
        )  # fmt: skip


_WHY: Final = "Left after a quarrel about the telephone. As before: leaves at night and walks."
_DECIDED: Final = {
    "missing": "Whereabouts cannot be established, out of character, and at risk of harm.",
    "absent": "Said where they were going, is answering messages, no risk apparent.",
}


def _report(absence: Absence, by: Person) -> str:
    """What the reporter said, as the report keeps it."""
    noticed = max(absence.seen_at, absence.told_at - 25 * MINUTE)
    return json.dumps(
        {
            "reporter": {
                "name": by.user.name,
                "role": by.role.label,
                "agency": by.agency.name,
                "telephone": by.user.telephone,
            },
            "went_from": by.agency.name,
            "noticed_at": noticed.astimezone(UTC).isoformat(),
            "last_seen": {
                "at": absence.seen_at.astimezone(UTC).isoformat(),
                "place": by.agency.name,
                "by": by.user.name,
            },
            "with_whom": "Alone, as far as we know.",
            "circumstances": _WHY,
            "clothing": "Grey hooded top, black leggings, white trainers.",
            "bags": "A rucksack. Telephone charger left behind.",
            "phone": "Rings out, then goes to voicemail.",
            "description": "163 cm, brown hair, blue coat.",
            "friends": "Two from school.",
            "likely_places": "The station, the arcade, a friend's flat.",
            "outcome": "not_found",
        },
        ensure_ascii=False,
    )
