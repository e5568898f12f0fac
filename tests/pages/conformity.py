"""What may be wrong with a page, rule by rule: grammar of HTML, names, tables, lists, languages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

import html5lib

LANGUAGES: Final = {"fr", "en"}
REFERENCES: Final = (
    "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-flowto",
    "aria-errormessage", "aria-activedescendant", "for", "form", "list", "headers", "popovertarget",
)  # fmt: skip
ACTIVE: Final = {"a", "button", "input", "select", "textarea", "summary"}
BUTTONS: Final = {"hidden", "submit", "button", "reset"}
PASSED: Final = {"font", "center", "marquee", "blink", "big", "strike", "tt", "acronym", "frame", "frameset"}
"""Elements that only say how to look, which HTML has given up."""
ITEMS: Final = {"ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}}


@dataclass(frozen=True)
class Page:
    """A page as a browser builds it, with what it had to forgive."""

    errors: list[str]
    elements: list[Element]
    parents: dict[Element, Element]

    def named(self, *tags: str) -> list[Element]:
        """The elements of these names, in the order of the page."""
        return [one for one in self.elements if tag(one) in tags]

    def having(self, attribute: str) -> list[Element]:
        """The elements with this attribute."""
        return [one for one in self.elements if attribute in one.attrib]

    def above(self, one: Element) -> Iterator[Element]:
        """Its parent, the parent of that, and so on."""
        while (parent := self.parents.get(one)) is not None:
            yield parent
            one = parent


def parsed(html: str) -> Page:
    """The page of an answer."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root: Element = parser.parse(html)
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    parents = {child: one for one in elements for child in one}
    errors = [f"line {place[0]}: {code} {told.get('name', '')}" for place, code, told in parser.errors]
    return Page(errors, elements, parents)


def grammar(page: Page) -> Iterator[str]:
    """What a browser forgives while it reads: wrong nesting, stray ends, attributes twice."""
    yield from page.errors


def passed_elements(page: Page) -> Iterator[str]:
    """Elements of the past."""
    yield from map(shown, page.named(*PASSED))


def references(page: Page) -> Iterator[str]:
    """Attributes that name an element of the page which is not there."""
    known = {said(one, "id") for one in page.having("id")}
    for attribute in REFERENCES:
        for one in page.having(attribute):
            for name in set(said(one, attribute).split()) - known:
                yield f"{shown(one)} {attribute}={name}"


def languages(page: Page) -> Iterator[str]:
    """Languages that the site does not speak, on an element or in a link."""
    for attribute in ("lang", "hreflang"):
        for one in page.having(attribute):
            if said(one, attribute) not in LANGUAGES | ({"x-default"} if tag(one) == "link" else set()):
                yield f"{shown(one)} {attribute}={said(one, attribute)}"


def tables(page: Page) -> Iterator[str]:
    """Tables without a caption, headers without a direction."""
    for table in page.named("table"):
        if not any(words(one) for one in table.iter("caption")):
            yield f"{shown(table)} has no caption"
        if table.find(".//th") is None:
            yield f"{shown(table)} has no header"
    for header in page.named("th"):
        if said(header, "scope") not in {"row", "col", "rowgroup", "colgroup"}:
            yield f"{shown(header)} has no scope"


def lists(page: Page) -> Iterator[str]:
    """Children of a list that are no item, items outside of a list."""
    for one in page.elements:
        parent = tag(page.parents[one]) if one in page.parents else ""
        if parent in ITEMS and tag(one) not in ITEMS[parent]:
            yield f"{shown(one)} in a list"
        if tag(one) == "li" and parent not in {"ul", "ol"}:
            yield f"{shown(one)} outside of a list"


def fields(page: Page) -> Iterator[str]:
    """Fields without a label that is seen or read."""
    labelled = {said(one, "for") for one in page.named("label") if words(one)}
    for one in page.named("input", "select", "textarea"):
        named = is_named(one) or said(one, "id") in labelled
        if said(one, "type") not in BUTTONS and not named and "label" not in map(tag, page.above(one)):
            yield f"{shown(one)} has no label"


