"""What the issues of the protocol and of the return name is proved by a marked test, or is left
with its reason."""

from pathlib import Path

import pytest

import tests
from docs.generate import requirements
from tests.spec.protocol_requirements import left, sections


def numbered(prefix, first, last, width=3):
    return {f"{prefix}-{number:0{width}}" for number in range(first, last + 1)}


NAMED = {
    "3.3": numbered("RF", 34, 37),
    "3.4": numbered("RF", 60, 79),
    "3.5": {"RF-090", "RF-091", "RF-106", "RF-107"},
    "4.5": numbered("QS", 70, 83),
    "11.4": numbered("AP", 50, 57),
    "14": numbered("CF", 1, 65, width=2),
    "15.1": numbered("PS", 1, 18),
    **{section.number: set(section.ids) for section in sections()},
}
"""The ids of requirements.md in each section that these issues name."""


@pytest.fixture(scope="module")
def answered():
    """Every id that a test is marked with, or that is left."""
    folder = Path(next(iter(tests.__path__)))
    return requirements.tests_by_requirement(folder).keys() | {one.id for one in left()}


@pytest.mark.parametrize("section", NAMED)
def test_each_id_of_a_section_is_proved_or_left(answered, section):
    assert sorted(NAMED[section] - answered) == []
