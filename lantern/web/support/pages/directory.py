"""What the pages of the directory and of the words of letters show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.support.historic import HistoricService
from lantern.support.queries import is_current
from lantern.vocabulary.support import LetterKind, ServiceFor, ServiceKind
from lantern.web import wording
from lantern.web.forms import Form
from lantern.web.one_form import FormPage
from lantern.web.tags import Tag

if TYPE_CHECKING:
    from lantern.agencies.models import Agency
    from lantern.support.models import Service

TO_CHECK = Tag(text="Check before use", colour="red")


@dataclass(frozen=True, kw_only=True)
class ServiceRow:
    """A service of the directory."""

    name: str
    kind: str
    purpose: str
    reached: tuple[str, ...]
    hours: str
    whom: str
    area: str
    tag: Tag | None
    checked: str
    href: str


@dataclass(frozen=True, kw_only=True)
class AuthorityServices:
    """One authority's directory. The words of its letters are `wordings`: label and address."""

    name: str
    rows: tuple[ServiceRow, ...]
    wordings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class HistoricRow:
    """A service as it was printed years ago, and where it is added once it is checked."""

    said: HistoricService
    href: str


@dataclass(frozen=True, kw_only=True)
class ServicesPage:
    """The directories, and what the source documents print."""

    authorities: tuple[AuthorityServices, ...]
    add: str
    historic: tuple[HistoricRow, ...]
    title: str = "Helplines and services"
    template: str = "support/services.jinja"


def services_page(
    services: Iterable["Service"],
    keeps: Iterable["Agency"],
    historic: Iterable[HistoricService],
    on: date,
) -> ServicesPage:
    """What everybody may read, with what this person may change."""
    kept = {one.pk: one for one in keeps}
    by_authority: dict[int, tuple[Agency, list[ServiceRow]]] = {
        number: (one, []) for number, one in kept.items()
    }
    for one in services:
        rows = by_authority.setdefault(one.authority_id, (one.authority, []))[1]
        rows.append(_service_row(one, may_keep=one.authority_id in kept, on=on))
    return ServicesPage(
        authorities=tuple(
            AuthorityServices(
                name=authority.name,
                rows=tuple(rows),
                wordings=_wordings(authority) if authority.pk in kept else (),
            )
            for authority, rows in by_authority.values()
        ),
        add=reverse("support:service-add") if kept else "",
        historic=tuple(
            HistoricRow(said=one, href=f"{reverse('support:service-add')}?from={one.id}")
            for one in historic
        )
        if kept
        else (),
    )


def _wordings(authority: "Agency") -> tuple[tuple[str, str], ...]:
    return tuple(
        (kind.label, reverse("support:wording", args=[authority.slug, kind.value]))
        for kind in LetterKind
    )


def _service_row(one: "Service", *, may_keep: bool, on: date) -> ServiceRow:
    current = is_current(one, on)
    until = wording.day(one.review_on)
    return ServiceRow(
        name=one.name,
        kind=ServiceKind(one.kind).label,
        purpose=one.purpose,
        reached=tuple(each for each in (one.telephone, one.elsewhere) if each),
        hours=one.hours,
        whom=", ".join(ServiceFor(each).label.lower() for each in one.audiences),
        area=one.area,
        tag=None if current else TO_CHECK,
        checked=f"Checked {wording.day(one.confirmed_at)}, good until {until}"
        if current
        else f"Should have been checked by {until}. Not printed until somebody does",
        href=reverse("support:service", args=[one.reference]) if may_keep else "",
    )


@dataclass(frozen=True, kw_only=True)
class ServicePage(FormPage):
    """A service to be checked; `end` is where it is taken out of the directory."""

    end: str
    template: str = "support/service.jinja"


@dataclass(frozen=True, kw_only=True)
class WordsPage:
    """The words of a kind of letter, to be changed."""

    title: str
    name: str
    form: Form
    reading_age: int
    knows: tuple[str, ...]
    version: str
    conflict: str = ""
    theirs: tuple[tuple[str, str], ...] = ()
    template: str = "support/words.jinja"
