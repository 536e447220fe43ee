"""May they? What a person's role allows, for a child with whom their agency is involved."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.queries import open_to
from lantern.access.sharing import (
    EMERGENCY,
    NOTHING,
    SYSTEM,
    Part,
    Sight,
    is_opened_by,
    opens,
    sight,
)
from lantern.agencies.models import Agency
from lantern.core.decision import ALLOWED, Decision, allowed_if
from lantern.people.models import Assignment, Child, Involvement
from lantern.vocabulary.agency import AgencyKind, InvolvementBasis


def named_for(actor: Actor, at: datetime) -> Exists:
    """Whether the actor is named for the child of the outer query, in any role."""
    named = Assignment.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at),
        child=OuterRef("pk"),
        user_id=actor.user_id or 0,
        from_at__lte=at,
    )
    return Exists(named)


def sight_of(actor: Actor, child: Child, *, at: datetime) -> Sight:
    """What the actor may see of this child's record at this instant."""
    if actor.is_system:
        return sight(actor, ())
    seen = NOTHING
    if not child.is_restricted or _is_named(actor, child, at):
        rows = Involvement.objects.filter(agency=actor.agency_id or 0, child=child.pk)
        seen = sight(actor, _opening(rows.values_list("basis", "from_at", "until_at"), at))
    if not seen and open_to(actor, at).filter(child=child.reference).exists():
        return sight(actor, (EMERGENCY,))
    return seen


def _opening(rows: Iterable[tuple[str, datetime, datetime | None]], at: datetime) -> Iterator[str]:
    """The bases of these involvements that open the record at this instant."""
    for basis, since, until in rows:
        if is_opened_by(basis, from_at=since, until_at=until, at=at):
            yield basis


def sights_of(actor: Actor, child_ids: Collection[int], *, at: datetime) -> dict[int, Sight]:
    """What the actor may see of each of these children, whom the actor may know of: one query."""
    bases: dict[int, list[str]] = {child_id: [] for child_id in child_ids}
    rows = Involvement.objects.filter(
        opens(at), agency_id=actor.agency_id or 0, child__in=list(bases)
    )
    for child_id, basis in rows.values_list("child_id", "basis"):
        bases[child_id].append(basis)
    return {child_id: sight(actor, found) for child_id, found in bases.items()}


_KNOWING_WHERE = frozenset(
    {InvolvementBasis.RESPONSIBLE_AUTHORITY, InvolvementBasis.POLICE, EMERGENCY, SYSTEM}
)
_KNOWING_PLACEMENT = _KNOWING_WHERE | {
    InvolvementBasis.CARES_FOR,
    InvolvementBasis.HOST_AUTHORITY,
}
PROTECTED = "This address is protected. Ask {authority}, who will check who is asking and why"


def can_see_address(seen: Sight, child: Child) -> Decision:
    """Where the family lives; a protected address only to the authority and the police (IS-001)."""
    held = seen.requires(Part.ADDRESS)
    if not held or not child.address_is_protected:
        return held
    return allowed_if(seen.basis in _KNOWING_WHERE, _protected(child))


def can_see_placement(seen: Sight, child: Child) -> Decision:
    """Where the child is placed; if protected, to those who must know (IS-001, DfE 2014 ¶76)."""
    held = seen.requires(Part.PLACEMENT)
    if not held or not child.address_is_protected:
        return held
    return allowed_if(seen.basis in _KNOWING_PLACEMENT, _protected(child))


def _protected(child: Child) -> str:
    return PROTECTED.format(authority=child.responsible_authority.name)


def can_add(actor: Actor, authority: Agency) -> Decision:
    """Social care adds children of its own authority; the police add any child."""
    held = actor.holds(Permission.CHILD_ADD)
    if not held or actor.is_system:
        return held
    if actor.agency_kind == AgencyKind.POLICE_FORCE:
        return ALLOWED
    return allowed_if(
        authority.pk == actor.agency_id,
        f"You can add children of {actor.agency_name} only. Ask {authority.name} to add this child",
    )


def can_bring_in(actor: Actor, authority: Agency) -> Decision:
    """Records in bulk: the data officer and the administrator, of their own authority only."""
    held = actor.holds(Permission.RECORDS_BRING_IN)
    if not held or actor.is_system:
        return held
    return allowed_if(
        authority.pk == actor.agency_id,
        f"You bring in the records of {actor.agency_name} only. "
        f"Ask the data officer of {authority.name}.",
    )


def can_change(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Names, birth, address, school and numbers."""
    return may(actor, Permission.CHILD_CHANGE, child, at=at)


def can_assign(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Who acts for the child in which role."""
    return may(actor, Permission.CHILD_ASSIGN, child, at=at)


def can_set_status(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Legal and care status."""
    return may(actor, Permission.CHILD_STATUS, child, at=at)


def can_restrict(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Close the record to all but named people, or open it again (IS-003)."""
    return may(actor, Permission.CHILD_RESTRICT, child, at=at)


def can_flag(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Say that there is a concern. Anyone who works with the child may (SCP L970)."""
    return may(actor, Permission.CHILD_FLAG, child, at=at)


def can_lower_flag(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Say that a concern no longer stands: the authority's decision."""
    return may(actor, Permission.CHILD_STATUS, child, at=at)


def can_change_contacts(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Family, friends and associates: whoever keeps the profile keeps these."""
    return may(actor, Permission.PROFILE_DRAW_UP, child, at=at)


def can_decide_who_is_told(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Whether somebody with parental responsibility may be told of an absence (DA-063, CF-64)."""
    return may(actor, Permission.CHILD_CHANGE, child, at=at)


def can_record_step(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Something that the protocol asks for was done."""
    return may(actor, Permission.STEP_RECORD, child, at=at)


def may(
    actor: Actor,
    permission: Permission,
    child: Child,
    *,
    at: datetime,
    seen: Sight | None = None,
) -> Decision:
    """Whether the actor's role allows it, and their agency is involved with the child.

    `seen` is what the actor sees of the child, where the caller knows it at this instant.
    """
    held = actor.holds(permission)
    if not held:
        return held
    return allowed_if(
        bool(seen or sight_of(actor, child, at=at)),
        "Your agency is not involved with this child now.",
    )


def _is_named(actor: Actor, child: Child, at: datetime) -> bool:
    return Child.objects.filter(named_for(actor, at), pk=child.pk).exists()
