"""Accounts: who may give whom what."""


def test_everybody_in_the_cast_acts_in_their_own_agency_with_their_own_role(cast):
    assert cast.social_worker.agency_name == "Calderbrook City Council"
    assert cast.user("social_worker").name == cast.social_worker.name
    assert len(dict(cast)) == 26
