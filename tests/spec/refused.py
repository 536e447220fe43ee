# ruff: noqa: E501  a table, one case a line
"""What rulebooks, stories and commands refuse, and what they say: the cases behind the page of refusals."""

from dataclasses import dataclass

from tests.protocol.rulings import rule, rulebook

SOURCE = "source: {agreed_by: nobody (invented), on: 2015-08-01}"
UPPER = rulebook(rule(), rule("statutory-duty", statutory="yes", within="immediately"), extra=(
    f"parameters:\n  immediately: {{value: 1 hour, meaning: A test., {SOURCE}}}\n"
))  # fmt: skip


@dataclass(frozen=True)
class Refused:
    """One thing wrong: in words, the files that have it, and what is said of it."""

    wrong: str
    texts: tuple[str, ...]
    says: str
    suggests: str = ""


def _rule(wrong, says, suggests="", *, extra="", **entries):
    return Refused(wrong, (rulebook(rule(**entries), extra=extra),), says, suggests)


def _arises(wrong, condition, says, suggests=""):
    return _rule(wrong, says, suggests, arises=condition)


def _local(wrong, changes, says, suggests=""):
    head = rulebook(name="local", starts="2015-08-01").replace("rules: []\n", "")
    text = f"{head}extends: [the-rulebook]\nchanges:\n{changes}"
    return Refused(wrong, (UPPER, text), says, suggests)


def _change(name, what, more=""):
    return f"  - {{rule: {name}, {what}, reason: A test., {SOURCE}{more}}}\n"


def _without(key):
    lines = [line for line in rule().splitlines() if not line.strip().startswith(f"{key}:")]
    return rulebook("\n".join(lines) + "\n")


FILES = [
    Refused("an empty file", ("",), "this file must be a mapping of names to values"),
    Refused("a list instead of a mapping", ("- one\n- two\n",), "this file must be a mapping"),
    Refused("text that is not YAML", ("rulebook: [\n",), "this is not YAML"),
    Refused("a tab for indentation", ("rulebook: x\n\trules: []\n",), "this is not YAML"),
    Refused("a character that is no text", ("rulebook: \x07\n",), "does not allow"),
    Refused("two documents", ("a: b\n---\nc: d\n",), "more than one document"),
    Refused("a key that stands twice", ("rulebook: a\nrulebook: b\n",), "“rulebook” stands here twice",
            "keep one of them"),
    Refused("a key that is a list", ("? [a, b]\n: c\n",), "a name must be a single word or phrase"),
    Refused("an alias", ("a: &x [1]\nb: *x\n",), "anchors and tags are not allowed",
            "write the value plainly"),
    Refused("an alias of nothing", ("a: *x\n",), "aliases are not allowed", "write it out again"),
    Refused("a tag that would run code", ("a: !!python/object/apply:os.system [ls]\n",),
            "anchors and tags are not allowed"),
    Refused("too deep", ("a: " + "[" * 60 + "]" * 60 + "\n",), "nested more than 30 deep"),
    Refused("too many parts", ("a: [" + "1, " * 100_001 + "1]\n",), "more than 100,000 parts"),
    Refused("too large", ("a: " + "x" * 1_000_001 + "\n",), "larger than 1,000,000 bytes"),
]  # fmt: skip

