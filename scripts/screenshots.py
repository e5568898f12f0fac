"""Pictures of every kind of page of a running site, to be looked at; `--readme` makes the one of the README.

.venv/bin/python scripts/screenshots.py --url http://127.0.0.1:8000
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
README_PICTURE = ROOT / "docs" / "images" / "carte.png"
MOST_BYTES = 250_000
SIZES = {375: 812, 1280: 800}
PREVIEW: ViewportSize = {"width": 1200, "height": 630}
PAGES = {
    "home": "/",
    "map": "/carte/",
    "map-filtered": "/carte/?odd=13&type=projet",
    "map-table": "/carte/?vue=tableau",
    "map-nothing": "/carte/?q=introuvable&odd=1",
    "list": "/actions/",
    "table": "/actions/?vue=tableau",
    "structures": "/structures/",
    "countries": "/pays/",
    "country": "/pays/JP/",
    "country-empty": "/pays/NR/",
    "communes": "/communes/",
    "about": "/a-propos/",
    "legal": "/mentions-legales/",
    "accessibility": "/accessibilite/",
    "privacy": "/donnees-personnelles/",
    "credits": "/credits/",
    "not-found": "/nowhere/",
}
# swiftshader: WebGL2 without a graphics card, and without its console warnings. The others: no traffic of the
# browser's own.
FLAGS = (
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def main() -> None:
    """Take what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the site runs")
    parser.add_argument("--into", type=Path, default=ROOT / "var" / "screens", help="folder of the pictures")
    parser.add_argument("--only", default="", help="names of pages that hold this")
    parser.add_argument("--readme", action="store_true", help="make the picture of the README alone")
    parser.add_argument("--preview", type=Path, help="make the picture of a territory's previews: this file")
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        if asked.readme:
            _for_readme(browser, asked.url)
        elif asked.preview:
            _for_preview(browser, asked.url, asked.preview)
        else:
            _all(browser, asked.url, asked.into, asked.only)
        browser.close()


def chromium() -> str:
    """Where the browser is, by the names that systems give it."""
    for name in ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise FileNotFoundError("No Chromium here: apt-get install chromium")


def _all(browser: Browser, url: str, into: Path, only: str) -> None:
    into.mkdir(parents=True, exist_ok=True)
    for width, scheme, language in _views():
        page = _page(browser, url, width, scheme)
        for name, address in _addresses(page).items():
            if only in name:
                _open(page, language + address)
                target = into / f"{name}-{width}-{scheme}-{language.strip('/') or 'fr'}.png"
                page.screenshot(path=target, full_page="map" not in name or width < 900)
                print(target.name)
        page.context.close()


def _views() -> Iterator[tuple[int, str, str]]:
    for width in SIZES:
        for scheme in ("light", "dark"):
            for language in ("", "/en"):
                yield width, scheme, language


def _page(browser: Browser, url: str, width: int, scheme: str) -> Page:
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": SIZES[width]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="fr-FR",
    )
    return context.new_page()


def _addresses(page: Page) -> dict[str, str]:
    """The fixed pages, and the first action, structure and commune that the site knows."""
    first = page.request.get("/carte/resultats.json?tri=titre").json()["results"]
    if not first:
        return PAGES
    found = {"action": first[0]["url"], "structure": f"/structures/{first[0]['organisation']['slug']}/"}
    return PAGES | found | {"map-action": f"/carte/?action={first[0]['slug']}"}


def _open(page: Page, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    if "/carte/" in address:
        if (explore := page.locator("[data-cordee-open]")).is_visible():
            explore.click()
        page.locator("[data-ready=yes]").wait_for(timeout=60_000)
        page.wait_for_timeout(1500)


def _for_preview(browser: Browser, url: str, file: Path) -> None:
    """The opening of the home page, in the size that sites show where a page is passed on."""
    context = browser.new_context(base_url=url, viewport=PREVIEW, reduced_motion="reduce", locale="fr-FR")
    page = context.new_page()
    page.goto("/", wait_until="networkidle")
    page.screenshot(path=file)
    _lighter(file)


def _for_readme(browser: Browser, url: str) -> None:
    page = _page(browser, url, 1280, "light")
    _open(page, "/carte/")
    README_PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=README_PICTURE)
    _lighter(README_PICTURE)


def _lighter(file: Path) -> None:
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(256).save(file, optimize=True)
    weight = file.stat().st_size
    if weight > MOST_BYTES:
        sys.exit(f"{file.name} weighs {weight} bytes, more than {MOST_BYTES}.")
    print(f"{file.name}: {weight} bytes")


if __name__ == "__main__":
    main()
