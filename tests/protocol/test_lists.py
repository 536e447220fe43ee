# ruff: noqa: E501  rules, as they are written
"""Named lists of children: who is on which, since when and why, and what a meeting considers."""

from datetime import date

import pytest

from lantern.protocol.evaluate import duties_owed
from lantern.protocol.explain import because, reason_in_words, rulebook_in_words
from lantern.protocol.lists import agenda, on_lists
from tests.protocol.rulings import LONDON, facts, faults, rule, rulebook, shelf, told

SOURCE = '{document: An invented paper, paragraph: "1"}'
LISTS = f"""parameters:
  often: {{value: 2, meaning: How often is often., source: {SOURCE}}}
lists:
  - list: in-care-and-known
    title: Looked after, and known to go missing
    when: {{all: [child.looked_after, child.known_missing_risk]}}
    source: {SOURCE}
  - list: gone-often
    title: Gone often
    subject: episode
    when: {{count: {{starts: {{whereabouts: not_known}}}}, at least: {{parameter: often}}, within: 90 days}}
    source: {SOURCE}
"""
CONSIDER = rule(
    "considered",
    duty="Consider the child",
    subject="child",
    arises="{listed: in-care-and-known}",
    met_by="statutory_review.absences_addressed",
    repeats="{every: 1 month}",
    within="1 month",
)
CARE = told("child.looked_after", "2015-01-05 09:00", key="care")
KNOWN = told("child.known_missing_risk", "2015-03-02 09:00", until="2015-06-01 09:00", key="risk")
APRIL, JULY = LONDON("2015-04-01 12:00"), LONDON("2015-07-01 12:00")


@pytest.fixture
def made(tmp_path):
    return shelf(tmp_path, rulebook(CONSIDER, extra=LISTS)).protocol("the-rulebook")


def of_child(*records, **options):
    return facts(*records, subject="child", **options)


def test_a_child_is_on_a_list_while_its_condition_holds_with_since_and_why(made):
    (one,) = on_lists(of_child(CARE, KNOWN), made, APRIL)

    assert (one.named.id, one.since, one.cause) == ("in-care-and-known", KNOWN.at, "risk")
    assert one.sentence.startswith(
        "On “Looked after, and known to go missing” because the child is looked after (since"
    )
    assert one.sentence.endswith(", under “A rulebook for a test” (An invented paper, 1).")
    assert on_lists(of_child(CARE, KNOWN), made, JULY) == ()
    assert on_lists(of_child(CARE, KNOWN, known_at=LONDON("2015-02-01 09:00")), made, APRIL) == ()


def test_a_list_of_absences_counts_with_the_parameter_of_the_partnership(made):
    gone = [
        told("whereabouts", "2015-03-01 18:00", "not_known"),
        told("whereabouts", "2015-03-02 18:00", "located_with_contact"),
    ]
    again = told("whereabouts", "2015-03-09 18:00", "not_known")

    assert on_lists(facts(*gone), made, APRIL) == ()
    (one,) = on_lists(facts(*gone, again), made, APRIL)
    assert (one.named.id, one.since) == ("gone-often", again.at)


def test_each_child_on_a_list_gives_a_duty_to_consider_that_comes_round(made):
    found = duties_owed(of_child(CARE, KNOWN), made, until=JULY)

    days = [date(2015, 3, 2), date(2015, 4, 2), date(2015, 5, 2)]
    assert [duty.arose_at.date() for duty in found] == days
    assert [duty.state(JULY).value for duty in found] == ["missed", "missed", "excused"]


def test_why_a_duty_arose_by_a_list_is_said_with_what_the_list_rests_on(made):
    known = of_child(CARE, KNOWN)
    duty = duties_owed(known, made, until=APRIL)[0]

    (reason,) = because(known, duty, made)
    assert reason_in_words(reason).startswith(
        "the child is on the list “Looked after, and known to go missing” (since"
    )
    assert [one.fact for one in reason.follows_from] == [
        "child.looked_after",
        "child.known_missing_risk",
    ]


def test_the_agenda_of_a_meeting_is_the_children_on_its_lists_the_longest_first(tmp_path):
    meeting = rule(
        "meeting",
        subject="child",
        arises="child.in_need",
        met_by="statutory_review.held",
        agenda="[in-care-and-known]",
    )
    made = shelf(tmp_path, rulebook(meeting, extra=LISTS)).protocol("the-rulebook")
    later = told("child.known_missing_risk", "2015-03-20 09:00")
    subjects = {
        "C-LATER": of_child(CARE, later),
        "C-NOT-ON-IT": of_child(CARE),
        "C-FIRST": of_child(CARE, KNOWN),
    }

    (bound,) = made.rules()
    found = agenda(bound, subjects, made, APRIL)

    assert [one.reference for one in found] == ["C-FIRST", "C-LATER"]
    assert [one.named.id for one in found[0].lists] == ["in-care-and-known"]
    assert (
        "Agenda:  the children on the list “Looked after, and known to go missing”"
        in rulebook_in_words(made)
    )


def test_a_list_may_be_of_children_for_whom_a_duty_is_late(tmp_path):
    late = f"""lists:
  - {{list: not-considered, title: Not considered, when: {{since: {{late: considered}}, until: statutory_review.held}}, source: {SOURCE}}}
"""
    once = rule(
        "considered",
        subject="child",
        arises="child.looked_after",
        met_by="statutory_review.absences_addressed",
        within="1 month",
    )
    made = shelf(tmp_path, rulebook(once, extra=late)).protocol("the-rulebook")

    assert on_lists(of_child(CARE), made, LONDON("2015-01-20 09:00")) == ()
    (one,) = on_lists(of_child(CARE), made, APRIL)
    assert one.sentence.startswith(
        "On “Not considered” because “Do what the test says” was not done in time (at "
    )


