"""What happens next: one table from what happened to what follows, in order, in its transaction.

Nothing here decides. What is owed is the protocol's business; anything slow goes to the outbox.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from lantern.access import events as access
from lantern.access.actor import system_actor
from lantern.accounts import events as accounts
from lantern.accounts.actors import actor_of
from lantern.accounts.models import User
from lantern.agencies import events as agencies
from lantern.agencies.models import Agency
from lantern.agreements import events as agreements
from lantern.agreements import parameters
from lantern.agreements import telling as protocols
from lantern.core.events import Event, Reaction
from lantern.core.instants import LONDON, day_in_london
from lantern.duties import bearings
from lantern.duties import events as duties
from lantern.duties.actions import ledger, rounds
from lantern.duties.bearings import Bearings
from lantern.duties.owners import agency_of, people_in
from lantern.duties.subjects import Subject
from lantern.episodes import events as episodes
from lantern.episodes.actions import notices
from lantern.episodes.models import Episode
from lantern.follow_up import events as follow_up
from lantern.interviews import events as interviews
from lantern.interviews import telling as of_interviews
from lantern.meetings import events as meetings
from lantern.notifications import events as notifications
from lantern.notifications import outbox
from lantern.notifications.actions import handovers
from lantern.notifications.actions.handovers import Handing
from lantern.notifications.outbox import Outgoing
from lantern.notifications.recipients import holders
from lantern.notifications.wording import opened_in_emergency, password_link
from lantern.people import events as people
from lantern.people.actions import involvements
from lantern.people.models import Child
from lantern.placements import events as placements
from lantern.plans import events as plans
from lantern.referrals import events as referrals
from lantern.referrals import telling as interview_chasing
from lantern.referrals.actions import referring
from lantern.returns import events as returns
from lantern.risk import events as risk
from lantern.simulation import events as simulation
from lantern.support import events as support
from lantern.vocabulary.absence import EndOfEpisode, EntryKind
from lantern.vocabulary.agency import InvolvementBasis
from lantern.vocabulary.role import Role

REACTIONS: Final = system_actor("reactions")
REPORT: Final = (
    (Role.CALL_HANDLER, "police_acknowledgement", timedelta(minutes=15)),
    (Role.SOCIAL_WORKER, "social_care_acknowledgement", timedelta(minutes=30)),
)
RETURN: Final = (
    (Role.CALL_HANDLER, "return_acknowledgement", timedelta(hours=1)),
    (Role.SOCIAL_WORKER, "return_acknowledgement", timedelta(hours=1)),
)
"""To whom it is handed, and how long it waits there before it climbs: the protocol's parameter, or
this length where the protocol sets none."""

OPENED_BY_TELLING: Final[Mapping[str, tuple[Role, InvolvementBasis]]] = {
    "return_interview.referred": (
        Role.RETURN_INTERVIEW_PROVIDER,
        InvolvementBasis.RETURN_INTERVIEW,
    ),
    "notified.return_interview_provider": (
        Role.RETURN_INTERVIEW_PROVIDER,
        InvolvementBasis.RETURN_INTERVIEW,
    ),
    "return_notified.return_interview_provider": (
        Role.RETURN_INTERVIEW_PROVIDER,
        InvolvementBasis.RETURN_INTERVIEW,
    ),
    "notified.designated_health": (Role.DESIGNATED_HEALTH, InvolvementBasis.HEALTH),
    "return_notified.designated_health": (Role.DESIGNATED_HEALTH, InvolvementBasis.HEALTH),
    "notified.school": (Role.SCHOOL, InvolvementBasis.SCHOOL),
}
"""Facts by which an agency is brought in, and so has to see the record (IS-063, IS-065, IS-066)."""


def refresh_episode(event: Event) -> None:
    """The duties of the absence follow from its facts; whoever newly owes something is told."""
    ledger.refresh_episode(event.about, by=REACTIONS, at=event.at)


def refresh_child(event: Event) -> None:
    """The duties of the child, and of each absence, follow from what is recorded of the child."""
    ledger.refresh_child(event.about, by=REACTIONS, at=event.at)


def refresh_residents(event: Event) -> None:
    """What is known of a home is known of each child who was ever placed there."""
    placed = Child.objects.filter(placements__carer__slug=event.about).order_by("pk").distinct()
    for reference in placed.values_list("reference", flat=True):
        ledger.refresh_child(reference, by=REACTIONS, at=event.at)


def go_through_children(event: agencies.AgencyChanged) -> None:
    """Where an agency works to another rulebook the worker derives the duties around it anew."""
    if not {"rulebook", "rulebook_from"}.isdisjoint(event.fields.split(", ")):
        rounds.begin(event.about, by=REACTIONS, at=event.at)


def refresh_linked(event: episodes.EpisodesLinked) -> None:
    """Children who went together: the duties of each absence may change."""
    for reference in sorted({event.about, *event.others}):
        ledger.refresh_episode(reference, by=REACTIONS, at=event.at)


def refresh_subject(event: Event) -> None:
    """A fact of an absence, or else of a child: an excuse, what became of a planned action."""
    if Episode.objects.filter(reference=event.about).exists():
        refresh_episode(event)
    else:
        refresh_child(event)


def take_up_report(event: episodes.EpisodeReported) -> None:
    """The duties of a new absence arise; the police and the child's social worker are handed it."""
    outgoing = Outgoing(event.at)
    absence = ledger.begin_episode(event.about, by=REACTIONS, outgoing=outgoing)
    handings = _handings(event, "report", "A child reported missing", absence)
    handovers.begin_all(handings, by=REACTIONS, outgoing=outgoing, is_new=True)
    outgoing.write()


