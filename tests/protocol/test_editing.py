"""A rulebook is changed by single edits: each keeps every other character of the text, says what it
changes, and can be taken back."""

from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.core.calendar import midnight_of
from lantern.core.errors import Invalid
from lantern.protocol.documents import read_text
from lantern.protocol.editing import changing
from lantern.protocol.editing.adding import Added, Sort, slug, with_added
from lantern.protocol.editing.blocks import blocks, differences, taken_back, without
from lantern.protocol.editing.changing import Grounds, Told
from lantern.protocol.editing.saying import Draft, part_called, text_edited
from lantern.protocol.editing.sheet import Sheet, Unreadable
from lantern.protocol.editing.written import after_key, block, flow, value_of
from lantern.protocol.faults import Faults
from lantern.protocol.load import SHIPPED, with_texts

NAME = "calderbrook-2026"
STARTS = date(2027, 1, 4)
BASE = (SHIPPED / f"{NAME}.yaml").read_text().replace("from: 2026-01-01", f"from: {STARTS}")
GROUNDS = Grounds(
    reason="Children told us: “two days is too long” # really",
    agreed_by="The board, Calderbrook",
    on=date(2026, 12, 1),
)
WIDER, OWN = "return-interview-held", "fostering-service-told"


@cache
def shelf_of(text):
    return with_texts({"the draft": text})


def draft(text=BASE):
    return Draft(text, NAME, shelf_of, midnight_of(STARTS))


def limited(text, rule=WIDER, limit="24 hours"):
    return changing.with_entry(text, rule, "within", limit, GROUNDS)


def form(**given):
    return Added(
        **{
            "sort": Sort.FORM,
            "called": "hub notice",
            "duty": "Send the hub notice",
            "done": "the hub notice was sent",
            "meaning": "The hub hears of every absence.",
            "owner": "social_worker",
            "stage": "missing",
            "subject": "episode",
            "begins": "episode.reported",
            "within": "2 hours",
            "grounds": GROUNDS,
            "told": Told(arises=("owner",), overdue=("owner", "team_manager")),
            **given,
        }
    )


def added(text, one=None):
    names = {name for _, name in blocks(Sheet.of(text))}
    return with_added(text, one or form(), facts=names, rules=names)[0]


def changed_lines(before, after):
    """The lines of the one text that are not in the other, each way."""
    old, new = before.splitlines(), after.splitlines()
    return [one for one in old if one not in new], [one for one in new if one not in old]


def test_a_limit_of_the_rulebooks_own_rule_changes_where_it_stands():
    lost, new = changed_lines(BASE, limited(BASE, OWN, "1 hour"))

    assert lost == ["    within: {parameter: telling}"]
    assert new == [
        "    within: 1 hour",
        '    source: {agreed_by: "The board, Calderbrook", on: 2026-12-01}',
    ]


def test_a_limit_of_a_wider_layer_becomes_a_change_with_reason_approver_and_day():
    text = limited(BASE, "tell-iro", "1 hour")

    assert text.startswith(BASE[: BASE.index("\nrules:")].rstrip())
    lost, new = changed_lines(BASE, text)
    assert lost == []
    assert new == [
        "  - rule: tell-iro",
        "    set: {within: 1 hour}",
        '    reason: "Children told us: “two days is too long” # really"',
        "    approved_by: The board, Calderbrook",
        "    on: 2026-12-01",
        '    source: {agreed_by: "The board, Calderbrook", on: 2026-12-01}',
    ]


def test_a_change_that_is_there_already_is_changed_and_not_doubled():
    text = limited(limited(BASE), limit="36 hours")

    assert text.count(f"rule: {WIDER}") == 1
    assert [one.name for one in differences(BASE, text)] == [WIDER]


def test_one_entry_of_a_change_of_several_leaves_the_others_with_their_reason():
    several = BASE.replace("set: {within: 48 hours}", "set: {within: 48 hours, early: yes}")

    text = limited(several)

    assert "set: {early: yes}" in text
    assert [one.rule.id for one in draft(text).rules().values() if one.rule.id == WIDER]
    assert str(draft(text).rules()[WIDER].rule.within.length) == "24 hours"
    assert draft(text).rules()[WIDER].rule.early


