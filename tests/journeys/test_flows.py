"""Do the published flows run on the whole product, through its pages, as worked out by hand?"""

import pytest

from lantern.protocol.stories import shipped
from tests.journeys.accessibility import assert_everybody_can_use
from tests.journeys.storyteller import Storyteller, live

pytestmark = [pytest.mark.journey, pytest.mark.slow]

FLOWS = {
    "FL-01": ("fl-01-missing-four-days",),
    "FL-02": ("fl-02-protection-plan-back-in-time",),
    "FL-04": ("fl-04-away-then-lost",),
    "FL-08": ("fl-08-together-still-away", "fl-08-together-first-back"),
    "FL-10": ("fl-10-interview-declined",),
}
LONG = ("FL-02", "FL-04")
"""Lived in the long runs: `make journeys`, `make soak`."""


@pytest.mark.requirement("CK-032", "CK-033", "CK-034", "CK-081", "CK-124", "CK-127")
@pytest.mark.parametrize(
    "flow",
    [pytest.param(one, marks=pytest.mark.soak if one in LONG else ()) for one in FLOWS],
)
def test_a_published_flow_lived_through_the_pages_owes_what_was_worked_out_by_hand(
    flow, empty_product, browser
):
    tellers = [
        Storyteller(product=empty_product, browser=browser, story=story, given_name=name)
        for story, name in zip(stories(flow), ("Robin", "Ash"), strict=False)
    ]

    live(empty_product, *tellers)

    for teller in tellers:
        assert teller.ledger() == teller.expected()
        assert_everybody_can_use(teller.open("social_worker", f"/episodes/{teller.episode}"))
        assert_everybody_can_use(teller.open("social_worker", f"/children/{teller.child}"))
    assert empty_product.run("duties", "rebuild").startswith("No row differs")
    assert_mail_names_nobody(empty_product.letterbox.received)


def stories(flow):
    """The stories of a flow; two where two children went together."""
    return [story for name in FLOWS[flow] for story in shipped() if story.name == name]


def assert_mail_names_nobody(mails):
    """Something was sent, and no subject or body says which child it is about."""
    assert mails
    for mail in mails:
        text = f"{mail['Subject']} {mail.get_content()}"
        assert not any(name in text for name in ("Robin", "Ash", "Storey"))
