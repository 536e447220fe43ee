"""Which version of which layer binds: rulebooks upon rulebooks, changes with dates."""

import pytest

from lantern.core.instants import in_london
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.layers import UnknownRulebook
from tests.protocol.rulings import LONDON, facts, rule, rulebook, shelf, told

SOURCE = "source: {agreed_by: nobody (invented), on: 2015-08-01}"
LASTING = "{{lasting: {0}, of: {{whereabouts: not_known}}}}"


def local(changes, starts="2015-08-01", extends="the-rulebook", rules=""):
    """A local layer with these changes."""
    extra = f"extends: [{extends}]\nchanges:\n{changes}"
    return rulebook(*([rules] if rules else []), name="local", starts=starts, extra=extra)


def change(name="the-duty", what="set: {within: 48 hours}", more=""):
    return f"  - {{rule: {name}, {what}, reason: A test., {SOURCE}{more}}}\n"


def due(library, at, name="local"):
    """When the duty of a report at a London time is due."""
    return [
        in_london(duty.due_at)
        for duty in duties_owed(facts(told("episode.reported", at)), library.protocol(name))
    ]


def test_a_local_change_binds_from_the_day_its_rulebook_comes_into_force(tmp_path):
    made = shelf(tmp_path, rulebook(rule()), local(change()))

    assert due(made, "2015-07-31 23:59") == ["2015-08-03 23:59"]
    assert due(made, "2015-08-01 00:00") == ["2015-08-03 00:00"]
    assert due(made, "2015-08-01 00:00", "the-rulebook") == ["2015-08-04 00:00"]


def test_a_change_may_come_later_than_its_rulebook(tmp_path):
    made = shelf(tmp_path, rulebook(rule()), local(change(more=", on: 2015-09-01")))

    assert due(made, "2015-08-31 12:00") == ["2015-09-03 12:00"]
    assert due(made, "2015-09-01 12:00") == ["2015-09-03 12:00"]


def test_a_change_agreed_earlier_waits_for_its_rulebook(tmp_path):
    made = shelf(tmp_path, rulebook(rule()), local(change(more=", on: 2015-07-01")))

    assert due(made, "2015-07-15 12:00") == ["2015-07-18 12:00"]


def test_a_rule_switched_off_no_longer_arises_and_says_so(tmp_path):
    made = shelf(tmp_path, rulebook(rule()), local(change(what="off: yes")))

    assert due(made, "2015-07-31 12:00") == ["2015-08-03 12:00"]
    assert due(made, "2015-08-01 12:00") == []
    assert [one.rule for one in made.protocol("local").switched_off] == ["the-duty"]


def test_a_changed_rule_keeps_its_source_and_names_the_change(tmp_path):
    made = shelf(tmp_path, rulebook(rule()), local(change()))

    known = facts(told("episode.reported", "2015-09-01 12:00"))
    (duty,) = duties_owed(known, made.protocol("local"))

    assert duty.rule.rulebook == "the-rulebook"
    assert str(duty.rule.source) == "An invented paper, 1"
    assert [one.rulebook for one in duty.rule.changed_by] == ["local"]


def test_changes_of_two_layers_are_laid_one_on_another(tmp_path):
    middle = local(change(what="set: {within: 48 hours, owner: carer}"))
    top = rulebook(
        name="home",
        starts="2015-08-01",
        extra=f"extends: [local]\nchanges:\n{change(what='set: {within: 24 hours}')}",
    )
    made = shelf(tmp_path, rulebook(rule()), middle, top)

    known = facts(told("episode.reported", "2015-09-01 12:00"))
    (duty,) = duties_owed(known, made.protocol("home"))

    assert (duty.owner, in_london(duty.due_at)) == ("carer", "2015-09-02 12:00")
    assert [one.rulebook for one in duty.rule.changed_by] == ["local", "home"]


def test_a_parameter_of_a_wider_layer_may_be_changed(tmp_path):
    extra = f"parameters:\n  immediately: {{value: 1 hour, meaning: A test., {SOURCE}}}\n"
    parameter = f"  - {{parameter: immediately, value: 30 minutes, reason: A test., {SOURCE}}}\n"
    made = shelf(tmp_path, rulebook(rule(within="immediately"), extra=extra), local(parameter))

    assert due(made, "2015-09-01 12:00") == ["2015-09-01 12:30"]
    assert due(made, "2015-07-01 12:00") == ["2015-07-01 13:00"]


def test_a_narrower_layer_may_read_the_sources_otherwise(tmp_path):
    extra = "extends: [the-rulebook]\nreadings: {calendar_days: end_of_day}\n"
    made = shelf(
        tmp_path,
        rulebook(rule(within="7 days")),
        rulebook(name="local", starts="2015-08-01", extra=extra),
    )

    assert due(made, "2015-07-20 12:00") == ["2015-07-27 12:00"]
    assert due(made, "2015-09-01 12:00") == ["2015-09-09 00:00"]


def test_a_reading_of_statutory_clocks_may_be_changed_with_reason_and_approver(tmp_path):
    chosen = (
        "{option: end_of_day, reason: A test., approved_by: the director (invented),"
        " on: 2015-08-01}"
    )
    local = rulebook(
        name="local",
        starts="2015-08-01",
        extra=f"extends: [the-rulebook]\nreadings: {{calendar_days: {chosen}}}\n",
    )
    made = shelf(tmp_path, rulebook(rule(within="7 days", statutory="yes")), local)

    assert due(made, "2015-09-01 12:00") == ["2015-09-09 00:00"]


