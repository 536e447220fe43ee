"""Rows that came become records: of some children at a time, whole children, in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.core.bulk import insert_all
from lantern.episodes.actions import history
from lantern.episodes.models import Episode
from lantern.intake import deriving
from lantern.intake.actions.finishing import announce_children
from lantern.intake.models import Arrival, ArrivedRow, Doubt
from lantern.intake.planning import Ground, Plan, PlannedChild, held_rows, plan, tallied
from lantern.intake.report import Tally
from lantern.intake.returns import CameRow, HeldRow
from lantern.people.actions import care_episodes, newcomers
from lantern.people.models import Child
from lantern.people.returned import Newcomer, StatedDetails
from lantern.vocabulary.arriving import RowOutcome

_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Taking:
    """On whose behalf, from which arrival, and into which of its sheets."""

    arrival: Arrival
    ground: Ground
    sheets: Sequence[int]
    by: Actor
    at: datetime


@transaction.atomic
def take(came: Mapping[str, Sequence[CameRow]], taking: Taking, tally: Tally) -> None:
    """Take what can be taken of the rows about these references, and say what became of each."""
    # One file at a time: another that comes meanwhile waits here, and finds these rows held.
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=taking.ground.authority.pk)
    planned = plan(came, taking.ground)
    tallied(planned, tally)
    resolved = [one for one in planned.children if not one.found.questions]
    children = _children(resolved, taking, tally)
    rows = _keep(planned, children, taking)
    _settle(planned, children)
    _ask(planned, rows, taking)
    _derive(resolved, children, taking, tally)
    announce_children(children.values(), taking.arrival, by=taking.by, at=taking.at)


def _children(resolved: Sequence[PlannedChild], taking: Taking, tally: Tally) -> dict[str, Child]:
    """The child of each reference: those who are new get a record."""
    new = [one for one in resolved if one.found.child is None]
    known = {one.about: one.found.child for one in resolved if one.found.child is not None}
    added = newcomers.add(
        [_newcomer(one) for one in new],
        authority=taking.ground.authority,
        by=taking.by,
        at=taking.at,
    )
    tally.children["added"] += len(added)
    tally.children["known"] += len(known)
    stated = [
        details
        for one in resolved
        if one.found.child is not None
        if (details := _details(one, one.found.child, taking.ground.authority)) is not None
    ]
    newcomers.bring_up_to_date(
        stated, authority=taking.ground.authority, by=taking.by, at=taking.at
    )
    return {**{one.about: child for one, child in zip(new, added, strict=True)}, **known}


def _newcomer(one: PlannedChild) -> Newcomer:
    return Newcomer(
        about=one.found.reference,
        born_on=one.header.born_on,
        gender=one.header.gender,
        ethnicity=one.header.ethnicity,
        upn=one.found.upn,
    )


def _details(one: PlannedChild, child: Child, authority: Agency) -> StatedDetails | None:
    """What the header says anew. What a person has said in Lantern since is left as it is."""
    details = StatedDetails(child_id=child.pk, reference=one.found.reference, upn=one.found.upn)
    if child.responsible_authority_id == authority.pk:
        header, before = one.header, one.before
        details = StatedDetails(
            child_id=child.pk,
            reference=one.found.reference,
            upn=one.found.upn,
            born_on=_new_day(child.born_on, before.born_on, header.born_on),
            gender=_new_word(child.gender, before.gender, header.gender),
            ethnicity=_new_word(child.ethnicity, before.ethnicity, header.ethnicity),
        )
    nothing = StatedDetails(child_id=child.pk)
    return None if details == nothing else details


def _new_day(present: date | None, before: date | None, stated: date | None) -> date | None:
    return stated if stated != present and present in (None, before) else None


def _new_word(present: str, before: str, stated: str) -> str | None:
    return stated if stated and stated != present and present in ("", before) else None


def _keep(
    planned: Plan, children: Mapping[str, Child], taking: Taking
) -> dict[str, list[ArrivedRow]]:
    """Keep every row that is new, as it was received; the rows of each reference."""
    waiting, first = planned.waiting, taking.arrival.first_position or 0
    rows, replaced = [], []
    for one in planned.rows:
        waits = one.outcome is RowOutcome.TAKEN and one.came.about in waiting
        taken = one.outcome is RowOutcome.TAKEN and not waits
        row = ArrivedRow(
            sheet_id=taking.sheets[one.came.sheet],
            authority=taking.ground.authority,
            year=taking.ground.year,
            table=one.came.table,
            line=one.came.line,
            position=one.replaces.position if one.replaces else first + one.came.position,
            about=one.came.about,
            key=one.key,
            cells=list(one.came.cells),
            outcome=RowOutcome.WAITING if waits else one.outcome,
            child=children.get(one.came.about) if taken else None,
            recorded_at=taking.at,
        )
        rows.append(row)
        if one.replaces is not None:
            replaced.append((one.replaces.pk, row))
    # Those to which another row will point have to know their numbers; they are few.
    pointed = {id(row) for _, row in replaced}
    named = [row for row in rows if row.outcome == RowOutcome.WAITING or id(row) in pointed]
    ArrivedRow.objects.bulk_create(named, batch_size=_BATCH)
    insert_all(row for row in rows if row.pk is None)
    earlier = [ArrivedRow(pk=pk, replaced_by=row) for pk, row in replaced]
    if earlier:
        ArrivedRow.objects.bulk_update(earlier, ["replaced_by"], batch_size=_BATCH)
    found: defaultdict[str, list[ArrivedRow]] = defaultdict(list)
    for row in rows:
        if row.outcome == RowOutcome.WAITING:
            found[row.about].append(row)
    return found


def _settle(planned: Plan, children: Mapping[str, Child]) -> None:
    """Rows that were refused, or waited, and can be taken now."""
    rows = [
        ArrivedRow(
            pk=held.pk,
            outcome=RowOutcome.TAKEN if held.about in children else RowOutcome.WAITING,
            child=children.get(held.about),
        )
        for held in planned.awaited
    ]
    if rows:
        ArrivedRow.objects.bulk_update(rows, ["outcome", "child"], batch_size=_BATCH)


def _ask(planned: Plan, rows: Mapping[str, Sequence[ArrivedRow]], taking: Taking) -> None:
    """Put before a person each child whom rows may be about, once."""
    waited: dict[str, int] = {}
    for held in planned.awaited:
        waited.setdefault(held.about, held.pk)
    asked = set(
        Doubt.objects.filter(
            arrived_row__authority=taking.ground.authority,
            arrived_row__about__in=planned.waiting,
            decision="",
        ).values_list("arrived_row__about", "candidate_id")
    )
    Doubt.objects.bulk_create(
        [
            Doubt(
                arrived_row_id=rows[one.about][0].pk if rows[one.about] else waited[one.about],
                candidate_id=question.candidate_id,
                why=question.why,
                recorded_at=taking.at,
            )
            for one in planned.children
            for question in one.found.questions
            if (one.about, question.candidate_id) not in asked
        ],
        batch_size=_BATCH,
    )


def _derive(
    resolved: Sequence[PlannedChild],
    children: Mapping[str, Child],
    taking: Taking,
    tally: Tally,
) -> None:
    """Care and absences follow from all that the authority has stated of each child."""
    stated: defaultdict[int, list[HeldRow]] = defaultdict(list)
    for one in resolved:
        stated[children[one.about].pk] += one.effective
    for row in _elsewhere(resolved, taking):
        if row.child_id is not None:
            stated[row.child_id].append(row)
    authority, by, at = taking.ground.authority, taking.by, taking.at
    care_episodes.bring_in(
        {child_id: deriving.care(rows) for child_id, rows in stated.items()},
        authority=authority,
        by=by,
        at=at,
    )
    source = f"{authority.name}’s return on looked-after children"
    keys = [row.key for rows in stated.values() for row in rows if row.key]
    here = Episode.objects.filter(origin_key__in=keys).values_list("origin_key", flat=True)
    known = {key for key in here if key}
    absences = [
        absence
        for child_id, rows in stated.items()
        for absence in deriving.absences(
            rows, child_id=child_id, authority_id=authority.pk, source=source, known=known
        )
    ]
    tally.absences.update(history.bring_in(absences, by=by, at=at).values())


def _elsewhere(resolved: Sequence[PlannedChild], taking: Taking) -> Iterable[HeldRow]:
    """What is stated of the same children under another reference."""
    known = [one.found.child.pk for one in resolved if one.found.child is not None]
    abouts = {one.about for one in resolved}
    if not known:
        return []
    return [
        row
        for row in held_rows(taking.ground, children=known)
        if row.about not in abouts and row.outcome is RowOutcome.TAKEN
    ]
