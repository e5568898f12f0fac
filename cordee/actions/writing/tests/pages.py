"""The form as a browser without scripts sends it: what is on the page, with what a person changes."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from cordee.accounts.models import User
from cordee.organisations.models import Organisation
from tests.signing_in import sign_in

NEW = "/en/espace/actions/nouvelle/"
FIVE: dict[str, Any] = {
    "title_en": "A school in Oxford",
    "type": "projet",
    "goals": ["4", "17"],
    "summary_en": "Two sentences. There they are.",
    "places-0-place": "Oxford",
    "places-0-country": "GB",
    "places-0-precision": "city",
    "places-0-lon": "-1.256",
    "places-0-lat": "51.752",
}


class Fields(HTMLParser):
    """The fields of the one form that writes, as a browser would send them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.address, self._text, self._select, self._is_in = "", "", "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect it."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_in = said.get("method") == "post" and "logout" not in said.get("action", "")
            self._is_in = self._is_in and "data-cordee-discard" not in said and not self.address
            self.address = said.get("action", "") if self._is_in else self.address
        if not self._is_in or not (name := said.get("name") or self._select or self._text):
            return
        if tag == "input" and said.get("type") not in ("radio", "checkbox"):
            self._add(name, said.get("value", ""))
        elif tag == "input" and "checked" in said:
            self._add(name, said.get("value", "on"))
        elif tag == "textarea":
            self._text = name
            self._add(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and ("selected" in said or name not in self.values):
            self.values[name] = [said.get("value", "")]

    def handle_data(self, data: str) -> None:
        """The text of a large field, without the line end that browsers drop."""
        if self._text:
            self.values[self._text][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        """Out of it."""
        self._text = "" if tag == "textarea" else self._text
        self._select = "" if tag == "select" else self._select
        self._is_in = self._is_in and tag != "form"

    def _add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)


def browser(user: User) -> Client:
    """Where she is signed in."""
    client = Client()
    sign_in(client, user)
    return client


def fields_of(response: Any) -> dict[str, list[str]]:
    """What the page's form would send as it is."""
    return Fields(response.content.decode()).values


def send(client: Client, response: Any, act: str = "send", **changed: Any) -> Any:
    """Press a button of the form on this page, after these changes."""
    page = Fields(response.content.decode())
    lists = {name: value if isinstance(value, list) else [value] for name, value in changed.items()}
    return client.post(page.address, page.values | lists | {"act": act})


def opened(client: Client, lead: Organisation) -> Any:
    """The empty form in the name of a structure."""
    page: Any = client.get(NEW, {"structure": lead.slug})
    assert page.status_code == 200
    return page


def text(response: Any) -> str:
    """What the page says."""
    content: bytes = response.content
    return content.decode()
