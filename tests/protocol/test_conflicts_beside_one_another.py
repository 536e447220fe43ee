"""Where the sources differ and both are kept (requirements section 14): side by side, the stricter
first, or by an addition of the partnership's own."""

from datetime import timedelta

import pytest

from lantern.protocol.decide import decide
from lantern.protocol.departures import departures
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.facts import Facts
from lantern.protocol.lists import on_lists
from lantern.protocol.load import library, with_texts
from tests.protocol.rulings import LONDON, told
from tests.protocol.test_conflicts_of_the_sources import (
    ABSENT,
    BOOK,
    IN_CARE,
    LOST,
    POLICE,
    REPORTED,
    SOURCE,
    changed,
    protocol_of,
    reading,
)

BORN = LONDON("2003-05-05 00:00").date()
AT_HOME_IN_CARE = (IN_CARE[0], told("child.placement", "2015-01-01 00:00", "with_parents"))
ON_A_PLAN = told("child.on_protection_plan", "2015-01-01 00:00")
ALERT = (
    BOOK
    + f"""
facts:
  - {{name: absences.looked_at, kind: event, subject: episode, words: the absences were looked at,
     meaning: A manager looked at them together., recorded_on: step, source: {SOURCE}}}
rules:
  - {{id: absent-often, duty: Look at the child's absences together, stage: missing,
     owner: team_manager, within: 1 day, met_by: absences.looked_at, source: {SOURCE},
     arises: {{all: [{{police.classification: absent}},
                     {{count: child.was_absent, at least: 3, within: 90 days}}]}}}}
"""
)


BIRMINGHAM = library().protocol("birmingham-2015")
STREETWISE = library().protocol("streetwise-2015")
EXPLOITATION = library().protocol("west-midlands-cse-2015")


def of_child(records, rule):
    """What is owed of the child by this rule before any absence."""
    facts = Facts.of(records, subject="child", born=BORN)
    found = duties_owed(facts, BIRMINGHAM, until=LONDON("2015-12-01 00:00"))
    return [one for one in found if one.rule.id == rule]


def owed(records, protocol, rules):
    """What is owed by these rules, in the order in which it is due."""
    facts = Facts.of(records, born=BORN)
    found = duties_owed(facts, protocol, until=LONDON("2015-12-01 00:00"))
    return sorted(
        (one for one in found if one.rule.id in rules), key=lambda one: (one.due_at, one.rule.id)
    )


@pytest.mark.requirement("CF-14", "CK-081", "TH-002")
def test_where_two_limits_bind_one_meeting_the_earlier_is_due_first_and_it_meets_both():
    protocol = protocol_of(reading("care_procedure_covers", "all_looked_after"))
    both = ("strategy-meeting-held", "home-strategy-meeting-held")
    records = (*AT_HOME_IN_CARE, ON_A_PLAN, LOST, REPORTED)

    home, care = owed(records, protocol, both)

    assert (home.rule.id, care.rule.id) == tuple(reversed(both))
    assert home.due_at == LONDON("2015-11-10 13:00")  # seven days from the report
    assert care.due_at == LONDON("2015-11-14 00:00")  # 72 hours, then five working days
    held = told("strategy_meeting.held", "2015-11-09 10:00")
    assert {one.met_at for one in owed((*records, held), protocol, both)} == {held.at}


@pytest.mark.requirement("CF-57", "CK-067")
@pytest.mark.parametrize(("before", "alerts"), [(1, 0), (2, 1)])
def test_an_alert_by_number_of_a_partnerships_own_comes_beside_the_referral_of_each(before, alerts):
    earlier = [told("child.was_absent", f"2015-10-0{day} 10:00") for day in range(1, before + 1)]
    now = told("child.was_absent", "2015-11-03 14:00")
    asked = ("absent-often", "absent-child-referred")

    found = owed((*earlier, LOST, POLICE, ABSENT, now), protocol_of(ALERT), asked)

    assert [one.rule.id for one in found] == ["absent-child-referred", *["absent-often"] * alerts]


@pytest.mark.requirement("CF-30", "CK-071", "DA-044")
def test_before_publicity_family_team_manager_and_authority_are_each_asked():
    proposed = told("publicity.proposed", "2015-11-04 09:00")
    used = told("publicity.used", "2015-11-04 18:00")
    asked = ("publicity-team-manager-consulted", "family-consulted-on-publicity")
    before = (*asked, "publicity-authorised")

    found = owed((*IN_CARE, LOST, REPORTED, POLICE, proposed, used), BIRMINGHAM, before)

    assert {one.rule.id for one in found} == set(before)
    assert {one.due_at for one in found} == {used.at}
    assert {one.owner for one in found} == {"investigating_officer"}


