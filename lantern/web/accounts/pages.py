"""What the pages of accounts show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import capfirst

from lantern.core.decision import Decision
from lantern.vocabulary.role import Role
from lantern.web.accounts.forms import (
    AgencyForm,
    ChangePasswordForm,
    ChoosePasswordForm,
    PostForm,
    SignInForm,
)
from lantern.web.accounts.held import Held

if TYPE_CHECKING:
    from lantern.accounts.models import Membership, User


@dataclass(frozen=True, kw_only=True)
class SignInPage:
    """Sign in, with why somebody is asked to again."""

    form: SignInForm
    idle_minutes: int
    has_timed_out: bool
    is_holding: bool
    is_demonstration: bool
    title: str = "Sign in"
    template: str = "accounts/sign_in.jinja"


@dataclass(frozen=True, kw_only=True)
class LockedOutPage:
    """Too many tries; what to do and for how long."""

    minutes: int
    title: str = "You cannot sign in for now"
    template: str = "accounts/locked_out.jinja"


@dataclass(frozen=True, kw_only=True)
class CarryOnPage:
    """Signed in again, with what was typed, ready to be sent."""

    held: Held
    title: str = "Carry on where you were"
    template: str = "accounts/carry_on.jinja"


@dataclass(frozen=True, kw_only=True)
class NoRolePage:
    """An account that holds no role today."""

    name: str
    title: str = "Your account has no role at present"
    template: str = "accounts/no_role.jinja"


@dataclass(frozen=True, kw_only=True)
class StillHerePage:
    """When this session ends if nobody uses it."""

    until: datetime
    idle_minutes: int
    title: str = "You are still signed in"
    template: str = "accounts/still_here.jinja"


@dataclass(frozen=True, kw_only=True)
class RoleHeld:
    """A role somebody holds, with what it means."""

    label: str
    definition: str
    agency: str
    team: str = ""
    end_href: str = ""


@dataclass(frozen=True, kw_only=True)
class AccountPage:
    """One's own account."""

    name: str
    email: str
    agency: str
    roles: tuple[RoleHeld, ...]
    has_other_agencies: bool
    idle_minutes: int
    title: str = "Your account"
    template: str = "accounts/account.jinja"


@dataclass(frozen=True, kw_only=True)
class PasswordPage:
    """Change one's own password, or choose the first."""

    form: ChangePasswordForm | ChoosePasswordForm
    title: str
    button: str
    name: str = ""
    template: str = "accounts/password.jinja"


@dataclass(frozen=True, kw_only=True)
class DeadLinkPage:
    """A one-time link that no longer works."""

    title: str = "This link no longer works"
    template: str = "accounts/dead_link.jinja"


@dataclass(frozen=True, kw_only=True)
class ChooseAgencyPage:
    """Which agency to act for, or to add somebody to."""

    form: AgencyForm
    title: str
    button: str
    template: str = "accounts/choose_agency.jinja"


@dataclass(frozen=True, kw_only=True)
class ConfirmPage:
    """A deed to confirm, with what follows from it."""

    title: str
    sentences: tuple[str, ...]
    button: str
    back: str
    is_grave: bool = False
    template: str = "accounts/confirm.jinja"


@dataclass(frozen=True, kw_only=True)
class Paging:
    """Where in a long list this page is; 0 where there is no page before or after."""

    before: int
    after: int
    count: int


@dataclass(frozen=True, kw_only=True)
class StaffRow:
    """Somebody in the list of accounts."""

    href: str
    name: str
    email: str
    roles: tuple[str, ...]
    state: str


@dataclass(frozen=True, kw_only=True)
class StaffListPage:
    """The accounts that this administrator keeps."""

    rows: tuple[StaffRow, ...]
    wanted: str
    paging: Paging
    title: str = "Accounts"
    template: str = "accounts/staff.jinja"


@dataclass(frozen=True, kw_only=True)
class StaffPage:
    """One account, and what may be done to it."""

    reference: str
    title: str
    email: str
    telephone: str
    state: str
    is_active: bool
    roles: tuple[RoleHeld, ...]
    why_not: str
    template: str = "accounts/person.jinja"


def staff_list(
    users: Iterable["User"],
    posts: Iterable["Membership"],
    *,
    wanted: str,
    paging: Paging,
) -> StaffListPage:
    """The list, with each person's roles."""
    roles: dict[int, list[str]] = {}
    for post in posts:
        roles.setdefault(post.user_id, []).append(
            f"{capfirst(Role(post.role).label)}, {post.agency.name}"
        )
    rows = tuple(
        StaffRow(
            href=reverse("accounts:person", args=[user.reference]),
            name=user.name,
            email=user.email,
            roles=tuple(roles.get(user.pk, ())),
            state=state_of(user),
        )
        for user in users
    )
    return StaffListPage(rows=rows, wanted=wanted, paging=paging)


def staff_page(user: "User", posts: Iterable["Membership"], can_keep: Decision) -> StaffPage:
    """One account."""
    return StaffPage(
        reference=user.reference,
        title=user.name,
        email=user.email,
        telephone=user.telephone,
        state=state_of(user),
        is_active=user.is_active,
        roles=tuple(
            RoleHeld(
                label=capfirst(Role(post.role).label),
                definition=Role(post.role).definition,
                agency=post.agency.name,
                team=post.team.name if post.team else "",
                end_href=reverse("accounts:role-end", args=[user.reference, post.pk]),
            )
            for post in posts
        ),
        why_not=can_keep.reason,
    )


def state_of(user: "User") -> str:
    """Whether the account is open and has been used."""
    if not user.is_active:
        return "Closed"
    return "Open" if user.has_usable_password() else "No password yet"


@dataclass(frozen=True, kw_only=True)
class PostPage:
    """Add somebody to an agency, or give somebody a role in it."""

    form: PostForm
    title: str
    agency: str
    button: str
    back: str
    template: str = "accounts/post.jinja"


@dataclass(frozen=True, kw_only=True)
class LinkPage:
    """The one-time link, shown once."""

    name: str
    link: str
    days: int
    person_href: str
    title: str
    template: str = "accounts/link.jinja"


@dataclass(frozen=True, kw_only=True)
class Part:
    """Somebody a visitor to the demonstration can be."""

    reference: str
    name: str
    role: str
    does: str


@dataclass(frozen=True, kw_only=True)
class Company:
    """The cast of one agency."""

    agency: str
    kind: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class CastPage:
    """Everybody in the demonstration. `first` are those in whose parts a tour begins.

    `mail` says where to read what Lantern e-mails.
    """

    first: tuple[Part, ...]
    companies: tuple[Company, ...]
    mail: str
    title: str = "Who do you want to be?"
    template: str = "accounts/cast.jinja"
