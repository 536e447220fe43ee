"""What the sources ask of a return interview beside its questions: the child's choice of person,
whether the child may go again, the picture of what happened, the level of help."""

import pytest
from django.urls import reverse

from lantern.core.errors import Invalid
from lantern.interviews import standing
from lantern.interviews.actions import records
from lantern.interviews.held import compliance
from lantern.vocabulary.returning import Answer
from tests.interviewing import AFTER, cast, draft, interview, told, written
from tests.web.reading import text_of

__all__ = ["cast", "draft", "interview", "told"]
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
AGAIN = {
    "again_circumstances": "She shares a room with somebody new.",
    "again_family": "Her mother moved away in May.",
    "again_motivation": "She misses her sister.",
    "again_where": "To her sister in Leeds.",
    "again_pattern": "Each Friday this month.",
    "again_found": "She came back by herself.",
    "again_vulnerable": "She finds reading hard.",
}
PICTURE = {
    "why_went": "I wanted to see my sister.",
    "what_happened": "We took the last bus.",
    "with_whom": "With Leanne.",
    "where_found": "At the station.",
    "support_needed": "A weekly call that somebody arranges.",
    "statutory_review": "yes",
    "statutory_review_more": "The placement is far from her sister.",
}


@pytest.fixture
def read(cast, client, draft):
    """An interview finished with these answers, as its worker reads it."""

    def finished(answers, **how):
        records.complete(draft, written(answers, **how), by=cast.interviewer, now=AFTER)
        client.force_login(cast.user("interviewer"))
        return text_of(client.get(reverse("interviews:interview", args=[draft.reference])))

    return finished


def refused(cast, draft, answers):
    with pytest.raises(Invalid) as fault:
        records.complete(draft, written(answers), by=cast.interviewer, now=AFTER)
    return set(fault.value.messages)


@pytest.mark.requirement("CF-47", "RF-213")
@pytest.mark.parametrize(("met", "said"), [(Answer.YES, "yes"), (Answer.NO, "no")])
def test_whom_the_child_chose_is_kept_with_whether_it_was_so(read, draft, met, said):
    page = read({}, choice="Bronwen, my old key worker", choice_met=met)

    kept = standing.voices(draft).held
    rule = next(one for one in compliance(kept) if one.source == "IFR L88; SCP L1120")
    assert (kept.choice, rule.kept) == ("Bronwen, my old key worker", met)
    assert f"Whom the child wanted Bronwen, my old key worker. Met: {said}" in page


@pytest.mark.requirement("RF-070", "QS-074", "CF-36")
def test_whether_the_child_may_go_again_is_answered_with_the_factors_behind_it(cast, draft, read):
    assert "run_again" in refused(cast, draft, {"run_again": ""})

    page = read(AGAIN | {"run_again": "likely"})

    assert [one for one in AGAIN.values() if one not in page] == []
    assert "Likely" in page.partition("goes again?")[2][:20]


@pytest.mark.requirement("RF-073", "QS-075")
def test_the_picture_of_what_happened_stands_on_one_page(read):
    page = read(PICTURE)

    said = [one for name, one in PICTURE.items() if name != "statutory_review"]
    assert [one for one in said if one not in page] == []
    assert page.index("I wanted to see my sister.") < page.index("What the interviewer thinks")
    assert page.index("What the interviewer thinks") < page.index(PICTURE["support_needed"])


@pytest.mark.requirement("DA-055", "CK-148")
def test_the_worker_decides_the_level_of_help_and_says_why(cast, draft, read):
    missing = refused(cast, draft, {"level": "", "level_reasons": ""})
    assert missing == {"level", "level_reasons"}

    page = read({"level": "child_in_need", "level_reasons": "Nobody looks after her at night."})

    assert "Social care: child in need" in page
    assert "Nobody looks after her at night." in page
