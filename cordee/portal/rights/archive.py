"""The export as a ZIP, made piece by piece while it is sent: it lies nowhere on the server."""

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.accounts.models import User
from cordee.actions import personal as actions
from cordee.portal.rights.collecting import SECTIONS
from cordee.territory import instance

_READ_ME = {"fr": "lisez-moi.txt"}
_NEWLINE = "\r\n"
"""Any editor reads it."""


class _Pipe(io.RawIOBase):
    """Takes what the ZIP writes, and gives it on: a file that cannot go back."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: Any) -> int:
        """Keep a piece until it is given on."""
        self._pieces.append(bytes(data))
        return len(data)

    def drained(self) -> bytes:
        """What has been written since the last time."""
        whole, self._pieces = b"".join(self._pieces), []
        return whole


def pieces(user: User, data: dict[str, Any]) -> Iterator[bytes]:
    """The ZIP of what `collecting` has found."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        for name, parts in _files(user, data):
            with archive.open(name, "w") as file:
                for part in parts:
                    file.write(part)
                    yield pipe.drained()
    yield pipe.drained()


def _files(user: User, data: dict[str, Any]) -> Iterator[tuple[str, Iterable[bytes]]]:
    for language, _label in settings.LANGUAGES:
        yield _READ_ME.get(language, "readme.txt"), [_read_me(language)]
    yield "donnees.json", [json.dumps(data, ensure_ascii=False, indent=1).encode()]
    yield "fiches.csv", actions.sheets_as_csv(user)
    yield "brouillons.txt", [actions.drafts_as_text(user).replace("\n", _NEWLINE).encode()]


def _read_me(language: str) -> bytes:
    with translation.override(language):
        lines = [
            _("What %(site)s keeps of you") % {"site": instance.current().name_in(language)},
            "",
            _("donnees.json: all of it, for programs. Its parts are:"),
            *[f"- {name}: {what}" for name, what in SECTIONS.items()],
            _("fiches.csv: the sheets that you began and may still read, for a spreadsheet."),
            _("brouillons.txt: your drafts, to be read."),
            "",
            _(
                "Not in it: your password and the secrets of your second factors, which nobody can read; the"
                " addresses and telephone numbers of other people; counts that keep the site from being"
                " abused, which name nobody."
            ),
        ]
    return (_NEWLINE.join(lines) + _NEWLINE).encode()
