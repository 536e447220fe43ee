"""What makes a password strong enough, in sentences."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from lantern.accounts.models import User
from lantern.core.errors import Invalid

LEAST = 12
LONGEST = 128
RULES = (
    f"It must be {LEAST} characters or more: three or four words together are easy to remember.",
    "It must not be a common password, or like your name or email address.",
)
_SENTENCES = {
    "password_too_short": f"Enter a password of {LEAST} characters or more",
    "password_too_common": "Choose another password: this one is on a list of common passwords",
    "password_too_similar": "Choose a password that is not like your name or email address",
}


def require_strong(user: User, password: str) -> None:
    """Do nothing if the password is strong enough; otherwise raise Invalid with what to do."""
    if len(password) > LONGEST:
        raise Invalid({"new_password": f"Enter a password of {LONGEST} characters or fewer"})
    try:
        validate_password(password, user)
    except ValidationError as fault:
        first = fault.error_list[0]
        raise Invalid(
            {"new_password": _SENTENCES.get(first.code or "", first.messages[0])}
        ) from fault
