"""`lantern protocol`: check rulebooks, and print one as a person would read it."""

from pathlib import Path

import click

from lantern.protocol.check import check as examine
from lantern.protocol.explain import rulebook_in_words
from lantern.protocol.layers import UnknownRulebook
from lantern.protocol.load import library, rulebook_named


@click.group(name="protocol")
def command() -> None:
    """Check rulebooks, and read them in plain words."""


@command.command(name="check")
@click.argument("files", metavar="[FILE…]", nargs=-1, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Name each fault in these files, or in all that comes with Lantern.

    A file is a rulebook, a story, or a vocabulary of facts. What a rulebook extends is looked for
    among the files given, then among those that come with Lantern. Exit 1 if there is a fault.
    """
    report = examine(files)
    for fault in report.faults:
        click.echo(str(fault))
    click.echo(report.closing, err=bool(report.faults))
    if report.faults:
        raise SystemExit(1)


@command.command(name="explain")
@click.argument("rulebook", metavar="ID")
def explain(rulebook: str) -> None:
    """Print the rulebook ID, with all that it extends, as a person would read it.

    ID is that of a rulebook that comes with Lantern, such as birmingham-2015.
    """
    try:
        protocol = library().protocol(rulebook_named(rulebook))
    except UnknownRulebook as fault:
        known = ", ".join(library().ids)
        raise click.ClickException(f"{fault}. Those that come with Lantern: {known}.") from None
    click.echo(rulebook_in_words(protocol))


if __name__ == "__main__":
    command()
