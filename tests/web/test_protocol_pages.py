"""Anybody reads the protocol by stage or role, prints it, and sees what differs."""

import re
from html import unescape

import pytest
from django.urls import reverse

from lantern.agreements import library
from lantern.core import clock
from tests.agreeing import APRIL, adopted


@pytest.fixture
def reader(client, cast):
    client.force_login(cast.user("social_worker"))
    return client


def page(reader, name="protocol", *args, **asked):
    answer = reader.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.text


def test_a_role_reads_all_that_it_owes_in_every_stage_and_nothing_else(reader):
    shown = page(reader, role="independent_reviewing_officer")

    assert "What the independent reviewing officer owes" in shown
    assert "While the child is away" in shown
    assert "Carry out the independent return interview" not in shown


def test_a_role_that_owes_nothing_is_answered_with_the_stages(reader):
    assert "What the nobody owes" not in page(reader, role="nobody")


def test_the_booklet_holds_every_rule_of_every_stage_once(reader):
    whole = page(reader, "protocol-booklet")

    assert (
        whole.count("Carry out the independent return interview</h3>")
        + whole.count("Carry out the independent return interview ")
        == 1
    )
    assert whole.index("Before a child goes missing</h2>") < whole.index("Afterwards</h2>")


def test_the_booklet_of_a_role_holds_only_its_rules(reader):
    whole, one = (page(reader, "protocol-booklet", role=role) for role in ("", "carer"))

    assert "What the carer owes" in one
    assert 0 < one.count("<h3") < whole.count("<h3")


def test_a_rule_shows_its_source_and_who_changed_it_why(reader):
    shown = page(reader, "protocol-rule", "strategy-meeting-held")

    assert "Source" in shown
    assert "the partnership meets three times a week" in shown


def test_an_unknown_rule_or_rulebook_is_not_found(reader):
    assert reader.get(reverse("protocol-rule", args=["no-such-rule"])).status_code == 404
    assert reader.get(reverse("protocol"), {"rulebook": "no-such-book"}).status_code == 404


def test_two_protocols_are_compared_in_words(reader):
    shown = page(reader, "protocol-differences", first="birmingham-2015", second="calderbrook-2026")

    assert "within 5 working days" in shown
    assert "within 3 working days" in shown
    assert "Only in the second" in shown


def test_a_protocol_compared_with_itself_asks_the_same(reader):
    shown = page(reader, "protocol-differences", first="dfe-2014", second="dfe-2014")

    assert "Both ask the same of everybody." in shown


def test_a_day_that_is_none_is_asked_for_again_and_the_rest_is_kept(reader):
    shown = page(
        reader,
        "protocol-differences",
        **{
            "first": "birmingham-2015",
            "second": "calderbrook-2026",
            "first_on-day": "31",
            "first_on-month": "2",
            "first_on-year": "2026",
        },
    )

    assert "Day of the first must be a real date" in shown
    assert '<option value="calderbrook-2026" selected>' in shown


@pytest.mark.parametrize("name", ["protocol", "protocol-booklet", "protocol-differences"])
def test_the_protocol_costs_few_queries(reader, name, django_assert_max_num_queries):
    page(reader, name)
    with django_assert_max_num_queries(9):
        page(reader, name)


def test_a_reader_is_led_to_what_their_own_role_owes(reader):
    shown = page(reader)

    assert "What I owe as social worker" in shown
    assert reverse("protocol", query={"rulebook": "calderbrook-2026", "role": "social_worker"}) in (
        shown.replace("&amp;", "&")
    )


def test_a_version_to_come_is_said_at_the_top_with_its_day_and_what_differs(
    reader, cast, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: APRIL)
    assert "A newer version binds" not in page(reader)
    adopted(cast)
    library.look()

    shown = page(reader)

    assert "A newer version binds from 1 June 2026." in shown
    link = re.search(r'href="([^"]+)">See what differs from then', shown)
    differing = reader.get(unescape(link.group(1))).text
    assert "1 difference." in differing
    assert "Carry out the independent return interview" in differing
