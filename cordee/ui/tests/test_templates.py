"""Templates: the frame of a page, the error pages, the style guide, and the rules that all of them keep."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

from cordee.ui.samples import samples

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
pytestmark = pytest.mark.urls("cordee.ui.tests.urls")


@pytest.fixture
def frame(rf: RequestFactory) -> dict[str, Any]:
    """What the site's context processors give to every page."""
    request = rf.get("/styleguide/", {"page": "4", "odd": "11"})
    request.csp_nonce = "n0nce"  # type: ignore[attr-defined]
    link = {"url": "/carte/", "label": "Map & list", "current": True}
    return {
        "request": request,
        "messages": [],
        "territory": {"name": "A territory", "tagline": "Ties & ropes", "preview": ""},
        "site_root": "https://cordee.example",
        "navigation": [link],
        "alternates": [
            {"language": "fr", "label": "Français", "url": "/styleguide/", "path": "/styleguide/"},
            {"language": "en", "label": "English", "url": "/en/styleguide/", "path": "/en/styleguide/"},
        ],
        "footer": {"about": "About it", "groups": [{"title": "Explore", "links": [link]}], "legal": [link]},
    }


@pytest.fixture
def page(frame: dict[str, Any]) -> str:
    with translation.override("fr"):
        return render_to_string("ui/styleguide.html", frame | samples())


def test_the_frame_says_its_language_and_its_addresses(page: str) -> None:
    assert '<html lang="fr">' in page
    assert re.search(r'rel="canonical"\s+href="https://cordee.example/styleguide/"', page)
    assert re.search(r'hreflang="en"\s+href="https://cordee.example/en/styleguide/"', page)
    assert re.search(r'hreflang="en"\s+lang="en">\s*English', page)


def test_the_frame_has_one_title_one_main_and_a_way_to_it(page: str) -> None:
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert len(re.findall(r"<main[ >]", page)) == 1
    assert '<a class="skip" href="#content">' in page
    assert 'id="content"' in page


def test_ids_are_unique(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_current_page_is_marked(page: str) -> None:
    assert re.search(r'<a href="/carte/"\s+aria-current="page">Map &amp; list</a>', page)


def test_the_only_inline_script_is_the_import_map_with_its_nonce(page: str) -> None:
    inline = [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag]
    assert inline == ['<script type="importmap" nonce="n0nce">']


def test_the_theme_switch_waits_for_its_script(page: str) -> None:
    assert re.search(r"<button[^>]*data-cordee-theme[^>]*hidden", page)


def test_pages_of_a_list_keep_the_other_parameters(page: str) -> None:
    assert "page=5&amp;odd=11" in page or "odd=11&amp;page=5" in page


def test_a_message_is_announced(frame: dict[str, Any]) -> None:
    message = Message(SUCCESS, "Saved <b>")
    html = render_to_string("ui/_messages.html", frame | {"messages": [message]})
    assert 'role="status"' in html
    assert "Saved &lt;b&gt;" in html


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "429.html"])
def test_errors_with_a_context_keep_the_frame(name: str, frame: dict[str, Any]) -> None:
    html = render_to_string(name, frame)
    assert 'class="top"' in html
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert 'rel="canonical"' not in html


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_errors_without_a_context_need_nothing(name: str) -> None:
    html = get_template(name).render()
    assert '<html lang="fr">' in html
    assert '<section lang="en">' in html
    assert len(re.findall(r"<h1[ >]", html)) == 1


def test_a_field_stands_with_its_help_and_its_error(page: str) -> None:
    assert '<label for="id_title">' in page
    assert 'id="id_title_helptext"' in page
    assert re.search(r'<input type="text" name="title"[^>]*aria-invalid="true"', page)
    assert re.search(r'aria-describedby="[^"]*id_title_helptext', page)
    assert "<li>Give the action a title.</li>" in page
    assert re.search(r"<legend>\s*State", page)


def test_no_chip_no_list() -> None:
    assert "<ul" not in render_to_string("ui/_chips.html", {"chips": [], "clear_url": "?"})


def test_no_style_attribute_no_handler_no_other_host() -> None:
    bad = re.compile(r"\sstyle=|\son\w+=\"|<style|(?:src|href)=\"(?:https?:)?//(?!\{)")
    pages = [path for path in TEMPLATES.rglob("*.html") if "letter" not in path.parts]  # read in a mailbox
    sources = {path: path.read_text(encoding="utf-8") for path in pages}
    assert {path.name for path, text in sources.items() if bad.search(text)} == set()
