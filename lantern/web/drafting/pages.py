"""What the pages show on which a draft is changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import slugify

from lantern.protocol.editing.blocks import PARAMETER, Difference, differences
from lantern.protocol.editing.saying import Draft, in_words, parameters, part_called, readings
from lantern.protocol.editing.sheet import Sheet
from lantern.protocol.faults import Fault
from lantern.protocol.layers import Library
from lantern.protocol.plain_words import STAGE_TITLES, PlainWords, title_in
from lantern.protocol.readings import READINGS
from lantern.protocol.rulebook import OWNER, STAGES, Change, Rule
from lantern.protocol.versions import Dated, Protocol
from lantern.protocol.wording import joined, role_in_words
from lantern.web.drafting import edits
from lantern.web.drafting.choosing import has_words
from lantern.web.drafting.forms import EditForm
from lantern.web.wording import capital

if TYPE_CHECKING:
    from lantern.agreements.models import Draft as DraftRow

MOMENTS = {
    "arises": "Told when it arises",
    "due_soon": "Told when it is due soon",
    "overdue": "Told when it is late",
}
CHANGED_BY = {"Who": "owner", "By when": "limit"}
LEFT_OUT = ("Told", "Changed", "Binds")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a rule, and where it is changed."""

    label: str
    words: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """One rule in plain words."""

    id: str
    duty: str
    is_statutory: bool
    is_changed: bool
    lines: tuple[Line, ...]
    off_href: str


