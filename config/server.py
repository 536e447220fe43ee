"""How the web server logs: through our own log, which keeps what is typed out of it."""

from typing import Any

from gunicorn import glogging


class Logger(glogging.Logger):  # type: ignore[misc]
    """Hands every message on, in place of writing it. (Its own class has no types.)"""

    def setup(self, cfg: Any) -> None:
        """Called by the server, once it knows its own settings."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True
