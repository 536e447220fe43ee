"""A partnership's own rulebook: a scale, questions on several pages and decisions of its own.

It stands in these lines alone; no line of the product knows of it.
"""

from lantern.agreements import library
from lantern.protocol import load
from lantern.protocol.layers import Library

SOURCE = "{agreed_by: nobody (invented), on: 2020-01-01}"
NAME = "harrowfield-2020"
TEXT = f"""
rulebook: {NAME}
title: Children who go missing in Harrowfield (invented)
agreed_by: nobody (invented)
layer: partnership
in_force: {{from: 2020-01-01}}
extends: [dfe-2014]
facts:
  - {{name: gang.involved, kind: state, subject: episode, words: a gang is involved, meaning: One.,
     recorded_on: classification, question: Is a gang involved?, help: Ask who drove the car.,
     source: {SOURCE}}}
  - {{name: danger.level, kind: value, subject: episode, words: the danger is, meaning: How great.,
     values: {{grave: grave, some: some, slight: slight}}, recorded_on: risk,
     question: "How great is the danger to {{child}}?", source: {SOURCE}}}
  - {{name: car.taken, kind: state, subject: episode, words: a car was taken, meaning: A car.,
     recorded_on: report, question: Was a car taken?, source: {SOURCE}}}
  - {{name: phone.traced, kind: event, subject: episode, words: the phone was traced, meaning: x,
     recorded_on: contact, question: When was the phone traced?, source: {SOURCE}}}
  - {{name: local_form.sent, kind: event, subject: episode, words: the local form was sent,
     meaning: The form of the partnership went to the hub., recorded_on: step,
     question: When was the local form sent?, help: "Not the form of the police.",
     asked_of: [social_worker, team_manager], source: {SOURCE}}}
  - {{name: safe_plan.agreed, kind: state, subject: child, words: a safe plan is agreed,
     meaning: A plan., recorded_on: profile, question: Is a safe plan agreed?, source: {SOURCE}}}
  - {{name: log.colour, kind: value, subject: episode, words: the colour of the log is, meaning: x,
     values: {{red: red, blue: blue}}, recorded_on: classification, asked_of: [duty_inspector],
     question: Which colour has the log?, source: {SOURCE}}}
rules:
  - {{id: form-sent, duty: Send the local form, stage: missing, owner: social_worker, within: 1 day,
     arises: {{any: [{{since: episode.reported}}, car.taken, phone.traced, safe_plan.agreed]}},
     met_by: local_form.sent, source: {SOURCE}}}
decisions:
  - {{id: gang-is-missing, decides: police.classification, forces: missing,
     when: {{all: [gang.involved, {{not: child.whereabouts_established}}]}},
     says: A child with whom a gang is involved is missing., source: {SOURCE}}}
  - {{id: absent-needs-a-word, decides: police.classification, warns: absent,
     says: Absent is rarely right here., source: {SOURCE}}}
  - {{id: begins-as-missing, decides: police.classification, presets: missing,
     says: Begin with missing., source: {SOURCE}}}
  - {{id: no-grades, decides: police.risk, warns: [high, medium, low],
     says: Harrowfield has a scale of its own., source: {SOURCE}}}
  - {{id: slight-by-inspector, decides: danger.level, only: duty_inspector, to: slight,
     says: Only the duty inspector calls a danger slight., source: {SOURCE}}}
  - {{id: red-when-missing, decides: log.colour, forces: red,
     when: {{police.classification: missing}}, says: The log of a missing child is red.,
     source: {SOURCE}}}
"""


def hold(monkeypatch, text=TEXT):
    """The product as it is where this rulebook has been adopted."""
    shelf = load.with_texts({"own.yaml": text})
    assert isinstance(shelf, Library), "\n".join(str(fault) for fault in shelf)
    monkeypatch.setattr(library, "_held", library.Held(stamp=(), texts={}, laid=shelf))
    return shelf


def belongs(authority):
    """The authority has agreed to it."""
    authority.rulebook = NAME
    authority.save(update_fields=["rulebook"])
