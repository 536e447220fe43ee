"""Put the page of an episode together, in a fixed number of queries however long the record is."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Part, Sight
from lantern.agreements.library import library
from lantern.core.instants import LONDON, day_in_london
from lantern.duties import queries as duties
from lantern.duties.queries import Line as Duty
from lantern.episodes import policies, projection, queries, ruling
from lantern.episodes.details import NotificationDetails, ReportDetails
from lantern.episodes.queries import Line
from lantern.notifications import queries as notifications
from lantern.notifications.queries import HandoverState
from lantern.people import known as people
from lantern.placements.known import latest_photograph
from lantern.risk import known as assessments
from lantern.risk.questions import QUESTIONS
from lantern.vocabulary.absence import EntryKind, Origin
from lantern.web import beside, tags, wording
from lantern.web.episodes.deciding import DECISIONS, may_decide
from lantern.web.episodes.pages import (
    DutyLine,
    EpisodePage,
    HandoverLine,
    Link,
    NowFragment,
    Section,
    ToldLine,
    Worker,
)
from lantern.web.episodes.places import place_of
from lantern.web.episodes.recording import RECORDINGS
from lantern.web.episodes.ringing import ring
from lantern.web.episodes.timeline import byline, days

if TYPE_CHECKING:
    from lantern.episodes.models import Episode

ORDER: Final = (
    "contact",
    "whereabouts",
    "last-seen",
    "notification",
    "classification",
    "risk",
    "strategy",
    "located",
    "returned",
    "discussion",
    "note",
    "link",
    "error",
)
"""What can be recorded, the pressing first."""
SHOWN_OWED: Final = 8
"""How many open duties stand on the page itself; the rest fold away behind them."""


def now_of(actor: Actor, episode: "Episode", sight: Sight, at: datetime) -> NowFragment:
    """How it stands now."""
    queries.read_once(episode)
    return _now(actor, episode, sight, duties.of_episode(actor, episode, at, seen=sight), at)


def _now(
    actor: Actor, episode: "Episode", sight: Sight, lines: tuple[Duty, ...], at: datetime
) -> NowFragment:
    owed = tuple(_duty(actor, line, at) for line in _own_first(actor, duties.opened(lines)))
    handed = notifications.handovers_of(actor, [episode.reference], at).get(episode.reference, [])
    since = episode.away_since
    ended = episode.ended_at
    return NowFragment(
        clock=_clock(episode, ended or at),
        clock_label=_clock_label(episode),
        since=wording.as_known(since, episode.began_precision),
        tags=_tags(episode, sight),
        owed=owed[:SHOWN_OWED],
        later=owed[SHOWN_OWED:],
        handovers=tuple(_handover(one) for one in handed),
        shows_duties=bool(actor.holds(Permission.DUTY_SEE)),
        owed_then=_owed_then(actor, episode, sight),
        ring=ring(actor, episode, handed, at),
        summary=_summary(episode, owed),
    )


def _owed_then(actor: Actor, episode: "Episode", sight: Sight) -> str:
    may = actor.holds(Permission.DUTY_SEE) and sight.shows(Part.DUTIES)
    if not (episode.is_history and may):
        return ""
    return reverse("episodes:owed-then", args=[episode.reference])


def _clock(episode: "Episode", until: datetime) -> str:
    if episode.is_history and episode.ended_at is None:
        return "No end recorded"
    known = (episode.began_precision, episode.ended_precision)
    return wording.length_as_known(episode.away_since, until, *known)


def _clock_label(episode: "Episode") -> str:
    known, is_over = episode.last_seen_at is not None, episode.ended_at is not None
    if episode.is_history:
        return "away" if is_over else "by the records it came from"
    if is_over:
        return "away in all" if known else "from report to return"
    return "since last seen" if known else "since reported; last seen not known"


def _summary(episode: "Episode", owed: tuple[DutyLine, ...]) -> str:
    late = sum(one.is_overdue for one in owed)
    state = tags.whereabouts(episode.whereabouts).text
    return f"{state}. {len(owed)} to do, {late} overdue."


def _tags(episode: "Episode", sight: Sight) -> tuple[tags.Tag, ...]:
    shown = [tags.whereabouts(episode.whereabouts)]
    if sight.shows(Part.DECISIONS):
        risk = ruling.words_for(episode.rulebook, "risk", episode.risk)
        shown += [tags.risk(episode.risk, risk), tags.classification(episode.classification)]
    return tuple(shown)


def _own_first(actor: Actor, lines: Iterable[Duty]) -> list[Duty]:
    """What this person's agency owes, then what others do; each the pressing first as before."""
    return sorted(lines, key=lambda one: one.agency_id != actor.agency_id)


