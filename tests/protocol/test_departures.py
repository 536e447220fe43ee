"""A layer never changes a statutory limit silently, and roles that nobody holds are named."""

import pytest

from lantern.protocol.check import check
from lantern.protocol.departures import departures
from lantern.protocol.faults import Faults
from lantern.protocol.holders import read_held_file
from tests.protocol.rulings import rule, rulebook, shelf, write

SOURCE = "source: {agreed_by: nobody (invented), on: 2015-08-01}"
APPROVED = "reason: Our nights are quiet, approved_by: the director (invented), on: 2015-08-01"
GUIDANCE = rulebook(
    rule("told", statutory="yes"),
    rule("soon", statutory="yes", within="immediately", duty="Do it", met_by="media.decided"),
    rule("daily", statutory="yes", duty="Call", met_by="contact.attempted",
         arises="{since: episode.reported, until: {starts: {whereabouts: returned}}}",
         repeats="{every: 1 day}"),
    rule("met", statutory="yes", met_by="strategy_meeting.held", duty="Meet",
         within="{limit: 5 working days, from: episode.last_seen}"),
    extra=f"parameters:\n  immediately: {{value: 1 hour, meaning: A test., {SOURCE}}}\n",
)  # fmt: skip


def narrower(changes, extra=""):
    head = rulebook(name="local", starts="2015-08-01").replace("rules: []\n", "")
    return f"{head}extends: [the-rulebook]\n{extra}" + (changes and f"changes: [{changes}]\n")


def change(what):
    return f"{{{what}, {APPROVED}, {SOURCE}}}"


def said(tmp_path, changes, extra="", upper=GUIDANCE):
    made = shelf(tmp_path, upper, narrower(changes, extra))
    return [one.says for one in departures(made, "local")]


@pytest.mark.requirement("DA-062")
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (change("rule: told, set: {within: 96 hours}"),
         "told is due within 96 hours, by statute within 72 hours: up to 24 hours later"),
        (change("rule: told, set: {within: 3 days}"),
         "told is due within 3 days, by statute within 72 hours: up to 1 hour later"),
        (change("rule: told, set: {within: never}"),
         "told is due without a limit, by statute within 72 hours, a limit that is gone"),
        (change("rule: told, off: yes"), "local switches off told, which is statutory"),
        (change("parameter: immediately, value: 2 hours"),
         "soon is due immediately (2 hours), by statute immediately (1 hour): up to 1 hour later"),
        (change("rule: daily, set: {repeats: {every: 2 days}}"),
         "daily comes round less often than by statute"),
        (change("rule: met, set: {within: {limit: 5 working days, from: episode.reported}}"),
         "the limit of met is counted otherwise than by statute"),
        (change("rule: told, set: {excused_by: [{when: {since: media.decided}, why: x}]}"),
         "told is excused otherwise than by statute"),
        (change("rule: told, set: {met_by: contact.attempted}"),
         "told is met otherwise than by statute"),
    ],
)  # fmt: skip
def test_a_departure_from_guidance_is_said_aloud(changes, says, tmp_path):
    assert said(tmp_path, changes) == [says]


def test_a_reading_that_moves_a_statutory_limit_is_said_aloud(tmp_path):
    reading = f"readings: {{working_days_start: {{option: next_day, {APPROVED}}}}}\n"
    later = f"readings: {{months: {{option: same_time, {APPROVED}}}}}\n"
    upper = rulebook(
        rule("monthly", statutory="yes", within="1 month"),
        rule("five", statutory="yes", within="5 working days", met_by="media.decided"),
    )

    assert said(tmp_path, "", reading, upper) == []
    assert said(tmp_path, "", later, upper)[0].startswith("monthly is due within 1 month, by")


DECIDING = (
    "decisions:\n  - {id: graded, decides: police.risk, forbids: low, statutory: yes, "
    'says: Not low., source: {document: An invented paper, paragraph: "1"}}\n'
)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (change("rule: graded, off: yes"), ["local switches off graded, which is statutory"]),
        (change("rule: graded, set: {when: child.in_need}"),
         ["graded decides otherwise than by statute"]),
        (change("rule: graded, set: {unless: [{by: police, ground: x}]}"),
         ["graded decides otherwise than by statute"]),
        (change("rule: graded, set: {says: Never low.}"), []),
    ],
)  # fmt: skip
def test_a_departure_of_a_statutory_decision_is_said_aloud(changes, says, tmp_path):
    assert said(tmp_path, changes, upper=rulebook(rule(), extra=DECIDING)) == says


