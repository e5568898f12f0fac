"""Opening what anybody may have made: a script of ours, in a process with little memory and time.

The script stands alone. It reads the file on its standard input and answers on its standard output; it can
write no file. Run by path, this module is the first thing of that process: it takes away, then begins.
"""

import resource
import runpy
import subprocess
import sys
import threading
from pathlib import Path

MEMORY = 256 * 1024 * 1024
SECONDS = 5
_PATIENCE = 30
"""Seconds on the clock: a machine that is busy gives little processor time."""
_ONE_BY_ONE = threading.BoundedSemaphore(2)
"""Whoever hands in a hundred files at once waits: this many are open at a time, in each server process."""


def run(script: Path, content: bytes, *arguments: str) -> bytes | None:
    """What the script answers on this content; None where it needed more than it may have, or broke."""
    command = [sys.executable, "-I", str(Path(__file__)), str(script), *arguments]
    with _ONE_BY_ONE:
        try:
            done = subprocess.run(  # noqa: S603 - our own script, and no shell
                command,
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"MALLOC_ARENA_MAX": "1"},
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
    return done.stdout if done.returncode == 0 else None


def confine() -> None:
    """Nothing that a hostile file sets off can use more than this."""
    ceilings = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for name, ceiling in ceilings.items():
        hard = resource.getrlimit(name)[1]
        allowed = ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)
        resource.setrlimit(name, (allowed, allowed))


if __name__ == "__main__":
    confine()
    sys.argv = sys.argv[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")