def _duty(actor: Actor, line: Duty, at: datetime) -> DutyLine:
    place = place_of(line)
    return DutyLine(
        words=line.words,
        why=line.why,
        owner=line.owner,
        tag=tags.duty(line.state),
        when=_when(line, at),
        is_overdue=line.state.is_open and line.due_at is not None and line.due_at < at,
        href=place,
        page=reverse("duties:duty", args=[line.id]),
        is_mine=line.agency_id == actor.agency_id and line.role in actor.roles,
    )


def _when(line: Duty, at: datetime) -> str:
    if line.met_at is not None and line.met_at <= at:
        return f"done {wording.brief(line.met_at)}"
    if line.excused_at is not None and line.excused_at <= at:
        return f"excused {wording.brief(line.excused_at)}: {line.excused_why}"
    if line.due_at is None:
        return "no time limit"
    span = wording.length(line.due_at - at)
    return (
        f"overdue by {span}" if line.due_at < at else f"due in {span}, {wording.limit(line.due_at)}"
    )


def _handover(one: HandoverState) -> HandoverLine:
    who = f"{one.agency}: {one.person or one.role.label}"
    if one.acknowledged_at is not None:
        words = f"{one.acknowledged_by} has it, since {wording.brief(one.acknowledged_at)}"
    else:
        words = f"asked at {wording.brief(one.opened_at)}; nobody has taken it yet"
    return HandoverLine(
        who=who,
        words=words,
        is_taken=one.acknowledged_at is not None,
        href=reverse("handover", args=[one.id]),
    )


def episode_page(actor: Actor, look: queries.Look, at: datetime) -> EpisodePage:
    """The whole page."""
    episode, sight = look.episode, look.sight
    child = episode.child
    queries.read_once(episode)
    people.read_once(child)
    assessments.read_once(child)
    lines = queries.timeline(actor, episode, sight)
    photo = latest_photograph(child) if sight.shows(Part.CARD) else None
    told = _told(lines)
    owed = duties.of_episode(actor, episode, at, seen=sight)
    return EpisodePage(
        title=child.name,
        reference=episode.reference,
        name=child.given_name or "the child",
        age=f"{wording.age(child.born_on, day_in_london(at))} years old" if child.born_on else "",
        child_href=reverse("children:page", args=[child.reference]),
        photo=reverse("photographs:small", args=[photo.reference]) if photo else "",
        photo_alt=f"Photograph of {child.name}",
        protocols=_protocols(episode),
        authority=episode.responsible_authority.name,
        force=episode.force.name if episode.force else "",
        placed=_placed(episode, sight),
        assessed=_assessed(episode, sight),
        is_error=any(line.kind == EntryKind.CLOSED and not line.is_withdrawn for line in lines),
        now=_now(actor, episode, sight, owed, at),
        updated=at,
        actions=_actions(actor, episode),
        together=_together(actor, episode, at),
        sections=_sections(lines, episode, sight),
        workers=_workers(episode, sight, at),
        told=told,
        done=tuple(_duty(actor, line, at) for line in owed if not line.state.is_open),
        panels=beside.of_episode(actor, episode, sight, at, owed),
        days=days(lines),
    )


def _protocols(episode: "Episode") -> tuple[str, ...]:
    """The titles of the protocols that bind, the authority's first."""
    if episode.rulebook not in library().ids:
        return (episode.rulebook,)
    return tuple(one.title for one in ruling.protocols_of(episode).all)


def _placed(episode: "Episode", sight: Sight) -> str:
    if episode.placement is None or not sight.shows(Part.PLACEMENT):
        return ""
    return episode.placement.carer.name


def _assessed(episode: "Episode", sight: Sight) -> Link | None:
    """The authority's own assessment, beside the grading of the police (DA-028)."""
    if not sight.shows(Part.CONCERNS):
        return None
    found = assessments.latest(episode.child)
    if found is None:
        return None
    on = wording.day(found.assessed_at.astimezone(LONDON).date())
    href = reverse("children:assessments", args=[episode.child.reference])
    return Link(href=href, text=f"Risk assessment of the authority and home, {on}")


