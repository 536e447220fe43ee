# ruff: noqa: E501  a rulebook, as it is written
"""One rulebook that uses every construct of the language, and records for it."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from lantern.protocol.facts import Facts, Record

SOURCE = '{document: An invented paper, paragraph: "1"}'
TEXT = f"""
rulebook: everything
title: Everything that a rulebook can say
agreed_by: nobody (invented)
layer: home
in_force: {{from: 2015-08-01}}
readings: {{working_days_end: close_of_office}}
scope: {{in_full: {{any: [child.looked_after, child.in_need]}}, in_part: [{{when: child.care_leaver, rules: [told-each, counted-month]}}]}}
parameters:
  longest: {{value: 4 hours, meaning: The longest time that a carer may give., source: {SOURCE}}}
  often: {{value: 2, meaning: How often is often., source: {SOURCE}}}
facts:
  - {{name: local.form_sent, kind: event, subject: episode, words: the local form was sent, meaning: A form., recorded_on: step, source: {SOURCE}}}
  - {{name: local.holder, kind: members, subject: child, words: somebody holds responsibility, meaning: Each of them., recorded_on: profile, source: {SOURCE}}}
  - {{name: local.holder_told, kind: event, of: local.holder, subject: episode, words: the holder was told, meaning: Told., recorded_on: step, source: {SOURCE}}}
  - {{name: local.colour, kind: value, subject: episode, words: the case is, meaning: A band., values: {{red: red, amber: amber, green: green}}, recorded_on: risk, source: {SOURCE}}}
  - {{name: local.late, kind: state, subject: episode, words: the report came late, meaning: Late., recorded_on: derived, source: {SOURCE}, is: {{since: {{from: episode.last_seen, to: episode.reported, took: {{at least: 6 hours}}}}}}}}
