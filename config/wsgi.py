"""What a web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()


def _read_the_protocol() -> None:
    """Make every rulebook ready before the first request: it takes a second or two.

    Otherwise whoever reports first would wait for it, in each process that answers.
    """
    from lantern.protocol.load import library

    for rulebook in library().ids:
        library().protocol(rulebook)


_read_the_protocol()
