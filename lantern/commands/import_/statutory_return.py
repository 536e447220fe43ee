"""`lantern import ssda903`: an authority's return on looked-after children, as it is submitted."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lantern.commands.import_.said import Progress, exit_code, keep, said
from lantern.commands.prepare import prepare

if TYPE_CHECKING:
    from datetime import datetime

    from lantern.access.actor import Actor
    from lantern.agencies.models import Agency
    from lantern.intake.report import Report
    from lantern.intake.sent import SentFile

SUFFIXES = frozenset({".csv", ".txt", ".xlsx", ".xlsm", ".xls"})
FIRST_YEAR = 2010


@click.command(name="ssda903")
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--authority", "code", required=True, metavar="CODE", help="Its code: E08000025 (ONS) or 330."
)
@click.option(
    "--year", required=True, type=int, metavar="YYYY", help="2026 is April 2025 to March 2026."
)
@click.option("--dry-run", is_flag=True, help="Say what would become of each row; write nothing.")
@click.option("--all-or-nothing", is_flag=True, help="Take nothing unless every row can be taken.")
@click.option(
    "--mend",
    "mend_in",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the refused rows, to mend and bring again. Default: in LANTERN_HOME.",
)
@click.pass_context
def command(  # noqa: PLR0913  one for each thing that may be typed
    ctx: click.Context,
    folder: Path,
    code: str,
    year: int,
    dry_run: bool,
    all_or_nothing: bool,
    mend_in: Path | None,
) -> None:
    """Bring in the return that is in the folder DIR.

    Files are known by their columns, not by their names: CSV or Excel, any of the return's tables.
    The same again changes nothing, and the next year's return goes on from this one. A file to mend
    is brought again in the same way, with the columns that were added to it or without them.
    """
    files = _files(folder)
    prepare()
    from lantern.access.actor import system_actor
    from lantern.core import clock
    from lantern.core.errors import Invalid, Refused

    by, at = system_actor("import"), clock.now()
    _must_have_begun(year, at)
    try:
        if dry_run:
            report = _rehearsed(files, code, year, by, at)
        else:
            report = _brought_in(files, code, year, all_or_nothing, by, at)
    except (Invalid, Refused) as fault:
        raise click.ClickException(f"{fault}.") from None
    where = None if dry_run else keep(report, mend_in or _mend_in(code, year))
    click.echo(said(report, where))
    ctx.exit(exit_code(report))


def _files(folder: Path) -> "list[SentFile]":
    """Every file that could hold a table. Hidden files and other kinds are left alone."""
    from lantern.intake.sent import SentFile

    found = [one for one in sorted(folder.iterdir()) if one.is_file() and one.name[0] != "."]
    readable = [one for one in found if one.suffix.lower() in SUFFIXES]
    for one in found:
        if one not in readable:
            click.echo(f"{one.name} is neither CSV nor Excel, and was left alone.")
    if not readable:
        raise click.ClickException(
            f"There is no CSV file and no workbook in {folder}. "
            "Give the folder that holds header.csv, episodes.csv, missing.csv and the others."
        )
    try:
        return [SentFile(one.name, one.read_bytes()) for one in readable]
    except OSError as fault:
        raise click.ClickException(f"{fault.filename} cannot be read: {fault.strerror}.") from None


def _must_have_begun(year: int, at: "datetime") -> None:
    from lantern.core.instants import day_in_london
    from lantern.ssda903 import years

    latest = years.year_of(day_in_london(at))
    if not FIRST_YEAR <= year <= latest:
        raise click.ClickException(
            f"Lantern reads the returns of {FIRST_YEAR} to {latest}, and not of {year}. "
            f"A year is named by its end: {latest} is {years.spoken(latest)}."
        )


def _brought_in(
    files: "list[SentFile]",
    code: str,
    year: int,
    all_or_nothing: bool,
    by: "Actor",
    at: "datetime",
) -> "Report":
    from lantern.intake.actions import receiving, returns
    from lantern.vocabulary.arriving import ArrivalKind

    authority = _authority(code, by, at)
    purpose = receiving.Purpose(kind=ArrivalKind.SSDA903, authority=authority, year=year)
    arrival = receiving.receive(purpose, files, by=by, at=at)
    with Progress() as progress:
        return returns.bring_in(
            arrival, by=by, at=at, all_or_nothing=all_or_nothing, progress=progress.say
        )


def _rehearsed(
    files: "list[SentFile]", code: str, year: int, by: "Actor", at: "datetime"
) -> "Report":
    """The same without a trace: an authority that is not here yet is made, and unmade."""
    from django.db import transaction

    from lantern.agencies.queries import authority_with_code
    from lantern.intake.actions import returns

    known = authority_with_code(by, _codes(code))
    if known is not None:
        return returns.preview(files, known, year, by=by)
    with transaction.atomic():
        report = returns.preview(files, _authority(code, by, at), year, by=by)
        transaction.set_rollback(True)
    return report


def _codes(code: str) -> tuple[str, ...]:
    """The codes by which the authority may be known here."""
    from lantern.ssda903 import authorities

    found = authorities.find(code)
    return (code.strip(),) if found is None else (found.ons, *found.earlier, found.dfe)


def _authority(code: str, by: "Actor", at: "datetime") -> "Agency":
    """The authority with this code; one that is not here yet is added, from today on."""
    from django.utils.text import slugify

    from lantern.agencies.actions import agencies
    from lantern.agencies.details import AgencyDetails
    from lantern.agencies.queries import authority_with_code
    from lantern.core.instants import day_in_london
    from lantern.ssda903 import authorities
    from lantern.vocabulary.agency import AgencyKind

    known = authority_with_code(by, _codes(code))
    if known is not None:
        return known
    found = authorities.find(code)
    if found is None:
        raise click.ClickException(
            f"No authority with children’s services has the code {code}. "
            "Give its ONS code, like E08000025, or the department’s number, like 330."
        )
    details = AgencyDetails(
        slug=slugify(found.name)[:40],
        name=found.name,
        kind=AgencyKind.LOCAL_AUTHORITY,
        code=found.ons,
        first_day_on=day_in_london(at),
    )
    agency = agencies.add(details, by=by, at=at)
    click.echo(
        f"{found.name} ({found.ons}) is new here, and its first day on Lantern is today: what was "
        "due before alerts nobody. Change the day on the page Agencies."
    )
    return agency


def _mend_in(code: str, year: int) -> Path:
    from django.conf import settings

    return settings.LANTERN_HOME / "mend" / f"{code.strip().upper()}-{year}"


COMMANDS = (command,)
