"""What a producing process runs: it makes sheets and their rows, and touches no database.

Django is set up here before anything that needs it is imported: the process may be started from nothing.
"""

import pickle
import signal
from typing import TYPE_CHECKING, Any

import django
from django.apps import apps

if TYPE_CHECKING:
    from cordee.atlas.generation.packing import Packed

_kept: dict[str, Any] = {}


def start(brief: bytes) -> None:
    """Get ready to produce, in a process of its own. Ctrl-C is for the one that writes: it ends this one.

    The brief is pickled: its classes need Django.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not apps.ready:
        django.setup()
    _kept["brief"] = pickle.loads(brief)  # noqa: S301  # our own parent wrote it


def produce(numbers: list[int]) -> "Packed":
    """The actions of these numbers with all their rows."""
    from cordee.atlas.generation.packing import packed  # noqa: PLC0415  # Django must be ready

    return packed(_kept["brief"], numbers)
