"""The protocol in pages: its rulebooks in words, facts, readings, published flows and refusals."""

from collections.abc import Iterable, Sequence

from docs.generate import language, proof
from docs.generate.tables import table
from lantern.core.instants import in_london
from lantern.protocol.deciding import Deciding
from lantern.protocol.definitions import FactDefinition, Vocabulary
from lantern.protocol.departures import departures
from lantern.protocol.lexicon import SUBJECTS, vocabulary
from lantern.protocol.load import library
from lantern.protocol.plain_words import PlainWords, RuleInWords
from lantern.protocol.readings import READINGS
from lantern.protocol.rulebook import LAYERS
from lantern.protocol.schema.json_schema import KINDS, as_text
from lantern.protocol.stories import Story, shipped
from lantern.protocol.story import Event, Excusing, Expected
from lantern.protocol.wording import Wording, role_in_words
from tests.spec import refused, refused_decisions

FOLDER = "protocol"


def pages() -> dict[str, str]:
    """Each page's path below docs/reference, and its text."""
    flows = flow_pages()
    found = {
        "index.md": index_page(flows),
        "readings.md": readings_page(),
        "facts.md": facts_page(),
        "refusals.md": refusals_page(),
        "proved.md": proof.page(),
        "language.md": language.page(),
        **{f"{kind}.schema.json": as_text(kind) for kind in KINDS},
        **{f"{name}.md": rulebook_page(name) for name in library().ids},
        **flows,
    }
    return {f"{FOLDER}/{name}": text for name, text in found.items()}


def index_page(flows: Iterable[str]) -> str:
    """Every rulebook and every flow that comes with the product, each a page."""
    books = [library().versions[name][-1] for name in library().ids]
    rows = [
        (
            f"[{book.id}]({book.id}.md)",
            book.title,
            book.layer,
            ", ".join(book.extends),
            f"{len(book.rules)} of duties, {len(book.decisions)} of decisions",
        )
        for book in sorted(books, key=lambda book: (LAYERS.index(book.layer), book.id))
    ]
    told = "".join(f"- [{name.removesuffix('.md').upper()}]({name})\n" for name in flows)
    return (
        "# The protocol, page by page\n\n## Rulebooks, the widest layer first\n\n"
        + table(["rulebook", "title", "layer", "extends", "rules of its own"], rows)
        + f"\n## Stories, flow by flow\n\n{told}\n## The language\n\n{LANGUAGE}"
    )


LANGUAGE = """- [Every key](language.md), form and word, with its meaning
- Schemas for editors, of a [rulebook](rulebook.schema.json), a [story](story.schema.json) and of
  [facts](facts.schema.json)
- [Facts](facts.md): all that a rulebook may speak of
- [Readings](readings.md): how the sources' silences are read
- [What is refused](refusals.md), and what is said of it
- [Requirements](proved.md), the rules that answer them and the stories that prove those
"""


def readings_page() -> str:
    """Every question that the sources leave open, its answers, and the one taken by default."""
    rows = [
        (
            f"`{reading.name}`",
            reading.question,
            "; ".join(
                f"{'**' if option == reading.default else ''}`{option}`: {words}"
                f"{' (default)**' if option == reading.default else ''}"
                for option, words in reading.options.items()
            ),
        )
        for reading in READINGS.values()
    ]
    return (
        "# Readings where the sources are silent\n\nA rulebook changes one under `readings:`; "
        "nothing in the code does.\n\n" + table(["reading", "question", "answers"], rows)
    )


def facts_page() -> str:
    """Every fact that a rulebook may speak of, by subject."""
    sections = []
    for subject in SUBJECTS:
        facts = [one for one in vocabulary().values() if one.subject == subject]
        if not facts:
            continue
        sections.append(f"## About the {subject}\n\n" + table(FACT_HEADS, map(_fact_row, facts)))
    sections.extend(filter(None, map(_declared, library().ids)))
    return (
        "# Facts\n\nThe one typed vocabulary: all that a rulebook may speak of and a story may "
        "tell. From `lantern/protocol/facts.yaml`.\n\n" + "\n".join(sections)
    )


