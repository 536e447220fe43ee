"""Return interviews, and what was shared of them, as somebody may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from lantern.access import looks
from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Part, Sight
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.episodes.models import Episode
from lantern.interviews import policies, standing
from lantern.interviews.answering import decided, stated
from lantern.interviews.models import (
    Account,
    ChosenSet,
    Interview,
    Outcome,
    Review,
    Share,
    SharingAgreement,
    Stated,
    Suggestion,
)
from lantern.interviews.questions import THRESHOLD, QuestionSet
from lantern.interviews.reading import DEFAULT, SHIPPED, shipped
from lantern.interviews.sharing import READERS, Circumstances, Terms
from lantern.interviews.standing import Voices, voices
from lantern.people.known import assigned
from lantern.people.models import Child, StatusPeriod
from lantern.people.policies import sight_of
from lantern.people.queries import visible_to
from lantern.placements.models import Placement
from lantern.referrals.models import Offer, Referral
from lantern.referrals.queries import done_each
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.interviewing import InterviewState, SharedWith, Verdict, Voice
from lantern.vocabulary.placement import PlacementKind, StatusKind
from lantern.vocabulary.role import Role

_WITH = ("child__responsible_authority", "authority", "provider", "chosen_set")


@dataclass(frozen=True, kw_only=True)
class Look:
    """An interview that somebody has opened, and how much of the child's record they see."""

    interview: Interview
    sight: Sight
    state: InterviewState
    voices: Voices

    @property
    def asked(self) -> QuestionSet:
        """The questions it answers."""
        return standing.question_set(self.interview)


def look(actor: Actor, reference: str, *, page: str, at: datetime | None = None) -> Look:
    """One interview, if the actor may read it; the look is recorded with its basis.

    Raises Refused for those who see the child's record and not this, NotFound for all others.
    """
    moment = at or clock.now()
    rows = Interview.objects.filter(
        reference=reference, child__in=visible_to(actor, at=moment).values("pk")
    )
    interview = standing.with_state(rows).select_related(*_WITH).first()
    if interview is None:
        raise NotFound("interview", reference)
    policies.can_see(actor, interview, at=moment).require()
    sight = sight_of(actor, interview.child, at=moment)
    looks.look(actor, interview.reference, page=page, basis=sight.basis, at=moment)
    return Look(
        interview=interview,
        sight=sight,
        state=standing.state(interview),
        voices=voices(interview),
    )


def episodes_of(actor: Actor, interview: Interview) -> tuple[Episode, ...]:
    """The absences that an interview the actor was given is about, the earliest first."""
    return tuple(interview.episodes.select_related("child").order_by("reported_at", "pk"))


def latest_offer(actor: Actor, interview: Interview) -> Offer | None:
    """The offer made last after any absence that an interview the actor was given is about; one
    whose entry was taken back is left out."""
    referrals = Referral.objects.filter(episode__in=interview.episodes.values("pk"))
    every = done_each(actor, list(referrals.values_list("pk", flat=True)))
    offers = [one for done in every.values() for one in done.offers]
    return max(offers, key=lambda one: (one.at, one.pk), default=None)


def reviews(interview: Interview) -> tuple[Review, ...]:
    """Every review, the latest first."""
    return tuple(Review.objects.filter(interview=interview).order_by("-pk"))


def outcomes(interview: Interview) -> tuple[Outcome, ...]:
    """What followed, in the order it was decided; with what was taken back."""
    return tuple(Outcome.objects.filter(interview=interview).order_by("decided_on", "pk"))


def shares(interview: Interview) -> tuple[Share, ...]:
    """Who was given what, the latest first."""
    rows = Share.objects.filter(interview=interview).select_related("agency", "acknowledgement")
    return tuple(rows.order_by("-pk"))


def suggestions(interview: Interview) -> tuple[Suggestion, ...]:
    """Whom the interview suggests for the child's contacts."""
    return tuple(Suggestion.objects.filter(interview=interview).order_by("pk"))


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The interviews of one record that somebody may read; where none, what they were given."""

    read: tuple[Interview, ...] = ()
    given: tuple[Share, ...] = ()


def of_episode(actor: Actor, episode: Episode, *, at: datetime) -> tuple[Interview, ...]:
    """The interviews about an absence that the actor was given, as far as they may read them."""
    return _readable(actor, _latest_first(Interview.objects.filter(episodes=episode)), None, at)


def of_child(actor: Actor, child: Child, *, at: datetime) -> tuple[Interview, ...]:
    """The child's interviews that the actor may read, the latest first."""
    return _readable(actor, _latest_first(Interview.objects.filter(child=child)), None, at)


