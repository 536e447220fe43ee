"""How Lantern talks to its database."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_a_query_is_run_and_never_compiled_first():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite compiles no query")
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")

        assert cursor.fetchone() == ("off",)