RULEBOOKS = [
    Refused("no title", (rulebook(rule()).replace("title: A rulebook for a test\n", ""),),
            "a rulebook needs “title”"),
    Refused("an empty title", (rulebook(rule()).replace("A rulebook for a test", "''"),), "“title” is empty"),
    Refused("a title that is a list", (rulebook(rule()).replace("A rulebook for a test", "[a]"),),
            "“title” must be a text"),
    Refused("an id that can't be one", (rulebook(rule(), name="The Rulebook"),),
            "“The Rulebook” can't be an id", "small letters, figures and hyphens"),
    Refused("an unknown entry", (rulebook(rule(), extra="titel: x\n"),), "a rulebook has no “titel”",
            "did you mean `title`?"),
    Refused("an unknown layer", (rulebook(rule()).replace("partnership", "partnreship"),),
            "“partnreship” is no layer", "did you mean `partnership`?"),
    Refused("no span in force", (rulebook(rule()).replace("in_force: {from: 2000-01-01}\n", ""),),
            "a rulebook needs “in_force”"),
    Refused("a span that is a word", (rulebook(rule()).replace("{from: 2000-01-01}", "always"),),
            "“in_force” must be a mapping"),
    Refused("a day that is none", (rulebook(rule(), starts="2015-02-30"),), "is not a day of the calendar"),
    Refused("a span that ends before it begins",
            (rulebook(rule()).replace("2000-01-01}", "2000-01-01, until: 1999-01-01}"),),
            "in force until 1999-01-01, which is not after 2000-01-01"),
    Refused("two versions in force on one day", (rulebook(rule()), rulebook(rule(), starts="2015-09-01")),
            "two versions of the-rulebook are in force on 2015-09-01", "until: 2015-09-01"),
    Refused("a day between two versions",
            (rulebook(rule()).replace("2000-01-01}", "2000-01-01, until: 2015-08-31}"),
             rulebook(rule(), starts="2015-09-01")),
            "no version of the-rulebook is in force on 2015-08-31", "until: 2015-09-01"),
    Refused("rules that are no list", (rulebook().replace("rules: []", "rules: {a: b}"),),
            "“rules” must be a list"),
    Refused("a rule that is a word", (rulebook().replace("rules: []", "rules: [word]"),),
            "a rule must be a mapping"),
    Refused("two rules with one id", (rulebook(rule(), rule()),), "two rules are called the-duty"),
    Refused("an unknown reading", (rulebook(rule(), extra="readings: {hour: clock}\n"),),
            "“readings” has no “hour”", "did you mean `hours`?"),
    Refused("an unknown answer to a reading", (rulebook(rule(), extra="readings: {hours: clocks}\n"),),
            "hours can't be read as “clocks”", "did you mean `clock`?"),
    Refused("a reading with reasons, but no option", (rulebook(rule(), extra="readings: {hours: {reason: x}}\n"),),
            "the reading hours needs “option”"),
    Refused("a parameter without a source",
            (rulebook(rule(), extra="parameters: {x: {value: 1 hour, meaning: A test.}}\n"),),
            "parameter x has no source"),
    Refused("a parameter that is a word", (rulebook(rule(), extra="parameters: {x: 1 hour}\n"),),
            "parameter x must be a mapping"),
    Refused("it extends what is not here", (rulebook(rule(), extra="extends: [dfe-2041]\n"),),
            "the-rulebook extends “dfe-2041”, which is not here"),
    Refused("it extends itself", (rulebook(rule(), extra="extends: [the-rulebook]\n"),),
            "the-rulebook extends itself"),
    Refused("a circle of layers",
            (rulebook(rule(), extra="extends: [local]\n"),
             rulebook(name="local", extra="extends: [the-rulebook]\n")),
            "extends itself, by way of local"),
    Refused("it extends a narrower layer",
            (rulebook(rule(), extra="extends: [home]\n").replace("partnership", "nation"),
             rulebook(name="home").replace("partnership", "provider")),
            "the-rulebook (nation) extends a narrower layer, home"),
    Refused("extends that is no list of words", (rulebook(rule(), extra="extends: [[a]]\n"),),
            "“extends” must be a list of words"),
]  # fmt: skip

