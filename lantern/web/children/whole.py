"""The child's page: everything known of one child that this person may see."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from lantern.access.permissions import Permission
from lantern.access.sharing import EMERGENCY, Part
from lantern.core.instants import day_in_london
from lantern.episodes import queries as episodes
from lantern.episodes.queries import is_away
from lantern.people import known as people
from lantern.people import policies
from lantern.placements import known as placements
from lantern.risk import known as risk
from lantern.vocabulary.person import Ethnicity, Gender
from lantern.vocabulary.placement import PlacementKind
from lantern.web import beside, tags, wording
from lantern.web.children import rows
from lantern.web.children.care import Returned, returned
from lantern.web.children.opened import Opened
from lantern.web.children.owed import Owed, owed
from lantern.web.children.rows import Around, Number, Professional, Standing
from lantern.web.panels import Panel
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.placements.models import Photograph, Placement, Profile
    from lantern.risk.models import RiskAssessment


@dataclass(frozen=True, kw_only=True)
class Alert:
    """Something to put right, and where."""

    sentence: str
    href: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line about the child."""

    key: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The latest photograph and how old it is."""

    href: str
    large_href: str
    taken_on: date
    months: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the child is placed, or why that is not shown."""

    why_hidden: str = ""
    kind: str = ""
    carer: str = ""
    telephone: str = ""
    address: str = ""
    from_at: datetime | None = None
    host: str = ""
    is_out_of_area: bool = False


@dataclass(frozen=True, kw_only=True)
class Absence:
    """One episode in the list of the child's."""

    href: str
    reference: str
    began: str
    first_on: date
    ended: str
    is_away: bool
    police: Tag | None
    """What the police called it: missing, absent or neither; None where they have not."""


@dataclass(frozen=True, kw_only=True)
class ChildPage:
    """One child. What may not be seen is empty or None, with the reason where one helps."""

    title: str
    reference: str
    authority: str
    age: str
    born_on: date | None
    is_restricted: bool
    is_protected: bool
    alerts: tuple[Alert, ...]
    report_href: str
    picture: Picture | None
    facts: tuple[Fact, ...]
    place: Place | None
    address: str
    why_no_address: str
    statuses: tuple[Standing, ...]
    care: Returned | None
    flags: tuple[Standing, ...]
    professionals: tuple[Professional, ...]
    contacts: tuple[Around, ...]
    numbers: tuple[Number, ...]
    profile: "Profile | None"
    profile_months: int
    shows_placement: bool
    assessment: "RiskAssessment | None"
    owed: tuple[Owed, ...]
    absences: tuple[Absence, ...]
    panels: tuple[Panel, ...]
    parts: frozenset[Part]
    may: frozenset[Permission]
    is_emergency: bool
    looks_href: str
    template: str = "children/child.jinja"

    @property
    def missing(self) -> Absence | None:
        """The absence that is going on."""
        return next((one for one in self.absences if one.is_away), None)

    def can(self, permission: str) -> bool:
        """Whether to offer what this permission allows, such as `child.change`."""
        return permission in self.may

    def shows(self, part: str) -> bool:
        """Whether this person sees a part of the record, by its name, such as `PROFILE`."""
        return Part[part] in self.parts


def child_page(about: Opened) -> ChildPage:
    """Everything that this person may see, in a fixed number of queries."""
    child, seen = about.child, about.sight
    people.read_once(child)
    placement = placements.present_placement(child, about.at)
    profile = placements.latest_profile(child) if seen.shows(Part.PROFILE) else None
    assessment = risk.latest(child) if seen.shows(Part.CONCERNS) else None
    photograph = placements.latest_photograph(child)
    return ChildPage(
        title=child.name,
        reference=child.reference,
        authority=child.responsible_authority.name,
        age=rows.age_in_words(child.born_on, day_in_london(about.at)),
        born_on=child.born_on,
        is_restricted=child.is_restricted,
        is_protected=child.address_is_protected,
        alerts=_alerts(about, photograph, placement, profile, assessment),
        report_href=_report_href(about),
        picture=_picture(about, photograph),
        facts=_facts(about),
        place=_place(about, placement),
        address=_home(about),
        why_no_address=_why_no_address(about),
        statuses=_statuses(about),
        care=returned(about),
        flags=_flags(about),
        professionals=_professionals(about),
        contacts=_contacts(about),
        numbers=_numbers(about),
        profile=profile,
        profile_months=_months(about, profile),
        shows_placement=bool(policies.can_see_placement(seen, child)),
        assessment=assessment,
        owed=owed(about),
        absences=_absences(about),
        panels=beside.of_child(about.actor, child, seen, about.at),
        parts=seen.parts,
        may=about.actor.permissions,
        is_emergency=seen.basis == EMERGENCY,
        looks_href=_looks_href(about),
    )


