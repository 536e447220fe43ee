"""What an invitation says. It names no child: mailboxes are read by whoever passes."""

from datetime import datetime

from lantern.core.instants import in_words
from lantern.notifications.wording import Wording


def invitation(about: str, *, starts_at: datetime, where: str, why: str) -> Wording:
    """Somebody is asked to a strategy meeting."""
    return Wording(
        subject=f"Lantern: you are asked to a strategy meeting, {about}",
        body=(
            f"A strategy meeting about {about} is at {in_words(starts_at)}: {where}.\n\n"
            f"Why you: {why}.\n\n"
            "Open the record in Lantern to read the agenda. If you cannot come, send what you know "
            "to the chair before."
        ),
    )


def moved(about: str, *, starts_at: datetime, where: str, reason: str) -> Wording:
    """The meeting is at another time or place."""
    return Wording(
        subject=f"Lantern: a strategy meeting was moved, {about}",
        body=(
            f"The strategy meeting about {about} is now at {in_words(starts_at)}: {where}.\n\n"
            f"Why: {reason}"
        ),
    )


def stands(about: str, *, starts_at: datetime) -> Wording:
    """A meeting that was called off is held after all."""
    return Wording(
        subject=f"Lantern: a strategy meeting is held after all, {about}",
        body=(
            f"The strategy meeting about {about}, at {in_words(starts_at)}, is held after all. It "
            "was cancelled by mistake."
        ),
    )


def cancelled(about: str, *, starts_at: datetime) -> Wording:
    """The meeting is not held."""
    return Wording(
        subject=f"Lantern: a strategy meeting was cancelled, {about}",
        body=(
            f"The strategy meeting about {about}, at {in_words(starts_at)}, is cancelled by its "
            "chair. The reason is in the record."
        ),
    )
