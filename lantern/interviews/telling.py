"""Who is told of an interview: its writer of a review, a desk of what was shared with it."""

from lantern.access.actor import Actor, system_actor
from lantern.interviews.events import InterviewReviewed, InterviewShared
from lantern.interviews.models import Interview, Share
from lantern.interviews.sharing import READERS
from lantern.notifications import outbox, wording
from lantern.notifications.recipients import holders
from lantern.people.known import assigned
from lantern.vocabulary.interviewing import SharedWith, Verdict
from lantern.vocabulary.role import Role

_SYSTEM: Actor = system_actor("interviews")


def tell_writer(event: InterviewReviewed) -> None:
    """Whoever wrote it learns that it was sent back."""
    if event.verdict != Verdict.SENT_BACK:
        return
    interview = Interview.objects.get(reference=event.about)
    if interview.writer_id is None:
        return
    said = wording.interview_sent_back(event.about)
    outbox.put(
        outbox.Note(
            key=f"{event.about} sent back {event.at.isoformat()}",
            kind="interview_sent_back",
            about=event.about,
            subject=said.subject,
            body=said.body,
        ),
        user_ids={interview.writer_id},
        at=event.at,
    )


def tell_recipient(event: InterviewShared) -> None:
    """The desk it was shared with learns that there is something to read and acknowledge."""
    share = Share.objects.select_related("interview").get(reference=event.share)
    if share.agency_id is None:
        return
    recipient = SharedWith(share.recipient)
    role = READERS[recipient][0]
    own: list[int] = []
    if recipient is SharedWith.CASEWORKER:
        workers = assigned([share.interview.child_id], Role.SOCIAL_WORKER, event.at)
        acting = workers.get(share.interview.child_id, ())
        own = [one.user_id for one in acting if one.user_id is not None]
    told = holders(role, share.agency_id, event.at, assigned=own)
    said = wording.interview_shared(share.reference, to=recipient.label)
    outbox.put(
        outbox.Note(
            key=f"{share.reference} shared",
            kind="interview_shared",
            about=share.reference,
            subject=said.subject,
            body=said.body,
        ),
        user_ids=told.user_ids,
        team_ids=told.team_ids,
        at=event.at,
    )
