"""Where what a bench says stands in its document, and on which machine it was measured."""

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

import django


def written(document: Path, command: str, text: str) -> None:
    """Put a command's section between its marks, and leave the others."""
    begin, end = marks(command)
    before = document.read_text(encoding="utf-8")
    after, count = re.subn(
        f"{re.escape(begin)}.*{re.escape(end)}",
        lambda _found: f"{begin}\n\n{text.strip()}\n\n{end}",
        before,
        flags=re.DOTALL,
    )
    if count != 1:
        raise SystemExit(f"{document.name} has no place for what `{command}` says: put «{begin}{end}» there.")
    document.write_text(after, encoding="utf-8")


def marks(command: str) -> tuple[str, str]:
    """Between which lines its section lies."""
    return f"<!-- {command}: written with --write -->", f"<!-- end of {command} -->"


def surroundings() -> dict[str, str]:
    """Day, machine and versions."""
    return {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": _machine(),
        "software": f"Python {platform.python_version()}, Django {django.__version__}",
    }


def _machine() -> str:
    cores = os.cpu_count()
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cores of {model}, {memory:.0f} GiB"
