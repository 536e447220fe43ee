"""A long simulation kept part by part in a file, so that it goes on where it was stopped.

A line for what is simulated, then one for each part of the children with its figures. A part whose
line was not written to its end is counted again; one that is no part any more is left out.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from lantern.simulation.counting import (
    Arising,
    Change,
    Changing,
    Differing,
    Figures,
    Interviews,
    Outcome,
    Side,
    Standing,
)
from lantern.simulation.reading import Proposal
from lantern.simulation.written import difference_as_json, difference_from_json

Span = tuple[int, int]
Key = TypeVar("Key", bound=NamedTuple)
_PLAIN: Final = ("children", "absences", "differing_children", "differing_absences", "most")


class AnotherSimulation(Exception):
    """The file holds the parts of another simulation."""


class Parts:
    """The parts counted so far, in a file."""

    def __init__(self, file: Path, proposal: Proposal) -> None:
        self.file = file
        self.done: dict[Span, Figures] = {}
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        if not lines:
            self.seen_at = proposal.seen_at
            self._write({"of": _name(proposal), "seen_at": self.seen_at.isoformat()})
            return
        said = json.loads(lines[0])
        if said.get("of") != _name(proposal):
            raise AnotherSimulation(str(file))
        self.seen_at = datetime.fromisoformat(said["seen_at"])
        self.done = dict(_parts(lines[1:]))

    def as_begun(self, proposal: Proposal) -> Proposal:
        """The proposal as at the instant when it was first asked: all parts are judged alike."""
        return replace(proposal, seen_at=self.seen_at)

    def keep(self, span: Span, figures: Figures) -> None:
        """One part more has been counted."""
        self._write({"span": span, "figures": _as_json(figures)})

    def _write(self, said: dict[str, Any]) -> None:
        with self.file.open("a", encoding="utf-8") as to:
            to.write(json.dumps(said, ensure_ascii=False) + "\n")


def _name(proposal: Proposal) -> str:
    """What tells one simulation from another, whenever it is asked for."""
    what = (proposal.text, proposal.first.isoformat(), proposal.last.isoformat())
    how = (sorted(proposal.authorities), proposal.with_history, proposal.most)
    return hashlib.sha256(json.dumps([what, how]).encode()).hexdigest()


def _parts(lines: Iterable[str]) -> Iterator[tuple[Span, Figures]]:
    for line in lines:
        try:
            said = json.loads(line)
        except json.JSONDecodeError:
            continue
        first, last = said["span"]
        yield (first, last), _from_json(said["figures"])


def _as_json(figures: Figures) -> dict[str, Any]:
    return {
        **{name: getattr(figures, name) for name in _PLAIN},
        "history": dict(figures.history),
        **{
            name: [[*key, number] for key, number in getattr(figures, name).items()]
            for name in ("arising", "standing", "interviews", "changing")
        },
        "foremost": [
            [one.child, one.reference, one.count, list(map(difference_as_json, one.differences))]
            for one in figures.foremost
        ],
    }


def _from_json(said: dict[str, Any]) -> Figures:
    return Figures(
        **{name: said[name] for name in _PLAIN},
        history=Counter(said["history"]),
        arising=_counted(said["arising"], lambda side, *rest: Arising(Side(side), *rest)),
        standing=_counted(
            said["standing"],
            lambda side, rule, owner, how: Standing(Side(side), rule, owner, Outcome(how)),
        ),
        interviews=_counted(said["interviews"], lambda side, *rest: Interviews(Side(side), *rest)),
        changing=_counted(said["changing"], lambda rule, how: Changing(rule, Change(how))),
        foremost=tuple(
            Differing(child, reference, count, tuple(map(difference_from_json, differences)))
            for child, reference, count, differences in said["foremost"]
        ),
    )


def _counted(rows: Iterable[list[Any]], key: Callable[..., Key]) -> Counter[Key]:
    return Counter({key(*row[:-1]): row[-1] for row in rows})