def _declared(rulebook: str) -> str:
    """The facts that a rulebook declares for itself, as a page asks for them."""
    known = library().vocabulary(rulebook)
    facts = [one for one in known.values() if one.rulebook == rulebook]
    rows = [(*_fact_row(one, known)[:-1], one.asks, one.source) for one in facts]
    if not rows:
        return ""
    heads = [*FACT_HEADS[:-1], "asked as", FACT_HEADS[-1]]
    return f"## Declared by `{rulebook}`\n\n" + table(heads, rows)


FACT_HEADS = ["fact", "kind", "in words", "meaning", "recorded on", "source"]


def _fact_row(fact: FactDefinition, known: Vocabulary | None = None) -> Sequence[str]:
    kind = str(fact.kind)
    if fact.values:
        kind += ": " + ", ".join(f"`{value}` {words}" for value, words in fact.values.items())
    recorded = ", ".join(fact.recorded_on)
    if fact.derived is not None:
        recorded = f"derived: {Wording(known or vocabulary()).of(fact.derived)}"
    return f"`{fact.name}`", kind, fact.words, fact.meaning, recorded, fact.source


def refusals_page() -> str:
    """What is wrong with a file, and what is said of it: each row is a test."""
    groups = (
        ("Any file", refused.FILES),
        ("A rulebook", refused.RULEBOOKS),
        ("A rule", refused.RULES),
        ("A condition", refused.CONDITIONS),
        ("A rule of a decision", refused_decisions.DECISIONS),
        ("The logic of rules", refused_decisions.LOGIC),
        ("A change of a wider layer", refused.CHANGES),
        ("A story", refused.STORIES),
        ("A vocabulary of facts", refused.VOCABULARIES),
    )
    sections = [
        f"## {title}\n\n"
        + table(
            ["what is wrong", "what `lantern protocol check` says", "what it suggests"],
            [(case.wrong, case.says, case.suggests) for case in cases],
        )
        for title, cases in groups
    ]
    return (
        "# What rulebooks, stories and facts are refused for\n\nEvery fault is named at once, as "
        "`file:line:column: message (suggestion)`, and the exit code is 1.\n\n"
        + "\n".join(sections)
    )


def rulebook_page(name: str) -> str:
    """One rulebook with all that it extends, as a person would read it."""
    words = PlainWords(library().protocol(name))
    parts = [f"# {words.protocol.title}\n"]
    for section in words.sections():
        parts.append(f"## {section.title}\n\n{_listed(section.items)}")
    departing = [
        f"{one.says}, in `{one.place.file.stem}`. {' '.join(one.why)}"
        for one in departures(library(), name)
    ]
    if departing:
        parts.append(f"## Where it departs from statutory guidance\n\n{_listed(departing)}")
    for title, rules in words.stages():
        parts.append(f"## {title}\n")
        parts.extend(_rule(rule) for rule in rules)
    return "\n".join(parts)


def _rule(rule: RuleInWords) -> str:
    statutory = ", statutory" if rule.statutory else ""
    lines = (f"**{label}**: {text}" for label, text in rule.lines)
    return f"### {rule.duty}\n\n`{rule.id}`{statutory}\n\n{_listed(lines)}"


def _listed(items: Iterable[str]) -> str:
    return "".join(f"- {item}\n" for item in items)


def flow_pages() -> dict[str, str]:
    """A page for each published flow, with its stories as they were worked out by hand."""
    flows: dict[str, list[Story]] = {}
    for story in shipped():
        flows.setdefault(story.flow or "other", []).append(story)
    return {f"{flow.lower()}.md": _flow_page(flow, told) for flow, told in sorted(flows.items())}


