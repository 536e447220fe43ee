"""The directory, the words of letters, letters and support, as somebody may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from lantern.access.actor import Actor
from lantern.access.sharing import Part, Sight
from lantern.agencies.models import Agency
from lantern.agreements.policies import authorities_of
from lantern.core.decision import ALLOWED, Decision, first_refusal
from lantern.core.errors import NotFound
from lantern.core.instants import day_in_london
from lantern.core.references import is_reference
from lantern.episodes import queries as episodes
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import value_at
from lantern.people import queries as people
from lantern.people.known import contacts
from lantern.people.models import Child, Contact
from lantern.people.policies import can_see_placement, sight_of
from lantern.placements.known import present_placement
from lantern.support import policies
from lantern.support.letters import Help, Words, shipped
from lantern.support.models import Letter, Service, Session, Support, Wording
from lantern.support.policies import Addressee
from lantern.support.standing import with_entries
from lantern.vocabulary.placement import PersonRelation
from lantern.vocabulary.support import LetterKind, ServiceFor, ServiceKind

PARENTS_NOT_TOLD = "parents.not_told_by_decision"
_KINDS = (ServiceKind.HELPLINE, ServiceKind.ACCOMMODATION, *ServiceKind)
_PARENTS = (PersonRelation.MOTHER, PersonRelation.FATHER)


@dataclass(frozen=True, kw_only=True)
class SeenLetter:
    """A letter that this person may read, with the sight under which they read it."""

    letter: Letter
    sight: Sight


@dataclass(frozen=True, kw_only=True)
class SeenSupport:
    """An offer of support that this person may read, and all its sessions, the first first; those
    taken back stay legible."""

    support: Support
    sight: Sight
    sessions: tuple[Session, ...]


def is_current(service: Service, on: date) -> bool:
    """Whether it may be printed: in the directory, and checked until this day."""
    return service.ended_at is None and service.review_on >= on


def directory(actor: Actor) -> tuple[Service, ...]:
    """Every service in the directories of the authorities; that of the actor's own comes first.

    Whom to ring is no secret: everybody who is signed in may read it.
    """
    rows = Service.objects.filter(ended_at__isnull=True).select_related("authority")
    found = sorted(rows.order_by("authority__name", "name", "pk"), key=_by_kind)
    found.sort(key=lambda one: (one.authority_id != actor.agency_id, one.authority.name))
    return tuple(found)


def keeps_for(actor: Actor) -> QuerySet[Agency]:
    """The authorities whose directory this person keeps."""
    if not policies.can_keep(actor):
        return Agency.objects.none()
    return Agency.objects.filter(authorities_of(actor)).order_by("name")


def service(actor: Actor, reference: str) -> Service:
    """One service of a directory that this person keeps; others have the list."""
    rows = Service.objects.filter(ended_at__isnull=True).select_related("authority")
    found = rows.filter(reference=reference).first() if is_reference(reference, "H") else None
    if found is None:
        raise NotFound("service", reference)
    policies.can_keep_of(actor, found.authority).require()
    return found


def to_print(authority: Agency, audience: ServiceFor, *, at: datetime) -> tuple[Help, ...]:
    """The services that are printed for somebody: nothing whose review date has passed."""
    today = day_in_london(at)
    rows = Service.objects.filter(
        authority=authority, ended_at__isnull=True, review_on__gte=today
    ).order_by("name", "pk")
    return tuple(
        Help(
            name=one.name,
            purpose=one.purpose,
            telephone=one.telephone,
            elsewhere=one.elsewhere,
            hours=one.hours,
        )
        for one in sorted(rows, key=_by_kind)
        if audience in one.audiences
    )


def _by_kind(service: Service) -> int:
    """Helplines first, then somewhere to sleep: what is wanted soonest."""
    return _KINDS.index(ServiceKind(service.kind))


def wording(authority: Agency, kind: LetterKind) -> Words:
    """The words in use for a kind of letter: the authority's own, or those that are shipped."""
    latest = Wording.objects.filter(authority=authority, kind=kind).order_by("-version").first()
    if latest is None:
        return shipped(kind)
    return Words(title=latest.title, words=latest.words, version=str(latest.version))


def wordings(actor: Actor) -> dict[tuple[int, str], Wording]:
    """The latest words of each authority for which the actor keeps them, by authority and kind."""
    rows = Wording.objects.filter(authority__in=keeps_for(actor)).order_by("version")
    return {(one.authority_id, one.kind): one for one in rows}


