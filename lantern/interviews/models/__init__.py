"""The rows of return interviews: what was said, its review, what followed and who was given it."""

from lantern.interviews.models.agreements import ChosenSet, SharingAgreement
from lantern.interviews.models.interview import Account, Interview, Outcome, Review, Stated
from lantern.interviews.models.shares import Acknowledgement, Share, Suggestion

__all__ = [
    "Account",
    "Acknowledgement",
    "ChosenSet",
    "Interview",
    "Outcome",
    "Review",
    "Share",
    "SharingAgreement",
    "Stated",
    "Suggestion",
]
