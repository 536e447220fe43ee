"""Tell those whom a rule names when a duty arises, falls due soon and is overdue: each once."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lantern.access.actor import Actor
from lantern.duties.derivation import Derived, Row
from lantern.duties.models import Told
from lantern.duties.owners import agency_of, people_in
from lantern.duties.subjects import Subject
from lantern.notifications import outbox, wording
from lantern.notifications.outbox import Outgoing
from lantern.notifications.recipients import Rota
from lantern.notifications.wording import DutyLine
from lantern.protocol.rulebook import OWNER
from lantern.vocabulary.role import Role

Occasion = Told.Occasion


@dataclass(frozen=True, order=True)
class _Recipient:
    """A person or a team."""

    user_id: int = 0
    team_id: int = 0


def tell(
    subject: Subject,
    owed: Iterable[Derived],
    *,
    by: Actor,
    outgoing: Outgoing,
    is_new: bool = False,
) -> int:
    """Tell of each duty of the subject what has not been told; of how many. The caller holds it.

    One message a recipient and occasion, however many duties there are. Of a subject that `is_new`
    nothing has been told.
    """
    at = outgoing.at
    open_now = [one for one in owed if is_open(one.row, at)]
    told = set() if is_new else _told(subject.reference)
    news = {
        occasion: [one for one in open_now if _is_news(one.row, occasion, told, at)]
        for occasion in Occasion
    }
    if any(news.values()):
        outgoing.rota.expect(subject.places.agencies)
    for occasion, some in news.items():
        _send(subject, occasion, some, outgoing)
    rows = [
        Told(
            subject=subject.reference,
            rule=one.row.rule,
            cause=one.row.cause,
            occasion=occasion,
            at=at,
        )
        for occasion, some in news.items()
        for one in some
    ]
    if rows:
        Told.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _told(reference: str) -> set[tuple[str, str, str]]:
    """What has been told of a subject: rule, cause and occasion."""
    rows = Told.objects.filter(subject=reference)
    return set(rows.values_list("rule", "cause", "occasion"))


def is_open(row: Row, at: datetime) -> bool:
    """Whether somebody still has to do it at this instant."""
    return row.arose_at <= at and (row.ended_at is None or row.ended_at > at)


def _is_news(
    row: Row, occasion: Occasion, told: Collection[tuple[str, str, str]], at: datetime
) -> bool:
    """Whether this has come about and has not been told. Of an overdue duty only that is told."""
    if (row.rule, row.cause, occasion) in told:
        return False
    overdue = row.due_at is not None and at > row.due_at
    if occasion is Occasion.OVERDUE:
        return row.tells_overdue and overdue
    if overdue:
        return False
    if occasion is Occasion.DUE_SOON:
        return row.tells_due_soon and row.due_soon_at is not None and at >= row.due_soon_at
    return row.tells_arising


def _send(subject: Subject, occasion: Occasion, some: list[Derived], outgoing: Outgoing) -> None:
    together: defaultdict[tuple[Row, ...], list[_Recipient]] = defaultdict(list)
    for recipient, theirs in _by_recipient(subject, occasion, some, outgoing.rota).items():
        together[tuple(theirs)].append(recipient)
    for rows, recipients in together.items():
        said = wording.duties(occasion, subject.reference, [_line(row) for row in rows])
        note = outbox.Note(
            key=f"duties {occasion} {subject.reference} {_digest(rows)}",
            kind=f"duties {occasion}",
            about=subject.reference,
            subject=said.subject,
            body=said.body,
        )
        outgoing.put(
            note,
            user_ids=[one.user_id for one in recipients if one.user_id],
            team_ids=[one.team_id for one in recipients if one.team_id],
        )


def _by_recipient(
    subject: Subject, occasion: Occasion, some: list[Derived], rota: Rota
) -> Mapping[_Recipient, list[Row]]:
    found: defaultdict[_Recipient, list[Row]] = defaultdict(list)
    for one in some:
        for recipient in sorted(set(_recipients(subject, occasion, one, rota))):
            found[recipient].append(one.row)
    return found


def _recipients(
    subject: Subject, occasion: Occasion, one: Derived, rota: Rota
) -> Iterable[_Recipient]:
    roles = {
        Occasion.ARISES: one.tell.arises,
        Occasion.DUE_SOON: one.tell.due_soon,
        Occasion.OVERDUE: one.tell.overdue,
    }[occasion]
    for name in roles:
        role = Role(one.row.role if name == OWNER else name)
        agency = one.row.agency_id if name == OWNER else agency_of(role, subject.places)
        named = (one.row.person_id,) if name == OWNER and one.row.person_id else ()
        to = rota.holders(role, agency, assigned=named or people_in(role, subject.places))
        yield from (_Recipient(user_id=user) for user in to.user_ids)
        yield from (_Recipient(team_id=team) for team in to.team_ids)


def _line(row: Row) -> DutyLine:
    return DutyLine(words=row.words, owner=Role(row.role).label, due_at=row.due_at)


def _digest(rows: Iterable[Row]) -> str:
    """Names this set of duties, so that the same news is never two messages."""
    whole = "\n".join(f"{row.rule} {row.cause}" for row in rows)
    return hashlib.sha256(whole.encode()).hexdigest()[:20]
