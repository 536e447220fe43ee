"""From HTML to a PDF that a screen reader can read, in a process of its own."""

import re
import subprocess
import sys
import time
import zlib

import page
import pytest
import weasyprint

from lantern.printing import CannotPrint, asking, press, to_pdf

LETTER = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A letter</title>
<style>@page { size: A4; @bottom-center { content: counter(page) } }
body { font-family: "DejaVu Sans" }</style></head><body>
<h1>What happens now</h1><p>You can say <strong>no</strong>. Write to
<a href="mailto:help@example.org">help@example.org</a>.</p>
<h2>Who can help</h2><ul><li>Zażółć Ğül, 0800 001 0001</li></ul>
<table><thead><tr><th scope="col">Who</th><th scope="col">When</th></tr></thead>
<tbody><tr><td>Harbour Line</td><td>Day and night</td></tr></tbody></table></body></html>"""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return to_pdf(LETTER)


def faults(made: bytes) -> list[str]:
    """What stands against PDF/UA-1, in the checker's words."""
    return [one.message for one in page.validate_pdf_bytes(made, profile="ua1").failures]


def test_what_is_printed_passes_the_check_for_pdf_ua(pdf):
    assert faults(pdf) == []


def test_the_number_of_a_page_is_an_artefact_and_all_other_text_is_in_the_tree(pdf):
    streams = [
        zlib.decompress(one) for one in re.findall(rb"stream\n(\x78.*?)\nendstream", pdf, re.DOTALL)
    ]
    (page_said,) = (one for one in streams if b" Tf\n" in one)
    (objects,) = (one for one in streams if b"/StructTreeRoot" in one)
    mapped = re.search(rb"/Nums \[0 \[(.*?)\]", objects)[1]

    footers = page_said.count(b"/Artifact\n<</Type /Pagination /Subtype /Footer>>\nBDC")

    assert footers == 1
    assert mapped.count(b"null") == 1
    assert page_said.count(b"/MCID") == mapped.count(b" R")


def test_the_checker_finds_what_is_missing_from_a_plain_pdf():
    found = " ".join(faults(weasyprint.HTML(string="<p>No tags").write_pdf()))

    for missing in ("StructTreeRoot", "Marked", "dc:title", "Lang", "DisplayDocTitle", "pdfuaid"):
        assert missing in found


def test_the_same_page_gives_the_same_bytes(pdf):
    assert press.made_from(LETTER) == pdf


def test_nothing_is_fetched_not_even_a_file_of_this_machine(tmp_path):
    style = tmp_path / "style.css"
    style.write_text("p { page-break-before: always }")
    linked = f'<link rel="stylesheet" href="{style.as_uri()}">'
    picture = '<p>More<p>More still<img alt="" src="http://127.0.0.1:9/picture.png">'

    made = press.made_from(f'<html lang="en"><title>One</title>{linked}{picture}')

    assert page.validate_pdf_bytes(made, profile="ua1").document.page_count == 1


def test_asking_for_a_pdf_loads_nothing_of_what_makes_it():
    asked = "import sys; from lantern.printing import to_pdf; to_pdf('<html lang=en><title>One')"
    said = "; sys.exit('weasyprint' in sys.modules or 'fontTools' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asked + said], check=False).returncode == 0


def test_a_machine_without_the_libraries_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "libpango-1.0.so.0").write_bytes(b"not a library")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))

    with pytest.raises(CannotPrint) as refused:
        to_pdf(LETTER)

    assert "apt-get install libpango" in refused.value.sentence


def test_what_takes_too_long_is_given_up_with_a_sentence():
    began = time.monotonic()

    with pytest.raises(CannotPrint) as refused:
        to_pdf("<p>word " * 20_000, patience=0.3)

    assert refused.value.sentence == asking.TOO_LONG
    assert time.monotonic() - began < 5


def test_only_a_few_are_made_at_once_and_the_next_is_told_to_wait(tmp_path, monkeypatch):
    monkeypatch.setattr(asking.tempfile, "tempdir", str(tmp_path))
    turns = [asking._turn(time.monotonic()) for _ in range(asking.AT_ONCE)]
    for turn in turns:
        turn.__enter__()

    with pytest.raises(CannotPrint) as refused:
        to_pdf(LETTER, patience=0.2)
    for turn in turns:
        turn.__exit__(None, None, None)

    assert refused.value.sentence == asking.BUSY
    assert to_pdf(LETTER).startswith(b"%PDF-")
