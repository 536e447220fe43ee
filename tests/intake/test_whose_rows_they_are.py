"""Which child a return's rows are about: exact numbers join, and a person decides the rest."""

from datetime import date

import pytest

from lantern.core.errors import NotFound, Refused
from lantern.episodes.models import Episode
from lantern.intake import queries
from lantern.intake.actions import doubts
from lantern.intake.models import ArrivedRow, Doubt
from lantern.people.actions import children, identifiers
from lantern.people.models import CareEpisode, Child, Identifier
from lantern.vocabulary.arriving import DoubtDecision, DoubtReason, RowOutcome
from lantern.vocabulary.placement import IdentifierKind
from tests.builders import BEFORE, a_child
from tests.intake.returning import AT, NEXT, a_return, brought

pytestmark = pytest.mark.django_db

UPN = "B801200005001"
BORN = date(2012, 6, 1)
SAME, DIFFERENT = DoubtDecision.SAME, DoubtDecision.DIFFERENT


def known_as(cast, child, number, kind=IdentifierKind.UPN, issuer=None):
    identifiers.add(child, kind, number, by=cast.social_worker, at=BEFORE, issuer=issuer)
    return child


def referred_to(cast, child, reference):
    reference_kind = IdentifierKind.AUTHORITY_REFERENCE
    return known_as(cast, child, reference, reference_kind, cast.calderbrook)


def decide(cast, decision, doubt=None, by=None):
    doubt = doubt or Doubt.objects.get(decision="")
    return doubts.decide(doubt, decision, by=by or cast.data_officer, at=NEXT)


def test_the_authoritys_reference_joins(cast):
    child = referred_to(cast, a_child(cast, born_on=None), "1")

    brought(cast, a_return())

    child.refresh_from_db()
    assert CareEpisode.objects.get().child == child
    assert (child.given_name, child.born_on) == ("Tamsin", BORN)


def test_another_authoritys_reference_does_not(cast):
    child = a_child(cast, authority=cast.vale)
    identifiers.add(
        child,
        IdentifierKind.AUTHORITY_REFERENCE,
        "1",
        by=cast.call_handler,
        at=BEFORE,
        issuer=cast.vale,
    )

    brought(cast, a_return())

    assert CareEpisode.objects.get().child != child


def test_the_unique_pupil_number_joins_and_brings_the_reference_along(cast):
    child = known_as(cast, a_child(cast, born_on=BORN), UPN)

    brought(cast, a_return(header=({"UPN": UPN},)))

    assert CareEpisode.objects.get().child == child
    assert Identifier.objects.get(kind="authority_reference").child == child


@pytest.mark.parametrize("number", ["UN1", "B801200005002", ""])
def test_a_number_that_is_none_joins_nobody(cast, number):
    brought(cast, a_return(header=({"UPN": number},)))

    assert list(Identifier.objects.values_list("kind", flat=True)) == ["authority_reference"]


def test_two_numbers_of_two_children_wait_for_a_person(cast):
    one = referred_to(cast, a_child(cast, born_on=BORN), "1")
    other = known_as(cast, a_child(cast, "Rosalind", born_on=BORN), UPN)

    report = brought(cast, a_return(header=({"UPN": UPN},)))

    assert report.count(RowOutcome.WAITING) == 3
    assert not CareEpisode.objects.exists()
    asked = Doubt.objects.order_by("candidate")
    assert [(doubt.candidate, doubt.why) for doubt in asked] == [
        (one, DoubtReason.TWO_NUMBERS),
        (other, DoubtReason.TWO_NUMBERS),
    ]


