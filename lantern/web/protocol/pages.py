"""What the pages of the protocol show: its rules in words, by stage or by role."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.text import slugify

from lantern.core.instants import in_words, to_microseconds
from lantern.protocol.layers import Library
from lantern.protocol.plain_words import PlainWords, RuleInWords, Section, owners, title_in
from lantern.protocol.versions import Protocol
from lantern.protocol.wording import role_in_words
from lantern.web.wording import capital


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
class Coming:
    """A day to come from which a newer version binds, and what differs from then."""

    starts_on: date
    href: str


@dataclass(frozen=True, kw_only=True)
class ProtocolPage:
    """The protocol in words: one stage of everybody's, or every stage of one role's."""

    protocol: str
    rulebook: str
    sections: tuple[Section, ...]
    stages: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    role: str
    mine: tuple[Choice, ...]
    """What the reader's own roles owe."""
    shown: tuple[Stage, ...]
    others: tuple[Choice, ...]
    booklet: str
    coming: tuple[Coming, ...] = ()
    review_due: str = ""
    """By when the adopted version in force had to be looked at again, where nobody has."""
    title: str = "Protocol"
    template: str = "protocol/protocol.jinja"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which stage or role somebody wants to read, and the roles they act in."""

    stage: str = ""
    role: str = ""
    own: frozenset[str] = frozenset()


def page(
    protocol: Protocol, others: Iterable[Protocol], asked: Asked, at: datetime
) -> ProtocolPage:
    """The rules of one stage, or of one role, that bind now, and what the protocol is made of."""
    words, now = PlainWords(protocol), to_microseconds(at)
    roles = _roles(protocol, now)
    role = asked.role if asked.role in roles else ""
    to_choose = {name: _of_role(protocol, name, count, role) for name, count in roles.items()}
    stages = {
        slugify(title): Stage(title=title, rules=tuple(rules))
        for title, rules in words.stages(now, role)
    }
    here = asked.stage if asked.stage in stages else next(iter(stages), "")
    return ProtocolPage(
        protocol=protocol.title,
        rulebook=protocol.id,
        sections=tuple(words.sections()),
        stages=() if role else tuple(_of_stages(protocol, stages, here)),
        roles=tuple(to_choose.values()),
        role=role_in_words(role) if role else "",
        mine=tuple(one for name, one in to_choose.items() if name in asked.own and not role),
        shown=tuple(one for name, one in stages.items() if role or name == here),
        others=tuple(
            Choice(title=one.title, href=_href(one, here), is_here=one.id == protocol.id)
            for one in others
        ),
        booklet=reverse("protocol-booklet", query=_query(protocol, role)),
    )


def coming(protocol: Protocol, shelf: Library, today: date) -> tuple[Coming, ...]:
    """Each day to come from which a newer version of the protocol, or of what it extends, binds."""
    layers = {one.id for one in protocol.layers}
    starts = {one.starts_on for name in layers for one in shelf.versions.get(name, ())}
    return tuple(
        Coming(starts_on=day, href=_differing(protocol, today, day))
        for day in sorted(starts)
        if day > today
    )


def _differing(protocol: Protocol, today: date, day: date) -> str:
    sides = (("first", today), ("second", day))
    query = {which: protocol.id for which, _ in sides}
    for which, on in sides:
        parts = {"day": on.day, "month": on.month, "year": on.year}
        query |= {f"{which}_on-{name}": str(part) for name, part in parts.items()}
    return reverse("protocol-differences", query=query)


def _of_stages(protocol: Protocol, stages: Mapping[str, Stage], here: str) -> Iterator[Choice]:
    for name, stage in stages.items():
        title = f"{stage.title} ({len(stage.rules)})"
        yield Choice(title=title, href=_href(protocol, name), is_here=name == here)


def _of_role(protocol: Protocol, name: str, count: int, chosen: str) -> Choice:
    words = role_in_words(name)
    return Choice(
        title=f"{capital(words)} ({count})",
        href=reverse("protocol", query=_query(protocol, name)),
        is_here=name == chosen,
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
            yield f"Switched off by {title_in(protocol, change.rulebook)}{when}: {change.reason}"


def _roles(protocol: Protocol, now: int) -> Counter[str]:
    """Every role that may owe something now, with how many duties; those with most first."""
    found = Counter(
        role for one in protocol.binding(now).values() for role in set(owners(one.rule))
    )
    return Counter(dict(found.most_common()))


def _query(protocol: Protocol, role: str) -> dict[str, str]:
    return {"rulebook": protocol.id} | ({"role": role} if role else {})


def _href(protocol: Protocol, stage: str) -> str:
    return reverse("protocol", query={"rulebook": protocol.id, "stage": stage})