RULES = [
    *(Refused(f"a rule without “{key}”", (_without(key),), f"needs “{key}”")
      for key in ("duty", "stage", "owner", "arises", "within", "met_by")),
    Refused("a rule without a source", (_without("source"),), "rule the-duty has no source",
            "source: {document: …, paragraph: …} or {agreed_by: …, on: …}"),
    _rule("a source that is neither", "a source is a document and paragraph, or agreed_by and on",
          source="{section: 3}"),
    _rule("a local source without its day", "“source” needs “on”", source="{agreed_by: the board}"),
    _rule("a document without paragraph", "“source” needs “paragraph”", source="{document: DfE 2014}"),
    _rule("an unknown role", "there is no role “social worker”", "did you mean `social_worker`?",
          owner="social worker"),
    _rule("an unknown role to be told", "there is no role “onwer”", "did you mean `owner`?",
          tell="{overdue: [onwer]}"),
    _rule("an unknown stage", "“mising” is no stage", "did you mean `missing`?", stage="mising"),
    _rule("an unknown entry of a rule", "rule the-duty has no “statutary”", "did you mean `statutory`?",
          statutary="yes"),
    _rule("neither yes nor no", "“perhaps” must be yes or no", statutory="perhaps"),
    _rule("a list for yes or no", "“statutory” must be yes or no", statutory="[yes]"),
    _rule("an early act of no shape", "“early” is yes, no or {since: an event or state}",
          early="{from: episode.reported}"),
    _rule("an unknown unit of time", "“fortnights” is not a unit of time", within="2 fortnights"),
    _rule("no length of time", "“soonish” is not a length of time", within="soonish"),
    _rule("a limit of no length", "must be between 1 and", within="0 hours"),
    _rule("a limit of a thousand years", "must be between 1 and 100 years", within="1000 years"),
    _rule("a limit that is a slip", "“imediately” is not a limit", "did you mean `immediately`?",
          within="imediately"),
    _rule("no time of day", "“25:00” is not a time of day", within="by next 25:00"),
    _rule("a limit that is a list", "a length of time is needed here", within="[72 hours]"),
    _rule("one limit called the earliest", "“earliest” needs a list of two limits or more",
          within="{earliest: [72 hours]}"),
    _rule("counted from something, but how long?", "a limit with “from” needs “limit”",
          within="{from: episode.reported}"),
    _rule("the sources' own word without its parameter", "there is no parameter “immediately”",
          within="immediately"),
    _rule("an unknown parameter", "there is no parameter “tellng”", "did you mean `telling`?",
          within="{parameter: tellng}",
          extra=f"parameters: {{telling: {{value: 1 hour, meaning: A test., {SOURCE}}}}}\n"),
    _rule("a parameter that is no length", "parameter telling: “soon” is not a length of time",
          within="{parameter: telling}",
          extra=f"parameters: {{telling: {{value: soon, meaning: A test., {SOURCE}}}}}\n"),
    _rule("a parameter named in no way", "a parameter is named like {parameter: name}",
          within="{parameter: [x]}"),
    _rule("an excuse of two kinds", "an excuse has one of: when, person, spell_ends",
          excused_by="[{spell_ends: yes, person: [carer], why: x}]"),
    _rule("an excuse without its reason", "an excuse needs “why”", excused_by="[{person: [carer]}]"),
    _rule("a warning without its length", "“due_soon” needs “before”", tell="{due_soon: {roles: [owner]}}"),
    _rule("a repetition without its length", "“repeats” needs “every”", repeats="{until_spell_ends: yes}"),
    _rule("a repetition every minute", "can't come round more often than every 5 minutes",
          arises="{whereabouts: not_known}", repeats="{every: 1 minute}"),
    _rule("a repetition that would never end", "arises by an event, which has no end, so it would repeat",
          repeats="{every: 1 day}"),
    _rule("an event whose end excuses", "arises by an event, which has no end to excuse it",
          excused_by="[{spell_ends: yes, why: x}]"),
    _rule("told when overdue, without a limit", "has no limit, so nobody is told", within="never",
          tell="{overdue: [owner]}"),
    _rule("nobody can meet it", "nobody can meet the-duty: nobody records what it is met by",
          met_by="{child.age: {at least: 16}}"),
    _rule("it is met by a contradiction", "nobody can meet the-duty",
          met_by="{all: [{whereabouts: known}, {whereabouts: returned}]}"),
    _rule("met although nobody does anything", "is met although nobody does anything",
          met_by="{not: child.looked_after}"),
    _rule("a gate that can never open", "what it must come after can never be",
          met_after="{all: [{police.risk: low}, {police.risk: high}]}"),
    _rule("an excuse that can never come true", "an excuse of the-duty can never come true: x",
          excused_by="[{when: {all: [child.looked_after, {not: child.looked_after}]}, why: x}]"),
    _rule("a child's duty that needs the episode", "can't know episode.reported, a fact of the episode",
          subject="child"),
]  # fmt: skip

