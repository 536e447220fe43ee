"""What a web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()


def _read_the_protocol() -> None:
    """Make every rulebook ready before the first request: it takes a second or two.

    Otherwise whoever reports first would wait for it, in each process that answers.
    """
    from django.db import DatabaseError, connections

    from lantern.agreements import library

    try:
        library.look()
    except DatabaseError:
        library.log.warning("the database is away; the protocol is read with the first request")
    # What answers is forked from this process, and each opens a connection of its own.
    connections.close_all()
    library.look_before_requests()


_read_the_protocol()