def _why_no_address(about: Opened) -> str:
    """Why the home's address is not shown to somebody who would see it otherwise."""
    if not about.sight.shows(Part.ADDRESS):
        return ""
    return policies.can_see_address(about.sight, about.child).reason


def _looks_href(about: Opened) -> str:
    """Who looked at the record: for managers of the authority whose record it is."""
    if not about.actor.holds(Permission.LOOKS_SEE):
        return ""
    if about.child.responsible_authority_id != about.actor.agency_id:
        return ""
    return reverse("oversight:looks", args=[about.child.reference])


def _months(about: Opened, profile: "Profile | None") -> int:
    if profile is None:
        return 0
    return placements.months_since(day_in_london(profile.drawn_up_at), about.at)


def _home(about: Opened) -> str:
    if not policies.can_see_address(about.sight, about.child):
        return ""
    return f"{about.child.home_address}\n{about.child.home_postcode}".strip()


def _statuses(about: Opened) -> tuple[Standing, ...]:
    if not about.sight.shows(Part.STATUS):
        return ()
    return _present(rows.statuses(about.child, people.statuses(about.child)))


def _flags(about: Opened) -> tuple[Standing, ...]:
    if not about.sight.shows(Part.CONCERNS):
        return ()
    return _present(rows.flags(about.child, people.flags(about.child)))


def _present(standing: tuple[Standing, ...]) -> tuple[Standing, ...]:
    return tuple(one for one in standing if one.is_present)


def _facts(about: Opened) -> tuple[Fact, ...]:
    """Who the child is, leaving out what is not known."""
    child = about.child
    said = (
        ("Also known as", child.also_known_as),
        ("Gender", Gender(child.gender).label if child.gender else ""),
        ("Ethnic background", Ethnicity(child.ethnicity).label if child.ethnicity else ""),
        ("Speaks", child.language),
        ("Telephone", child.telephone),
        ("School", child.school.name if child.school else ""),
    )
    return tuple(Fact(key=key, value=value) for key, value in said if value)


def _picture(about: Opened, photograph: "Photograph | None") -> Picture | None:
    if photograph is None or not about.sight.shows(Part.CARD):
        return None
    return Picture(
        href=reverse("photographs:small", args=[photograph.reference]),
        large_href=reverse("photographs:large", args=[photograph.reference]),
        taken_on=photograph.taken_on,
        months=placements.months_since(photograph.taken_on, about.at),
    )


def _place(about: Opened, placement: "Placement | None") -> Place | None:
    if placement is None or not about.sight.shows(Part.PLACEMENT):
        return None
    allowed = policies.can_see_placement(about.sight, about.child)
    if not allowed:
        return Place(why_hidden=allowed.reason)
    home = getattr(placement.carer, "home", None)
    return Place(
        kind=PlacementKind(placement.kind).label,
        carer=placement.carer.name,
        telephone=placement.carer.telephone,
        address=f"{home.address}\n{home.postcode}" if home else "",
        from_at=placement.from_at,
        host=placement.host_authority.name,
        is_out_of_area=placement.is_out_of_area,
    )


def _professionals(about: Opened) -> tuple[Professional, ...]:
    if not about.sight.shows(Part.PROFESSIONALS):
        return ()
    held = people.acting(about.child, at=about.at)
    placement = policies.can_see_placement(about.sight, about.child)
    hidden = about.child.address_is_protected and not placement
    return rows.professionals(about.child, held, with_carers=not hidden)


