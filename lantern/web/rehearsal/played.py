"""A story played under a draft, under the version before it, or both: each duty a row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lantern.core.errors import Invalid
from lantern.core.instants import in_words
from lantern.protocol.editing.saying import in_words as fault_in_words
from lantern.protocol.editing.sheet import Sheet
from lantern.protocol.faults import Faults
from lantern.protocol.layers import Library
from lantern.protocol.owed import DutyOwed
from lantern.protocol.rehearsing import Composed, expectations, written
from lantern.protocol.stories import rehearse
from lantern.protocol.story import Story, read_story_text
from lantern.protocol.supposing import as_if_since, begins_on
from lantern.protocol.wording import role_in_words
from lantern.vocabulary.duty import DutyState
from lantern.web import wording
from lantern.web.tags import DUTIES, Tag

AFTERWARDS = timedelta(days=10)
"""How far beyond the last event the time line is drawn; what is due later runs off its end."""
SCALE = 100.0
LATE = (
    DutyState.OVERDUE,
    DutyState.MET_LATE,
    DutyState.OVERDUE_BEFORE_EXCUSED,
    DutyState.MISSED,
)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A duty on the time line, in hundredths of its width; `met` is where it was done."""

    start: float
    width: float
    met: float | None
    runs_on: bool
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class Side:
    """A duty under one protocol."""

    owner: str
    due: str
    ended: str
    tag: Tag
    bar: Bar


@dataclass(frozen=True, kw_only=True)
class Row:
    """One duty, under the protocol looked at and, where two are compared, under the other."""

    duty: str
    arises: str
    side: Side | None
    other: Side | None
    differs: str


@dataclass(frozen=True, kw_only=True)
class Played:
    """What came of a story. `later` are duties that would arise only after its last event."""

    rows: tuple[Row, ...]
    later: tuple[Row, ...]
    before: tuple[Row, ...]
    """Duties that had arisen before the first event, from what is so for the child."""
    starts: str
    ends: str
    differing: int
    text: str
    """The story, expecting what came of it."""


@dataclass(frozen=True, kw_only=True)
class _Scale:
    starts: datetime
    ends: datetime

    def at(self, instant: datetime) -> float:
        """Where an instant lies between the two ends."""
        whole = max((self.ends - self.starts).total_seconds(), 1.0)
        part = (instant - self.starts).total_seconds() / whole
        return round(SCALE * min(max(part, 0.0), 1.0), 2)


def _read(text: str, shelf: Library) -> Story:
    """The story in a text. Raises Invalid where it can't be told."""
    faults = Faults()
    story = read_story_text(text, "the story", faults, shelf)
    if story is None or faults.found:
        said = {f"fault-{place}": fault_in_words(one) for place, one in enumerate(faults.sorted())}
        raise Invalid(said)
    return story


def duties(story: Story, shelf: Library) -> list[DutyOwed]:
    """What a story gives rise to, as if the latest version on the shelf had been in force."""
    supposed = as_if_since(shelf, story.rulebook, begins_on(story))
    return [one.duty for one in rehearse(story, shelf=supposed).duties]


def again(text: str, shelf: Library) -> Played:
    """A case that is kept, as it comes out now; its text expects that."""
    story = _read(text, shelf)
    found = duties(story, shelf)
    starts = min(event.record.at for event in story.events or story.circumstances)
    expected = [dict(one) for one in expectations(_by_then(found, story.ends_at))]
    sheet = Sheet.of(text)
    return _shown(
        found, None, starts, story.ends_at, sheet.with_value(sheet.root, "expect", expected)
    )


def played(
    composed: Composed, shelf: Library, other: Library | None = None, *, story_on: Library
) -> Played:
    """A story under one protocol, or two beside each other. Its facts are those of `story_on`."""
    story = _read(written(composed), story_on)
    ours = duties(story, shelf)
    theirs = None if other is None else duties(story, other)
    text = written(composed, _by_then(ours, story.ends_at))
    return _shown(ours, theirs, composed.begins_at, story.ends_at, text)


