"""The demonstration: all of it is there, all of it is invented, and it stays where it belongs."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import override_settings

from lantern.accounts.models import User
from lantern.agencies.models import Agency, Team
from lantern.agreements.models import Draft as ProtocolDraft
from lantern.agreements.obstacles import obstacles
from lantern.core.errors import Refused
from lantern.core.events import _table
from lantern.core.references import clean_nhs_number, clean_upn
from lantern.demo import filling
from lantern.demo.cast import MAKER
from lantern.duties.actions import rebuilding
from lantern.duties.models import Duty
from lantern.episodes.models import Entry, Episode
from lantern.notifications.models import Delivery, Handover
from lantern.people.models import Assignment, Child, Contact, Identifier
from lantern.placements.models import Home, Photograph
from lantern.reactions import TABLE
from tests import once

pytestmark = pytest.mark.one_database
NOW = datetime(2026, 11, 20, 22, 40, tzinfo=UTC)
"""A Friday night, when the emergency duty team is on."""

DRAMA = re.compile(r"01632960\d{3}|07700900\d{3}|01214960\d{3}|02079460\d{3}|08081570\d{3}")
ANY_TELEPHONE = re.compile(r"(?:\+44|0)\d[\d ]{8,12}\d")
RESERVED = re.compile(r"@(?:[a-z0-9-]+\.)*(?:example|example\.(?:org|net|com)|test|invalid)$")
AREAS = frozenset(
    re.findall(
        r"[A-Z]+",
        """
        AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN
        DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY
        L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM
        S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN
        WR WS WV YO ZE
        """,
    )
)
"""Every postcode area there is."""


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration as made that night, once in a run; taken back when these tests are over."""
    media = tmp_path_factory.mktemp("media")
    with (
        override_settings(LANTERN_DEMO=True, MEDIA_ROOT=media),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield once.rows("demonstration", lambda: filling.fill(now=NOW))
        transaction.set_rollback(True)


def open_episode(name):
    given, family = name.rsplit(" ", 1)
    return Episode.objects.get(
        child__given_name=given, child__family_name=family, ended_at__isnull=True
    )


def last_episode(name):
    given, family = name.rsplit(" ", 1)
    return Episode.objects.filter(child__given_name=given, child__family_name=family).latest(
        "reported_at"
    )


def nationally(number):
    """The digits of a number as dialled within the country."""
    return "".join(number.split()).replace("+44", "0")


def owed(episode, rule):
    return Duty.objects.filter(
        episode=episode, rule=rule, ended_at__isnull=True, arose_at__lte=NOW
    ).exists()


def test_there_are_children_months_of_absences_and_live_ones(filled):
    assert filled.is_new
    assert filled.children == Child.objects.count() == 45
    assert filled.absences >= 100
    assert Episode.objects.count() == filled.absences + filled.live
    assert Episode.objects.filter(ended_at__isnull=True).count() == 10


def test_the_history_goes_back_six_months_and_no_further(filled):
    oldest = Episode.objects.earliest("reported_at").reported_at

    assert NOW - timedelta(days=190) < oldest < NOW - timedelta(days=150)


def test_one_absence_has_just_been_reported_and_nobody_has_taken_it(filled):
    episode = open_episode("Jayden Merrowfield")

    assert NOW - episode.reported_at < timedelta(minutes=10)
    assert episode.classification == ""
    assert Handover.objects.filter(about=episode.reference, acknowledged_at=None).count() == 2


def test_one_is_missing_at_high_risk_for_five_hours_and_was_taken(filled):
    episode = open_episode("Amelia Thornwick")

    assert (episode.classification, episode.risk) == ("missing", "high")
    assert NOW - episode.last_seen_at == timedelta(hours=5)
    assert not Handover.objects.filter(about=episode.reference, acknowledged_at=None).exists()


def test_one_has_been_missing_for_eighty_hours_and_the_strategy_meeting_is_owed(filled):
    episode = open_episode("Dontae Riversfield")

    assert NOW - episode.last_seen_at == timedelta(hours=80)
    assert owed(episode, "strategy-meeting-arranged")
    assert owed(episode, "strategy-meeting-held")


def test_one_is_absent_with_a_review_agreed(filled):
    episode = open_episode("Marcus Elderfield")

    assert episode.classification == "absent"
    assert Entry.objects.filter(episode=episode, fact="absent_review.agreed").exists()


def test_one_is_away_and_it_is_known_where(filled):
    episode = open_episode("Chloe Fennimoor")

    assert episode.whereabouts == "known"
    assert episode.classification == "not_recorded_whereabouts_known"


def test_one_is_located_and_nobody_could_speak_with_him(filled):
    assert open_episode("Liam O'Marrin").whereabouts == "located_no_contact"


def test_a_sister_and_brother_went_together_with_a_record_each(filled):
    grace, samuel = open_episode("Grace Akomfrae"), open_episode("Samuel Akomfrae")

    assert grace.together == samuel.together is not None
    assert (grace.risk, samuel.risk) == ("medium", "high")


def test_one_is_another_authoritys_child_placed_here(filled):
    episode = open_episode("Kofi Adansi")

    assert episode.responsible_authority.slug == "northmoor"
    assert episode.host_authority.slug == "calderbrook"


def test_one_is_missing_from_home_and_on_a_protection_plan(filled):
    episode = open_episode("Yusuf Karimoor")

    assert episode.origin == "home"
    assert owed(episode, "home-strategy-meeting-held")


def test_one_came_back_two_hours_ago_and_the_safe_and_well_check_is_owed(filled):
    episode = last_episode("Zofia Lipowa")

    assert NOW - episode.ended_at == timedelta(hours=2)
    assert owed(episode, "safe-and-well-check")


def test_one_came_back_sixty_hours_ago_and_the_interview_is_overdue(filled):
    episode = last_episode("Aaliyah Chandani-Roe")
    interview = Duty.objects.get(episode=episode, rule="return-interview-held")

    assert NOW - episode.ended_at == timedelta(hours=60)
    assert interview.ended_at is None
    assert interview.due_at < NOW


def test_one_declined_the_interview_and_the_parents_are_to_be_offered_a_say(filled):
    assert owed(last_episode("Ruby Ashcombe"), "parents-offered-say")


def test_the_history_has_every_way_in_which_a_duty_ends(filled):
    past = Duty.objects.filter(episode__ended_at__isnull=False)
    states = {
        "met": [d for d in past if d.met_at and d.due_at and d.met_at <= d.due_at],
        "met late": [d for d in past if d.met_at and d.due_at and d.met_at > d.due_at],
        "excused": [d for d in past if d.excused_at],
        "overdue": [d for d in past if not d.ended_at and d.due_at and d.due_at < NOW],
    }

    assert {name for name, found in states.items() if not found} == set()
    assert len(states["met"]) > 5 * len(states["met late"])


def test_the_history_has_corrections_and_a_report_in_error(filled):
    assert Entry.objects.filter(corrects__isnull=False).exists()
    assert Entry.objects.filter(kind="closed").exists()


def test_some_photographs_are_over_a_year_old(filled):
    newest = {}
    for photograph in Photograph.objects.order_by("taken_on"):
        newest[photograph.child_id] = photograph.taken_on
    old = [day for day in newest.values() if (NOW.date() - day).days > 366]

    assert 3 <= len(old) < len(newest) / 2


def test_every_nhs_number_is_of_the_range_for_tests_with_its_check_digit(filled):
    numbers = list(Identifier.objects.filter(kind="nhs_number").values_list("value", flat=True))

    assert len(numbers) == 45
    assert all(clean_nhs_number(one) == one and one.startswith("999") for one in numbers)


def test_every_pupil_number_is_of_an_authority_that_does_not_exist(filled):
    numbers = list(Identifier.objects.filter(kind="upn").values_list("value", flat=True))

    assert len(numbers) == 45
    assert all(clean_upn(one) == one and one[1:4] == "000" for one in numbers)


def test_every_telephone_number_is_one_that_the_regulator_keeps_for_drama(filled):
    columns = (
        (Child, "telephone"),
        (Contact, "telephone"),
        (Agency, "telephone"),
        (Team, "telephone"),
        (User, "telephone"),
        (Assignment, "telephone"),
    )
    numbers = [
        one for model, name in columns for one in model.objects.values_list(name, flat=True) if one
    ]
    said = [str(details) for details in Entry.objects.values_list("details", flat=True)]
    numbers += [found for text in said for found in ANY_TELEPHONE.findall(text)]

    assert len(numbers) > 150
    assert [one for one in numbers if not DRAMA.fullmatch(nationally(one))] == []


def test_every_address_for_messages_is_of_a_reserved_domain(filled):
    addresses = [
        *User.objects.values_list("email", flat=True),
        *Team.objects.exclude(email="").values_list("email", flat=True),
        *Delivery.objects.values_list("address", flat=True),
    ]

    assert len(addresses) > 100
    assert [one for one in addresses if not RESERVED.search(one)] == []


def test_every_postcode_is_of_an_area_that_does_not_exist(filled):
    codes = [
        *Home.objects.values_list("postcode", flat=True),
        *Child.objects.exclude(home_postcode="").values_list("home_postcode", flat=True),
    ]

    assert len(codes) > 20
    assert [one for one in codes if re.match(r"[A-Z]+", one).group() in AREAS] == []


def test_the_ledger_is_what_the_facts_say(filled):
    assert rebuilding.rebuild(by=MAKER, at=NOW).total == 0


def test_what_follows_from_events_is_in_force_again_afterwards(filled):
    assert dict(_table) == dict(TABLE)


def test_making_it_again_adds_nothing(filled):
    before = (Child.objects.count(), Entry.objects.count(), Duty.objects.count())

    again = filling.fill(now=NOW + timedelta(hours=1))

    assert not again.is_new
    assert (Child.objects.count(), Entry.objects.count(), Duty.objects.count()) == before


@pytest.mark.django_db
def test_it_is_refused_outside_a_demonstration():
    with override_settings(LANTERN_DEMO=False), pytest.raises(Refused, match="not a demonstration"):
        filling.fill(now=NOW)


@pytest.mark.django_db
def test_it_leaves_a_database_that_holds_anything_else_alone(cast):
    children = Child.objects.count()

    with override_settings(LANTERN_DEMO=True), pytest.raises(Refused, match="left alone"):
        filling.fill(now=NOW)

    assert Child.objects.count() == children


def test_a_version_of_the_protocol_is_in_review(filled):
    draft = ProtocolDraft.objects.get()

    assert (draft.state, draft.agency.slug) == ("in_review", "calderbrook")
    assert [one.answer for one in draft.reviews.order_by("reviewer__name")] == ["", "agrees"]
    assert "within: 2 working days" in draft.text
    said = " ".join(obstacles(draft, NOW))
    assert "Fiona Grant has not answered yet." in said
    assert "Line" not in said