def _contacts(about: Opened) -> tuple[Around, ...]:
    if not about.sight.shows(Part.CONTACTS):
        return ()
    found = rows.contacts(about.child, people.contacts(about.child))
    if policies.can_see_address(about.sight, about.child):
        return found
    return tuple(replace(one, address="") for one in found)


def _numbers(about: Opened) -> tuple[Number, ...]:
    if not about.sight.shows(Part.IDENTIFIERS):
        return ()
    return rows.numbers(people.identifiers(about.child))


def _absences(about: Opened) -> tuple[Absence, ...]:
    found = episodes.read_of_child(about.actor, about.child, at=about.at)
    shown = [
        one
        for one in found
        if about.sight.shows(Part.ABSENCES)
        or (is_away(one) and about.sight.shows(Part.OPEN_ABSENCE))
    ]
    shows_decisions = about.sight.shows(Part.DECISIONS)
    return tuple(_absence(one, shows_decisions=shows_decisions) for one in shown)


def _absence(one: "Episode", *, shows_decisions: bool) -> Absence:
    reported = one.reported_at
    if reported is not None:
        began = f"Reported {wording.moment(reported)}"
    else:
        began = f"Away from {wording.as_known(one.away_since, one.began_precision)}"
    ended = f"Ended {wording.as_known(one.ended_at, one.ended_precision)}" if one.ended_at else ""
    return Absence(
        href=reverse("episodes:episode", args=[one.reference]),
        reference=one.reference,
        began=began,
        first_on=day_in_london(reported or one.away_since),
        ended=ended or ("" if is_away(one) else "No end in the records it came from"),
        is_away=is_away(one),
        police=tags.classification(one.classification)
        if shows_decisions and one.classification
        else None,
    )


def _alerts(
    about: Opened,
    photograph: "Photograph | None",
    placement: "Placement | None",
    profile: "Profile | None",
    assessment: "RiskAssessment | None",
) -> tuple[Alert, ...]:
    """What is not ready for a night on which the child is missing (RF-010, RF-011, SCP L985).

    Shown to those who can put it right.
    """
    found: list[Alert] = []
    if about.actor.holds(Permission.PROFILE_DRAW_UP) and about.sight.shows(Part.PROFILE):
        found += _photograph_alert(about, photograph)
        found += _profile_alert(about, placement, profile)
    if about.actor.holds(Permission.RISK_ASSESS) and about.sight.shows(Part.CONCERNS):
        found += _risk_alert(about, placement, assessment)
    return tuple(found)


def _photograph_alert(about: Opened, photograph: "Photograph | None") -> list[Alert]:
    href = reverse("children:photograph", args=[about.child.reference])
    if photograph is None:
        return [Alert(sentence="There is no photograph.", href=href, link="Add one")]
    months = placements.months_since(photograph.taken_on, about.at)
    if months < settings.LANTERN_PHOTOGRAPH_MONTHS:
        return []
    return [Alert(sentence=f"Photo is {months} months old:", href=href, link="add a newer one")]


def _profile_alert(
    about: Opened, placement: "Placement | None", profile: "Profile | None"
) -> list[Alert]:
    href = reverse("children:profile", args=[about.child.reference])
    if profile is None:
        return [Alert(sentence="No profile has been drawn up.", href=href, link="Draw it up")]
    if placement is not None and profile.placement_id != placement.pk:
        sentence = "The profile was drawn up before the child came to this placement."
        return [Alert(sentence=sentence, href=href, link="Draw it up with the present carer")]
    return []


def _risk_alert(
    about: Opened, placement: "Placement | None", assessment: "RiskAssessment | None"
) -> list[Alert]:
    href = reverse("children:risk", args=[about.child.reference])
    if assessment is None:
        if placement is None:
            return []
        return [Alert(sentence="There is no risk assessment.", href=href, link="Complete one")]
    if assessment.review_on >= day_in_london(about.at):
        return []
    sentence = f"The risk assessment was due for review on {wording.day(assessment.review_on)}."
    return [Alert(sentence=sentence, href=href, link="Review it")]


def _report_href(about: Opened) -> str:
    if not about.actor.holds(Permission.EPISODE_REPORT):
        return ""
    return reverse("report:begin", args=[about.child.reference])
