"""The sixteen questions of the risk assessment (SCP section 8, L1136-L1152), in our words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lantern.vocabulary.returning import Answer


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question, with the number of the requirement it comes from and its line in the source."""

    id: str
    ask: str
    hint: str = ""
    requirement: str
    source: str


def _question(number: int, name: str, ask: str, hint: str = "") -> Question:
    return Question(
        id=name,
        ask=ask,
        hint=hint,
        requirement=f"QS-{40 + number:03d}",
        source=f"SCP L{1136 + number}",
    )


QUESTIONS: Final = (
    _question(
        1,
        "vulnerable",
        "Does age or anything else make this child especially vulnerable?",
        "For example very young, or easily led by others",
    ),
    _question(
        2,
        "medication",
        "Does the child need medicine or treatment?",
        "Say what, how often, and what happens without it",
    ),
    _question(
        3,
        "unsafe_with_others",
        "Would the child find it hard to keep safe among strangers or in a strange place?",
        "For example because of poor sight or a learning difficulty",
    ),
    _question(4, "mental_illness", "Has a mental illness been diagnosed?"),
    _question(
        5, "self_harm", "Has the child ever threatened or attempted suicide, or self-harmed?"
    ),
    _question(6, "substance_misuse", "Has the child ever misused drugs, alcohol or solvents?"),
    _question(7, "harmed_before", "Has the child come to significant harm while missing before?"),
    _question(
        8,
        "sexual_exploitation",
        "Has the child been sexually exploited, or is it thought to be a risk?",
    ),
    _question(
        9, "threatened_others", "Has the child threatened to hurt somebody, just before going?"
    ),
    _question(
        10,
        "person_posing_risk",
        "Is the child likely to meet a person who poses a risk to children?",
    ),
    _question(11, "poses_risk", "Is the child thought to pose a risk to other children?"),
    _question(12, "bullied", "Has the child been bullied or harassed lately?"),
    _question(
        13, "violent_incident", "Was there a fight or a quarrel involving the child just before?"
    ),
    _question(14, "unusual_behaviour", "Has the child behaved unusually just before going?"),
    _question(15, "state_of_mind", "Does anything else point to the child’s state of mind?"),
    _question(
        16,
        "circumstances",
        "Does the time, the weather or anything else give more cause for concern?",
    ),
)


def faults(answers: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """A sentence for each question without an answer, and for each yes without words."""
    found: dict[str, str] = {}
    for question in QUESTIONS:
        given = answers.get(question.id, {})
        if given.get("answer") not in set(Answer):
            found[question.id] = f"Choose yes, no or not known: {question.ask}"
        elif given["answer"] == Answer.YES and not given.get("words", "").strip():
            found[f"{question.id}_words"] = f"Say more: {question.ask}"
    return found
