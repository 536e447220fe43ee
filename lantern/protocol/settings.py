"""What a partnership has set, and how it reads silences, on one day."""

from dataclasses import dataclass
from datetime import date

from lantern.protocol.readings import DEFAULTS
from lantern.protocol.rulebook import Change, Rulebook, Setting
from lantern.protocol.versions import Protocol


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """A setting, and the change by which a narrower layer sets it otherwise, if one does."""

    setting: Setting
    change: Change | None

    @property
    def value(self) -> str:
        """What binds."""
        return self.setting.value if self.change is None else self.change.value


def settings_on(protocol: Protocol, day: date) -> dict[str, SettingInForce]:
    """Each setting by its name, as the narrowest layer in force on the day has it."""
    found: dict[str, SettingInForce] = {}
    for book in _in_force(protocol, day):
        found |= {name: SettingInForce(one, None) for name, one in book.parameters.items()}
        for change in book.changes:
            if change.parameter in found and (change.on is None or change.on <= day):
                found[change.parameter] = SettingInForce(found[change.parameter].setting, change)
    return found


def readings_on(protocol: Protocol, day: date) -> dict[str, str]:
    """The option of each reading that the narrowest layer in force on the day has chosen."""
    found = dict(DEFAULTS)
    for book in _in_force(protocol, day):
        found |= {name: one.option for name, one in book.readings.items()}
    return found


def _in_force(protocol: Protocol, day: date) -> list[Rulebook]:
    return [book for book in protocol.layers if book.in_force_on(day)]