CONDITIONS = [
    _arises("an unknown fact", "child.looked_aftr", "there is no fact “child.looked_aftr”",
            "did you mean `child.looked_after`?"),
    _arises("a fact of another family", "looked_after", "there is no fact “looked_after”",
            "did you mean `child.looked_after`?"),
    _arises("a value without saying which", "whereabouts", "whereabouts has values; say which"),
    _arises("a number without comparing it", "child.age", "child.age has values; say which"),
    _arises("an unknown value", "{whereabouts: unknown}", "whereabouts has no value “unknown”",
            "did you mean `known`?"),
    _arises("a value of a state", "{child.looked_after: very}", "child.looked_after is a state and has no values"),
    _arises("a value in no shape", "{whereabouts: [known]}", "the value of whereabouts can't be read"),
    _arises("an age in no shape", "{child.age: {over: 16}}", "child.age is a number to compare"),
    _arises("an age that is no number", "{child.age: {under: sixteen}}", "“sixteen” is not a whole number"),
    _arises("an age that nobody reaches", "{child.age: {at least: 1600}}", "nobody reaches an age over 150"),
    _arises("an unknown form", "{al: [child.looked_after]}", "there is no form of condition “al”",
            "did you mean `all`?"),
    _arises("two facts in one mapping", "{child.looked_after: yes, child.in_need: yes}",
            "a condition has one fact, or one of the forms", "join conditions with {all: […]}"),
    _arises("a list without all or any", "[child.looked_after]", "a list must say whether all or any of it"),
    _arises("an empty condition", "{}", "there is no condition here"),
    _arises("all of nothing", "{all: []}", "“all” needs at least one condition"),
    _arises("all of one word", "{all: child.looked_after}", "“all” needs a list of conditions"),
    _arises("a form with a stray word", "{all: [child.looked_after], within: 3 days}",
            "a condition with “all” has no “within”"),
    _arises("an event that is denied", "{all: [child.looked_after, {not: episode.reported}]}",
            "an event can't be denied, only a state", "write {not: {since: …}}"),
    _arises("two events at once", "{all: [episode.reported, checks.failed]}",
            "two events never happen at one instant"),
    _arises("an event that lasts", "{lasting: 72 hours, of: episode.reported}", "an event does not last"),
    _arises("lasting what?", "{lasting: 72 hours}", "“lasting” needs “of”: what lasts"),
    _arises("back to what?", "{back_to: episode.last_seen}", "“back_to” needs “of”"),
    _arises("how many?", "{count: episode.reported}", "“count” needs “at least”"),
    _arises("none of them", "{count: episode.reported, at least: 0}", "this number must be at least 1"),
    _arises("a count of words", "{count: episode.reported, at least: three}", "“three” is not a whole number"),
    _arises("a count that is a list", "{count: episode.reported, at least: [3]}", "a whole number is needed here"),
    _arises("out of hours by itself", "out_of_hours", "out_of_hours may only qualify an event"),
    _arises("out of hours with a state", "{all: [child.looked_after, out_of_hours]}",
            "out_of_hours may only qualify an event"),
    _arises("out of hours as an alternative", "{any: [episode.reported, out_of_hours]}",
            "out_of_hours may only qualify an event"),
    _arises("since out of hours", "{since: out_of_hours}", "out_of_hours may only qualify an event"),
    _arises("an unknown reading in a condition", "{reading: strategy_clock, a: child.in_need}",
            "there is no such reading", "did you mean `strategy_clock_starts`?"),
    _arises("a reading with an answer left out",
            "{reading: strategy_clock_starts, report: {since: episode.reported}}",
            "the reading strategy_clock_starts needs a condition for “last_seen”"),
    _arises("a fact with two values at once", "{all: [{police.risk: high}, {police.risk: medium}]}",
            "can never arise: its condition contradicts itself"),
    _arises("a state both true and false", "{all: [child.in_need, {not: child.in_need}]}",
            "can never arise: its condition contradicts itself"),
    _arises("an age both under and over", "{all: [{child.age: {under: 13}}, {child.age: {at least: 16}}, episode.reported]}",
            "can never arise: its condition contradicts itself"),
    _arises("it holds of nothing", "{not: child.looked_after}",
            "nothing begins the-duty: its condition holds although nothing is recorded"),
]  # fmt: skip

