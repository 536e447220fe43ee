"""`lantern rehearse`: play a story through a protocol; no database is needed, unless asked for."""

import json
from datetime import datetime
from pathlib import Path

import click

from lantern.commands.binding import adopted_too, shelf, shelf_with
from lantern.core.instants import in_london, in_words
from lantern.protocol import stories
from lantern.protocol.decide import Choice, Ruling
from lantern.protocol.explain import Because, because, reason_in_words, sentence
from lantern.protocol.layers import Library, UnknownRulebook
from lantern.protocol.stories import Rehearsal, Rehearsed, Story
from lantern.protocol.story_decisions import RehearsedDecision, decisions
from lantern.protocol.wording import deadline_in_words, role_in_words
from lantern.vocabulary.duty import DutyState


class Instant(click.ParamType[datetime]):
    """An instant in London civil time."""

    name = "instant"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The instant, or a sentence on how to write it."""
        if isinstance(value, datetime):
            return value
        try:
            return stories.read_instant(str(value))
        except ValueError as fault:
            self.fail(str(fault), param, ctx)


@click.command(name="rehearse")
@click.argument("story", metavar="STORY.yaml")
@click.option(
    "--rulebook",
    metavar="ID|FILE",
    help="Play it through this rulebook, or the one in this file, instead of the story's own.",
)
@click.option("--at", type=Instant(), help="Look from this instant (default: the last event).")
@click.option("--known-at", type=Instant(), help="Use only what had been recorded by this instant.")
@adopted_too
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def command(
    story: str,
    rulebook: str | None,
    at: datetime | None,
    known_at: datetime | None,
    *,
    with_adopted: bool,
    as_json: bool,
) -> None:
    """Play STORY.yaml and print each duty that it gives rise to, and each decision it asks about.

    STORY.yaml is a file, or the name of a story that comes with Lantern. Instants are London civil
    time, such as "2015-09-04 18:30". Rulebooks are those that come with Lantern; with --adopted
    also the versions that were adopted here, each from its day.
    """
    books, rulebook = _shelf(rulebook, with_adopted=with_adopted)
    told = _story(story, books)
    try:
        rehearsal = stories.rehearse(told, rulebook=rulebook, at=at, known_at=known_at, shelf=books)
    except UnknownRulebook as fault:
        raise click.ClickException(f"{fault}.") from None
    click.echo(_as_json(rehearsal) if as_json else _as_text(rehearsal))
    if (told.expected or told.decisions) and not (as_json or rulebook):
        click.echo(f"\n{_as_expected(told, books)}")


def _story(name: str, shelf: Library) -> Story:
    """The story in a file of this name, or the shipped story so called."""
    path = Path(name)
    if not path.exists():
        shipped = {file.stem: file for file in stories.shipped_files()}
        path = shipped.get(name.removesuffix(".yaml"), path)
        if not path.exists():
            known = ", ".join(shipped) or "none"
            raise click.ClickException(
                f"There is no file “{name}”, and no story of that name comes with Lantern"
                f" (those that do: {known})."
            )
    found = stories.load(path, shelf)
    if isinstance(found, Story):
        return found
    raise click.ClickException("\n".join(str(fault) for fault in found))


def _shelf(rulebook: str | None, *, with_adopted: bool) -> tuple[Library, str | None]:
    """The rulebooks to look in, and the id of the one asked for, which may stand in a file."""
    if rulebook is None or not (rulebook.endswith(".yaml") or Path(rulebook).exists()):
        return shelf(with_adopted=with_adopted), rulebook
    found = shelf_with(Path(rulebook), with_adopted=with_adopted)
    path = Path(rulebook).resolve()
    named = (
        book.id
        for books in found.versions.values()
        for book in books
        if book.place.file.resolve() == path
    )
    return found, next(named)


def _as_text(rehearsal: Rehearsal) -> str:
    story, at = rehearsal.story, rehearsal.at
    lines = [story.title, f"Under: {rehearsal.protocol.title}", f"Looked at: {in_words(at)}"]
    if rehearsal.known_at is not None:
        lines.append(f"As known at: {in_words(rehearsal.known_at)}")
    lines.append(_summary(rehearsal))
    for number, one in enumerate(rehearsal.duties, start=1):
        lines.extend(["", *_duty_lines(number, one, rehearsal)])
    decided = decisions(rehearsal)
    if decided:
        lines.extend(["", "What may be decided"])
    for one_decided in decided:
        lines.extend(["", *_decision_lines(one_decided, rehearsal)])
    return "\n".join(lines)


def _as_expected(story: Story, books: Library) -> str:
    """Whether the whole story gives rise to what it expects, and what differs."""
    found = stories.differences(story, books)
    if not found:
        expected = (("duties", story.expected), ("decisions", story.decisions))
        said = [f"{len(some)} {noun}" for noun, some in expected if some]
        return f"All {' and '.join(said)} are as the story expects."
    return "\n".join(["This differs from what the story expects:", *map(str, found)])


def _summary(rehearsal: Rehearsal) -> str:
    if not rehearsal.duties:
        return "No duties."
    states = [one.duty.state(rehearsal.at) for one in rehearsal.duties]
    counted = [
        f"{states.count(state)} {state.label.lower()}" for state in DutyState if state in states
    ]
    noun = "duty" if len(states) == 1 else "duties"
    return f"{len(states)} {noun}: {', '.join(counted)}."


def _duty_lines(number: int, one: Rehearsed, rehearsal: Rehearsal) -> list[str]:
    at = rehearsal.at
    duty, rule = one.duty, one.duty.rule
    turn = f" (turn {duty.occurrence})" if duty.occurrence else ""
    due = "no limit" if duty.due_at is None else deadline_in_words(duty.due_at)
    state = duty.state(at)
    arose = "Will arise" if state is DutyState.NOT_YET else "Arose"
    lines = [
        f"{number}. {rule.duty}{turn}",
        f"   Owed by:  {role_in_words(duty.owner)}",
        f"   {arose + ':':<9} {in_words(duty.arose_at)}",
        f"   Due:      {due}",
        f"   State:    {state.label}{_since(one)}",
    ]
    if duty.excused_why:
        lines.append(f"   Excused:  {duty.excused_why}")
    for reason in because(one.facts, duty, rehearsal.protocol):
        lines.extend(_reason_lines(reason, "   Because:  "))
    lines.append(f"   Under:    {rule.rulebook_title} ({rule.rulebook}), rule {rule.id}")
    lines.append(f"   Source:   {rule.source}")
    lines.extend(
        f"   Changed:  by {change.rulebook}: {change.reason}" for change in rule.changed_by
    )
    return lines


def _decision_lines(one: RehearsedDecision, rehearsal: Rehearsal) -> list[str]:
    """One decision: each value, whether it may be chosen, and the sentence of each rule on it."""
    who = role_in_words(one.asked.by) if one.asked.by else "whoever may"
    lines = [f"{in_words(one.asked.at)}, {who}: {one.question}"]
    if one.found is None:
        return [*lines, f"   {rehearsal.protocol.title} does not decide this."]
    for choice in one.choices:
        state = "allowed" if choice.is_allowed else "refused"
        if choice.value == one.found.forced:
            state = "forced"
        elif choice.value == one.found.preset:
            state = "allowed, and the page begins with it"
        lines.append(f"   {choice.words}: {state}")
        lines.extend(f"      {says}" for says in _says(choice))
    lines.extend(f"   This differs from the story: {fault.message}" for fault in one.differences)
    return lines


def _says(choice: Choice) -> list[str]:
    """Why a value stands as it does: each rule's sentence, with its source and id."""
    preset = () if choice.preset is None else (choice.preset,)
    groups = (
        ("Refused", choice.refused),
        ("Forced", choice.forced),
        ("Begins with it", preset),
        ("Give a reason", choice.warned),
    )
    found = [
        f"{label}: {ruling.says} Rule {ruling.rule.id}."
        for label, rulings in groups
        for ruling in rulings
    ]
    grounds = [f"Ground: {ground}. Rule {ruling.rule.id}." for ruling, ground in choice.grounds]
    return found + grounds


