"""One-time links with which somebody sets their own password."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from lantern.accounts.models import User


class _Links(PasswordResetTokenGenerator):
    """A link dies when the password is set, when another link is made, and with the account."""

    key_salt = "lantern.accounts.links"

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        if not isinstance(user, User):
            raise TypeError("a link is for a member of staff")
        state = f"{user.session_epoch}.{user.is_active}"
        return f"{super()._make_hash_value(user, timestamp)}.{state}"


_links = _Links()


def make(user: User) -> str:
    """The secret part of a link for this person."""
    return _links.make_token(user)


def name_of(reference: str, token: str) -> str | None:
    """The name of whoever a good link is for."""
    user: User | None = User.objects.filter(reference=reference).first()
    return user.name if user is not None and is_good(user, token) else None


def is_good(user: User, token: str) -> bool:
    """Whether the link still works for this person."""
    return user.is_active and _links.check_token(user, token)
