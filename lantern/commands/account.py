"""`lantern account`: the first administrator of an installation, and a way back in."""

from typing import TYPE_CHECKING

import click

from lantern.commands.prepare import prepare

if TYPE_CHECKING:
    from datetime import datetime

    from lantern.access.actor import Actor
    from lantern.accounts.models import User
    from lantern.agencies.models import Agency

BOARD, BOARD_NAME = "partnership", "Safeguarding partnership"


@click.group()
def command() -> None:
    """Make an account, or a link with which somebody sets a new password."""


@command.command()
@click.option("--email", required=True, help="Email address, with which they sign in.")
@click.option("--name", required=True, help="Full name.")
@click.option("--agency", default=BOARD, show_default=True, help="Short name of the agency.")
@click.option("--role", default="administrator", show_default=True, help="Role in the agency.")
@click.option("--link", "by_link", is_flag=True, help="Print a one-time link; ask no password.")
def add(email: str, name: str, agency: str, role: str, by_link: bool) -> None:
    """Add somebody with a role: as a rule, the first administrator.

    Administrators add everybody else, on the page Accounts.
    """
    prepare()
    from django.db import transaction

    from lantern.access.actor import system_actor
    from lantern.core import clock

    by, at = system_actor("command"), clock.now()
    with transaction.atomic():
        user = _added(email, name, _agency(agency, by, at), role, by)
        if not by_link:
            _set_password(user, at)
    click.echo(f"{user.name} has an account as {role.replace('_', ' ')} of {agency}.")
    if by_link:
        _print_link(user, by, at)


@command.command()
@click.option("--email", required=True, help="Email address of the account.")
def link(email: str) -> None:
    """Print a one-time link with which somebody sets a new password."""
    prepare()
    from lantern.access.actor import system_actor
    from lantern.accounts.queries import by_email
    from lantern.core import clock
    from lantern.core.errors import NotFound

    by = system_actor("command")
    try:
        user = by_email(by, email)
    except NotFound:
        raise click.ClickException(f"Nobody has an account with the address {email}.") from None
    _print_link(user, by, clock.now())


def _agency(slug: str, by: "Actor", at: "datetime") -> "Agency":
    """The agency; the board of an installation that is still empty is made."""
    from lantern.agencies import queries
    from lantern.agencies.actions import agencies
    from lantern.agencies.details import AgencyDetails
    from lantern.core.errors import NotFound
    from lantern.vocabulary.agency import AgencyKind

    try:
        return queries.get(by, slug)
    except NotFound:
        if slug == BOARD:
            board = AgencyDetails(slug=BOARD, name=BOARD_NAME, kind=AgencyKind.SAFEGUARDING_BOARD)
            return agencies.add(board, by=by, at=at)
        known = ", ".join(one.slug for one in queries.agencies(by)) or "none yet"
        raise click.ClickException(f"No agency is called {slug}. There are: {known}.") from None


def _added(email: str, name: str, agency: "Agency", role: str, by: "Actor") -> "User":
    from lantern.accounts.actions import staff
    from lantern.accounts.details import ROLES, Post, StaffDetails
    from lantern.core import clock
    from lantern.core.errors import Invalid
    from lantern.vocabulary.agency import AgencyKind
    from lantern.vocabulary.role import Role

    able = ROLES[AgencyKind(agency.kind)]
    if role not in able:
        roles = ", ".join(sorted(able))
        raise click.ClickException(f"{agency.name} has no role {role}. There are: {roles}.")
    post = Post(agency=agency, role=Role(role))
    try:
        return staff.invite(StaffDetails(email=email, name=name), post, by=by, at=clock.now())
    except Invalid as fault:
        raise click.ClickException(f"{fault}.") from None


def _set_password(user: "User", at: "datetime") -> None:
    """Ask for a password until one is strong enough."""
    from lantern.accounts import links
    from lantern.accounts.actions import passwords
    from lantern.core.errors import Invalid

    while True:
        new = click.prompt("Password", hide_input=True, confirmation_prompt="The same again")
        try:
            passwords.set_by_link(user.reference, links.make(user), at=at, new=new)
        except Invalid as fault:
            click.echo(f"{fault}.", err=True)
        else:
            return


def _print_link(user: "User", by: "Actor", at: "datetime") -> None:
    from django.conf import settings
    from django.urls import reverse

    from lantern.accounts.actions import passwords

    token = passwords.issue_link(user, by=by, at=at)
    address = reverse("choose-password", args=[user.reference, token])
    click.echo("They choose a password here, once and within three days:")
    click.echo(f"{settings.LANTERN_ADDRESS.rstrip('/')}{address}")
