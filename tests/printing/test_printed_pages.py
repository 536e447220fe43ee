"""Letters and the child's page on paper: tagged, in order, in large print where asked."""

from datetime import date

import page
import pytest

from lantern.printing import press
from lantern.support.letters import PLACEHOLDERS, Help, filled, shipped
from lantern.vocabulary.interviewing import Voice
from lantern.vocabulary.support import LetterKind
from lantern.web.interviews.on_paper import PaperPage, PrintedVoice
from lantern.web.interviews.pages import Said
from lantern.web.printed import html_of
from lantern.web.support.pages.letters import PrintedLetter
from lantern.web.support.pages.programmes import PrintedChildsPage

LINES = (
    Help(
        name="Harbour Line",
        purpose="Talk to someone",
        telephone="0800 001 0001",
        elsewhere="help@harbour.example",
        hours="Day and night",
    ),
)


def a_letter(kind, *, large_print):
    words = shipped(kind)
    values = dict.fromkeys(PLACEHOLDERS[kind], "Łucja Ağaoğlu")
    parts = filled(words.words, values, LINES)
    return PrintedLetter(
        title=words.title,
        agency="Open Door Returns",
        made_on=date(2026, 3, 4),
        parts=parts,
        large_print=large_print,
    )


def checked(shown):
    """The check of a printed page against PDF/UA-1."""
    return page.validate_pdf_bytes(press.made_from(html_of(shown)), profile="ua1")


@pytest.mark.requirement("RF-075")
@pytest.mark.parametrize("kind", list(LetterKind))
def test_a_letter_passes_the_check_for_pdf_ua_in_either_size(kind):
    usual = checked(a_letter(kind, large_print=False))
    large = checked(a_letter(kind, large_print=True))

    assert [one.message for one in (*usual.failures, *large.failures)] == []
    assert usual.document.page_count <= 2 < large.document.page_count + 1
    assert large.document.page_count > usual.document.page_count


def test_the_childs_page_passes_the_check_for_pdf_ua():
    parts = a_letter(LetterKind.CHILD, large_print=False).parts
    shown = PrintedChildsPage(title="For you", parts=parts, large_print=False)

    assert [one.message for one in checked(shown).failures] == []


def an_interview_on_paper():
    said = Said(title="While away", rows=(("Where did she sleep?", "At <Mia’s>"),))
    child = PrintedVoice(voice=Voice.CHILD, title="What Tamsin said", by="", parts=(said,))
    worker = PrintedVoice(
        voice=Voice.INTERVIEWER, title="Interviewer", by="Written down by K", parts=(said,)
    )
    return PaperPage(
        name="Tamsin Redfern",
        back="/",
        reader="Open Door",
        rows=(("Held", "Monday"),),
        voices=(child, worker),
        held=(("Where", "The library"),),
        template="interviews/on_paper.jinja",
    )


def test_a_return_interview_passes_the_check_and_its_analysis_has_a_sheet_of_its_own():
    found = checked(an_interview_on_paper())

    assert [one.message for one in found.failures] == []
    assert found.document.page_count == 2


def test_what_a_letter_says_is_text_and_never_markup():
    parts = filled("Dear {child},\n\n{helplines}", {"child": "<b>Tamsin</b> & co"}, ())
    shown = PrintedChildsPage(title="<Hello>", parts=parts, large_print=False)

    html = html_of(shown)

    assert "&lt;b&gt;Tamsin&lt;/b&gt; &amp; co" in html
    assert "<title>&lt;Hello&gt;</title>" in html
