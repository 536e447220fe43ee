"""A version of the protocol on its way: drawn up, in review, one answer given and one awaited."""

from datetime import datetime, timedelta
from typing import Final

from lantern.agreements import library
from lantern.agreements.actions import drafts, reviews
from lantern.core.instants import day_in_london
from lantern.demo.cast import Partnership
from lantern.demo.partnership import RULEBOOK
from lantern.vocabulary.agreement import Answer

EDITS: Final = (
    (
        ("value: 4 hours", "value: 2 hours"),
        (
            "The hub tells the interview provider within two hours of a return, not four: the "
            "provider lost half a day of the 48 hours too often."
        ),
    ),
    (
        ("set: {within: 3 working days}", "set: {within: 2 working days}"),
        "The strategy meeting is held within two working days; the partnership now meets daily.",
    ),
)
BEGUN, ASKED, ANSWERED = timedelta(days=9), timedelta(days=6), timedelta(days=4)
STARTS_IN: Final = timedelta(days=42)


def draw_up(company: Partnership, now: datetime) -> None:
    """The draft as it stands at this instant; none where no version binds yet to begin from."""
    starts = day_in_london(now + STARTS_IN)
    if library.in_force(RULEBOOK, starts) is None:
        return
    by, at = company.actors["coordinator"], now - BEGUN
    draft = drafts.draw_up(company.agencies["calderbrook"], RULEBOOK, by=by, at=at, starts=starts)
    for number, (edit, words) in enumerate(EDITS, start=1):
        draft = drafts.change_text(
            draft,
            by=by,
            at=at + number * timedelta(minutes=11),
            text=draft.text.replace(*edit),
            words=words,
            revision=number,
        )
    asked = [company.actors[key].id for key in ("team_manager", "superintendent")]
    reviews.ask(draft, by=by, at=now - ASKED, reviewers=asked, revision=draft.revision)
    reviews.answer(
        draft,
        by=company.actors["team_manager"],
        at=now - ANSWERED,
        revision=draft.revision,
        said=Answer.AGREES,
        words="Two working days suits the rota we have had since September.",
    )