def hand_over_again(event: episodes.EpisodeReopened) -> None:
    """A child who was thought to be back is not: it is handed over anew, and the return rests."""
    handovers.rest(event.about, by=REACTIONS, at=event.at)
    cause = f"reopened {event.at.isoformat()}"
    _hand_over_absence(event, cause, "A child thought to be back is missing")


def hand_over_return(event: episodes.EpisodeEnded) -> None:
    """The return is handed to the police and the social worker; the report climbs no more."""
    handovers.rest(event.about, by=REACTIONS, at=event.at)
    if event.how != EndOfEpisode.REPORTED_IN_ERROR:
        _hand_over_absence(event, f"return {event.at.isoformat()}", "A missing child is back")


def tell_data_owner(event: access.EmergencyAccessOpened) -> None:
    """The authority whose record was opened in an emergency is told at once (IS-069)."""
    authority = Agency.objects.get(slug=event.authority)
    told = [
        holders(role, authority.pk, event.at)
        for role in (Role.SENIOR_MANAGER, Role.MISSING_COORDINATOR)
    ]
    wording = opened_in_emergency(event.about, agency=Agency.objects.get(slug=event.agency).name)
    outbox.put(
        outbox.Note(
            key=f"{event.emergency} opened",
            kind="emergency_access",
            about=event.about,
            subject=wording.subject,
            body=wording.body,
        ),
        user_ids={one for each in told for one in each.user_ids},
        team_ids={one for each in told for one in each.team_ids},
        at=event.at,
    )


def tell_of_password_link(event: accounts.PasswordLinkIssued) -> None:
    """Whoever's password can be set by somebody with a link learns that there is one."""
    wording = password_link(at=event.at)
    outbox.put(
        outbox.Note(
            key=f"{event.about} password link {event.at.isoformat()}",
            kind="password_link",
            about=event.about,
            subject=wording.subject,
            body=wording.body,
        ),
        user_ids={one for one in [_person(event.about)] if one is not None},
        at=event.at,
    )


def open_to_those_told(event: episodes.EntryRecorded | episodes.EpisodeReported) -> None:
    """An agency that is told of the child in order to act, sees the record."""
    told = {event.fact} if isinstance(event, episodes.EntryRecorded) else set(event.told)
    facts = sorted(told & set(OPENED_BY_TELLING))
    if not facts:
        return
    episode, around = _absence(event.about)
    for role, basis in dict.fromkeys(OPENED_BY_TELLING[fact] for fact in facts):
        agency = Agency.objects.get(pk=agency_of(role, around.places))
        if agency.pk != around.places.responsible:
            because = episode.reference
            involvements.begin(
                episode.child, agency, basis, by=REACTIONS, at=event.at, because=because
            )


def refer_for_interview(event: episodes.EntryRecorded | episodes.EpisodeEnded) -> None:
    """Once a return interview is owed, its provider has the referral and sees the record."""
    if isinstance(event, episodes.EpisodeEnded) or event.kind == EntryKind.LOCATED:
        referring.refer_if_owed(event.about, by=REACTIONS, at=event.at)


