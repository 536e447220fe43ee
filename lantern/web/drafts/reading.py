"""What a draft changes, in words: the version it was drawn up from beside the draft."""

import copy
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.agreements.texts import starting_on
from lantern.protocol.differences import Side, differences
from lantern.protocol.layers import Library
from lantern.web.drafting.desk import Desk
from lantern.web.drafts.pages import ReadPage
from lantern.web.protocol.comparing import OF_A_DRAFT, Group, groups

if TYPE_CHECKING:
    from lantern.agreements.models import Draft


def page(actor: Actor, draft: "Draft") -> ReadPage:
    """The differences and the text; or the faults that keep the text from being compared."""
    desk = Desk(actor=actor, row=copy.copy(draft))
    before = desk.shelf_of(starting_on(draft.base_text, draft.starts_on))
    after = desk.shelf_of(draft.text)
    faults = after if isinstance(after, tuple) else before if isinstance(before, tuple) else ()
    found: tuple[Group, ...] = ()
    if isinstance(before, Library) and isinstance(after, Library):
        sides = [Side(one.protocol(draft.rulebook), draft.starts_on) for one in (before, after)]
        found = groups(differences(*sides), OF_A_DRAFT)
    return ReadPage(
        caption=draft.title,
        back=reverse("drafts:draft", args=[draft.reference]),
        groups=found,
        faults=tuple(f"Line {one.line}: {one.message}" for one in faults),
        text=draft.text,
    )
