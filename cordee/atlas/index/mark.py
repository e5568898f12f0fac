"""Whether the index is being made anew, in whichever process of this machine: a file says so, and by whom."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def rebuilding() -> Iterator[None]:
    """Leave the mark while what is inside goes on."""
    _file().parent.mkdir(parents=True, exist_ok=True)
    _file().write_text(str(os.getpid()), encoding="ascii")
    try:
        yield
    finally:
        _file().unlink(missing_ok=True)


def is_rebuilding() -> bool:
    """The mark is there and its writer still lives: one that was killed has left a mark that says nothing."""
    try:
        os.kill(int(_file().read_text(encoding="ascii")), 0)
    except PermissionError:  # it lives, as another user
        return True
    except (OSError, ValueError):
        return False
    return True


def _file() -> Path:
    return Path(settings.CORDEE_HOME) / "index" / "rebuilding"
