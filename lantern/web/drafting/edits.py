"""From the answers of a form to the new text of a draft, with the words of the change."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from lantern.core.errors import Invalid
from lantern.protocol.conditions import Length, Parameter
from lantern.protocol.editing import changing
from lantern.protocol.editing.adding import Added, Sort, with_added
from lantern.protocol.editing.blocks import taken_back
from lantern.protocol.editing.changing import Told
from lantern.protocol.editing.saying import Draft, Edited, part_called, text_edited
from lantern.protocol.editing.written import Written
from lantern.protocol.rulebook import OWNER, Rule, Telling
from lantern.web.drafting import beginnings, limits
from lantern.web.drafting.forms import grounds, value_given

Given = Mapping[str, Any]


def limit(draft: Draft, rule: str, given: Given, starts_on: date) -> Edited:
    """By when a duty must be done."""
    old = changing.entry_of(draft.protocol, rule, "within")
    value = changing.limit_of(old, limits.given(given))
    return _entry(draft, rule, "within", value, given, starts_on)


def owner(draft: Draft, rule: str, given: Given, starts_on: date) -> Edited:
    """Who must do it."""
    return _entry(draft, rule, "owner", str(given["owner"]), given, starts_on)


def told(draft: Draft, rule: str, moment: str, given: Given, starts_on: date) -> Edited:
    """Who is told at one moment; at the others it stays as it is."""
    now = told_now(draft.rules()[rule].rule.tell)
    chosen = tuple(given["told"])
    if moment == "due_soon":
        before = limits.length_given(given, "before") if chosen else ""
        now = replace(now, due_soon=chosen, before=before)
    else:
        now = replace(now, **{moment: chosen})
    return _entry(draft, rule, "tell", now.written, given, starts_on)


def told_now(tell: Telling) -> Told:
    """Who is told of a duty as its rule stands."""
    return Told(
        arises=tell.arises,
        due_soon=tell.due_soon,
        before=_length(tell.before),
        overdue=tell.overdue,
    )


def _length(value: Length | Parameter | None) -> Written:
    if isinstance(value, Parameter):
        return {"parameter": value.name}
    return "" if value is None else str(value)


def off(draft: Draft, rule: str, given: Given, starts_on: date) -> Edited:
    """A rule no longer binds."""
    text = changing.without_rule(draft.text, rule, grounds(given, starts_on))
    return draft.rule_edited(rule, text)


def on_again(draft: Draft, rule: str) -> Edited:
    """A rule of a wider layer, switched off here, binds again."""
    return draft.rule_on_again(rule, changing.with_rule_again(draft.text, rule))


def setting(draft: Draft, name: str, given: Given, starts_on: date) -> Edited:
    """A setting has another value."""
    value = value_given(given)
    text = changing.with_parameter(draft.text, name, value, grounds(given, starts_on))
    return draft.parameter_edited(name, text)


def reading(draft: Draft, name: str, given: Given, starts_on: date) -> Edited:
    """A silent source is read otherwise."""
    option = str(given["option"])
    text = changing.with_reading(draft.text, name, option, grounds(given, starts_on))
    return draft.reading_edited(name, option, text)


def added(draft: Draft, sort: Sort, given: Given, starts_on: date) -> Edited:
    """A form to fill in, or a meeting to hold."""
    known = draft.protocol.vocabulary
    rules = {rule.id for rule in draft.protocol.rules()}
    new = _described(draft, sort, given, starts_on)
    if new.done in {one.words for one in known.values()}:
        raise Invalid(
            {"called": f"There is one called “{new.called}” already. Choose another name"}
        )
    text, rule = with_added(draft.text, new, facts=known, rules=rules)
    return draft.rule_edited(rule, text)


def _described(draft: Draft, sort: Sort, given: Given, starts_on: date) -> Added:
    known = draft.protocol.vocabulary
    called = _called(str(given["called"]))
    verb = "Send" if sort is Sort.FORM else "Hold"
    late = [OWNER, *([str(given["late"])] if given["late"] else [])]
    again = bool(given["again"])
    until = str(given.get("until") or "") if again else ""
    return Added(
        sort=sort,
        called=called,
        duty=str(given["duty"]) or f"{verb} the {called}",
        done=f"the {called} was {sort.done}",
        meaning=str(given["meaning"]),
        question=str(given["question"]) or f"When was the {called} {sort.done}?",
        owner=str(given["owner"]),
        asked_of=(str(given["owner"]),) if given["recorded_by"] == "owner" else (),
        stage=str(given["stage"]),
        subject=beginnings.subject(given, known),
        begins=beginnings.condition(given, known),
        within=limits.given(given),
        every=limits.length_given(given, "every") if again else "",
        until=beginnings.written(until) if until else "",
        told=Told(arises=(OWNER,), overdue=tuple(dict.fromkeys(late))),
        grounds=grounds(given, starts_on),
    )


def _called(typed: str) -> str:
    """What it is called, as it stands after “the”."""
    words = typed.strip().rstrip(".")
    words = words[4:] if words.lower().startswith("the ") else words
    first = words.partition(" ")[0]
    return words if first.isupper() else f"{words[:1].lower()}{words[1:]}"


def whole(draft_text: str, given: Given, names: dict[str, str]) -> Edited:
    """The text as somebody wrote it, sound or not."""
    text = str(given["text"])
    return Edited(text, text_edited(draft_text, text, names))


def back(draft: Draft, base: str, section: str, name: str) -> Edited:
    """A part is again as it was when the draft was drawn up, with what nothing reads any more."""
    text = taken_back(draft.text, base, section, name)
    text = changing.without_unread(text, draft.text)
    names = {one: dated.rule.duty for one, dated in draft.rules().items()}
    if text == draft.text:
        raise Invalid({"": "This is as it was already"})
    return draft.taken_back(text, part_called(section, name, names))


def _entry(
    draft: Draft, rule: str, key: str, value: Written, given: Given, starts_on: date
) -> Edited:
    text = changing.with_entry(draft.text, rule, key, value, grounds(given, starts_on))
    return draft.rule_edited(rule, text)


def moments(rule: Rule) -> dict[str, tuple[str, ...]]:
    """Who is told of a duty, moment by moment."""
    return {
        "arises": rule.tell.arises,
        "due_soon": rule.tell.due_soon,
        "overdue": rule.tell.overdue,
    }
