"""Past missing episodes of a case system, with days or times; the standard dataset's table too."""

from datetime import UTC, datetime

import pytest

from lantern.core.instants import LONDON
from lantern.duties.models import Duty
from lantern.episodes.models import Entry, Episode
from lantern.intake.models import ArrivedRow
from lantern.notifications.models import Delivery, Handover
from lantern.people.actions import identifiers
from lantern.vocabulary.absence import Precision
from lantern.vocabulary.placement import IdentifierKind
from tests.builders import a_looked_after_child
from tests.intake.bringing import AT, BY, bring_file, brought, counts, told
from tests.intake.bringing import a_file as file_of

pytestmark = pytest.mark.django_db

AWAY = {
    "Episode number": "77",
    "Reference": "CC1",
    "Last seen": "02/03/2026 18:30",
    "Found or returned": "04/03/2026",
    "Missing or away": "Missing",
}
SSD = {
    "miss_table_id": "77",
    "miss_person_id": "cc1",
    "miss_missing_episode_start_date": "2026-03-02 18:30:00.000",
    "miss_missing_episode_type": "M",
    "miss_missing_episode_end_date": "2026-03-04 00:00:00.000",
    "miss_missing_rhi_offered": "Y",
    "miss_missing_rhi_accepted": "N",
}


@pytest.fixture
def tamsin(cast):
    """A looked-after child whom the authority knows as CC1."""
    child = a_looked_after_child(cast)
    kind = IdentifierKind.AUTHORITY_REFERENCE
    identifiers.add(child, kind, "CC1", by=BY, at=AT, issuer=cast.calderbrook)
    return child


def test_a_past_episode_keeps_the_minute_and_the_day_as_it_was_told(cast, tamsin):
    report = brought(cast, "missing", AWAY)

    episode = Episode.objects.get()
    assert counts(report) == (1, 0, 0, 0)
    assert episode.is_history
    assert episode.child == tamsin
    assert episode.last_seen_at == datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
    assert episode.began_precision == Precision.MINUTE
    assert episode.ended_at == datetime(2026, 3, 4, tzinfo=LONDON)
    assert episode.ended_precision == Precision.DAY


def test_the_missing_table_of_the_standard_dataset_comes_in(cast, tamsin):
    report = brought(cast, "missing", SSD, mapping="ssd-missing")

    episode = Episode.objects.get()
    words = Entry.objects.exclude(words="").get().words
    assert counts(report) == (1, 0, 0, 0)
    assert episode.began_precision == Precision.MINUTE
    assert episode.ended_precision == Precision.DAY
    assert words == "Return interview offered: yes. Return interview accepted: no."


def test_history_alerts_nobody_and_owes_nothing(cast, tamsin):
    before = Duty.objects.count(), Delivery.objects.count(), Handover.objects.count()

    brought(cast, "missing", AWAY)

    assert (Duty.objects.count(), Delivery.objects.count(), Handover.objects.count()) == before


def test_episodes_brought_twice_are_there_once(cast, tamsin):
    brought(cast, "missing", AWAY)
    entries = Entry.objects.count()

    report = brought(cast, "missing", AWAY)

    assert counts(report) == (0, 1, 0, 0)
    assert (Episode.objects.count(), Entry.objects.count()) == (1, entries)


def test_an_episode_that_ended_since_is_brought_up_to_date(cast, tamsin):
    first = brought(cast, "missing", {**AWAY, "Found or returned": ""})

    report = brought(cast, "missing", AWAY)

    assert told(first) == [(2, "Found or returned", "no-end", False)]
    assert counts(report) == (1, 0, 0, 0)
    assert Episode.objects.get().ended_at is not None


