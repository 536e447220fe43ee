"""Drafts of Calderbrook's protocol at a stage of their story, made through the actions."""

from datetime import date, datetime

from lantern.agreements.actions import adoptions, drafts, reviews
from lantern.core.instants import LONDON
from lantern.vocabulary.agreement import Answer

RULEBOOK = "calderbrook-2026"
APRIL = datetime(2026, 4, 1, 10, 0, tzinfo=LONDON)
JUNE = date(2026, 6, 1)
REVIEW = date(2027, 6, 1)
SOONER = ("within: 48 hours", "within: 24 hours")


def a_draft(cast, by=None, at=APRIL, starts=JUNE, edit=SOONER):
    """A draft in which the return interview is due a day sooner."""
    by = by or cast.coordinator
    draft = drafts.draw_up(cast.calderbrook, RULEBOOK, by=by, at=at, starts=starts)
    if edit is None:
        return draft
    return changed(cast, draft, edit, by=by, at=at)


def changed(cast, draft, edit, by=None, at=APRIL, words="Children asked to be seen sooner."):
    """The draft, with one piece of its text in place of another."""
    return drafts.change_text(
        draft,
        by=by or cast.coordinator,
        at=at,
        text=draft.text.replace(*edit),
        words=words,
        revision=draft.revision,
    )


def asked(cast, draft, *people, at=APRIL):
    """The draft, with these people asked to review it as it stands."""
    people = people or (cast.team_manager,)
    references = [one.id for one in people]
    reviews.ask(draft, by=cast.coordinator, at=at, reviewers=references, revision=draft.revision)
    draft.refresh_from_db()
    return draft


def answered(cast, draft, by=None, said=Answer.AGREES, words="", at=APRIL):
    """The draft, with somebody's answer."""
    by = by or cast.team_manager
    reviews.answer(draft, by=by, at=at, revision=draft.revision, said=said, words=words)
    return draft


def agreed(cast, draft=None, **fields):
    """A draft that the one person asked agrees to."""
    return answered(cast, asked(cast, draft or a_draft(cast, **fields)))


def adopted(cast, draft=None, at=APRIL, review_on=REVIEW, reason="Agreed on 25 March 2026."):
    """A version that was adopted."""
    draft = draft or agreed(cast)
    return adoptions.adopt(
        draft,
        by=cast.senior_manager,
        at=at,
        review_on=review_on,
        reason=reason,
        revision=draft.revision,
    )


def on_the_guidance_alone(cast):
    """Calderbrook, as an authority that works to the statutory guidance and nothing of its own."""
    cast.calderbrook.rulebook = ""
    cast.calderbrook.save()
    return cast.calderbrook
