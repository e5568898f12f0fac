"""Choosing between two edits of one sheet, part by part."""

from collections.abc import Mapping

from cordee.actions import three_way, versions
from cordee.actions.content import Content
from cordee.actions.three_way import Part
from cordee.actions.writing.works import Work


def choices_in(post: Mapping[str, str]) -> dict[Part, bool]:
    """The parts that were compared, and whether the other's words were chosen; else it is hers."""
    numbers = [name.removeprefix("part-") for name in post if name.startswith("part-")]
    return {
        tuple(post[f"part-{number}"].split("/")): post.get(f"choice-{number}") == "theirs"
        for number in numbers
    }


def chosen(work: Work, mine: Content, version: int, choices: Mapping[Part, bool]) -> Content:
    """Both edits in one, on what the sheet said at `version`, with which hers was compared."""
    assert work.action is not None  # noqa: S101  # only sheets are compared
    now, current = versions.to_edit(work.action, by=work.user)
    theirs = now if version >= current else versions.at(work.action, version, by=work.user) or now
    base = versions.at(work.action, work.base_version, by=work.user) if work.base_version < version else None
    return three_way.chosen(base, theirs, mine, choices)
