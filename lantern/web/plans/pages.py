"""What the pages of a child's plan show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.plans.queries import ActionLine, AdditionLine, PlanLine
from lantern.vocabulary.plan import ActionState
from lantern.web import wording
from lantern.web.forms import Form
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.people.models import Child

TAGS: Final = {
    ActionState.OPEN: Tag(text="To do"),
    ActionState.DONE: Tag(text="Done", colour="green"),
    ActionState.DROPPED: Tag(text="Dropped", colour="grey"),
}
LATE: Final = Tag(text="Overdue", colour="red")


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """One action: what, who, by when, and how it stands."""

    what: str
    owner: str
    due: str
    tag: Tag
    came: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What was agreed on one occasion."""

    heading: str
    by: str
    review: str
    rows: tuple[ActionRow, ...]


@dataclass(frozen=True, kw_only=True)
class PlanBlock:
    """One plan of the child."""

    heading: str
    ended: str
    occasions: tuple[Occasion, ...]
    end_href: str


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """The child's plan, and those that ended."""

    name: str
    back: str
    plans: tuple[PlanBlock, ...]
    add_href: str
    title: str = "Plan"
    template: str = "plans/plan.jinja"


@dataclass(frozen=True, kw_only=True)
class ActionPage:
    """One action, what became of it, and what may be said of it now."""

    name: str
    row: ActionRow
    facts: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str], ...]
    form: Form | None
    why_not: str
    button: str
    back: str
    title: str
    conflict: str = ""
    template: str = "plans/action.jinja"


def row(line: ActionLine, at: datetime) -> ActionRow:
    """One action as lists show it."""
    now = line.now
    came = ""
    if now.at is not None:
        came = f"{now.state.label} {wording.brief(now.at)}, {now.by}: {now.words}"
    return ActionRow(
        what=line.what,
        owner=wording.capital(line.owner),
        due=wording.day(now.due_on),
        tag=LATE if line.is_overdue(at) else TAGS[now.state],
        came=came,
        href=reverse("plans:action", args=[line.reference]),
    )


def occasion(line: AdditionLine, at: datetime) -> Occasion:
    """What was agreed on one occasion, as lists show it."""
    return Occasion(
        heading=f"{line.origin.label}, {wording.day(line.agreed_at)}",
        by=f"Recorded by {line.by}" + (f", {line.agency}" if line.agency else ""),
        review=f"For review on {wording.day(line.review_on)}" if line.review_on else "",
        rows=tuple(row(one, at) for one in line.actions),
    )


def plan_page(
    child: "Child", plans: Iterable[PlanLine], *, may_add: bool, may_end: bool, at: datetime
) -> PlanPage:
    """The page of the child's plan."""
    return PlanPage(
        name=child.name,
        back=reverse("children:page", args=[child.reference]),
        plans=tuple(_block(one, may_end, at) for one in plans),
        add_href=reverse("plans:add", args=[child.reference]) if may_add else "",
    )


def _block(line: PlanLine, may_end: bool, at: datetime) -> PlanBlock:
    began = wording.day(line.began_at)
    if line.ended_at is not None:
        heading = f"Plan of {began} to {wording.day(line.ended_at)}"
    else:
        heading = f"The plan now, begun {began}"
    is_now = line.ended_at is None
    return PlanBlock(
        heading=heading,
        ended=line.ended_why,
        occasions=tuple(occasion(one, at) for one in line.additions),
        end_href=reverse("plans:end", args=[line.reference]) if is_now and may_end else "",
    )


def facts(line: ActionLine) -> tuple[tuple[str, str], ...]:
    """What is known of one action, each with its label."""
    agreed = f"{line.origin.label}, {wording.moment(line.agreed_at)}"
    return (
        ("Who does it", wording.capital(line.owner)),
        ("By the end of", wording.day(line.now.due_on)),
        ("Agreed", f"{agreed}; recorded by {line.agreed_by}"),
    )


def steps(line: ActionLine) -> tuple[tuple[str, str], ...]:
    """What became of it, the first first: what and when, then the words."""
    return tuple(
        (
            f"{one.kind.label}, {wording.moment(one.at)}: {one.by}"
            + (f", {one.agency}" if one.agency else ""),
            one.words,
        )
        for one in line.steps
    )
