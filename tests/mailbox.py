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
        self.stop = None
        self.port = None
        ready = threading.Event()
        # A loop of its own thread: a browser's may be running in this one.
        self.thread = threading.Thread(target=lambda: asyncio.run(self.serve(ready)), daemon=True)
        self.thread.start()
        assert ready.wait(10)

    async def serve(self, ready):
        """Take letters until told to stop."""
        self.loop, self.stop = asyncio.get_running_loop(), asyncio.Event()
        server = await self.loop.create_server(lambda: SMTP(self, loop=self.loop), "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self.stop.wait()
        server.close()

    def close(self):
        """Take nothing more."""
        self.loop.call_soon_threadsafe(self.stop.set)
        self.thread.join()

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
