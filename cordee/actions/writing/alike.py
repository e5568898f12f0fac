"""Sheets that look like the one being written, said before it becomes a second one."""

from collections.abc import Sequence

from cordee.actions import duplicates
from cordee.actions.content import Content
from cordee.actions.duplicates import Candidate
from cordee.actions.permissions import type_of_viewer


def alike(content: Content, viewer: type_of_viewer, *, but: int | None = None) -> Sequence[Candidate]:
    """The closest ones, by title, first partner, first country and structure."""
    text = content.texts.get(content.language)
    return duplicates.similar(
        title=text.title if text else "",
        viewer=viewer,
        country=next((place.country for place in content.places if place.country), ""),
        partner=next((one.name for one in content.partners if not one.is_hidden), ""),
        organisation=content.lead,
        but=but,
    )
