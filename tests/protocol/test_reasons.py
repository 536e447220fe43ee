# ruff: noqa: E501, ISC004  whole sentences, as they are printed
"""Why a duty exists, in words, with the facts behind it and how late they were recorded."""

from datetime import date, timedelta

import pytest

from lantern.protocol.evaluate import duties_owed
from lantern.protocol.explain import because, reason_in_words, rulebook_in_words, sentence
from lantern.protocol.load import library
from tests.protocol.rulings import LONDON, facts, protocol, rule, rulebook, shelf, told

REPORTED = told("episode.reported", "2015-09-04 19:00", recorded="2015-09-04 19:45")
IN_CARE = told("child.looked_after", "2014-01-10 00:00")
LOST = told("whereabouts", "2015-09-04 18:30", "not_known")
BORN = date(2001, 3, 4)


def reasons(tmp_path, arises, *records, number=-1, until=None, **entries):
    """The reasons of the last duty of one rule, in words."""
    made = protocol(tmp_path, rule(arises=arises, **entries))
    known = facts(*records, born=BORN)
    duty = duties_owed(known, made, until=until)[number]
    return [reason_in_words(reason) for reason in because(known, duty)]


def test_an_event_says_when_it_happened_and_how_late_it_was_recorded(tmp_path):
    assert reasons(tmp_path, "episode.reported", REPORTED) == [
        "the child's absence was reported (at 19:00 on Friday 4 September 2015, recorded 45 minutes later)"
    ]


def test_a_state_says_since_when(tmp_path):
    assert reasons(
        tmp_path, "{all: [child.looked_after, {whereabouts: not_known}]}", IN_CARE, LOST
    ) == [
        "the child is looked after (since 00:00 on Friday 10 January 2014)",
        "the child's whereabouts are not known (since 18:30 on Friday 4 September 2015)",
    ]


def test_only_the_alternatives_that_held_are_named(tmp_path):
    arises = "{all: [episode.reported, {any: [child.looked_after, child.in_need]}]}"

    assert reasons(tmp_path, arises, REPORTED, IN_CARE)[1:] == [
        "the child is looked after (since 00:00 on Friday 10 January 2014)"
    ]


@pytest.mark.parametrize(
    ("arises", "expected"),
    [
        ("{lasting: 24 hours, of: {whereabouts: not_known}}",
         "the child's whereabouts are not known, for 24 hours (since 18:30 on Friday 4 September 2015)"),
        ("{since: episode.reported}",
         "the child's absence was reported (at 19:00 on Friday 4 September 2015, recorded 45 minutes later)"),
        ("{starts: {whereabouts: not_known}}",
         "the child's whereabouts are not known (since 18:30 on Friday 4 September 2015)"),
        ("{ends: {whereabouts: not_known}}",
         "no longer: the child's whereabouts are not known (since 09:00 on Monday 7 September 2015)"),
        ("{all: [{since: episode.reported}, {not: child.in_need}]}",
         "it is not so that the child is a child in need"),
        ("{all: [episode.reported, out_of_hours]}", "it is outside office hours"),
        ("{all: [{starts: {police.risk: high}}, {not: out_of_hours}]}", "it is within office hours"),
        ("{all: [episode.reported, {child.age: {under: 16}}]}",
         "the child is under 16 (since 00:00 on Sunday 4 March 2001)"),
        ("{count: episode.reported, at least: 1, within: 90 days}",
         "the child's absence was reported, at least once within 90 days"
         " (since 19:00 on Friday 4 September 2015)"),
        ("{child.earlier_missing_episodes: {at least: 2}}",
         "the number of times the child has run away or gone missing before is 2 or more"
         " (since 19:00 on Friday 4 September 2015)"),
        ("{whereabouts: {in: [located_with_contact, returned]}}",
         "the child's whereabouts are back where the child should be"
         " (since 09:00 on Monday 7 September 2015)"),
        ("{back_to: episode.last_seen, of: {since: episode.reported}}",
         "the child's absence was reported (at 19:00 on Friday 4 September 2015, recorded 45 minutes later)"),
    ],
)  # fmt: skip
def test_each_form_of_condition_in_words(tmp_path, arises, expected):
    back = told("whereabouts", "2015-09-07 09:00", "returned")
    high = told("police.risk", "2015-09-04 12:00", "high")
    twice = told("child.earlier_missing_episodes", "2015-09-04 19:00", "2")

    assert expected in reasons(tmp_path, arises, REPORTED, LOST, back, twice, high)


def test_a_derived_fact_says_what_it_follows_from(tmp_path):
    made = protocol(tmp_path, rule(arises="{all: [episode.reported, child.in_care]}"))
    known = facts(REPORTED, IN_CARE, born=BORN)

    _, in_care = because(known, duties_owed(known, made)[0])

    assert in_care.fact == "child.in_care"
    assert [part.fact for part in in_care.follows_from] == ["child.looked_after"]


