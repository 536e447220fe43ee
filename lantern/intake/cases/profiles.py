"""Profiles that were drawn up before Lantern; each becomes a version of the child’s."""

from collections.abc import Sequence
from typing import Final

from lantern.intake.cases.numbers import Known, child_of, known
from lantern.intake.cases.taken import Behalf, NotTaken, Problem, Taken, in_order_of, instant
from lantern.intake.mapping.rows import Proposal
from lantern.placements.actions import profiles
from lantern.placements.actions.profiles import ProfileFields
from lantern.placements.models import Profile
from lantern.vocabulary.arriving import RowOutcome

_FIELDS: Final = {"drawn_up_at": "drawn_up"}


def take(proposals: Sequence[Proposal], behalf: Behalf) -> list[Taken]:
    """What becomes of each row, the earliest profile first."""
    found = known(proposals, behalf.authority)
    return in_order_of("drawn_up", proposals, lambda one: _take(one, found, behalf), _FIELDS)


def _take(proposal: Proposal, found: Known, behalf: Behalf) -> Taken:
    child = child_of(proposal, found, behalf)
    drawn_up = instant(proposal.values["drawn_up"])
    if drawn_up > behalf.at:
        raise NotTaken(
            Problem(
                field="drawn_up",
                code="future",
                wrong="This has not come yet",
                do="Enter the day on which the profile was drawn up",
            )
        )
    fields = ProfileFields(
        description=proposal.text("description"),
        risks=proposal.text("risks"),
        tracing=proposal.text("tracing"),
        medical=proposal.text("medical"),
        routines=proposal.text("routines"),
        wishes=proposal.text("wishes"),
        drawn_up_by=proposal.text("drawn_up_by"),
    )
    versions = list(Profile.objects.filter(child=child).order_by("-version"))
    if any(_is_same(one, fields) for one in versions):
        return Taken(outcome=RowOutcome.UNCHANGED, child=child)
    if versions and versions[0].drawn_up_at > drawn_up:
        raise NotTaken(
            Problem(
                field="drawn_up",
                code="newer",
                wrong="A newer profile of this child is on record",
                do="Take the row out, or draw a new version up on the child’s page",
            )
        )
    latest = versions[0].version if versions else 0
    profiles.draw_up(child, by=behalf.acting, at=drawn_up, now=behalf.at, version=latest, **fields)
    return Taken(outcome=RowOutcome.TAKEN, child=child)


def _is_same(profile: Profile, fields: ProfileFields) -> bool:
    return all(getattr(profile, name) == text for name, text in fields.items())
