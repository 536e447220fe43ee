"""A call of each action of drafts, reviews and adopted versions."""

from datetime import date

from lantern.agreements.actions import adoptions, drafts, reviews
from lantern.vocabulary.agreement import Answer
from tests.actions.audited import audited
from tests.agreeing import (
    APRIL,
    JUNE,
    REVIEW,
    RULEBOOK,
    a_draft,
    adopted,
    agreed,
    asked,
    on_the_guidance_alone,
)


@audited("lantern.agreements.actions.drafts.draw_up")
def _(cast):
    return lambda: drafts.draw_up(
        cast.calderbrook, RULEBOOK, by=cast.coordinator, at=APRIL, starts=JUNE
    )


@audited("lantern.agreements.actions.drafts.change_text")
def _(cast):
    draft = a_draft(cast, edit=None)
    text = draft.text.replace("48 hours", "24 hours")
    given = {"text": text, "words": "Sooner.", "revision": 1}
    return lambda: drafts.change_text(draft, by=cast.coordinator, at=APRIL, **given)


@audited("lantern.agreements.actions.drafts.change_day")
def _(cast):
    draft, day = a_draft(cast, edit=None), date(2026, 9, 1)
    return lambda: drafts.change_day(draft, by=cast.coordinator, at=APRIL, starts=day, revision=1)


@audited("lantern.agreements.actions.drafts.withdraw")
def _(cast):
    draft = a_draft(cast, edit=None)
    return lambda: drafts.withdraw(draft, by=cast.coordinator, at=APRIL)


@audited("lantern.agreements.actions.reviews.ask")
def _(cast):
    draft, people = a_draft(cast, edit=None), [cast.team_manager.id]
    return lambda: reviews.ask(draft, by=cast.coordinator, at=APRIL, reviewers=people, revision=1)


@audited("lantern.agreements.actions.reviews.answer")
def _(cast):
    draft = asked(cast, a_draft(cast, edit=None))
    return lambda: reviews.answer(
        draft, by=cast.team_manager, at=APRIL, revision=1, said=Answer.AGREES
    )


@audited("lantern.agreements.actions.adoptions.adopt")
def _(cast):
    draft = agreed(cast)
    return lambda: adopted(cast, draft)


@audited("lantern.agreements.actions.adoptions.look_again")
def _(cast):
    adoption = adopted(cast)
    given = {"words": "Looked at.", "review_on": REVIEW}
    return lambda: adoptions.look_again(adoption, by=cast.senior_manager, at=APRIL, **given)


@audited("lantern.agreements.actions.drafts.draw_up_own")
def _(cast):
    given = {"by": cast.coordinator, "at": APRIL, "starts": JUNE}
    calderbrook = on_the_guidance_alone(cast)
    return lambda: drafts.draw_up_own(calderbrook, **given)


@audited("lantern.agreements.actions.adoptions.work_to_own")
def _(cast):
    given = {"by": cast.coordinator, "at": APRIL, "starts": JUNE}
    draft = drafts.draw_up_own(on_the_guidance_alone(cast), **given)
    adoption = adopted(cast, agreed(cast, draft))
    return lambda: adoptions.work_to_own(adoption, by=cast.senior_manager, at=APRIL)
