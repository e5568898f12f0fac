"""The colours that a territory may replace are the default theme's, and stay readable once replaced."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from cordee.territory.brand import READ_TOGETHER, TOKENS, contrast, stylesheet
from cordee.territory.instance import load
from tests.house_rules.tree import ROOT

TOKENS_CSS = ROOT / "cordee" / "ui" / "static" / "ui" / "css" / "tokens.css"
FOLDERS = sorted(folder for folder in (ROOT / "territories").iterdir() if folder.is_dir())


def defaults(selector: str) -> Mapping[str, str]:
    """The colours of one theme of the default tokens."""
    css = TOKENS_CSS.read_text(encoding="utf-8")
    blocks = re.findall(re.escape(selector) + r"\s*\{([^}]*)\}", css)
    return {name: colour for block in blocks for name, colour in re.findall(r"--([\w-]+): (#\w{6});", block)}


LIGHT, DARK = defaults('[data-theme="light"]'), defaults(':root[data-theme="dark"]')


def test_a_territory_may_replace_the_tokens_that_there_are() -> None:
    assert set(TOKENS) <= set(LIGHT)
    assert set(TOKENS) <= set(DARK)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stays_readable_over_the_default_theme(folder: Path, scheme: str) -> None:
    brand = load(folder).brand
    colours = {**(LIGHT if scheme == "light" else DARK), **(brand.light if scheme == "light" else brand.dark)}
    hard = [
        f"{front} on {back}: {ratio:.2f}"
        for front, backs in READ_TOGETHER.items()
        for back in backs
        if (ratio := contrast(colours[front], colours[back])) < 4.5
    ]
    assert hard == []


def test_the_stylesheet_follows_the_switch_and_the_system() -> None:
    css = stylesheet({"ink": "#111111"}, {"ink": "#EEEEEE"})
    assert ':root, [data-theme="light"] {--ink: #111111;}' in css
    assert '@media (prefers-color-scheme: dark) {:root:not([data-theme="light"]) {--ink: #EEEEEE;}}' in css
    assert ':root[data-theme="dark"] {--ink: #EEEEEE;}' in css
    assert stylesheet({}, {}) == ""
