"""What is true of every set of facts and every rulebook, found by trying many."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.core.instants import ALWAYS
from lantern.protocol import load
from lantern.protocol.check import check
from lantern.protocol.compiled import Evaluation
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.facts import Excuse, Facts, Record
from lantern.protocol.faults import Faults
from lantern.protocol.lexicon import vocabulary
from lantern.protocol.load import library
from lantern.protocol.story import read_story, shipped_files
from lantern.vocabulary.duty import DutyState

START = datetime(2015, 8, 20, tzinfo=UTC)
END_OF_TIME = datetime(2190, 1, 1, tzinfo=UTC)
PROTOCOL = library().protocol("birmingham-2015")
RECORDED = sorted(
    name
    for name, fact in vocabulary().items()
    if not fact.is_derived and fact.subject in ("child", "episode")
)
MINUTES = st.integers(0, 60 * 24 * 40).map(lambda minutes: START + timedelta(minutes=minutes))


@st.composite
def records(draw):
    """One record of any fact, perhaps recorded late, ended, or a correction of another."""
    fact = draw(st.sampled_from([*RECORDED, *["whereabouts", "police.classification"] * 20]))
    values = sorted(vocabulary()[fact].values)
    at = draw(MINUTES)
    if vocabulary()[fact].kind == "number":
        value = str(draw(st.integers(0, 4)))
    else:
        value = (
            draw(st.sampled_from(values)) if values else draw(st.sampled_from([True, True, False]))
        )
    return Record(
        fact=fact,
        at=at,
        recorded_at=at + timedelta(minutes=draw(st.integers(0, 3000))),
        key=f"row {draw(st.integers(0, 12))}",
        value=value,
        until=draw(
            st.none() | st.integers(1, 20_000).map(lambda span: at + timedelta(minutes=span))
        ),
        withdrawn_at=draw(st.none() | st.none() | st.just(at + timedelta(days=3))),
    )


RECORDS = st.lists(records(), max_size=14)
IN_CARE = [
    Record("child.looked_after", START, START, "in care"),
    Record("child.placement", START, START, "placement", "childrens_home"),
]
FACTS = st.tuples(RECORDS, st.booleans(), st.none() | st.just(date(2001, 3, 4)))


def stated(drawn):
    """The facts that were drawn."""
    some, in_care, born = drawn
    return Facts.of([*some, *(IN_CARE if in_care else [])], born=born)


def owed(facts, until=None):
    return sorted(duties_owed(facts, PROTOCOL, until=until), key=lambda duty: duty.identity)


@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(drawn, shuffler):
    some, in_care, born = drawn
    mixed = list(some)
    shuffler.shuffle(mixed)

    assert owed(stated((mixed, in_care, born))) == owed(stated(drawn))


@given(FACTS)
def test_nothing_is_due_before_it_arose(drawn):
    for duty in owed(stated(drawn)):
        assert duty.due is None or duty.due >= duty.arose
        assert duty.due_soon is None or duty.arose <= duty.due_soon <= duty.due


@given(FACTS, MINUTES)
def test_a_met_duty_is_never_overdue(drawn, later):
    for duty in owed(stated(drawn)):
        if duty.met_at is not None:
            at = max(later, duty.met_at, duty.arose_at)
            assert duty.state(at) in (DutyState.MET, DutyState.MET_LATE)


@given(FACTS)
def test_a_duty_is_met_or_excused_and_not_both(drawn):
    for duty in owed(stated(drawn)):
        assert duty.met is None or duty.excused is None
        assert (duty.met is None) == (duty.met_by is None)
        assert duty.excused is None or duty.excused_why


@given(FACTS)
def test_asking_twice_gives_the_same_answer(drawn):
    facts = stated(drawn)

    assert owed(facts) == owed(facts)


@given(FACTS)
def test_no_two_duties_have_one_identity(drawn):
    identities = [duty.identity for duty in owed(stated(drawn))]

    assert len(identities) == len(set(identities))


@given(FACTS)
def test_what_is_known_at_the_end_of_time_is_everything(drawn):
    some, in_care, born = drawn
    everything = Facts.of([*some, *(IN_CARE if in_care else [])], born=born, known_at=END_OF_TIME)

    assert owed(everything) == owed(stated(drawn))


@given(FACTS, MINUTES)
def test_what_was_known_at_an_instant_does_not_depend_on_what_came_later(drawn, known_at):
    some, in_care, born = drawn
    every = [*some, *(IN_CARE if in_care else [])]
    before = [record for record in every if record.recorded_at <= known_at]

    assert owed(Facts.of(every, born=born, known_at=known_at)) == owed(
        Facts.of(before, born=born, known_at=known_at)
    )


@given(FACTS, MINUTES)
def test_asking_later_takes_nothing_back(drawn, until):
    facts = stated(drawn)
    earlier = owed(facts, until)
    later = {duty.identity: duty for duty in owed(facts, until + timedelta(days=9))}

    assert all(later[duty.identity] == duty for duty in earlier)


@given(FACTS)
def test_the_index_leaves_out_no_rule_that_could_arise(drawn):
    facts = stated(drawn)
    asked = {id(version) for version in PROTOCOL.candidates(facts)}
    evaluation = Evaluation(facts, PROTOCOL.size)

    for version in PROTOCOL.versions:
        if id(version) not in asked and version.rule.subject == "episode":
            begun = [s for s in version.arises.spells(evaluation) if s[0] != ALWAYS]
            assert begun == [], version.rule.id


@given(FACTS, MINUTES)
def test_an_excuse_ends_a_duty_or_changes_nothing(drawn, at):
    some, in_care, born = drawn
    every = [*some, *(IN_CARE if in_care else [])]
    plain = {duty.identity: duty for duty in owed(stated(drawn))}
    excuses = [
        Excuse(*identity, at, at, role, "A reason.")
        for identity, duty in plain.items()
        for one in duty.rule.excused_by
        for role in one.roles
    ]

    for duty in owed(Facts.of(every, born=born, excuses=excuses)):
        before = plain[duty.identity]
        assert (duty.arose, duty.due) == (before.arose, before.due)
        if before.met is not None and before.met_at <= at:
            assert duty.met == before.met


PIECES = st.sampled_from(
    [
        "",
        "\n:",
        "{}",
        "[]",
        ",",
        "-",
        "#",
        "'",
        '"',
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "",
        "all",
        "any",
        "not",
        "since",
        "until",
        "lasting",
        "count",
        "within",
        "at",
        "least",
        "of\n",
        "",
        "",
        "",
        "72",
        "hours",
        "5",
        "working",
        "days",
        "never",
        "{parameter:",
        "x}",
        "episode.reported",
        "child.looked_after",
        "whereabouts\n",
        "",
        "",
        "",
        "not_known",
        "rulebook:",
        "story:",
        "facts:",
        "rules:",
        "-",
        "id:",
        "duty:",
        "owner:",
        "arises:",
        "met_by:",
        "source:",
        "changes:\n",
        "",
        "",
        "",
        "in_force:",
        "from:",
        "2015-01-01",
        "extends:",
        "\t",
        "\x07",
        "é",
        "😀",
        "null",
        "yes",
        "no",
        "0",
        "1e9",
        "---",
        "...",
        "?",
        "~",
        "<<",
    ]
)
JUNK = st.text(max_size=200) | st.lists(PIECES, max_size=60).map("".join)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=JUNK)
def test_no_junk_makes_the_check_fall_over(tmp_path, junk):
    path = tmp_path / "junk.yaml"
    path.write_text(junk, encoding="utf-8", errors="surrogatepass")

    check([path])
    read_story(path, Faults())
    load.load([path])


SOUND = [path.read_text(encoding="utf-8") for path in (*load.shipped_files(), *shipped_files())]


@st.composite
def damaged(draw):
    """A shipped file with a few lines lost, doubled, moved or broken."""
    lines = draw(st.sampled_from(SOUND)).splitlines()
    for _ in range(draw(st.integers(1, 4))):
        where = draw(st.integers(0, len(lines) - 1))
        line = lines[where]
        lines[where : where + 1] = draw(
            st.sampled_from(
                [
                    [],
                    [line, line],
                    [line[: len(line) // 2]],
                    [f" {line}"],
                    [line.replace(": ", ":")],
                    [line.replace("[", "").replace("{", "[")],
                    [line, draw(JUNK).replace("\n", " ")],
                ]
            )
        )
        if not lines:
            return ""
    return "\n".join(lines)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=damaged())
def test_a_damaged_rulebook_or_story_gives_faults_or_is_sound_and_never_falls_over(tmp_path, text):
    path = tmp_path / "damaged.yaml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")

    report = check([path])

    assert all(fault.file.exists() and fault.line >= 1 and fault.message for fault in report.faults)
