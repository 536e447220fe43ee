"""Children, and what is recorded of them, as somebody may see it."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.access import looks
from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.queries import open_to
from lantern.access.sharing import Sight, fits, opens
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.core.references import clean_nhs_number, clean_upn, is_reference
from lantern.people import names
from lantern.people.days import read_day
from lantern.people.known import Assigned as Assigned
from lantern.people.known import assigned as assigned
from lantern.people.models import Child, Identifier, Involvement, NameKey
from lantern.people.policies import named_for, sight_of
from lantern.vocabulary.agency import InvolvementBasis

PAGE_SIZE: Final = 25
_REFERENCE: Final = re.compile(r"C?([2-9B-DF-HJ-NP-TV-Z]{4})([2-9B-DF-HJ-NP-TV-Z]{4})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Look:
    """A child's record, and how much of it the person who opened it may see."""

    child: Child
    sight: Sight


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search found: a page of children, whether there are more, and how it looked."""

    children: tuple[Child, ...]
    has_more: bool
    by: str


def visible_to(actor: Actor, *, at: datetime | None = None) -> QuerySet[Child]:
    """The children whose records the actor may open, through the involvement of their agency.

    A restricted record opens only for those named for the child. Emergency access opens any.
    """
    if actor.is_system:
        return Child.objects.all()
    if not actor.holds(Permission.CHILD_SEE) or actor.agency_id is None:
        return Child.objects.none()
    moment = at or clock.now()
    involved = _involved(actor, moment).filter(child=OuterRef("pk"))
    if connection.vendor == "postgresql":
        # Says nothing new, and keeps it from reading every involvement that a force ever had: each
        # child is asked for by itself.
        involved = involved.filter(child__gte=OuterRef("pk"))
    emergencies = open_to(actor, moment).values("child")
    shared = Exists(involved) & _not_closed(actor, moment)
    return Child.objects.filter(shared | Q(reference__in=emergencies))


def _all_visible_to(actor: Actor, moment: datetime) -> QuerySet[Child]:
    """The same children, read from the agency's involvements: to list and to search them all.

    What it costs grows with the agency and not with the country.
    """
    if actor.is_system or not actor.holds(Permission.CHILD_SEE) or actor.agency_id is None:
        return visible_to(actor, at=moment)
    emergencies = Q(reference__in=open_to(actor, moment).values("child"))
    opened = Child.objects.filter(emergencies).values("pk")
    return Child.objects.filter(
        _not_closed(actor, moment) | emergencies,
        pk__in=_involved(actor, moment).values("child").union(opened),
    )


def _involved(actor: Actor, moment: datetime) -> QuerySet[Involvement]:
    fitting = [basis for basis in InvolvementBasis if fits(actor.agency_kind, basis)]
    return Involvement.objects.filter(
        opens(moment), agency_id=actor.agency_id or 0, basis__in=fitting
    )


def _not_closed(actor: Actor, moment: datetime) -> Q:
    """A restricted record opens only for those named for the child."""
    return Q(is_restricted=False) | Q(named_for(actor, moment))


def look(actor: Actor, reference: str, *, page: str, at: datetime | None = None) -> Look:
    """A child's record, if the actor may know of it; the look is recorded with its basis."""
    moment = at or clock.now()
    if not is_reference(reference, "C"):
        raise NotFound("child", reference)
    child = (
        visible_to(actor, at=moment)
        .filter(reference=reference)
        .select_related("responsible_authority", "school")
        .first()
    )
    if child is None:
        raise NotFound("child", reference)
    seen = sight_of(actor, child, at=moment)
    looks.look(actor, child.reference, page=page, basis=seen.basis, at=moment)
    return Look(child=child, sight=seen)


def get(actor: Actor, reference: str, *, page: str, at: datetime | None = None) -> Child:
    """The child alone, where the caller has no need of the sight."""
    return look(actor, reference, page=page, at=at).child


def is_visible(actor: Actor, child: Child, *, at: datetime | None = None) -> bool:
    """Whether the actor may know of this child. Opens nothing, and so records nothing."""
    return visible_to(actor, at=at).filter(pk=child.pk).exists()


