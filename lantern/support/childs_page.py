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
from lantern.interviews import queries as interviews
from lantern.interviews.standing import voices
from lantern.people.models import Child
from lantern.people.policies import sight_of
from lantern.referrals import queries as referrals
from lantern.support import queries
from lantern.support.letters import Part, PartKind, shipped_words
from lantern.support.models import Support
from lantern.vocabulary.interviewing import Voice
from lantern.vocabulary.support import ServiceFor, SupportAnswer

CHECK: Final = "safe_and_well.held"
INTERVIEW: Final = "return_interview.held"
WISHES: Final = ("wants_next", "wants_soon", "wants_later")
"""The questions of an interview whose answers say what the child wants (IAP L584)."""


def parts(actor: Actor, child: Child, *, at: datetime) -> tuple[Part, ...]:
    """The page in its parts, from what this person may read of the child's record."""
    words = shipped_words()["child_page"]
    latest = next((one for one in episodes.of_child(actor, child) if not one.is_history), None)
    return (
        _paragraph(words["opening"]),
        _heading(words["now"]),
        *(_paragraph(one) for one in _now(words["now"], actor, child, latest, at)),
        _heading(words["choices"]),
        Part(kind=PartKind.LIST, items=tuple(words["choices"]["lines"])),
        *_chosen(words["choices"], actor, child, latest, at),
        _paragraph(words["choices"]["limit"]),
        _heading(words["words"]),
        *_said(words["words"], _wants(actor, child, at)),
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


def _chosen(
    words: dict[str, Any], actor: Actor, child: Child, latest: Episode | None, at: datetime
) -> tuple[Part, ...]:
    """With whom, where and when the child chose to talk, as it was written at the offer."""
    found = referrals.of_child(actor, child, at=at)
    referral = next((one for one in found if latest and one.episode_id == latest.pk), None)
    offers = referrals.done(actor, referral).offers if referral is not None else ()
    if not offers:
        return ()
    said = {
        "person": offers[-1].chosen_person,
        "place": offers[-1].chosen_place,
        "time": offers[-1].chosen_time,
    }
    chosen = tuple(words[name].format(words=one) for name, one in said.items() if one.strip())
    if not chosen:
        return ()
    return (_paragraph(words["chosen"]), Part(kind=PartKind.LIST, items=chosen))


def _wants(actor: Actor, child: Child, at: datetime) -> tuple[str, ...]:
    """What the child wants, in the child's own words, by the last interview this person may read.

    One that is still being written says nothing yet.
    """
    for one in interviews.of_child(actor, child, at=at):
        if one.completed_at is not None:
            account = voices(one).of(Voice.CHILD)
            answers = account.answers if account is not None else {}
            given = (str(answers.get(name, "")).strip() for name in WISHES)
            return tuple(each for each in given if each)
    return ()


def _said(words: dict[str, str], said: Sequence[str]) -> tuple[Part, ...]:
    if not said:
        return (_paragraph(words["none"]),)
    quoted = Part(kind=PartKind.LIST, items=tuple(f"“{one}”" for one in said))
    return (_paragraph(words["wants"]), quoted)


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
