"""`lantern protocol`: check rulebooks, and print one as a person would read it."""

from pathlib import Path

import click

from lantern.commands import simulate
from lantern.commands.binding import adopted_too, shelf
from lantern.protocol import holders
from lantern.protocol.check import check as examine
from lantern.protocol.explain import rulebook_in_words
from lantern.protocol.faults import Faults, Place
from lantern.protocol.layers import UnknownRulebook
from lantern.protocol.load import rulebook_named
from lantern.protocol.schema.json_schema import KINDS, as_text

HELD = Place(Path("--held"))
"""Where a role stands that was typed with the command."""


@click.group(name="protocol")
def command() -> None:
    """Check rulebooks, and read them in plain words."""


@command.command(name="check")
@click.argument("files", metavar="[FILE…]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--held", metavar="ROLE,ROLE…", help="Roles that somebody holds, with commas between."
)
@click.option(
    "--held-by",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A file of the roles that somebody holds, one a line.",
)
def check(files: tuple[Path, ...], held: str | None, held_by: Path | None) -> None:
    """Name each fault in these files, or in all that comes with Lantern.

    A file is a rulebook, a story, or a vocabulary of facts. What a rulebook extends is looked for
    among the files given, then among those that come with Lantern. Exit 1 if there is a fault.

    With --held or --held-by, each duty that falls to nobody is a fault too. A departure from
    statutory guidance that was approved is said as a warning.
    """
    report = examine(files, held=_held(held, held_by))
    for warning in report.warnings:
        click.echo(f"{warning.at}: warning: {warning.words}")
    for fault in report.faults:
        click.echo(str(fault))
    click.echo(report.closing, err=bool(report.faults))
    if report.faults:
        raise SystemExit(1)


def _held(words: str | None, file: Path | None) -> frozenset[str] | None:
    """The roles that the command was told somebody holds; None where it was told nothing."""
    if words is None and file is None:
        return None
    faults = Faults()
    found = frozenset[str]()
    if words is not None:
        found |= holders.read_held([one.strip() for one in words.split(",")], HELD, faults)
    if file is not None:
        found |= holders.read_held_file(file, faults)
    if faults.found:
        raise click.ClickException("\n".join(str(fault) for fault in faults.sorted()))
    return found


@command.command(name="explain")
@click.argument("rulebook", metavar="ID")
@adopted_too
def explain(rulebook: str, *, with_adopted: bool) -> None:
    """Print the rulebook ID, with all that it extends, as a person would read it.

    ID is that of a rulebook that comes with Lantern, such as birmingham-2015; with --adopted also
    of one that was adopted here, in each of its versions.
    """
    books = shelf(with_adopted=with_adopted)
    try:
        protocol = books.protocol(rulebook_named(rulebook))
    except UnknownRulebook as fault:
        known = ", ".join(books.ids)
        whose = "that bind here" if with_adopted else "that come with Lantern"
        raise click.ClickException(f"{fault}. Those {whose}: {known}.") from None
    click.echo(rulebook_in_words(protocol))


command.add_command(simulate.command)


@command.command(name="schema")
@click.argument(
    "kind", metavar="[rulebook|story|facts]", type=click.Choice(list(KINDS)), default="rulebook"
)
def schema(kind: str) -> None:
    """Print the JSON schema of a kind of file, for an editor that completes and checks it.

    Most editors find it by a first line in the file:
    # yaml-language-server: $schema=rulebook.schema.json
    """
    click.echo(as_text(kind), nl=False)


if __name__ == "__main__":
    command()
