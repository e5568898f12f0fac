"""What the documents name exists: paths in backticks, links between files, `make` commands."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house_rules.tree import ROOT, files, ignored, listed, name, syntax

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
PATH = re.compile(r"^\.?\w[\w.-]*(/[\w.-]+)*/?$")
FILE = re.compile(r"\.(py|md|toml|html|css|js|mjs|sh|csv|txt|po|yml|json|sqlite3|pmtiles)$")
TARGET = re.compile(r"^make ([a-z0-9]+)")
NAMED_TEST = re.compile(r"`([\w/.-]+\.py)::(\w+)`")


def documents() -> list[Path]:
    """README and what is under docs/."""
    return [path for path in files() if path.suffix == ".md" and path.parent in {ROOT, *folders()}]


def folders() -> set[Path]:
    return {path.parent for path in files() if path.is_relative_to(ROOT / "docs")}


def in_backticks(document: Path) -> Iterator[str]:
    text = document.read_text(encoding="utf-8")
    yield from CODE.findall(FENCE.sub("", text))


def is_path(text: str) -> bool:
    """Whether the words in backticks mean a file or a folder of the project."""
    if not PATH.match(text):
        return False
    first = text.split("/", maxsplit=1)[0]
    if f"/{first}" in ignored():  # var/, .venv/: made on the spot
        return False
    return bool(FILE.search(text)) or ("/" in text and (text.endswith("/") or (ROOT / first).exists()))


def exists(text: str, document: Path) -> bool:
    """Whether it is there: from the root, beside the document, inside `cordee`, or anywhere by that name."""
    bases = (ROOT, document.parent, ROOT / "cordee")
    return any((base / text).exists() for base in bases) or any(
        path.match(text.rstrip("/")) for path in _files_and_folders()
    )


def _files_and_folders() -> set[Path]:
    return {*files(), *(parent for path in files() for parent in path.parents)}


def test_the_paths_that_documents_name_exist() -> None:
    seen = [(document, text) for document in documents() for text in in_backticks(document) if is_path(text)]
    assert len(documents()) > 3
    assert len(seen) > 5
    faults = [f"{name(doc)}: {text}" for doc, text in seen if not exists(text, doc)]
    assert not faults, listed(faults)


def test_the_links_between_documents_lead_somewhere() -> None:
    seen = [
        (document, target)
        for document in documents()
        for target in LINK.findall(FENCE.sub("", document.read_text(encoding="utf-8")))
        if ":" not in target
    ]
    assert seen
    faults = [f"{name(doc)}: {target}" for doc, target in seen if not (doc.parent / target).exists()]
    assert not faults, listed(faults)


def test_the_make_commands_that_documents_name_exist() -> None:
    known = set(re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    seen = {found[1] for doc in documents() for text in in_backticks(doc) if (found := TARGET.match(text))}
    assert "start" in seen
    assert seen <= known


def has_test(file: str, function: str) -> bool:
    """Whether this file of the project defines this test."""
    path = ROOT / file
    return path.exists() and function in {
        node.name for node in syntax(path).body if isinstance(node, ast.FunctionDef)
    }


def test_the_tests_that_documents_name_exist() -> None:
    seen = [(doc, *found) for doc in documents() for found in NAMED_TEST.findall(doc.read_text("utf-8"))]
    assert len(seen) > 40
    faults = [f"{name(doc)}: {file}::{test}" for doc, file, test in seen if not has_test(file, test)]
    assert not faults, listed(faults)


def test_a_wrong_name_of_a_test_would_be_seen() -> None:
    here = "tests/house_rules/test_docs.py"
    assert has_test(here, "test_a_wrong_name_of_a_test_would_be_seen")
    assert not has_test(here, "test_nothing")
    assert not has_test("tests/nowhere.py", "test_nothing")


def test_a_wrong_path_would_be_seen() -> None:
    assert is_path("cordee/atlas/no_such_file.py")
    assert not exists("cordee/atlas/no_such_file.py", ROOT / "README.md")
    assert not is_path("/carte/")
    assert not is_path("var/cordee.sqlite3")
    assert exists("Makefile", ROOT / "README.md")
