"""Each thing that the pages of accounts, agencies and oversight refuse, tried."""

import pytest
from django.test import Client
from django.urls import reverse

from lantern.accounts.actions import memberships, staff
from lantern.accounts.details import Post, StaffDetails
from lantern.accounts.models import User
from lantern.vocabulary.role import Role
from tests.actions.test_audited import everything
from tests.addresses import address
from tests.cast import MADE_AT
from tests.spec.refused_accounts import ACCOUNTS, AGENCIES, OVERSIGHT, PASSWORD, SIGNING_IN
from tests.world import world

__all__ = ["world"]
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
# A session, and what counts wrong passwords and looks, may differ after a refusal.
NOT_RECORDS = {"django_session", "axes_accessattempt", "axes_accessfailurelog"}
ON_RECORD = {"audit_auditevent", "audit_accessevent"}


@pytest.fixture
def keeper(world):
    """Somebody who keeps the accounts of Calderbrook alone."""
    post = Post(agency=world.cast.calderbrook, role=Role.ADMINISTRATOR)
    details = StaffDetails(email="keeper@calderbrook.example", name="Kit Keeper")
    return staff.invite(details, post, by=world.cast.administrator, at=MADE_AT)


@pytest.fixture
def where(world):
    """The address of a case. Some are of somebody's own account."""
    cast = world.cast
    me = cast.administrator.id

    def find(case):
        found = {
            "locked": lambda: reverse("sign-in"),
            "dead-link": lambda: reverse("choose-password", args=[me, "made-up"]),
            "own-role": lambda: reverse("accounts:role-in", args=[me, "partnership"]),
            "own-close": lambda: reverse("accounts:close", args=[me]),
            "own-end": lambda: reverse(
                "accounts:role-end", args=[me, cast.user("administrator").memberships.get().pk]
            ),
            "wide-link": lambda: reverse("accounts:link", args=[cast.social_worker.id]),
            "accounts:role-in": lambda: reverse(
                "accounts:role-in", args=[cast.social_worker.id, "calderbrook"]
            ),
        }
        return found.get(case.at, lambda: address(world, case.at))()

    return find


def make_ready(case, world, client, keeper):
    """Whoever tries it, signed in, and what the case needs to be so beforehand."""
    if case.at == "locked":
        typed = {"email": "ruth.adeyemi@calderbrook.example", "password": "a wrong password"}
        for _ in range(4):
            client.post(reverse("sign-in"), typed)
        case.typed.update(typed)
    if case.at == "wide-link":
        also = Post(agency=world.cast.vale, role=Role.SOCIAL_WORKER)
        user = world.cast.user("social_worker")
        memberships.grant(user, also, by=world.cast.administrator, at=MADE_AT)
    if case.who == "keeper":
        client.force_login(keeper)
    elif case.who != "nobody":
        user = User.objects.get(pk=world.cast.user(case.who).pk)
        if case.at == "change-password":
            user.set_password(PASSWORD)
            user.save()
        client.force_login(user)


@pytest.mark.parametrize(
    "case",
    [*SIGNING_IN, *ACCOUNTS, *AGENCIES, *OVERSIGHT],
    ids=lambda case: f"{case.form}: {case.wrong}",
)
def test_what_is_refused_is_said_and_changes_nothing(world, keeper, where, case, tmp_path):
    client = Client(raise_request_exception=False)
    make_ready(case, world, client, keeper)
    before = everything(tmp_path)

    answer = client.post(where(case), case.typed) if case.typed else client.get(where(case))

    assert case.says in answer.text.replace("&#39;", "'")
    assert answer.status_code == case.status
    after = everything(tmp_path)
    changed = {table for table in after if after.get(table) != before.get(table)}
    assert changed <= NOT_RECORDS | ON_RECORD