def test_the_one_that_is_chosen_gets_the_rows_and_decides_the_other(cast):
    referred_to(cast, a_child(cast, born_on=BORN), "1")
    other = known_as(cast, a_child(cast, "Rosalind", born_on=BORN), UPN)
    brought(cast, a_return(header=({"UPN": UPN},)))

    tally = decide(cast, SAME, Doubt.objects.get(candidate=other))

    assert sum(count[RowOutcome.TAKEN] for count in tally.rows.values()) == 3
    assert CareEpisode.objects.get().child == other
    assert Episode.objects.get().child == other
    assert not Doubt.objects.filter(decision="").exists()
    assert not ArrivedRow.objects.exclude(outcome=RowOutcome.TAKEN).exists()


def test_next_years_rows_follow_the_decision(cast):
    referred_to(cast, a_child(cast, born_on=BORN), "1")
    other = known_as(cast, a_child(cast, "Rosalind", born_on=BORN), UPN)
    brought(cast, a_return(header=({"UPN": UPN},)))
    decide(cast, SAME, Doubt.objects.get(candidate=other))

    later = {"DECOM": "01/05/2025", "DEC": "01/09/2026", "REC": "E4A"}
    brought(
        cast, a_return(header=({"UPN": UPN},), episodes=(later,), missing=None), year=2027, at=NEXT
    )

    care = CareEpisode.objects.get()
    assert (care.child, care.ended_on) == (other, date(2026, 9, 1))


def test_neither_of_them_is_a_child_of_its_own_from_then_on(cast):
    one = referred_to(cast, a_child(cast, born_on=BORN), "1")
    other = known_as(cast, a_child(cast, "Rosalind", born_on=BORN), UPN)
    brought(cast, a_return(header=({"UPN": UPN},)))
    for doubt in Doubt.objects.all():
        decide(cast, DIFFERENT, doubt)

    care = CareEpisode.objects.get()
    assert care.child not in {one, other}
    brought(cast, a_return(header=({"UPN": UPN, "ETHNIC": "MWBC"},)), at=NEXT)
    assert Child.objects.count() == 3
    care.child.refresh_from_db()
    assert care.child.ethnicity == "MWBC"


def test_a_number_under_another_reference_waits(cast):
    child = referred_to(cast, known_as(cast, a_child(cast, born_on=BORN), UPN), "77")

    brought(cast, a_return(header=({"UPN": UPN},)))

    doubt = Doubt.objects.get()
    assert (doubt.candidate, doubt.why) == (child, DoubtReason.OTHER_REFERENCE)


def test_two_references_with_one_number_in_one_return_wait(cast):
    two = ({"UPN": UPN}, {"CHILD": "2", "UPN": UPN})

    report = brought(cast, a_return(header=two, episodes=({}, {"CHILD": "2"}), missing=None))

    assert (report.count(RowOutcome.TAKEN), report.count(RowOutcome.WAITING)) == (2, 2)
    assert Doubt.objects.get().why == DoubtReason.OTHER_REFERENCE
    decide(cast, SAME)
    assert Child.objects.count() == 1
    assert set(Identifier.objects.values_list("value", flat=True)) == {"1", "2", UPN}


def test_what_two_references_say_of_one_child_is_kept_together(cast):
    two = ({"UPN": UPN}, {"CHILD": "2", "UPN": UPN})
    later = {"CHILD": "2", "DECOM": "01/09/2025"}
    brought(cast, a_return(header=two, episodes=({"DEC": "01/08/2025", "REC": "E4A"}, later)))
    decide(cast, SAME)

    brought(cast, a_return(header=({}, {"CHILD": "2"}), episodes=None, missing=None), at=NEXT)

    assert CareEpisode.objects.count() == 2


def test_a_number_of_a_child_born_on_another_day_waits(cast):
    known_as(cast, a_child(cast, born_on=date(2009, 1, 1)), UPN)

    brought(cast, a_return(header=({"UPN": UPN},)))

    assert Doubt.objects.get().why == DoubtReason.OTHER_BIRTH


