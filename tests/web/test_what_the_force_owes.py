"""Whoever owes what the force's policy asks for opens a page on which it is done."""

import pytest

from lantern.protocol.conditions import facts_of
from lantern.protocol.load import library
from lantern.web.episodes.places import address_of
from tests import builders

FORCE = "west-midlands-police-2015"


def pages():
    """Each officer, and the facts by which that officer's duties are met."""
    protocol = library().protocol(FORCE)
    found = {}
    for rule in protocol.rules():
        if rule.rulebook == FORCE:
            owed = found.setdefault(rule.owner, {})
            owed.update({fact: protocol.vocabulary[fact] for fact in facts_of(rule.met_by)})
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    "owner", ["call_handler", "duty_inspector", "investigating_officer", "superintendent"]
)
def test_each_officer_opens_the_page_on_which_a_duty_is_met(cast, sign_in, owner):
    episode = builders.an_episode(cast)
    browser = sign_in(owner)

    refused = {
        fact: answer.status_code
        for fact, definition in pages()[owner].items()
        if (answer := browser.get(address_of(definition, episode.reference), follow=True))
        and answer.status_code != 200
    }

    assert refused == {}
