"""Where the focus is, with the keyboard alone: seen, never lost, never under something."""

from collections.abc import Callable

from playwright.sync_api import Page

MANY = 90
"""More Tab keys than any page asks for to reach what is looked for."""
_STATE = """() => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const inset = Math.min(3, box.width / 2, box.height / 2);
    const spots = [[box.left + inset, box.top + inset], [box.right - inset, box.bottom - inset],
        [box.left + box.width / 2, box.top + box.height / 2]];
    const reaches = ([x, y]) => {
        const found = document.elementFromPoint(x, y);
        return found && (one.contains(found) || found.contains(one) ||
            [...(one.labels || [])].some(label => label.contains(found)));
    };
    return {
        tag: one.tagName, id: one.id, name: one.name || "", value: String(one.value ?? ""),
        text: (one.textContent || "").replace(/\\s+/g, " ").trim(),
        drawn: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
        reached: spots.some(reaches), where: `${one.tagName}#${one.id}.${one.className}`,
    };
}"""


def faults_of_focus(page: Page) -> list[str]:
    """What is wrong with the focus once the page has come to rest: it may still be scrolling there."""
    for _moment in range(20):
        if not (faults := _faults(page)):
            break
        page.wait_for_timeout(50)
    return faults


def _faults(page: Page) -> list[str]:
    state = page.evaluate(_STATE)
    return [
        f"{state['where']} «{state['text'][:40]}»: {fault}"
        for fault, is_so in {
            "the focus is lost": state["tag"] in {"BODY", "HTML"},
            "the focus is not drawn": not state["drawn"],
            "something covers it": not state["reached"],
        }.items()
        if is_so
    ]


def tab_to(page: Page, is_wanted: Callable[[dict[str, str]], bool], key: str = "Tab") -> None:
    """Go on until it has the focus; every step on the way is looked at."""
    for _step in range(MANY):
        page.keyboard.press(key)
        assert not (faults := faults_of_focus(page)), "\n".join(faults)
        if is_wanted(page.evaluate(_STATE)):
            return
    raise AssertionError("Tab never reaches it.")


def named(text: str) -> Callable[[dict[str, str]], bool]:
    """What says this."""
    return lambda state: state["text"] == text


def identified(name: str) -> Callable[[dict[str, str]], bool]:
    """What has this identifier."""
    return lambda state: state["id"] == name


def called(name: str, value: str = "") -> Callable[[dict[str, str]], bool]:
    """The field or button of this name, or the one of this value among them."""
    return lambda state: state["name"] == name and value in ("", state["value"])
