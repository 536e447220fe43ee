"""What one part of Lantern shows on the page of an absence or of a child: what is recorded there,
and what this person may do next."""

from dataclasses import dataclass

from lantern.web.tags import Tag


@dataclass(frozen=True, kw_only=True)
class PanelLine:
    """One thing recorded, or to be done; `quiet` says the rest about it."""

    text: str
    href: str = ""
    tag: Tag | None = None
    quiet: str = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part of the page under its own heading. `actions` are what this person may do there."""

    title: str
    lines: tuple[PanelLine, ...] = ()
    actions: tuple[PanelLine, ...] = ()
