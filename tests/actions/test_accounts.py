"""Accounts: who may give whom what."""

import pytest


@pytest.mark.parametrize("time", range(4))
def test_everybody_in_the_cast_acts_in_their_own_agency_with_their_own_role(cast, time):
    assert cast.social_worker.agency_name == "Calderbrook City Council"
    assert cast.user("social_worker").name == cast.social_worker.name
    assert len(dict(cast)) == 26