def narrower(change):
    return rulebook(
        name="narrow",
        extra=f"extends: [the-rulebook]\nchanges:\n  - {{{change}, reason: x, source: {SOURCE}}}\n",
    )


@pytest.mark.parametrize(
    ("change", "listed"),
    [
        ("list: in-care-and-known, set: {when: child.looked_after}", ["in-care-and-known"]),
        ("list: gone-often, off: yes", []),
        ("parameter: often, value: 1", []),
    ],
)
def test_a_narrower_layer_changes_a_list_or_switches_it_off(tmp_path, change, listed):
    made = shelf(tmp_path, rulebook(extra=LISTS), narrower(change)).protocol("narrow")

    assert [one.named.id for one in on_lists(of_child(CARE), made, APRIL)] == listed
    assert rulebook_in_words(made)


def test_a_list_binds_from_the_day_of_its_rulebook(tmp_path):
    made = shelf(tmp_path, rulebook(CONSIDER, extra=LISTS, starts="2015-04-15")).protocol(
        "the-rulebook"
    )

    assert on_lists(of_child(CARE, KNOWN), made, APRIL) == ()
    assert len(on_lists(of_child(CARE, KNOWN), made, LONDON("2015-04-15 00:00"))) == 1


def test_a_list_is_of_those_whom_its_rulebook_is_about(tmp_path):
    made = shelf(
        tmp_path, rulebook(CONSIDER, extra=f"scope: {{in_full: child.in_need}}\n{LISTS}")
    ).protocol("the-rulebook")

    assert on_lists(of_child(CARE, KNOWN), made, APRIL) == ()
    assert (
        len(on_lists(of_child(CARE, KNOWN, told("child.in_need", "2015-01-01 09:00")), made, APRIL))
        == 1
    )


def test_the_lists_are_said_in_words(made):
    words = rulebook_in_words(made)

    assert "Which children it lists" in words
    assert "Gone often [gone-often]: absences of whom it is so that" in words


def one_list(**entries):
    lines = {
        "list": "some",
        "title": "Some",
        "when": "child.looked_after",
        "source": SOURCE,
        **entries,
    }
    return (
        f"lists:\n  - {{{', '.join(f'{key}: {value}' for key, value in lines.items() if value)}}}\n"
    )


@pytest.mark.parametrize(
    ("texts", "says", "suggests"),
    [
        (
            (
                rulebook(
                    rule(arises="{all: [{listed: in-care-and-know}, {since: episode.reported}]}"),
                    extra=LISTS,
                ),
            ),
            "there is no list “in-care-and-know”",
            "did you mean `in-care-and-known`?",
        ),
        (
            (rulebook(rule(arises="{listed: {a: b}}"), extra=LISTS),),
            "“listed” needs the name of a list",
            "write {listed: the name of a list}",
        ),
        (
            (
                rulebook(
                    rule(
                        "x",
                        subject="child",
                        arises="{listed: gone-often}",
                        met_by="statutory_review.held",
                    ),
                    extra=LISTS,
                ),
            ),
            "x is about the child, the list gone-often is not",
            "it is a list of “episode”",
        ),
        (
            (rulebook(rule(agenda="[gone-oft]"), extra=LISTS),),
            "there is no list “gone-oft”",
            "did you mean `gone-often`?",
        ),
        (
            (rulebook(extra=one_list(when="{listed: some}")),),
            "the list some asks who is on another list, some",
            "let it ask for the facts themselves",
        ),
        ((rulebook(extra=one_list(when="placement.started")),), "an event does not last", "since"),
        (
            (
                rulebook(
                    extra=one_list(when="{all: [child.looked_after, {not: child.looked_after}]}")
                ),
            ),
            "nobody can be on the list some",
            "",
        ),
        (
            (rulebook(extra=one_list(when="{since: episode.reported}")),),
            "some lists the child and can't know episode.reported",
            "a fact of the episode",
        ),
        (
            (rulebook(extra=one_list(when="")),),
            "list some needs “when”",
            "while a child is on the list",
        ),
        (
            (rulebook(extra=one_list(subject="home")),),
            "a list is of children or of absences, not of “home”",
            "one of",
        ),
        ((rulebook(extra=one_list(whn="x")),), "list some has no “whn”", "did you mean `when`?"),
        ((rulebook(extra=one_list(source="")),), "", ""),
        (
            (rulebook(rule("some"), extra=one_list()),),
            "two of the rules and lists are called some",
            "",
        ),
        (
            (rulebook(extra=LISTS), narrower("list: gone-oftn, off: yes")),
            "what narrow extends has no list “gone-oftn” to change",
            "did you mean `gone-often`?",
        ),
        (
            (rulebook(extra=LISTS), narrower("list: gone-often, rule: x, off: yes")),
            "a change names one rule or one parameter, or one list",
            "",
        ),
        (
            (rulebook(extra=LISTS), narrower("list: gone-often")),
            "a change of a list has either “set” or “off”",
            "",
        ),
        (
            (rulebook(extra=LISTS), narrower("list: gone-often, set: {subject: child}")),
            "a change can't set “subject”",
            "",
        ),
        (
            (
                rulebook(extra=LISTS),
                rulebook(
                    name="narrow", extra=f"extends: [the-rulebook]\n{one_list(list='gone-often')}"
                ),
            ),
            "the list gone-often is already one of the-rulebook",
            "change it, or choose another id",
        ),
    ],
)
def test_a_fault_of_a_list_says_what_is_wrong_and_what_was_meant(tmp_path, texts, says, suggests):
    found = faults(tmp_path, *texts)

    assert any(
        says in one.message and suggests in one.suggestion and one.line > 1 for one in found
    ), found
