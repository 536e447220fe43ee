"""`lantern agency`: say of an agency what has to be said before its records come."""

from datetime import datetime

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
    prepare()
    from lantern.access.actor import system_actor
    from lantern.agencies import queries
    from lantern.agencies.actions import agencies
    from lantern.agencies.details import AgencyChanges
    from lantern.core import clock
    from lantern.core.errors import NotFound

    by = system_actor("command")
    try:
        agency = queries.get(by, slug)
    except NotFound:
        known = ", ".join(one.slug for one in queries.agencies(by)) or "none yet"
        raise click.ClickException(f"No agency is called {slug}. There are: {known}.") from None
    changes = AgencyChanges(
        name=agency.name,
        telephone=agency.telephone,
        rulebook=agency.rulebook,
        first_day_on=day.date(),
    )
    agencies.change(agency, changes, by=by, at=clock.now())
    click.echo(f"The first day of {agency.name} on Lantern is {day.date().isoformat()}.")
