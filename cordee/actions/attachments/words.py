"""What is written of an image or a document: checked once, for whoever writes it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from cordee.actions.models import ActionDocument, ActionImage, Attached
from cordee.actions.operations import InvalidContent
from cordee.core.text import NO_TEXT

Words = Mapping[str, str]
Model = type[ActionImage] | type[ActionDocument]
LANGUAGES = (
    "fr", "en", "de", "es", "it", "pt", "ar", "ca", "cs", "el", "fa", "he", "hi", "hu", "hy", "id", "ja",
    "ko", "nl", "pl", "ro", "ru", "sq", "sr", "sv", "sw", "tr", "uk", "vi", "zh-hans",
)  # fmt: skip
"""The languages in which a document may be, those most often asked for first."""


def language_names() -> list[tuple[str, str]]:
    """Each language with its name in itself, whatever the reader's."""
    return [(code, str(get_language_info(code)["name_local"])) for code in LANGUAGES]


class InvalidWords(InvalidContent):
    """`by_field` holds a sentence for each field that has to be mended."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__(list(by_field.values()))
        self.by_field = dict(by_field)


def checked(model: Model, said: Words) -> dict[str, str]:
    """The words as they are kept. Raises `InvalidWords`."""
    words = {name: " ".join(said.get(name, "").split()) for name in model.WORDS}
    problems = {name: problem for name in words if (problem := _problem(model, name, words[name]))}
    if problems:
        raise InvalidWords(problems)
    return words


def in_order(row: Attached, said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is said, or proposed, each with what it is called; nothing of what is not said."""
    fields = {name: row._meta.get_field(name) for name in row.WORDS if name in said}
    return [(str(getattr(field, "verbose_name", name)), said[name]) for name, field in fields.items()]


def longest(model: Model, name: str) -> int:
    """How many characters fit."""
    return getattr(model._meta.get_field(name), "max_length", 0)


def _problem(model: Model, name: str, text: str) -> str:
    most = longest(model, name)
    if len(text) > most:
        return _("%(most)d characters fit, yours has %(count)d: shorten it.") % {
            "most": most,
            "count": len(text),
        }
    if NO_TEXT.search(text):
        return _("Your text holds a character that no text holds. Type it again.")
    required = _REQUIRED.get(name)
    return required() if required and not text else _wrong(name, text)


def _wrong(name: str, text: str) -> str:
    if name == "language" and text not in LANGUAGES:
        return _("Choose the language of the document from the list.")
    return ""


_REQUIRED: dict[str, Callable[[], str]] = {
    "alternative": lambda: _(
        "Say in a sentence what is to be seen: it replaces the image for who does not see it."
    ),
    "title": lambda: _("Give the document a title: it is what people choose it by."),
}
