"""Lets Django empty the append-only tables after a test that really committed. A pytest plugin."""

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

from lantern.core.append_only import protect, unprotect

APPEND_ONLY = (
    "audit_auditevent",
    "audit_accessevent",
    "episodes_entry",
    "agreements_adoption",
    "agreements_change",
    "returns_safeandwellcheck",
    "interviews_account",
    "interviews_review",
    "interviews_share",
    "meetings_arrangement",
    "meetings_cancellation",
    "meetings_meetingreview",
    "meetings_member",
    "meetings_minutes",
    "plans_addition",
    "plans_plannedaction",
    "plans_step",
)


@pytest.fixture(scope="session", autouse=True)
def rows_can_be_emptied():
    """Emptying is Django's own `flush`; before and after it the refusal stands."""
    empty = BaseDatabaseOperations.execute_sql_flush

    def lift_and_empty(self, statements):
        for table in APPEND_ONLY:
            unprotect(self.connection, table)
        empty(self, statements)
        for table in APPEND_ONLY:
            protect(self.connection, table)

    BaseDatabaseOperations.execute_sql_flush = lift_and_empty
    yield
    BaseDatabaseOperations.execute_sql_flush = empty
