"""What the page of an internal report shows: its versions, its chain, what is to do now."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.follow_up import policies
from lantern.follow_up.chains import standing
from lantern.follow_up.signing import chain_of
from lantern.vocabulary.follow_up import FollowUpKind, ReportKind, Verdict
from lantern.web import wording
from lantern.web.follow_up.asked import Said
from lantern.web.follow_up.pages import home
from lantern.web.forms import Form
from lantern.web.tags import Tag
from lantern.web.taken_back import taken_back

if TYPE_CHECKING:
    from lantern.follow_up.models import InternalReport
    from lantern.follow_up.queries import Subject

VERDICTS: Final = {
    Verdict.SIGNED: Tag(text="Signed", colour="green"),
    Verdict.SENT_BACK: Tag(text="Sent back", colour="red"),
}


@dataclass(frozen=True, kw_only=True)
class Signed:
    """One place of the chain: who has signed, or who is to."""

    who: str
    done: str
    tag: Tag
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportVersion:
    """A version of a report and its signatures."""

    number: int
    by: str
    parts: tuple[Said, ...]
    chain: tuple[Signed, ...]


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """An internal report: its versions, the chain, and the one thing this person may do now."""

    title: str
    name: str
    back: str
    versions: tuple[ReportVersion, ...]
    form: Form | None
    button: str
    why_not: str
    regulator_href: str
    taken_back: str = ""
    template: str = "follow_up/report.jinja"


def report_page(
    subject: "Subject",
    kind: ReportKind,
    versions: tuple["InternalReport", ...],
    *,
    form: Form | None,
    button: str,
    why_not: str,
) -> ReportPage:
    """The report as far as it has come."""
    assert subject.episode is not None  # noqa: S101  the address holds an absence
    regulator = policies.can_record(
        subject.actor, FollowUpKind.REGULATOR, subject.child, subject.episode, at=subject.at
    )
    href = reverse("follow_up:regulator", args=[subject.episode.reference]) if regulator else ""
    return ReportPage(
        title=kind.label,
        name=subject.child.name,
        back=home(subject),
        versions=tuple(_report(one) for one in versions),
        form=form,
        button=button,
        why_not=why_not,
        regulator_href=href,
        taken_back=taken_back(subject.actor, _entries(versions)),
    )


def _entries(versions: tuple["InternalReport", ...]) -> list[str]:
    """The entries that the latest version wrote; none where it was sent back, which takes them
    back too."""
    if not versions:
        return []
    latest = max(versions, key=lambda one: one.version)
    if standing(chain_of(latest), policies.given(latest)).is_sent_back:
        return []
    return [latest.entry, *(row.entry for row in latest.signatures.all())]


def _report(report: "InternalReport") -> ReportVersion:
    told, updated = report.worker_told_at, report.risk_updated_on
    parts = (
        ("What this absence shows", report.themes),
        ("What is the same as before", report.patterns),
        ("Social worker told", wording.moment(told) if told else "Not recorded"),
        ("Risk assessment brought up to date", wording.day(updated) if updated else "Not recorded"),
    )
    return ReportVersion(
        number=report.version,
        by=f"{report.by_name}, {wording.moment(report.at)}",
        parts=tuple(Said(label=label, words=words) for label, words in parts if words),
        chain=tuple(_chain(report)),
    )


def _chain(report: "InternalReport") -> list[Signed]:
    chain = chain_of(report)
    rows = {row.place: row for row in report.signatures.all()}
    now = standing(chain, policies.given(report))
    found = []
    for place, link in enumerate(chain.links):
        row = rows.get(place)
        if row is not None:
            sent_back = row.verdict == Verdict.SENT_BACK
            tag = (
                Tag(text="Sent back", colour="red")
                if sent_back
                else Tag(text="Signed", colour="green")
            )
            done = f"{row.by_name}, {wording.moment(row.at)}"
        else:
            tag = Tag(text="Next") if link is now.next else Tag(text="Not yet", colour="grey")
            done = ""
        found.append(
            Signed(
                who=wording.capital(link.role.label),
                done=done,
                tag=tag,
                reason=row.reason if row is not None else "",
            )
        )
    return found
