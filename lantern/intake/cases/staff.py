"""Staff of a case system: accounts without a password, to be invited; nobody is sent anything."""

from collections.abc import Sequence

from lantern.accounts.actions import memberships, staff
from lantern.accounts.details import Post, StaffDetails
from lantern.accounts.models import Membership, User
from lantern.accounts.policies import held
from lantern.agencies.models import Team
from lantern.core.instants import day_in_london
from lantern.intake.cases.taken import (
    Behalf,
    NotTaken,
    Problem,
    Taken,
    left_as_it_is,
    one_by_one,
)
from lantern.intake.mapping.rows import Proposal
from lantern.people import names
from lantern.vocabulary.arriving import RowOutcome
from lantern.vocabulary.role import Role


def take(proposals: Sequence[Proposal], behalf: Behalf) -> list[Taken]:
    """What becomes of each row: an account, a role, or both."""
    return one_by_one(proposals, lambda proposal: _take(proposal, behalf), {})


def _take(proposal: Proposal, behalf: Behalf) -> Taken:
    post = _post(proposal, behalf)
    user: User | None = User.objects.filter(email__iexact=proposal.text("email")).first()
    if user is None:
        details = StaffDetails(
            email=proposal.text("email"),
            name=proposal.text("name"),
            telephone=proposal.text("telephone"),
        )
        staff.invite(details, post, by=behalf.by, at=behalf.at)
        return Taken(outcome=RowOutcome.TAKEN)
    holds = Membership.objects.filter(
        held(day_in_london(behalf.at)),
        user=user,
        agency=post.agency,
        role=post.role,
        team=post.team,
    ).exists()
    if not holds:
        memberships.grant(user, post, by=behalf.by, at=behalf.at)
    differs = names.key(user.name) != names.key(proposal.text("name"))
    return Taken(
        outcome=RowOutcome.UNCHANGED if holds else RowOutcome.TAKEN,
        problems=(left_as_it_is("name"),) if differs else (),
    )


def _post(proposal: Proposal, behalf: Behalf) -> Post:
    said = proposal.text("agency")
    agency = behalf.agencies.find(said)
    if agency is None:
        raise NotTaken(
            Problem(
                field="agency",
                code="no-agency",
                wrong=f"No agency in Lantern is called “{said}”",
                do="Write its short name, or let an administrator add it",
            )
        )
    team = None
    wanted = proposal.text("team")
    if wanted:
        teams = [one for one in Team.objects.filter(agency=agency) if _is_called(one, wanted)]
        if len(teams) != 1:
            raise NotTaken(
                Problem(
                    field="team",
                    code="no-team",
                    wrong=f"{agency.name} has no team called “{wanted}”",
                    do="Write the team as its page does, or leave it empty",
                )
            )
        team = teams[0]
    return Post(agency=agency, role=Role(proposal.text("role")), team=team)


def _is_called(team: Team, wanted: str) -> bool:
    return names.key(team.name) == names.key(wanted)
