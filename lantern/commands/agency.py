"""`lantern agency`: say of an agency what has to be said before its records come."""

from datetime import datetime
from typing import Any

import click

from lantern.commands.prepare import prepare


@click.group()
def command() -> None:
    """Say of an agency what has to be said before its records come."""


@command.command(name="first-day")
@click.argument("slug", metavar="AGENCY")
@click.argument("day", metavar="YYYY-MM-DD", type=click.DateTime(formats=["%Y-%m-%d"]))
def first_day(slug: str, day: datetime) -> None:
    """Set the first day of AGENCY on Lantern: what was due before then alerts nobody."""
    name = _say(slug, first_day_on=day.date())
    click.echo(f"The first day of {name} on Lantern is {day.date().isoformat()}.")


@command.command(name="rulebook")
@click.argument("slug", metavar="AGENCY")
@click.argument("rulebook", metavar="RULEBOOK")
@click.argument("day", metavar="YYYY-MM-DD", type=click.DateTime(formats=["%Y-%m-%d"]))
def works_to(slug: str, rulebook: str, day: datetime) -> None:
    """Say that AGENCY works to RULEBOOK from a day on.

    Absences reported before that day are judged as they were.
    """
    name = _say(slug, rulebook=rulebook, rulebook_from=day.date())
    click.echo(f"{name} works to {rulebook} from {day.date().isoformat()}.")


def _say(slug: str, **anew: Any) -> str:
    """Say this of an agency, all else as it is; the agency's name."""
    prepare()
    from lantern.access.actor import system_actor
    from lantern.agencies import queries
    from lantern.agencies.actions import agencies
    from lantern.agencies.details import AgencyChanges
    from lantern.agreements.library import library
    from lantern.core import clock
    from lantern.core.errors import NotFound

    by = system_actor("command")
    if anew.get("rulebook", "") not in ("", *library().ids):
        raise click.ClickException(f"There is no rulebook {anew['rulebook']}.")
    try:
        agency = queries.get(by, slug)
    except NotFound:
        known = ", ".join(one.slug for one in queries.agencies(by)) or "none yet"
        raise click.ClickException(f"No agency is called {slug}. There are: {known}.") from None
    names = ("name", "telephone", "rulebook", "rulebook_from", "first_day_on")
    said = {name: getattr(agency, name) for name in names} | anew
    agencies.change(agency, AgencyChanges(**said), by=by, at=clock.now())
    return agency.name