def told_by_handover(event: notifications.HandoverAcknowledged) -> None:
    """Whoever has taken the report of an absence, or of a return, has been told of it."""
    user = User.objects.filter(reference=event.by).first()
    absence = Episode.objects.filter(reference=event.about).exists()
    agency = Agency.objects.get(slug=event.agency)
    on = day_in_london(event.at)
    actor = actor_of(user, on=on, agency_id=agency.pk) if user is not None and absence else None
    if actor is None:
        return
    after_return = event.key.startswith(f"{event.about} return")
    notices.record_taken(
        event.about, by=actor, role=Role(event.role), at=event.at, after_return=after_return
    )


def _hand_over_absence(event: Event, cause: str, what: str) -> None:
    _, around = _absence(event.about)
    outgoing = Outgoing(event.at)
    outgoing.rota.expect(around.places.agencies)
    handings = _handings(event, cause, what, around)
    handovers.begin_all(handings, by=REACTIONS, outgoing=outgoing)
    outgoing.write()


def _handings(event: Event, cause: str, what: str, around: Bearings | Subject) -> list[Handing]:
    """To whom it is handed; to nobody before the partnership's first day."""
    first = around.first_day_on
    if first is not None and event.at.astimezone(LONDON).date() < first:
        return []
    return [
        Handing(
            key=f"{event.about} {cause} {role}",
            about=event.about,
            what=what,
            role=role,
            agency_id=agency_of(role, around.places),
            assigned=people_in(role, around.places),
            known_to=event.by,
            climbs_after=parameters.length(around.rulebook, name, event.at, otherwise=otherwise),
        )
        for role, name, otherwise in (RETURN if cause.startswith("return") else REPORT)
    ]


def _absence(reference: str) -> tuple[Episode, Bearings]:
    episode = Episode.objects.select_related("child", "placement").get(reference=reference)
    return episode, bearings.of_absence(REACTIONS, episode)


def _person(reference: str) -> int | None:
    """The account of whoever did it; None for a part of the system."""
    return User.objects.filter(reference=reference).values_list("pk", flat=True).first()


