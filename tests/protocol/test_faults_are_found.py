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
    assert meant[0].line >= 1


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