def names(page: Page) -> Iterator[str]:
    """Links, buttons, disclosures and frames that say nothing."""
    for one in page.named("a", "button", "summary", "iframe"):
        if not (is_named(one) or said(one, "title") or words(one)):
            yield f"{shown(one)} has no name"


def windows(page: Page) -> Iterator[str]:
    """Links and forms that open a window of their own."""
    yield from (shown(one) for one in page.having("target") if said(one, "target") != "_self")


def images(page: Page) -> Iterator[str]:
    """Images without an alternative; drawings neither named nor hidden."""
    for one in page.named("img"):
        if "alt" not in one.attrib:
            yield f"{shown(one)} has no alternative"
    for one in page.named("svg"):
        is_told = said(one, "role") in {"img", "group"} and is_named(one)
        if not is_told and not is_hidden(page, one):
            yield f"{shown(one)} is neither named nor hidden"


def focus(page: Page) -> Iterator[str]:
    """What takes the focus out of order, inside what is hidden, or inside something else that takes it."""
    for one in (each for each in page.elements if tag(each) in ACTIVE or "tabindex" in each.attrib):
        if said(one, "tabindex").isdigit() and int(said(one, "tabindex")) > 0:
            yield f"{shown(one)} jumps the order"
        if is_hidden(page, one) and said(one, "tabindex") != "-1" and said(one, "type") != "hidden":
            yield f"{shown(one)} is hidden from those who reach it"
        if {"a", "button"}.intersection(map(tag, page.above(one))):
            yield f"{shown(one)} inside something active"


def landmarks(page: Page) -> Iterator[str]:
    """One main part, and a name for each of several regions of a kind."""
    if len(page.named("main")) != 1:
        yield f"{len(page.named('main'))} main parts"
    for kind in ("nav", "aside", "section"):
        found = page.named(kind)
        labels = [said(one, "aria-label") or said(one, "aria-labelledby") for one in found]
        if len(found) > 1 and (len({*labels}) < len(found) or not all(labels)):
            yield f"{kind}: names {labels}"


def groups(page: Page) -> Iterator[str]:
    """Groups of fields and figures without a name."""
    for one in page.having("role"):
        if said(one, "role") in {"group", "region", "img"} and not is_named(one):
            yield f"{shown(one)} has no name"
    for one in page.named("fieldset"):
        if one.find("legend") is None:
            yield f"{shown(one)} has no legend"


RULES: Final[tuple[Callable[[Page], Iterator[str]], ...]] = (
    grammar, passed_elements, references, languages, tables, lists, fields, names, windows, images, focus,
    landmarks, groups,
)  # fmt: skip


def faults(html: str) -> list[str]:
    """All that the rules say of a page."""
    page = parsed(html)
    return [f"{rule.__name__}: {line}" for rule in RULES for line in rule(page)]


def tag(one: Element) -> str:
    """The name of an element, of a drawing too."""
    return one.tag.rpartition("}")[2]


def said(one: Element, name: str) -> str:
    """What an attribute says."""
    return one.attrib.get(name, "").strip()


def words(one: Element) -> str:
    """What is read of it, the alternatives of its images among it."""
    pictures = [said(each, name) for each in one.iter() for name in ("alt", "aria-label")]
    return " ".join([*one.itertext(), *pictures]).strip()


def is_named(one: Element) -> bool:
    """Whether an attribute, or the title of a drawing, gives it a name."""
    return bool(said(one, "aria-label") or said(one, "aria-labelledby")) or any(
        tag(child) == "title" for child in one
    )


def is_hidden(page: Page, one: Element) -> bool:
    """Whether it is taken out of what is read aloud."""
    return any(said(each, "aria-hidden") == "true" for each in (one, *page.above(one)))


def shown(one: Element) -> str:
    """Its start, as a message shows it."""
    attributes = "".join(f' {name}="{value}"' for name, value in list(one.attrib.items())[:3])
    return f"<{tag(one)}{attributes}>"
