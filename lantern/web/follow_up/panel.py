"""What must change, beside an absence and beside a child: what is recorded, and what is to do."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Part, Sight
from lantern.core.instants import day_in_london
from lantern.follow_up import known, policies
from lantern.follow_up.chains import standing
from lantern.follow_up.signing import chain_of
from lantern.risk import known as risk
from lantern.vocabulary.follow_up import CHAINS, FollowUpKind, ReportKind
from lantern.web import wording
from lantern.web.follow_up.asked import ASKED
from lantern.web.panels import Panel, PanelLine
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.follow_up.models import BehaviourPlan, FollowUp, InternalReport
    from lantern.people.models import Child
    from lantern.risk.models import RiskAssessment

TITLE: Final = "What must change"
OF_THE_PLACED: Final = (FollowUpKind.PLACEMENT_REVIEW, FollowUpKind.PLACEMENT_PLAN)
OF_ANY: Final = (FollowUpKind.REPEAT_DISCUSSION, FollowUpKind.ASSESSMENT)
OF_THE_CHILD: Final = (
    FollowUpKind.STATUTORY_REVIEW,
    FollowUpKind.SAFETY_PLAN,
    FollowUpKind.CARE_PLAN_REQUEST,
    FollowUpKind.EARLY_HELP,
)


def of_episode(actor: Actor, episode: "Episode", sight: Sight, at: datetime) -> Panel | None:
    """Beside an absence that has ended or has something recorded; nothing for whoever sees none of
    it and may record none of it."""
    rows = [row for row in known.of_episode(episode) if policies.can_see(actor, sight, row)]
    looks = sight.shows(Part.WORK) and any(policies.fits(kind, episode) for kind in ReportKind)
    reports = _latest(known.reports(episode)) if looks else {}
    if episode.ended_at is None and not rows and not reports:
        return None  # While the child is away, finding the child comes first.
    latest = risk.latest(episode.child) if episode.placement_id is not None else None
    lines = [*map(_recorded, rows), *map(_reported, reports.values())]
    if sight.shows(Part.CONCERNS) and episode.placement_id is not None:
        lines.extend(_assessed(episode, latest, at))
    actions = [] if episode.is_history else [*_to_do(actor, episode, rows, reports)]
    if not episode.is_history and _renews(actor, episode, latest, at):
        href = reverse("children:risk", args=[episode.child.reference])
        actions.append(PanelLine(text="Bring the risk assessment up to date", href=href))
    if not lines and not actions:
        return None
    return Panel(title=TITLE, lines=tuple(lines), actions=tuple(actions))


def of_child(actor: Actor, child: "Child", sight: Sight, at: datetime) -> Panel | None:
    """Beside a child: plans and reviews that belong to no one absence."""
    rows = [row for row in known.of_child(child) if policies.can_see(actor, sight, row)]
    newest: dict[str, FollowUp] = {}
    for row in rows:
        newest.setdefault(row.kind, row)
    plans = known.plans(child) if sight.shows(Part.WORK) else ()
    lines = [*map(_recorded, newest.values()), *(_planned(plan, at) for plan in plans)]
    in_force = any(_next_review(plan) is not None for plan in plans)
    plans_more = not in_force and policies.may_agree_plans(actor)
    has_gone = known.has_gone(child)
    actions = [*_for_child(actor, child, has_gone=has_gone)]
    if has_gone and plans_more:
        actions.append(_action("Record a behaviour-change plan", "behaviour-plan", child.reference))
    if not lines and not actions:
        return None
    return Panel(title=TITLE, lines=tuple(lines), actions=tuple(actions))


def _recorded(row: "FollowUp") -> PanelLine:
    return PanelLine(
        text=FollowUpKind(row.kind).label,
        href=reverse("follow_up:record", args=[row.reference]),
        quiet=f"{wording.day(row.at)}, {row.by_name}",
    )


def _reported(report: "InternalReport") -> PanelLine:
    kind = ReportKind(report.kind)
    now = standing(chain_of(report), policies.given(report))
    if now.is_sent_back:
        tag = Tag(text="Sent back", colour="red")
    elif now.next is not None:
        tag = Tag(text="To sign")
    else:
        tag = Tag(text="Signed off", colour="green")
    waits = f"Next: {now.next.role.label}" if now.next is not None else ""
    return PanelLine(text=kind.label, href=_report(kind, report.episode), tag=tag, quiet=waits)


def _is_newer(latest: "RiskAssessment | None", episode: "Episode", at: datetime) -> bool:
    return latest is not None and latest.assessed_at > (episode.ended_at or at)


def _assessed(
    episode: "Episode", latest: "RiskAssessment | None", at: datetime
) -> Iterator[PanelLine]:
    """Whether the risk assessment is newer than the absence (IAP L512)."""
    newer = _is_newer(latest, episode, at)
    tag = Tag(text="Renewed", colour="green") if newer else Tag(text="To renew", colour="orange")
    yield PanelLine(
        text="Risk assessment",
        href=reverse("children:assessments", args=[episode.child.reference]),
        tag=tag,
        quiet=f"Of {wording.day(latest.assessed_at)}" if latest is not None else "There is none",
    )


def _next_review(plan: "BehaviourPlan") -> date | None:
    """The day of the next review; None once the plan has ended."""
    if plan.was_reviewed:  # type: ignore[attr-defined]
        return plan.next_on  # type: ignore[attr-defined, no-any-return]
    return plan.review_on


def _planned(plan: "BehaviourPlan", at: datetime) -> PanelLine:
    next_on = _next_review(plan)
    if next_on is None:
        tag, quiet = Tag(text="Ended", colour="grey"), ""
    else:
        late = next_on < day_in_london(at)
        tag = Tag(text="Review overdue", colour="red") if late else Tag(text="In force")
        quiet = f"Next review {wording.day(next_on)}"
    return PanelLine(
        text="Behaviour-change plan",
        href=reverse("follow_up:plan", args=[plan.reference]),
        tag=tag,
        quiet=quiet,
    )


def _to_do(
    actor: Actor,
    episode: "Episode",
    rows: list["FollowUp"],
    reports: dict[ReportKind, "InternalReport"],
) -> Iterator[PanelLine]:
    """What this person may record next and has not been, in the order of the return."""
    there = {row.kind for row in rows}
    offered = (*OF_THE_PLACED, *OF_ANY) if episode.placement_id is not None else OF_ANY
    for kind in (*offered, FollowUpKind.REGULATOR):
        if kind not in there and _may(actor, kind, episode):
            yield _action(ASKED[kind].invites, ASKED[kind].slug, episode.reference)
    for kind in ReportKind:
        if kind not in reports and _writes(actor, kind, episode):
            yield PanelLine(text=f"Complete the {kind.label}", href=_report(kind, episode))


def _may(actor: Actor, kind: FollowUpKind, episode: "Episode") -> bool:
    """Whether to offer it: the page opened the record, so the person reaches the child."""
    if not actor.holds(policies.PERMISSIONS[kind]):
        return False
    if kind in policies.OF_THE_AUTHORITY:
        return actor.agency_id == episode.child.responsible_authority_id
    return kind is not FollowUpKind.REGULATOR or policies.is_regulated(episode)


def _renews(
    actor: Actor, episode: "Episode", latest: "RiskAssessment | None", at: datetime
) -> bool:
    if episode.placement_id is None or _is_newer(latest, episode, at):
        return False
    return bool(actor.holds(Permission.RISK_ASSESS))


def _writes(actor: Actor, kind: ReportKind, episode: "Episode") -> bool:
    held = actor.holds(Permission.INTERNAL_REPORT_WRITE)
    fits = policies.fits(kind, episode)
    return bool(held and fits) and not CHAINS[kind].writers.isdisjoint(actor.roles)


def _for_child(actor: Actor, child: "Child", *, has_gone: bool) -> Iterator[PanelLine]:
    """Early help is for a child who has not gone; a plan to change behaviour for one who has."""
    own = actor.agency_id == child.responsible_authority_id
    for kind in OF_THE_CHILD:
        if kind is FollowUpKind.EARLY_HELP and has_gone:
            continue
        if actor.holds(policies.PERMISSIONS[kind]) and (
            own or kind not in policies.OF_THE_AUTHORITY
        ):
            yield _action(ASKED[kind].invites, ASKED[kind].slug, child.reference)


def _action(text: str, slug: str, reference: str) -> PanelLine:
    return PanelLine(text=text, href=reverse(f"follow_up:{slug}", args=[reference]))


def _report(kind: ReportKind, episode: "Episode") -> str:
    return reverse(f"follow_up:{kind.value.replace('_', '-')}", args=[episode.reference])


def _latest(rows: tuple["InternalReport", ...]) -> dict[ReportKind, "InternalReport"]:
    """The latest version of each; the rows come with the latest first."""
    found: dict[ReportKind, InternalReport] = {}
    for row in rows:
        found.setdefault(ReportKind(row.kind), row)
    return found
