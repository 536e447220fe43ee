"""What a log holds, and what it must never hold."""

import io
import json
import logging

import pytest
import structlog

from config import logs

pytestmark = pytest.mark.django_db


@pytest.fixture
def written():
    """The log as a server would write it, one object to a line."""
    logs.begin("INFO")
    stream = io.StringIO()
    handler = logging.getLogger().handlers[-1]
    kept, handler.stream = handler.stream, stream
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    handler.stream = kept
    logs.begin("CRITICAL")


def test_a_request_is_one_line_that_names_the_view_and_not_the_address(faulty, written):
    response = faulty.get("/fine", {"q": "Jo Example"})

    (line,) = written()
    assert line["view"] == "fine"
    assert line["status"] == 200
    assert line["request"] == response["Lantern-Request"]
    assert "Jo" not in json.dumps(line)


def test_what_was_posted_is_never_logged(faulty, written):
    faulty.post("/fault/refused?who=Jo+Example", {"name": "Jo Example"})

    assert written()
    assert "Example" not in json.dumps(written())


def test_a_fault_is_logged_by_its_type_and_lines_without_its_message(faulty, written):
    faulty.post("/fault/broken", {"name": "Jo Example"})

    faults = [line for line in written() if "exception" in line]
    assert [line["exception"] for line in faults] == ["RuntimeError"]
    assert any("faulty.py" in each and each.endswith(" fault") for each in faults[0]["lines"])
    assert "Example" not in json.dumps(written())


def test_any_librarys_exception_loses_its_message(written):
    try:
        int("Jo Example")
    except ValueError:
        logging.getLogger("some.library").exception("went wrong")
        structlog.get_logger("ours").exception("went wrong too")

    assert [line["exception"] for line in written()] == ["ValueError", "ValueError"]
    assert "Example" not in json.dumps(written())


def test_the_web_servers_faults_are_logged_without_the_address(written):
    log = logging.getLogger("gunicorn.error")

    log.warning("Worker was told to stop")
    try:
        int("Jo Example")
    except ValueError:
        log.exception("Error handling request %s", "/children?name=Jo+Example")

    assert [line["event"] for line in written()] == ["Worker was told to stop", "noticed"]
    assert "Example" not in json.dumps(written())


def test_an_address_that_is_wrong_is_logged_without_the_address(faulty, written):
    faulty.get("/nowhere/Jo-Example")
    faulty.get("/fine", HTTP_HOST="jo-example.example.org")

    assert {line["logger"] for line in written()} >= {"django.request", "lantern.request"}
    assert "xample" not in json.dumps(written())
