"""Safe and well checks and agreements on how often, as somebody would record them."""

from datetime import date

from lantern.returns.actions import agreements, checks
from lantern.returns.details import NotSeen, Seen, Terms
from lantern.vocabulary.returning import (
    AgreedFor,
    AgreementParty,
    Answer,
    HarmLink,
    NotChecked,
)

PARTIES = {
    AgreementParty.POLICE: "PC Noor Haddad",
    AgreementParty.SOCIAL_WORKER: "Ruth Adeyemi",
    AgreementParty.CHILD: "Tamsin",
}


def seen(**fields):
    """What an officer found: nothing to worry about, unless said."""
    return Seen(**{"officer": "PC Noor Haddad", "signs_of_harm": Answer.NO} | fields)


def not_seen(reason=NotChecked.AGREED_FREQUENCY, words="Seen on Monday."):
    """That nobody went this time."""
    return NotSeen(officer="PC Noor Haddad", reason=reason, words=words)


def a_check(cast, episode, at, found=None, by=None, now=None):
    """A check recorded by the officer who made it."""
    return checks.record(
        episode,
        by=by or cast.investigating_officer,
        at=at,
        now=now or at,
        found=found or seen(),
    )


def terms(**fields):
    """How often, agreed by all who must be there, every link with harm weighed."""
    given = {
        "applies_to": AgreedFor.SAFE_AND_WELL,
        "frequency": "Once a week, whatever the number of returns",
        "every_days": 7,
        "reasons": "She says that an officer at the door each time is why she stays away.",
        "review_on": date(2026, 5, 1),
        "parties": PARTIES,
        "harm_links": dict.fromkeys(HarmLink, Answer.NO),
    }
    return Terms(**given | fields)


def an_agreement(cast, child, at, by=None, now=None, **fields):
    """An agreement made by the child's social worker."""
    return agreements.agree(
        child, by=by or cast.social_worker, at=at, now=now or at, terms=terms(**fields)
    )