def search(actor: Actor, text: str, *, at: datetime | None = None) -> Found:
    """Children by reference, number, date of birth, or name in any order, case and accent.

    By name: those of whose names each word begins so come first; where they do not fill the page,
    those whose names sound alike follow.
    """
    moment = at or clock.now()
    by, matchings = _meaning(" ".join(text.split()))
    if not matchings:
        return Found(children=(), has_more=False, by=by)
    # A number leads to a child or two, who are asked for by themselves; a name to thousands.
    seen = _all_visible_to(actor, moment) if by == "name" else visible_to(actor, at=moment)
    seen = seen.select_related("responsible_authority")
    looks.look(actor, "children", page="children search", basis="search", at=moment)
    rows: list[Child] = []
    for matching in matchings:
        others = seen.filter(matching).exclude(pk__in=[child.pk for child in rows])
        rows += others.order_by("name_key", "born_on", "pk")[: PAGE_SIZE + 1 - len(rows)]
        if len(rows) > PAGE_SIZE:
            break
    return Found(children=tuple(rows[:PAGE_SIZE]), has_more=len(rows) > PAGE_SIZE, by=by)


def _meaning(text: str) -> tuple[str, tuple[Q, ...]]:
    """What the words of a search mean, and the filters for it, the nearest first."""
    reference = _REFERENCE.fullmatch(re.sub(r"[\s-]", "", text.upper()))
    if reference is not None:
        return "reference", (Q(reference=f"C-{reference[1]}-{reference[2]}"),)
    born_on = read_day(text)
    if born_on is not None:
        return "date of birth", (Q(born_on=born_on),)
    if any(letter.isdigit() for letter in text):
        return "reference", (_numbered(text),)
    words = names.words(text)
    if not words:
        return "nothing", ()
    begins, sounds = Q(), Q()
    for word in words:
        begins &= _named(_begins(word))
        sounds &= _named(_begins(word) | _sounds(word))
    return "name", (begins, sounds) if any(map(names.sound, words)) else (begins,)


def _named(key: Q) -> Q:
    """Children one of whose names has such a key."""
    return Q(pk__in=NameKey.objects.filter(key).values("child"))


def _begins(word: str) -> Q:
    """Keys that begin with this word, asked in the way for which each database has its index."""
    start = word[: names.LONGEST]
    if connection.vendor == "sqlite":  # whose LIKE knows no case, and so no index
        return Q(key__gte=start, key__lt=start + names.LAST)
    return Q(key__startswith=start)


def _sounds(word: str) -> Q:
    """Keys of names that sound like this word."""
    said = names.sound(word[: names.LONGEST])
    return Q(key=f"{names.SOUNDS}{said}") if said else Q(pk__in=())


def _numbered(text: str) -> Q:
    """Children with a number that reads like this one, however it was spaced."""
    readings = {" ".join(text.split()).upper()}
    for clean in (clean_nhs_number, clean_upn):
        try:
            readings.add(clean(text))
        except ValueError:
            continue
    return Q(pk__in=Identifier.objects.filter(value__in=readings).values("child"))


def listed(actor: Actor, *, page: int = 1, mine: bool = False, at: datetime | None = None) -> Found:
    """One page of the children whose records the actor may open, by name; or those they act for."""
    moment = at or clock.now()
    seen = _all_visible_to(actor, moment).select_related("responsible_authority")
    if mine:
        seen = seen.filter(named_for(actor, moment))
    looks.look(actor, "children", page="children", basis="list", at=moment)
    first = (max(page, 1) - 1) * PAGE_SIZE
    rows = list(seen.order_by("name_key", "pk")[first : first + PAGE_SIZE + 1])
    return Found(children=tuple(rows[:PAGE_SIZE]), has_more=len(rows) > PAGE_SIZE, by="list")


def alike(actor: Actor, name: str, born_on: date | None, *, at: datetime) -> tuple[Child, ...]:
    """Children the actor may see with the same birth date and a word of the name alike."""
    words = names.words(name)
    if born_on is None or not words:
        return ()
    sharing = Q()
    for word in words:
        sharing |= _begins(word) | _sounds(word)
    sharing = _named(sharing)
    rows = visible_to(actor, at=at).filter(sharing, born_on=born_on).order_by("name_key", "pk")
    return tuple(rows[:PAGE_SIZE])
