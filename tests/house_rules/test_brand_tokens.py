"""The colours that a territory may replace are the default theme's, and stay readable once replaced."""

from pathlib import Path

import pytest

from cordee.territory.brand import READ_TOGETHER, TOKENS, contrast, stylesheet
from cordee.territory.instance import load
from cordee.ui.tokens import colours
from tests.house_rules.tree import ROOT

FOLDERS = sorted(folder for folder in (ROOT / "territories").iterdir() if folder.is_dir())


LIGHT, DARK = colours("light"), colours("dark")


def test_a_territory_may_replace_the_tokens_that_there_are() -> None:
    assert set(TOKENS) <= set(LIGHT)
    assert set(TOKENS) <= set(DARK)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stays_readable_over_the_default_theme(folder: Path, scheme: str) -> None:
    brand = load(folder).brand
    shown = {**(LIGHT if scheme == "light" else DARK), **(brand.light if scheme == "light" else brand.dark)}
    hard = [
        f"{front} on {back}: {ratio:.2f}"
        for front, backs in READ_TOGETHER.items()
        for back in backs
        if (ratio := contrast(shown[front], shown[back])) < 4.5
    ]
    assert hard == []


def test_the_stylesheet_follows_the_switch_and_the_system() -> None:
    css = stylesheet({"ink": "#111111"}, {"ink": "#EEEEEE"})
    assert ':root, [data-theme="light"] {--ink: #111111;}' in css
    assert '@media (prefers-color-scheme: dark) {:root:not([data-theme="light"]) {--ink: #EEEEEE;}}' in css
    assert ':root[data-theme="dark"] {--ink: #EEEEEE;}' in css
    assert stylesheet({}, {}) == ""
