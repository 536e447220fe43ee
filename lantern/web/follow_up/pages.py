"""What the pages of what must change show."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.follow_up import known
from lantern.follow_up.details import SafetyPlan, StatutoryReview, read
from lantern.follow_up.effect import compare
from lantern.follow_up.forums import forum_label
from lantern.follow_up.policies import can_correct
from lantern.vocabulary.follow_up import (
    FollowUpKind,
    PlanJudgement,
)
from lantern.web import wording
from lantern.web.follow_up.asked import Said, counted, said
from lantern.web.forms import Form
from lantern.web.tags import Tag
from lantern.web.taken_back import taken_back

if TYPE_CHECKING:
    from lantern.follow_up.effect import Effect, Tally
    from lantern.follow_up.models import BehaviourPlan, FollowUp
    from lantern.follow_up.queries import SeenPlan, SeenRecord, Subject


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a record: who wrote it, when, why, and what it says."""

    by: str
    reason: str
    said: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """One record, with what it replaced."""

    title: str
    name: str
    back: str
    when: str
    now: Version
    earlier: tuple[Version, ...]
    counts: tuple[str, ...]
    correct_href: str
    child_href: str
    taken_back: str = ""
    template: str = "follow_up/record.jinja"


def home(subject: "Subject") -> str:
    """The page of the absence, or else of the child."""
    if subject.episode is not None:
        return reverse("episodes:episode", args=[subject.episode.reference])
    return reverse("children:page", args=[subject.child.reference])


def name_of(subject: "Subject") -> str:
    """What the pages call the child."""
    return subject.child.given_name or "the child"


def record_page(seen: "SeenRecord") -> RecordPage:
    """A record as it stands, and each version before."""
    row, subject = seen.row, seen.subject
    name, kind = name_of(subject), FollowUpKind(row.kind)
    latest, *earlier = known.versions(row)
    found = row.details
    is_review = kind is FollowUpKind.STATUTORY_REVIEW
    may = can_correct(subject.actor, row, at=subject.at)
    reference = latest.reference
    return RecordPage(
        title=kind.label,
        name=subject.child.name,
        back=home(subject),
        when=wording.moment(row.at),
        now=_version(latest, name),
        earlier=tuple(_version(one, name) for one in earlier),
        counts=_counts(row) if is_review and found else (),
        correct_href=reverse("follow_up:correct", args=[reference]) if may else "",
        child_href=reverse("follow_up:for-the-child", args=[reference])
        if kind is FollowUpKind.SAFETY_PLAN
        else "",
        taken_back=taken_back(subject.actor, latest.entries.values()),
    )


def _counts(row: "FollowUp") -> tuple[str, ...]:
    """How often the child was away, as the record said when the review was recorded."""
    details = read(FollowUpKind.STATUTORY_REVIEW, row.details)
    if not isinstance(details, StatutoryReview):
        return ()
    return counted(
        known.Reviewed(since=details.since, lately=details.lately, in_all=details.in_all)
    )


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """A safety plan as the child keeps it: on one sheet, with nothing else on it."""

    title: str
    name: str
    back: str
    ring: str
    safe_places: str
    reach: str
    pulls: str
    helps: str
    when: str
    with_whom: str
    template: str = "follow_up/sheet.jinja"


def sheet_page(seen: "SeenRecord") -> SheetPage:
    """The sheet. Only what is the child's own to keep is on it."""
    row = known.versions(seen.row)[0]
    details = read(FollowUpKind.SAFETY_PLAN, row.details)
    assert isinstance(details, SafetyPlan)  # noqa: S101  the view has asked
    return SheetPage(
        title="My safety plan",
        name=name_of(seen.subject),
        back=reverse("follow_up:record", args=[row.reference]),
        ring=details.ring,
        safe_places=details.safe_places,
        reach=details.reach,
        pulls=details.pulls,
        helps=details.helps,
        when=wording.day(row.at),
        with_whom=row.by_name,
    )


