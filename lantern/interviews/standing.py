"""How interviews stand: their voices as they are now, their state, the questions they answer."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from lantern.interviews import held
from lantern.interviews.held import Held
from lantern.interviews.models import Account, ChosenSet, Interview, Review, SharingAgreement
from lantern.interviews.questions import QuestionSet
from lantern.interviews.reading import DEFAULT, from_text, shipped
from lantern.interviews.sharing import Terms
from lantern.people.models import Child
from lantern.vocabulary.interviewing import (
    InterviewState,
    ShareContent,
    SharedWith,
    Verdict,
    Voice,
)


@dataclass(frozen=True, kw_only=True)
class Voices:
    """What each voice says, every version of it in turn; nothing where it has not spoken."""

    all: dict[Voice, tuple[Account, ...]]

    def of(self, voice: Voice) -> Account | None:
        """What a voice says now."""
        return self.all[voice][-1] if self.all.get(voice) else None

    @property
    def held(self) -> Held | None:
        """How it was held, as it stands."""
        account = self.of(Voice.ARRANGEMENTS)
        return None if account is None else held.read(account.answers)

    @property
    def answers(self) -> dict[str, str | list[str]]:
        """Every answer to the question set as it stands, whoever's voice it is."""
        found: dict[str, str | list[str]] = {}
        for voice in (Voice.CHILD, Voice.PARENTS, Voice.INTERVIEWER):
            account = self.of(voice)
            found |= account.answers if account is not None else {}
        return found

    @property
    def numbers(self) -> dict[str, int]:
        """Which version of each voice stands."""
        return {voice: rows[-1].number for voice, rows in self.all.items() if rows}

    @property
    def last(self) -> Account | None:
        """What was written last, in any voice."""
        rows = [row for each in self.all.values() for row in each]
        return max(rows, key=lambda row: row.pk, default=None)


def voices(interview: Interview) -> Voices:
    """What each voice of an interview says."""
    found: dict[Voice, tuple[Account, ...]] = {}
    rows = Account.objects.filter(interview=interview).select_related("by_agency")
    for row in rows.order_by("voice", "number"):
        found[Voice(row.voice)] = (*found.get(Voice(row.voice), ()), row)
    return Voices(all=found)


def with_state(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    """These interviews with what their state derives from, in the same query."""
    accounts = Account.objects.filter(interview=OuterRef("pk")).order_by("-pk")
    reviews = Review.objects.filter(interview=OuterRef("pk")).order_by("-pk")
    return rows.annotate(
        last_account=Subquery(accounts.values("pk")[:1]),
        last_reviewed=Subquery(reviews.values("of_account")[:1]),
        last_verdict=Subquery(reviews.values("verdict")[:1]),
    )


def waiting(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    """Those of these that are finished and whose last words nobody has reviewed."""
    unread = Q(last_reviewed__isnull=True) | ~Q(last_reviewed=F("last_account"))
    return with_state(rows).filter(unread, completed_at__isnull=False)


def state(interview: Interview) -> InterviewState:
    """How an interview stands. Asks the database unless it came with its state."""
    if interview.completed_at is None:
        return InterviewState.DRAFT
    if not hasattr(interview, "last_account"):
        interview = with_state(Interview.objects.filter(pk=interview.pk)).get()
    if interview.last_reviewed != interview.last_account:  # type: ignore[attr-defined]
        return InterviewState.WAITING
    approved = interview.last_verdict == Verdict.APPROVED  # type: ignore[attr-defined]
    return InterviewState.APPROVED if approved else InterviewState.SENT_BACK


def question_set(interview: Interview) -> QuestionSet:
    """The questions that an interview answers, as they were when it began."""
    chosen = interview.chosen_set
    if chosen is not None and chosen.text:
        return _read(chosen.text, chosen.name)
    return shipped()[interview.set_name]


@lru_cache(maxsize=64)
def _read(text: str, name: str) -> QuestionSet:
    return from_text(text, name)


def set_for(child: Child, on: date) -> tuple[str, ChosenSet | None]:
    """What the child's authority asks on this day; what comes with the product if it chose none."""
    chosen = (
        ChosenSet.objects.filter(authority=child.responsible_authority_id, starts_on__lte=on)
        .order_by("-starts_on", "-pk")
        .first()
    )
    return (DEFAULT, None) if chosen is None else (chosen.name, chosen)


def agreement_for(child: Child, on: date) -> SharingAgreement | None:
    """The agreement in force for the child's authority on this day: the one that began last."""
    rows = SharingAgreement.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        authority=child.responsible_authority_id,
        starts_on__lte=on,
    )
    return rows.order_by("-starts_on", "-pk").first()


def terms_of(agreement: SharingAgreement | None) -> Terms:
    """What an agreement gives whom, and how a share names it as its basis."""
    if agreement is None:
        return Terms()
    return Terms(
        basis=f"{agreement.title} ({agreement.reference})",
        contents={
            SharedWith(name): ShareContent(content) for name, content in agreement.contents.items()
        },
    )
