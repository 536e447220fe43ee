"""A call of each action on the cases that every draft of a protocol is asked."""

from datetime import timedelta

from lantern.agreements.actions import drafts, stories
from tests.actions.audited import audited
from tests.builders import LATER
from tests.world import NOTICED


def kept(cast):
    """A draft, and a case that it is asked."""
    starts = (LATER + timedelta(days=400)).date()
    given = {"by": cast.coordinator, "at": LATER}
    rulebook = cast.calderbrook.rulebook
    draft = drafts.draw_up(cast.calderbrook, rulebook, starts=starts, **given)
    return draft, lambda: stories.add(draft, name="noticed", title="Noticed", text=NOTICED, **given)


@audited("lantern.agreements.actions.stories.add")
def _(cast):
    _, add = kept(cast)
    return add


@audited("lantern.agreements.actions.stories.expect")
def _(cast):
    draft, add = kept(cast)
    add()
    other = NOTICED.replace("title: Noticed", "title: Noticed again")
    return lambda: stories.expect(draft, by=cast.coordinator, at=LATER, name="noticed", text=other)


@audited("lantern.agreements.actions.stories.withdraw")
def _(cast):
    draft, add = kept(cast)
    add()
    return lambda: stories.withdraw(draft, by=cast.coordinator, at=LATER, name="noticed")
