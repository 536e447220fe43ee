"""`lantern duties`: look after the ledger of duties."""

import click

from lantern.commands.prepare import prepare


@click.group()
def command() -> None:
    """Look after the ledger of duties."""


@command.command()
@click.option("--dry-run", is_flag=True, help="Say how many rows would change, and change none.")
def rebuild(dry_run: bool) -> None:
    """Derive every duty anew from what is recorded. When all is well, no row changes."""
    prepare()
    from lantern.access.actor import system_actor
    from lantern.core import clock
    from lantern.duties.actions import rebuilding

    changes = rebuilding.rebuild(by=system_actor("rebuild"), at=clock.now(), keep=not dry_run)
    would = "would be " if dry_run else ""
    if not changes.total:
        click.echo("No row differs from what is recorded.")
        return
    click.echo(
        f"{changes.total:,} rows differ: {changes.made:,} {would}added, {changes.changed:,} "
        f"{would}changed, {changes.taken_away:,} {would}taken away."
    )