def versions(tmp_path, first, second, changed="2015-09-01"):
    """Two dated versions of one rulebook."""
    until = f"in_force: {{from: 2014-01-01, until: {changed}}}"
    one = rulebook(first).replace("in_force: {from: 2000-01-01}", until)
    two = rulebook(second, starts=changed)
    return shelf(tmp_path, one, two).protocol("the-rulebook")


def test_a_duty_stays_under_the_version_in_force_when_it_arose(tmp_path):
    made = versions(tmp_path, rule(within="72 hours"), rule(within="24 hours"))
    known = facts(
        told("episode.reported", "2015-08-31 23:59"), told("episode.reported", "2015-09-01 00:00")
    )

    assert [in_london(duty.due_at) for duty in duties_owed(known, made)] == [
        "2015-09-03 23:59",
        "2015-09-02 00:00",
    ]


LOST = told("whereabouts", "2015-08-30 12:00", "not_known")


@pytest.mark.parametrize(
    ("first", "second", "arises"),
    [
        ("72 hours", "24 hours", "2015-09-01 00:00"),  # nothing falls between the two
        ("24 hours", "72 hours", "2015-08-31 12:00"),  # nothing is owed twice
        ("24 hours", "24 hours", "2015-08-31 12:00"),
    ],
)
def test_a_spell_that_runs_over_the_change_gives_rise_to_one_duty(tmp_path, first, second, arises):
    made = versions(
        tmp_path, rule(arises=LASTING.format(first)), rule(arises=LASTING.format(second))
    )

    found = duties_owed(facts(LOST), made)

    assert [in_london(duty.arose_at) for duty in found] == [arises]


def test_a_new_rule_binds_only_what_begins_after_it(tmp_path):
    made = shelf(tmp_path, rulebook(rule(arises="{whereabouts: not_known}"), starts="2015-09-01"))
    again = told("whereabouts", "2015-09-05 12:00", "not_known")
    back = told("whereabouts", "2015-09-03 12:00", "returned")

    found = duties_owed(facts(LOST, back, again), made.protocol("the-rulebook"))

    assert [in_london(duty.arose_at) for duty in found] == ["2015-09-05 12:00"]


def test_what_began_before_any_version_is_not_raised_by_a_later_one(tmp_path):
    made = versions(
        tmp_path,
        rule(arises="child.looked_after", within="72 hours"),
        rule(arises="child.looked_after", within="24 hours"),
    )
    old = told("child.looked_after", "2010-01-01 00:00")

    assert duties_owed(facts(old), made) == []


def test_a_rule_off_for_a_time_does_not_raise_what_ran_meanwhile(tmp_path):
    first = rulebook(rule(arises="{whereabouts: not_known}")).replace(
        "{from: 2000-01-01}", "{from: 2000-01-01, until: 2015-08-01}"
    )
    second = rulebook(rule("another"), starts="2015-08-01").replace(
        "{from: 2015-08-01}", "{from: 2015-08-01, until: 2015-09-01}"
    )
    third = rulebook(rule(arises="{whereabouts: not_known}"), starts="2015-09-01")

    made = shelf(tmp_path, first, second, third).protocol("the-rulebook")

    assert duties_owed(facts(LOST), made) == []


def test_versions_that_ask_the_same_are_two_only_in_name(tmp_path):
    made = versions(tmp_path, rule(), rule())

    assert len({version.rule.id for version in made.versions}) == 1
    assert len(duties_owed(facts(told("episode.reported", "2015-09-01 12:00")), made)) == 1


def test_a_rulebook_no_longer_in_force_gives_rise_to_nothing(tmp_path):
    ended = rulebook(rule()).replace("{from: 2000-01-01}", "{from: 2000-01-01, until: 2015-08-01}")
    made = shelf(tmp_path, ended)

    assert due(made, "2015-07-31 12:00", "the-rulebook") == ["2015-08-03 12:00"]
    assert due(made, "2015-08-01 12:00", "the-rulebook") == []


def test_two_layers_may_share_one_beneath_them(tmp_path):
    one = rulebook(rule("one"), name="force", extra="extends: [the-rulebook]\n")
    two = rulebook(rule("two"), name="board", extra="extends: [the-rulebook, force]\n")

    made = shelf(tmp_path, rulebook(rule()), one, two)

    assert [layer.id for layer in made.protocol("board").layers] == [
        "the-rulebook",
        "force",
        "board",
    ]
    assert len(due(made, "2015-07-31 12:00", "board")) == 3


def test_an_unknown_rulebook_is_named_with_what_was_probably_meant(tmp_path):
    made = shelf(tmp_path, rulebook(rule()))

    with pytest.raises(UnknownRulebook, match=r"no rulebook “the-rulebok” .*the-rulebook"):
        made.protocol("the-rulebok")


def test_a_protocol_is_made_once(tmp_path):
    made = shelf(tmp_path, rulebook(rule()))

    assert made.protocol("the-rulebook") is made.protocol("the-rulebook")
    assert made.ids == ("the-rulebook",)


def test_what_is_known_at_the_end_of_time_is_what_is_known(tmp_path):
    made = shelf(tmp_path, rulebook(rule())).protocol("the-rulebook")
    record = told("episode.reported", "2015-09-01 12:00")

    assert duties_owed(facts(record, known_at=LONDON("9998-01-01 00:00")), made) == duties_owed(
        facts(record), made
    )
