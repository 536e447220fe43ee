"""E-mail over SMTP. A letter keeps its Message-ID, so that a second copy can be known."""

import hashlib
import smtplib
from contextlib import suppress
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from lantern.notifications.letters import Letter, NotSent


def send(letter: Letter) -> None:
    """Hand the letter to the mail server: returns once the server has it, or raises NotSent."""
    connection = get_connection()
    try:
        _reach(connection)
        _hand_over(letter, connection)
    finally:
        # The letter has been taken or not by now: a broken farewell changes nothing.
        with suppress(smtplib.SMTPException, OSError):
            connection.close()


def _reach(connection: BaseEmailBackend) -> None:
    """Connect and sign in. What fails here is the server or our own settings, never the letter."""
    try:
        connection.open()
    except smtplib.SMTPResponseException as refusal:
        raise NotSent(
            f"The mail server refused us ({refusal.smtp_code}).", permanent=False
        ) from None
    except (smtplib.SMTPException, OSError) as fault:
        raise _out_of_reach(fault) from None


def _hand_over(letter: Letter, connection: BaseEmailBackend) -> None:
    try:
        _message(letter, connection).send()
    except smtplib.SMTPRecipientsRefused as refusal:
        code = max((code for code, _ in refusal.recipients.values()), default=0)
        raise NotSent(f"The address was refused ({code}).", permanent=_is_final(code)) from None
    except smtplib.SMTPDataError as refusal:
        code = refusal.smtp_code
        raise NotSent(f"The message was refused ({code}).", permanent=_is_final(code)) from None
    except smtplib.SMTPResponseException as refusal:
        # The sender was refused: our own settings, which somebody will mend.
        raise NotSent(
            f"The mail server refused us ({refusal.smtp_code}).", permanent=False
        ) from None
    except (smtplib.SMTPNotSupportedError, ValueError):
        raise NotSent("The address cannot be written to.", permanent=True) from None
    except (smtplib.SMTPException, OSError) as fault:
        raise _out_of_reach(fault) from None


def _message(letter: Letter, connection: BaseEmailBackend) -> EmailMessage:
    return EmailMessage(
        subject=letter.subject,
        body=letter.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.address],
        headers={"Message-ID": message_id(letter), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def _is_final(code: int) -> bool:
    """Whether a reply will not change by trying again: 5xx (RFC 5321, 4.2.1)."""
    return 500 <= code < 600


def _out_of_reach(fault: Exception) -> NotSent:
    return NotSent(
        f"The mail server could not be reached ({type(fault).__name__}).", permanent=False
    )


def message_id(letter: Letter) -> str:
    """A Message-ID that follows from the letter's cause and address, and tells neither."""
    digest = hashlib.sha256(f"{letter.key}\n{letter.address}".encode()).hexdigest()
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "lantern.invalid"
    return f"<{digest[:40]}@{domain}>"