def test_a_number_of_another_authoritys_child_waits_and_is_not_shown(cast):
    child = a_child(cast, born_on=BORN, authority=cast.vale)
    identifiers.add(child, IdentifierKind.UPN, UPN, by=cast.call_handler, at=BEFORE)

    brought(cast, a_return(header=({"UPN": UPN},)))

    assert Doubt.objects.get().why == DoubtReason.OTHER_AUTHORITY


def test_a_child_of_the_same_day_without_a_reference_waits(cast):
    child = a_child(cast, born_on=BORN)

    report = brought(cast, a_return())

    assert report.count(RowOutcome.WAITING) == 3
    doubt = Doubt.objects.get()
    assert (doubt.candidate, doubt.why) == (child, DoubtReason.SAME_BIRTH)
    decide(cast, SAME)
    assert CareEpisode.objects.get().child == child
    assert Identifier.objects.get().value == "1"


def test_a_boy_and_a_girl_of_the_same_day_are_not_the_same(cast):
    a_child(cast, born_on=BORN, gender="male")

    report = brought(cast, a_return())

    assert report.count(RowOutcome.WAITING) == 0
    assert Child.objects.count() == 2


def test_another_child_of_the_same_day_gets_a_record_of_its_own(cast):
    child = a_child(cast, born_on=BORN)
    brought(cast, a_return())

    decide(cast, DIFFERENT)

    assert CareEpisode.objects.get().child != child
    assert Child.objects.count() == 2


def test_brought_again_while_it_waits_asks_no_second_time(cast):
    a_child(cast, born_on=BORN)
    brought(cast, a_return())

    report = brought(cast, a_return(missing=({"MIS_END": "13/06/2025"},)), at=NEXT)

    assert report.count(RowOutcome.WAITING) == 3
    assert Doubt.objects.count() == 1
    decide(cast, SAME)
    assert Episode.objects.count() == 1


def test_all_or_nothing_does_not_take_what_somebody_has_to_decide(cast):
    a_child(cast, born_on=BORN)

    report = brought(cast, a_return(), all_or_nothing=True)

    assert report.is_turned_away
    assert not ArrivedRow.objects.exists()


def test_a_doubt_is_decided_once(cast):
    a_child(cast, born_on=BORN)
    brought(cast, a_return())
    doubt = Doubt.objects.get()
    decide(cast, SAME, doubt)

    with pytest.raises(Refused, match="Somebody has decided this already"):
        decide(cast, DIFFERENT, doubt)


def test_only_who_brings_records_in_decides_and_sees_what_waits(cast):
    a_child(cast, born_on=BORN)
    brought(cast, a_return())
    doubt = Doubt.objects.get()

    with pytest.raises(Refused, match="does not allow this"):
        decide(cast, SAME, doubt, by=cast.social_worker)
    assert list(queries.doubts(cast.data_officer)) == [doubt]
    assert list(queries.doubts(cast.social_worker)) == []
    assert list(queries.arrivals(cast.social_worker)) == []
    with pytest.raises(NotFound):
        queries.get_doubt(cast.social_worker, doubt.pk)
    with pytest.raises(NotFound):
        queries.get(cast.social_worker, doubt.arrived_row.sheet.arrival.reference)


def test_the_rows_that_wait_are_shown_to_whoever_decides(cast):
    a_child(cast, born_on=BORN)
    brought(cast, a_return())

    rows = queries.rows_about(cast.data_officer, Doubt.objects.get())

    assert {row.table for row in rows} == {"Header", "Episodes", "Missing"}


def test_a_child_who_has_moved_to_another_authority_keeps_what_that_one_says(cast):
    brought(cast, a_return())
    child = Child.objects.get()
    children.move_to_authority(child, by=cast.team_manager, at=AT, authority=cast.vale)

    brought(cast, a_return(header=({"ETHNIC": "MWBC"},)), at=NEXT)

    child.refresh_from_db()
    assert child.ethnicity == "WBRI"
    assert queries.years(cast.data_officer, cast.calderbrook) == (2026,)
