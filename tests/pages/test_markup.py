"""Every kind of page, in both languages: sound markup, its own title, links that answer."""

from collections import Counter
from urllib.parse import urldefrag, urljoin, urlsplit

from django.contrib.staticfiles import finders
from django.test import Client

from tests.pages.reading import Reading

Pages = dict[str, Reading]
ALONE = ("?", "/nowhere/")
"""A narrowed page is the same page; one that is not there has no title of its own."""


def test_one_first_heading_and_none_skipped(pages: Pages) -> None:
    assert len(pages) > 25
    for address, page in pages.items():
        levels = [level for level, _text in page.headings]
        assert levels.count(1) == 1, (address, page.headings)
        steps = zip([0, *levels], levels, strict=False)
        assert all(after - before <= 1 for before, after in steps), (address, page.headings)
        assert all(text for _level, text in page.headings), (address, page.headings)


def test_the_language_is_said(pages: Pages) -> None:
    for address, page in pages.items():
        assert page.language == ("en" if address.startswith("/en/") else "fr"), address


def test_titles_and_descriptions_are_unique(pages: Pages) -> None:
    own = {address: page for address, page in pages.items() if not any(mark in address for mark in ALONE)}
    for said in ({a: p.title for a, p in own.items()}, {a: p.metas["description"] for a, p in own.items()}):
        assert all(said.values())
        twice = {text for text, count in Counter(said.values()).items() if count > 1}
        assert not {address: text for address, text in said.items() if text in twice}


def test_identifiers_are_unique_and_found(pages: Pages) -> None:
    for address, page in pages.items():
        assert not [name for name, count in Counter(page.ids).items() if count > 1], address
        assert set(page.references) <= set(page.ids), (address, set(page.references) - set(page.ids))


def test_nothing_is_inline(pages: Pages) -> None:
    for address, page in pages.items():
        assert not page.inline, (address, page.inline)


def test_the_canonical_address_and_the_other_language_answer(pages: Pages, client: Client) -> None:
    for address, page in pages.items():
        if "/nowhere/" in address:
            continue
        french = urlsplit(address).path.removeprefix("/en")
        assert page.canonical == f"http://testserver{urlsplit(address).path}"
        assert page.alternates == {
            "fr": f"http://testserver{french}",
            "en": f"http://testserver/en{french}",
            "x-default": f"http://testserver{french}",
        }
        for other in (page.canonical, *page.alternates.values()):
            assert client.get(_local(other)).status_code == 200, (address, other)


def test_links_and_assets_answer(pages: Pages, client: Client) -> None:
    asked = {
        (_local(urljoin(f"http://testserver{address}", link)), address)
        for address, page in pages.items()
        for link in (*page.links, *page.assets)
        if urlsplit(urljoin(f"http://testserver{address}", link)).netloc == "testserver"
        and not link.startswith("#")
        and "/nowhere/" not in link
    }
    firsts = dict(sorted(asked, reverse=True))
    faults = [f"{target} on {address}" for target, address in firsts.items() if not _answers(client, target)]
    assert not faults, "\n".join(faults)
    assert len(firsts) > 300


def _answers(client: Client, target: str) -> bool:
    if target.startswith("/static/"):
        return finders.find(urlsplit(target).path.removeprefix("/static/")) is not None
    response = client.get(target)
    if response.streaming:
        list(response)
    return response.status_code < 400


def _local(address: str) -> str:
    parts = urlsplit(urldefrag(address)[0])
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def test_fragments_lead_to_something(pages: Pages) -> None:
    for address, page in pages.items():
        asked = {link[1:] for link in page.links if link.startswith("#") and len(link) > 1}
        assert asked <= set(page.ids), (address, asked - set(page.ids))
