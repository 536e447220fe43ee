"""Which facts of an absence an interview means, by how it ended and what was answered. Pure."""

from collections.abc import Iterable
from typing import Final

from lantern.vocabulary.interviewing import Ending

HELD: Final = "return_interview.held"
DECLINED: Final = "return_interview.declined"
CONTACT: Final = "return_interview.contact_made"
OF_ENDING: Final = {
    Ending.WHOLE: HELD,
    Ending.PARTS: HELD,
    Ending.LEFT: CONTACT,
    Ending.REFUSED: DECLINED,
}


def facts_of(ending: Ending, answers_state: Iterable[str]) -> frozenset[str]:
    """How it ended, that the child was reached, and what the answers state."""
    return frozenset({OF_ENDING[ending], CONTACT, *answers_state})