def test_a_child_found_who_did_not_come_back_was_absent_once(cast, tamsin):
    found = {**SSD, "miss_missing_episode_end_date": "2026-03-03 09:15:00"}
    away = {
        **SSD,
        "miss_table_id": "78",
        "miss_missing_episode_type": "Away",
        "miss_missing_episode_start_date": "2026-03-03 09:15:00",
    }

    report = brought(cast, "missing", found, away, mapping="ssd-missing")

    episode = Episode.objects.get()
    assert counts(report) == (2, 0, 0, 0)
    assert episode.ended_at == datetime(2026, 3, 4, tzinfo=LONDON)
    known = Entry.objects.get(episode=episode, value="known")
    assert known.at == datetime(2026, 3, 3, 9, 15, tzinfo=UTC)


def test_the_time_away_may_come_in_a_later_file(cast, tamsin):
    found = {**SSD, "miss_missing_episode_end_date": "2026-03-03 09:15:00"}
    away = {
        **SSD,
        "miss_table_id": "78",
        "miss_missing_episode_type": "Away",
        "miss_missing_episode_start_date": "2026-03-03 09:15:00",
    }
    brought(cast, "missing", found, mapping="ssd-missing")

    brought(cast, "missing", away, mapping="ssd-missing")

    assert Episode.objects.get().ended_at == datetime(2026, 3, 4, tzinfo=LONDON)


def test_two_episodes_of_one_day_are_two(cast, tamsin):
    rows = [
        {**SSD, "miss_table_id": number, "miss_missing_episode_start_date": "2026-03-04"}
        for number in ("1", "2")
    ]

    report = brought(cast, "missing", *rows, mapping="ssd-missing")

    assert counts(report) == (2, 0, 0, 0)
    assert Episode.objects.count() == 2


def test_episodes_that_overlap_are_both_refused(cast, tamsin):
    other = {**AWAY, "Episode number": "78", "Last seen": "03/03/2026"}

    report = brought(cast, "missing", AWAY, other)

    assert told(report) == [
        (2, "Last seen", "overlap", True),
        (3, "Last seen", "overlap", True),
    ]
    assert not Episode.objects.exists()


def test_an_episode_that_overlaps_one_here_is_refused_and_that_one_stays(cast, tamsin):
    brought(cast, "missing", AWAY)

    report = brought(cast, "missing", {**AWAY, "Episode number": "78", "Last seen": "03/03/2026"})

    assert counts(report) == (0, 0, 1, 0)
    assert Episode.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "column", "code"),
    [
        ({"Reference": "CC9"}, "Reference", "no-child"),
        ({"Found or returned": "01/03/2026"}, "Found or returned", "order"),
        ({"Found or returned": "01/03/2027"}, "Found or returned", "future"),
        ({"Last seen": "01/03/2027", "Found or returned": ""}, "Last seen", "future"),
        ({"Reported": "01/03/2026"}, "Reported", "order"),
        ({"Missing or away": "Elsewhere"}, "Missing or away", "word"),
        ({"Risk": "9"}, "Risk", "word"),
    ],
)
def test_an_episode_that_cannot_be_is_refused_at_its_column(cast, tamsin, wrong, column, code):
    report = brought(cast, "missing", {**AWAY, **wrong})

    assert told(report) == [(2, column, code, True)]
    assert not Episode.objects.exists()


def test_a_partnerships_own_mapping_is_kept_beside_its_file(cast, tamsin):
    ours = (
        "mapping: vale-cases\nkind: missing\ntitle: Vale’s case system\nkey: row_number\ncolumns:\n"
        "  - {field: row_number, from: No}\n  - {field: authority_reference, from: Person}\n"
        "  - {field: began, from: Out}\n  - {field: ended, from: In}\n"
        "  - {field: whereabouts, from: Sort, codes: {AWOL: not_known}}\n"
    )
    file = file_of(
        [{"No": "1", "Person": "CC1", "Out": "2/3/2026", "In": "3/3/2026", "Sort": "awol"}]
    )
    mapping = type(file)("vale.yaml", ours.encode())

    report = bring_file(cast, "missing", file, mapping, mapping="vale-cases")

    assert counts(report) == (1, 0, 0, 0)
    assert report.title == "Vale’s case system, for Calderbrook City Council"
    assert ArrivedRow.objects.get().sheet.arrival.files.count() == 2
    assert Episode.objects.get().origin_key.startswith("vale-cases:")
