"""Who is told that somebody asks how a return interview stands."""

from lantern.notifications import outbox, wording
from lantern.notifications.recipients import holders
from lantern.referrals.events import InterviewChased
from lantern.referrals.models import Allocation, Referral
from lantern.vocabulary.role import Role


def tell_provider(event: InterviewChased) -> None:
    """The worker who has the child; where nobody has, whoever does the provider's work now."""
    referral = Referral.objects.get(reference=event.referral)
    given = Allocation.objects.filter(referral=referral).order_by("at", "pk").last()
    own = [given.worker_id] if given is not None and given.worker_id is not None else []
    role = Role.RETURN_INTERVIEW_PROVIDER
    told = holders(role, referral.provider_id, event.at, assigned=own)
    said = wording.interview_chased(referral.reference)
    outbox.put(
        outbox.Note(
            key=f"{referral.reference} chased {event.at.isoformat()}",
            kind="interview_chased",
            about=event.about,
            subject=said.subject,
            body=said.body,
        ),
        user_ids=told.user_ids,
        team_ids=told.team_ids,
        at=event.at,
    )
