"""Small rulebooks and records for the tests of the protocol."""

from pathlib import Path

from lantern.core.instants import read_london
from lantern.protocol.facts import Facts, Record
from lantern.protocol.faults import Fault
from lantern.protocol.layers import Library
from lantern.protocol.load import load

HEAD = """
rulebook: {name}
title: A rulebook for a test
agreed_by: nobody (invented)
layer: partnership
in_force: {{from: {starts}}}
"""
RULE = """
  - id: {name}
"""
DEFAULTS = {
    "duty": "Do what the test says",
    "stage": "missing",
    "owner": "social_worker",
    "source": '{document: An invented paper, paragraph: "1"}',
    "arises": "episode.reported",
    "within": "72 hours",
    "met_by": "return_interview.held",
}
LONDON = read_london


def rule(name="the-duty", **entries):
    """The text of one rule; entries that are not given are the plainest."""
    lines = {**DEFAULTS, **entries}
    return RULE.format(name=name) + "".join(f"    {key}: {value}\n" for key, value in lines.items())


def rulebook(*rules, name="the-rulebook", starts="2000-01-01", extra=""):
    """The text of a rulebook of these rules."""
    body = "rules:\n" + "".join(rules) if rules else "rules: []\n"
    return HEAD.format(name=name, starts=starts) + extra + body


def write(folder, *texts):
    """Files with these texts, in order."""
    paths = [Path(folder) / f"book-{number}.yaml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def shelf(folder, *texts) -> Library:
    """The library of these rulebooks, which must be sound."""
    found = load(write(folder, *texts))
    assert isinstance(found, Library), "\n".join(str(fault) for fault in found)
    return found


def faults(folder, *texts) -> tuple[Fault, ...]:
    """The faults of these rulebooks, which must not be sound."""
    found = load(write(folder, *texts))
    assert not isinstance(found, Library), "no fault was found"
    return found


def protocol(folder, *rules, extra=""):
    """The protocol of one rulebook of these rules."""
    return shelf(folder, rulebook(*rules, extra=extra)).protocol("the-rulebook")


def told(fact, at, value=True, *, until=None, recorded=None, key="", withdrawn=None):  # noqa: PLR0913
    """The record of a fact at a London time."""
    return Record(
        fact=fact,
        at=LONDON(at),
        recorded_at=LONDON(recorded or at),
        key=key or f"{fact} {at}",
        value=value,
        until=None if until is None else LONDON(until),
        withdrawn_at=None if withdrawn is None else LONDON(withdrawn),
    )


def facts(*records, **options):
    """The facts of an episode that these records state."""
    return Facts.of(records, **options)
