"""Persons in a browser, each in a window of her own; letters come over SMTP, codes from an application."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from allauth.account.models import EmailAddress
from axe_playwright_python.base import AXE_SCRIPT
from django.utils.timezone import now
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from cordee.accounts import codes, queries
from cordee.accounts import operations as accounts
from cordee.accounts.enums import Document
from cordee.accounts.models import User
from cordee.core.mail.delivery import carry
from cordee.organisations.enums import MembershipRole, MembershipState
from cordee.organisations.models import Membership, Organisation
from tests.conftest import watch
from tests.journeys.looking import TAGS, axe, too_wide
from tests.relay import Relay

PASSWORD: Final = "montagne-bleue-42-x"
PHONE: Final[ViewportSize] = {"width": 375, "height": 800}
DESK: Final[ViewportSize] = {"width": 1280, "height": 800}
Reader = tuple[str, ViewportSize]
READERS: Final[tuple[Reader, ...]] = (("", PHONE), ("/en", DESK))
"""French on a phone, English on a desk: what differs by one or the other differs in these two."""
IN_FRENCH_ON_A_DESK: Final[Reader] = ("", DESK)
_CODE = re.compile(r"^\s*([A-Z0-9]{3,5}(?:-[A-Z0-9]{2,5})+)\s*$", re.MULTILINE)
_LINK = re.compile(r"https?://[^/\s]+(/\S*)")
_STATUS: Final = "performance.getEntriesByType('navigation')[0].responseStatus"


class Letters:
    """What has come over the wire."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay

    def latest(self, to: str) -> str:
        """The text of the last letter to this address, once all that waits is carried."""
        return str(self._last(to).get_body(("plain",)).get_content())

    def whole(self, to: str) -> str:
        """All of the last letter to this address that a mail program could show: headers, text, HTML."""
        letter = self._last(to)
        headers = [f"{name}: {value}" for name, value in letter.items()]
        bodies = [str(part.get_content()) for part in letter.walk() if not part.is_multipart()]
        return "\n".join([*headers, *bodies])

    def _last(self, to: str) -> Any:
        carry.func()
        found = [letter for recipients, letter in self._relay.letters if recipients == [to]]
        assert found, f"no letter to {to}"
        return found[-1]

    def code(self, to: str) -> str:
        """The code of the last letter."""
        found = _CODE.search(self.latest(to))
        assert found, "no code in the letter"
        return found[1]

    def link(self, to: str, part: str, prefix: str = "") -> str:
        """The path of the link of the last letter in which this part stands; in her language where it is."""
        links = [path for path in _LINK.findall(self.latest(to)) if part in path]
        assert links, f"no link with {part} in the letter"
        return str(next((link for link in links if link.startswith(f"{prefix}/")), links[0]))


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
        self.press(self.page.locator(f"{form} {button}").first)

    def press(self, button: Locator, *, status: int = 200) -> None:
        """Press what leads to another document, and look at it; at a refusal too, which has its status."""
        self.click(button)
        self._landed(status)

    def click(self, button: Locator) -> None:
        """Press what leads to another document, and wait for it, without a look."""
        with self.page.expect_event("load"):
            button.click()

    def follow(self, path: str, *, status: int = 200) -> None:
        """Go to an address as a letter gives it."""
        self.page.goto(path)
        self._landed(status)

    def _landed(self, status: int) -> None:
        assert self.page.evaluate(_STATUS) == status, self.page.url
        self.look()
        if status >= HTTPStatus.BAD_REQUEST:  # of which the browser tells its console
            self.found[:] = [line for line in self.found if f"status of {status}" not in line]

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
        self.prove(email, letters)
        self.open("/espace/")
        self.introduce(first, last)

    def prove(self, email: str, letters: Letters) -> None:
        """From the page that asks for an address: the address, then its code."""
        self.fill(email=email)
        self.send()
        self.fill(code=letters.code(email))
        self.send()

    def introduce(self, first: str, last: str) -> None:
        """Who she is, and the terms."""
        self.fill(first_name=first, last_name=last, function="Projets", password=PASSWORD)
        self.send()
        self.page.locator("[name=accepted]").check()
        self.send()

    def sign_in(self, email: str) -> None:
        """By password; whoever is of the team gives the code of her application too.

        Not looked at: every journey comes in so, and the journeys of joining and leaving look at this door.
        """
        button = self.page.locator("main form.form .btn").first
        self.page.goto(f"{self.prefix}/compte/connexion/")
        self.fill(login=email, password=PASSWORD)
        self.click(button)
        if "/second-facteur/" in self.page.url:
            self.fill(code=codes.present(email) or "")
            self.click(button)

    def desk(self, address: str) -> Locator:
        """A page of the back office: Wagtail's frame has its own faults, which axe is not asked about."""
        self.page.goto(address)
        return self.page.locator("#main, main").first


Arrive = Callable[..., Window]
"""Opens a window, for an account that is named or for nobody yet."""


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


def ready(email: str, **fields: Any) -> User:
    """An account that has said who it is and accepted the terms."""
    name = email.partition("@")[0].title()
    return admitted(User.objects.create_user(email, PASSWORD, first_name=name, last_name="Roux", **fields))


def admitted(user: User) -> User:
    """This account may come in, by the password of everybody here."""
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    accounts.introduce(user=user)
    accounts.accept(user=user, documents=list(Document), version=queries.terms_in_force())
    return user


def member(email: str, organisation: Organisation, role: MembershipRole = MembershipRole.MEMBER) -> User:
    """A validated account that belongs to the structure."""
    user = ready(email, validated_at=now())
    Membership.objects.create(user=user, organisation=organisation, state=MembershipState.ACTIVE, role=role)
    return user
