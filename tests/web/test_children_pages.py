"""The pages of children: finding, reading, changing, keeping ready; who sees what of them."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lantern.audit.models import AccessEvent
from lantern.core import clock
from lantern.core.calendar import same_day_months_after
from lantern.core.instants import day_in_london
from lantern.duties.models import Duty
from lantern.people.actions import (
    assignments,
    children,
    contacts,
    flags,
    identifiers,
    involvements,
    statuses,
)
from lantern.people.models import Child, Contact, Flag, Step
from lantern.placements.actions import photographs, profiles
from lantern.placements.models import Photograph, Placement, Profile
from lantern.risk.models import RiskAssessment
from lantern.risk.questions import QUESTIONS
from lantern.vocabulary.agency import InvolvementBasis
from lantern.vocabulary.placement import IdentifierKind, PersonRelation, StatusKind
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.role import Role
from tests.builders import BEFORE, a_child, a_looked_after_child, an_episode
from tests.pictures import drawing
from tests.web.reading import text_of

PROFILE = {
    "description": "Tall, brown eyes",
    "risks": "Older friends in the city",
    "tracing": "The skate park; her sister",
    "drawn_up_by": "Mei Tanaka with Bronwen Ellis",
}


@pytest.fixture(autouse=True)
def a_folder_of_our_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def page_of(client, child, name="page", *args):
    return client.get(reverse(f"children:{name}", args=[child.reference, *args]))


def send(client, child, name, data, *args):
    return client.post(reverse(f"children:{name}", args=[child.reference, *args]), data)


def moment(name, at):
    local = at.astimezone(clock.now().astimezone().tzinfo)
    return {
        f"{name}-day": local.day,
        f"{name}-month": local.month,
        f"{name}-year": local.year,
        f"{name}-hour": local.hour,
        f"{name}-minute": local.minute,
    }


YESTERDAY = moment("from_at", clock.now() - timedelta(days=1))


# Finding


def test_a_search_is_sent_in_the_body_and_leads_to_an_address_without_a_name(cast, sign_in):
    child = a_looked_after_child(cast)

    response = sign_in("social_worker").post(reverse("children:search"), {"text": "redFERN tam"})

    assert "Tamsin Redfern" in text_of(response)
    assert reverse("children:page", args=[child.reference]) in response.content.decode()


def test_no_address_on_any_page_of_a_child_holds_a_name(cast, sign_in):
    child = a_looked_after_child(cast)
    contacts.add(
        child, by=cast.social_worker, at=BEFORE, name="Wren", relation=PersonRelation.FRIEND
    )
    client = sign_in("team_manager")

    pages = [client.get(reverse("children")), *(page_of(client, child, name) for name in PAGES)]

    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', "".join(map(str_of, pages)))
    assert len(addresses) > 100
    assert not [one for one in addresses if re.search("tamsin|redfern|wren", one, re.IGNORECASE)]


def str_of(response):
    return response.content.decode()


PAGES = [
    "page",
    "details",
    "number",
    "restrict",
    "contact-add",
    "people",
    "authority",
    "status",
    "placement",
    "flag",
    "history",
    "profiles",
    "profile",
    "assessments",
    "risk",
    "photographs",
    "photograph",
    "steps",
]


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Nobody", "Try one name alone"),
        ("1 January 2001", "Try the name instead"),
        ("C-2222-2222", "Check each digit"),
        ("999 000 0018", "Check each digit"),
        ("!!", "at least one letter or number"),
    ],
)
def test_a_search_without_a_result_says_what_to_do(cast, sign_in, text, advice):
    a_looked_after_child(cast)

    response = sign_in("social_worker").post(reverse("children:search"), {"text": text})

    assert "No child found" in text_of(response)
    assert advice in text_of(response)
    assert "101" in text_of(response)


def test_a_search_for_nothing_asks_for_something(sign_in):
    response = sign_in("social_worker").post(reverse("children:search"), {"text": "  "})

    assert "Enter a name, a date of birth, or a reference" in text_of(response)


def test_the_list_shows_who_is_missing_now(cast, sign_in):
    an_episode(cast)

    response = sign_in("social_worker").get(reverse("children"))

    assert re.search(
        r"Tamsin Redfern 1\d 1 June 2011 Calderbrook City Council Away reported", text_of(response)
    )


def test_the_list_of_those_one_is_named_for_leaves_the_others_out(cast, sign_in):
    mine, _ = a_looked_after_child(cast, "Tamsin"), a_child(cast, "Bram")
    name_social_worker(cast, mine)

    response = sign_in("social_worker").get(reverse("children"), {"whose": "mine"})

    assert "Tamsin Redfern" in text_of(response)
    assert "Bram" not in text_of(response)


def name_social_worker(cast, child):
    assignments.assign(
        child,
        role=Role.SOCIAL_WORKER,
        by=cast.team_manager,
        at=BEFORE,
        agency=cast.calderbrook,
        user=cast.user("social_worker"),
    )


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999999", "²"])
def test_a_page_number_that_is_none_is_no_fault(cast, sign_in, page):
    response = sign_in("social_worker").get(reverse("children"), {"page": page})

    assert response.status_code == 200


@pytest.mark.parametrize("key", ["administrator", "auditor", "data_officer"])
def test_those_who_see_no_child_are_told_so(sign_in, key):
    response = sign_in(key).get(reverse("children"))

    assert response.status_code == 403
    assert "does not allow this" in text_of(response)


def test_the_list_takes_few_queries_however_long_it_is(
    cast, sign_in, django_assert_max_num_queries
):
    for number in range(30):
        a_child(cast, f"Sam{chr(97 + number % 26)}")
    client = sign_in("social_worker")

    with django_assert_max_num_queries(15):
        response = client.get(reverse("children"))

    assert "Next" in text_of(response)


# The child's page


@pytest.fixture
def full(cast):
    """A child with something in every part of the record."""
    child = a_looked_after_child(cast, language="Igbo", home_address="4 Elm Row, Calderbrook")
    by = {"by": cast.social_worker, "at": BEFORE}
    name_social_worker(cast, child)
    mum = {"name": "Grace Redfern", "relation": PersonRelation.MOTHER}
    contacts.add(child, has_parental_responsibility=True, telephone="01632 960555", **mum, **by)
    dad = {"name": "Carl Redfern", "relation": PersonRelation.FATHER}
    contacts.add(child, may_be_told=False, why_not_told="Court order of 2025", **dad, **by)
    flags.raise_(child, FlagKind.GANGS, said_by="Millbrook Academy", note="Seen with bikes", **by)
    identifiers.add(child, IdentifierKind.NHS_NUMBER, "9990000018", **by)
    profiles.draw_up(child, version=0, **PROFILE, **by)
    return child


def test_the_page_shows_every_part_to_the_responsible_authority(full, sign_in):
    words = text_of(page_of(sign_in("social_worker"), full))

    for part in (
        "Tamsin Redfern",
        "born 1 June 2011",
        "Alder House",
        "Full care order",
        "Grace Redfern , mother, has parental responsibility",
        "Do not tell Court order of 2025",
        "Gangs or criminal exploitation , since 5 January 2026. Millbrook Academy Seen with bikes",
        "999 000 0018",
        "Tall, brown eyes",
        "4 Elm Row",
        "Igbo",
    ):
        assert part in words


def test_the_page_lists_what_is_owed_before_any_absence_to_those_whom_duties_concern(
    cast, full, sign_in
):
    flags.raise_(
        full, FlagKind.MAY_GO_MISSING, by=cast.social_worker, at=BEFORE, said_by="Her mother"
    )
    (owed, *_) = Duty.objects.filter(child=full, episode=None, ended_at=None)

    ours = page_of(sign_in("social_worker"), full).content.decode()
    schools = text_of(page_of(sign_in("teacher"), full))

    assert f'href="{reverse("duties:duty", args=[owed.pk])}"' in ours
    assert "What is owed" in ours
    assert "What is owed" not in schools
    assert owed.words not in schools


@pytest.mark.requirement("IS-065")
def test_a_school_sees_who_the_child_is_and_whom_to_ring_and_no_more(cast, full, sign_in):
    children.change(
        full, by=cast.social_worker, at=BEFORE, version=full.version, school=cast.millbrook
    )

    words = text_of(page_of(sign_in("teacher"), full))

    assert "Tamsin Redfern" in words
    assert cast.social_worker.name in words
    for hidden in ("Gangs", "care order", "Grace Redfern", "999 000 0018", "Elm Row", "skate park"):
        assert hidden not in words


@pytest.mark.requirement("IS-001")
def test_a_protected_address_is_shown_to_the_authority_the_police_and_the_carer_only(
    cast, full, sign_in
):
    children.change(
        full, by=cast.social_worker, at=BEFORE, version=full.version, address_is_protected=True
    )
    involvements.begin(
        full, cast.open_door, InvolvementBasis.RETURN_INTERVIEW, by=cast.social_worker, at=BEFORE
    )

    seen = {
        key: text_of(page_of(sign_in(key), full))
        for key in ("social_worker", "call_handler", "home_manager", "interviewer")
    }

    assert "4 Elm Row" in seen["social_worker"]
    assert "4 Elm Row" in seen["call_handler"]
    assert "4 Elm Row" not in seen["home_manager"] + seen["interviewer"]
    assert "Alder House" in seen["home_manager"]
    assert "Alder House" not in seen["interviewer"]
    assert "This address is protected. Ask Calderbrook City Council" in seen["interviewer"]


@pytest.mark.requirement("IS-003")
def test_a_restricted_record_looks_like_no_record_to_everybody_else(cast, full, sign_in):
    children.restrict(full, by=cast.team_manager, at=BEFORE)
    client = sign_in("duty_worker")

    restricted = page_of(client, full)
    absent = client.get(reverse("children:page", args=["C-2222-2222"]))

    assert restricted.status_code == absent.status_code == 404
    assert text_of(restricted) == text_of(absent)
    assert "Tamsin" in text_of(page_of(sign_in("social_worker"), full))


@pytest.mark.parametrize("name", PAGES)
def test_a_child_of_another_authority_is_not_found_on_any_page(cast, full, sign_in, name):
    assert page_of(sign_in("neighbour"), full, name).status_code == 404


def test_the_page_takes_at_most_thirty_queries(full, sign_in, django_assert_max_num_queries):
    client = sign_in("team_manager")

    with django_assert_max_num_queries(30):
        page_of(client, full)


def test_looking_at_the_page_is_recorded_once(cast, full, sign_in):
    page_of(sign_in("home_manager"), full)

    look = AccessEvent.objects.get()
    assert (look.about, look.by, look.basis) == (
        full.reference,
        cast.home_manager.id,
        "cares_for",
    )


def test_a_child_who_is_missing_is_said_to_be_and_is_not_reported_again(cast, full, sign_in):
    assert "Report missing" in text_of(page_of(sign_in("home_manager"), full))

    an_episode(cast, full)

    words = text_of(page_of(sign_in("home_manager"), full))
    assert "Reported 21:00 on Monday 2 March 2026, and not back." in words
    assert "Report missing" not in words


@pytest.mark.parametrize(("months", "is_old"), [(0, False), (11, False), (12, True), (14, True)])
@pytest.mark.requirement("RF-010")
def test_an_old_photograph_is_said_to_be_old(cast, full, sign_in, months, is_old):
    today = day_in_london(clock.now())
    add_photograph(cast, full, same_day_months_after(today, -months))

    words = text_of(page_of(sign_in("key_worker"), full))

    assert (f"Photo is {months} months old: add a newer one" in words) == is_old


def add_photograph(cast, child, taken_on=date(2026, 2, 1)):
    upload = SimpleUploadedFile("one.jpg", drawing())
    return photographs.add(
        child, by=cast.key_worker, at=clock.now(), taken_on=taken_on, upload=upload
    )


@pytest.mark.requirement("CK-003")
def test_a_profile_from_a_former_placement_is_said_to_need_drawing_up_anew(cast, full, sign_in):
    assert "before the child came to this placement" not in text_of(
        page_of(sign_in("social_worker"), full)
    )

    Placement.objects.create(
        child=full,
        kind="childrens_home",
        carer=cast.quarry_lodge,
        responsible_authority=cast.calderbrook,
        host_authority=cast.vale,
        from_at=BEFORE + timedelta(days=1),
        until_at=None,
    ) if Placement.objects.update(until_at=BEFORE + timedelta(days=1)) else None

    assert "before the child came to this placement" in text_of(
        page_of(sign_in("social_worker"), full)
    )


def test_words_that_look_like_markup_are_shown_as_words(cast, sign_in):
    child = a_child(cast, "<script>alert(1)</script>", also_known_as='"><img src=x>')

    html = page_of(sign_in("social_worker"), child).content.decode()

    assert "<script>alert" not in html
    assert "<img src=x>" not in html
    assert "&lt;script&gt;alert(1)" in html


# Adding


def authority_of(cast):
    return {"authority": cast.calderbrook.slug}


def test_a_child_is_added_and_the_page_says_so(cast, sign_in):
    client = sign_in("social_worker")

    response = client.post(
        reverse("children:add"),
        {"given_name": "Amara", "family_name": "Obi", "nhs_number": "999 000 0018"},
        follow=True,
    )

    child = Child.objects.get()
    assert response.redirect_chain == [(reverse("children:page", args=[child.reference]), 302)]
    assert "The record has been added" in text_of(response)
    assert child.identifiers.get().value == "9990000018"


def test_the_police_choose_the_authority_of_the_child_they_add(cast, sign_in):
    sign_in("call_handler").post(
        reverse("children:add"), {"given_name": "Amara", "authority": cast.vale.slug}
    )

    assert Child.objects.get().responsible_authority == cast.vale


def test_social_care_cannot_add_a_child_of_another_authority_by_hand(cast, sign_in):
    sign_in("social_worker").post(
        reverse("children:add"), {"given_name": "Amara", "authority": cast.vale.slug}
    )

    assert Child.objects.get().responsible_authority == cast.calderbrook


def test_a_number_of_a_child_one_may_see_leads_to_that_record(full, sign_in):
    response = sign_in("social_worker").post(
        reverse("children:add"), {"given_name": "Amara", "nhs_number": "9990000018"}
    )

    assert "Another child’s record has this NHS number" in text_of(response)
    assert "Open the record of Tamsin Redfern" in text_of(response)
    assert Child.objects.count() == 1


def test_a_number_of_a_child_one_may_not_see_says_only_that_it_is_taken(cast, full, sign_in):
    response = sign_in("neighbour").post(
        reverse("children:add"), {"given_name": "Amara", "nhs_number": "9990000018"}
    )

    assert "Another child’s record has this NHS number" in text_of(response)
    assert "Tamsin" not in text_of(response)
    assert full.reference not in response.content.decode()


def test_a_child_of_the_same_name_and_birth_is_shown_before_a_second_record_is_made(
    cast, full, sign_in
):
    client = sign_in("social_worker")
    typed = {
        "given_name": "Tamsin",
        "family_name": "Redferne",
        "born_on-day": "1",
        "born_on-month": "6",
        "born_on-year": "2011",
    }

    asked = client.post(reverse("children:add"), typed)
    assert "Is it one of these children?" in text_of(asked)
    assert Child.objects.count() == 1
    kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', str_of(asked)))
    assert typed.items() <= kept.items()

    client.post(reverse("children:add"), kept)
    assert Child.objects.count() == 2


# Changing


def details_of(child, **changed):
    return {
        "given_name": child.given_name,
        "family_name": child.family_name,
        "born_on-day": "1",
        "born_on-month": "6",
        "born_on-year": "2011",
        "address_is_protected": "no",
        "version": str(child.version),
        **changed,
    }


def test_of_two_people_changing_details_the_second_sees_both_and_chooses(cast, sign_in):
    child = a_child(cast)
    client = sign_in("social_worker")
    send(client, child, "details", details_of(child, language="Igbo"))

    second = send(client, child, "details", details_of(child, language="Yoruba"))

    assert second.status_code == 409
    assert "Saved already Igbo Yours, not saved Yoruba" in text_of(second)
    child.refresh_from_db()
    assert child.language == "Igbo"
    version = re.search(r'name="version" value="(\d+)"', str_of(second))[1]
    send(client, child, "details", details_of(child, language="Yoruba", version=version))
    child.refresh_from_db()
    assert child.language == "Yoruba"


def fields_of(response):
    """What a browser would send back from the page, unchanged."""
    html = str_of(response)
    sent = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = (re.search(rf' {each}="([^"]*)"', tag) for each in ("name", "value"))
        kind = re.search(r' type="([^"]*)"', tag)
        if name and (kind is None or kind[1] not in ("radio", "checkbox") or " checked" in tag):
            sent[name[1]] = unescape(value[1]) if value else ""
    for name, words in re.findall(
        r'<textarea[^>]* name="([^"]*)"[^>]*>(.*?)</textarea>', html, re.S
    ):
        sent[name] = unescape(words).replace("\n", "\r\n")
    for name, options in re.findall(r'<select[^>]* name="([^"]*)".*?>(.*?)</select>', html, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return sent


def test_two_people_changing_different_details_both_succeed(cast, full, sign_in):
    client = sign_in("social_worker")
    first, second = (fields_of(page_of(client, full, "details")) for _ in range(2))

    send(client, full, "details", first | {"language": "Twi", "home_address": "1 Fir Row\r\nVale"})
    answer = send(client, full, "details", second | {"also_known_as": "Tam"})

    assert answer.status_code == 302
    full.refresh_from_db()
    assert (full.language, full.also_known_as) == ("Twi", "Tam")
    assert full.home_address == "1 Fir Row\nVale"


def test_a_page_sent_back_unchanged_changes_nothing(cast, full, sign_in):
    client = sign_in("social_worker")
    children.change(
        full,
        by=cast.social_worker,
        at=BEFORE,
        version=full.version,
        telephone="07700 900100",
        home_address="1 Fir Row\nVale",
        home_postcode="cc14ab",
        school=cast.millbrook,
    )
    full.refresh_from_db()

    send(client, full, "details", fields_of(page_of(client, full, "details")))

    assert Child.objects.get(pk=full.pk).version == full.version


def test_two_people_changing_different_parts_of_a_profile_both_succeed(full, sign_in):
    client = sign_in("key_worker")
    first, second = (fields_of(page_of(client, full, "profile")) for _ in range(2))

    send(client, full, "profile", first | {"description": "Hair dyed red"})
    answer = send(client, full, "profile", second | {"risks": "A new boyfriend"})

    assert answer.status_code == 302
    latest = Profile.objects.get(version=3)
    assert (latest.description, latest.risks) == ("Hair dyed red", "A new boyfriend")


def test_of_two_people_answering_one_question_the_second_sees_both_answers(full, sign_in):
    client = sign_in("key_worker")
    send(client, full, "risk", assessment())
    first, second = (fields_of(page_of(client, full, "risk")) for _ in range(2))
    review = {key: value for key, value in assessment().items() if key.startswith("review_on")}
    said = {"medication": "yes", "medication_words": "Insulin"}

    send(client, full, "risk", first | review | said | {"bullied": "not_known"})
    second |= review | {"medication": "not_known", "self_harm": "yes", "self_harm_words": "Cuts"}
    clash = send(client, full, "risk", second)

    words = text_of(clash)
    assert clash.status_code == 409
    assert (
        "Does the child need medicine or treatment? Saved already Yes Yours, not saved Not known"
        in words
    )
    assert words.count("Saved already") == 1
    send(client, full, "risk", fields_of(clash))
    answers = RiskAssessment.objects.get(version=3).answers
    assert answers["medication"]["answer"] == "not_known"
    assert answers["bullied"]["answer"] == "not_known"
    assert answers["self_harm"] == {"answer": "yes", "words": "Cuts"}


def test_a_carer_is_not_asked_who_may_be_told(full, sign_in):
    words = text_of(page_of(sign_in("key_worker"), full, "contact-add"))

    assert "May this person be told" not in words


def test_what_was_typed_is_shown_again_beside_what_is_wrong_with_it(cast, sign_in):
    child = a_child(cast)
    wrong = details_of(child, **{"born_on-year": "2911", "language": "Igbo"})

    response = send(sign_in("social_worker"), child, "details", wrong)

    assert "There is a problem" in text_of(response)
    assert 'value="2911"' in str_of(response)
    assert 'value="Igbo"' in str_of(response)


def test_a_contact_changed_by_two_people_keeps_both_ones_words(cast, sign_in):
    child = a_child(cast)
    by = {"by": cast.social_worker, "at": BEFORE}
    mum = contacts.add(child, name="Mum", relation=PersonRelation.MOTHER, **by)
    client = sign_in("social_worker")
    opened = str_of(page_of(client, child, "contact", mum.pk))
    seen = re.search(r'name="seen" value="([^"]*)"', opened)[1].replace("&#34;", '"')
    contacts.change(mum, seen={"note": ""}, note="Works nights", **by)
    base = {
        "name": "Mum",
        "relation": "mother",
        "has_parental_responsibility": "no",
        "may_be_told": "yes",
        "seen": seen,
    }

    clash = send(client, child, "contact", base | {"note": "Ring after six"}, mum.pk)
    assert clash.status_code == 409
    assert "Saved already Works nights Yours, not saved Ring after six" in text_of(clash)

    send(client, child, "contact", base | {"name": "Grace Obi", "note": ""}, mum.pk)
    mum.refresh_from_db()
    assert (mum.name, mum.note) == ("Grace Obi", "Works nights")


def test_a_parent_who_may_not_be_told_is_recorded_with_the_reason(cast, sign_in):
    child = a_child(cast)

    send(
        sign_in("social_worker"),
        child,
        "contact-add",
        {
            "name": "Carl",
            "relation": "father",
            "has_parental_responsibility": "yes",
            "may_be_told": "no",
            "why_not_told": "Court order",
        },
    )

    contact = Contact.objects.get()
    assert (contact.may_be_told, contact.why_not_told) == (False, "Court order")


def test_a_social_worker_is_named_from_those_who_hold_the_role(cast, sign_in):
    child = a_child(cast)
    client = sign_in("team_manager")

    assert cast.social_worker.name in text_of(page_of(client, child, "assign", "social_worker"))
    send(
        client,
        child,
        "assign",
        {"who": cast.social_worker.id, **YESTERDAY},
        "social_worker",
    )

    assert child.assignments.get().user == cast.user("social_worker")


def test_somebody_without_an_account_is_named_with_agency_and_telephone(cast, sign_in):
    child = a_child(cast)
    named = {
        "name": "Jan Kos",
        "telephone": "01632 960777",
        "agency": cast.health.slug,
        **YESTERDAY,
    }
    client = sign_in("team_manager")

    nobody_listed = page_of(client, child, "assign", "designated_health")
    send(client, child, "assign-unlisted", named, "designated_health")

    assert nobody_listed.url == reverse(
        "children:assign-unlisted", args=[child.reference, "designated_health"]
    )
    holder = child.assignments.get()
    assert (holder.name, holder.agency, holder.telephone) == (
        "Jan Kos",
        cast.health,
        "+441632960777",
    )


def test_a_child_who_moves_to_another_authority_is_on_its_list_and_no_longer_on_ours(cast, sign_in):
    child = a_child(cast)
    client = sign_in("team_manager")
    assert "Move to another authority" in text_of(page_of(client, child))
    assert "no longer sees the record" in text_of(page_of(client, child, "authority"))

    nowhere = send(client, child, "authority", {"authority": ""})
    moved = send(client, child, "authority", {"authority": "northmoor"})

    assert "Select the authority that is responsible from now on" in text_of(nowhere)
    assert moved.url == reverse("children")
    assert page_of(client, child).status_code == 404
    assert page_of(sign_in("neighbour"), child).status_code == 200


def test_status_placement_and_concern_are_recorded_and_ended_on_their_pages(cast, sign_in):
    child = a_child(cast)
    client = sign_in("social_worker")
    until = {key.replace("from_at", "until_at"): value for key, value in NOW.items()}

    send(client, child, "status", {"kind": "section_20", **YESTERDAY})
    send(
        client,
        child,
        "placement",
        {"kind": "childrens_home", "carer": cast.quarry_lodge.slug, **YESTERDAY},
    )
    send(client, child, "flag", {"kind": "gangs", "said_by": "School", **YESTERDAY})
    assert child.placements.get().host_authority == cast.vale
    for name, args in (
        ("status-end", ["section_20"]),
        ("placement-end", []),
        ("flag-end", ["gangs"]),
    ):
        send(client, child, name, until, *args)

    ended = [child.statuses.get(), child.placements.get(), child.flags.get()]
    assert all(one.until_at is not None for one in ended)


NOW = moment("from_at", clock.now() - timedelta(minutes=1))


def test_what_was_recorded_in_error_is_marked_and_kept_in_the_history(cast, sign_in):
    child = a_child(cast)
    row = statuses.begin(child, StatusKind.SECTION_20, by=cast.social_worker, at=BEFORE)
    client = sign_in("social_worker")

    send(client, child, "status-error", {"sure": "yes"}, row.pk)

    assert "Recorded in error Accommodated (section 20)" in text_of(
        page_of(client, child, "history")
    )
    assert "Accommodated" not in text_of(page_of(client, child))


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("status-error", [999]),
        ("flag-error", [999]),
        ("placement-error", [999]),
        ("contact", [999]),
        ("assign", ["king"]),
        ("status-end", ["happy"]),
        ("flag-end", ["happy"]),
        ("step", ["placement_plan.eaten"]),
    ],
)
def test_an_address_that_names_nothing_is_not_found(cast, sign_in, name, args):
    child = a_looked_after_child(cast)

    response = send(sign_in("team_manager"), child, name, {"sure": "yes"}, *args)

    assert response.status_code == 404


@pytest.mark.parametrize("text", ["%00", "C-2222", "C-2222-222%00", "x" * 500, "C-AEIO-UUUU", "🜁"])
@pytest.mark.parametrize("place", ["children", "photographs"])
def test_an_address_that_could_be_nobodys_reference_is_not_found(sign_in, place, text):
    assert sign_in("social_worker").get(f"/{place}/{text}").status_code == 404


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("key_worker", "details"),
        ("key_worker", "status"),
        ("key_worker", "placement"),
        ("key_worker", "people"),
        ("social_worker", "authority"),
        ("social_worker", "restrict"),
        ("call_handler", "profile"),
        ("call_handler", "risk"),
        ("call_handler", "photograph"),
    ],
)
def test_whoever_may_not_is_told_why_and_is_not_offered_the_link(cast, full, sign_in, key, name):
    client = sign_in(key)

    refused = page_of(client, full, name)

    assert refused.status_code == 403
    assert "does not allow this" in text_of(refused)
    address = reverse(f"children:{name}", args=[full.reference])
    assert f'href="{address}"' not in str_of(page_of(client, full))


# Kept ready


def test_a_new_profile_starts_from_the_one_before_and_both_are_kept(cast, full, sign_in):
    client = sign_in("key_worker")
    opened = str_of(page_of(client, full, "profile"))
    assert "Tall, brown eyes" in opened

    send(client, full, "profile", PROFILE | {"description": "Hair dyed red", "version": "1"})

    words = text_of(page_of(client, full, "profiles"))
    assert words.index("Hair dyed red") < words.index("Tall, brown eyes")


def test_of_two_people_drawing_up_a_profile_the_second_sees_both(full, sign_in):
    client = sign_in("key_worker")
    send(client, full, "profile", PROFILE | {"description": "Hair dyed red", "version": "1"})

    second = send(client, full, "profile", PROFILE | {"description": "Short", "version": "1"})

    assert second.status_code == 409
    assert "Saved already Hair dyed red Yours, not saved Short" in text_of(second)
    assert 'name="version" value="2"' in str_of(second)
    assert Profile.objects.count() == 2


def assessment(**changed):
    answers = {question.id: "no" for question in QUESTIONS}
    review = day_in_london(clock.now()) + timedelta(days=90)
    return {
        **answers,
        "reasons": "Her brother",
        "risks": "Travels at night",
        "mitigations": "Contact on Sundays",
        "owner": "Mei Tanaka",
        "review_on-day": review.day,
        "review_on-month": review.month,
        "review_on-year": review.year,
        "version": "0",
        **changed,
    }


@pytest.mark.requirement("RF-011", "QS-041", "QS-056", "QS-057")
def test_the_sixteen_answers_are_kept_and_carried_forward(full, sign_in):
    client = sign_in("key_worker")
    yes = {"medication": "yes", "medication_words": "Insulin, four times a day"}

    send(client, full, "risk", assessment(**yes))

    assert len(RiskAssessment.objects.get().answers) == 16
    assert "Insulin, four times a day" in str_of(page_of(client, full, "risk"))
    assert "Insulin, four times a day" in text_of(page_of(client, full, "assessments"))


def test_a_yes_without_words_is_asked_about_and_the_other_answers_stay(full, sign_in):
    response = send(sign_in("key_worker"), full, "risk", assessment(self_harm="yes"))

    assert "Say more: Has the child ever threatened" in text_of(response)
    assert "Travels at night" in str_of(response)
    assert not RiskAssessment.objects.exists()


@pytest.mark.parametrize("name", ["steps", "people"])
def test_a_page_of_one_question_asks_it_once(full, sign_in, name):
    page = page_of(sign_in("team_manager"), full, name).content.decode()

    assert page.count("<h1") == 1


def test_something_done_is_recorded_with_when_and_in_whose_words(full, sign_in):
    client = sign_in("social_worker")
    at = {key.replace("from_at", "at"): value for key, value in YESTERDAY.items()}

    send(client, full, "step", {"words": "With Alder House", **at}, "placement_plan.reviewed")

    assert Step.objects.get(fact="placement_plan.reviewed").words == "With Alder House"
    assert "Placement plan reviewed" in text_of(page_of(client, full, "history"))


@pytest.mark.parametrize(
    ("fact", "leads_to"),
    [
        ("pen_picture.drawn_up", "profile"),
        ("risk_assessment.updated", "risk"),
        ("concern.child_may_go_missing", "flag"),
    ],
)
def test_a_step_that_has_a_page_of_its_own_leads_there(full, sign_in, fact, leads_to):
    response = page_of(sign_in("social_worker"), full, "step", fact)

    assert response.url == reverse(f"children:{leads_to}", args=[full.reference])


def test_a_photograph_is_added_seen_by_the_police_and_not_by_a_neighbour(cast, full, sign_in):
    upload = SimpleUploadedFile("IMG_2001.jpg", drawing(), "image/jpeg")
    taken = {"taken_on-day": "1", "taken_on-month": "2", "taken_on-year": "2026"}

    send(sign_in("key_worker"), full, "photograph", {"upload": upload, **taken})

    reference = Photograph.objects.get().reference
    large, small = (reverse(f"photographs:{name}", args=[reference]) for name in ("large", "small"))
    seen = sign_in("call_handler").get(large)
    assert (seen["Content-Type"], seen["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert seen["X-Content-Type-Options"] == "nosniff"
    assert b"".join(seen.streaming_content).startswith(b"\xff\xd8")
    assert sign_in("neighbour").get(large).status_code == 404
    assert sign_in("neighbour").get(small).status_code == 404
    pages = AccessEvent.objects.filter(by=cast.call_handler.id).values_list("page", flat=True)
    assert list(pages) == ["photograph"]


def test_a_photograph_whose_file_has_gone_is_not_found(cast, full, sign_in, tmp_path):
    reference = add_photograph(cast, full).reference
    for file in tmp_path.rglob("*.jpg"):
        file.unlink()

    response = sign_in("key_worker").get(reverse("photographs:large", args=[reference]))

    assert response.status_code == 404


def test_a_concern_that_the_child_may_go_missing_is_recorded_by_a_key_worker(full, sign_in):
    send(
        sign_in("key_worker"),
        full,
        "flag",
        {"kind": "may_go_missing", "said_by": "Night staff", "note": "Packed a bag", **YESTERDAY},
    )

    assert Flag.objects.filter(kind="may_go_missing", said_by="Night staff").exists()
