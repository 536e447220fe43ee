"""Every row of the table of refusals, sent through its page: the sentence, and nothing lost."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lantern.core import clock
from lantern.core.instants import LONDON
from lantern.people.actions import flags, identifiers
from lantern.vocabulary.placement import IdentifierKind
from lantern.vocabulary.risk import FlagKind
from tests.actions.test_audited import everything
from tests.builders import BEFORE, a_child, a_looked_after_child
from tests.pictures import FILES
from tests.spec.refused_children import FINDING, KEPT_READY, RECORD, STANDING

pytestmark = pytest.mark.one_database

ROWS = (*FINDING, *RECORD, *STANDING, *KEPT_READY)


@pytest.fixture(autouse=True)
def a_folder_of_our_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def child(cast):
    """A looked-after child with one concern, and another child with a number."""
    by = {"by": cast.social_worker, "at": BEFORE}
    identifiers.add(a_child(cast, "Kit"), IdentifierKind.NHS_NUMBER, "9990000018", **by)
    child = a_looked_after_child(cast)
    flags.raise_(child, FlagKind.SELF_HARM, said_by="Nurse", **by)
    return child


def address(case, child):
    page, *rest = case.page.split()
    about = [] if page in ("children:search", "children:add") else [child.reference]
    return reverse(page, args=[*about, *rest])


def typed_of(case, cast):
    typed = {
        name: value.format(social_worker=cast.social_worker.id) if "{" in value else value
        for name, value in case.typed.items()
    }
    if upload := typed.get("upload"):
        typed["upload"] = SimpleUploadedFile(f"{upload}.jpg", FILES[upload], "image/jpeg")
    for name, minutes in case.minutes.items():
        local = (clock.now() + timedelta(minutes=minutes)).astimezone(LONDON)
        typed |= {
            f"{name}-day": str(local.day),
            f"{name}-month": str(local.month),
            f"{name}-year": str(local.year),
            f"{name}-hour": f"{local:%H}",
            f"{name}-minute": f"{local:%M}",
        }
    return typed


@pytest.mark.parametrize("case", ROWS, ids=lambda case: f"{case.form}: {case.wrong}")
def test_each_row_of_the_table_is_what_the_page_says(client, cast, child, tmp_path, case):
    client.force_login(cast.user(case.who))
    typed = typed_of(case, cast)
    before = everything(tmp_path)

    response = client.post(address(case, child), typed)

    page = unescape(response.content.decode())
    assert response.status_code in (200, 409)
    assert case.says in page
    lost = [value for value in typed.values() if isinstance(value, str) and value not in page]
    assert lost == []
    changed = {table for table, rows in everything(tmp_path).items() if rows != before[table]}
    assert changed <= {"django_session", "audit_accessevent"}
