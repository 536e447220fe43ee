"""What tests of the worker share: a real mail server."""

from tests.mailbox import mailbox

__all__ = ["mailbox"]