def test_a_limit_counted_from_an_event_stays_counted_from_it():
    old = read_text("within: {limit: 7 days, from: episode.reported}", SHIPPED, Faults())

    assert changing.limit_of(old.entries["within"], "5 days") == {
        "limit": "5 days",
        "from": "episode.reported",
    }
    assert changing.limit_of(None, "5 days") == "5 days"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (
            lambda one: one.rule_edited(WIDER, limited(one.text)),
            "Carry out the independent return interview: within 24 hours (was within 48 hours)",
        ),
        (
            lambda one: one.rule_edited(
                OWN, changing.with_entry(one.text, OWN, "owner", "social_worker", GROUNDS)
            ),
            "Tell the fostering service that the child is missing: owed by: social worker",
        ),
        (
            lambda one: one.rule_edited(OWN, changing.without_rule(one.text, OWN, GROUNDS)),
            "Switched off: Tell the fostering service that the child is missing",
        ),
        (
            lambda one: one.rule_edited(
                "tell-iro", changing.without_rule(one.text, "tell-iro", GROUNDS)
            ),
            "Switched off: Tell the independent reviewing officer that the child is missing",
        ),
        (
            lambda one: one.rule_on_again(
                "regulation-40-signed-by-assistant-director",
                changing.with_rule_again(one.text, "regulation-40-signed-by-assistant-director"),
            ),
            "Switched on again: ",
        ),
        (
            lambda one: one.parameter_edited(
                "immediately",
                changing.with_parameter(one.text, "immediately", "20 minutes", GROUNDS),
            ),
            "The setting “immediately”: 20 minutes, was 30 minutes",
        ),
        (
            lambda one: one.parameter_edited(
                "hub_tells_provider",
                changing.with_parameter(one.text, "hub_tells_provider", "2 hours", GROUNDS),
            ),
            "The setting “hub tells provider”: 2 hours, was 4 hours",
        ),
        (
            lambda one: one.reading_edited(
                "hours", "clock", changing.with_reading(one.text, "hours", "clock", GROUNDS)
            ),
            "How are hours counted? by the clock on the wall",
        ),
        (
            lambda one: one.rule_edited("hub-notice", added(one.text)),
            "Added: Send the hub notice. Within 2 hours, by the social worker, when the child's",
        ),
    ],
)
def test_an_edit_says_what_it_changes_and_is_taken_back_to_the_letter(edit, words):
    edited = edit(draft())

    assert edited.words.startswith(words)
    text = edited.text
    for one in differences(BASE, text):
        text = taken_back(text, BASE, one.section, one.name)
    assert text == BASE


def test_a_new_meeting_arises_and_is_met_by_what_it_declares():
    meeting = form(
        sort=Sort.MEETING,
        called="weekly review",
        done="the weekly review was held",
        begins={"whereabouts": "not_known"},
        within="7 days",
        every="7 days",
    )

    rule = draft(added(BASE, meeting)).rules()["weekly-review"].rule

    assert str(rule.repeats.every) == "7 days"
    assert rule.repeats.until_spell_ends
    assert rule.met_by.fact == "local_meeting.weekly_review_held"


def test_a_meeting_that_comes_round_until_something_happens_says_until_when():
    meeting = form(every="7 days", until={"whereabouts": "returned"})

    rule = draft(added(BASE, meeting)).rules()["hub-notice"].rule

    assert not rule.repeats.until_spell_ends
    assert rule.repeats.until is not None


def test_two_forms_of_one_name_are_told_apart():
    once = with_added(BASE, form(), facts=set(), rules=set())
    twice = with_added(once[0], form(), facts={"local_form.hub_notice_sent"}, rules={once[1]})

    assert (once[1], twice[1]) == ("hub-notice", "hub-notice-2")
    assert "local_form.hub_notice_sent_2" in twice[0]


def test_taking_a_form_back_takes_the_fact_that_nothing_reads_any_more():
    text = added(BASE)

    less = without(text, "rules", "hub-notice")

    assert changing.without_unread(less, text) == BASE


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda text: limited(text, "tell-iro", "soon"), "is not a length of time"),
        (lambda text: limited(text, "tell-nobody"), "has no rule “tell-nobody” to change"),
        (lambda text: changing.with_entry(text, OWN, "owner", "nobody", GROUNDS), "no role"),
    ],
)
def test_an_edit_that_leaves_a_fault_is_refused_with_the_reason(edit, said):
    one = draft()

    with pytest.raises(Invalid) as refused:
        one.rule_edited(OWN, edit(one.text))

    assert said in " ".join(refused.value.messages.values())


@pytest.mark.parametrize(
    "edit",
    [
        lambda: changing.with_rule_again(BASE, WIDER),
        lambda: changing.without_rule(BASE, "regulation-40-signed-by-assistant-director", GROUNDS),
        lambda: limited(BASE, "regulation-40-signed-by-assistant-director"),
        lambda: draft().rule_edited(WIDER, BASE),
    ],
)
def test_what_is_so_already_is_not_done_again(edit):
    with pytest.raises(Invalid):
        edit()


def test_a_text_that_is_no_mapping_can_be_edited_by_nobody():
    with pytest.raises(Unreadable):
        Sheet.of("rules: [")


def test_a_text_that_somebody_wrote_is_said_by_its_parts():
    names = {WIDER: "Carry out the interview"}

    assert text_edited(BASE, limited(BASE), names) == (
        "The text was edited: “Carry out the interview”"
    )
    assert text_edited(BASE, BASE + "\n# a remark", {}).endswith("remarks only")
    assert text_edited(BASE, "rules: [", {}) == "The text was edited"
    assert text_edited(BASE, BASE.replace("2025-11-18", "2025-11-19"), {}).endswith("7 more")
    assert part_called("changes", "parameter immediately", {}) == "the setting “immediately”"
    assert part_called("", "in_force", {}) == "the entry “in force”"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Hub Notice!", "hub-notice"),
        ("7-day form", "no-7-day-form"),
        ("Ærø ✓", "r"),
        ("…", "local"),
    ],
)
def test_a_name_is_made_from_words(words, name):
    assert slug(words, "-") == name


