"""The list of interviews that others carry out: who has each, and how it stands."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Part
from lantern.core.instants import day_in_london
from lantern.referrals import policies
from lantern.referrals.following import Followed, Following
from lantern.referrals.next_step import How
from lantern.referrals.rows import Row
from lantern.vocabulary.duty import DutyState
from lantern.vocabulary.interview import OfferResponse
from lantern.web import wording
from lantern.web.panels import PanelLine
from lantern.web.referrals import pages, sentences
from lantern.web.referrals.pages import QueuePage, Region, RowShown, Tab
from lantern.web.referrals.steps import Way

TABS: Final = {
    Followed.OWN: "My children",
    Followed.ALL: "All our children",
    Followed.OVER: "Over in the last 28 days",
}
NOTHING: Final = {
    Followed.OWN: "None of your children waits for a return interview by another agency.",
    Followed.ALL: "No child waits for a return interview by another agency.",
    Followed.OVER: "No return interview by another agency is over in the last 28 days.",
}
SENTENCE: Final = "Others carry these out. You see how each stands, and can ask."
OURS: Final = "Ours to carry out"


def region(found: Following, actor: Actor, at: datetime) -> Region:
    """The children, each with how the interview stands."""
    rows = (_row(one, found, actor, at) for one in found.rows)
    summary = f"{pages.waiting(found.counts[Followed.ALL])}."
    return pages.region_of(found, rows, nothing=NOTHING[found.whose], summary=summary)


def page(found: Following, actor: Actor, at: datetime) -> QueuePage:
    """The page around them."""
    shown = region(found, actor, at)
    return pages.page_of(
        found, shown, _tabs(found, actor), sentence=SENTENCE, links=_links(actor), updated=at
    )


def _tabs(found: Following, actor: Actor) -> Iterator[Tab]:
    for whose, text in TABS.items():
        if whose is Followed.OWN and not found.counts[whose] and found.whose is not whose:
            continue
        yield Tab(
            text=f"{text} ({found.counts[whose]})",
            href=reverse("referrals:queue", query={"whose": whose.value}),
            is_here=whose is found.whose,
        )
    if policies.provides(actor):
        href = reverse("referrals:queue", query={"whose": "all"})
        yield Tab(text=OURS, href=href, is_here=False)


def _links(actor: Actor) -> Iterator[PanelLine]:
    if policies.can_see_figures(actor):
        yield PanelLine(text="How soon", href=reverse("referrals:how-soon"))
    if policies.provides(actor) or actor.holds(Permission.INTERVIEW_REVIEW):
        yield PanelLine(text="To review and to finish", href=reverse("interviews:list"))


def _row(row: Row, found: Following, actor: Actor, at: datetime) -> RowShown:
    referral, triage = row.referral, row.done.triage
    concerns = found.sights[referral.child_id].shows(Part.CONCERNS)
    age = wording.age(row.born_on, day_in_london(at)) if row.born_on else None
    given = row.done.allocation
    worker = given.worker.name if given is not None and given.worker else "nobody yet"
    return RowShown(
        reference=referral.reference,
        name=row.name,
        age="age not known" if age is None else f"{age}",
        href=reverse("referrals:referral", args=[referral.reference]),
        tags=tuple(pages.tags(row)) if concerns else (),
        why=". ".join(sentences.why(triage)) if triage and concerns else "",
        back=pages.back(referral, at),
        clocks=tuple(pages.clocks(row, at)),
        sofar=stands(row.how),
        worker=f"{referral.provider.name}: {worker}",
        way=_way(row, found, actor),
        band=triage.rating if triage and concerns else "none",
    )


def _way(row: Row, found: Following, actor: Actor) -> Way:
    """To ask where something is late or nobody has the child; else to open it."""
    one = [row.referral.reference]
    late = any(clock.state is DutyState.OVERDUE for clock in row.owed)
    sight = found.sights[row.referral.child_id]
    if late and policies.can_chase(actor, row.referral, sight=sight):
        return Way(text="Ask how it stands", href=reverse("referrals:chase", args=one), quiet=True)
    return Way(text="Open", href=reverse("referrals:referral", args=one), quiet=True)


def stands(how: How) -> str:
    """How far the interview has come, in one sentence."""
    if how.is_held:
        return "Held"
    if how.response is OfferResponse.DECLINED:
        return (
            "Declined. Parents or carers were asked"
            if how.parents_asked
            else "Declined. Parents or carers are still to be asked"
        )
    if how.response is not None:
        return f"Offered. Answer: {how.response.label}"
    if how.was_offered:
        return "Offered, no answer yet"
    if how.was_reached:
        return "Reached, not offered yet"
    return "Not reached yet" if how.has_worker else "Nobody has taken it yet"
