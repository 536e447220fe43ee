"""Which record wrote an entry, so that it is put right there and the two never disagree."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.follow_up import queries as follow_up
from lantern.interviews import queries as interviews
from lantern.meetings import queries as meetings
from lantern.returns import queries as returns
from lantern.support import queries as support
from lantern.web.episodes.timeline import Part

if TYPE_CHECKING:
    from lantern.episodes.models import Entry


@dataclass(frozen=True, kw_only=True)
class Origin:
    """A record that wrote an entry, in words, where it is put right, and where it is taken back if
    it has a page for that."""

    record: str
    href: str
    take_back: str = ""

    @property
    def sentence(self) -> str:
        """Why the entry is not corrected by itself."""
        return f"{self.record} says this. Put it right there, and this entry changes with it."


@dataclass(frozen=True, kw_only=True)
class ElsewherePage:
    """That an entry is put right in the record that wrote it, and the way there."""

    title: str
    name: str
    back: str
    sentence: str
    href: str
    withdraw: str
    shown: Part
    template: str = "episodes/elsewhere.jinja"


def origin_of(actor: Actor, entry: "Entry") -> Origin | None:
    """The record that wrote this entry; None where somebody wrote the entry itself."""
    episode, key = entry.episode, entry.key
    if wrote := meetings.that_wrote(actor, episode, key):
        return _of_meeting(wrote)
    if found := interviews.that_wrote(actor, episode, key):
        return Origin(
            record="The record of the interview", href=_page("interviews:interview", found)
        )
    if found := returns.that_wrote(actor, episode, key):
        return Origin(record="The safe and well check", href=_page("returns:checked", found))
    if found := follow_up.that_wrote(actor, episode, key):
        return Origin(record="A record of its own", href=_page("follow_up:record", found))
    if (kind := follow_up.report_that_wrote(actor, episode, key)) is not None:
        name = kind.value.replace("_", "-")
        href = _page(f"follow_up:{name}", episode.reference)
        return Origin(record=f"The {kind.label}", href=href)
    return _of_support(actor, entry)


def _of_meeting(wrote: meetings.Wrote) -> Origin:
    here, record = _page("meetings:meeting", wrote.meeting), "The record of a meeting"
    if wrote.is_cancellation:
        right = _page("meetings:cancelled", wrote.meeting)
        return Origin(record=record, href=right, take_back=right)
    if wrote.review:
        right = reverse("meetings:reviewed", args=[wrote.meeting, wrote.review])
        return Origin(record=record, href=right, take_back=right)
    back = _page("meetings:taken-back", wrote.meeting) if wrote.is_arrangement else ""
    return Origin(record=record, href=here, take_back=back)


def _of_support(actor: Actor, entry: "Entry") -> Origin | None:
    if found := support.letter_that_wrote(actor, entry.episode, entry.key):
        href, back = _page("support:letter", found), _page("support:letter-back", found)
        return Origin(record="A letter", href=href, take_back=back)
    if found := support.support_that_wrote(actor, entry.episode, entry.key):
        href, back = _page("support:support", found), _page("support:back", found)
        return Origin(record="The record of the support", href=href, take_back=back)
    return None


def _page(name: str, reference: str) -> str:
    return reverse(name, args=[reference])