CHANGES = [
    Refused("a reading of statutory clocks changed without approval",
            (UPPER, rulebook(name="local", extra="extends: [the-rulebook]\nreadings: {hours: clock}\n")),
            "this reading needs “reason”, “approved_by” and “on”: statutory rules are read by it"),
    _local("a change of an unknown rule", _change("the-dutty", "set: {within: 1 hour}"),
           "has no rule “the-dutty” to change", "did you mean `the-duty`?"),
    _local("a change of an unknown parameter",
           f"  - {{parameter: immediatly, value: 1 hour, reason: x, {SOURCE}}}\n",
           "has no parameter “immediatly” to change", "did you mean `immediately`?"),
    _local("a change of nothing", f"  - {{reason: x, {SOURCE}}}\n", "a change names one rule or one parameter"),
    _local("a change without a reason", f"  - {{rule: the-duty, off: yes, {SOURCE}}}\n", "a change needs “reason”"),
    _local("a change that changes nothing", f"  - {{rule: the-duty, reason: x, {SOURCE}}}\n",
           "a change of a rule has either “set” or “off”"),
    _local("a change of what a rule is", _change("the-duty", "set: {id: another}"), "a change can't set “id” of a rule"),
    _local("a change to something unreadable", _change("the-duty", "set: {within: soon}"), "“soon” is not a length"),
    _local("a statutory limit changed without approval", _change("statutory-duty", "set: {within: 2 hours}"),
           "this change needs “approved_by” and “on”: the rule statutory-duty is statutory"),
    _local("a statutory rule switched off without a date",
           _change("statutory-duty", "off: yes", ", approved_by: the director (invented)"),
           "this change needs “on”: the rule statutory-duty is statutory"),
    _local("a parameter of a statutory rule changed without approval",
           f"  - {{parameter: immediately, value: 2 hours, reason: x, {SOURCE}}}\n",
           "this change needs “approved_by” and “on”: the statutory rule statutory-duty uses it"),
    Refused("a rule silently redefined",
            (UPPER, rulebook(rule(), name="local", extra="extends: [the-rulebook]\n")),
            "the rule the-duty is already one of the-rulebook", "change it, or choose another id"),
    Refused("a parameter silently redefined",
            (UPPER, rulebook(name="local", extra="extends: [the-rulebook]\nparameters: {immediately: "
                             f"{{value: 2 hours, meaning: A test., {SOURCE}}}}}\n")),
            "the parameter immediately is already set by a wider layer", "use “changes”"),
    Refused("a change of a rule that is no longer there",
            (UPPER.replace("2000-01-01}", "2000-01-01, until: 2010-01-01}"),
             rulebook(name="local", starts="2015-08-01", extra="extends: [the-rulebook]\nchanges:\n"
                      + _change("the-duty", "set: {within: 1 hour}"))),
            "the rule the-duty is not in force when this change is"),
]  # fmt: skip

STORY = """
story: the-story
title: A story for a test
rulebook: dfe-2014
child:
  born: 2001-03-04
  facts:
    - {fact: child.looked_after, from: 2014-01-10 00:00}
events:
  - {at: 2015-09-04 19:00, fact: episode.reported}
"""


def _story(wrong, says, suggests="", *, old="{at: 2015-09-04 19:00, fact: episode.reported}", new):
    return Refused(wrong, (STORY.replace(old, new),), says, suggests)


def _event(wrong, event, says, suggests=""):
    return _story(wrong, says, suggests, new=f"{{{event}}}")


def _expect(wrong, entries, says, suggests=""):
    return Refused(wrong, (f"{STORY}expect:\n  - {{{entries}}}\n",), says, suggests)


