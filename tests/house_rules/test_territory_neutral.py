"""The code speaks of no territory: whatever is a place's own lies in its folder under territories/."""

import re
from pathlib import Path

import pytest

from tests.house_rules.tree import ROOT, is_test, lines, name, written

KINDS = (".py", ".html", ".js", ".mjs", ".css", ".svg", ".txt")
# The settings name a default folder: the one place where the demonstration's territory may be said.
DEFAULT_FOLDER = re.compile(r'BASE_DIR / "territories" / "[a-z-]+"')


def territories() -> list[str]:
    """The names of the territories that are in the repository."""
    return sorted(folder.name for folder in (ROOT / "territories").iterdir() if folder.is_dir())


def sources() -> list[Path]:
    """Source files of the application, tests apart."""
    tops = (ROOT / "cordee", ROOT / "config")
    return [file for file in written(*KINDS) if not is_test(file) and _in(file, tops)]


def _in(file: Path, tops: tuple[Path, ...]) -> bool:
    return any(file.is_relative_to(top) for top in tops)


def naming(word: str, line: str) -> bool:
    """Whether a line of code names the territory, in any case."""
    return word.casefold() in DEFAULT_FOLDER.sub("", line).casefold()


@pytest.mark.parametrize("word", territories())
def test_no_source_names_a_territory(word: str) -> None:
    seen = sources()
    assert len(seen) > 30
    faults = [
        f"{name(file)}:{number}"
        for file in seen
        for number, line in enumerate(lines(file), start=1)
        if naming(word, line)
    ]
    assert faults == [], f"«{word}» belongs in territories/{word}/territory.toml"


def test_the_rule_sees() -> None:
    assert {"grenoble", "strasbourg"} <= set(territories())
    assert naming("grenoble", 'title = "Grenoble Alpes"')
    assert not naming("grenoble", 'Path(BASE_DIR / "territories" / "grenoble")')
