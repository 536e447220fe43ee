"""Two small protocols laid side by side, and absences to be asked of."""

from datetime import date

from lantern.core.instants import to_microseconds
from lantern.simulation.altered import compared
from lantern.simulation.counting import Period
from lantern.simulation.treatment import Case, Counting
from tests.protocol.rulings import LONDON, facts, rulebook, shelf, told

SEPTEMBER = Period(
    first=date(2015, 9, 1), last=date(2015, 9, 30), seen=to_microseconds(LONDON("2016-01-01 00:00"))
)


def beside(folder, ours, theirs, *, draft_extra=""):
    """The protocol of some rules as today's, and that of others as the draft's."""
    made = []
    for name, rules, extra in (("ours", ours, ""), ("theirs", theirs, draft_extra)):
        place = folder / name
        place.mkdir(exist_ok=True)
        text = rulebook(*rules, starts="1900-01-01", extra=extra)
        made.append(shelf(place, text).protocol("the-rulebook"))
    return compared(*made)


def absence(pair, *records, reference="E-1", **more):
    """An absence of which this was recorded."""
    return Case(reference=reference, is_absence=True, facts=facts(*records), compared=pair, **more)


def reported(day, *, back=None, held=None):
    """Records of a report at noon of a day of September, and of what came of it."""
    records = [told("episode.reported", f"2015-09-{day:02} 12:00")]
    if held:
        records.append(told("return_interview.held", held))
    if back:
        records.append(told("whereabouts", back, "returned"))
    return records


def counted(*children, period=SEPTEMBER, most=10):
    """The figures of children, each given as the cases of one."""
    counting = Counting(period, most)
    for number, cases in enumerate(children, start=1):
        counting.add(number, f"C-{number}", cases)
    return counting.figures()


def outcomes(figures):
    """How many duties stood how, by side."""
    found = {}
    for one, count in figures.standing.items():
        by = found.setdefault(str(one.side), {})
        by[str(one.outcome)] = by.get(str(one.outcome), 0) + count
    return found


def changes(figures):
    """How many duties are changed in which way, by rule."""
    return {(one.rule, str(one.change)): count for one, count in figures.changing.items()}
