"""Data of a whole module, imported once in a transaction that is undone at its end.

All tests of a module that asks for them find them there: what wants an empty atlas is in another module.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from cordee.atlas.tests import oracle, unknown
from cordee.atlas.tests.asking import TERRITORY, World
from cordee.territory import instance


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def grenoble(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The real rows, imported by the command; with what the oracle makes of the same files."""
    with django_db_blocker.unblock(), undone():
        call_command("import", TERRITORY / "organisations.csv", verbosity=0)
        call_command("import", TERRITORY / "actions.csv", verbosity=0)
        communes = {line["nom"]: line["insee"] for line in oracle.read_csv(TERRITORY / "communes.csv")}
        structures = {line["key"]: line for line in oracle.read_csv(TERRITORY / "organisations.csv")}
        rows = oracle.read_csv(TERRITORY / "actions.csv")
        yield World(oracle.deeds(rows, structures, communes))


@pytest.fixture(scope="module")
def unseen(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """8,000 rows that no test knew before, in a file as offices write them."""
    folder = tmp_path_factory.mktemp("unseen")
    structures = unknown.structures(300, seed=7)
    rows = unknown.actions(8000, structures, seed=11)
    unknown.write(folder / "structures.csv", structures, unknown.STRUCTURE_HEADERS)
    unknown.write(folder / "actions.csv", rows, unknown.HEADERS)
    with django_db_blocker.unblock(), undone():
        call_command("import", folder / "structures.csv", verbosity=0)
        call_command("import", folder / "actions.csv", verbosity=0)
        communes = {commune: commune for commune in instance.current().communes}
        by_key = {row["key"]: row for row in structures}
        yield World(oracle.deeds(rows, by_key, communes))