TABLE: Final[Mapping[type[Event], Sequence[Reaction]]] = {
    episodes.EpisodeReported: (open_to_those_told, take_up_report),
    episodes.EntryRecorded: (open_to_those_told, refresh_episode, refer_for_interview),
    episodes.EntryCorrected: (refresh_episode,),
    episodes.EntryWithdrawn: (refresh_episode,),
    episodes.EpisodeEnded: (refresh_episode, hand_over_return, refer_for_interview),
    episodes.EpisodeReopened: (refresh_episode, hand_over_again),
    episodes.EpisodesLinked: (refresh_linked,),
    episodes.AbsenceBroughtIn: (),
    duties.DutyExcused: (refresh_subject,),
    # The facts of a meeting are entries of the absence, and they bring the duties in line.
    **dict.fromkeys(meetings.ALL, ()),
    plans.PlanAgreed: (refresh_subject,),
    plans.PlannedActionDone: (refresh_subject,),
    plans.PlannedActionDropped: (refresh_subject,),
    plans.PlannedActionTakenBack: (refresh_subject,),
    plans.PlannedActionChanged: (refresh_subject,),
    plans.PlanEnded: (refresh_subject,),
    people.ChildAdded: (refresh_child,),
    people.ChildChanged: (refresh_child,),
    people.ChildAssigned: (refresh_child,),
    people.AssignmentEnded: (refresh_child,),
    people.StatusBegan: (refresh_child,),
    people.StatusEnded: (refresh_child,),
    people.StatusWithdrawn: (refresh_child,),
    people.FlagRaised: (refresh_child,),
    people.FlagLowered: (refresh_child,),
    people.FlagWithdrawn: (refresh_child,),
    people.StepRecorded: (refresh_child,),
    # Past care raises no duties by itself: they are derived when somebody next records something.
    people.ChildBroughtIn: (),
    people.ArrivalApproved: (),
    people.ArrivalTurnedAway: (),
    people.RecordsArrived: (),
    people.RecordsReceived: (),
    people.DoubtDecided: (),
    people.ContactChanged: (),
    people.IdentifierAdded: (),
    people.InvolvementBegan: (),
    people.InvolvementEnded: (),
    people.RecordRestricted: (),
    people.RestrictionLifted: (),
    placements.ChildPlaced: (refresh_child,),
    placements.PlacementEnded: (refresh_child,),
    placements.PlacementWithdrawn: (refresh_child,),
    placements.ProfileDrawnUp: (refresh_child,),
    placements.PhotographAdded: (),
    placements.HomeDescribed: (refresh_residents,),
    risk.RiskAssessed: (refresh_child,),
    # What a check means is in the entries of the absence, each of which is recorded beside it.
    returns.SafeAndWellRecorded: (),
    returns.SafeAndWellCorrected: (),
    returns.FrequencyAgreed: (refresh_child,),
    returns.FrequencyReviewed: (refresh_child,),
    returns.FrequencyEnded: (refresh_child,),
    referrals.ReferralMade: (),
    referrals.ProviderChanged: (),
    referrals.ReferralRated: (),
    referrals.ReferralAllocated: (),
    referrals.ContactTried: (),
    referrals.InterviewOffered: (),
    referrals.OfferAnswered: (),
    referrals.ParentsOfferedSay: (),
    referrals.InterviewChased: (interview_chasing.tell_provider,),
    referrals.CapacitySet: (),
    # The facts that these mean are recorded beside them, and each of those brings the duties up.
    **dict.fromkeys(follow_up.ALL, ()),
    interviews.InterviewBegun: (),
    interviews.InterviewCompleted: (),
    interviews.InterviewCorrected: (),
    interviews.InterviewReviewed: (of_interviews.tell_writer,),
    interviews.InterviewOutcomeRecorded: (),
    interviews.InterviewOutcomeWithdrawn: (),
    interviews.InterviewShared: (of_interviews.tell_recipient,),
    interviews.ShareAcknowledged: (),
    interviews.SuggestionDecided: (),
    interviews.SharingAgreed: (),
    interviews.QuestionSetChosen: (),
    notifications.HandoverOpened: (),
    notifications.HandoverAcknowledged: (told_by_handover,),
    notifications.HandoverClimbed: (),
    notifications.DeliverySentAgain: (),
    access.EmergencyAccessOpened: (tell_data_owner,),
    access.EmergencyAccessEnded: (),
    access.EmergencyAccessMissed: (),
    access.EmergencyAccessReviewed: (),
    accounts.StaffAdded: (),
    accounts.StaffDeactivated: (),
    accounts.StaffReactivated: (),
    accounts.RoleGranted: (),
    accounts.RoleEnded: (),
    accounts.PasswordLinkIssued: (tell_of_password_link,),
    accounts.PasswordSet: (),
    accounts.SignedIn: (),
    accounts.SignedInAsCast: (),
    accounts.SignedOutEverywhere: (),
    agencies.AgencyAdded: (),
    agencies.AgencyChanged: (go_through_children,),
    agencies.AreaAdded: (),
    agencies.TeamAdded: (),
    agencies.TeamCovers: (),
    agencies.TeamCoversNoLonger: (),
    agencies.TeamAreasSet: (),
    agencies.OfficeHoursSet: (),
    agreements.DraftDrawnUp: (),
    agreements.DraftChanged: (),
    agreements.DraftReviewAsked: (protocols.tell_reviewer,),
    agreements.DraftReviewAnswered: (protocols.tell_of_answer,),
    agreements.DraftWithdrawn: (protocols.tell_withdrawn,),
    # The ledger is derived anew in rounds, when it is adopted and when it starts: by the worker.
    agreements.VersionAdopted: (protocols.tell_adopted,),
    agreements.VersionLookedAtAgain: (),
    agreements.StoryAccepted: (),
    agreements.StoryWithdrawn: (),
    simulation.SimulationAsked: (),
    # What a letter or an offer meets is an entry of the absence, and follows from that.
    support.ServiceListed: (),
    support.ServiceConfirmed: (),
    support.ServiceEnded: (),
    support.WordingAgreed: (),
    support.LetterMade: (),
    support.LetterSent: (),
    support.LetterTakenBack: (),
    support.SupportOffered: (),
    support.SupportAnswered: (),
    support.SessionRecorded: (),
    support.SessionTakenBack: (),
    support.SupportEnded: (),
    support.SupportTakenBack: (),
}
"""What follows from each kind of event. A kind without a row is an error when it happens."""
