"""Who must be told that a child is back: from the duties in force, and from what is recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.forms import Field

from lantern.access.actor import Actor
from lantern.access.sharing import Part, Sight
from lantern.core.calendar import is_office_hours
from lantern.core.instants import to_microseconds
from lantern.duties import queries as duties
from lantern.episodes import queries as episodes
from lantern.episodes.actions.notices import PARENTS_NOT_TOLD
from lantern.episodes.projection import effective, notified
from lantern.people.known import contacts
from lantern.returns.actions.telling import Told, Untold
from lantern.returns.details import about
from lantern.vocabulary.telling import Method, NotTold, Recipient
from lantern.web import wording
from lantern.web.asking import AboutChild, choices, moment
from lantern.web.fields import LongTextField, RadiosField, SelectField, TextField
from lantern.web.returns.check_forms import A_LINE

if TYPE_CHECKING:
    from lantern.episodes.models import Entry, Episode

BY_DAY: Final = (
    Recipient.SOCIAL_WORKER,
    Recipient.EDT,
    Recipient.RESPONSIBLE_AUTHORITY,
    Recipient.CHILDRENS_SOCIAL_CARE,
)
BY_NIGHT: Final = (Recipient.EDT, *BY_DAY)
"""Whom to ring first, where telling any one of several is enough (SCP L1008)."""
NOT_TOLD: Final = tuple(one for one in NotTold if one != NotTold.ALREADY_AWARE)
PREFIX: Final = "return_notified."
KNEW: Final = "They knew already."


@dataclass(frozen=True, kw_only=True)
class ToTell:
    """Somebody who must be told, by when, and whom to ask for."""

    recipient: Recipient
    due_at: datetime | None = None
    was_told_of_absence: str = ""
    people: tuple[str, ...] = ()
    withheld: str = ""

    @property
    def hint(self) -> str:
        """By when, and who they are, in one line."""
        parts = [f"Due by {wording.limit(self.due_at)}" if self.due_at else ""]
        parts.append(", ".join(self.people))
        if self.was_told_of_absence and not self.people:
            parts.append(f"{self.was_told_of_absence} was told of the absence")
        parts.append(f"It was decided not to tell them: {self.withheld}" if self.withheld else "")
        return ". ".join(part for part in parts if part)


@dataclass(frozen=True, kw_only=True)
class Word:
    """Somebody who has been told, or will not be."""

    who: str
    what: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Everyone:
    """All who must be told that the child is back, and those who have been."""

    to_tell: tuple[ToTell, ...]
    told: tuple[Word, ...]


def news_of(episode: "Episode") -> str:
    """What there is to tell: a child who is located is not yet back."""
    name = episode.child.given_name or "the child"
    return f"{name} is found" if episode.ended_at is None else f"{name} is back"


def everyone(actor: Actor, episode: "Episode", sight: Sight, at: datetime) -> Everyone:
    """Those to whom word is owed, and those who had word of the absence and none of the return."""
    rows = effective(episodes.shown(actor, sight, episodes.entries(episode)))
    words = [(row, details) for row, details in notified(rows) if not details.acknowledges]
    of_return = [(row, one) for row, one in words if one.after_return and row.fact != _HARM]
    done = {one.recipient for _, one in of_return}
    due = _owed(actor, episode, at)
    of_absence = {
        one.recipient: one.person
        for _, one in words
        if not one.after_return and one.not_told is None
    }
    # Word that the child is found is not yet word that the child is back.
    wanted = [one for one in Recipient if one in due or (one in of_absence and one not in done)]
    people = _parents(episode, sight)
    withheld = _withheld(rows)
    return Everyone(
        to_tell=tuple(
            ToTell(
                recipient=one,
                due_at=due.get(one),
                was_told_of_absence=of_absence.get(one, ""),
                people=people if one == Recipient.PARENTS else (),
                withheld=withheld if one == Recipient.PARENTS else "",
            )
            for one in sorted(wanted, key=lambda one: _first(due.get(one), one, wanted))
        ),
        told=tuple(_word(row, one) for row, one in of_return),
    )


_HARM: Final = "social_worker.told_of_harm"


def _first(due: datetime | None, one: Recipient, order: list[Recipient]) -> tuple[Any, ...]:
    """What is due first stands first; what nobody owes stands last."""
    return (due is None, due.timestamp() if due else 0, order.index(one))


def _owed(actor: Actor, episode: "Episode", at: datetime) -> Mapping[Recipient, datetime | None]:
    """To whom word of the return is owed now, and by when; one of several who will do."""
    order = BY_DAY if is_office_hours(to_microseconds(at)) else BY_NIGHT
    found: dict[Recipient, datetime | None] = {}
    for line in duties.opened(duties.of_episode(actor, episode, at)):
        able = [
            Recipient(fact.removeprefix(PREFIX)) for fact in line.met_by if fact.startswith(PREFIX)
        ]
        if not able:
            continue
        chosen = next((one for one in order if one in able), min(able))
        # The lines come in the order in which they are due.
        found.setdefault(chosen, line.due_at)
    return found


def _parents(episode: "Episode", sight: Sight) -> tuple[str, ...]:
    """Who has parental responsibility, and of whom it is known that they may not be told."""
    if not sight.shows(Part.CONTACTS):
        return ()
    return tuple(
        one.name if one.may_be_told else f"{one.name} (not to be told: {one.why_not_told})"
        for one in contacts(episode.child)
        if one.has_parental_responsibility
    )


def _withheld(rows: Iterable["Entry"]) -> str:
    found = [row for row in rows if row.fact == PARENTS_NOT_TOLD]
    return found[-1].words or "see the record" if found and found[-1].value == "yes" else ""


def _word(row: "Entry", details: Any) -> Word:
    if details.not_told is not None:
        what = f"Not told: {details.not_told.label.lower()}. Decided by {details.decided_by}"
    elif details.acknowledged_by:
        what = f"{details.person or 'Told'}, acknowledged by {details.acknowledged_by}"
    else:
        what = f"{details.person or 'Told'}, not acknowledged yet"
    return Word(who=details.recipient.label, what=what, at=row.at)


class TellingForm(AboutChild):
    """Each of those who must be told, with one answer each, sent together."""

    at = moment("When were they told?", "The time they were told")
    field_order = ("at",)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for recipient in Recipient:
            if cleaned.get(f"told_{recipient}") == "no" and not cleaned.get(f"reason_{recipient}"):
                why = about(recipient, "Choose why they are not told")
                self.add_error(f"reason_{recipient}", why)
        return cleaned


def fields(to_tell: Iterable[ToTell]) -> dict[str, Field]:
    """The questions about each of them."""
    found: dict[str, Field] = {}
    for one in to_tell:
        who = one.recipient
        found |= {
            f"told_{who}": RadiosField(
                label=who.label,
                size="s",
                help_text=one.hint,
                required=False,
                choices=[("", "Not yet"), ("yes", "Told"), ("no", "Not told, for a reason")],
                reveals={
                    "yes": (f"person_{who}", f"method_{who}", f"acknowledged_{who}"),
                    "no": (f"reason_{who}", f"words_{who}", f"decided_by_{who}"),
                },
            ),
            f"person_{who}": TextField(label="Who was told?", required=False, max_length=A_LINE),
            f"method_{who}": SelectField(
                label="How?",
                help_text="Choose “They know already” if somebody else had told them",
                required=False,
                empty=Method.TELEPHONE.label,
                choices=[
                    *((one.value, one.label) for one in Method if one != Method.TELEPHONE),
                    ("knew", "They know already"),
                ],
            ),
            f"acknowledged_{who}": TextField(
                label="Who has said that they have it?", required=False, max_length=A_LINE
            ),
            f"reason_{who}": RadiosField(
                label="Why not?", required=False, choices=choices(NOT_TOLD)
            ),
            f"words_{who}": LongTextField(label="Say more", required=False, rows=2),
            f"decided_by_{who}": TextField(label="Who decided?", required=False, max_length=A_LINE),
        }
    return found


def tellings(to_tell: Iterable[ToTell], given: Mapping[str, Any]) -> dict[Recipient, Told | Untold]:
    """What was answered about each."""
    found: dict[Recipient, Told | Untold] = {}
    for one in to_tell:
        who = one.recipient
        answer = given[f"told_{who}"]
        if answer == "yes":
            method = given[f"method_{who}"] or Method.TELEPHONE
            found[who] = Told(
                person=given[f"person_{who}"] or "",
                method=Method.OTHER if method == "knew" else Method(method),
                acknowledged_by=given[f"acknowledged_{who}"] or "",
                words=KNEW if method == "knew" else "",
            )
        elif answer == "no":
            found[who] = Untold(
                reason=NotTold(given[f"reason_{who}"]),
                words=given[f"words_{who}"] or "",
                decided_by=given[f"decided_by_{who}"] or "",
            )
    return found
