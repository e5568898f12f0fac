"""What a reader may ask of a page: larger, wider spaced, still, for a large finger."""

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page

SMALLEST = 24  # CSS pixels, WCAG 2.5.8
_TARGETS = """smallest => {
    const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
    const inSentence = one => getComputedStyle(one).display === "inline" && one.parentElement &&
        one.parentElement.textContent.trim().length > one.textContent.trim().length;
    const box = one => {
        const parts = [one, ...(one.labels || [])].map(part => part.getBoundingClientRect());
        const [left, top] = ["left", "top"].map(side => Math.min(...parts.map(part => part[side])));
        const [right, bottom] = ["right", "bottom"].map(side => Math.max(...parts.map(part => part[side])));
        return {one, left, top, right, bottom, x: (left + right) / 2, y: (top + bottom) / 2};
    };
    const isSmall = ({left, top, right, bottom}) =>
        Math.round(right - left) < smallest || Math.round(bottom - top) < smallest;
    const away = (x, y, other) => Math.hypot(
        Math.max(other.left - x, 0, x - other.right), Math.max(other.top - y, 0, y - other.bottom));
    const all = [...document.querySelectorAll(wanted)]
        .filter(one => one.checkVisibility({opacityProperty: true, visibilityProperty: true}))
        .filter(one => !one.matches(".skip") && !one.closest(".vh")).map(box);
    const crowded = small => all.some(other => other.one !== small.one &&
        !other.one.contains(small.one) && !small.one.contains(other.one) && (isSmall(other)
            ? Math.hypot(other.x - small.x, other.y - small.y) < smallest
            : away(small.x, small.y, other) < smallest / 2));
    return all.filter(each => isSmall(each) && !inSentence(each.one) && crowded(each))
        .map(({one, left, right, top, bottom}) => `${Math.round(right - left)}×${Math.round(bottom - top)}: `
            + one.outerHTML.replace(/\\s+/g, " ").slice(0, 110));
}"""
"""Under the size, and with another target within a circle of that size around its middle."""
_CUT = """() => {
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const hidden = style => ["hidden", "clip"].includes(style.overflowX) ||
        ["hidden", "clip"].includes(style.overflowY);
    while (texts.nextNode()) {
        const holder = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || holder.closest("svg, script, .vh") ||
            !holder.checkVisibility({visibilityProperty: true})) continue;
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        const text = range.getBoundingClientRect();
        for (let box = holder; box && box !== document.body; box = box.parentElement) {
            if (!hidden(getComputedStyle(box))) continue;
            const edge = box.getBoundingClientRect();
            if (edge.width <= 1 && edge.height <= 1) break; // for the ear alone
            if (text.right > edge.right + 1 || text.bottom > edge.bottom + 1 || text.left < edge.left - 1)
                found.push(`${box.tagName}.${box.className} cuts «${texts.currentNode.data.trim()}»`);
            break;
        }
    }
    return found;
}"""
_SPACED = """on => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(on ? `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }` : "");
    document.adoptedStyleSheets = [sheet];
}"""
_COVERED = """() => [...document.querySelectorAll("body *")]
    .filter(one => ["fixed", "sticky"].includes(getComputedStyle(one).position) && one.checkVisibility())
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width > innerWidth / 2 && box.top < innerHeight && box.bottom > 0)
    .filter(([, box]) => Math.min(box.bottom, innerHeight) - Math.max(box.top, 0) > innerHeight / 2)
    .map(([one]) => `${one.tagName}.${one.className} covers more than half of the window`)"""
_MOVES = """() => [
    ...document.getAnimations().filter(one => one.playState === "running")
        .map(one => `${one.effect.target.tagName}.${one.effect.target.className} moves`),
    ...[document.documentElement, document.body]
        .filter(one => getComputedStyle(one).scrollBehavior === "smooth").map(() => "scrolls smoothly"),
]"""


def targets(page: Page) -> list[str]:
    """Targets under 24 pixels and too close to others on a telephone, but in a sentence (WCAG 2.5.8)."""
    _sized(page, 375, 812)
    return _asked(page, _TARGETS, SMALLEST)


def spaced(page: Page) -> list[str]:
    """What the widest spacing of text cuts or pushes out of the page (WCAG 1.4.12)."""
    found = []
    for width in (375, 1280):
        _sized(page, width, 850)
        page.evaluate(_SPACED, arg=True)
        found += [f"{width} px: {line}" for line in [*_asked(page, _CUT), *_wide(page, width)]]
        page.evaluate(_SPACED, arg=False)
    return found


def enlarged(page: Page) -> list[str]:
    """What 200 % and 400 % cut, cover or push out of a window of 1280 × 800 (WCAG 1.4.4 and 1.4.10)."""
    found = []
    for times in (2, 4):
        _sized(page, 1280 // times, 800 // times)
        seen = [*_asked(page, _CUT), *_asked(page, _COVERED), *_wide(page, 1280 // times)]
        found += [f"{times}00 %: {line}" for line in seen]
    return found


def still(page: Page) -> list[str]:
    """What moves for a reader who asked for no motion (WCAG 2.3.3)."""
    _sized(page, 1280, 850)
    page.emulate_media(reduced_motion="reduce")
    return _asked(page, _MOVES)


CHECKS: Final[tuple[Callable[[Page], list[str]], ...]] = (targets, spaced, enlarged, still)


def _sized(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})


def _wide(page: Page, width: int) -> list[str]:
    reach = page.evaluate("document.documentElement.scrollWidth")
    return [f"the page reaches {reach} px"] if reach > width else []


def _asked(page: Page, script: str, argument: object = None) -> list[str]:
    found: list[str] = page.evaluate(script, argument)
    return found
