"""The rulebooks in which a command looks: those that come with Lantern, or those that bind here."""

from collections.abc import Mapping
from pathlib import Path

import click

from lantern.commands.prepare import prepare_database
from lantern.protocol import load
from lantern.protocol.faults import Faults
from lantern.protocol.layers import Library

adopted_too = click.option(
    "--adopted",
    "with_adopted",
    is_flag=True,
    help="Take the versions adopted in this installation too; its database is read.",
)


def shelf(*, with_adopted: bool) -> Library:
    """Every rulebook that comes with Lantern, and where asked for the versions adopted since."""
    if not with_adopted:
        return load.library()
    _texts()
    from lantern.agreements import library

    return library.library()


def shelf_with(file: Path, *, with_adopted: bool) -> Library:
    """The same, with the rulebook in this file in its place."""
    if with_adopted:
        text = file.read_text(encoding="utf-8")
        found = load.with_texts({**_texts(), str(file): text})
        if isinstance(found, Library):
            return found
        raise click.ClickException("\n".join(str(fault) for fault in found))
    faults = Faults()
    beneath = load.upon_shipped([file], faults)
    if faults.found:
        raise click.ClickException("\n".join(str(fault) for fault in faults.sorted()))
    return beneath


def _texts() -> Mapping[str, str]:
    """The texts of the adopted versions, by their names; what cannot be read is said."""
    prepare_database()
    from lantern.agreements import library

    held = library.look()
    if held.left_out:
        click.echo(f"Not read, so it does not bind: {', '.join(held.left_out)}.", err=True)
    return held.texts