@pytest.mark.parametrize(
    "changes",
    [
        change("rule: told, set: {within: 48 hours}"),
        change("rule: told, set: {owner: police}"),
        change("rule: daily, set: {repeats: {every: 12 hours}}"),
        change("parameter: immediately, value: 30 minutes"),
    ],
)
def test_what_is_stricter_is_no_departure(changes, tmp_path):
    assert said(tmp_path, changes) == []


def test_a_departure_is_printed_with_its_place_its_reason_and_who_approved_it(tmp_path):
    files = write(tmp_path, GUIDANCE, narrower(change("rule: told, set: {within: 96 hours}")))

    report = check(files)

    (warning,) = report.warnings
    line = warning.file.read_text(encoding="utf-8").splitlines()[warning.line - 1]
    assert report.faults == ()
    assert line[warning.column - 1 :].startswith("96 hours")
    assert "a departure from statutory guidance: told is due within 96 hours" in warning.message
    assert warning.suggestion == (
        "Our nights are quiet (approved by the director (invented), 2015-08-01)"
    )


@pytest.mark.requirement("DA-062")
def test_what_an_act_asks_can_not_be_put_off(tmp_path):
    upper = GUIDANCE.replace("An invented paper", "An Invented Act 1989")
    files = write(tmp_path, upper, narrower(change("rule: told, set: {within: 96 hours}")))

    (fault,) = check(files).faults

    assert "told is due within 96 hours, by statute within 72 hours" in fault.message
    assert fault.suggestion == "no partnership may vary an Act or regulations"


TOLD = "{arises: [owner], overdue: [team_manager]}"


def held_by(tmp_path, held, *rules, extra=""):
    return [
        fault.message
        for fault in check(write(tmp_path, rulebook(*rules, extra=extra)), held=held).faults
    ]


def test_a_duty_that_falls_to_nobody_is_named(tmp_path):
    owner = "{cases: [{when: out_of_hours, role: emergency_duty_team}], otherwise: social_worker}"

    found = held_by(tmp_path, {"social_worker"}, rule(owner=owner, tell=TOLD))

    assert found == [
        "the-duty is owed by the emergency duty team, and nobody holds that role",
        "nobody is told when the-duty is overdue: nobody holds the role of team manager",
    ]


def test_an_excuse_or_a_decision_that_nobody_may_make_is_named(tmp_path):
    deciding = (
        "decisions:\n  - {id: graded, decides: police.risk, only: superintendent, says: x., "
        'unless: [{by: police, ground: x}], source: {document: A paper, paragraph: "1"}}\n'
    )
    excuse = "[{person: [team_manager], why: x}]"

    found = held_by(tmp_path, {"social_worker"}, rule(excused_by=excuse), extra=deciding)

    assert found == [
        "graded keeps police.risk to the superintendent, and nobody holds that role",
        "only the police may use an exemption of graded, and nobody holds that role",
        "only the team manager may excuse the-duty, and nobody holds that role",
    ]


def test_a_question_that_nobody_would_be_asked_is_named(tmp_path):
    fact = (
        "facts:\n  - {name: local.form, kind: event, subject: episode, words: x, did: x, "
        "meaning: x, recorded_on: step, asked_of: [police], "
        'source: {document: A paper, paragraph: "1"}}\n'
    )

    found = held_by(tmp_path, {"social_worker"}, rule(met_by="local.form"), extra=fact)

    assert found == ["only the police would be asked for local.form, and nobody holds that role"]


def test_what_falls_to_somebody_is_no_fault(tmp_path):
    assert held_by(tmp_path, {"social_worker", "team_manager"}, rule(tell=TOLD)) == []


def test_the_roles_that_are_held_are_read_from_a_file(tmp_path):
    path = tmp_path / "held.txt"
    path.write_text(
        "# ours\nsocial_worker, police\n  carer  # by day\n\npolize\n", encoding="utf-8"
    )
    faults = Faults()

    held = read_held_file(path, faults)

    assert held == {"social_worker", "police", "carer"}
    assert [str(fault) for fault in faults.found] == [
        f"{path}:5:1: there is no role “polize” (did you mean `police`?)"
    ]


def test_faults_of_reading_and_of_meaning_are_named_at_once(tmp_path):
    text = rulebook(
        rule("unread", arises="child.looked_aftr"),
        rule("never", arises="{all: [child.in_need, {not: child.in_need}]}"),
        rule("ours", within="soonish"),
    )

    found = [fault.message for fault in check(write(tmp_path, text)).faults]

    assert found == [
        "there is no fact “child.looked_aftr”",
        "never can never arise: its condition contradicts itself",
        "“soonish” is not a length of time; write it like 72 hours",
    ]
