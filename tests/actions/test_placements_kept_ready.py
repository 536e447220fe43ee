"""What is kept ready in case of absence: the profile and the photographs."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from lantern.audit.models import AccessEvent, AuditEvent
from lantern.core.errors import Conflict, Invalid, NotFound, Refused
from lantern.core.instants import LONDON
from lantern.people.actions import children
from lantern.placements import known, pictures, queries
from lantern.placements.actions import photographs, placements, profiles
from lantern.placements.models import Photograph, Profile
from lantern.vocabulary.placement import PlacementKind
from tests.pictures import FILES, drawing

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=LONDON)
DAY = timedelta(days=1)
GOOD = {
    "description": "Tall, brown eyes",
    "risks": "Older friends in the city",
    "tracing": "The skate park; her sister",
    "drawn_up_by": "Mei Tanaka with Bronwen Ellis",
}


@pytest.fixture(autouse=True)
def a_folder_of_our_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def child(cast):
    child = children.add(
        by=cast.social_worker,
        at=NOON - DAY,
        authority=cast.calderbrook,
        given_name="Amara",
        born_on=date(2011, 6, 1),
    )
    placements.place(
        child,
        kind=PlacementKind.CHILDRENS_HOME,
        carer=cast.alder_house,
        host_authority=cast.calderbrook,
        by=cast.social_worker,
        at=NOON - DAY,
    )
    return child


# The profile


@pytest.mark.requirement("RF-010", "RF-202", "CK-002")
def test_a_profile_belongs_to_the_placement_and_is_the_step_that_the_protocol_asks_for(cast, child):
    profile = profiles.draw_up(child, by=cast.key_worker, at=NOON, version=0, **GOOD)

    assert (profile.version, profile.placement.carer) == (1, cast.alder_house)


def test_each_version_of_the_profile_is_kept(cast, child):
    profiles.draw_up(child, by=cast.key_worker, at=NOON, version=0, **GOOD)
    changed = GOOD | {"description": "Tall, hair dyed red"}
    profiles.draw_up(child, by=cast.key_worker, at=NOON + DAY, version=1, **changed)

    assert [row.description for row in known.profiles(child)] == [
        "Tall, hair dyed red",
        "Tall, brown eyes",
    ]


def test_of_two_people_drawing_up_the_profile_the_second_is_shown_both(cast, child):
    profiles.draw_up(child, by=cast.key_worker, at=NOON, version=0, **GOOD)
    mine = GOOD | {"description": "Short hair"}

    with pytest.raises(Conflict) as conflict:
        profiles.draw_up(child, by=cast.social_worker, at=NOON, version=0, **mine)

    assert conflict.value.theirs == {"version": 1, "description": "Tall, brown eyes"}
    assert conflict.value.yours == {"description": "Short hair"}
    assert Profile.objects.count() == 1


@pytest.mark.parametrize("field", ["description", "risks", "tracing", "drawn_up_by"])
def test_a_profile_lacking_a_needed_part_is_refused_with_a_sentence(cast, child, field):
    with pytest.raises(Invalid) as refusal:
        profiles.draw_up(child, by=cast.key_worker, at=NOON, version=0, **GOOD | {field: "  "})

    assert list(refusal.value.messages) == [field]
    assert not Profile.objects.exists()


def test_the_police_do_not_draw_up_a_profile(cast, child):
    with pytest.raises(Refused):
        profiles.draw_up(child, by=cast.call_handler, at=NOON, version=0, **GOOD)


# Photographs


def add(cast, child, content, taken_on=date(2026, 2, 1)):
    return photographs.add(
        child,
        by=cast.key_worker,
        at=NOON,
        taken_on=taken_on,
        upload=ContentFile(content),
    )


def content_of(photograph):
    with photograph.image.open() as file:
        return file.read()


def kept(photograph):
    return Image.open(io.BytesIO(content_of(photograph)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_kept_as_a_jpeg_whatever_it_was(cast, child, kind):
    photograph = add(cast, child, drawing(kind))

    assert kept(photograph).format == "JPEG"
    assert photograph.image.name == f"photographs/{photograph.reference}.jpg"


def test_nothing_of_the_camera_or_the_place_travels_with_the_picture(cast, child):
    exif = Image.Exif()
    exif[0x010F] = "Invented camera"
    exif.get_ifd(0x8825)[2] = (52.0, 28.0, 0.0)

    photograph = add(cast, child, drawing(exif=exif, comment=b"At Alder Row"))

    content = content_of(photograph)
    assert not kept(photograph).getexif()
    assert b"Invented camera" not in content
    assert b"Alder Row" not in content


def test_a_picture_taken_sideways_is_kept_upright(cast, child):
    exif = Image.Exif()
    exif[0x0112] = 6

    photograph = add(cast, child, drawing(size=(60, 40), exif=exif))

    assert kept(photograph).size == (40, 60)


def test_a_large_picture_is_kept_small(cast, child):
    photograph = add(cast, child, drawing(size=(5000, 2500)))

    assert max(kept(photograph).size) == pictures.LONGEST_SIDE


def test_a_see_through_picture_is_kept_on_white(cast, child):
    picture = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    written = io.BytesIO()
    picture.save(written, "PNG")

    photograph = add(cast, child, written.getvalue())

    assert min(kept(photograph).getpixel((10, 10))) > 250


REFUSED = {
    "nothing": "The file is empty",
    "a PDF": "The file is a PDF",
    "a HEIC": "HEIC picture",
    "an SVG": "drawing or a web page",
    "a GIF": "GIF, TIFF or bitmap",
    "words": "not a picture",
    "a truncated JPEG": "damaged or only part",
    "a truncated PNG": "damaged or only part",
    "40 MB": "10 MB or smaller",
    "a decompression bomb": "too large to open",
    "a poster": "more than 25 million pixels",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_photograph_is_refused_and_nothing_is_kept(cast, child, tmp_path, name):
    with pytest.raises(Invalid) as refusal:
        add(cast, child, FILES[name])

    assert REFUSED[name] in refusal.value.messages["upload"]
    assert not Photograph.objects.exists()
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.parametrize(
    ("taken_on", "sentence"),
    [(date(2026, 3, 3), "today or in the past"), (date(2011, 5, 31), "before the child was born")],
)
def test_a_photograph_is_not_taken_tomorrow_or_before_birth(cast, child, taken_on, sentence):
    with pytest.raises(Invalid, match=sentence):
        add(cast, child, drawing(), taken_on)


def test_a_photograph_whose_audit_fails_leaves_no_file(cast, child, tmp_path, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(AuditEvent.objects, "create", fail)

    with pytest.raises(OSError, match="disk full"):
        add(cast, child, drawing())

    assert not Photograph.objects.exists()
    assert not list(tmp_path.rglob("*.*"))


def test_the_latest_photograph_is_the_one_taken_last(cast, child):
    newer = add(cast, child, drawing(), date(2026, 2, 1))
    add(cast, child, drawing(), date(2025, 2, 1))

    assert known.latest_photograph(child) == newer


def test_opening_a_photograph_is_recorded_and_refused_to_those_not_involved(cast, child):
    photograph = add(cast, child, drawing())

    assert queries.photograph(cast.call_handler, photograph.reference, at=NOON) == photograph
    with pytest.raises(NotFound):
        queries.photograph(cast.neighbour, photograph.reference, at=NOON)

    assert [(look.by, look.page) for look in AccessEvent.objects.all()] == [
        (cast.call_handler.id, "photograph")
    ]


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2026, 3, 2), 0),
        (date(2026, 2, 3), 0),
        (date(2026, 2, 2), 1),
        (date(2025, 3, 2), 12),
        (date(2025, 3, 3), 11),
        (date(2027, 1, 1), 0),
    ],
)
def test_months_since_are_whole_months(day, months):
    assert known.months_since(day, NOON) == months