def _flow_page(flow: str, told: Iterable[Story]) -> str:
    return (
        f"# {flow}: stories and the duties they give rise to\n\nInvented children. Each table of "
        "duties was worked out by hand from the sources; a test plays the story through its "
        "rulebook and compares.\n\n" + "\n".join(_story(story) for story in told)
    )


def _story(story: Story) -> str:
    born = "" if story.born is None else f" Born {story.born}."
    about = f"{story.about}\n\n" if story.about else ""
    return (
        f"## {story.title}\n\n`lantern rehearse {story.name}`; rulebook "
        f"[{story.rulebook}]({story.rulebook}.md).{born}\n\n{about}"
        f"### What happened\n\n{table(EVENT_HEADS, _events(story))}\n{_outcome(story)}"
    )


def _outcome(story: Story) -> str:
    """What is owed, and what may be decided; a story may tell of either alone."""
    parts = []
    if story.expected or not story.decisions:
        rows = map(_expected, story.expected)
        parts.append(f"### What is owed\n\n{table(DUTY_HEADS, rows)}")
    if story.decisions:
        known = library().vocabulary(story.rulebook)
        decided = (_deciding(one, known[one.decides]) for one in story.decisions)
        parts.append(f"### What may be decided\n\n{table(DECISION_HEADS, decided)}")
    return "\n".join(parts)


def _deciding(one: Deciding, fact: FactDefinition) -> Sequence[str]:
    allowed = [
        fact.values[value] + (" (with a reason)" if value in one.warned else "")
        for value in one.allowed
    ]
    chosen = "; ".join(allowed) or "nothing"
    if one.forced:
        chosen += ", which is forced"
    chosen += "".join(f". Ground: {ground}" for ground in one.grounds)
    refused = "<br>".join(
        f"{fact.values[value]}: {', '.join(f'`{name}`' for name in names)}"
        for value, names in one.refused.items()
    )
    who = role_in_words(one.by) if one.by else "anybody"
    return in_london(one.at), fact.words, who, chosen, refused, one.working


EVENT_HEADS = ["when", "what", "recorded", "by, note"]
DECISION_HEADS = ["when", "what", "by", "may be", "may not be, by which rule", "working"]
DUTY_HEADS = ["duty", "owed by", "arises", "due", "met or excused", "working"]


def _events(story: Story) -> list[Sequence[str]]:
    known = library().vocabulary(story.rulebook)
    told = (*story.circumstances, *story.events)
    rows = [(one.record.at, _event_row(one, known)) for one in told]
    rows += [(one.at, _excuse_row(one)) for one in story.excuses]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _event_row(event: Event, known: Vocabulary) -> Sequence[str]:
    record = event.record
    definition = known[record.fact]
    words = definition.says(record.value)
    if record.value is False:
        words = f"no longer: {words}"
    elif not definition.values and record.value is not True:
        words = f"{words}: {record.value}"
    when = in_london(record.at)
    if record.until is not None:
        when += f" to {in_london(record.until)}"
    late = "" if record.recorded_at == record.at else in_london(record.recorded_at)
    who = role_in_words(record.by) if record.by else ""
    return when, words, late, ", ".join(part for part in (who, event.note) if part)


def _excuse_row(excuse: Excusing) -> Sequence[str]:
    late = "" if excuse.recorded_at == excuse.at else in_london(excuse.recorded_at)
    what = f"`{excuse.duty}` is excused: {excuse.reason}"
    return in_london(excuse.at), what, late, role_in_words(excuse.by)


def _expected(duty: Expected) -> Sequence[str]:
    due = "no limit" if duty.due_at is None else in_london(duty.due_at)
    end = ""
    if duty.met_at is not None:
        end = f"met {in_london(duty.met_at)}"
    elif duty.excused_at is not None:
        end = f"excused {in_london(duty.excused_at)}"
    arises = in_london(duty.arises_at)
    return f"`{duty.duty}`", role_in_words(duty.owner), arises, due, end, duty.working
