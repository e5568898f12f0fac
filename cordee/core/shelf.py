"""Files that people handed in, on this machine's disk: a folder for each, under a name that nobody guesses.

A row of the database says what each folder holds. The folder is there before its row, and goes after it.
"""

import os
import secrets
import shutil
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

_FOLDER_MODE, _FILE_MODE = 0o750, 0o640
"""Said by us, whatever the machine's habit: the proxy may read through its group, others may not."""
_UNFINISHED = ".new-"


def new_token() -> str:
    """A name for a folder, which tells nothing."""
    return secrets.token_hex(16)


def root() -> Path:
    """Where the folders are; the proxy may be told to take files from here, by `location`."""
    return Path(settings.MEDIA_ROOT) / "shelf"


def location(token: str, name: str) -> str:
    """The file's path below the root."""
    return f"{token}/{name}"


def path(token: str, name: str) -> Path:
    """The file."""
    return root() / token / name


def put(token: str, files: Mapping[str, bytes]) -> None:
    """Write a folder, whole or not at all; it survives a power cut before its row is written."""
    unfinished = root() / f"{_UNFINISHED}{token}"
    root().mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    try:
        unfinished.mkdir(mode=_FOLDER_MODE)
        unfinished.chmod(_FOLDER_MODE)
        for name, content in files.items():
            _write(unfinished / name, content)
        _settle(unfinished)
        unfinished.rename(root() / token)
        _settle(root())
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def remove(token: str) -> None:
    """Take the folder away now."""
    if token:
        shutil.rmtree(root() / token, ignore_errors=True)


def remove_after_commit(tokens: Iterable[str]) -> None:
    """Take the folders away once it is certain that their rows are gone."""
    for token in list(tokens):
        transaction.on_commit(partial(remove, token), robust=True)


def sweep(*, known: Collection[str], before: datetime) -> int:
    """Take away folders older than this that no row names: what a fault or a power cut has left."""
    if not root().is_dir():
        return 0
    lost = [
        folder
        for folder in root().iterdir()
        if folder.name not in known and folder.stat().st_mtime < before.timestamp()
    ]
    for folder in lost:
        shutil.rmtree(folder, ignore_errors=True)
    return len(lost)


def _write(file: Path, content: bytes) -> None:
    with file.open("xb") as opened:
        os.fchmod(opened.fileno(), _FILE_MODE)
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _settle(folder: Path) -> None:
    """Have the names in the folder on the disk too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
