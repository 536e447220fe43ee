"""What is wrong with a file of rules, facts or a story: where, what, and what was probably
meant."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file, line and column, the last two counted from one."""

    file: Path
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with a file, and what to do about it."""

    file: Path
    line: int
    column: int
    message: str
    suggestion: str = ""

    @property
    def at(self) -> str:
        """“file:line:column”."""
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def words(self) -> str:
        """The message with its suggestion."""
        return f"{self.message} ({self.suggestion})" if self.suggestion else self.message

    def __str__(self) -> str:
        return f"{self.at}: {self.words}"


class Faulty(Exception):
    """Files that had to be sound are not; carries every fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(slots=True)
class Faults:
    """Collects every fault of a reading, so that a person sees all of them at once."""

    found: list[Fault] = field(default_factory=list)

    def add(self, place: Place, message: str, suggestion: str = "") -> None:
        """Note one fault at a place."""
        self.found.append(Fault(place.file, place.line, place.column, message, suggestion))

    def sorted(self) -> tuple[Fault, ...]:
        """Every fault once, in the order of the files."""
        return tuple(sorted(set(self.found)))


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """“did you mean `child.looked_after`?”, or nothing where no known word is near."""
    names = sorted({str(name) for name in known})
    near = get_close_matches(wrong[:80], names, n=1, cutoff=0.6)
    if not near:
        last = wrong.rsplit(".", maxsplit=1)[-1]
        near = [name for name in names if name.rsplit(".", maxsplit=1)[-1] == last][:1]
    return f"did you mean `{near[0]}`?" if near else ""


def one_of(known: Iterable[str]) -> str:
    """“one of: a, b, c”."""
    return "one of: " + ", ".join(sorted(str(name) for name in known))