WORDS = st.text(max_size=150)
VALUES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES, st.integers(0, 4))
@settings(max_examples=40, deadline=None)
def test_what_is_written_reads_back(value, indent):
    text = block({"key": {"inner": value, "again": value}}, indent)
    faults = Faults()

    found = read_text(text, SHIPPED, faults)

    assert not faults.found
    assert value_of(found) == {"key": {"inner": value, "again": value}}
    assert value_of(read_text(f"key: {flow(value)}", SHIPPED, Faults())) == {"key": value}
    assert after_key("key", "x", 0) == " x"


KEYS = st.sampled_from([one.key for one in blocks(Sheet.of(BASE)).values() if one.section])
EDITS = {
    "limit": limited,
    "other limit": lambda text: limited(text, "tell-iro", "3 working days"),
    "own limit": lambda text: limited(text, OWN, "same day"),
    "owner": lambda text: changing.with_entry(text, "tell-police", "owner", "carer", GROUNDS),
    "told": lambda text: changing.with_entry(
        text, OWN, "tell", Told(due_soon=("owner",), before="1 hour").written, GROUNDS
    ),
    "off": lambda text: changing.without_rule(text, "tell-parents", GROUNDS),
    "own off": lambda text: changing.without_rule(text, "provider-told-of-every-return", GROUNDS),
    "setting": lambda text: changing.with_parameter(text, "telling", "1 hour", GROUNDS),
    "own setting": lambda text: changing.with_parameter(
        text, "police_acknowledgement", "5 minutes", GROUNDS
    ),
    "reading": lambda text: changing.with_reading(text, "months", "same_time", GROUNDS),
    "form": added,
    "meeting": lambda text: added(text, form(sort=Sort.MEETING, called="weekly review")),
}
REFUSED = (Invalid, KeyError)


@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=6), st.randoms())
@settings(max_examples=12, deadline=None)
def test_edits_touch_nothing_else_and_are_taken_back_in_any_order(chosen, random):
    text = BASE
    for name in chosen:
        try:
            new = EDITS[name](text)
        except REFUSED:
            continue
        assert len(differences(text, new)) <= 3
        text = new
    while found := differences(BASE, text):
        one = random.choice(found)
        text = taken_back(text, BASE, one.section, one.name)
    assert text == BASE


@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=3, unique=True))
@settings(max_examples=2, deadline=None)
def test_after_any_edits_the_text_is_sound_or_the_edit_says_why_not(chosen):
    sound_after_each(chosen)


@pytest.mark.soak
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=12))
@settings(deadline=None)
def test_after_very_many_edits_the_text_is_sound_or_the_edit_says_why_not(chosen):
    sound_after_each(chosen)


def sound_after_each(chosen):
    """Carry the edits out one after another, as a draft would."""
    text = BASE
    for name in chosen:
        refused = ""
        try:
            new = EDITS[name](text)
            draft(new)
        except Invalid as fault:
            refused = " ".join(fault.messages.values())
        text = text if refused else new
    assert draft(text).rules()


@given(st.lists(KEYS, unique=True, min_size=1), st.randoms())
@settings(max_examples=8, deadline=None)
def test_parts_taken_out_are_put_back_where_they_stood(keys, random):
    text = BASE
    for key in keys:
        text = without(text, *key)
    random.shuffle(keys)
    for key in keys:
        text = taken_back(text, BASE, *key)
    assert text == BASE


FLOW = "{rulebook: x, rules: [{id: a, within: 1 hour}, {id: b}], changes: [{rule: c, off: yes}]}"


@pytest.mark.parametrize("name", ["a", "b"])
def test_a_text_between_brackets_is_edited_between_them(name):
    less = without(FLOW, "rules", name)
    one = limited(FLOW, "a", "2 hours")

    assert name not in [one for _, one in blocks(Sheet.of(less))]
    assert taken_back(less, FLOW, "rules", name) == FLOW
    assert "within: 2 hours" in one
    assert taken_back(without(less, "rules", "b" if name == "a" else "a"), FLOW, "rules", name)
    assert "{id: n}" in Sheet.of(FLOW).with_item("rules", {"id": "n"})
    assert "facts: [{name: n}]" in Sheet.of(FLOW).with_item("facts", {"name": "n"})


def test_remarks_stay_where_they_are():
    text = (
        "rules:\n  - id: a  # first\n    arises:  # why\n      all: [x]\n"
        "    note: >- # so\n      y\n"
    )
    sheet = Sheet.of(text)
    rule = next(sheet.mappings("rules"))

    assert "arises: z  # why\n    note" in sheet.with_value(rule, "arises", "z")
    assert "note: z  # so" in sheet.with_value(rule, "note", "z")
    assert sheet.with_value(rule, "within", "1 day", after="id").startswith(
        "rules:\n  - id: a  # first\n    within: 1 day\n    arises"
    )
    assert "# first" not in sheet.without_key(rule, "id")
    assert "note" not in sheet.without_key(rule, "note")