def _reason_lines(reason: Because, before: str) -> list[str]:
    lines = [f"{before}{reason_in_words(reason)}"]
    for part in reason.follows_from:
        lines.extend(_reason_lines(part, f"{' ' * len(before)}  "))
    return lines


def _since(one: Rehearsed) -> str:
    instant = one.duty.met_at or one.duty.excused_at
    return "" if instant is None else f", {in_words(instant)}"


def _as_json(rehearsal: Rehearsal) -> str:
    return json.dumps(
        {
            "story": rehearsal.story.name,
            "rulebook": rehearsal.protocol.id,
            "at": in_london(rehearsal.at),
            "known_at": _shown(rehearsal.known_at),
            "duties": [_duty_object(one, rehearsal) for one in rehearsal.duties],
            "decisions": [_decision_object(one) for one in decisions(rehearsal)],
        },
        ensure_ascii=False,
        indent=2,
    )


def _duty_object(one: Rehearsed, rehearsal: Rehearsal) -> dict[str, object]:
    at = rehearsal.at
    duty, rule = one.duty, one.duty.rule
    return {
        "rule": rule.id,
        "cause": duty.identity[1],
        "turn": duty.occurrence or None,
        "duty": rule.duty,
        "owner": duty.owner,
        "arises": in_london(duty.arose_at),
        "due": _shown(duty.due_at),
        "due_soon": _shown(duty.due_soon_at),
        "state": str(duty.state(at)),
        "met": _shown(duty.met_at),
        "met_by": duty.met_by,
        "excused": _shown(duty.excused_at),
        "excused_why": duty.excused_why or None,
        "because": [
            _reason_object(reason) for reason in because(one.facts, duty, rehearsal.protocol)
        ],
        "sentence": sentence(one.facts, duty, rehearsal.protocol),
        "rulebook": rule.rulebook,
        "source": str(rule.source),
    }