decisions:
  - {{id: red-when-late, decides: local.colour, forces: red, when: {{all: [local.late, {{whereabouts: not_known}}]}}, says: Late is red., source: {SOURCE}}}
  - {{id: not-green, decides: local.colour, forbids: green, when: {{not: {{child.age: {{at least: 16}}}}}}, unless: [{{by: team_manager, ground: known well}}], says: Not green., source: {SOURCE}}}
  - {{id: from-red, decides: local.colour, only: team_manager, from: red, to: [amber, green], unless: [{{by: social_worker, when: {{not: {{count: {{recorded: local.colour}}, at least: 2}}}}, ground: the first}}], says: The manager's., source: {SOURCE}}}
  - {{id: amber-first, decides: local.colour, presets: amber, says: To begin with., source: {SOURCE}}}
  - {{id: why-green, decides: local.colour, warns: green, when: {{since: local.form_sent, until: media.decided}}, says: Say why., source: {SOURCE}}}
lists:
  - {{list: away-often, title: Away often, subject: episode, when: {{count: {{starts: {{whereabouts: not_known}}}}, at least: {{parameter: often}}, within: 30 days}}, source: {SOURCE}}}
  - {{list: in-need, title: In need, when: {{all: [child.in_need, {{not: child.care_leaver}}]}}, source: {SOURCE}}}
rules:
  - id: told-each
    duty: Tell each of them
    stage: missing
    owner: {{cases: [{{when: out_of_hours, role: emergency_duty_team}}, {{when: child.in_need, role: mash}}], otherwise: social_worker}}
    for_each: local.holder
    arises: {{all: [local.holder, {{since: episode.reported}}]}}
    within: {{earliest: [{{by: checks.deadline, otherwise: 1 hour}}, {{parameter: longest}}]}}
    met_by: local.holder_told
    instead: [{{when: parents.not_told_by_decision, after: {{count: contact.attempted, at least: {{parameter: often}}}}, why: tried and not possible}}]
    excused_by: [{{person: [team_manager], why: with a reason}}]
    tell: {{arises: [owner], due_soon: {{before: 30 minutes, roles: [owner]}}, overdue: [team_manager]}}
    source: {SOURCE}
  - id: counted-month
    duty: Discuss the child
    stage: after
    owner: team_manager
    arises: {{count: episode.reported, at least: {{parameter: often}}, within: {{calendar: month}}}}
    within: {{by: strategy_meeting.held, earlier_by: 2 days, otherwise: 5 working days}}
    met_by: {{all: [strategy_meeting.held, {{not: local.late}}]}}
    met_after: media.decided
    early: {{since: episode.last_seen}}
    source: {SOURCE}
  - id: counted-back
    duty: Review the plan
    stage: after
    owner: team_manager
    arises: {{count: {{starts: {{whereabouts: not_known}}}}, at least: 2, within: {{back: 1 month}}}}
    within: {{limit: 3 days, from: episode.last_seen}}
    met_by: {{any: [strategy_meeting.held, {{recorded: {{local.colour: green}}}}]}}
    excused_by: [{{spell_ends: yes, why: it is over}}, {{when: {{local.colour: {{not: red}}}}, why: not red}}]
    source: {SOURCE}
  - id: counted-anew
    duty: Ask again
    stage: return
    owner: police
    arises: {{count: contact.attempted, at least: 2, within: {{since: episode.reported}}}}
    within: by next 09:00
    met_by: return_interview.held
    early: yes
    source: {SOURCE}
  - id: weekly
    duty: Speak with the child
    stage: missing
    owner: {{cases: [{{when: {{all: [child.looked_after, {{not: out_of_hours}}]}}, role: home_manager}}], otherwise: police}}
    arises: {{back_to: episode.last_seen, of: {{lasting: 1 day, of: {{whereabouts: not_known}}}}}}
    within: 1 day
    met_by: contact.attempted
    repeats: {{every: 1 week, until: return_interview.declined, times: 4}}
    source: {SOURCE}
  - id: considered
    duty: Consider the child at the meeting
    stage: after
    owner: team_manager
    arises: {{any: [{{listed: away-often}}, {{all: [{{listed: in-need}}, {{since: episode.reported}}]}}]}}
    within: 3 days
    met_by: strategy_meeting.held
    agenda: [away-often, in-need]
    source: {SOURCE}
  - id: escalated
    duty: Tell the manager that nobody was told
    stage: after
    owner: {{cases: [{{when: {{since: {{late: weekly}}}}, role: team_manager}}], otherwise: social_worker}}
    arises: {{any: [{{late: told-each}}, {{late: weekly}}, {{late: considered}}]}}
    within: 1 day
    met_by: media.decided
    source: {SOURCE}
  - id: escalated-again
    duty: Tell the manager's manager
    stage: after
    owner: team_manager
    arises: {{since: {{late: escalated}}, until: media.decided}}
    within: 2 days
    met_by: return_interview.held
    excused_by: [{{spell_ends: yes, why: it was decided}}]
    repeats: {{every: 3 days, times: 2}}
    source: {SOURCE}
"""
ELSEWHERE = f"""
rulebook: elsewhere
title: What binds beside it
agreed_by: nobody (invented)
layer: force
in_force: {{from: 2015-08-01}}
rules:
  - id: considered-by-the-force
    duty: Consider the child
    stage: after
    owner: police
    arises: {{since: episode.reported}}
    within: {{earliest: [2 days, {{by: checks.deadline}}]}}
    met_by: strategy_meeting.held
    same_as: considered
    source: {SOURCE}
"""
LOCAL = f"""
rulebook: narrower
title: What a narrower layer can change
agreed_by: nobody (invented)
layer: child
in_force: {{from: 2015-08-25}}
extends: [everything]
readings: {{hours: {{option: clock, reason: a test, approved_by: nobody, on: 2015-08-25}}}}
changes:
  - {{rule: counted-month, set: {{within: 3 working days, owner: mash, tell: {{overdue: [owner]}}}}, reason: sooner, source: {SOURCE}}}
  - {{rule: counted-anew, off: yes, reason: not here, approved_by: nobody, on: 2015-09-01, source: {SOURCE}}}
  - {{rule: not-green, set: {{says: Never green., unless: [{{by: mash, ground: known}}]}}, reason: clearer, source: {SOURCE}}}
  - {{parameter: often, value: 3, reason: less, source: {SOURCE}}}
rules:
  - id: of-its-own
    duty: Ring the child
    stage: missing
    owner: social_worker
    arises: {{all: [{{local.colour: {{in: [red, amber]}}}}, {{whereabouts: not_known}}]}}
    within: {{parameter: longest}}
    met_by: contact.attempted
    source: {SOURCE}
"""
TALE = """
story: everything-told
title: Everything that a story can say
flow: FL-00
rulebook: everything
about: an invented child
child:
  born: 2001-03-04
  facts:
    - {fact: child.looked_after, from: 2014-01-10 00:00}
    - {fact: local.holder, value: mother, from: 2014-01-10 00:00, key: who}
events:
  - {at: 2015-09-04 19:00, fact: episode.reported, by: carer, note: rang}
  - {at: 2015-09-04 12:00, recorded: 2015-09-04 19:30, fact: episode.last_seen}
  - {at: 2015-09-04 19:00, fact: whereabouts, value: not_known}
  - {at: 2015-09-04 20:00, fact: local.colour, value: amber, key: graded}
  - {at: 2015-09-04 20:00, recorded: 2015-09-04 23:00, fact: local.colour, value: red, key: graded}
  - {at: 2015-09-05 08:00, recorded: 2015-09-05 09:00, fact: local.holder_told, value: mother, withdrawn: 2015-09-06 10:00}
  - {at: 2015-09-05 10:00, fact: duty.excused, duty: told-each, by: team_manager, reason: known}
  - {at: 2015-09-06 10:00, fact: contact.attempted}
  - {at: 2015-09-06 11:00, fact: duty.excused, duty: weekly, by: team_manager, reason: with her aunt, turn: 1}
expect:
  - {duty: told-each, owner: emergency_duty_team, each: mother, arises: 2015-09-04 19:00, due: 2015-09-04 20:00, working: in a test}
checks:
  - {at: 2015-09-04 19:10, known_at: 2015-09-04 19:10, owed: [told-each]}
decisions:
  - {decides: local.colour, by: social_worker, at: 2015-09-04 20:30, allowed: [amber, red], refused: {green: [not-green]}, preset: amber, working: in a test}
  - {decides: local.colour, at: 2015-09-05 20:30, forced: red, allowed: [red], refused: {green: [not-green], amber: []}, warned: [green], grounds: [known well]}
"""
FACTS = {
    "local.form_sent": [True],
    "local.holder": ["mother", "father", "aunt"],
    "local.holder_told": ["mother", "father", "aunt"],
    "local.colour": ["red", "amber", "green"],
    "child.looked_after": [True, False],
    "child.in_need": [True, False],
    "child.care_leaver": [True],
    "episode.last_seen": [True],
    "episode.reported": [True],
    "checks.deadline": [True],
    "whereabouts": ["not_known", "returned", "known"],
    "contact.attempted": [True],
    "media.decided": [True],
    "strategy_meeting.held": [True],
    "return_interview.held": [True],
    "return_interview.declined": [True],
    "parents.not_told_by_decision": [True, False],
}
START = datetime(2015, 8, 20, tzinfo=UTC)
MINUTES = st.integers(0, 60 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


@st.composite
def records(draw):
    """One record that the rulebook of everything may speak of."""
    fact = draw(st.sampled_from(sorted(FACTS)))
    at = draw(MINUTES)
    return Record(
        fact=fact,
        at=at,
        recorded_at=at + timedelta(minutes=draw(st.integers(0, 3000))),
        key=f"{fact} {draw(st.integers(0, 4))}",
        value=draw(st.sampled_from(FACTS[fact])),
        until=draw(st.none() | st.none() | st.just(at + timedelta(days=9))),
        withdrawn_at=draw(st.none() | st.none() | st.none() | st.just(at + timedelta(days=3))),
    )


BEGUN = [
    Record("child.looked_after", START, START, "in care"),
    Record("whereabouts", START, START, "gone", "not_known"),
    Record("episode.reported", START, START, "reported"),
    Record("local.holder", START, START, "holder", "mother"),
]
RECORDS = st.lists(records(), max_size=20).map(lambda some: [*BEGUN, *some])


def stated(some, **options):
    """The facts that these records state, of a child of fourteen."""
    return Facts.of(some, born=date(2001, 3, 4), **options)
