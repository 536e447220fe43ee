"""`lantern import children` and the rest: the files of a case system, read by a mapping."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lantern.commands.import_.said import Progress, exit_code, keep, said
from lantern.commands.prepare import prepare

if TYPE_CHECKING:
    from datetime import datetime

    from lantern.access.actor import Actor
    from lantern.agencies.models import Agency
    from lantern.intake.actions.receiving import Purpose
    from lantern.intake.mapping.definition import FileMapping
    from lantern.intake.report import Report
    from lantern.intake.sent import SentFile

KINDS = {
    "children": "Bring in children: names, births, addresses and the numbers they are known by.",
    "staff": "Bring in staff: accounts to be invited, and roles. Nobody is sent anything.",
    "homes": "Bring in children’s homes and foster households, with their addresses.",
    "placements": "Bring in placements, past and present.",
    "contacts": "Bring in the people around children, and whether they may be told.",
    "profiles": "Bring in profiles that were drawn up before.",
    "missing": "Bring in past missing episodes, with days or with times. Nobody is alerted.",
}
OWN = "lantern"


def _verb(kind: str, help_: str) -> click.Command:
    @click.command(
        name=kind,
        help=f"{help_}\n\nFILE is CSV or Excel. The same again changes nothing; a file to mend is "
        "brought again in the same way.",
        short_help=help_,
    )
    @click.argument(
        "file",
        metavar="FILE",
        required=False,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
    )
    @click.option(
        "--mapping",
        default=OWN,
        show_default=True,
        metavar="NAME",
        help="A mapping that comes with Lantern, or the path of a partnership’s own.",
    )
    @click.option(
        "--authority", "code", metavar="CODE", help="Short name or code of the authority."
    )
    @click.option("--template", is_flag=True, help="Write the columns of a file to fill in.")
    @click.option(
        "--dry-run", is_flag=True, help="Say what would become of each row; write nothing."
    )
    @click.option(
        "--all-or-nothing", is_flag=True, help="Take nothing unless every row can be taken."
    )
    @click.option(
        "--mend",
        "mend_in",
        type=click.Path(file_okay=False, path_type=Path),
        help="Where to put the refused rows, to mend and bring again. Default: in LANTERN_HOME.",
    )
    @click.pass_context
    def verb(  # noqa: PLR0913  one for each thing that may be typed
        ctx: click.Context,
        file: Path | None,
        mapping: str,
        code: str | None,
        template: bool,
        dry_run: bool,
        all_or_nothing: bool,
        mend_in: Path | None,
    ) -> None:
        chosen = _mapping(kind, mapping)
        if template:
            _write_template(chosen)
            return
        if file is None:
            raise click.UsageError("Give the FILE to bring in, or ask for a --template.")
        files = _files(file, mapping)
        prepare()
        report, folder = _run(kind, chosen, code, files, (dry_run, all_or_nothing))
        where = None if dry_run else keep(report, mend_in or folder)
        click.echo(said(report, where))
        ctx.exit(exit_code(report))

    return verb


def _mapping(kind: str, name: str) -> "FileMapping":
    from lantern.intake.mapping.load import UnknownMapping, named
    from lantern.protocol.faults import Faulty

    try:
        return named(kind, name)
    except UnknownMapping as fault:
        raise click.ClickException(f"{fault}.") from None
    except Faulty as fault:
        for one in fault.faults:
            click.echo(str(one), err=True)
        raise click.ClickException("Correct the mapping first: nothing was read.") from None


def _write_template(mapping: "FileMapping") -> None:
    from lantern.intake.mapping.template import to_fill_in

    click.echo(to_fill_in(mapping), nl=False)


def _files(file: Path, mapping: str) -> "list[SentFile]":
    """The file; and a partnership’s own mapping, which is kept beside it."""
    from lantern.intake.mapping.load import MAPPINGS
    from lantern.intake.sent import SentFile

    paths = [file, Path(mapping)] if mapping.lower().endswith(MAPPINGS) else [file]
    try:
        return [SentFile(one.name, one.read_bytes()) for one in paths]
    except OSError as fault:
        raise click.ClickException(f"{fault.filename} cannot be read: {fault.strerror}.") from None


def _run(
    kind: str,
    mapping: "FileMapping",
    code: str | None,
    files: "list[SentFile]",
    how: tuple[bool, bool],
) -> "tuple[Report, Path]":
    """What became of the rows, and where those to mend go."""
    from django.conf import settings

    from lantern.access.actor import system_actor
    from lantern.core import clock
    from lantern.core.errors import Invalid, Refused
    from lantern.intake.actions.receiving import Purpose
    from lantern.vocabulary.arriving import ArrivalKind

    by, at = system_actor("import"), clock.now()
    authority = _authority(code, by)
    _ask_for_first_day(authority)
    purpose = Purpose(kind=ArrivalKind(kind), authority=authority, mapping=mapping.name[:60])
    try:
        report = _brought(purpose, files, by, at, how)
    except (Invalid, Refused) as fault:
        raise click.ClickException(f"{fault}.") from None
    return report, settings.LANTERN_HOME / "mend" / f"{authority.slug}-{kind}"


def _brought(
    purpose: "Purpose",
    files: "list[SentFile]",
    by: "Actor",
    at: "datetime",
    how: tuple[bool, bool],
) -> "Report":
    from lantern.intake.actions import case_files, receiving

    dry_run, all_or_nothing = how
    with Progress() as progress:
        if dry_run:
            return case_files.preview(purpose, files, by=by, at=at, progress=progress.say)
        arrival = receiving.receive(purpose, files, by=by, at=at)
        return case_files.bring_in(
            arrival, by=by, at=at, all_or_nothing=all_or_nothing, progress=progress.say
        )


def _authority(code: str | None, by: "Actor") -> "Agency":
    """The authority with this short name or code; the only one there is where none is given."""
    from lantern.agencies import queries
    from lantern.intake.cases.agencies import Agencies
    from lantern.vocabulary.agency import AgencyKind

    every = list(queries.agencies(by, AgencyKind.LOCAL_AUTHORITY))
    if code is None and len(every) == 1:
        return every[0]
    found = Agencies().find(code or "", {AgencyKind.LOCAL_AUTHORITY})
    if found is None:
        there = ", ".join(f"{one.slug} ({one.code})" for one in every) or "none yet"
        raise click.ClickException(
            "Say whose records these are with --authority, by short name or code. "
            f"Lantern has: {there}."
        )
    return found


def _ask_for_first_day(authority: "Agency") -> None:
    if authority.first_day_on is None:
        click.echo(
            f"{authority.name} has no first day on Lantern: what these records tell of may count "
            f"as owed now. Set it: lantern agency first-day {authority.slug} YYYY-MM-DD",
            err=True,
        )


COMMANDS = tuple(_verb(kind, help_) for kind, help_ in KINDS.items())
