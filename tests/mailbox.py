"""A real mail server for tests: takes what is sent to it, or refuses as it is told to."""

import asyncio
import threading
from dataclasses import dataclass
from email import message_from_bytes, policy

import pytest
from aiosmtpd.smtp import SMTP


@dataclass(frozen=True)
class Letter:
    """A letter as the server took it."""

    id: str
    to: str
    subject: str
    body: str
    automatic: str


class Mailbox:
    """What arrived. `refuse_address` and `refuse_letter` answer with a code instead."""

    def __init__(self):
        self.letters = []
        self.refuse_address = None
        self.refuse_letter = None
        self.taken = threading.Event()
        self.loop = asyncio.new_event_loop()
        self.server = self.loop.run_until_complete(
            self.loop.create_server(lambda: SMTP(self, loop=self.loop), "127.0.0.1", 0)
        )
        self.port = self.server.sockets[0].getsockname()[1]
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def close(self):
        """Take nothing more."""
        self.loop.call_soon_threadsafe(self.server.close)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.refuse_address:
            return self.refuse_address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.refuse_letter:
            return self.refuse_letter
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters += [
            Letter(
                id=letter["Message-ID"],
                to=address,
                subject=letter["Subject"],
                body=letter.get_content(),
                automatic=letter["Auto-Submitted"],
            )
            for address in envelope.rcpt_tos
        ]
        self.taken.set()
        return "250 OK"


@pytest.fixture
def mailbox(settings):
    """A mail server of this test's own, to which Lantern sends."""
    box = Mailbox()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    settings.EMAIL_TIMEOUT = 5
    yield box
    box.close()
