"""A place of their own for the tests: home, database and browser. A pytest plugin.

`pytest` uses SQLite in a file. `pytest --database=postgresql` starts a PostgreSQL and runs the
tests that touch the database.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

ADDRESS = "LANTERN_TEST_DATABASE"
RUN = "LANTERN_TEST_RUN"
"""The folder that the processes of a run share."""
TOUCHING = {"db", "transactional_db", "django_db_setup", "live_server", "client"}

_open = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="The database under the tests.",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Before Django reads its settings, which is when other plugins are loaded."""
    # To look through thousands of tests and models for rubbish every moment takes a tenth of a run.
    gc.set_threshold(50_000, 20, 20)
    home = tempfile.mkdtemp(prefix="lantern-test-")
    _open.callback(shutil.rmtree, home, ignore_errors=True)
    given = [name for name in os.environ if name.startswith("LANTERN_")]
    for name in set(given) - {ADDRESS, RUN}:
        del os.environ[name]
    os.environ["LANTERN_HOME"] = home
    os.environ.setdefault(RUN, home)
    os.environ["LANTERN_LOG_LEVEL"] = "CRITICAL"
    # A browser's loop runs in the same thread as a journey's assertions about rows.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if early_config.known_args_namespace.database == "postgresql":
        os.environ["DATABASE_URL"] = _postgres()
    else:
        os.environ["DATABASE_URL"] = f"sqlite:///{home}/lantern.sqlite3"
    return (yield)


def _postgres() -> str:
    """One server for the whole run: the workers find its address in their environment."""
    if ADDRESS not in os.environ:
        from tests import postgres

        os.environ[ADDRESS] = _open.enter_context(postgres.running())
    return os.environ[ADDRESS]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A second database need not see again what touches none, the browser's journeys, or what is
    the same on any: the sentences of forms and what pages refuse."""
    if config.getoption("--database") == "sqlite":
        return
    kept = [item for item in items if _touches_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_collection_finish() -> None:
    """The tests themselves are never rubbish."""
    gc.collect()
    gc.freeze()


def _touches_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("journey") or item.get_closest_marker("one_database"):
        return False
    return bool(item.get_closest_marker("django_db") or TOUCHING & set(item.fixturenames))


def pytest_unconfigure() -> None:
    _open.close()
