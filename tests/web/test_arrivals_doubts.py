"""Is this the same child? Both sides, a person’s decision, and nobody merged before it."""

from datetime import date

import pytest
from django.urls import reverse
from stdnum.gb import upn

from lantern.audit.models import AccessEvent, AuditEvent
from lantern.intake.models import Doubt
from lantern.intake.sent import SentFile
from lantern.people.actions import children, identifiers
from lantern.people.models import CareEpisode, Child
from lantern.vocabulary.placement import IdentifierKind
from tests.builders import BEFORE, a_child
from tests.intake.returning import a_return
from tests.web.arriving import decide, looked_through, page_of
from tests.web.reading import text_of

BORN = date(2012, 6, 1)
"""The birthday in a sound return."""
PUPIL = f"{upn.calc_check_digit('823432113427')}823432113427"


@pytest.fixture
def officer(sign_in):
    return sign_in("data_officer")


@pytest.fixture
def known(cast):
    """A child of the authority, without its reference, born on the day of the return’s child."""
    return a_child(cast, "Jun", born_on=BORN)


@pytest.fixture
def doubt(officer, known):
    """The doubt about a return that has been brought in."""
    decide(officer, looked_through(officer))
    return Doubt.objects.get()


def page(client, doubt):
    return client.get(reverse("arrivals:doubt", args=[doubt.pk]))


def say(client, doubt, decision):
    return client.post(reverse("arrivals:doubt", args=[doubt.pk]), {"decision": decision})


def test_the_preview_says_that_somebody_has_to_decide(officer, known):
    arrival = looked_through(officer)
    shown = text_of(officer.get(page_of(arrival)))

    assert "Header 0 0 0 1 1" in shown
    assert "you are asked whether it is the same child" in shown


def test_nobody_is_merged_before_a_person_has_decided(officer, doubt):
    assert Child.objects.count() == 1
    assert not CareEpisode.objects.exists()
    shown = text_of(officer.get(reverse("arrivals:list")))
    assert "1 child who may have a record already" in shown.replace("children", "child")


def test_both_sides_are_shown_with_what_agrees_and_what_differs(officer, doubt, known):
    shown = text_of(page(officer, doubt))

    assert "Date of birth 1 June 2012 1 June 2012 The same" in shown
    assert "Authority's reference 1 Not recorded Only one says" in shown
    assert "First names Not recorded Jun Only one says" in shown
    assert known.reference in shown


def test_a_look_at_a_doubt_is_a_look_at_the_child(officer, doubt, known):
    page(officer, doubt)

    look = AccessEvent.objects.filter(about=known.reference).latest("pk")
    assert look.page == "is this the same child"


def test_the_same_child_gets_the_rows_and_the_decision_is_on_record(officer, doubt, known):
    answer = say(officer, doubt, "same")

    assert answer.url == reverse("arrivals:doubts")
    assert Child.objects.count() == 1
    assert CareEpisode.objects.get().child == known
    event = AuditEvent.objects.get(kind="DoubtDecided")
    assert (event.about, event.details["decision"]) == (known.reference, "same")


def test_another_child_gets_a_record(officer, doubt, known):
    say(officer, doubt, "different")

    assert Child.objects.count() == 2
    assert CareEpisode.objects.get().child != known


def test_no_answer_is_asked_for_again(officer, doubt):
    answer = officer.post(reverse("arrivals:doubt", args=[doubt.pk]))

    assert "Select whether it is the same child" in text_of(answer)
    assert not Doubt.objects.get().decision


def test_what_somebody_has_decided_is_not_asked_again(officer, doubt):
    say(officer, doubt, "same")

    assert page(officer, doubt).status_code == 404
    assert "Nothing waits for a decision." in text_of(officer.get(reverse("arrivals:doubts")))


def test_of_another_authoritys_child_only_what_agrees_is_shown(officer, cast):
    theirs = a_child(cast, "Idris", authority=cast.northmoor, born_on=BORN)
    by = {"by": cast.neighbour, "at": BEFORE}
    identifiers.add(theirs, IdentifierKind.UPN, PUPIL, **by)
    rows = ({"UPN": PUPIL, "DOB": "02/06/2012"},)
    decide(officer, looked_through(officer, a_return(header=rows, missing=None)))

    shown = text_of(page(officer, Doubt.objects.get()))

    assert f"Unique pupil number {PUPIL} {PUPIL} The same" in shown
    assert "Date of birth 2 June 2012 Not shown Different" in shown
    assert "Idris" not in shown
    assert "only what agrees is shown" in shown


def test_of_a_restricted_record_only_what_agrees_is_shown(officer, cast, known):
    children.restrict(known, by=cast.team_manager, at=BEFORE)
    decide(officer, looked_through(officer))

    shown = text_of(page(officer, Doubt.objects.get()))

    assert "Date of birth 1 June 2012 1 June 2012 The same" in shown
    assert "Jun" not in shown.replace("June", "")


def test_children_of_a_case_system_are_compared_by_name(officer, cast):
    a_child(cast, "Tamsyn", born_on=BORN)
    text = b"Reference,First name,Surname,DOB\r\n77,Tamsin,Redfern,01/06/2012\r\n"
    arrival = looked_through(officer, [SentFile("x.csv", text)], kind="children", mapping="lantern")
    decide(officer, arrival)

    shown = text_of(page(officer, Doubt.objects.get()))
    assert "First names Tamsin Tamsyn Different" in shown
    assert "Family name Redfern Redfern The same" in shown

    say(officer, Doubt.objects.get(), "different")
    assert Child.objects.count() == 2


@pytest.mark.parametrize("who", ["social_worker", "auditor", "administrator", "home_manager"])
def test_nobody_else_decides(officer, doubt, sign_in, who):
    client = sign_in(who)

    assert page(client, doubt).status_code == 403
    assert say(client, doubt, "same").status_code == 403
    assert not Doubt.objects.get().decision
