"""What the audit runs beside Python: Java, Node, Chromium of Debian; Lighthouse and vnu of npm, locked."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
HERE: Final = Path(__file__).resolve().parent
FOLDER: Final = ROOT / ".tools" / "audit"
LOCKED: Final = ("package.json", "package-lock.json")
"""Exact releases, each archive with its SHA-512; the lock names no registry.

What a package asks for as `latest` is overridden: its next release would break the lock.
"""
PACKAGES: Final = {
    "java": "default-jre-headless",
    "node": "nodejs",
    "npm": "npm",
    "chromium": "chromium",
}


def command(name: str) -> str:
    """The path of a command; stops with the name of Debian's package when it is missing."""
    if found := shutil.which(name):
        return found
    sys.exit(f"No {name} here: ask an administrator to run «apt-get install {PACKAGES[name]}».")


def installed() -> Path:
    """The folder of the npm packages, filled again when the lock has changed. No install script runs."""
    if any(_differs(name) for name in LOCKED):
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        for name in LOCKED:
            shutil.copy(HERE / name, FOLDER)
        install = [command("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        if subprocess.run(install, cwd=FOLDER, check=False).returncode:
            (FOLDER / LOCKED[0]).unlink()
            sys.exit("npm could not install what scripts/audit/package-lock.json pins.")
    return FOLDER / "node_modules"


def _differs(name: str) -> bool:
    kept = FOLDER / name
    return not kept.exists() or kept.read_bytes() != (HERE / name).read_bytes()
