"""Whether somebody holds the roles that a protocol speaks of: who owes, who decides, who is asked,
who excuses and who is told."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from lantern.protocol.decisions import DecisionRule, Effect
from lantern.protocol.faults import Faults, Place, did_you_mean
from lantern.protocol.rulebook import OWNER, Rule
from lantern.protocol.versions import Protocol
from lantern.protocol.wording import joined, role_in_words
from lantern.vocabulary.role import Role

NOBODY = "and nobody holds that role"
HINT = "give somebody the role, or change the rule under “changes”"


def read_held(words: Iterable[str], place: Place, faults: Faults) -> frozenset[str]:
    """The roles of these words; a word that is no role is noted."""
    found = frozenset(word for word in words if word)
    for word in sorted(found - set(Role)):
        faults.add(place, f"there is no role “{word}”", did_you_mean(word, Role))
    return found & set(Role)


def read_held_file(path: Path, faults: Faults) -> frozenset[str]:
    """The roles in a file: one or several a line, with commas between; # begins a remark."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        faults.add(Place(path), "the roles that are held can't be read from this file")
        return frozenset()
    found = frozenset[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        start = 1
        for part in line.partition("#")[0].split(","):
            column = start + len(part) - len(part.lstrip())
            found |= read_held([part.strip()], Place(path, number, column), faults)
            start += len(part) + 1
    return found


def unheld(protocol: Protocol, held: Collection[str], faults: Faults) -> None:
    """Note each duty, decision, question, excuse and message of a protocol that falls to
    nobody."""
    for one in protocol.dated:
        for role, path in _owners(one.rule):
            if role not in held:
                message = f"{one.rule.id} is owed by the {role_in_words(role)}, {NOBODY}"
                faults.add(one.rule.place_of(*path), message, HINT)
        _excusing(one.rule, held, faults)
        _told(one.rule, held, faults)
    for decided in protocol.decided:
        _deciding(decided.rule, held, faults)
    names = {book.id for book in protocol.layers}
    for fact in protocol.vocabulary.values():
        if fact.rulebook in names and fact.asked_of and not set(fact.asked_of) & set(held):
            message = f"only the {_named(fact.asked_of)} would be asked for {fact.name}"
            faults.add(fact.place, f"{message}, {NOBODY}", HINT)


def _owners(rule: Rule) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Each role that may owe the duty, with its place in the rule."""
    yield rule.owner, ("owner", "otherwise") if rule.owner_cases else ("owner",)
    for number, case in enumerate(rule.owner_cases):
        yield case.role, ("owner", "cases", number, "role")


def _excusing(rule: Rule, held: Collection[str], faults: Faults) -> None:
    for number, excusal in enumerate(rule.excused_by):
        if excusal.roles and not set(excusal.roles) & set(held):
            message = f"only the {_named(excusal.roles)} may excuse {rule.id}, {NOBODY}"
            faults.add(rule.place_of("excused_by", number, "person"), message, HINT)


def _told(rule: Rule, held: Collection[str], faults: Faults) -> None:
    tell = rule.tell
    owners = {role for role, _ in _owners(rule)}
    for when, roles, path in (
        ("arises", tell.arises, ("tell", "arises")),
        ("is due soon", tell.due_soon, ("tell", "due_soon", "roles")),
        ("is overdue", tell.overdue, ("tell", "overdue")),
    ):
        people = {role for role in roles if role != OWNER} | (owners if OWNER in roles else set())
        # That an owner is nobody has been said of the duty itself.
        if people - owners and not people & set(held):
            message = (
                f"nobody is told when {rule.id} {when}: nobody holds the role of {_named(people)}"
            )
            faults.add(rule.place_of(*path), message, HINT)


def _deciding(rule: DecisionRule, held: Collection[str], faults: Faults) -> None:
    if rule.effect is Effect.ONLY and not set(rule.roles) & set(held):
        message = f"{rule.id} keeps {rule.decides} to the {_named(rule.roles)}, {NOBODY}"
        faults.add(rule.place_of("only"), message, HINT)
    for number, one in enumerate(rule.unless):
        if one.roles and not set(one.roles) & set(held):
            message = f"only the {_named(one.roles)} may use an exemption of {rule.id}"
            place = rule.place_of("unless", number, "by")
            faults.add(place, f"{message}, {NOBODY}", HINT)


def _named(roles: Iterable[str]) -> str:
    return joined(sorted(role_in_words(role) for role in roles), "or")
