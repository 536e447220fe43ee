"""Reads the names of roles, noting those that nobody has."""

from lantern.protocol.documents import Text
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Place, did_you_mean
from lantern.vocabulary.role import Role


def known_role(entry: EntryReader, key: str) -> str:
    """The role that an entry names; it must be there and be one."""
    found = entry.text(key)
    if found:
        _look_up(entry, entry.place_of(key), found)
    return found


def known_roles(entry: EntryReader, key: str, *extra: str) -> tuple[str, ...]:
    """The roles that an entry lists, or the one that it names."""
    found = entry.texts(key)
    for item in entry.items(key):
        if isinstance(item, Text):
            _look_up(entry, item.place, item.text.strip(), *extra)
    return found


def some_roles(entry: EntryReader, key: str) -> tuple[str, ...]:
    """The roles that an entry lists; where it is there it names at least one."""
    found = known_roles(entry, key)
    if not found and key in entry.part.entries:
        entry.faults.add(entry.place_of(key), f"“{key}” names nobody", "a role, or take it out")
    return found


def _look_up(entry: EntryReader, place: Place, name: str, *extra: str) -> None:
    roles = [*(str(role) for role in Role), *extra]
    if name not in roles:
        hint = did_you_mean(name.replace(" ", "_"), roles)
        entry.faults.add(place, f"there is no role “{name}”", hint)
