"""Files as somebody sent them."""

import hashlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class SentFile:
    """The name of a file, and every byte of it."""

    name: str
    content: bytes

    @cached_property
    def digest(self) -> str:
        """A number that tells this content from any other."""
        return hashlib.sha256(self.content).hexdigest()