@pytest.mark.requirement("CF-56", "CF-61", "CK-004", "CK-007")
@pytest.mark.parametrize(
    ("rule", "records"),
    [
        ("placement-risk-assessment", (told("placement.started", "2015-11-01 10:00"),)),
        ("placement-risk-sent-to-police", (told("child.placed_out_of_area", "2015-11-01 10:00"),)),
    ],
)
def test_what_the_sources_ask_for_some_is_owed_for_every_child_looked_after(rule, records):
    looked_after, elsewhere = ((*IN_CARE, *records), records)

    assert [one.rule.id for one in of_child(looked_after, rule)] == [rule]
    assert of_child(elsewhere, rule) == []


@pytest.mark.requirement("CF-28", "TH-032", "TH-024", "FL-10.18", "FL-11.03")
@pytest.mark.parametrize(
    ("days", "persistent", "often"),
    [
        (("2015-09-01", "2015-10-01", "2015-11-03"), False, True),
        (("2015-01-01", "2015-04-01", "2015-07-01", "2015-11-03"), True, False),
        (("2015-08-20", "2015-09-01", "2015-10-01", "2015-11-03"), True, True),
    ],
)
def test_more_than_three_times_and_three_in_three_months_are_labels_of_their_own(
    days, persistent, often
):
    gone = tuple(told("child.went_missing", f"{day} 10:00") for day in days)
    at = LONDON("2015-11-04 10:00")

    listed = on_lists(Facts.of(gone, subject="child", born=BORN), STREETWISE, at)
    meeting = owed((*gone, LOST), EXPLOITATION, ("exploitation-meeting-held",))

    assert ("persistently-missing" in {one.named.id for one in listed}) is persistent
    assert bool(meeting) is often


@pytest.mark.requirement("CF-32")
def test_how_often_a_group_meets_is_for_the_partnership_to_say():
    monthly = changed("missing-group-met", "within: 1 month, repeats: {every: 1 month}")
    member = told("authority.in_partnership", "2016-01-04 00:00")

    def due(protocol):
        facts = Facts.of((member,), subject="authority")
        found = duties_owed(facts, protocol, until=LONDON("2016-06-30 12:00"))
        return [one.due_at for one in found if one.rule.id == "missing-group-met"][:2]

    assert due(BIRMINGHAM) == [LONDON("2016-03-04 00:00"), LONDON("2016-05-04 00:00")]
    assert due(protocol_of(monthly)) == [LONDON("2016-02-04 00:00"), LONDON("2016-03-04 00:00")]


@pytest.mark.requirement("CF-01", "GL-008")
@pytest.mark.parametrize(
    ("setting", "class_of_police", "arises"),
    [
        ("whereabouts_not_known", (), True),
        ("whereabouts_not_known", (ABSENT,), True),
        ("police_missing", (ABSENT,), False),
    ],
)
def test_missing_from_care_rests_on_whereabouts_and_on_no_report_or_class_of_the_police(
    setting, class_of_police, arises
):
    protocol = protocol_of(reading("missing_in_social_care", setting))

    found = owed((*IN_CARE, LOST, *class_of_police), protocol, ("strategy-meeting-held",))

    assert bool(found) is arises


@pytest.mark.requirement("CF-02", "DA-008")
@pytest.mark.parametrize("born", ["1999-01-04 00:00", "2013-09-01 00:00", None])
@pytest.mark.parametrize("days", [0, 30])
def test_absent_rests_on_the_definition_in_force_and_on_no_age_or_length(born, days):
    at = LOST.at + timedelta(hours=4, days=days)
    age = {} if born is None else {"born": LONDON(born).date()}
    risk = told("risk.apparent", "2015-11-03 12:00")

    def may_be_absent(protocol, *records):
        facts = Facts.of((LOST, POLICE, *records), **age)
        found = decide(facts, protocol, "police.classification", at=at, role="duty_inspector")
        return "absent" in found.allowed

    assert may_be_absent(BIRMINGHAM)
    assert not may_be_absent(BIRMINGHAM, risk)  # the force's: and there is no apparent risk
    assert may_be_absent(library().protocol("dfe-2014"), risk)  # the national one has no such limb


@pytest.mark.requirement("CF-59", "CF-09")
def test_a_partnership_that_takes_the_offer_away_is_told_that_it_departs_from_guidance():
    without = """
changes:
  - {rule: return-interview-offered, off: yes, reason: The police check is enough.,
     approved_by: The director, on: 2015-11-01, source: SOURCE}
""".replace("SOURCE", SOURCE)
    shelf = with_texts({"a text": BOOK + without})

    said = [one.says for one in departures(shelf, "set-otherwise")]

    assert said == ["set-otherwise switches off return-interview-offered, which is statutory"]
