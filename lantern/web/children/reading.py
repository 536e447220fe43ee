"""Pages that show what was recorded before: versions and history."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.access.sharing import Part
from lantern.people import known as people
from lantern.people import policies
from lantern.people.askable import vocabulary_of
from lantern.placements import known as placements
from lantern.risk import known as risk
from lantern.risk.questions import QUESTIONS
from lantern.vocabulary.returning import Answer
from lantern.web.children import rows
from lantern.web.children.opened import Opened
from lantern.web.children.rows import Done, Professional, Standing

if TYPE_CHECKING:
    from lantern.placements.models import Profile
    from lantern.risk.models import RiskAssessment


@dataclass(frozen=True, kw_only=True)
class HistoryPage:
    """What was so before: placements, statuses, concerns, professionals, steps."""

    name: str
    back: str
    placements: tuple[Standing, ...]
    statuses: tuple[Standing, ...]
    flags: tuple[Standing, ...]
    former: tuple[Professional, ...]
    steps: tuple[Done, ...]
    may_correct_status: bool
    may_correct_placement: bool
    title: str = "What was recorded, and when"
    template: str = "children/history.jinja"


@dataclass(frozen=True, kw_only=True)
class ProfilesPage:
    """Every version of the profile, the newest first."""

    name: str
    back: str
    versions: tuple["Profile", ...]
    shows_placement: bool
    draw_up_href: str
    title: str = "Profile"
    template: str = "children/profiles.jinja"


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One question of an assessment with its answer."""

    ask: str
    answer: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """One version of the risk assessment."""

    assessment: "RiskAssessment"
    answers: tuple[Answered, ...]


@dataclass(frozen=True, kw_only=True)
class AssessmentsPage:
    """Every version of the risk assessment, the newest first."""

    name: str
    back: str
    versions: tuple[Assessed, ...]
    assess_href: str
    title: str = "Risk assessment"
    template: str = "children/assessments.jinja"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One photograph."""

    href: str
    large_href: str
    taken_on: date


@dataclass(frozen=True, kw_only=True)
class PhotographsPage:
    """Every photograph, the one taken last first."""

    name: str
    back: str
    pictures: tuple[Shown, ...]
    add_href: str
    title: str = "Photographs"
    template: str = "children/photographs.jinja"


def history_page(about: Opened, *, can_status: bool, can_place: bool) -> HistoryPage:
    """All that was recorded and no longer holds, beside what does."""
    child, seen = about.child, about.sight
    may_place = bool(policies.can_see_placement(seen, child))
    placed = placements.placements(child) if may_place else ()
    return HistoryPage(
        name=child.name,
        back=about.href,
        placements=rows.placements(child, placed),
        statuses=rows.statuses(child, people.statuses(child) if seen.shows(Part.STATUS) else ()),
        flags=rows.flags(child, people.flags(child) if seen.shows(Part.CONCERNS) else ()),
        former=rows.professionals(
            child,
            people.former(child, at=about.at) if seen.shows(Part.PROFESSIONALS) else (),
            with_carers=may_place or not child.address_is_protected,
        ),
        steps=rows.steps(
            people.steps(child) if seen.shows(Part.WORK) else (), vocabulary_of(child)
        ),
        may_correct_status=can_status,
        may_correct_placement=can_place,
    )


def profiles_page(about: Opened, *, can_draw_up: bool) -> ProfilesPage:
    """The profile as it is and was."""
    about.sight.requires(Part.PROFILE).require()
    return ProfilesPage(
        name=about.child.name,
        back=about.href,
        versions=placements.profiles(about.child),
        shows_placement=bool(policies.can_see_placement(about.sight, about.child)),
        draw_up_href=reverse("children:profile", args=[about.child.reference])
        if can_draw_up
        else "",
    )


def assessments_page(about: Opened, *, can_assess: bool) -> AssessmentsPage:
    """The risk assessment as it is and was."""
    about.sight.requires(Part.CONCERNS).require()
    return AssessmentsPage(
        name=about.child.name,
        back=about.href,
        versions=tuple(
            Assessed(assessment=one, answers=answered(one)) for one in risk.versions(about.child)
        ),
        assess_href=reverse("children:risk", args=[about.child.reference]) if can_assess else "",
    )


def answered(assessment: "RiskAssessment") -> tuple[Answered, ...]:
    """The sixteen questions with the answers given, whatever is missing said to be so."""
    given = assessment.answers
    return tuple(
        Answered(
            ask=question.ask,
            answer=Answer(given[question.id]["answer"]).label
            if question.id in given
            else "Not answered",
            words=given.get(question.id, {}).get("words", ""),
        )
        for question in QUESTIONS
    )


def photographs_page(about: Opened, *, can_add: bool) -> PhotographsPage:
    """All the photographs, small."""
    about.sight.requires(Part.CARD).require()
    return PhotographsPage(
        name=about.child.name,
        back=about.href,
        pictures=tuple(
            Shown(
                href=reverse("photographs:small", args=[one.reference]),
                large_href=reverse("photographs:large", args=[one.reference]),
                taken_on=one.taken_on,
            )
            for one in placements.photographs(about.child)
        ),
        add_href=reverse("children:photograph", args=[about.child.reference]) if can_add else "",
    )
