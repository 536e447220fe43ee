"""The return beside an absence: what is recorded and what comes next; agreements beside a child."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.access.sharing import Part, Sight
from lantern.episodes import policies as episode_policies
from lantern.episodes import queries as episodes
from lantern.episodes.details import LocatedDetails, ReturnDetails, StepDetails, read
from lantern.episodes.projection import (
    LOCATED_NO_CONTACT,
    LOCATED_WITH_CONTACT,
    RETURNED,
    WHEREABOUTS,
    effective,
    notified,
)
from lantern.returns import facts, policies, queries
from lantern.vocabulary.absence import EndOfEpisode, EntryKind
from lantern.vocabulary.returning import AgreedFor
from lantern.web import tags, wording
from lantern.web.panels import Panel, PanelLine
from lantern.web.returns.pages import HARM, NOT_DONE, WITHDRAWN, headline, since_return
from lantern.web.returns.steps import STEPS
from lantern.web.returns.telling import news_of
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.episodes.models import Entry, Episode
    from lantern.people.models import Child
    from lantern.returns.queries import Checked

LOCATED: Final = frozenset({LOCATED_NO_CONTACT, LOCATED_WITH_CONTACT})
FOUND: Final = LOCATED | {RETURNED}
SHOWN: Final = (
    facts.SECURED,
    facts.ARRANGED,
    facts.NO_CONTACT,
    facts.AT_RISK,
    facts.REFERRED,
    facts.ASSESSED,
    facts.PLACE_ARRANGED,
)


def of_episode(actor: Actor, episode: "Episode", sight: Sight, at: datetime) -> Panel | None:
    """What is recorded of the return, and what this person may record next; in two queries."""
    rows = effective(episodes.shown(actor, sight, episodes.entries(episode)))
    last = {row.fact: row for row in rows}
    where = last.get(WHEREABOUTS)
    checks = queries.of_episode(actor, episode) if _sees_checks(actor, sight) else ()
    if (where is None or where.value not in FOUND) and not checks and not _begun(last):
        return None
    name = episode.child.given_name or "the child"
    return Panel(
        title="The return",
        lines=(
            *_found(where),
            *_told(rows),
            *(_check(one) for one in checks),
            *_recorded(last, name),
        ),
        actions=tuple(_next(actor, episode, last, checks)),
    )


def _sees_checks(actor: Actor, sight: Sight) -> bool:
    return bool(policies.can_see_checks(sight))


def _begun(last: dict[str, "Entry"]) -> bool:
    return any(fact in last for fact in (*SHOWN, facts.TOLD_OF_HARM))


def _found(where: "Entry | None") -> Iterator[PanelLine]:
    """That the child is located or back: where, how and with whose help."""
    if where is None or where.value not in FOUND:
        return
    details = read(EntryKind(where.kind), where.details)
    parts = [where.words.rstrip("."), details.place if isinstance(details, _PLACED) else ""]
    if isinstance(details, ReturnDetails):
        parts += [details.how.label if details.how else ""]
        parts += [f"With {details.brought_by}" if details.brought_by else ""]
        parts += [f"By {details.transport}" if details.transport else ""]
        helped = details.police_support
        parts += [f"The police helped: {helped.label.lower()}" if helped else ""]
    is_elsewhere = isinstance(details, ReturnDetails) and details.ends == EndOfEpisode.NEW_PLACEMENT
    yield PanelLine(
        text="In another safe place" if is_elsewhere else tags.whereabouts(where.value).text,
        quiet=". ".join(part for part in (*parts, _when(where)) if part),
    )


_PLACED: Final = (ReturnDetails, LocatedDetails)


def _told(rows: Iterable["Entry"]) -> Iterator[PanelLine]:
    """Who has had word that the child is back."""
    words = [
        details
        for row, details in notified(rows)
        if details.after_return and not details.acknowledges and row.fact != facts.TOLD_OF_HARM
    ]
    told = dict.fromkeys(one.recipient.label for one in words if one.not_told is None)
    if told:
        yield PanelLine(text="Told of the return", quiet=", ".join(told))


def _recorded(last: dict[str, "Entry"], name: str) -> Iterator[PanelLine]:
    """What was arranged and decided, in the order of the procedure."""
    for fact in SHOWN:
        row = last.get(fact)
        if row is None or row.value == "no":
            continue
        title = wording.capital(_SAID[fact].replace("{child}", name))
        yield PanelLine(text=title, quiet=_quiet(row), tag=_RISK if fact == facts.AT_RISK else None)
    if facts.TOLD_OF_HARM in last:
        yield PanelLine(
            text="The social worker knows of the harm", quiet=_when(last[facts.TOLD_OF_HARM])
        )
    if facts.DISCUSSION_DECIDED in last:
        row = last[facts.DISCUSSION_DECIDED]
        details = read(EntryKind(row.kind), row.details)
        decided = details.decision if isinstance(details, StepDetails) else None
        yield PanelLine(
            text=decided.label if decided else "A strategy discussion was decided on",
            quiet=_quiet(row),
        )


_RISK: Final = Tag(text="Risk at home", colour="red")
_SAID: Final = {
    facts.SECURED: "{child} is safe for now",
    facts.ARRANGED: "The way back is arranged",
    facts.NO_CONTACT: "Decided with the police what to do",
    facts.AT_RISK: "{child} may be at risk at home",
    facts.REFERRED: "Referred to children’s social care",
    facts.ASSESSED: "Needs assessed",
    facts.PLACE_ARRANGED: "Where {child} stays is arranged",
}


def _quiet(row: "Entry") -> str:
    return ". ".join(part for part in (row.words.rstrip("."), _when(row)) if part)


def _when(row: "Entry") -> str:
    return f"{row.by_name}, {wording.brief(row.at)}"


def _check(one: "Checked") -> PanelLine:
    check = one.check
    tag = NOT_DONE if not check.was_held else HARM if check.is_significant_harm else None
    return PanelLine(
        text=headline(one),
        href=reverse("returns:checked", args=[check.reference]),
        tag=WITHDRAWN if one.is_withdrawn else tag,
        quiet=f"{wording.brief(one.at)}, {since_return(one)}"
        if check.was_held
        else wording.brief(one.at),
    )


def _next(
    actor: Actor, episode: "Episode", last: dict[str, "Entry"], checks: Sequence["Checked"]
) -> Iterator[PanelLine]:
    """What may be recorded now, the pressing first."""
    if not episode_policies.is_kept_here(episode):
        return
    reference = episode.reference
    name = episode.child.given_name or "the child"
    for one in _steps(last, checks):
        step = STEPS[one]
        if step.may(actor):
            text = wording.capital(step.text.replace("{child}", name))
            yield PanelLine(text=text, href=reverse("returns:step", args=[reference, one]))
    where = last.get(WHEREABOUTS)
    if episode_policies.can_add(actor) and where is not None and where.value in FOUND:
        told = reverse("returns:told", args=[reference])
        yield PanelLine(text=f"Who must be told that {news_of(episode)}", href=told)
    if policies.can_record_check(actor, episode):
        check = reverse("returns:check", args=[reference])
        yield PanelLine(text="A safe and well check", href=check)
    if policies.can_record_check(actor, episode) and not checks:
        none = reverse("returns:not-checked", args=[reference])
        yield PanelLine(text="Why no check was made", href=none)
    concern = last.get(facts.AT_RISK)
    if episode_policies.can_add(actor) and (concern is None or concern.value == "no"):
        step = STEPS["risk-at-home"]
        text = wording.capital(step.text.replace("{child}", name))
        yield PanelLine(text=text, href=reverse("returns:step", args=[reference, step.name]))


def _steps(last: dict[str, "Entry"], checks: Iterable["Checked"]) -> Iterator[str]:
    """The steps that fit how things stand, in the order of the procedure."""
    shows_harm = any(one.check.is_significant_harm and not one.is_withdrawn for one in checks)
    if shows_harm and facts.TOLD_OF_HARM not in last:
        yield "harm-told"
    if facts.TOLD_OF_HARM in last and facts.DISCUSSION_DECIDED not in last:
        yield "strategy-discussion"
    yield from _while_located(last)
    yield from _risk_at_home(last)
    if "carer.discussed_return" in last and facts.PASSED_ON not in last:
        yield "passed-on"
    if facts.PASSED_ON in last and facts.CONSULTED not in last:
        yield "consulted"
    if "return_concern.child_protection" in last and facts.REPORTED not in last:
        yield "concern-reported"


def _while_located(last: dict[str, "Entry"]) -> Iterator[str]:
    where = last[WHEREABOUTS].value if WHEREABOUTS in last else ""
    if where not in LOCATED:
        return
    if facts.SECURED not in last:
        yield "welfare"
    if where == LOCATED_NO_CONTACT and facts.NO_CONTACT not in last:
        yield "no-contact"
    if facts.ARRANGED not in last:
        yield "arranged"


def _risk_at_home(last: dict[str, "Entry"]) -> Iterator[str]:
    concern = last.get(facts.AT_RISK)
    if concern is None or concern.value == "no":
        return
    if facts.REFERRED not in last:
        yield "risk-referred"
        return
    if facts.ASSESSED not in last:
        yield "risk-assessed"
    if facts.PLACE_ARRANGED not in last:
        yield "place-arranged"


def of_child(actor: Actor, child: "Child", sight: Sight, at: datetime) -> Panel | None:
    """The agreements in force on how often the child is checked or interviewed."""
    if not sight.shows(Part.RETURN):
        return None
    found = [one for one in queries.agreements_of(actor, child) if one.is_in_force(at)]
    may = bool(policies.can_agree(actor, child, at=at, seen=sight))
    if not found and not may:
        return None
    href = reverse("returns:agreements", args=[child.reference])
    return Panel(
        title="How often checked and interviewed",
        lines=tuple(
            PanelLine(
                text=AgreedFor(one.applies_to).label,
                href=href,
                quiet=f"{one.frequency.rstrip('.')}. Review by {wording.day(one.review_on)}",
            )
            for one in found
        ),
        actions=(PanelLine(text="Agreements on how often", href=href),),
    )