def test_a_later_turn_rests_on_what_the_first_rested_on(tmp_path):
    found = reasons(
        tmp_path,
        "{whereabouts: not_known}",
        LOST,
        repeats="{every: 1 day}",
        until=LONDON("2015-09-07 12:00"),
    )

    assert found == [
        "the child's whereabouts are not known (since 18:30 on Friday 4 September 2015)"
    ]


def test_a_record_made_on_time_is_not_called_late(tmp_path):
    made = protocol(tmp_path, rule())
    known = facts(told("episode.reported", "2015-09-04 19:00"))

    (reason,) = because(known, duties_owed(known, made)[0])

    assert reason.recorded_late_by is None
    assert reason.since == LONDON("2015-09-04 19:00")


def test_how_late_a_record_was_is_given_exactly(tmp_path):
    made = protocol(tmp_path, rule())
    known = facts(REPORTED)

    (reason,) = because(known, duties_owed(known, made)[0])

    assert reason.recorded_late_by == timedelta(minutes=45)


def test_facts_that_no_longer_hold_are_no_reasons(tmp_path):
    arises = "{all: [episode.reported, child.in_care, {any: [child.in_need, {child.age: 14}]}]}"
    made = protocol(tmp_path, rule(arises=arises))
    known = facts(REPORTED, IN_CARE, born=BORN)

    (duty,) = duties_owed(known, made)

    assert because(facts(), duty) == ()
    assert sentence(facts(), duty).startswith("You owe this because its condition held, under")


def test_the_sentence_names_facts_rulebook_and_source(tmp_path):
    made = protocol(tmp_path, rule(arises="{all: [child.looked_after, episode.reported]}"))
    known = facts(REPORTED, IN_CARE)

    assert sentence(known, duties_owed(known, made)[0]) == (
        "You owe this because the child is looked after (since 00:00 on Friday 10 January 2014) and "
        "the child's absence was reported (at 19:00 on Friday 4 September 2015, recorded 45 minutes "
        "later), under “A rulebook for a test” (An invented paper, 1)."
    )


@pytest.mark.parametrize("name", library().ids)
def test_a_shipped_rulebook_in_words_names_every_rule_and_source(name):
    made = library().protocol(name)
    text = rulebook_in_words(made)

    for one in made.rules():
        assert f"[{one.id}" in text
        assert one.duty in text
        assert str(one.source) in text


def test_a_rulebook_in_words_says_all_that_binds(tmp_path):
    source = "source: {agreed_by: nobody (invented), on: 2015-08-01}"
    full = rule(
        "full-duty",
        statutory="yes",
        arises="{lasting: 72 hours, of: {whereabouts: not_known}}",
        within="{earliest: [{limit: 7 days, from: episode.reported}, by next 09:00, same day]}",
        early="{since: episode.reported}",
        met_after="senior_officer.involved",
        excused_by="[{when: child.in_need, why: one}, {person: [carer, team_manager], why: two},"
        " {spell_ends: yes, why: three}]",
        repeats="{every: 1 day}",
        tell="{due_soon: {before: 2 hours, roles: [owner]}}",
    )
    upper = rulebook(
        full,
        rule("early-duty", early="yes", within="at once"),
        rule(
            "open-duty", within="never", arises="{since: checks.failed}", repeats="{every: 2 days}"
        ),
        rule("gone-duty", within="immediately", met_by="media.decided"),
        extra=f"parameters: {{immediately: {{value: 1 hour, meaning: A length., {source}}}}}\n",
    )
    lower = rulebook(
        name="local",
        starts="2015-08-01",
        extra="extends: [the-rulebook]\nreadings: {hours: {option: clock, reason: x, approved_by: y, on: 2015-08-01}}\nchanges:\n"
        f"  - {{rule: gone-duty, off: yes, reason: No longer., {source}}}\n"
        f"  - {{parameter: immediately, value: 5 minutes, reason: Quicker., {source}}}\n"
        "  - {rule: full-duty, set: {owner: carer}, reason: Nearer.,"
        f" approved_by: the director (invented), on: 2015-08-02, {source}}}\n",
    )

    text = rulebook_in_words(shelf(tmp_path, upper, lower).protocol("local"))

    for said in (
        "full-duty, statutory",
        "the child's whereabouts are not known, for 72 hours",
        "within 7 days, counted from: the child's absence was reported, by the next 09:00 or on the"
        " same day, whichever is earliest; again every day, until it ends",
        "only after: a senior officer is involved",
        "also earlier, from when the child's absence was reported",
        "also if it was done earlier in the same episode",
        "every 2 days, until it ends",
        "the child is a child in need: one",
        "excused by the carer or team manager: two",
        "what gave rise to it ends: three",
        "the social worker, when it is due soon (2 hours before)",
        "Binds:   from 2 August 2015",
        "by “A rulebook for a test”: Nearer. (approved by the director (invented) on 2 August 2015)",
        "immediately: 5 minutes (was 1 hour)",
        "How are hours counted? by the clock on the wall",
        "gone-duty, by “A rulebook for a test”: No longer.",
    ):
        assert said in text
