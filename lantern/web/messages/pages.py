"""What the pages of messages, handovers and unsent messages show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse

from lantern.core.decision import Decision
from lantern.notifications.queries import HandoverState, Letter, Unsent
from lantern.notifications.wording import TAKE_IT
from lantern.web import wording
from lantern.web.wording import capital


@dataclass(frozen=True, kw_only=True)
class HandoverRow:
    """Something that waits to be taken."""

    id: int
    what: str
    href: str
    about: str
    name: str
    to: str
    waited: str
    opened_at: datetime
    climbed: bool


@dataclass(frozen=True, kw_only=True)
class MessageRow:
    """One message."""

    id: int
    subject: str
    name: str
    body: str
    href: str
    at: datetime
    to: str
    is_unread: bool
    read_by: str


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Where in a list this page is."""

    number: int
    previous: str
    following: str


@dataclass(frozen=True, kw_only=True)
class InboxPage:
    """What waits for me, then what I and my teams have been told."""

    handovers: tuple[HandoverRow, ...]
    messages: tuple[MessageRow, ...]
    unread: int
    pages: Pages
    sees_unsent: bool
    title: str = "Messages"
    template: str = "messages/inbox.jinja"


@dataclass(frozen=True, kw_only=True)
class HandoverPage:
    """One handover: what it is, who was asked, who has it."""

    state: HandoverState
    href: str
    may_take: Decision
    title: str
    template: str = "messages/handover.jinja"


@dataclass(frozen=True, kw_only=True)
class UnsentRow:
    """A message that could not be sent."""

    id: int
    subject: str
    to: str
    fault: str
    at: datetime
    attempts: int


@dataclass(frozen=True, kw_only=True)
class UnsentPage:
    """Messages that could not be sent, and how many still wait."""

    rows: tuple[UnsentRow, ...]
    waiting: int
    pages: Pages
    title: str = "Messages that could not be sent"
    template: str = "messages/unsent.jinja"


def handover_row(state: HandoverState, names: Mapping[str, str], at: datetime) -> HandoverRow:
    """The handover as the inbox shows it."""
    return HandoverRow(
        id=state.id,
        what=state.what,
        href=record(state.about),
        about=state.about,
        name=names.get(state.about, ""),
        to=state.person or state.role.label,
        waited=wording.length(at - state.opened_at),
        opened_at=state.opened_at,
        climbed=state.climbed,
    )


def message_row(letter: Letter, names: Mapping[str, str]) -> MessageRow:
    """The message as the inbox shows it. Its subject needs no name of the product here."""
    subject = letter.subject.removeprefix("Lantern: ").removesuffix(f", {letter.about}")
    return MessageRow(
        id=letter.id,
        subject=capital(subject),
        name=names.get(letter.about, letter.about if letter.about[:2] in OPENED else ""),
        body=letter.body.replace(TAKE_IT, "").strip(),
        href=record(letter.about) if letter.about[:2] in OPENED else "",
        at=letter.at,
        to=letter.team,
        is_unread=letter.read_at is None,
        read_by=letter.read_by,
    )


def unsent_row(unsent: Unsent) -> UnsentRow:
    """The message as those who look after messages see it."""
    return UnsentRow(
        id=unsent.id,
        subject=unsent.subject,
        to=unsent.to,
        fault=unsent.fault,
        at=unsent.at,
        attempts=unsent.attempts,
    )


def pages(name: str, number: int, *, has_more: bool) -> Pages:
    """The pages before and after this one."""
    return Pages(
        number=number,
        previous=reverse(name, query={"page": number - 1}) if number > 1 else "",
        following=reverse(name, query={"page": number + 1}) if has_more else "",
    )


OPENED: Final = {
    "E-": "episodes:episode",
    "C-": "children:page",
    "R-": "drafts:draft",
    "V-": "interviews:interview",
    "B-": "interviews:shared",
}
"""The records that have a page, by how their references begin."""


def record(about: str) -> str:
    """The address that opens a record by its reference alone."""
    return reverse("open", args=[about])
