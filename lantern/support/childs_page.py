"""The page for the child: what happens now, their choices, their words, who can help.

It says nothing of risk, nothing about others, and nothing that the child did not say. Children have
no log-in: a worker prints it, or shows it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from lantern.access.actor import Actor
from lantern.duties import queries as duties
from lantern.duties.queries import Line
from lantern.episodes import queries as episodes
from lantern.episodes.models import Episode
from lantern.people.models import Child
from lantern.people.policies import sight_of
from lantern.support import queries
from lantern.support.letters import Part, PartKind, shipped_words
from lantern.support.models import Support
from lantern.vocabulary.support import ServiceFor, SupportAnswer

CHECK: Final = "safe_and_well.held"
INTERVIEW: Final = "return_interview.held"


def parts(
    actor: Actor, child: Child, *, at: datetime, said: Sequence[str] = ()
) -> tuple[Part, ...]:
    """The page in its parts. `said` is what the child said they want, in the child's own words."""
    words = shipped_words()["child_page"]
    latest = next((one for one in episodes.of_child(actor, child) if not one.is_history), None)
    return (
        _paragraph(words["opening"]),
        _heading(words["now"]),
        *(_paragraph(one) for one in _now(words["now"], actor, child, latest, at)),
        _heading(words["choices"]),
        Part(kind=PartKind.LIST, items=tuple(words["choices"]["lines"])),
        _paragraph(words["choices"]["limit"]),
        _heading(words["words"]),
        *_said(words["words"], said),
        *_help(words["help"], child, at),
    )


def _now(
    words: dict[str, Any], actor: Actor, child: Child, latest: Episode | None, at: datetime
) -> list[str]:
    found = []
    if latest is not None:
        away = episodes.is_away(latest)
        found.append(words["away" if away else "back"])
        if not away:
            owed = duties.of_episode(actor, latest, at)
            found += [
                words[f"{name}_{how}"]
                for name, fact in (("check", CHECK), ("interview", INTERVIEW))
                if (how := _stands(owed, fact))
            ]
    seen = sight_of(actor, child, at=at)
    going_on = [one for one in queries.support_of(actor, child, seen) if _goes_on(one)]
    found += [_offered(words, one) for one in going_on]
    return found if len(found) > 1 else [*found, words["nothing"]]


def _goes_on(one: Support) -> bool:
    return one.ended_at is None and one.answer != SupportAnswer.DECLINED


def _stands(lines: Iterable[Line], fact: str) -> str:
    """Whether what this fact meets is still owed, or was done; empty where it is neither."""
    about = [one for one in lines if fact in one.met_by and one.excused_at is None]
    if any(one.met_at is None for one in about):
        return "owed"
    return "done" if about else ""


def _offered(words: dict[str, Any], one: Support) -> str:
    sentence = "support_agreed" if one.answer == SupportAnswer.ACCEPTED else "support_offered"
    said: str = words[sentence]
    return said.format(support=words["support"][one.kind], worker=one.worker)


def _said(words: dict[str, str], said: Sequence[str]) -> tuple[Part, ...]:
    if not said:
        return (_paragraph(words["none"]),)
    return (Part(kind=PartKind.LIST, items=tuple(f"“{one.strip()}”" for one in said)),)


def _help(words: dict[str, str], child: Child, at: datetime) -> tuple[Part, ...]:
    services = queries.to_print(child.responsible_authority, ServiceFor.CHILD, at=at)
    found = [_heading(words), _paragraph(words["danger"])]
    if not services:
        return (*found, _paragraph(words["none"]))
    return (*found, _paragraph(words["away"]), Part(kind=PartKind.HELP, services=services))


def _heading(words: dict[str, Any]) -> Part:
    return Part(kind=PartKind.HEADING, text=words["heading"])


def _paragraph(text: str) -> Part:
    return Part(kind=PartKind.PARAGRAPH, text=text)
