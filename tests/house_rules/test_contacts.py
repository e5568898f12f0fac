"""Addresses and numbers of persons leave one slice only by its one rule: no other module can read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house_rules.tree import ROOT, is_test, listed, name, syntax, written

SLICE = ROOT / "cordee" / "contacts"
ROWS = "cordee.contacts.models"
MAY_IMPORT = {"cordee/actions/models/sheets.py": {"Contact"}}
"""Outside the slice: what points to a card, which tells no more than its number."""
MAY_READ = {"disclosure.py", "operations.py", "emails.py", "person.py"}
"""Inside the slice: who decides, who writes, who writes to her, and the value that both are made of."""
PRIVATE = {"email", "telephone"}


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """What a module takes from the rows of the slice, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == ROWS:
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "cordee.contacts":
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name == "models")
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.startswith(ROWS))
        elif isinstance(node, ast.Constant) and str(node.value).lower() == "contacts.coordinates":
            yield node.lineno, "Coordinates"


def read(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where a private part of any row is read, or fetched by its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in PRIVATE:
            yield node.lineno, node.attr


def ours(*, inside: bool) -> list[Path]:
    """The modules of the application, tests apart."""
    seen = [path for path in written(".py") if not is_test(path) and path.is_relative_to(ROOT / "cordee")]
    return [path for path in seen if path.is_relative_to(SLICE) is inside]


def test_no_other_slice_knows_the_rows() -> None:
    seen = ours(inside=False)
    assert len(seen) > 100
    faults = [
        f"{name(path)}:{line}: {what}"
        for path in seen
        for line, what in imported(syntax(path))
        if what not in MAY_IMPORT.get(name(path), set())
    ]
    assert not faults, listed(faults)


def test_inside_the_slice_few_modules_read_what_is_private() -> None:
    seen = ours(inside=True)
    assert len(seen) > 10
    faults = [
        f"{name(path)}:{line}: {what}"
        for path in seen
        if path.name not in MAY_READ
        for line, what in read(syntax(path))
    ]
    assert not faults, listed(faults)


@pytest.mark.django_db
def test_no_card_leads_to_what_reaches_the_person() -> None:
    from cordee.contacts.models import Contact

    assert not PRIVATE & {field.name for field in Contact._meta.get_fields()}
    assert not hasattr(Contact, "coordinates")


@pytest.mark.parametrize(
    "source",
    [
        "from cordee.contacts.models import Coordinates",
        "from cordee.contacts import models",
        "import cordee.contacts.models",
        "apps.get_model('contacts.Coordinates')",
    ],
)
def test_a_leak_would_be_seen(source: str) -> None:
    assert list(imported(ast.parse(source)))


def test_a_reading_would_be_seen() -> None:
    assert list(read(ast.parse("row.email")))
    assert not list(read(ast.parse("row.name")))
