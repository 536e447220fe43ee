"""How an interview was held, as its page says it, and how that stands against each source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lantern.interviews.held import Held, compliance
from lantern.vocabulary.returning import Answer
from lantern.web import wording
from lantern.web.tags import Tag

Row = tuple[str, str]
KEPT: Final[Mapping[Answer, Tag]] = {
    Answer.YES: Tag(text="Yes", colour="green"),
    Answer.NO: Tag(text="No", colour="orange"),
    Answer.NOT_KNOWN: Tag(text="Not known", colour="grey"),
}
EXCEPTION: Final = Tag(text="No: the child’s wish", colour="yellow")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule on how interviews are held, and whether it was kept."""

    text: str
    source: str
    tag: Tag


def held_rows(held: Held) -> tuple[Row, ...]:
    """How an interview was held, line by line."""
    who = ", ".join(
        one for one in (held.interviewer, held.interviewer_role, held.interviewer_agency) if one
    )
    rows = [
        ("When", wording.as_known(held.at, held.precision)),
        ("How it went", joined(held.ending.label, held.ending_words)),
        ("Held by", joined(who, held.interviewer_kind.label)),
        ("Why a police officer", held.police_reason),
        ("Independent of the placement", held.from_placement.label),
        ("Independent of the authority", held.from_authority.label),
        (
            "Why them",
            joined(held.dependence.label if held.dependence else "", held.dependence_words),
        ),
        (
            "Whom the child wanted",
            joined(held.choice, f"Met: {held.choice_met.label.lower()}" if held.choice else ""),
        ),
        ("Where", held.venue),
        ("Seen", joined(held.company.label, held.companion)),
        ("Offered an advocate", held.advocate.label),
        ("Before going back", held.before_return.label),
    ]
    return tuple((label, said) for label, said in rows if said)


def joined(*said: str) -> str:
    """Those of these that say something, as sentences."""
    return ". ".join(one for one in said if one)


def rules(held: Held) -> tuple[Rule, ...]:
    """Each source’s rule, and whether it was kept."""
    return tuple(
        Rule(
            text=one.rule,
            source=one.source,
            tag=EXCEPTION if one.is_exception else KEPT[one.kept],
        )
        for one in compliance(held)
    )
