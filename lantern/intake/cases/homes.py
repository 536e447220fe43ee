"""Homes and foster households of a case system, each an agency with an address."""

from collections.abc import Sequence
from typing import Final, Literal, cast

from django.utils.text import slugify

from lantern.agencies.actions import agencies
from lantern.agencies.details import AgencyChanges, AgencyDetails
from lantern.agencies.models import Agency
from lantern.intake.cases.taken import (
    Behalf,
    Change,
    NotTaken,
    Problem,
    Taken,
    change,
    left_as_it_is,
    one_by_one,
)
from lantern.intake.mapping.rows import Proposal
from lantern.placements.actions import homes
from lantern.placements.actions.homes import HOMES, HomeFields
from lantern.placements.models import Home
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.arriving import RowOutcome

_AUTHORITY: Final = {AgencyKind.LOCAL_AUTHORITY}
_FIELDS: Final = {"slug": "short_name"}
_Text = Literal["address", "postcode", "provider"]
_TEXTS: Final[tuple[_Text, ...]] = ("address", "postcode", "provider")
_HOME: Final[tuple[_Text | Literal["run_by"], ...]] = (*_TEXTS, "run_by")


def take(proposals: Sequence[Proposal], behalf: Behalf) -> list[Taken]:
    """What becomes of each row: a new agency, or what is said anew of one."""
    return one_by_one(proposals, lambda proposal: _take(proposal, behalf), _FIELDS)


def _take(proposal: Proposal, behalf: Behalf) -> Taken:
    agency = _known(proposal, behalf)
    if agency is None:
        agency = _add(proposal, behalf)
        homes.describe(agency, by=behalf.by, at=behalf.at, **_stated(proposal, behalf))
        behalf.agencies.forget()
        return Taken(outcome=RowOutcome.TAKEN)
    if agency.kind != proposal.text("kind"):
        raise NotTaken(
            Problem(
                field="kind",
                code="other-kind",
                wrong=f"{agency.name} is a {AgencyKind(agency.kind).label} in Lantern",
                do="Give this home a short name of its own, or correct its kind",
            )
        )
    before = behalf.before.get(proposal.key, {})
    asked = [*_name(agency, proposal, behalf), *_describe(agency, proposal, behalf)]
    written = [name for name, found in asked if found is Change.WRITE]
    return Taken(
        outcome=RowOutcome.TAKEN if written else RowOutcome.UNCHANGED,
        problems=tuple(
            left_as_it_is(name)
            for name, found in asked
            if found is Change.ASK and before.get(name) != proposal.values.get(name)
        ),
    )


def _known(proposal: Proposal, behalf: Behalf) -> Agency | None:
    for name in ("short_name", "number"):
        said = proposal.text(name)
        found = behalf.agencies.find(said, HOMES) if said else None
        if found is not None:
            return found
    return None


def _add(proposal: Proposal, behalf: Behalf) -> Agency:
    authority = _authority(proposal, "authority", behalf) or behalf.authority
    slug = proposal.text("short_name") or slugify(proposal.text("name"))[:40].strip("-")
    if slug != slugify(slug) or not slug:
        raise NotTaken(
            Problem(
                field="short_name",
                code="short-name",
                wrong=f"“{slug}” can’t stand in the address of a page",
                do="Write small letters, digits and hyphens, like alder-house",
            )
        )
    details = AgencyDetails(
        slug=slug,
        name=proposal.text("name"),
        kind=AgencyKind(proposal.text("kind")),
        code=proposal.text("number"),
        telephone=proposal.text("telephone"),
        within=authority,
    )
    return agencies.add(details, by=behalf.by, at=behalf.at)


def _stated(proposal: Proposal, behalf: Behalf) -> HomeFields:
    return HomeFields(
        address=proposal.text("address"),
        postcode=proposal.text("postcode"),
        provider=proposal.text("provider"),
        run_by=_authority(proposal, "run_by", behalf),
    )


def _authority(proposal: Proposal, name: str, behalf: Behalf) -> Agency | None:
    said = proposal.text(name)
    if not said:
        return None
    found = behalf.agencies.find(said, _AUTHORITY)
    if found is None:
        raise NotTaken(
            Problem(
                field=name,
                code="no-agency",
                wrong=f"No local authority in Lantern is called “{said}”",
                do="Write its short name or its code, or let an administrator add it",
            )
        )
    return found


def _name(agency: Agency, proposal: Proposal, behalf: Behalf) -> list[tuple[str, Change]]:
    """Say the name and the telephone anew where that is the row’s to say."""
    before = behalf.before.get(proposal.key, {})
    asked = [
        (name, change(getattr(agency, name), before.get(name), proposal.text(name)))
        for name in ("name", "telephone")
        if proposal.text(name)
    ]
    wanted = {name for name, found in asked if found is Change.WRITE}
    if wanted:
        changes = AgencyChanges(
            name=proposal.text("name") if "name" in wanted else agency.name,
            telephone=proposal.text("telephone") if "telephone" in wanted else agency.telephone,
            rulebook=agency.rulebook,
            first_day_on=agency.first_day_on,
        )
        agencies.change(agency, changes, by=behalf.by, at=behalf.at)
        behalf.agencies.forget()
    return asked


def _describe(agency: Agency, proposal: Proposal, behalf: Behalf) -> list[tuple[str, Change]]:
    """Say anew where the home is and who runs it, where that is the row’s to say."""
    stated = _stated(proposal, behalf)
    home = Home.objects.filter(agency=agency).select_related("run_by").first()
    if home is None:
        homes.describe(agency, by=behalf.by, at=behalf.at, **stated)
        return [("address", Change.WRITE)]
    before = behalf.before.get(proposal.key, {})
    present = HomeFields(
        address=home.address, postcode=home.postcode, provider=home.provider, run_by=home.run_by
    )
    asked: list[tuple[str, Change]] = [
        (name, change(present[name], before.get(name), stated[name]))
        for name in _TEXTS
        if stated[name]
    ]
    run_by = stated["run_by"]
    if run_by is not None and home.run_by_id != run_by.pk:
        asked.append(("run_by", Change.WRITE if home.run_by is None else Change.ASK))
    written = [name for name, found in asked if found is Change.WRITE]
    if written:
        said = {name: stated[name] for name in _HOME if name in written}
        both = cast("HomeFields", {**present, **said})
        homes.describe(agency, by=behalf.by, at=behalf.at, **both)
    return asked