def _shown(
    ours: list[DutyOwed],
    theirs: list[DutyOwed] | None,
    starts: datetime,
    ends: datetime,
    text: str,
) -> Played:
    scale = _Scale(starts=starts, ends=_end([*ours, *(theirs or ())], starts, ends))
    rows = list(_rows(ours, theirs, scale, ends))
    shown = [row for arose, row in rows if starts <= arose <= ends]
    return Played(
        rows=tuple(shown),
        later=tuple(row for arose, row in rows if arose > ends),
        before=tuple(row for arose, row in rows if arose < starts),
        starts=in_words(scale.starts),
        ends=in_words(scale.ends),
        differing=sum(bool(row.differs) for _, row in rows),
        text=text,
    )


def _by_then(found: Iterable[DutyOwed], ends: datetime) -> Iterator[DutyOwed]:
    return (duty for duty in found if duty.arose_at <= ends)


def _end(found: Iterable[DutyOwed], starts: datetime, ends: datetime) -> datetime:
    """The end of the time line: the last limit that is near enough, and never before the story's
    end."""
    limits = [
        duty.due_at for duty in found if duty.due_at is not None and starts <= duty.arose_at <= ends
    ]
    near = [one for one in limits if one <= ends + AFTERWARDS]
    return max([ends + timedelta(hours=1), *near])


def _rows(
    ours: list[DutyOwed], theirs: list[DutyOwed] | None, scale: _Scale, ends: datetime
) -> Iterator[tuple[datetime, Row]]:
    here = {_key(duty): duty for duty in ours}
    there = {_key(duty): duty for duty in theirs or ()}
    every = {**there, **here}
    for key, duty in sorted(every.items(), key=lambda one: (one[1].arose, one[1].rule.id)):
        mine, other = here.get(key), there.get(key)
        row = Row(
            duty=duty.words,
            arises=wording.brief(duty.arose_at),
            side=None if mine is None else _side(mine, scale, ends),
            other=None if other is None else _side(other, scale, ends),
            differs="" if theirs is None else _differs(mine, other),
        )
        yield duty.arose_at, row


def _key(duty: DutyOwed) -> tuple[str, int, str, int]:
    return duty.rule.id, duty.arose, duty.member, duty.occurrence


def _differs(mine: DutyOwed | None, other: DutyOwed | None) -> str:
    if mine is None:
        return "No longer owed"
    if other is None:
        return "New"
    if _outcome(mine) == _outcome(other):
        return ""
    return "Different"


def _outcome(duty: DutyOwed) -> tuple[object, ...]:
    return duty.owner, duty.due, duty.met, duty.excused


def _side(duty: DutyOwed, scale: _Scale, ends: datetime) -> Side:
    state = duty.state(ends)
    return Side(
        owner=role_in_words(duty.owner),
        due="No limit" if duty.due_at is None else wording.limit(duty.due_at),
        ended=_ended(duty),
        tag=DUTIES[state],
        bar=_bar(duty, scale, ends),
    )


def _ended(duty: DutyOwed) -> str:
    if duty.met_at is not None:
        return f"Done {wording.brief(duty.met_at)}"
    if duty.excused_at is not None:
        return f"Excused {wording.brief(duty.excused_at)}: {duty.excused_why}"
    return "Not done"


def _bar(duty: DutyOwed, scale: _Scale, ends: datetime) -> Bar:
    start = scale.at(duty.arose_at)
    last = scale.ends if duty.due_at is None else duty.due_at
    done = duty.met_at or duty.excused_at
    return Bar(
        start=start,
        width=max(scale.at(last) - start, 0.5),
        met=None if done is None else scale.at(done),
        runs_on=last > scale.ends or duty.due_at is None,
        is_late=duty.state(ends) in LATE,
    )
