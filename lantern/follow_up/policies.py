"""May they? What must change after a return: each kind of record, the plans and the reports."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Part, Sight
from lantern.core.decision import ALLOWED, Decision, allowed_if, first_refusal
from lantern.episodes.policies import is_kept_here, reaches
from lantern.follow_up import chains
from lantern.follow_up.models import BehaviourPlan, FollowUp, InternalReport
from lantern.follow_up.signing import chain_of
from lantern.vocabulary.follow_up import CHAINS, AssessmentKind, FollowUpKind, ReportKind, Verdict
from lantern.vocabulary.placement import PlacementKind
from lantern.vocabulary.regulator import regulation_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantern.episodes.models import Episode
    from lantern.people.models import Child

PERMISSIONS: Final[Mapping[FollowUpKind, Permission]] = {
    FollowUpKind.PLACEMENT_REVIEW: Permission.FOLLOW_UP_RECORD,
    FollowUpKind.PLACEMENT_PLAN: Permission.FOLLOW_UP_RECORD,
    FollowUpKind.STATUTORY_REVIEW: Permission.STATUTORY_REVIEW_RECORD,
    FollowUpKind.REPEAT_DISCUSSION: Permission.FOLLOW_UP_RECORD,
    # The police consider referrals, schools make common assessments (IAP L690, 004 L12).
    FollowUpKind.ASSESSMENT: Permission.EPISODE_ADD,
    FollowUpKind.CARE_PLAN_REQUEST: Permission.CARE_PLAN_REVIEW_ASK,
    FollowUpKind.EARLY_HELP: Permission.STEP_RECORD,
    FollowUpKind.REGULATOR: Permission.REGULATOR_DECIDE,
    FollowUpKind.SAFETY_PLAN: Permission.SAFETY_PLAN_AGREE,
}
OF_THE_AUTHORITY: Final = {
    FollowUpKind.PLACEMENT_REVIEW,
    FollowUpKind.PLACEMENT_PLAN,
    FollowUpKind.STATUTORY_REVIEW,
}
"""What the authority that looks after the child does, and no other (DfE 2014 ¶68, SCP L1126)."""
ONLY_OF_AN_ABSENCE: Final = {
    FollowUpKind.PLACEMENT_REVIEW,
    FollowUpKind.REPEAT_DISCUSSION,
    FollowUpKind.REGULATOR,
}
"""What can be recorded of one absence alone; placement plan and assessment are either's."""
PARTS: Final[Mapping[FollowUpKind, Part]] = {
    # Who goes looking has to know where the child may be safe, and who helps (IAP L617).
    FollowUpKind.SAFETY_PLAN: Part.PROFILE,
}
"""The part of the record to which a kind belongs, where it is not the work with the child."""
OF_SOCIAL_CARE: Final = {AssessmentKind.NEED, AssessmentKind.ENQUIRY}
"""What the authority alone does (Children Act 1989 s17, s47)."""


def can_record(
    actor: Actor,
    kind: FollowUpKind,
    child: "Child",
    episode: "Episode | None" = None,
    *,
    at: datetime,
) -> Decision:
    """Whether this person may record this of the child, or of this absence."""
    held = actor.holds(PERMISSIONS[kind])
    if not held:
        return held
    return first_refusal(
        reaches(actor, child, at=at),
        _is_the_authority(actor, child) if kind in OF_THE_AUTHORITY else ALLOWED,
        is_kept_here(episode) if episode is not None else ALLOWED,
        _must_be_regulated(episode) if kind is FollowUpKind.REGULATOR and episode else ALLOWED,
        allowed_if(
            episode is not None or kind not in ONLY_OF_AN_ABSENCE,
            "This is recorded of an absence. Open the absence first.",
        ),
    )


def can_assess(actor: Actor, kind: AssessmentKind) -> Decision:
    """Whether this person may record that this assessment was made."""
    return allowed_if(
        kind not in OF_SOCIAL_CARE or bool(actor.holds(Permission.FOLLOW_UP_RECORD)),
        "Children’s social care alone makes this assessment. Ask the social worker to record it.",
    )


def can_correct(actor: Actor, row: FollowUp, *, at: datetime) -> Decision:
    """Whether this person may put a record right: their agency made it, and they could have."""
    return first_refusal(
        can_record(actor, FollowUpKind(row.kind), row.child, row.episode, at=at),
        allowed_if(
            actor.is_system or row.by_agency_id == actor.agency_id,
            "Only the agency that recorded this may put it right.",
        ),
    )


