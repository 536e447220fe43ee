"""`lantern import children` and the rest: the files of a case system, read by a mapping."""

from dataclasses import dataclass
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
_HELP = (
    "FILE is CSV or Excel. The same again changes nothing; a file to mend is brought again in the "
    "same way."
)


@dataclass(frozen=True)
class _Typed:
    """What was typed after the kind of file."""

    file: Path | None
    mapping: str
    authority: str | None
    template: bool
    dry_run: bool
    all_or_nothing: bool
    mend: Path | None


def _verb(kind: str, help_: str) -> click.Command:
    return click.Command(
        name=kind,
        help=f"{help_}\n\n{_HELP}",
        short_help=help_,
        params=_params(),
        callback=lambda **typed: _bring(kind, _Typed(**typed)),
    )


def _params() -> list[click.Parameter]:
    readable = click.Path(exists=True, dir_okay=False, path_type=Path)
    return [
        click.Argument(["file"], metavar="FILE", required=False, type=readable),
        click.Option(
            ["--mapping"],
            default=OWN,
            show_default=True,
            metavar="NAME",
            help="A mapping that comes with Lantern, or the path of a partnership’s own.",
        ),
        click.Option(["--authority"], metavar="CODE", help="Short name or code of the authority."),
        click.Option(["--template"], is_flag=True, help="Write the columns of a file to fill in."),
        click.Option(
            ["--dry-run"],
            is_flag=True,
            help="Say what would become of each row; write nothing.",
        ),
        click.Option(
            ["--all-or-nothing"],
            is_flag=True,
            help="Take nothing unless every row can be taken.",
        ),
        click.Option(
            ["--mend"],
            type=click.Path(file_okay=False, path_type=Path),
            help="Where to put the refused rows, to mend and bring again. "
            "Default: in LANTERN_HOME.",
        ),
    ]


def _bring(kind: str, typed: _Typed) -> None:
    chosen = _mapping(kind, typed.mapping)
    if typed.template:
        _write_template(chosen)
        return
    if typed.file is None:
        raise click.UsageError("Give the FILE to bring in, or ask for a --template.")
    files = _files(typed.file, typed.mapping)
    prepare()
    report, folder = _run(kind, chosen, typed, files)
    where = None if typed.dry_run else keep(report, typed.mend or folder)
    click.echo(said(report, where))
    click.get_current_context().exit(exit_code(report))


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
    kind: str, mapping: "FileMapping", typed: _Typed, files: "list[SentFile]"
) -> "tuple[Report, Path]":
    """What became of the rows, and where those to mend go."""
    from django.conf import settings

    from lantern.access.actor import system_actor
    from lantern.core import clock
    from lantern.core.errors import Invalid, Refused
    from lantern.intake.actions.receiving import Purpose
    from lantern.vocabulary.arriving import ArrivalKind

    by, at = system_actor("import"), clock.now()
    authority = _authority(typed.authority, by)
    _ask_for_first_day(authority)
    purpose = Purpose(kind=ArrivalKind(kind), authority=authority, mapping=mapping.name[:60])
    try:
        report = _brought(purpose, files, typed, by, at)
    except (Invalid, Refused) as fault:
        raise click.ClickException(f"{fault}.") from None
    return report, settings.LANTERN_HOME / "mend" / f"{authority.slug}-{kind}"


def _brought(
    purpose: "Purpose", files: "list[SentFile]", typed: _Typed, by: "Actor", at: "datetime"
) -> "Report":
    from lantern.intake.actions import case_files, receiving

    with Progress() as progress:
        if typed.dry_run:
            return case_files.preview(purpose, files, by=by, at=at, progress=progress.say)
        arrival = receiving.receive(purpose, files, by=by, at=at)
        return case_files.bring_in(
            arrival, by=by, at=at, all_or_nothing=typed.all_or_nothing, progress=progress.say
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