@dataclass(frozen=True, kw_only=True)
class OffRow:
    """A rule that is switched off, by whom and why; here, if it can be switched on here."""

    duty: str
    words: str
    on_href: str


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One of several pages of the same draft."""

    text: str
    href: str
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class RulesPage:
    """The rules of one stage of a draft, or those that were searched for, each to be changed."""

    draft: str
    caption: str
    tabs: tuple[Tab, ...]
    stages: tuple[Tab, ...]
    heading: str
    cards: tuple[Card, ...]
    off: tuple[OffRow, ...]
    asked: str
    revision: int
    title: str = "Change the rules"
    template: str = "drafting/rules.jinja"


@dataclass(frozen=True, kw_only=True)
class EditPage:
    """One change of a draft: how it stands, and the questions."""

    title: str
    caption: str
    form: EditForm
    back: str
    button: str = "Save this change"
    now: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    is_statutory: bool = False
    is_warning: bool = False
    template: str = "drafting/edit.jinja"


@dataclass(frozen=True, kw_only=True)
class SettingsPage:
    """The settings and readings of a draft."""

    draft: str
    caption: str
    tabs: tuple[Tab, ...]
    settings: tuple[tuple[str, tuple[Line, ...]], ...]
    readings: tuple[Line, ...]
    title: str = "Change the settings"
    template: str = "drafting/settings.jinja"


@dataclass(frozen=True, kw_only=True)
class ChangedRow:
    """One part that is not as it was when the draft was drawn up."""

    words: str
    how: str
    section: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ChangedPage:
    """Everything that is not as it was when the draft was drawn up."""

    draft: str
    caption: str
    tabs: tuple[Tab, ...]
    rows: tuple[ChangedRow, ...]
    form: EditForm
    revision: int
    title: str = "What this draft changes"
    template: str = "drafting/changed.jinja"


@dataclass(frozen=True, kw_only=True)
class TextPage:
    """The text of a draft, with its faults by line."""

    draft: str
    caption: str
    tabs: tuple[Tab, ...]
    form: EditForm
    faults: tuple[tuple[str, str], ...] = field(default=())
    title: str = "Edit as text"
    template: str = "drafting/text.jinja"


def tabs(row: "DraftRow", here: str) -> tuple[Tab, ...]:
    """The pages of one draft."""
    pages = (
        ("drafting:rules", "Rules"),
        ("drafting:settings", "Settings"),
        ("drafting:changed", "Changed so far"),
        ("drafting:text", "Edit as text"),
        ("rehearsal:rehearse", "Rehearse"),
        ("rehearsal:cases", "Cases"),
        ("simulations:of-draft", "Simulate"),
    )
    return tuple(
        Tab(
            text=text,
            href=reverse(name, args=[row.reference]),
            is_here=name.partition(":")[2] == here,
        )
        for name, text in pages
    )


def rules(row: "DraftRow", draft: Draft, stage: str, asked: str) -> RulesPage:
    """The rules of one stage, or all that have the words that were asked for."""
    words = PlainWords(draft.protocol)
    changed = changed_rules(row, draft)
    every = draft.rules()
    counts = {name: sum(one.rule.stage == name for one in every.values()) for name in STAGES}
    here = next((name for name in STAGES if slugify(STAGE_TITLES[name]) == stage), "")
    here = here or next((name for name in STAGES if counts[name]), "")
    chosen = [one for one in every.values() if _is_asked(one.rule, here, asked)]
    address = reverse("drafting:rules", args=[row.reference])
    return RulesPage(
        draft=row.reference,
        caption=row.title,
        tabs=tabs(row, "rules"),
        stages=tuple(
            Tab(
                text=f"{STAGE_TITLES[name]} ({count})",
                href=f"{address}?stage={slugify(STAGE_TITLES[name])}",
                is_here=name == here and not asked,
            )
            for name, count in counts.items()
            if count
        ),
        heading=_found(len(chosen), asked) if asked else STAGE_TITLES.get(here, ""),
        cards=tuple(card(row.reference, words, one, changed) for one in chosen),
        off=tuple(one for one in _off(row, draft.protocol) if has_words(one.duty, asked)),
        asked=asked,
        revision=row.revision,
    )


def _found(count: int, asked: str) -> str:
    return f"{count} {'rule' if count == 1 else 'rules'} with “{asked}”"


def _is_asked(rule: Rule, stage: str, asked: str) -> bool:
    return has_words(rule.duty, asked) if asked else rule.stage == stage


def card(reference: str, words: PlainWords, dated: Dated[Rule], changed: Iterable[str]) -> Card:
    """One rule in plain words, with where each line is changed."""
    rule = dated.rule
    return Card(
        id=rule.id,
        duty=rule.duty,
        is_statutory=rule.statutory,
        is_changed=rule.id in set(changed),
        lines=tuple(_lines(reference, words, dated)),
        off_href=_href(reference, rule.id, "off"),
    )


def _lines(reference: str, words: PlainWords, dated: Dated[Rule]) -> Iterator[Line]:
    rule = dated.rule
    for label, said in words.rule(dated).lines:
        if label not in LEFT_OUT:
            aspect = CHANGED_BY.get(label, "")
            href = _href(reference, rule.id, aspect) if aspect else ""
            yield Line(label=label, words=said, href=href)
    for moment, roles in edits.moments(rule).items():
        href = _href(reference, rule.id, moment.replace("_", "-"))
        yield Line(label=MOMENTS[moment], words=_people(roles, rule), href=href)


def _people(roles: Iterable[str], rule: Rule) -> str:
    named = dict.fromkeys(role_in_words(rule.owner if one == OWNER else one) for one in roles)
    return joined(f"the {one}" for one in named) if named else "Nobody"


def _href(reference: str, rule: str, aspect: str) -> str:
    return reverse("drafting:rule", args=[reference, rule, aspect])


def changed_rules(row: "DraftRow", draft: Draft) -> set[str]:
    """The rules that this draft changes, adds or switches off."""
    found = differences(row.base_text, draft.text)
    return {
        one.name.partition("#")[0]
        for one in found
        if one.section in ("rules", "changes") and not one.name.startswith(PARAMETER)
    }


def _off(row: "DraftRow", protocol: Protocol) -> Iterator[OffRow]:
    """The rules that no longer bind, with the latest word on each."""
    latest: dict[str, Change] = {one.rule: one for one in protocol.switched_off}
    binding = {one.rule.id for one in protocol.dated if one.ends >= max_end(protocol)}
    for change in latest.values():
        if change.rule in binding:
            continue
        here = change.rulebook == row.rulebook
        yield OffRow(
            duty=_duty(protocol, change.rule),
            words=f"By {title_in(protocol, change.rulebook)}: {change.reason}",
            on_href=reverse("drafting:on", args=[row.reference, change.rule]) if here else "",
        )


def max_end(protocol: Protocol) -> int:
    """The end of the versions that bind last."""
    return max((one.ends for one in protocol.dated), default=0)


def _duty(protocol: Protocol, rule: str) -> str:
    for book in protocol.layers:
        if rule in book.rules:
            return book.rules[rule].duty
    return rule


def settings(row: "DraftRow", draft: Draft) -> SettingsPage:
    """What a partnership may set: each setting with its meaning, each reading with its question."""
    meanings = dict(meanings_of(draft))
    lines = []
    for name, value in parameters(draft.protocol).items():
        href = reverse("drafting:setting", args=[row.reference, name])
        title = name.replace("_", " ")
        said = Line(label=capital(title), words=value, href=href)
        lines.append((meanings.get(name, ""), (said,)))
    return SettingsPage(
        draft=row.reference,
        caption=row.title,
        tabs=tabs(row, "settings"),
        settings=tuple(lines),
        readings=tuple(
            Line(
                label=READINGS[name].question,
                words=READINGS[name].options[option],
                href=reverse("drafting:reading", args=[row.reference, name]),
            )
            for name, option in readings(draft.protocol).items()
        ),
    )


def changed(row: "DraftRow", draft: Draft, form: EditForm) -> ChangedPage:
    """Everything that is not as it was, each to be taken back."""
    names = duties(row.base_text) | {name: one.rule.duty for name, one in draft.rules().items()}
    found = differences(row.base_text, draft.text)
    return ChangedPage(
        draft=row.reference,
        caption=row.title,
        tabs=tabs(row, "changed"),
        rows=tuple(
            ChangedRow(
                words=capital(part_called(one.section, one.name, names)),
                how=_how(one),
                section=one.section,
                name=one.name,
            )
            for one in found
            if (one.section, one.name) != ("", "in_force") and not _goes_with_a_rule(one, found)
        ),
        form=form,
        revision=row.revision,
    )


def _how(one: Difference) -> str:
    """What became of a part. An entry about a rule of a wider layer changes that rule."""
    if one.section == "changes" or (one.was and one.now):
        return "Changed"
    return "Taken out" if one.was else "Added"


def _goes_with_a_rule(one: Difference, found: Iterable[Difference]) -> bool:
    """Whether it is a new fact that a new rule reads: taking the rule back takes it too."""
    return (one.section, one.was) == ("facts", "") and any(
        other.section == "rules" and not other.was and one.name in other.now for other in found
    )


def duties(text: str) -> dict[str, str]:
    """The rules that a text states itself, by what they ask."""
    sheet = Sheet.of(text)
    return {sheet.word(one, "id"): sheet.word(one, "duty") for one in sheet.mappings("rules")}


def meanings_of(draft: Draft) -> Iterator[tuple[str, str]]:
    """Each setting by name, with its meaning."""
    for book in draft.protocol.layers:
        for name, one in book.parameters.items():
            yield name, one.meaning


def faults(shelf: Library | tuple[Fault, ...], text: str, name: str) -> Iterator[tuple[str, str]]:
    """Each fault of a text with the line on which it stands."""
    lines = text.splitlines()
    for fault in shelf if isinstance(shelf, tuple) else ():
        here = str(fault.file) == name and fault.line <= len(lines)
        yield in_words(fault), lines[fault.line - 1].strip() if here else ""
