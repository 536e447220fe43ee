"""What was done, as a person would say it: “Ruth Adeyemi reported the child missing”.

Each kind of event has a phrase that follows a name. What it holds of the event's own fields is put
in the field's words. None of them holds anything about a child.
"""

from collections.abc import Mapping
from typing import Any, Final

from lantern.vocabulary.absence import EndOfEpisode, EntryKind
from lantern.vocabulary.access import EmergencyOutcome
from lantern.vocabulary.agency import AgencyKind, InvolvementBasis
from lantern.vocabulary.agreement import Answer
from lantern.vocabulary.arriving import ArrivalKind, DoubtDecision
from lantern.vocabulary.follow_up import FollowUpKind, ReportKind
from lantern.vocabulary.interviewing import (
    Ending,
    InterviewOutcome,
    ShareContent,
    SharedWith,
    Verdict,
    Voice,
)
from lantern.vocabulary.plan import PlanOrigin
from lantern.vocabulary.role import Role
from lantern.vocabulary.support import LetterKind, LetterMethod, SupportAnswer
from lantern.vocabulary.term import Term

PHRASES: Final[Mapping[str, str]] = {
    "AgencyAdded": "added the agency",
    "AgencyChanged": "changed the agency: {fields}",
    "AreaAdded": "named the area {area}",
    "TeamAdded": "added a team",
    "TeamCovers": "let a team do what a {role} owes",
    "TeamCoversNoLonger": "took from a team what a {role} owes",
    "TeamAreasSet": "said which areas a team covers: {areas}",
    "OfficeHoursSet": "set the office hours of {days} days",
    "DraftDrawnUp": "drew up a draft of {rulebook}",
    "DraftChanged": "changed the draft, revision {revision}",
    "DraftReviewAsked": "asked somebody to review the draft, revision {revision}",
    "DraftReviewAnswered": "answered a review of the draft, revision {revision}: {answer}",
    "DraftWithdrawn": "withdrew the draft",
    "VersionAdopted": "adopted a version of {rulebook} from {starts_on}, for review by {review_on}",
    "VersionLookedAtAgain": "looked at {rulebook} again, for review by {review_on}",
    "StoryAccepted": "added the case {story} to the acceptance set of {rulebook}",
    "StoryWithdrawn": "took the case {story} out of the acceptance set of {rulebook}",
    "SimulationAsked": "asked what the draft would have meant from {first_on} to {last_on}",
    "StaffAdded": "added an account",
    "StaffDeactivated": "closed an account",
    "StaffReactivated": "opened an account again",
    "RoleGranted": "gave the role of {role} in {agency}",
    "RoleEnded": "ended the role of {role} in {agency}",
    "PasswordLinkIssued": "made a link for setting a password",
    "PasswordSet": "set a password",
    "SignedIn": "signed in",
    "SignedInAsCast": "was played by a visitor to the demonstration",
    "SignedOutEverywhere": "ended every session",
    "EmergencyAccessOpened": "opened the record in an emergency",
    "EmergencyAccessEnded": "ended emergency access",
    "EmergencyAccessReviewed": "reviewed emergency access and found it {outcome}",
    "EmergencyAccessMissed": "asked for emergency access to a child who was not found",
    "ChildAdded": "started the child’s record",
    "ChildChanged": "changed the child’s details: {fields}",
    "RecordRestricted": "restricted the record to named people",
    "RestrictionLifted": "lifted the restriction of the record",
    "IdentifierAdded": "added a number by which the child is known",
    "ContactChanged": "recorded a contact of the child",
    "ChildAssigned": "named the child’s {role}",
    "AssignmentEnded": "ended an assignment as the child’s {role}",
    "StatusBegan": "recorded that a legal or care status began",
    "StatusEnded": "recorded that a legal or care status ended",
    "StatusWithdrawn": "withdrew a legal or care status recorded in error",
    "FlagRaised": "raised a concern",
    "FlagLowered": "lowered a concern",
    "FlagWithdrawn": "withdrew a concern recorded in error",
    "InvolvementBegan": "opened the record to {agency} ({basis})",
    "InvolvementEnded": "closed the record to {agency} ({basis})",
    "StepRecorded": "recorded a step under the protocol",
    "ServiceListed": "added a service to the directory, for review by {review_on}",
    "ServiceConfirmed": "checked a service of the directory, for review by {review_on}: {fields}",
    "ServiceEnded": "took a service out of the directory",
    "WordingAgreed": "changed the words of a letter, version {version}: {kind}",
    "LetterMade": "made a letter {letter}: {kind}",
    "LetterSent": "sent the letter {letter}: {how}",
    "LetterTakenBack": "took back the letter {letter}",
    "SupportOffered": "offered support {support}",
    "SupportAnswered": "recorded an answer to the offer of support {support}: {answer}",
    "SessionRecorded": "recorded a session of the support {support}",
    "SessionTakenBack": "took back a session of the support {support}, recorded in error",
    "SupportEnded": "recorded the end of the support {support}",
    "SupportTakenBack": "took back the support {support}, recorded in error",
    "RecordsReceived": "brought {files} files: {records}",
    "ArrivalApproved": "asked for the good rows to be brought in",
    "ArrivalTurnedAway": "turned the files away",
    "RecordsArrived": (
        "brought in {records}: {taken} rows taken, {unchanged} unchanged, {refused} refused, "
        "{waiting} waiting for a decision"
    ),
    "ChildBroughtIn": "brought in records of the child kept elsewhere: {records}",
    "DoubtDecided": "decided whether rows that arrived are about the child: {decision}",
    "ChildPlaced": "recorded a placement",
    "PlacementEnded": "recorded the end of a placement",
    "PlacementWithdrawn": "withdrew a placement recorded in error",
    "ProfileDrawnUp": "drew up the profile, version {version}",
    "PhotographAdded": "added a photograph",
    "HomeDescribed": "described the home",
    "SafeAndWellRecorded": "recorded a safe and well check, or why there was none",
    "SafeAndWellCorrected": "put a safe and well check right",
    "FrequencyAgreed": "agreed how often the child is checked or interviewed, for review by "
    "{review_on}",
    "FrequencyReviewed": "reviewed how often the child is checked or interviewed, for review by "
    "{review_on}",
    "FrequencyEnded": "ended an agreement on how often the child is checked or interviewed",
    "RiskAssessed": "assessed the risk before any absence, version {version}",
    "ReferralMade": "asked for a return interview",
    "ProviderChanged": "asked another provider for the return interview",
    "InterviewChased": "asked how a return interview stands",
    "ReferralRated": "rated the need for a return interview",
    "ReferralAllocated": "gave the return interview to a worker, or put it back",
    "ContactTried": "tried to reach the child about the return interview",
    "InterviewOffered": "offered the return interview",
    "OfferAnswered": "recorded the answer to the offer of a return interview",
    "ParentsOfferedSay": "offered the parents or carers a say",
    "CapacitySet": "set how many return interviews are held in a week: {interviews_a_week}",
    "MeetingArranged": "arranged a strategy meeting, shared by {shared_by} in all",
    "MeetingMoved": "moved a strategy meeting, with a reason",
    "MeetingConsidered": "decided whether one meeting is held for all the children",
    "MembersChosen": "changed who comes to a strategy meeting: {invited} in all",
    "MinutesRecorded": "recorded a strategy meeting, version {version}",
    "MeetingCancelled": "cancelled a strategy meeting, with a reason",
    "CancellationAmended": "put the cancellation of a strategy meeting right, with a reason",
    "MeetingTakenBack": "took back a strategy meeting, recorded in error",
    "ReviewAmended": "put a review of the actions of a strategy meeting right, with a reason",
    "MeetingReviewed": "reviewed the actions of a strategy meeting",
    "PlanAgreed": "added to the child’s plan ({origin})",
    "PlannedActionDone": "recorded a planned action as done",
    "PlannedActionDropped": "dropped a planned action, with a reason",
    "PlannedActionTakenBack": "opened a planned action again",
    "PlannedActionChanged": "changed who does a planned action, or by when",
    "PlanEnded": "ended the child’s plan",
    "FollowUpRecorded": "recorded: {kind}",
    "FollowUpCorrected": "put right: {kind}",
    "BehaviourPlanAgreed": "recorded a plan to change what leads the child to go",
    "BehaviourPlanReviewed": "judged whether the child’s behaviour-change plan works",
    "BehaviourPlanEnded": "ended the child’s behaviour-change plan",
    "InternalReportCompleted": "completed the {kind}",
    "InternalReportSigned": "signed off the {kind}",
    "InternalReportSentBack": "sent back the {kind}, with a reason",
    "EpisodeReported": "reported the child missing",
    "EntryRecorded": "recorded: {kind}",
    "EntryCorrected": "corrected: {kind}",
    "EntryWithdrawn": "withdrew: {kind}",
    "EpisodeEnded": "ended the absence: {how}",
    "EpisodeReopened": "opened the absence again",
    "AbsenceBroughtIn": "brought in an absence from records kept elsewhere",
    "EpisodesLinked": "linked absences of children who went together",
    "DutyExcused": "excused a duty under the rule {rule}",
    "HandoverOpened": "handed over to the {role} of {agency}",
    "HandoverAcknowledged": "took the handover to the {role} of {agency}",
    "HandoverClimbed": "passed an unanswered handover up to the {role} of {agency}",
    "InterviewBegun": "began to write down a return interview",
    "InterviewCompleted": "finished the record of a return interview: {ending}",
    "InterviewCorrected": "put right a return interview: {voice}, version {number}",
    "InterviewReviewed": "reviewed a return interview: {verdict}",
    "InterviewOutcomeRecorded": "recorded what followed from a return interview: {outcome}",
    "InterviewOutcomeWithdrawn": "took back what followed from a return interview: {outcome}",
    "InterviewShared": "shared a return interview with {recipient}: {content}",
    "ShareAcknowledged": "acknowledged what was shared of a return interview",
    "SuggestionDecided": "decided about somebody named in a return interview",
    "SharingAgreed": "registered an agreement on sharing return interviews",
    "QuestionSetChosen": "chose what return interviews ask: {name} from {starts_on}",
    "DeliverySentAgain": "sent a message again",
}
_TERMS: Final[Mapping[str, tuple[type[Term], ...]]] = {
    "role": (Role,),
    "kind": (EntryKind, FollowUpKind, ReportKind, AgencyKind, LetterKind),
    "basis": (InvolvementBasis,),
    "how": (EndOfEpisode, LetterMethod),
    "outcome": (
        InterviewOutcome,
        EmergencyOutcome,
    ),
    "records": (ArrivalKind,),
    "decision": (DoubtDecision,),
    "answer": (Answer, SupportAnswer),
    "origin": (PlanOrigin,),
    "ending": (Ending,),
    "voice": (Voice,),
    "verdict": (Verdict,),
    "recipient": (SharedWith,),
    "content": (ShareContent,),
}


def did(kind: str, details: Mapping[str, Any]) -> str:
    """What somebody did, to follow their name. A kind this release does not know keeps its own."""
    phrase = PHRASES.get(kind)
    if phrase is None:
        return f"did what is recorded as {kind}"
    return phrase.format_map(_Worded(details))


class _Worded(dict[str, Any]):
    """An event's fields in words. An older event may lack one."""

    def __init__(self, details: Mapping[str, Any]) -> None:
        super().__init__({name: _words(name, value) for name, value in details.items()})

    def __missing__(self, name: str) -> str:
        return "something not recorded"


def _words(name: str, value: Any) -> str:
    for terms in _TERMS.get(name, ()):
        if value in {term.value for term in terms}:
            label = terms(value).label
            return label if label.isupper() else label[:1].lower() + label[1:]
    return str(value).replace("_", " ")
