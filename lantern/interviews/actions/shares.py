"""Give an interview, a part of it, or word that it took place; each time logged with its basis."""

from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor, system_actor
from lantern.accounts.authorship import author_of
from lantern.audit.record import announce
from lantern.core.errors import Invalid, Refused
from lantern.core.instants import day_in_london
from lantern.duties import bearings
from lantern.duties.owners import agency_of
from lantern.episodes.models import Episode
from lantern.interviews import policies, sharing, standing
from lantern.interviews.actions import stating
from lantern.interviews.events import InterviewShared, ShareAcknowledged
from lantern.interviews.models import Acknowledgement, Interview, Share
from lantern.interviews.sharing import CONCERN_REPORTED, FACTS, READERS, SOCIAL_CARE, Giving
from lantern.vocabulary.interviewing import SharedWith, Voice
from lantern.vocabulary.telling import Method

_SYSTEM = system_actor("interviews")
CONCERN = "return_concern.child_protection"


@transaction.atomic
def give(interview: Interview, giving: Giving, *, by: Actor, at: datetime) -> Share:
    """Share by the agreement in force today; the answers given are fixed here, and no others are
    ever shown. Whoever was told by hand is named, and may have acknowledged there and then."""
    policies.can_share(by, interview, at=at).require()
    said = standing.voices(interview)
    made = _made(interview, giving, said, by=by, at=at)
    _state(interview, giving, said, by=by, at=at)
    announce(
        InterviewShared(
            about=interview.reference,
            by=by.id,
            at=at,
            share=made.reference,
            recipient=giving.recipient,
            content=giving.content,
        )
    )
    if giving.acknowledged_by.strip():
        _acknowledge(made, giving.acknowledged_by.strip(), user=None, by=by, at=at)
    return made


def _made(
    interview: Interview, giving: Giving, said: standing.Voices, *, by: Actor, at: datetime
) -> Share:
    """The row, with the answers given named in it. Raises Invalid for what must not be."""
    asked = standing.question_set(interview)
    agreement = standing.agreement_for(interview.child, day_in_london(at))
    terms = standing.terms_of(agreement)
    found = sharing.faults(asked, said.answers, giving, terms)
    agency_id = _agency(interview, giving.recipient)
    if giving.method is Method.LANTERN and agency_id is None:
        found.setdefault("method", "Nobody there has an account here. Say how they were told")
    if found:
        raise Invalid(found)
    return Share.objects.create(
        interview=interview,
        recipient=giving.recipient,
        agency_id=agency_id if giving.method is Method.LANTERN else None,
        person=giving.person.strip(),
        content=giving.content,
        parts=list(giving.parts),
        names=list(sharing.names_given(asked, said.answers, giving)),
        numbers=said.numbers,
        summary=giving.summary.strip(),
        agreement=agreement,
        basis=terms.basis,
        reason=giving.reason.strip(),
        method=giving.method,
        at=at,
        child_told=giving.child_told,
        child_told_words=giving.child_told_words.strip(),
        **author_of(by, at),
    )


@transaction.atomic
def acknowledge(share: Share, *, by: Actor, at: datetime) -> Share:
    """Whoever it was given to has it. A second time changes nothing."""
    policies.is_recipient(by, share).require()
    policies.can_read_share(by, share, at=at).require()
    locked = Share.objects.select_for_update(of=("self",)).get(pk=share.pk)
    if not Acknowledgement.objects.filter(share=locked).exists():
        _acknowledge(share, by.name, user=by.user_id, by=by, at=at)
    return share


def _acknowledge(share: Share, name: str, *, user: int | None, by: Actor, at: datetime) -> None:
    Acknowledgement.objects.create(share=share, at=at, by_id=user, by_name=name, recorded_at=at)
    announce(
        ShareAcknowledged(about=share.interview.reference, by=by.id, at=at, share=share.reference)
    )


def _agency(interview: Interview, recipient: SharedWith) -> int | None:
    """The agency whose desk this is for the latest of the absences; None for parents."""
    if not READERS[recipient]:
        return None
    episode = (
        Episode.objects.filter(interviews=interview)
        .select_related("child", "placement")
        .order_by("-reported_at", "-pk")
        .first()
    )
    if episode is None:
        raise Refused("This interview is about no absence.")
    places = bearings.of_absence(_SYSTEM, episode).places
    return agency_of(READERS[recipient][0], places)


def _state(
    interview: Interview, giving: Giving, said: standing.Voices, *, by: Actor, at: datetime
) -> None:
    """What this share is to the protocol, on each absence. Word that a concern was reported is
    stated once social care has more than that the interview took place."""
    facts = [FACTS[giving.recipient]] if giving.recipient in FACTS else []
    concern = said.of(Voice.INTERVIEWER)
    has_concern = concern is not None and interview.stated.filter(fact=CONCERN).exists()
    if giving.recipient in SOCIAL_CARE and has_concern:
        facts.append(CONCERN_REPORTED)
    meant = stating.Meant(facts=frozenset(facts), at=at, done_by=by.name)
    for episode in interview.episodes.select_related("child").order_by("pk"):
        for fact in facts:
            stating.add(interview, episode, fact, meant, by=by, now=at)
