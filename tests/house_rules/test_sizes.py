"""Small files, small functions, short lines: no exception, so that nothing grows unseen."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house_rules.tree import ROOT, is_ignored, is_test, lines, listed, name, syntax, written

LINE = 110
LINE_KINDS = (".py", ".html", ".css", ".js", ".mjs", ".toml", ".sh")
FUNCTION, TEST, JOURNEY = 50, 30, 60
ROOT_ENTRIES = 20


def longest(path: Path) -> int:
    """The number of lines that this Python file may have."""
    if path == ROOT / "config" / "settings" / "base.py":
        return 350
    return 500 if is_test(path) else 400


def longest_function(path: Path, function: str) -> int:
    """The number of lines that this function may have."""
    if not (is_test(path) and function.startswith("test_")):
        return FUNCTION
    return JOURNEY if "journeys" in path.parts else TEST


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_python_files_are_short() -> None:
    seen = written(".py")
    assert len(seen) > 40
    faults = [f"{name(p)}: {n} lines" for p in seen if (n := len(lines(p))) > longest(p)]
    assert not faults, listed(faults)


def test_functions_are_short() -> None:
    seen, faults = 0, []
    for path in written(".py"):
        for function in functions(path):
            seen += 1
            size = (function.end_lineno or function.lineno) - function.lineno + 1
            if size > longest_function(path, function.name):
                faults.append(f"{name(path)}:{function.lineno} {function.name}: {size} lines")
    assert seen > 100
    assert not faults, listed(faults)


@pytest.mark.parametrize(("suffixes", "limit"), [((".html",), 150), ((".js", ".mjs"), 300), ((".css",), 250)])
def test_templates_scripts_and_styles_are_short(suffixes: tuple[str, ...], limit: int) -> None:
    seen = written(*suffixes)
    assert seen
    faults = [f"{name(p)}: {n} lines" for p in seen if (n := len(lines(p))) > limit]
    assert not faults, listed(faults)


def test_lines_are_short() -> None:
    seen = [*written(*LINE_KINDS), ROOT / "Makefile", ROOT / ".ci" / "run"]
    assert {path.suffix for path in seen} >= {".py", ".html", ".css", ".toml", ".sh"}
    faults = [
        f"{name(path)}:{number}: {len(line)} characters"
        for path in seen
        for number, line in enumerate(lines(path), start=1)
        if len(line) > LINE
    ]
    assert not faults, listed(faults)


def test_the_root_stays_short() -> None:
    entries = sorted(path.name for path in ROOT.iterdir() if not is_ignored(path))
    assert {"Makefile", "README.md", "cordee", "tests"} <= set(entries)
    assert len(entries) <= ROOT_ENTRIES, entries
