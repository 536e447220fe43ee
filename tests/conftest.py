"""What every test may use."""

import os
import shutil

import pytest
from django.conf import settings
from django.core.management import call_command
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.live_server_helper import LiveServer

# How fast a machine is proves nothing of a rule; a run that fails must fail again. `make soak`
# asks for other examples each time with --hypothesis-profile=soak.
hypothesis_settings.register_profile("suite", max_examples=50, deadline=None, derandomize=True)
hypothesis_settings.register_profile(
    "soak", deadline=None, max_examples=10_000, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("suite")

pytest_plugins = ["tests.cast", "tests.emptying"]


@pytest.fixture(scope="session", autouse=True)
def assets():
    """The compiled front end, collected as a server would have it."""
    call_command("collectstatic", verbosity=0, interactive=False)
    if not (settings.STATIC_ROOT / "lantern.css").exists():
        pytest.exit("The front end is not compiled. Run `make setup`.", returncode=1)


@pytest.fixture(autouse=True)
def nothing_adopted():
    """Each test begins with the rulebooks that come with the product, and no others."""
    from lantern.agreements import library

    library.hold_shipped()


@pytest.fixture(scope="session")
def django_db_modify_db_settings_parallel_suffix(request):
    """On SQLite the rows are in a file, because a process that is killed must find them again."""
    from django.db import connections

    if connections["default"].vendor == "sqlite":
        worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
        name = settings.LANTERN_HOME / f"test-{worker}.sqlite3"
        connections["default"].settings_dict["TEST"]["NAME"] = str(name)
    elif worker := os.environ.get("PYTEST_XDIST_WORKER"):
        connections["default"].settings_dict["TEST"]["NAME"] = f"test_{worker}"


@pytest.fixture(scope="session")
def live_server():
    """Lantern in a thread. It serves its own assets, as in production, and not Django for it."""
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = lambda application: application
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The machine's own Chromium, quiet and, for root only, outside its sandbox."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    return browser_type_launch_args | {"executable_path": chromium, "args": quiet + as_root}
