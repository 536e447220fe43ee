"""Internal reports: completed, signed in order by named people, sent back with a reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.core.errors import Invalid, Refused
from lantern.duties.models import Duty
from lantern.episodes.models import Entry, Episode
from lantern.follow_up import chains, known
from lantern.follow_up.actions import reports
from lantern.follow_up.chains import Given
from lantern.follow_up.models import Signature
from lantern.placements.models import Home
from lantern.vocabulary.follow_up import CHAINS, ReportKind, Verdict
from lantern.vocabulary.role import Role
from tests.actions.following_up import SOON, THEMES, a_report, replaced, signer
from tests.builders import a_looked_after_child, a_returned_episode, an_episode

HOUR = timedelta(hours=1)
REG_40 = CHAINS[ReportKind.REGULATION_40]
SIGNERS = (Role.RESIDENTIAL_MANAGER, Role.SENIOR_MANAGER)
PEOPLE = st.sampled_from(["writer", "ann", "ben", "cas"])
ROLES = st.sets(st.sampled_from([*SIGNERS, Role.FOSTERING_HEAD, Role.HOME_MANAGER]))
VERDICTS = st.sampled_from(Verdict)


def facts(episode):
    """The facts of the report that stand on the absence."""
    rows = Entry.objects.filter(episode=episode, fact__startswith="regulation_40")
    standing = rows.filter(withdrawn=False, corrected_by__isnull=True)
    return set(standing.values_list("fact", flat=True))


@pytest.fixture
def own_home(cast):
    """Alder House is the authority's own, for which the report is owed (IFR L74)."""
    return Home.objects.create(agency=cast.alder_house, run_by=cast.calderbrook)


def duty(episode, rule):
    return Duty.objects.filter(subject=episode.reference, rule=rule).latest("arose_at")


@pytest.mark.requirement("DA-059")
@settings(max_examples=60)
@given(st.lists(st.tuples(PEOPLE, ROLES, VERDICTS), max_size=12))
def test_in_whatever_order_people_try_signatures_stand_in_order_and_never_twice(tries):
    stood = []
    for person, roles, verdict in tries:
        if chains.may_sign(REG_40, stood, writer="writer", person=person, roles=roles):
            assert chains.standing(REG_40, stood).next.role in roles
            stood.append(Given(verdict=verdict, person=person))

    people = [one.person for one in stood]
    assert len(people) == len(set(people))
    assert "writer" not in people
    assert len(stood) <= len(REG_40.links)
    assert all(one.verdict is Verdict.SIGNED for one in stood[:-1])


def elsewhere(cast):
    """An absence under the paper's own rulebook, by which two people sign."""
    episode = a_returned_episode(cast)
    Episode.objects.filter(pk=episode.pk).update(rulebook="birmingham-2015")
    return Episode.objects.get(pk=episode.pk)


@pytest.mark.requirement("RF-091", "RF-222", "CK-046", "DA-059")
def test_each_signature_is_a_dated_fact_and_meets_its_duty(cast, own_home):
    episode = elsewhere(cast)
    report = a_report(cast, episode)
    assert facts(episode) == {"regulation_40.completed"}

    for number, role in enumerate(SIGNERS, start=1):
        reports.sign(report, by=signer(cast, role), now=SOON + number * HOUR)

    assert facts(episode) == {REG_40.completed, *(link.fact for link in REG_40.links)}
    first = duty(episode, "regulation-40-signed-by-service-manager")
    last = duty(episode, "regulation-40-signed-by-assistant-director")
    assert (first.met_at, last.met_at) == (SOON + HOUR, SOON + 2 * HOUR)


def test_a_partnership_that_switches_a_signature_off_does_without_it(cast):
    report = a_report(cast)

    reports.sign(report, by=signer(cast, Role.RESIDENTIAL_MANAGER), now=SOON)

    with pytest.raises(Refused, match="is signed off"):
        reports.sign(report, by=signer(cast, Role.SENIOR_MANAGER), now=SOON)