AT = "at: 2015-09-04 19:00"
STORIES = [
    _story("no title", "a story needs “title”", old="title: A story for a test\n", new=""),
    _story("no events at all", "a story needs events", old=STORY[STORY.index("child:"):], new=""),
    _story("an unknown entry", "a story has no “evnets”", "did you mean `events`?", old="events:", new="evnets:"),
    _story("an unknown rulebook", "there is no rulebook “dfe-2041”", "did you mean `dfe-2014`?",
           old="dfe-2014", new="dfe-2041"),
    _story("a birthday that is none", "“2001-02-30” is not a day of the calendar", old="2001-03-04", new="2001-02-30"),
    _event("an event without a time", "fact: episode.reported", "an event needs “at”"),
    _event("an event without a fact", AT, "an event needs “fact”"),
    _event("an unknown fact", f"{AT}, fact: episode.reportd", "there is no fact “episode.reportd”",
           "did you mean `episode.reported`?"),
    _event("a fact that is worked out", f"{AT}, fact: child.in_care", "is worked out from other facts"),
    _event("a time that is none", "at: 2015-09-04, fact: episode.reported", "is not a date and time"),
    _event("a time that the clocks skip", "at: 2015-03-29 01:30, fact: episode.reported", "does not exist"),
    _event("a time that happens twice", "at: 2015-10-25 01:30, fact: episode.reported", "happened twice"),
    _event("a year that can only be a slip", "at: 0215-09-04 19:00, fact: episode.reported", "is not between 1900 and 2199"),
    _event("an end before the beginning", f"{AT}, until: 2015-09-04 18:00, fact: child.in_need", "“until” is not after “at”"),
    _event("a value without saying which", f"{AT}, fact: whereabouts", "whereabouts has no value “”"),
    _event("an unknown value", f"{AT}, fact: whereabouts, value: retuned", "whereabouts has no value “retuned”",
           "did you mean `returned`?"),
    _event("a number that is none", f"{AT}, fact: child.earlier_missing_episodes, value: many", "“many” is not a whole number"),
    _event("neither yes nor no", f"{AT}, fact: child.in_need, value: maybe", "“maybe” must be yes or no"),
    _event("an excuse by nobody known", f"{AT}, fact: duty.excused, duty: tell-parents, by: somebody, reason: x",
           "“somebody” is no by"),
    _event("an excuse of an unknown duty", f"{AT}, fact: duty.excused, duty: tell-parent, by: carer, reason: x",
           "dfe-2014 has no rule “tell-parent”", "did you mean `tell-parents`?"),
    _event("an excuse without its time", "fact: duty.excused, duty: tell-parents, by: carer, reason: x", "an event needs “at”"),
    _expect("an expected duty that is not in the rulebook", "duty: tell-nobody, owner: carer, arises: 2015-09-04 19:00",
            "dfe-2014 has no rule “tell-nobody”"),
    _expect("an expected duty without its time", "duty: tell-parents, owner: carer", "an expected duty needs “arises”"),
    _expect("an expected duty that does not arise", "duty: tell-parents, owner: carer, arises: 2015-09-04 19:00, due: never",
            "tell-parents does not arise at 2015-09-04 19:00"),
    Refused("told together with a story that there is not",
            (f"{STORY}together_with: [fl-08-together-first]\n",),
            "there is no story “fl-08-together-first” to tell together with", "did you mean `fl-08-together-first-back`?"),
    Refused("a check of an unknown duty", (f"{STORY}checks:\n  - {{{AT}, owed: [tell-nobody]}}\n",),
            "dfe-2014 has no rule “tell-nobody”"),
    Refused("a check that does not hold", (f"{STORY}checks:\n  - {{{AT}, owed: [tell-parents]}}\n",),
            "tell-parents is not open at 2015-09-04 19:00"),
    Refused("neither rulebook nor story nor facts", ("storey: x\n",), "this is neither a rulebook, a story nor a file of facts",
            "did you mean `story`?"),
    Refused("nothing that says what it is", ("x: y\n",), "this is neither a rulebook, a story nor a file of facts",
            "it needs “rulebook:”, “story:” or “facts:”"),
]  # fmt: skip

FACT = """
facts:
  - name: child.new_fact
    kind: state
    subject: child
    words: the child is new
    meaning: A fact for a test.
    source: "SYS: a test"
    recorded_on: profile
"""


def _fact(wrong, old, new, says, suggests=""):
    return Refused(wrong, (FACT.replace(old, new),), says, suggests)


VOCABULARIES = [
    _fact("an unknown kind of fact", "kind: state", "kind: sate", "“sate” is no kind", "did you mean `state`?"),
    _fact("a name that can't be one", "name: child.new_fact", "name: New fact", "“New fact” can't be the name of a fact", "small letters"),
    _fact("an unknown subject", "subject: child", "subject: chlid", "“chlid” is no subject"),
    _fact("a fact without its meaning", "    meaning: A fact for a test.\n", "", "a fact needs “meaning”"),
    _fact("a value without values", "kind: state", "kind: value", "child.new_fact is a value and needs “values”"),
    _fact("a fact recorded nowhere known", "recorded_on: profile", "recorded_on: paper", "“paper” is no recorded_on"),
    _fact("derived from nothing", "recorded_on: profile", "recorded_on: derived", "child.new_fact is derived and needs “is”"),
    _fact("derived and recorded", "recorded_on: profile", "recorded_on: profile\n    is: {not: child.new_fact}",
          "child.new_fact is derived from itself"),
    _fact("derived as another kind", "recorded_on: profile", "recorded_on: derived\n    is: {starts: child.other}"
          + FACT.replace("\nfacts:\n", "\n").replace("new_fact", "other"), "child.new_fact is derived as event, not state"),
    _fact("derived, with values", "recorded_on: profile", "recorded_on: derived\n    values: {a: b}\n    is: {since: child.other}"
          + FACT.replace("\nfacts:\n", "\n").replace("new_fact", "other").replace("kind: state", "kind: event"),
          "child.new_fact is derived and can't have values"),
    Refused("two facts of one name", (FACT + FACT.replace("\nfacts:\n", ""),), "two facts are called child.new_fact"),
    _fact("derived, but recorded too", "recorded_on: profile", "recorded_on: profile\n    is: {lasting: 1 day, of: child.other}"
          + FACT.replace("\nfacts:\n", "\n").replace("new_fact", "other"), "it is recorded_on: derived"),
]  # fmt: skip
