"""Persons in a browser, each in a window of her own; letters come over SMTP, codes from an application."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, ViewportSize, expect

from cordee.accounts import codes
from cordee.core.mail.delivery import carry
from tests.conftest import watch
from tests.journeys.looking import TAGS, axe, too_wide
from tests.relay import Relay

PASSWORD: Final = "montagne-bleue-42-x"
PHONE: Final[ViewportSize] = {"width": 375, "height": 800}
DESK: Final[ViewportSize] = {"width": 1280, "height": 800}
Reader = tuple[str, ViewportSize]
READERS: Final[tuple[Reader, ...]] = (("", PHONE), ("/en", DESK))
"""French on a phone, English on a desk: what differs by one or the other differs in these two."""
_CODE = re.compile(r"^\s*([A-Z0-9]{3,5}(?:-[A-Z0-9]{2,5})+)\s*$", re.MULTILINE)
_LINK = re.compile(r"https?://[^/\s]+(/\S*)")


class Letters:
    """What has come over the wire."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay

    def latest(self, to: str) -> str:
        """The text of the last letter to this address, once all that waits is carried."""
        carry.func()
        texts = [
            letter.get_body(("plain",)).get_content()
            for recipients, letter in self._relay.letters
            if recipients == [to]
        ]
        assert texts, f"no letter to {to}"
        return str(texts[-1])

    def code(self, to: str) -> str:
        """The code of the last letter."""
        found = _CODE.search(self.latest(to))
        assert found, "no code in the letter"
        return found[1]

    def link(self, to: str, part: str) -> str:
        """The path of the link of the last letter in which this part stands."""
        links = [path for path in _LINK.findall(self.latest(to)) if part in path]
        assert links, f"no link with {part} in the letter"
        return str(links[0])


@dataclass
class Window:
    """One person's browser, in a language, on a screen; every page that she comes to is looked at."""

    page: Page
    prefix: str
    found: list[str]

    def open(self, address: str) -> None:
        """Go there."""
        self.page.goto(self.prefix + address)
        self.look()

    def fill(self, **fields: str) -> None:
        """Type into the fields of these names."""
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]:not([type=hidden]):visible").first.fill(value)

    def send(self, form: str = "main form.form", button: str = ".btn") -> None:
        """Press the first button of the form, and look at what comes."""
        with self.page.expect_navigation():
            self.page.locator(f"{form} {button}").first.click()
        self.look()

    def look(self) -> None:
        """What axe says of the page that stands there, and whether it is wider than the screen."""
        name, size = self.page.url, self.page.viewport_size or DESK
        self.page.evaluate(AXE_SCRIPT)
        self.found += [f"{name}: {line}" for line in axe(self.page, TAGS)]
        self.found += too_wide(self.page, name, size["width"])

    def reads(self, *words: str) -> None:
        """All of this stands on the page."""
        for word in words:
            expect(self.page.locator("main, #main").first).to_contain_text(word)

    def sign_up(self, email: str, letters: Letters, *, first: str, last: str) -> None:
        """An address, its code, who she is, the terms."""
        self.open("/compte/inscription/")
        self.fill(email=email)
        self.send()
        self.fill(code=letters.code(email))
        self.send()
        self.open("/espace/")
        self.fill(first_name=first, last_name=last, function="Projets", password=PASSWORD)
        self.send()
        self.page.locator("[name=accepted]").check()
        self.send()

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """By password; whoever is of the team gives the code of her application too."""
        self.open("/compte/connexion/")
        self.fill(login=email, password=password)
        self.send()
        if "/second-facteur/" in self.page.url:
            self.fill(code=codes.present(email) or "")
            self.send()


@contextmanager
def window(browser: Browser, url: str, reader: Reader) -> Iterator[Window]:
    """A window of one person; a fault of any of its pages fails the test."""
    prefix, size = reader
    faults: list[str] = []
    locale = "en-GB" if prefix else "fr-FR"
    with browser.new_context(base_url=url, locale=locale, viewport=size, reduced_motion="reduce") as context:
        page = context.new_page()
        watch(page, url, faults)
        mine = Window(page, prefix, faults)
        yield mine
    assert not faults, "\n".join(dict.fromkeys(faults))
