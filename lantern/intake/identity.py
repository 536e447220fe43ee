"""Which child the rows of a return are about: exact numbers join, and anything less is a question.

Nobody is merged silently. Where the numbers disagree, or a child without the authority's reference
was born on the same day, the rows wait until a person has decided.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from lantern.agencies.models import Agency
from lantern.intake.deriving import Header
from lantern.intake.models import Doubt
from lantern.people.models import Child, Identifier
from lantern.vocabulary.arriving import DoubtDecision, DoubtReason
from lantern.vocabulary.placement import IdentifierKind


@dataclass(frozen=True, kw_only=True)
class Question:
    """Whether the rows are about this child, and why that is not certain."""

    candidate_id: int
    why: DoubtReason


@dataclass(frozen=True, kw_only=True)
class Found:
    """The child whom rows are about; a new one where `child` is None; or questions.

    `reference` and `upn` are the numbers that the child gets, being nobody's yet.
    """

    child: Child | None = None
    reference: str = ""
    upn: str = ""
    questions: tuple[Question, ...] = ()


@dataclass
class _Known:
    """What Lantern holds of the numbers, birthdays and decisions in question."""

    authority: Agency
    by_reference: dict[str, Child] = field(default_factory=dict)
    here: Mapping[str, Child] = field(default_factory=dict)
    by_upn: dict[str, Child] = field(default_factory=dict)
    references: Mapping[int, set[str]] = field(default_factory=dict)
    by_birth: Mapping[date, list[Child]] = field(default_factory=dict)
    decided: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    asked: Mapping[str, Sequence[Question]] = field(default_factory=dict)


def find(
    authority: Agency, headers: Mapping[str, Header], *, here: Mapping[str, int]
) -> dict[str, Found]:
    """Whom the rows about each of these references are about: six queries, however many.

    `here` holds the child of earlier rows about the same reference.
    """
    known = _known(authority, headers)
    children = Child.objects.in_bulk(list(here.values()))
    known.here = {about: children[child_id] for about, child_id in here.items()}
    return {about: _find(about, header, known) for about, header in headers.items()}


def _known(authority: Agency, headers: Mapping[str, Header]) -> _Known:
    upns = {header.upn for header in headers.values()} - {""}
    by_reference = _named(
        Identifier.objects.filter(
            kind=IdentifierKind.AUTHORITY_REFERENCE, issuer=authority, value__in=list(headers)
        )
    )
    by_upn = _named(
        Identifier.objects.filter(
            kind=IdentifierKind.UPN, issuer__isnull=True, value__in=list(upns)
        )
    )
    unknown = [headers[about] for about in headers if about not in by_reference]
    decided, asked = _doubts(authority, headers)
    return _Known(
        authority=authority,
        by_reference=by_reference,
        by_upn=by_upn,
        references=_references(authority, [one.pk for one in by_upn.values()]),
        by_birth=_by_birth(authority, {one.born_on for one in unknown if one.born_on}),
        decided=decided,
        asked=asked,
    )


def _named(numbers: QuerySet[Identifier]) -> dict[str, Child]:
    """The child whom each of these numbers names.

    Children are asked for by their own key: PostgreSQL that has counted none of the new rows yet
    would look through all of them for each number.
    """
    holders = dict(numbers.values_list("value", "child_id"))
    children = Child.objects.in_bulk(set(holders.values()))
    return {value: children[child_id] for value, child_id in holders.items()}


def _references(authority: Agency, child_ids: Iterable[int]) -> Mapping[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = Identifier.objects.filter(
        kind=IdentifierKind.AUTHORITY_REFERENCE, issuer=authority, child__in=list(child_ids)
    )
    for child_id, value in rows.values_list("child_id", "value"):
        found[child_id].add(value)
    return found


def _by_birth(authority: Agency, days: Iterable[date]) -> Mapping[date, list[Child]]:
    """The authority's children whom it has not yet named by its reference, by birthday."""
    referred = Identifier.objects.filter(
        child=OuterRef("pk"), kind=IdentifierKind.AUTHORITY_REFERENCE, issuer=authority
    )
    rows = Child.objects.filter(
        ~Exists(referred), responsible_authority=authority, born_on__in=list(days)
    )
    found: defaultdict[date, list[Child]] = defaultdict(list)
    for child in rows.order_by("pk"):
        if child.born_on is not None:
            found[child.born_on].append(child)
    return found


def _doubts(
    authority: Agency, abouts: Iterable[str]
) -> tuple[Mapping[str, Mapping[int, str]], Mapping[str, Sequence[Question]]]:
    """What has been decided of whom, and what is still asked."""
    rows = Doubt.objects.filter(
        arrived_row__authority=authority, arrived_row__about__in=list(abouts)
    )
    decided: defaultdict[str, dict[int, str]] = defaultdict(dict)
    asked: defaultdict[str, list[Question]] = defaultdict(list)
    for about, candidate, why, decision in rows.order_by("decided_at", "pk").values_list(
        "arrived_row__about", "candidate_id", "why", "decision"
    ):
        if decision:
            decided[about][candidate] = decision
        else:
            asked[about].append(Question(candidate_id=candidate, why=DoubtReason(why)))
    return decided, asked


def _find(about: str, header: Header, known: _Known) -> Found:
    decisions = known.decided.get(about, {})
    same = [pk for pk, said in decisions.items() if said == DoubtDecision.SAME]
    by_upn = known.by_upn.get(header.upn)
    # A number that is some child's already is not given to another.
    new = Found(
        reference="" if about in known.by_reference else about, upn="" if by_upn else header.upn
    )
    if same:
        return replace(new, child=Child.objects.get(pk=same[-1]))
    if asked := known.asked.get(about):
        return Found(questions=tuple(asked))
    own = known.here.get(about) or _unless(decisions, known.by_reference.get(about))
    other = _unless(decisions, by_upn)
    if own is not None and other is not None and own.pk != other.pk:
        return _asking([own, other], DoubtReason.TWO_NUMBERS)
    if own is not None:
        return replace(new, child=own)
    if other is not None:
        return _by_national_number(other, header, known, new)
    return _by_birthday(header, known, decisions, new)


def _unless(decisions: Mapping[int, str], child: Child | None) -> Child | None:
    """The child, unless somebody has decided on it."""
    return None if child is None or child.pk in decisions else child


def _asking(candidates: Iterable[Child], why: DoubtReason) -> Found:
    return Found(questions=tuple(Question(candidate_id=one.pk, why=why) for one in candidates))


def _by_national_number(child: Child, header: Header, known: _Known, new: Found) -> Found:
    if child.responsible_authority_id != known.authority.pk:
        return _asking([child], DoubtReason.OTHER_AUTHORITY)
    if known.references.get(child.pk):
        return _asking([child], DoubtReason.OTHER_REFERENCE)
    if child.born_on and header.born_on and child.born_on != header.born_on:
        return _asking([child], DoubtReason.OTHER_BIRTH)
    return replace(new, child=child)


def _by_birthday(header: Header, known: _Known, decisions: Mapping[int, str], new: Found) -> Found:
    alike = known.by_birth.get(header.born_on, []) if header.born_on else []
    asked = [one for one in alike if one.pk not in decisions and _may_be(one.gender, header.gender)]
    return _asking(asked, DoubtReason.SAME_BIRTH) if asked else new


def _may_be(one: str, other: str) -> bool:
    """Whether two genders can be the same child's, as far as both are stated."""
    stated = {one, other} - {"", "not_stated"}
    return len(stated) < 2
