"""Two edits of one sheet put together: what each changed since the version both began from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from cordee.actions.content import Content, Text
from cordee.actions.discretion import no_wider, widened

_PLAIN = tuple(item.name for item in fields(Content) if item.name != "texts")
_WORDS = tuple(item.name for item in fields(Text))
Part = tuple[str, ...]
"""A part that is edited by itself: ("goals",), or ("texts", "fr", "title")."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Both edits in one, mine where they clash, and the parts where they do."""

    content: Content
    clashes: frozenset[Part]


def joined(base: Content | None, theirs: Content, mine: Content) -> Joined:
    """What both edits say. Without the version they began from, whatever differs is a clash."""
    begun = parts_of(base) if base else {}
    hers, own = parts_of(theirs), parts_of(mine)
    taken: dict[Part, Any] = {}
    clashes = set()
    for part in {**hers, **own}:
        started, there, here = begun.get(part), hers.get(part), own.get(part)
        is_ours = there == here or (base is not None and there == started)
        is_theirs = base is not None and here == started
        taken[part] = there if is_theirs and not is_ours else here
        if not is_ours and not is_theirs:
            clashes.add(part)
    return Joined(_content(taken, theirs, mine), frozenset(clashes))


def widened_unseen(base: Content, theirs: Content, mine: Content) -> frozenset[Part]:
    """The parts by which one of the two shows more to more persons, where the other wrote something besides.

    Whoever wrote for the few has not agreed to the many, and whoever widens has not read it.
    """
    found: set[Part] = set()
    for one, other in ((theirs, mine), (mine, theirs)):
        wider: set[Part] = {(name,) for name in widened(base, one)}
        if wider and set(changed(base, other)) - wider:
            found |= wider
    return frozenset(found)


def chosen(base: Content | None, theirs: Content, mine: Content, choices: Mapping[Part, bool]) -> Content:
    """Both edits in one, where somebody has said of each part that was compared whose it is."""
    taken = parts_of(joined(base, theirs, mine).content)
    hers, own = parts_of(theirs), parts_of(mine)
    said = {part: (hers if is_theirs else own).get(part) for part, is_theirs in choices.items()}
    return _content(taken | {part: word for part, word in said.items() if part in taken}, theirs, mine)


def rebased(base: Content, theirs: Content, mine: Content) -> Content:
    """A proposal made on `base`, put on what the sheet says since: it keeps its own words where both changed.

    Where they clash over who may see what, the narrower of the two holds: nobody who approves the one
    undoes the other unseen.
    """
    both = joined(base, theirs, mine)
    if any(part[0] in _OF_SIGHT for part in both.clashes):
        return no_wider(both.content, than=theirs)
    return both.content


_OF_SIGHT = {
    "audience", "readers", "lead", "co_leads", "places", "partners", "suspension_reason_is_public",
}  # fmt: skip


def parts_of(content: Content) -> dict[Part, Any]:
    """The content by parts; a text that is not there has none."""
    found: dict[Part, Any] = {(name,): getattr(content, name) for name in _PLAIN}
    for language, text in content.texts.items():
        found |= {("texts", language, name): word for name, word in asdict(text).items()}
    return found


def changed(before: Content, after: Content) -> list[Part]:
    """The parts that differ, in the order of the sheet."""
    old, new = parts_of(before), parts_of(after)
    return [part for part in {**old, **new} if old.get(part) != new.get(part)]


def _content(parts: Mapping[Part, Any], theirs: Content, mine: Content) -> Content:
    texts = {}
    for language in {**theirs.texts, **mine.texts}:
        said = {name: parts.get(("texts", language, name)) for name in _WORDS}
        words = {name: word for name, word in said.items() if word is not None}
        if len(words) == len(said):
            texts[language] = Text(**words)
        elif words:
            # One took the text away, the other changed it: it stays whole.
            texts[language] = mine.texts.get(language) or theirs.texts[language]
    return replace(mine, texts=texts, **{name: parts[(name,)] for name in _PLAIN})
