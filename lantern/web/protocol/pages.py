"""What the page of the protocol shows: its rules in words, one stage at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.text import slugify

from lantern.core.instants import to_microseconds
from lantern.protocol.plain_words import PlainWords, RuleInWords, Section
from lantern.protocol.versions import Protocol


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A stage, or a rulebook of the partnership, to choose from."""

    title: str
    href: str
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class ProtocolPage:
    """The protocol in words."""

    protocol: str
    sections: tuple[Section, ...]
    stages: tuple[Choice, ...]
    stage: str
    rules: tuple[RuleInWords, ...]
    others: tuple[Choice, ...]
    title: str = "Protocol"
    template: str = "protocol/protocol.jinja"


def page(protocol: Protocol, others: Iterable[Protocol], stage: str, at: datetime) -> ProtocolPage:
    """The rules of one stage that bind now, and what the protocol is made of."""
    words = PlainWords(protocol)
    stages = {slugify(title): (title, rules) for title, rules in words.stages(to_microseconds(at))}
    here = stage if stage in stages else next(iter(stages), "")
    title, rules = stages.get(here, ("", []))
    return ProtocolPage(
        protocol=protocol.title,
        sections=tuple(words.sections()),
        stages=tuple(
            Choice(title=f"{one} ({len(some)})", href=_href(protocol, name), is_here=name == here)
            for name, (one, some) in stages.items()
        ),
        stage=title,
        rules=tuple(rules),
        others=tuple(
            Choice(title=one.title, href=_href(one, here), is_here=one.id == protocol.id)
            for one in others
        ),
    )


def _href(protocol: Protocol, stage: str) -> str:
    return reverse("protocol", query={"rulebook": protocol.id, "stage": stage})