def can_see(actor: Actor, sight: Sight, row: FollowUp) -> Decision:
    """Whether this person sees a record; an agency always sees its own."""
    if actor.agency_id is not None and row.by_agency_id == actor.agency_id:
        return ALLOWED
    return sight.requires(PARTS.get(FollowUpKind(row.kind), Part.WORK))


def can_see_reports(actor: Actor, sight: Sight) -> Decision:
    """Internal reports are the work of carers and authority with the child."""
    return first_refusal(actor.holds(Permission.EPISODE_SEE), sight.requires(Part.WORK))


def can_list(actor: Actor) -> Decision:
    """Whether this person sees children's records, so that there is a list for them."""
    return actor.holds(Permission.CHILD_SEE)


def may_agree_plans(actor: Actor) -> Decision:
    """Whether this person’s role records and judges plans to change behaviour."""
    return actor.holds(Permission.STATUTORY_REVIEW_RECORD) or actor.holds(
        Permission.FOLLOW_UP_RECORD
    )


def can_agree_plan(actor: Actor, child: "Child", *, at: datetime) -> Decision:
    """Whether this person may record a plan to change behaviour, or judge it."""
    held = may_agree_plans(actor)
    return reaches(actor, child, at=at) if held else held


def can_review_plan(actor: Actor, plan: BehaviourPlan, *, at: datetime) -> Decision:
    """Whether this person may judge the plan now: one that has ended is not judged again."""
    return first_refusal(
        can_agree_plan(actor, plan.child, at=at),
        allowed_if(not plan.reviews.filter(next_on__isnull=True).exists(), "This plan has ended."),
    )


def can_complete(actor: Actor, kind: ReportKind, episode: "Episode", *, at: datetime) -> Decision:
    """Whether this person completes this report, of a child who lived where it is owed."""
    chain = CHAINS[kind]
    held = actor.holds(Permission.INTERNAL_REPORT_WRITE)
    if not held:
        return held
    names = " or ".join(sorted(role.label for role in chain.writers))
    return first_refusal(
        reaches(actor, episode.child, at=at),
        allowed_if(
            actor.is_system or not chain.writers.isdisjoint(actor.roles),
            f"This report is completed by the {names}.",
        ),
        fits(kind, episode),
        is_kept_here(episode),
    )


def fits(kind: ReportKind, episode: "Episode") -> Decision:
    """Whether the child went from where this report is about."""
    placed = episode.placement.kind if episode.placement is not None else ""
    where = CHAINS[kind].placed
    return allowed_if(
        placed == where, f"This report is about a child placed in: {where.label.lower()}."
    )


def can_complete_again(latest: InternalReport | None, given: "Sequence[chains.Given]") -> Decision:
    """Whether the report is to be completed: there is none yet, or the latest was sent back."""
    if latest is None:
        return ALLOWED
    now = chains.standing(chain_of(latest), given)
    return allowed_if(
        now.is_sent_back, "This report is completed. A signer can send it back to be put right."
    )


def can_sign(
    actor: Actor, report: InternalReport, given: "Sequence[chains.Given]", *, at: datetime
) -> Decision:
    """Whether this person may sign the report now, or send it back."""
    held = actor.holds(Permission.INTERNAL_REPORT_SIGN)
    if not held:
        return held
    return first_refusal(
        reaches(actor, report.episode.child, at=at),
        chains.may_sign(
            chain_of(report),
            given,
            writer=str(report.by_id),
            person=str(actor.user_id),
            roles=actor.roles,
        ),
    )


def given(report: InternalReport) -> list[chains.Given]:
    """What was done with this version, in order."""
    rows = sorted(report.signatures.all(), key=lambda row: row.place)
    return [chains.Given(verdict=Verdict(row.verdict), person=str(row.by_id)) for row in rows]


def is_placed(episode: "Episode") -> PlacementKind | None:
    """Where the child lived when going, if placed."""
    return PlacementKind(episode.placement.kind) if episode.placement is not None else None


def _is_the_authority(actor: Actor, child: "Child") -> Decision:
    return allowed_if(
        actor.is_system or actor.agency_id == child.responsible_authority_id,
        f"{child.responsible_authority.name} looks after this child, and records this.",
    )


def is_regulated(episode: "Episode") -> bool:
    """Whether a regulation names events of where the child lived that a regulator is told."""
    return regulation_for(is_placed(episode)) is not None


def _must_be_regulated(episode: "Episode") -> Decision:
    return allowed_if(
        is_regulated(episode),
        "These regulations are about children’s homes, foster care and supported accommodation. "
        "This child went from none of them.",
    )
