"""How fast an authority's return is brought in: from nothing, and again without a change."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.returned import invented

LANTERN = (sys.executable, "-c", "from lantern.commands.cli import main; main()")
CHILDREN = 10_000


@dataclass(frozen=True, kw_only=True)
class Brought:
    """One run of the command: how long it took, and what it said."""

    seconds: float
    processor: float
    megabytes: float
    said: str


def bring(home: Path, folder: Path) -> Brought:
    """Run the command in a process of its own. `megabytes` is the most of any child so far."""
    environment = {"PATH": os.environ["PATH"], "LANTERN_HOME": str(home)}
    line = (*LANTERN, "import", "ssda903", str(folder), "--authority", "330", "--year", "2026")
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ran = subprocess.run(line, env=environment, capture_output=True, text=True, check=True)  # noqa: S603  our own
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Brought(
        seconds=time.perf_counter() - began,
        processor=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        megabytes=after.ru_maxrss / 1024,
        said=ran.stdout,
    )


def write(folder: Path, children: int) -> None:
    """An invented return of so many children, four episodes of care and four absences each."""
    folder.mkdir(parents=True)
    for name, content in invented(children).items():
        (folder / name).write_bytes(content)


def main(children: int = CHILDREN) -> None:
    """Measure both on SQLite and print them."""
    with tempfile.TemporaryDirectory() as place:
        home, folder = Path(place) / "home", Path(place) / "return"
        write(folder, children)
        print(f"A return of {children:,} children, {9 * children:,} rows, on SQLite:")
        for what in ("brought in", "again, unchanged"):
            run = bring(home, folder)
            print(
                f"  {what}: {run.seconds:.0f} s ({run.processor:.0f} s of processor time), "
                f"{9 * children / run.seconds:,.0f} rows a second, {run.megabytes:.0f} MB"
            )


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
