"""Every fault of a rulebook is found when it is loaded, with its place and what was probably
meant."""

import pytest

from tests.protocol.rulings import faults, rule, rulebook, write
from tests.spec import refused, refused_decisions


@pytest.mark.requirement("DA-062")
@pytest.mark.parametrize(
    "case",
    [
        *refused.FILES,
        *refused.RULEBOOKS,
        *refused.RULES,
        *refused.CONDITIONS,
        *refused.CHANGES,
        *refused_decisions.DECISIONS,
        *refused_decisions.LOGIC,
    ],
    ids=lambda case: case.wrong,
)
def test_what_is_wrong_is_said_with_its_file_and_line(case, tmp_path):
    found = faults(tmp_path, *case.texts)

    meant = [fault for fault in found if case.says in fault.message]
    assert meant, "\n".join(str(fault) for fault in found)
    assert case.suggests in meant[0].suggestion
    assert meant[0].file.exists()
    assert within_its_file(meant[0])


def within_its_file(fault):
    """Whether the place of a fault is one of the text."""
    lines = fault.file.read_text(encoding="utf-8", errors="replace").splitlines() or [""]
    last = lines[fault.line - 1] if fault.line <= len(lines) else ""
    return 1 <= fault.line <= len(lines) + 1 and 1 <= fault.column <= len(last) + 1


def standing_at(fault):
    """What stands where a fault is said to be."""
    line = fault.file.read_text(encoding="utf-8").splitlines()[fault.line - 1]
    return line[fault.column - 1 :]


NEVER = "{all: [child.in_need, {not: child.in_need}]}"


@pytest.mark.parametrize(
    ("entries", "at"),
    [
        ({"arises": NEVER}, NEVER),
        ({"met_by": NEVER}, NEVER),
        ({"met_after": NEVER}, NEVER),
        ({"excused_by": f"[{{why: x, when: {NEVER}}}]"}, NEVER),
        ({"excused_by": "[{spell_ends: yes, why: x}]"}, "yes"),
        ({"instead": f"[{{why: x, when: {NEVER}}}]"}, NEVER),
        ({"repeats": f"{{every: 1 day, until: {NEVER}}}"}, NEVER),
        ({"repeats": "{every: 1 day}"}, "{every"),
        ({"owner": f"{{cases: [{{role: police, when: {NEVER}}}], otherwise: mash}}"}, NEVER),
        ({"within": "never", "tell": "{overdue: [owner]}"}, "{overdue"),
        ({"subject": "child", "arises": "child.in_need"}, "return_interview.held"),
        ({"subject": "child", "arises": "child.in_need", "met_by": "{since: child.in_need}",
          "within": "{limit: 1 day, from: episode.reported}"}, "{limit"),
    ],
    ids=str,
)  # fmt: skip
def test_a_fault_of_meaning_stands_at_the_entry_that_is_wrong(entries, at, tmp_path):
    (fault, *_) = faults(tmp_path, rulebook(rule(**entries)))

    assert standing_at(fault).startswith(at)


def test_a_change_that_makes_nonsense_is_named_where_it_stands(tmp_path):
    upper = rulebook(rule())
    change = f"set: {{arises: {NEVER}}}, reason: x, source: {{agreed_by: nobody, on: 2015-08-01}}"
    head = rulebook(name="local", starts="2015-08-01").replace("rules: []\n", "")
    lower = f"{head}extends: [the-rulebook]\nchanges: [{{rule: the-duty, {change}}}]\n"

    (fault,) = faults(tmp_path, upper, lower)

    assert fault.file.name == "book-1.yaml"
    assert standing_at(fault).startswith(NEVER)


def test_every_fault_is_named_at_once(tmp_path):
    text = rulebook(
        rule("one", owner="nobody", within="soonish"), rule("two", arises="child.looked_aftr")
    )

    found = faults(tmp_path, text)

    assert [(fault.line, fault.message.split(" ")[0]) for fault in found] == [
        (12, "there"),
        (15, "“soonish”"),
        (23, "there"),
    ]


def test_a_fault_is_printed_as_file_line_column_message_and_suggestion(tmp_path):
    (path,) = write(tmp_path, rulebook(rule(arises="child.looked_aftr")))

    (fault,) = faults(tmp_path, path.read_text(encoding="utf-8"))

    assert str(fault) == (
        f"{path}:14:13: there is no fact “child.looked_aftr” (did you mean `child.looked_after`?)"
    )