def beside_episode(actor: Actor, episode: Episode, seen: Sight, *, at: datetime) -> Beside:
    """What of the interviews about an absence stands beside it, for whoever sees this much."""
    return _beside(actor, Interview.objects.filter(episodes=episode), episode.child, seen, at)


def beside_child(actor: Actor, child: Child, seen: Sight, *, at: datetime) -> Beside:
    """What of a child's interviews stands beside the child, for whoever sees this much."""
    return _beside(actor, Interview.objects.filter(child=child), child, seen, at)


def _latest_first(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    return standing.with_state(rows).select_related(*_WITH).order_by("-begun_at", "-pk")


def _beside(
    actor: Actor, rows: QuerySet[Interview], child: Child, seen: Sight, at: datetime
) -> Beside:
    every = list(_latest_first(rows)) if seen else []
    for one in every:
        one.child = child  # The page's own copy, with what it has read already.
    read = _readable(actor, every, seen, at) if seen.shows(Part.RETURN) else ()
    return Beside(read=read) if read or not every else Beside(given=_given_of(actor, every))


def _readable(
    actor: Actor, found: Iterable[Interview], seen: Sight | None, at: datetime
) -> tuple[Interview, ...]:
    """All are of one child, so one answer does for those that differ in nothing but the writer."""
    answers: dict[tuple[int | None, int], bool] = {}
    readable = []
    for one in found:
        key = (one.writer_id, one.provider_id)
        if key not in answers:
            answers[key] = bool(policies.can_see(actor, one, at=at, seen=seen))
        if answers[key]:
            readable.append(one)
    return tuple(readable)


def waiting_for_review(actor: Actor, *, at: datetime) -> QuerySet[Interview]:
    """Finished interviews that this person may review, the longest waiting first."""
    if not actor.holds(Permission.INTERVIEW_REVIEW):
        return Interview.objects.none()
    mine = Q(child__responsible_authority=actor.agency_id or 0)
    if actor.agency_kind == AgencyKind.INTERVIEW_PROVIDER:
        mine |= Q(provider=actor.agency_id or 0)
    rows = Interview.objects.filter(mine, child__in=visible_to(actor, at=at).values("pk"))
    not_theirs = standing.waiting(rows).exclude(accounts__by_id=actor.user_id or 0)
    return not_theirs.select_related(*_WITH).order_by("completed_at", "pk")


def being_written(actor: Actor, *, at: datetime) -> QuerySet[Interview]:
    """Interviews that this person has begun and not finished, or that were sent back to them."""
    rows = standing.with_state(Interview.objects.filter(writer_id=actor.user_id or 0))
    seen = rows.filter(child__in=visible_to(actor, at=at).values("pk"))
    sent_back = Q(last_verdict=Verdict.SENT_BACK, last_reviewed=F("last_account"))
    mine = seen.filter(Q(completed_at__isnull=True) | sent_back)
    return mine.select_related(*_WITH).order_by("begun_at", "pk")


def to_cover(actor: Actor, referral: Referral, *, at: datetime) -> tuple[Referral, ...]:
    """The child's other referrals that one interview may answer too, with the child's agreement:
    those that no finished interview answers yet."""
    rows = Referral.objects.filter(child=referral.child_id, provider=referral.provider_id).exclude(
        pk=referral.pk
    )
    answered = Interview.objects.filter(completed_at__isnull=False, ending__in=["whole", "parts"])
    rows = rows.exclude(episode__in=answered.values("episodes"))
    rows = rows.filter(episode__ended_at__isnull=False, child__in=visible_to(actor, at=at))
    return tuple(rows.select_related("episode").order_by("-received_at", "-pk"))


def share(actor: Actor, reference: str, *, page: str, at: datetime) -> Share:
    """What was shared with somebody, if the actor is they or may read the interview; recorded."""
    found = (
        Share.objects.filter(
            reference=reference, interview__child__in=visible_to(actor, at=at).values("pk")
        )
        .select_related(
            "agency",
            "acknowledgement",
            *(f"interview__{one}" for one in _WITH),
        )
        .first()
    )
    if found is None:
        raise NotFound("share", reference)
    policies.can_read_share(actor, found, at=at).require()
    basis = "shared" if policies.is_recipient(actor, found) else "interview"
    looks.look(actor, found.reference, page=page, basis=basis, at=at)
    return found


def given(actor: Actor, of: Share) -> dict[str, str | list[str]]:
    """The answers that a share gave, as they stood then: those named in it and no others."""
    numbers = of.numbers
    rows = Account.objects.filter(interview=of.interview_id)
    found: dict[str, str | list[str]] = {}
    for row in rows:
        if row.voice != Voice.ARRANGEMENTS and numbers.get(row.voice) == row.number:
            found |= {name: row.answers[name] for name in of.names if name in row.answers}
    return found


def _given_of(actor: Actor, interviews: Iterable[Interview]) -> tuple[Share, ...]:
    """What of these interviews was given to this person's desk."""
    desks = [one for one in SharedWith if actor.roles & set(READERS[one])]
    if not desks:
        return ()
    rows = Share.objects.filter(
        interview__in=list(interviews), agency_id=actor.agency_id or 0, recipient__in=desks
    )
    return tuple(rows.select_related("acknowledgement", "interview").order_by("-pk"))


def terms(actor: Actor, interview: Interview, *, on: date) -> Terms:
    """What the agreement in force on this day gives whom."""
    return standing.terms_of(standing.agreement_for(interview.child, on))


def circumstances(actor: Actor, of: Look, *, at: datetime) -> Circumstances:
    """What decides to whom an interview that the actor was given has to go."""
    child = of.interview.child
    rows = StatusPeriod.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at),
        child=child,
        withdrawn_at__isnull=True,
        from_at__lte=at,
    )
    kinds = {StatusKind(kind) for kind in rows.values_list("kind", flat=True)}
    placed = Placement.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at),
        child=child,
        withdrawn_at__isnull=True,
        from_at__lte=at,
    ).first()
    has_worker = bool(assigned([child.pk], Role.SOCIAL_WORKER, at).get(child.pk))
    answers = of.voices.answers
    level = decided(of.asked, answers, THRESHOLD)
    return Circumstances(
        is_open_case=has_worker or bool(kinds - {StatusKind.CARE_LEAVER}),
        has_need=level not in ("", "universal") or bool(stated(of.asked, answers)),
        is_looked_after=any(one.is_looked_after for one in kinds),
        is_in_foster_care=placed is not None and placed.kind == PlacementKind.FOSTER_CARE,
        is_placed=placed is not None,
    )


