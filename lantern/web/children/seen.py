"""What somebody had on screen when they began, so that only what they changed is theirs."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from lantern.core.errors import Conflict
from lantern.web.forms import Form


def on_screen(values: Mapping[str, Any]) -> str:
    """The values to be carried in the form's hidden `seen`."""
    return json.dumps({name: plain(value) for name, value in values.items()}, sort_keys=True)


def read(text: str) -> dict[str, Any]:
    """What was carried. Tampered with, it only makes a conflict likelier."""
    try:
        seen = json.loads(text or "{}")
    except ValueError:
        return {}
    return seen if isinstance(seen, dict) else {}


def plain(value: object) -> object:
    """A value as JSON holds it; nothing recorded is an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool | int):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def adopt(form: Form, conflict: Conflict) -> tuple[str, ...]:
    """Take over what the other person wrote wherever this one changed nothing.

    Returns the fields that both changed. The form is then sent again from what is saved now.
    """
    data: Any = form.data
    data = data.copy()
    seen = read(data.get("seen", ""))
    theirs = conflict.theirs
    both: list[str] = []
    for name in conflict.yours:
        if name in seen and plain(form.cleaned_data.get(name)) == seen[name]:
            _put(form, data, name, theirs.get(name))
        elif name not in seen or plain(theirs.get(name)) != seen[name]:
            both.append(name)
    if "version" in theirs:
        data["version"] = str(theirs["version"])
    data["seen"] = json.dumps(seen | {name: plain(theirs.get(name)) for name in both})
    form.data = data
    form.full_clean()
    return tuple(both)


def _put(form: Form, data: Any, name: str, value: object) -> None:
    prepared = form.fields[name].prepare_value(value)
    if isinstance(prepared, Mapping):
        for part, each in prepared.items():
            data[f"{name}-{part}"] = each
    else:
        data[name] = "" if prepared is None else str(prepared)
