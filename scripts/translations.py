"""The catalogues of locale/: `update` gathers the strings, `check` refuses gaps, `compile` writes .mo files.

Those strings are English. The English catalogue repeats them: both languages are held to the same rule.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("config", "cordee")
NOT_SOURCES = {"tests", "migrations", "static", "__pycache__"}
PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w+\}")


def main(arguments: list[str]) -> int:
    """Run one of the three commands on the project; the status is 1 when `check` finds something."""
    root = Path(arguments[1]) if len(arguments) > 1 else ROOT
    match arguments[:1]:
        case ["update"]:
            update(root, extract(root))
        case ["check"]:
            found = list(faults(root, extract(root)))
            print("\n".join(found) or "Every string has its French and its English.")
            return 1 if found else 0
        case ["compile"]:
            compile_all(root)
        case _:
            print("usage: translations.py update|check|compile [folder]", file=sys.stderr)
            return 2
    return 0


def catalogue_path(root: Path, language: str) -> Path:
    """Where the one catalogue of a language lies."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def extract(root: Path) -> polib.POFile:
    """The strings that the code marks, gathered by Django and gettext in a copy of the sources."""
    with tempfile.TemporaryDirectory() as scratch:
        for name in SOURCES:
            if (root / name).is_dir():
                shutil.copytree(root / name, Path(scratch) / name, ignore=_not_sources)
        (Path(scratch) / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "-l", "en", "--keep-pot", "--no-location"]
        environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=scratch, env=environment, check=True, stdout=subprocess.DEVNULL)
        pot = Path(scratch) / "locale" / "django.pot"
        return polib.pofile(str(pot)) if pot.exists() else polib.POFile()


def _not_sources(_folder: str, names: list[str]) -> set[str]:
    return NOT_SOURCES.intersection(names)


def update(root: Path, strings: polib.POFile) -> None:
    """Bring each catalogue to the strings of the code: new ones empty (English: filled), old ones out."""
    for language in PLURALS:
        path = catalogue_path(root, language)
        known = {key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
        merged = polib.POFile(wrapwidth=100)
        merged.metadata = _metadata(language)
        for string in strings:
            entry = known.get(key(string)) or string
            entry.comment, entry.flags = string.comment, string.flags
            entry.obsolete = False
            if language == "en":
                _repeat(entry)
            merged.append(entry)
        path.parent.mkdir(parents=True, exist_ok=True)
        merged.save(str(path))
        empty = sum(1 for entry in merged if not entry.translated())
        print(f"{path.relative_to(root)}: {len(merged)} strings, {empty} to translate")


def _metadata(language: str) -> dict[str, str]:
    return {
        "Project-Id-Version": "Cordée",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }


def _repeat(entry: polib.POEntry) -> None:
    if entry.msgid_plural:
        forms = {0: entry.msgid, 1: entry.msgid_plural}
        entry.msgstr_plural = {
            number: entry.msgstr_plural.get(number) or text for number, text in forms.items()
        }
    else:
        entry.msgstr = entry.msgstr or entry.msgid


def key(entry: polib.POEntry) -> tuple[str | None, str]:
    """What tells two strings apart for gettext."""
    return entry.msgctxt, entry.msgid


def faults(root: Path, strings: polib.POFile) -> Iterator[str]:
    """One sentence per gap: no catalogue, missing, empty, fuzzy, too many, other placeholders."""
    for language in PLURALS:
        path = catalogue_path(root, language)
        if not path.exists():
            yield f"{path.relative_to(root)} does not exist: run «make i18n»."
            continue
        entries = {key(entry): entry for entry in polib.pofile(str(path))}
        wanted = {key(string) for string in strings}
        for string in strings:
            fault = _fault(entries.get(key(string)), string)
            if fault:
                yield f"{language}: {string.msgid!r} {fault}."
        for extra in sorted(entries.keys() - wanted, key=str):
            yield f"{language}: {extra[1]!r} is no longer in the code: run «make i18n»."


def _fault(entry: polib.POEntry | None, string: polib.POEntry) -> str:
    if entry is None or entry.obsolete or entry.msgid_plural != string.msgid_plural:
        return "is not in the catalogue: run «make i18n»"
    if entry.fuzzy:
        return "is marked fuzzy: read it again, then remove the mark"
    if not entry.translated():
        return "is not translated"
    wanted = [set(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural or entry.msgid)]
    for form in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
        found = set(PLACEHOLDER.findall(form))
        if not (wanted[0] & wanted[1] <= found <= wanted[0] | wanted[1]):
            return f"has other placeholders in its translation: {form!r}"
    return ""


def compile_all(root: Path) -> None:
    """Write the binary catalogue beside each .po file, whole or not at all."""
    for path in root.glob("locale/*/LC_MESSAGES/*.po"):
        partial = path.with_suffix(".mo.part")
        polib.pofile(str(path)).save_as_mofile(str(partial))
        partial.replace(path.with_suffix(".mo"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