def _decision_object(one: RehearsedDecision) -> dict[str, object]:
    found = one.found
    return {
        "decides": one.asked.decides,
        "at": in_london(one.asked.at),
        "by": one.asked.by or None,
        "decided_here": found is not None,
        "allowed": [] if found is None else list(found.allowed),
        "refused": {
            choice.value: [_ruling_object(ruling) for ruling in choice.refused]
            for choice in one.choices
            if choice.refused
        },
        "forced": (found.forced if found else "") or None,
        "preset": (found.preset if found else "") or None,
        "warned": {
            choice.value: [_ruling_object(ruling) for ruling in choice.warned]
            for choice in one.choices
            if choice.warned
        },
        "grounds": [{"ground": ground, "rule": by.rule.id} for by, ground in one.grounds],
        "differences": [fault.message for fault in one.differences],
    }


def _ruling_object(ruling: Ruling) -> dict[str, object]:
    rule = ruling.rule
    return {
        "rule": rule.id,
        "says": rule.says,
        "rulebook": rule.rulebook,
        "source": str(rule.source),
    }


def _reason_object(reason: Because) -> dict[str, object]:
    late = reason.recorded_late_by
    return {
        "fact": reason.fact or None,
        "words": reason.words,
        "since": _shown(reason.since),
        "recorded_late_minutes": None if late is None else int(late.total_seconds() // 60),
        "follows_from": [_reason_object(part) for part in reason.follows_from],
    }


def _shown(at: datetime | None) -> str | None:
    return None if at is None else in_london(at)


if __name__ == "__main__":
    command()
