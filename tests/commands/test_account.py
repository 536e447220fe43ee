"""`lantern account` makes the first administrator of an empty installation, and a way back in."""

import re

import pytest
from click.testing import CliRunner
from django.test import Client

from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.commands.account import command

pytestmark = pytest.mark.django_db
PASSWORD = "lamps along the quay"  # noqa: S105  nobody's
FIRST = ["add", "--email", "Nia@partnership.example", "--name", "Nia Newcome"]


@pytest.fixture(autouse=True)
def this_machine_only(settings):
    settings.ALLOWED_HOSTS = ["localhost"]


def run(*line, typed=""):
    return CliRunner().invoke(command, line, input=typed)


def sign_in(email, password):
    return Client(SERVER_NAME="localhost").post("/sign-in", {"email": email, "password": password})


def test_the_first_administrator_of_an_empty_installation_can_sign_in():
    said = run(*FIRST, typed=f"{PASSWORD}\n{PASSWORD}\n")

    assert said.exit_code == 0, said.output
    assert "Nia Newcome has an account as administrator of partnership." in said.output
    assert PASSWORD not in said.output
    assert Agency.objects.get().kind == "safeguarding_board"
    assert sign_in("nia@partnership.example", PASSWORD).status_code == 302


def test_a_weak_password_is_asked_for_again():
    said = run(*FIRST, typed=f"short\nshort\n{PASSWORD}\n{PASSWORD}\n")

    assert "Enter a password of 12 characters or more." in said.output
    assert sign_in("nia@partnership.example", PASSWORD).status_code == 302


def test_giving_up_at_the_password_makes_no_account():
    said = run(*FIRST, typed="")

    assert said.exit_code == 1
    assert not User.objects.exists()
    assert not Agency.objects.exists()


def test_a_link_lets_them_choose_their_own():
    said = run(*FIRST, "--link")
    address = re.search(r"^http://127.0.0.1:8000(/password/\S+)$", said.output, re.MULTILINE)[1]

    Client(SERVER_NAME="localhost").post(address, {"new_password": PASSWORD})

    assert sign_in("nia@partnership.example", PASSWORD).status_code == 302


def test_a_way_back_in_for_somebody_who_forgot(cast):
    user = cast.user("administrator")

    said = run("link", "--email", user.email.upper())
    address = re.search(r"^http://127.0.0.1:8000(/password/\S+)$", said.output, re.MULTILINE)[1]
    Client(SERVER_NAME="localhost").post(address, {"new_password": PASSWORD})

    assert sign_in(user.email, PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ([*FIRST, "--agency", "nowhere"], "No agency is called nowhere. There are: "),
        ([*FIRST, "--agency", "vale", "--role", "call_handler"], "has no role call_handler"),
        ([*FIRST, "--role", "king"], "has no role king. There are: administrator"),
        (["add", "--email", "nia", "--name", "Nia"], "in the correct format"),
        (["add", "--email", "nia@x.example", "--name", " "], "Enter the person’s name."),
        (["add", "--email", "colin.webb@partnership.example", "--name", "Nia"], "has an account"),
        (["link", "--email", "nobody@x.example"], "Nobody has an account with the address"),
        (["add", "--name", "Nia"], "Missing option '--email'"),
    ],
)
def test_what_cannot_be_done_is_said_plainly(cast, line, sentence):
    before = User.objects.count()

    said = run(*line, typed=f"{PASSWORD}\n{PASSWORD}\n")

    assert said.exit_code != 0
    assert sentence in said.output
    assert User.objects.count() == before