def _version(row: "FollowUp", name: str) -> Version:
    return Version(by=_by(row), reason=row.reason, said=said(row, name))


def _by(row: "FollowUp") -> str:
    return f"{row.by_name}, {wording.moment(row.recorded_at)}"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One line of the counts: before and after, as people say them."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One review of the plan."""

    when: str
    by: str
    tag: Tag
    reasons: str
    counts: str
    next_on: date | None


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """A plan to change behaviour, what followed it, and what people made of that."""

    title: str
    name: str
    back: str
    when: str
    by: str
    parts: tuple[Said, ...]
    length: str
    counted: tuple[Counted, ...]
    cautions: tuple[str, ...]
    reviews: tuple[Judged, ...]
    form: Form | None
    template: str = "follow_up/plan.jinja"


JUDGEMENTS: Final = {
    PlanJudgement.WORKS: Tag(text="Works", colour="green"),
    PlanJudgement.PARTLY: Tag(text="Works in part", colour="yellow"),
    PlanJudgement.DOES_NOT: Tag(text="Does not work", colour="red"),
    PlanJudgement.TOO_SOON: Tag(text="Too soon to say", colour="grey"),
}


def plan_page(seen: "SeenPlan", form: Form | None) -> PlanPage:
    """The plan, with equal periods before and after it counted up to now, or to its end."""
    plan, subject = seen.plan, seen.subject
    reviews = sorted(plan.reviews.all(), key=lambda one: one.pk)
    last = reviews[-1] if reviews else None
    until = last.at if last is not None and last.next_on is None else subject.at
    absences = known.absences(plan.child)
    found = compare(
        known.aways(absences),
        agreed_at=plan.agreed_at,
        at=until,
        known_from=min([plan.child.recorded_at, *(one.began for one in absences)], default=None),
    )
    return PlanPage(
        title="Behaviour-change plan",
        name=subject.child.name,
        back=home(subject),
        when=wording.moment(plan.agreed_at),
        by=plan.by_name,
        parts=_parts(plan, name_of(subject)),
        length=wording.length(found.length),
        counted=_counted(found),
        cautions=_cautions(found),
        reviews=tuple(
            Judged(
                when=wording.moment(one.at),
                by=one.by_name,
                tag=JUDGEMENTS[PlanJudgement(one.judgement)],
                reasons=one.reasons,
                counts=_then(one.counts),
                next_on=one.next_on,
            )
            for one in reversed(reviews)
        ),
        form=form,
    )


def _parts(plan: "BehaviourPlan", name: str) -> tuple[Said, ...]:
    parts = (
        ("Managed by", forum_label(plan.forum, plan.forum_words)),
        (f"What leads {name} to go", plan.leads),
        ("What will change, and who does it", plan.changes),
        (f"What {name} says", plan.child_words),
        ("First review", wording.day(plan.review_on)),
    )
    return tuple(Said(label=label, words=words) for label, words in parts if words)


def _counted(found: "Effect") -> tuple[Counted, ...]:
    def line(what: str, of: "str") -> Counted:
        return Counted(what=what, before=_of(found.before, of), after=_of(found.after, of))

    return (line("Times away", "times"), line("Nights away", "nights"), line("Longest", "longest"))


def _of(tally: "Tally", part: str) -> str:
    if part == "longest":
        return wording.length(tally.longest) if tally.longest else "None"
    return str(getattr(tally, part))


def _cautions(found: "Effect") -> tuple[str, ...]:
    short = "These periods are short, so the numbers say little yet." if found.is_short else ""
    begins = (
        f"The record begins on {wording.day(found.record_begins)}, so there may have been more "
        "before."
        if found.record_begins is not None
        else ""
    )
    return tuple(one for one in (short, begins) if one)


def _then(counts: dict[str, int]) -> str:
    """The counts as they stood beside a judgement."""
    return (
        f"Over {counts['days']} days each: {counts['times_before']} times away before and "
        f"{counts['times_after']} after, {counts['nights_before']} nights before and "
        f"{counts['nights_after']} after."
    )
