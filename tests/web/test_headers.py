"""What a browser is told that it may do with a page of ours."""

import re

import pytest

from tests.architecture.source import ROOT


@pytest.fixture
def gallery(client, settings):
    settings.LANTERN_DEMO = True
    return client.get("/components")


def test_no_script_or_style_may_be_inline_or_from_elsewhere(gallery):
    policy = dict(
        each.strip().split(" ", 1) for each in gallery["Content-Security-Policy"].split(";")
    )

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in gallery["Content-Security-Policy"]


def test_no_page_has_a_script_a_style_or_a_handler_of_its_own():
    """What is made into a PDF is no page: its style is in it, since nothing is fetched for it."""
    inline = re.compile(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.I)

    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in (ROOT / "lantern").rglob("*.jinja")
        if path.name != "document.jinja" or path.parent.name != "printed"
        for match in inline.finditer(path.read_text())
    ]

    assert found == []


def test_no_page_is_kept_by_browser_or_proxy(gallery):
    assert gallery["Cache-Control"] == "no-store"


def test_no_page_is_framed_sniffed_indexed_or_told_of_to_other_sites(gallery):
    assert gallery["X-Frame-Options"] == "DENY"
    assert gallery["X-Content-Type-Options"] == "nosniff"
    assert gallery["X-Robots-Tag"] == "noindex, nofollow"
    assert gallery["Referrer-Policy"] == "same-origin"


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(gallery):
    cookie = gallery.cookies["lantern_csrf"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


@pytest.mark.django_db
def test_assets_may_be_kept_for_ever_because_their_names_change(client, gallery):
    address = re.search(r'href="(/assets/lantern\.[0-9a-f]+\.css)"', gallery.content.decode())[1]

    sheet = client.get(address)

    assert sheet.status_code == 200
    assert "immutable" in sheet["Cache-Control"]
    sheet.close()


def test_the_style_sheet_has_nothing_that_belongs_to_gov_uk():
    css = (ROOT / "build" / "assets" / "lantern.css").read_text()

    assert "GDS Transport" not in css
    assert "@font-face" not in css
    assert "crest" not in css
    assert "crown" not in css


def test_the_gallery_is_for_builders_only(client, settings):
    settings.LANTERN_DEMO = settings.DEBUG = False

    assert client.get("/components").status_code == 404
    assert client.get("/components/minute").status_code == 404
