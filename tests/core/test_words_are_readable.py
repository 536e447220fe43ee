"""The words of letters and of the child's page: what they may hold, and who can read them."""

import pytest

from lantern.support.historic import historic
from lantern.support.letters import (
    PLACEHOLDERS,
    Help,
    PartKind,
    fault,
    filled,
    from_json,
    shipped,
    shipped_words,
    to_json,
)
from lantern.support.reading_age import ELEVEN, reading_age
from lantern.vocabulary.support import LetterKind, ServiceFor, ServiceKind

EVERY_KIND = pytest.mark.parametrize("kind", list(LetterKind))
NAMES = {"child": "Tamsin", "name": "Joss", "sender": "Kezia Brand", "agency": "Open Door"}
VALUES = NAMES | {"telephone": "01632 960 180", "authority": "Calderbrook"}
LINE = Help(name="Harbour Line", purpose="Talk", telephone="1", elsewhere="", hours="Always")


def sentences(words):
    """Every piece of text in nested words."""
    if isinstance(words, str):
        return [words]
    each = words.values() if isinstance(words, dict) else words
    return [text for one in each for text in sentences(one)]


@pytest.mark.requirement("RF-075", "PS-015")
@EVERY_KIND
def test_each_shipped_letter_can_be_read_at_a_reading_age_of_eleven(kind):
    words = shipped(kind)
    parts = filled(words.words, VALUES, ())
    long = [part.text for part in parts if len(part.text.split()) > 8]

    assert fault(kind, words.words) == ""
    assert reading_age(words.words.replace("{helplines}", "")) <= ELEVEN
    assert [text for text in long if reading_age(text) > ELEVEN] == []


def test_each_sentence_of_the_childs_page_can_be_read_at_a_reading_age_of_eleven():
    found = sentences(shipped_words()["child_page"])

    assert len(found) > 25
    assert [text for text in found if reading_age(text) > ELEVEN] == []


def test_the_childs_page_says_nothing_of_risk():
    found = " ".join(sentences(shipped_words()["child_page"])).lower()

    for word in ("risk", "vulnerab", "concern", "grade", "exploit", "absent", "missing"):
        assert word not in found


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The cat sat on the mat. It was a fat cat.", 5, 7),
        ("You can choose who you talk to, and where, and when you want to do it.", 5, 9),
        (
            "Practitioners operationalise multidisciplinary arrangements proportionally.",
            20,
            60,
        ),
    ],
)
def test_the_reading_age_follows_the_length_of_sentences_and_words(text, least, most):
    assert least <= reading_age(text) <= most


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("", "Write the letter"),
        ("Dear {mother},\n\n{helplines}", "cannot fill in {mother}"),
        ("Dear {child,\n\n{helplines}", "brace stands alone"),
        ("Dear {child},", "Write {helplines} once"),
        ("Dear {child}, ring {helplines} now", "on a line by itself"),
        ("{helplines}\n\n{helplines}", "once"),
    ],
)
def test_words_that_could_not_be_printed_are_refused_with_what_to_do(words, about):
    assert about in fault(LetterKind.CHILD, words)


@EVERY_KIND
def test_only_what_stands_in_the_words_is_filled_in_and_only_once(kind):
    text = " ".join(f"{{{name}}}" for name in PLACEHOLDERS[kind][:-1]) + "\n\n{helplines}"

    first, last = filled(text, VALUES | {"child": "{sender}"}, (LINE,))

    assert "{sender}" in first.text
    assert last.services == (LINE,)


def test_a_letter_is_read_back_as_it_was_kept():
    words = "# Hello\n\nDear {child},\n\n- one\n- two\n\n{helplines}"
    parts = filled(words, VALUES, (LINE,))

    kinds = [PartKind.HEADING, PartKind.PARAGRAPH, PartKind.LIST, PartKind.HELP]
    assert [part.kind for part in parts] == kinds
    assert from_json(to_json(parts)) == parts


@pytest.mark.requirement("CK-165", "CK-166", "CK-167")
def test_what_the_guidance_prints_is_there_to_be_checked_and_has_no_review_date():
    found = {one.id: one for one in historic()}

    assert found["childline"].telephone == "0800 1111"
    assert found["trafficking-advice"].hours == "Monday to Friday, 9:30 to 16:30"
    assert found["carer-line"].audiences == ("carer",)
    assert "Out of hours" in found["home-on-call"].hours
    assert {one.kind for one in found.values()} <= set(ServiceKind)
    assert {each for one in found.values() for each in one.audiences} <= set(ServiceFor)
    assert not any(hasattr(one, "review_on") for one in found.values())