def _actions(actor: Actor, episode: "Episode") -> tuple[Link, ...]:
    """What this person may record now, the pressing first."""
    if not policies.is_kept_here(episode):
        return ()
    offered = {
        name: RECORDINGS[name].text
        for name, one in RECORDINGS.items()
        if one.may(actor, episode) and (episode.ended_at or name != "discussion")
    }
    offered |= {one.name: one.text for one in DECISIONS.values() if may_decide(actor, episode, one)}
    found = [
        Link(href=reverse(f"episodes:{name}", args=[episode.reference]), text=offered[name])
        for name in ORDER
        if name in offered
    ]
    if policies.can_add(actor):
        steps = reverse("episodes:steps", args=[episode.reference])
        found.append(Link(href=steps, text="Something else that was done"))
    return tuple(found)


def _together(actor: Actor, episode: "Episode", at: datetime) -> tuple[Link, ...]:
    others = queries.together_with(actor, episode, at=at)
    return tuple(
        Link(href=reverse("episodes:episode", args=[one.reference]), text=one.child.name)
        for one in others
    )


def _workers(episode: "Episode", sight: Sight, at: datetime) -> tuple[Worker, ...]:
    if not sight.shows(Part.PROFESSIONALS):
        return ()
    holders = people.acting(episode.child, at=at)
    return tuple(
        Worker(role=one.role.label, name=one.name, agency=one.agency, telephone=one.telephone)
        for one in holders
    )


def _told(lines: Iterable[Line]) -> tuple[ToldLine, ...]:
    """Who was told of what, and whether they have said so; the first told first."""
    standing = [line for line in lines if not line.is_withdrawn]
    answers = {
        line.details.acknowledges: line.details.acknowledged_by
        for line in standing
        if isinstance(line.details, NotificationDetails) and line.details.acknowledges
    }
    found = [
        _told_line(line, line.details, answers.get(line.key, ""))
        for line in standing
        if isinstance(line.details, NotificationDetails)
        and not line.details.acknowledges
        and not line.details.not_told
        and line.value == ""
    ]
    return tuple(sorted(found, key=lambda one: one.at))


def _told_line(line: Line, details: NotificationDetails, answer: str) -> ToldLine:
    acknowledged = details.acknowledged_by or answer
    person = f": {details.person}" if details.person else ""
    return ToldLine(
        key=line.key,
        who=f"{details.recipient.label}{person}",
        what=_of_what(line, details),
        at=line.at,
        by=byline(line),
        acknowledged=acknowledged,
        may_acknowledge=not acknowledged,
    )


def _of_what(line: Line, details: NotificationDetails) -> str:
    if line.fact == "social_worker.told_of_harm":
        return "of harm that a check showed"
    return "of the return" if details.after_return else "of the absence"


def _sections(lines: Iterable[Line], episode: "Episode", sight: Sight) -> tuple[Section, ...]:
    """The parts of the reports that fold away; what nobody said is left out."""
    found = []
    accounts = [
        line.details
        for line in lines
        if line.kind == EntryKind.REPORT
        and line.fact in (projection.REPORTED, "")
        and not line.is_withdrawn
        and isinstance(line.details, ReportDetails)
    ]
    for report in reversed(accounts):
        found += _of_report(report, sight)
    return tuple(found)


def _of_report(report: ReportDetails, sight: Sight) -> list[Section]:
    seen = report.last_seen
    where = [
        ("Went from", report.went_from or Origin(report.origin).label),
        ("Last seen", seen.place),
        ("Seen by", seen.by),
        ("With", report.with_whom),
        ("May be at", report.likely_places),
        ("Family", report.family),
        ("Friends", report.friends),
        ("Others", report.associates),
    ]
    looks = [
        ("Clothes", report.clothing),
        ("Bags", report.bags),
        ("Phone", report.phone),
        ("Other belongings", report.belongings),
        ("Description", report.description),
        ("Health", report.medical),
    ]
    risks = [("Worry now", report.immediate_worry), ("Most worrying", report.risk_words)]
    asks = {question.id: question.ask for question in QUESTIONS}
    risks += [
        (asks[one.question], f"{one.answer.label}. {one.words}".rstrip(". "))
        for one in report.risk
        if one.question in asks
    ]
    sections = [
        Section(name="where", title="People and places", rows=_filled(where)),
        Section(name="looks", title="Description, clothes and health", rows=_filled(looks)),
        Section(name="risks", title="Risks as answered for the report", rows=_filled(risks)),
    ]
    return [section for section in sections if section.rows]


def _filled(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, said) for label, said in rows if said)
