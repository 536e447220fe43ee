"""`lantern mapping`: check mappings of case systems’ files, and read one in plain words."""

from pathlib import Path

import click

from lantern.intake.mapping import load
from lantern.intake.mapping.explain import mapping_in_words
from lantern.intake.mapping.kinds import KINDS
from lantern.protocol.faults import Faulty


@click.group(name="mapping")
def command() -> None:
    """Check mappings of case systems’ files, and read them in plain words."""


@command.command(name="check")
@click.argument("files", metavar="[FILE…]", nargs=-1, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Name each fault in these files, or in all that come with Lantern. Exit 1 if there is one."""
    paths = files or load.shipped_files()
    faults = load.check(paths)
    for fault in faults:
        click.echo(str(fault))
    if faults:
        raise SystemExit(1)
    click.echo("1 mapping is sound." if len(paths) == 1 else f"{len(paths)} mappings are sound.")


@command.command(name="explain")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("name", default="lantern")
def explain(kind: str, name: str) -> None:
    """Print which column becomes what, of a mapping for KIND by its NAME or its path."""
    try:
        mapping = load.named(kind, name)
    except load.UnknownMapping as fault:
        raise click.ClickException(f"{fault}.") from None
    except Faulty as fault:
        for one in fault.faults:
            click.echo(str(one), err=True)
        raise click.ClickException("Correct the mapping first.") from None
    click.echo(mapping_in_words(mapping))


if __name__ == "__main__":
    command()
