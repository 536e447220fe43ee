"""Finding a child by name: how a word begins, how it sounds, and keys that follow the names."""

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from lantern.core.instants import LONDON
from lantern.people import names, queries
from lantern.people.actions import children
from lantern.people.models import Child, NameKey

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=LONDON)
LATER = NOON + timedelta(hours=1)
pytestmark = pytest.mark.django_db


def add(cast, given_name, family_name="Thornwick", **fields):
    return children.add(
        by=cast.social_worker,
        at=NOON,
        authority=cast.calderbrook,
        given_name=given_name,
        family_name=family_name,
        **fields,
    )


def found(cast, text, by=None):
    return list(queries.search(by or cast.social_worker, text, at=LATER).children)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Mohammed", "Muhammad", "Mohamed"),
        ("Katherine", "Catherine", "Kathryn"),
        ("Thompson", "Thomson", "Tomson"),
        ("Stephen", "Steven"),
        ("Aisha", "Ayesha"),
        ("Nicholas", "Nikolas"),
        ("Smith", "Smyth"),
        ("Hughes", "Hews"),
        ("Chloe", "Khloe"),
    ],
)
def test_spellings_that_sound_alike_have_one_sound(spellings):
    assert len({names.sound(one.lower()) for one in spellings}) == 1
    assert names.sound(spellings[0].lower())


@pytest.mark.parametrize(
    ("one", "other"), [("thornwick", "thornbury"), ("amara", "amelia"), ("smith", "smart")]
)
def test_names_that_differ_have_sounds_that_differ(one, other):
    assert names.sound(one) != names.sound(other)


def test_a_name_too_short_to_tell_apart_has_no_sound(cast):
    child = add(cast, "Zoe", "Ay")

    assert names.sound("zoe") == ""
    assert found(cast, "Zoey") == []
    assert found(cast, "Zoe") == [child]


@pytest.mark.parametrize("text", ["Moh", "thorn", "moham thornw", "Thornwick Moh", "Mo Th"])
def test_a_search_finds_by_how_each_word_of_a_name_begins(cast, text):
    child = add(cast, "Mohammed")

    assert found(cast, text) == [child]


@pytest.mark.parametrize("text", ["Muhammad", "Mohamed Thornwyck", "muhamad thorn"])
def test_a_search_finds_a_name_spelt_as_it_sounds(cast, text):
    child = add(cast, "Mohammed")

    assert found(cast, text) == [child]


def test_every_word_of_a_search_must_be_of_the_childs_names(cast):
    add(cast, "Mohammed")

    assert found(cast, "Mohammed Ashdown") == []


def test_names_as_they_were_typed_stand_before_names_that_sound_like_them(cast):
    sounding = add(cast, "Katherine", "Aldacre")
    typed = add(cast, "Catherine", "Yardley")

    assert found(cast, "Catherine") == [typed, sounding]


def test_the_end_of_the_alphabet_is_found_too(cast):
    child = add(cast, "Zaz", "Zzyzx")

    assert found(cast, "zz") == [child]
    assert found(cast, "zaz") == [child]


def test_a_name_that_sounds_alike_is_found_by_nobody_who_may_not_see_the_child(cast):
    add(cast, "Mohammed")

    assert found(cast, "Muhammad", by=cast.neighbour) == []


def test_a_child_is_found_by_the_new_name_and_no_longer_by_the_old(cast):
    child = add(cast, "Amelia", also_known_as="Millie")

    children.change(
        child, by=cast.social_worker, at=LATER, version=1, family_name="Ashdown", also_known_as=""
    )

    assert found(cast, "Amelia Ashdown") == [child]
    assert found(cast, "Thornwick") == []
    assert found(cast, "Millie") == []


def test_children_on_record_before_there_were_keys_are_found_after_the_migration(cast):
    child = add(cast, "Zoë", "O’Neill-Łuk")
    NameKey.objects.all().delete()
    Child.objects.update(name_key="")
    migration = import_module("lantern.people.migrations.0005_children_found_by_name_keys")

    migration.find_by_name(apps, None)

    child.refresh_from_db()
    assert child.name_key == " zoe oneill luk"
    assert found(cast, "oneil luk") == [child]


def test_a_search_that_finds_more_than_a_page_takes_two_queries(
    cast, django_assert_max_num_queries
):
    for number in range(queries.PAGE_SIZE + 5):
        add(cast, "Sam", f"Ash{chr(97 + number % 26)}{chr(97 + number // 26)}")

    with django_assert_max_num_queries(2):
        page = queries.search(cast.social_worker, "sam ash", at=LATER)

    assert (len(page.children), page.has_more) == (queries.PAGE_SIZE, True)
