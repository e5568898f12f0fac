"""Images and documents as pages show them: plain values, one query for each kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from cordee.actions.attachments import queries, words
from cordee.actions.models import Action, ActionDocument, ActionImage

_NAMES = dict(words.language_names())


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownImage:
    """An image with its size, so that the page keeps its place before it comes."""

    url: str
    srcset: str
    width: int
    height: int
    alternative: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDocument:
    """A document with what one wants to know before taking it; `weight` in bytes."""

    url: str
    title: str
    language: str
    language_name: str
    type: str
    weight: int


def images(action: Action | int) -> tuple[ShownImage, ...]:
    """Those that the public of the sheet sees."""
    return tuple(map(image, queries.images_of(action).filter(is_waiting=False)))


def documents(action: Action | int) -> tuple[ShownDocument, ...]:
    """Those that the public of the sheet may take."""
    return tuple(map(document, queries.documents_of(action).filter(is_waiting=False)))


def image(row: ActionImage) -> ShownImage:
    """One image."""
    urls = {width: reverse("action_image", args=[row.token, width]) for width in row.widths}
    return ShownImage(
        url=urls[_middle(urls)],
        srcset=", ".join(f"{url} {width}w" for width, url in urls.items()),
        width=row.width,
        height=row.height,
        alternative=row.alternative,
        caption=row.caption,
        credit=row.credit,
    )


def document(row: ActionDocument) -> ShownDocument:
    """One document."""
    return ShownDocument(
        url=reverse("action_document", args=[row.token]),
        title=row.title,
        language=row.language,
        language_name=_NAMES.get(row.language, row.language),
        type=row.get_type_display(),
        weight=row.weight,
    )


def _middle(widths: Iterable[int]) -> int:
    """For programs that do not choose."""
    return sorted(widths)[:2][-1]