def agreements(actor: Actor) -> tuple[SharingAgreement, ...]:
    """The register of the actor's own authority, the newest first."""
    rows = SharingAgreement.objects.filter(authority=actor.agency_id or 0)
    return tuple(rows.order_by("-starts_on", "-pk"))


def chosen_sets(actor: Actor) -> tuple[ChosenSet, ...]:
    """What the actor's own authority chose to ask, the newest first."""
    rows = ChosenSet.objects.filter(authority=actor.agency_id or 0)
    return tuple(rows.order_by("-starts_on", "-pk"))


def sets(actor: Actor) -> tuple[QuestionSet, ...]:
    """The question sets that come with the product."""
    return tuple(shipped().values())


def shipped_text(actor: Actor) -> str:
    """The set that comes with the product as a file, for a partnership to begin its own from."""
    return (SHIPPED / f"{DEFAULT}.yaml").read_text(encoding="utf-8")


def that_wrote(actor: Actor, episode: Episode, key: str) -> str:
    """The reference of the interview whose record wrote this entry; empty where none did."""
    rows = Stated.objects.filter(episode=episode, entry_key=key)
    return str(rows.values_list("interview__reference", flat=True).first() or "")


def entries_of(actor: Actor, interview: Interview) -> frozenset[str]:
    """The keys of the entries of its absences that an interview wrote."""
    rows = Stated.objects.filter(interview=interview)
    return frozenset(rows.values_list("entry_key", flat=True))