@pytest.mark.requirement("DA-059")
def test_the_assistant_director_waits_for_the_service_manager(cast):
    report = a_report(cast, elsewhere(cast))

    with pytest.raises(Refused, match="service manager, residential"):
        reports.sign(report, by=signer(cast, Role.SENIOR_MANAGER), now=SOON)


def test_one_person_with_both_roles_signs_once(cast):
    report = a_report(cast, elsewhere(cast))
    both = replaced(cast.team_manager, Role.RESIDENTIAL_MANAGER)
    reports.sign(report, by=both, now=SOON)

    with pytest.raises(Refused, match="signed this report already"):
        reports.sign(report, by=replaced(both, Role.SENIOR_MANAGER), now=SOON)


def test_the_database_keeps_a_place_from_being_signed_twice(cast):
    report = a_report(cast)
    reports.sign(report, by=signer(cast, Role.RESIDENTIAL_MANAGER), now=SOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(report=report, place=0, verdict="signed", at=SOON, by_name="x")


def test_a_report_sent_back_is_owed_again_and_its_signatures_count_no_more(cast, own_home):
    episode = elsewhere(cast)
    report = a_report(cast, episode)
    reports.sign(report, by=signer(cast, Role.RESIDENTIAL_MANAGER), now=SOON)

    sent = reports.send_back(
        report, by=signer(cast, Role.SENIOR_MANAGER), now=SOON + HOUR, reason="Who told her father?"
    )

    assert sent.reason == "Who told her father?"
    assert facts(episode) == set()
    assert duty(episode, "regulation-40-report").met_at is None
    with pytest.raises(Refused, match="sent back"):
        reports.sign(report, by=signer(cast, Role.SENIOR_MANAGER), now=SOON + HOUR)

    again = a_report(cast, episode, now=SOON + 2 * HOUR)
    assert (again.version, facts(episode)) == (2, {"regulation_40.completed"})
    assert duty(episode, "regulation-40-report").met_at == SOON + 2 * HOUR


def test_a_report_is_sent_back_only_with_what_has_to_be_put_right(cast):
    report = a_report(cast)

    with pytest.raises(Invalid, match="put right"):
        reports.send_back(report, by=signer(cast, Role.RESIDENTIAL_MANAGER), now=SOON, reason=" ")


def test_a_completed_report_is_not_completed_again_unasked(cast):
    episode = a_returned_episode(cast)
    a_report(cast, episode)

    with pytest.raises(Refused, match="is completed"):
        a_report(cast, episode)


@pytest.mark.requirement("RF-090", "CK-045")
def test_a_schedule_7_report_is_completed_by_fostering_and_signed_by_its_head(cast):
    child = a_looked_after_child(cast, carer=cast.okafor)
    episode = an_episode(cast, child, by=cast.foster_carer)
    fostering = replaced(cast.social_worker, Role.FOSTERING_SERVICE)
    kind = ReportKind.SCHEDULE_7

    report = reports.complete(episode, kind, by=fostering, now=SOON, themes=THEMES)
    reports.sign(report, by=replaced(cast.team_manager, Role.FOSTERING_HEAD), now=SOON)

    latest = known.report(episode, kind)
    given_now = [Given(verdict=Verdict.SIGNED, person="x") for _ in latest.signatures.all()]
    assert chains.standing(CHAINS[kind], given_now).is_signed_off


def test_a_report_is_about_the_placement_the_child_went_from(cast):
    episode = a_returned_episode(cast)
    fostering = replaced(cast.social_worker, Role.FOSTERING_SERVICE)

    with pytest.raises(Refused, match="foster care"):
        reports.complete(episode, ReportKind.SCHEDULE_7, by=fostering, now=SOON, themes=THEMES)
    with pytest.raises(Refused, match="completed by"):
        reports.complete(episode, ReportKind.REGULATION_40, by=fostering, now=SOON, themes=THEMES)
