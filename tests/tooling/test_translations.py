"""The check of the catalogues sees each way in which a language can be incomplete."""

from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from scripts import translations

pytestmark = pytest.mark.once

CODE = """
from django.utils.translation import gettext as _, ngettext
one = _("Carried by %(name)s.")
many = lambda n: ngettext("%(n)s action", "%(n)s actions", n)
"""
TEMPLATE = "{% load i18n %}{% translate 'Browse the map' %}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tiny project whose two catalogues are complete."""
    (tmp_path / "cordee" / "templates").mkdir(parents=True)
    (tmp_path / "cordee" / "views.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "cordee" / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    translations.update(tmp_path, translations.extract(tmp_path))
    change(tmp_path, translate)
    return tmp_path


def translate(french: polib.POFile) -> None:
    french.find("Carried by %(name)s.").msgstr = "Portée par %(name)s."
    french.find("Browse the map").msgstr = "Parcourir la carte"
    french.find("%(n)s action").msgstr_plural = {0: "%(n)s action", 1: "%(n)s actions"}


def change(root: Path, how: Callable[[polib.POFile], object], language: str = "fr") -> None:
    catalogue = polib.pofile(str(translations.catalogue_path(root, language)))
    how(catalogue)
    catalogue.save()


def faults(root: Path) -> list[str]:
    return list(translations.faults(root, translations.extract(root)))


def test_complete_catalogues_pass(root: Path) -> None:
    assert len(translations.extract(root)) == 3
    assert faults(root) == []
    assert translations.main(["check", str(root)]) == 0


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("how", "said"),
    [
        (lambda po: setattr(po.find("Browse the map"), "msgstr", ""), "is not translated"),
        (lambda po: po.find("Browse the map").flags.append("fuzzy"), "fuzzy"),
        (lambda po: po.remove(po.find("Browse the map")), "is not in the catalogue"),
        (lambda po: setattr(po.find("Browse the map"), "obsolete", 1), "is not in the catalogue"),
        (lambda po: po.append(polib.POEntry(msgid="Gone", msgstr="Gone")), "no longer in the code"),
        (lambda po: setattr(po.find("Carried by %(name)s."), "msgstr", "Par %(nom)s."), "other placeholders"),
        (lambda po: po.find("%(n)s action").msgstr_plural.update({1: ""}), "is not translated"),
        (lambda po: po.find("%(n)s action").msgstr_plural.update({1: "des actions"}), "other placeholders"),
    ],
)
def test_a_gap_is_seen(root: Path, language: str, how: Callable[[polib.POFile], object], said: str) -> None:
    change(root, how, language)
    (fault,) = faults(root)
    assert fault.startswith(f"{language}: ")
    assert said in fault


def test_a_missing_catalogue_is_seen(root: Path) -> None:
    translations.catalogue_path(root, "fr").unlink()
    assert translations.main(["check", str(root)]) == 1


def test_an_update_keeps_translations_and_drops_what_is_gone(root: Path) -> None:
    (root / "cordee" / "templates" / "page.html").unlink()
    translations.update(root, translations.extract(root))
    french = polib.pofile(str(translations.catalogue_path(root, "fr")))
    assert [entry.msgid for entry in french] == ["Carried by %(name)s.", "%(n)s action"]
    assert french.find("Carried by %(name)s.").msgstr == "Portée par %(name)s."


def test_the_compiled_catalogue_translates(root: Path) -> None:
    translations.main(["compile", str(root)])
    compiled = polib.mofile(str(translations.catalogue_path(root, "fr").with_suffix(".mo")))
    assert compiled.find("Browse the map").msgstr == "Parcourir la carte"
