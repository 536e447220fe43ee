"""Logs as JSON: what happened, to which request, never what anybody typed and never a name."""

import logging.config
import sys
from collections.abc import ItemsView
from types import TracebackType
from typing import Any

import structlog
from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

# Their messages hold addresses, host names or the names of accounts, so only the fact is kept.
TALKATIVE = ("django", "axes")


def begin(level: str) -> None:
    """Send every log to standard error, one JSON object to a line."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        where_it_failed,
        only_the_fact,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.JSONRenderer(),
                    ],
                    "foreign_pre_chain": shared,
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": level},
        }
    )


def where_it_failed(logger: object, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """An exception as its type and its lines of code. Its message may hold a child's name."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if info and info[0] is not None:
        event["exception"] = info[0].__name__
        event["lines"] = _lines(info[2])
    return event


def only_the_fact(logger: object, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """That Django noticed something, and the status it answered with, in place of its message."""
    record = event.get("_record")
    source = record.name.split(".")[0] if record is not None else ""
    # The web server names the address, query and all, when a request fails in its hands.
    if source in TALKATIVE or (source == "gunicorn" and "exception" in event):
        event["event"] = "noticed"
        event["status"] = getattr(record, "status_code", None)
    return event


def _lines(traceback: TracebackType | None) -> list[str]:
    lines = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        lines.append(f"{code.co_filename}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return lines[-12:]


class NothingPersonal(SafeExceptionReporterFilter):
    """Error reports leave out what was posted and what the code was holding."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: Any
    ) -> ItemsView[str, Any]:
        nothing: dict[str, Any] = {}
        return nothing.items()
