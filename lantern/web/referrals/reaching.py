"""Whom to ring to reach a child who is back: as far as this person may see the record."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantern.access.sharing import Part
from lantern.people import known as people
from lantern.people.policies import can_see_placement
from lantern.placements import known as placements
from lantern.vocabulary.placement import PersonRelation
from lantern.web.one_form import FormPage

if TYPE_CHECKING:
    from datetime import datetime

    from lantern.access.sharing import Sight
    from lantern.people.models import Child, Contact


@dataclass(frozen=True, kw_only=True)
class Number:
    """A telephone number; `why_not` where this person must not be told."""

    whose: str
    telephone: str
    who: str = ""
    why_not: str = ""


@dataclass(frozen=True, kw_only=True)
class ReachPage(FormPage):
    """A form beside the numbers that are rung for it."""

    numbers: tuple[Number, ...]
    template: str = "referrals/reach.jinja"


def numbers(child: "Child", sight: "Sight", at: "datetime") -> tuple[Number, ...]:
    """The child's own, the placement's and those of family and friends. Two queries."""
    return tuple(_numbers(child, sight, at))


def _numbers(child: "Child", sight: "Sight", at: "datetime") -> Iterator[Number]:
    if child.telephone and sight.shows(Part.CARD):
        yield Number(whose=child.given_name or "The child", telephone=child.telephone)
    if can_see_placement(sight, child):
        placement = placements.present_placement(child, at)
        if placement is not None and placement.carer.telephone:
            yield Number(whose=placement.carer.name, telephone=placement.carer.telephone)
    if sight.shows(Part.CONTACTS):
        yield from (_of(one) for one in people.contacts(child) if one.telephone)


def _of(contact: "Contact") -> Number:
    who = PersonRelation(contact.relation).label
    if contact.has_parental_responsibility:
        who = f"{who}, has parental responsibility"
    reason = contact.why_not_told or "The record says that they must not be told."
    return Number(
        whose=contact.name,
        telephone=contact.telephone,
        who=who,
        why_not="" if contact.may_be_told else reason,
    )
