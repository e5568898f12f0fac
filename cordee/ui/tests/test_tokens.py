"""Tokens: both dark blocks agree, text is readable in both themes, every token that a sheet uses exists."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[1] / "static" / "ui" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
GOALS = (CSS / "goal-colours.css").read_text(encoding="utf-8")

# Ink → the grounds it is read on.
TEXT = {
    "ink": ("ground", "panel", "panel-2", "card", "larch-wash", "rope-wash", "fir-wash"),
    "ink-2": ("ground", "panel", "panel-2", "card", "larch-wash", "rope-wash"),
    "rope-ink": ("ground", "panel", "panel-2", "card", "rope-wash", "larch-wash"),
    "larch-ink": ("ground", "larch-wash"),
    "fir": ("ground", "fir-wash", "panel-2", "rope-wash", "card"),
    "head-ink": ("head",),
    "head-2": ("head",),
    "larch": ("head",),
    "act-ink": ("act", "act-hover"),
    "map-label": ("sea", "land"),
    "night": ("larch", "rope"),
}
CONTROLS = {"line-2": ("ground", "card"), "focus": ("ground", "panel", "card"), "rope": ("ground", "head")}


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def block(selector: str) -> str:
    found = re.search(re.escape(selector) + r" \{(.*?)\}", TOKENS, re.DOTALL)
    assert found, selector
    return found.group(1)


BOTH = colours(block(":root"))
THEMES = {
    "light": BOTH | colours(block('[data-theme="light"]')),
    "dark": BOTH | colours(block(':root[data-theme="dark"]')),
}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def unreadable(theme: dict[str, str], pairs: dict[str, tuple[str, ...]], least: float) -> list[str]:
    return [
        f"{ink} on {ground}: {contrast(theme[ink], theme[ground]):.2f}"
        for ink, grounds in pairs.items()
        for ground in grounds
        if contrast(theme[ink], theme[ground]) < least
    ]


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_text_is_readable(theme: str) -> None:
    assert unreadable(THEMES[theme], TEXT, 4.5) == []


@pytest.mark.parametrize("theme", THEMES)
def test_borders_of_controls_and_focus_are_seen(theme: str) -> None:
    assert unreadable(THEMES[theme], CONTROLS, 3) == []


def test_the_number_of_every_goal_is_readable() -> None:
    found = re.findall(r"--goal: (#\w{6});\s+--goal-ink: var\(--(\w+)\)", GOALS)
    assert len(found) == 17
    assert [(goal, ink) for goal, ink in found if contrast(goal, BOTH[ink]) < 4.5] == []


def test_dark_by_system_and_dark_by_choice_are_the_same() -> None:
    by_system = colours(block(':root:not([data-theme="light"])'))
    assert by_system == colours(block(':root[data-theme="dark"]'))
    assert by_system.keys() == colours(block('[data-theme="light"]')).keys()


def test_paper_has_its_own_value_for_every_colour_but_the_rope_and_the_larch() -> None:
    printed = colours((CSS / "print.css").read_text(encoding="utf-8"))
    assert colours(block('[data-theme="light"]')).keys() - printed.keys() == {"rope", "larch"}


def test_every_token_in_use_exists() -> None:
    sheets = {path.name: path.read_text(encoding="utf-8") for path in CSS.glob("*.css")}
    known = set(re.findall(r"(--[\w-]+):", "".join(sheets.values())))
    unknown = {
        (name, token) for name, text in sheets.items() for token in re.findall(r"var\((--[\w-]+)", text)
    }
    assert {pair for pair in unknown if pair[1] not in known} == set()


def test_colours_are_written_in_the_tokens_alone() -> None:
    apart = {"tokens.css", "goal-colours.css", "print.css"}
    texts = {
        path.name: path.read_text(encoding="utf-8") for path in CSS.glob("*.css") if path.name not in apart
    }
    assert {name for name, text in texts.items() if re.search(r"#[0-9a-fA-F]{3,8}\b[;, ]", text)} == set()
