"""What somebody was sending when their session ended, carried through the sign-in page.

It stays in their own browser, signed, and is offered again only to the person who wrote it.
"""

from dataclasses import dataclass
from typing import Final

from django.core import signing
from django.http import HttpRequest

from lantern.web.errors import Typed, typed
from lantern.web.sessions import LEFT, Left

SALT: Final = "lantern.held"
LASTS: Final = 12 * 60 * 60  # seconds


@dataclass(frozen=True, kw_only=True)
class Held:
    """A form on its way: where to, what was typed, and whether files came with it."""

    address: str
    typed: tuple[Typed, ...]
    had_files: bool
    agency: int | None


def hold(request: HttpRequest) -> str:
    """The form as text that only this installation can have written. Empty if it was nobody's."""
    left: Left | None = getattr(request, LEFT, None)
    if request.method != "POST" or left is None or not left.owner:
        return ""
    content = {
        "owner": left.owner,
        "agency": left.agency,
        "address": request.get_full_path(),
        "typed": [(one.name, one.value) for one in typed(request.POST)],
        "had_files": bool(request.FILES),
    }
    return signing.dumps(content, salt=SALT, compress=True)


def release(text: str, owner: str) -> Held | None:
    """The form, for the person who wrote it. Nobody else is shown any of it."""
    try:
        content = signing.loads(text, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    if content["owner"] != owner:
        return None
    return Held(
        address=content["address"],
        typed=tuple(Typed(name=name, value=value) for name, value in content["typed"]),
        had_files=content["had_files"],
        agency=content["agency"],
    )