def letters(actor: Actor, episode: Episode, sight: Sight) -> tuple[Letter, ...]:
    """The letters after an absence that this person may read, the latest first."""
    rows = with_entries(Letter.objects.filter(episode=episode))
    rows = rows.select_related("by_agency").order_by("-pk")
    return tuple(one for one in rows if policies.can_see(actor, one, sight))


def letter(actor: Actor, reference: str, *, at: datetime) -> SeenLetter:
    """One letter, to whoever may read it; the look is recorded."""
    rows = with_entries(Letter.objects.filter(reference=reference))
    rows = rows.select_related("by_agency", "episode")
    found = rows.first() if is_reference(reference, "K") else None
    if found is None:
        raise NotFound("letter", reference)
    seen = episodes.look(actor, found.episode.reference, page="letter", at=at)
    policies.can_see(actor, found, seen.sight).require()
    found.episode = seen.episode
    return SeenLetter(letter=found, sight=seen.sight)


def addressees(actor: Actor, episode: Episode, *, at: datetime) -> tuple[Addressee, ...]:
    """To whom a letter may go: the child, each parent, and whoever cares for the child; or why not.

    Of people around the child somebody sees only what their agency's part opens.
    """
    child = episode.child
    sight = sight_of(actor, child, at=at)
    found = [
        Addressee(
            key="child",
            name=child.given_name or "young person",
            kind=LetterKind.CHILD,
            who="the young person",
            decision=ALLOWED,
        )
    ]
    if sight.shows(Part.CONTACTS):
        told = policies.parents_may_be_told(_reasons_not_to_tell(episode, at))
        found += [_parent(one, told) for one in contacts(child) if _is_parent(one)]
    placement = present_placement(child, at)
    if placement is not None and placement.carer is not None and can_see_placement(sight, child):
        found.append(
            Addressee(
                key="carer",
                name=placement.carer.name,
                kind=LetterKind.PARENTS,
                who="the carer",
                decision=ALLOWED,
            )
        )
    return tuple(found)


def _is_parent(contact: Contact) -> bool:
    return contact.has_parental_responsibility or contact.relation in _PARENTS


def _parent(contact: Contact, told: Decision) -> Addressee:
    return Addressee(
        key=f"contact-{contact.pk}",
        name=contact.name,
        kind=LetterKind.PARENTS,
        who=PersonRelation(contact.relation).label.lower(),
        decision=first_refusal(policies.contact_may_be_told(contact), told),
        contact=contact.pk,
    )


def _reasons_not_to_tell(episode: Episode, at: datetime) -> Sequence[str]:
    """Why the parents are not told of this absence, while that decision stands."""
    rows = [one for one in Entry.objects.filter(episode=episode) if one.fact == PARENTS_NOT_TOLD]
    if value_at(rows, PARENTS_NOT_TOLD, at) != "yes":
        return ()
    return [one.words for one in rows if one.value == "yes" and not one.withdrawn]


def support_of(actor: Actor, child: Child, sight: Sight) -> tuple[Support, ...]:
    """What was offered to a child or family, as this person may read it, the latest first."""
    rows = with_entries(Support.objects.filter(child=child, taken_back_at__isnull=True))
    found = rows.select_related("by_agency").order_by("-offered_at", "-pk")
    return tuple(one for one in found if policies.can_see(actor, one, sight))


def support(actor: Actor, reference: str, *, at: datetime) -> SeenSupport:
    """One offer of support, to whoever may read it; the look is recorded."""
    rows = with_entries(Support.objects.select_related("by_agency", "child", "episode"))
    found = rows.filter(reference=reference).first() if is_reference(reference, "G") else None
    if found is None:
        raise NotFound("support", reference)
    seen = people.look(actor, found.child.reference, page="support", at=at)
    policies.can_see(actor, found, seen.sight).require()
    return SeenSupport(
        support=found,
        sight=seen.sight,
        sessions=tuple(found.sessions.order_by("at", "pk")),
    )


def letter_that_wrote(actor: Actor, episode: Episode, key: str) -> str:
    """The reference of the letter whose sending wrote this entry; empty where none did."""
    rows = Letter.objects.filter(episode=episode, entry=key, taken_back_at__isnull=True)
    return str(rows.values_list("reference", flat=True).first() or "")


def support_that_wrote(actor: Actor, episode: Episode, key: str) -> str:
    """The reference of the support whose offer wrote this entry; empty where none did."""
    rows = Support.objects.filter(episode=episode, entry=key, taken_back_at__isnull=True)
    return str(rows.values_list("reference", flat=True).first() or "")
