"""A page as its markup says it: titles, headings, links, identifiers, what it tells machines."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Reading:
    """What was found, in the order of the page."""

    language: str = ""
    title: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    alternates: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Reading()
        self._open: list[str] = []
        self._script = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self._open.append(tag)
        if "id" in has:
            self.found.ids.append(has["id"])
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            self.found.references += has.get(name, "").split()
        self.found.inline += [f"{tag} {name}" for name in has if name == "style" or name.startswith("on")]
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.found.headings.append((int(tag[1]), ""))
        getattr(self, f"_see_{tag}", lambda _has: None)(has)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass
        if tag == "script":
            self._script = ""

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title" and "svg" not in self._open:
            self.found.title += data
        if self._script == "application/ld+json":
            self.found.data.append(data)
        if self.found.headings and any(tag[0] == "h" and tag[1:].isdigit() for tag in self._open):
            level, text = self.found.headings[-1]
            self.found.headings[-1] = (level, f"{text} {data}".strip())

    def _see_html(self, has: dict[str, str]) -> None:
        self.found.language = has.get("lang", "")

    def _see_a(self, has: dict[str, str]) -> None:
        self.found.links.append(has.get("href", ""))

    def _see_meta(self, has: dict[str, str]) -> None:
        self.found.metas[has.get("name") or has.get("property", "")] = has.get("content", "").strip()

    def _see_link(self, has: dict[str, str]) -> None:
        rel = has.get("rel", "")
        if rel == "canonical":
            self.found.canonical = has["href"]
        elif rel == "alternate":
            self.found.alternates[has["hreflang"]] = has["href"]
        else:
            self.found.assets.append(has["href"])

    def _see_script(self, has: dict[str, str]) -> None:
        self._script = has.get("type", "javascript")
        if "src" in has:
            self.found.assets.append(has["src"])
        elif self._script in ("javascript", "module") and "nonce" not in has:
            self.found.inline.append("script without nonce")

    def _see_img(self, has: dict[str, str]) -> None:
        self.found.assets.append(has.get("src", ""))

    def _see_style(self, _has: dict[str, str]) -> None:
        self.found.inline.append("style element")


def read(response: Any) -> Reading:
    """The page of an answer."""
    reader = _Reader()
    reader.feed(response.content.decode())
    reader.found.title = " ".join(reader.found.title.split())
    return reader.found
