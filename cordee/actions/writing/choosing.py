"""Choosing between two edits of one sheet, part by part."""

from collections.abc import Mapping

from cordee.actions import three_way, versions
from cordee.actions.content import Content
from cordee.actions.three_way import Part
from cordee.actions.writing.works import Work


def of_theirs(post: Mapping[str, str]) -> list[Part]:
    """The parts of which the other's words were chosen; whatever else was sent chooses nothing."""
    numbers = [name.removeprefix("choice-") for name, value in post.items() if value == "theirs"]
    return [tuple(post.get(f"part-{number}", "").split("/")) for number in numbers]


def chosen(work: Work, mine: Content, version: int, parts: list[Part]) -> Content:
    """Both edits in one, on what the sheet said at `version`, with which hers was compared."""
    assert work.action is not None  # noqa: S101  # only sheets are compared
    now, current = versions.to_edit(work.action, by=work.user)
    theirs = now if version >= current else versions.at(work.action, version) or now
    base = versions.at(work.action, work.base_version) if work.base_version < version else None
    return three_way.chosen(base, theirs, mine, parts)
