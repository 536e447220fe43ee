"""Every row of the table of refusals, sent through its page: the sentence, and nothing lost."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.actions.test_audited import everything
from tests.spec.refused_arrivals import ARRIVALS, FILES

pytestmark = pytest.mark.one_database


def address(case):
    return (
        reverse("arrivals:new")
        if case.page == "new"
        else reverse("arrivals:bring", args=[case.page])
    )


@pytest.mark.parametrize("case", ARRIVALS, ids=lambda case: case.wrong)
def test_each_row_of_the_table_is_what_the_page_says(sign_in, tmp_path, case):
    officer = sign_in("data_officer")
    chosen = [SimpleUploadedFile(name, FILES[name]) for name in case.files]
    before = everything(tmp_path)

    response = officer.post(address(case), {"year": case.year, "chosen": chosen})

    page = unescape(response.text)
    assert response.status_code == 200
    assert case.says in page
    # The year that was chosen is still chosen.
    assert case.page == "new" or not case.year or f'value="{case.year}" selected' in page
    changed = {table for table, rows in everything(tmp_path).items() if rows != before[table]}
    assert changed <= {"django_session"}
