"""The site with its demonstration, served as `make start` serves it, in a folder of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.server import Server


@contextmanager
def served() -> Iterator[str]:
    """Its address, for the time of the block."""
    with tempfile.TemporaryDirectory(prefix="cordee-audit-") as home:
        os.environ |= {"CORDEE_HOME": home, "DATABASE_URL": ""}
        prepare = [sys.executable, "-m", "config.cli", "start", "--prepare-only"]
        subprocess.run(prepare, check=True, stdout=subprocess.DEVNULL)
        with Server() as server:
            server.call_again()
            yield f"http://127.0.0.1:{server.port}"
