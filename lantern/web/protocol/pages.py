"""What the pages of the protocol show: its rules in words, by stage or by role."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.text import slugify

from lantern.core.instants import in_words, to_microseconds
from lantern.protocol.plain_words import PlainWords, RuleInWords, Section, owners
from lantern.protocol.versions import Protocol
from lantern.protocol.wording import role_in_words


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A stage, a role or a rulebook of the partnership, to choose from."""

    title: str
    href: str
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The rules of one stage."""

    title: str
    rules: tuple[RuleInWords, ...]


@dataclass(frozen=True, kw_only=True)
class ProtocolPage:
    """The protocol in words: one stage of everybody's, or every stage of one role's."""

    protocol: str
    rulebook: str
    sections: tuple[Section, ...]
    stages: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    role: str
    shown: tuple[Stage, ...]
    others: tuple[Choice, ...]
    booklet: str
    title: str = "Protocol"
    template: str = "protocol/protocol.jinja"


def page(
    protocol: Protocol, others: Iterable[Protocol], stage: str, role: str, at: datetime
) -> ProtocolPage:
    """The rules of one stage, or of one role, that bind now, and what the protocol is made of."""
    words, now = PlainWords(protocol), to_microseconds(at)
    roles = _roles(protocol, now)
    role = role if role in roles else ""
    stages = {slugify(title): (title, rules) for title, rules in words.stages(now, role)}
    here = stage if stage in stages or role else next(iter(stages), "")
    return ProtocolPage(
        protocol=protocol.title,
        rulebook=protocol.id,
        sections=tuple(words.sections()),
        stages=tuple(
            Choice(
                title=f"{title} ({len(rules)})",
                href=_href(protocol, name),
                is_here=name == here and not role,
            )
            for name, (title, rules) in stages.items()
            if not role
        ),
        roles=tuple(
            Choice(
                title=f"{_capital(role_in_words(name))} ({count})",
                href=reverse("protocol", query=_query(protocol, name)),
                is_here=name == role,
            )
            for name, count in roles.items()
        ),
        role=role_in_words(role) if role else "",
        shown=tuple(
            Stage(title=title, rules=tuple(rules))
            for name, (title, rules) in stages.items()
            if role or name == here
        ),
        others=tuple(
            Choice(title=one.title, href=_href(one, here), is_here=one.id == protocol.id)
            for one in others
        ),
        booklet=reverse("protocol-booklet", query=_query(protocol, role)),
    )


@dataclass(frozen=True, kw_only=True)
class BookletPage:
    """A protocol to print: what it is made of, and its rules."""

    title: str
    protocol: str
    drawn: str
    stages: tuple[Stage, ...]
    sections: tuple[Section, ...]
    template: str = "protocol/booklet.jinja"


def booklet(protocol: Protocol, role: str, at: datetime) -> BookletPage:
    """Everything that binds now, or all that one role owes."""
    words, now = PlainWords(protocol), to_microseconds(at)
    role = role if role in _roles(protocol, now) else ""
    return BookletPage(
        title=f"What the {role_in_words(role)} owes" if role else "Protocol",
        protocol=protocol.title,
        drawn=in_words(at),
        stages=tuple(
            Stage(title=title, rules=tuple(rules)) for title, rules in words.stages(now, role)
        ),
        sections=tuple(words.sections()),
    )


@dataclass(frozen=True, kw_only=True)
class RulePage:
    """One rule in each of its versions, the latest first."""

    title: str
    rule: str
    protocol: str
    versions: tuple[RuleInWords, ...]
    switched_off: tuple[str, ...]
    back: str
    template: str = "protocol/rule.jinja"


def history(protocol: Protocol, name: str) -> RulePage | None:
    """What a rule has asked since when, and who changed it why; None if there is no such rule."""
    words = PlainWords(protocol)
    dated = [one for one in protocol.dated if one.rule.id == name]
    if not dated:
        return None
    dated.sort(key=lambda one: one.begins, reverse=True)
    return RulePage(
        title=dated[0].rule.duty,
        rule=name,
        protocol=protocol.title,
        versions=tuple(words.rule(one) for one in dated),
        switched_off=tuple(_off(protocol, name)),
        back=reverse("protocol", query={"rulebook": protocol.id}),
    )


def _off(protocol: Protocol, name: str) -> Iterator[str]:
    for change in protocol.switched_off:
        if change.rule == name:
            when = f", from {change.on}" if change.on else ""
            yield f"Switched off by {change.rulebook}{when}: {change.reason}"


def _roles(protocol: Protocol, now: int) -> Counter[str]:
    """Every role that may owe something now, with how many duties; those with most first."""
    found = Counter(
        role
        for one in protocol.dated
        if one.begins <= now < one.ends
        for role in set(owners(one.rule))
    )
    return Counter(dict(found.most_common()))


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _query(protocol: Protocol, role: str) -> dict[str, str]:
    return {"rulebook": protocol.id} | ({"role": role} if role else {})


def _href(protocol: Protocol, stage: str) -> str:
    return reverse("protocol", query={"rulebook": protocol.id, "stage": stage})
