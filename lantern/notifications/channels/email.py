"""E-mail over SMTP. A letter keeps its Message-ID, so that a second copy can be known."""

import hashlib
import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import BadHeaderError

from lantern.notifications.letters import Letter, NotSent


def send(letter: Letter) -> None:
    """Hand the letter to the mail server: returns once the server has it, or raises NotSent."""
    message = EmailMessage(
        subject=letter.subject,
        body=letter.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.address],
        headers={"Message-ID": message_id(letter), "Auto-Submitted": "auto-generated"},
        connection=get_connection(),
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        code = max((code for code, _ in refusal.recipients.values()), default=0)
        raise NotSent(f"The address was refused ({code}).", permanent=500 <= code < 600) from None
    except smtplib.SMTPDataError as refusal:
        raise NotSent(
            f"The mail server refused the message ({refusal.smtp_code}).",
            permanent=500 <= refusal.smtp_code < 600,
        ) from None
    except (smtplib.SMTPNotSupportedError, BadHeaderError, UnicodeError, ValueError):
        raise NotSent("The address cannot be written to.", permanent=True) from None
    except smtplib.SMTPResponseException as refusal:
        # The sender or the sign-in was refused: our own settings, which somebody will mend.
        raise NotSent(
            f"The mail server refused us ({refusal.smtp_code}).", permanent=False
        ) from None
    except (smtplib.SMTPException, OSError) as fault:
        raise NotSent(
            f"The mail server could not be reached ({type(fault).__name__}).", permanent=False
        ) from None


def message_id(letter: Letter) -> str:
    """A Message-ID that follows from the letter's cause and address, and tells neither."""
    digest = hashlib.sha256(f"{letter.key}\n{letter.address}".encode()).hexdigest()
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "lantern.invalid"
    return f"<{digest[:40]}@{domain}>"
