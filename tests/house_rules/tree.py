"""The project's own files, as git would list them, read without git."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APART = {"vendor", "migrations"}  # written elsewhere, or by a machine


@cache
def ignored() -> tuple[str, ...]:
    """The patterns of .gitignore; ours are plain names, with a slash before what lies at the root."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return (
        ".git",
        *(line.strip().rstrip("/") for line in lines if line.strip() and not line.startswith("#")),
    )


def is_ignored(path: Path) -> bool:
    """Whether .gitignore leaves this file or folder out."""
    relative = f"/{path.relative_to(ROOT)}"
    return any(fnmatch(relative if "/" in pattern else path.name, pattern) for pattern in ignored())


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project."""
    return tuple(_walk(ROOT))


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if is_ignored(path):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        else:
            yield path


def written(*suffixes: str) -> list[Path]:
    """Our own files of these kinds, without what is vendored, migrations and data."""
    return [
        path
        for path in files()
        if path.suffix in suffixes and not APART.intersection(path.relative_to(ROOT).parts)
    ]


def name(path: Path) -> str:
    """The path as a message shows it."""
    return str(path.relative_to(ROOT))


def lines(path: Path) -> list[str]:
    """The lines of a text file."""
    return path.read_text(encoding="utf-8").splitlines()


def is_test(path: Path) -> bool:
    """Whether a Python file lies among the tests."""
    return "tests" in path.relative_to(ROOT).parts


@cache
def syntax(path: Path) -> ast.Module:
    """A Python file as a tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def listed(faults: list[str]) -> str:
    """All the faults in a failed test's message, which pytest would cut."""
    return "\n".join(["", *faults])
