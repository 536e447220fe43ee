"""The demonstration's door: anybody may be anybody there, and nobody anywhere else."""

import pytest

from lantern.audit.models import AuditEvent
from lantern.vocabulary.role import Role


@pytest.fixture
def demonstration(settings):
    settings.LANTERN_DEMO = True


def test_everybody_is_there_by_agency_with_what_they_do(client, cast, demonstration):
    page = client.get("/demo").text

    for key, actor in cast:
        assert f"Be {actor.name}" in page, key
    assert "Calderbrook City Council" in page
    assert Role.DUTY_INSPECTOR.definition in page


def test_one_click_makes_somebody_signed_in_and_says_so_on_the_record(client, cast, demonstration):
    answer = client.post("/demo", {"who": cast.foster_carer.id})

    assert answer.url == "/"
    assert "Ngozi Okafor" in client.get("/account").text
    event = AuditEvent.objects.get(kind="SignedInAsCast")
    assert event.by == cast.foster_carer.id


def test_one_is_another_at_the_next_click(client, cast, demonstration):
    client.post("/demo", {"who": cast.foster_carer.id})
    client.post("/demo", {"who": cast.duty_inspector.id})

    assert "Saira Khalid" in client.get("/account").text


@pytest.mark.parametrize("who", ["", "S-2222-2222", "1"])
def test_nobody_who_is_not_in_the_cast(client, cast, demonstration, who):
    assert client.post("/demo", {"who": who}).status_code == 404
    assert client.get("/account").status_code == 302


def test_there_is_no_such_door_outside_the_demonstration(client, cast):
    assert client.get("/demo").status_code == 404
    assert client.post("/demo", {"who": cast.foster_carer.id}).status_code == 404
    assert client.get("/account").status_code == 302
    assert "choose who to be" not in client.get("/sign-in").text


def test_the_door_says_where_to_read_what_is_e_mailed(client, cast, demonstration, settings):
    settings.EMAIL_HOST, settings.EMAIL_FILE_PATH = "", "/home/somebody/lantern/var/mail"
    assert "each is a file in /home/somebody/lantern/var/mail." in client.get("/demo").text

    settings.EMAIL_HOST = "mail.calderbrook.example"
    assert "go out through mail.calderbrook.example." in client.get("/demo").text
