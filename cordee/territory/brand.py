"""Colours of a territory's brand: the tokens it may replace, and whether text stays readable on them."""

import re
from collections.abc import Iterator, Mapping

# fmt: off
TOKENS = (
    "ground", "panel", "panel-2", "card", "ink", "ink-2", "line", "line-2", "rope", "rope-ink",
    "rope-wash", "larch", "larch-wash", "larch-ink", "fir", "fir-wash", "head", "head-ink", "head-2",
    "head-line", "act", "act-ink", "act-hover", "sea", "land", "border", "coast", "map-label", "hit",
    "contour", "focus", "focus-2",
)
# fmt: on
"""Custom properties of the default theme that hold one colour, without their two dashes."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
READ_TOGETHER = {
    "ink": ("ground", "panel"),
    "ink-2": ("ground", "panel"),
    "rope-ink": ("ground",),
    "larch-ink": ("larch-wash",),
    "fir": ("ground", "fir-wash"),
    "head-ink": ("head",),
    "head-2": ("head",),
    "act-ink": ("act", "act-hover"),
    "map-label": ("sea", "land"),
}
_LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text of ordinary size


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #rrggbb colours, 1 to 21 (WCAG 2.2, «contrast ratio»)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def stylesheet(light: Mapping[str, str], dark: Mapping[str, str]) -> str:
    """CSS that puts a brand's colours over the default theme's, to load after its tokens; else empty."""
    rules = []
    if light:
        rules.append(f':root, [data-theme="light"] {{{_declarations(light)}}}')
    if dark:
        not_chosen = f':root:not([data-theme="light"]) {{{_declarations(dark)}}}'
        rules.append(f"@media (prefers-color-scheme: dark) {{{not_chosen}}}")
        rules.append(f':root[data-theme="dark"] {{{_declarations(dark)}}}')
    return "\n".join(rules)


def _declarations(colours: Mapping[str, str]) -> str:
    return " ".join(f"--{token}: {colour};" for token, colour in colours.items())


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def colour_problems(colours: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Pairs (token, sentence) for each unknown token, bad colour, and pair given here that cannot be read."""
    good: dict[str, str] = {}
    for token, colour in colours.items():
        if token not in TOKENS:
            yield token, f"is no colour of the theme; use one of: {', '.join(TOKENS)}"
        elif not isinstance(colour, str) or not _HEX.fullmatch(colour):
            yield token, f'must be a colour such as "#0B1F3A", not {colour!r}'
        else:
            good[token] = colour
    for front, back in ((front, back) for front, backs in READ_TOGETHER.items() for back in backs):
        if front in good and back in good and (ratio := contrast(good[front], good[back])) < _LEAST_CONTRAST:
            yield front, f"is hard to read on {back} (contrast {ratio:.2f}); darken or lighten one, up to 4.5"
