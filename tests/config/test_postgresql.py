"""Instants of PostgreSQL are read as Django reads them, only sooner."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from psycopg import DataError
from psycopg.pq import Format

from config.postgresql import Instants, _register

OID = 1184


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda at: at.year > 999))
def test_an_instant_is_read_as_it_was_written(at):
    written = str(at).encode().removesuffix(b":00")

    assert Instants(OID).load(memoryview(written)) == at


def test_an_instant_of_another_zone_is_read_in_utc():
    found = Instants(OID).load(b"2026-06-02 18:30:00.25+01")

    assert (found, found.tzinfo) == (datetime(2026, 6, 2, 17, 30, 0, 250_000, UTC), UTC)


@pytest.mark.parametrize("beyond", [b"infinity", b"0044-03-15 12:00:00+00 BC"])
def test_what_no_instant_here_can_be_is_refused(beyond):
    with pytest.raises(DataError):
        Instants(OID).load(beyond)


@pytest.mark.django_db
def test_a_connection_to_postgresql_reads_so_and_another_is_left_alone():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            assert cursor.connection.adapters.get_loader(OID, Format.TEXT) is Instants
    else:
        _register(connection)
