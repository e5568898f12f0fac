"""Makes the icon sprite from the list in `cordee.ui.icons`: Lucide drawings (ISC) and our own signs."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a script starts with its own folder alone

from cordee.ui.icons import LUCIDE, SIGNS  # noqa: E402
from scripts.npm_source import LUCIDE as PACKAGE  # noqa: E402
from scripts.npm_source import unpacked  # noqa: E402

STATIC = ROOT / "cordee" / "ui" / "static" / "ui"


def main() -> None:
    with unpacked(PACKAGE) as source:
        drawings = {name: drawing(source / "icons" / f"{origin}.svg") for name, origin in LUCIDE.items()}
        licence = (source / "LICENSE").read_text(encoding="utf-8")
    (STATIC / "icons.svg").write_text(sprite(drawings | SIGNS), encoding="utf-8")
    (STATIC / "icons.LICENSE.txt").write_text(licence, encoding="utf-8")


def drawing(path: Path) -> str:
    """What the file draws, without its frame: the page's CSS gives colour and stroke."""
    text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    inside = re.sub(r"</?svg[^>]*>", "", text)
    return re.sub(r">\s+<", "><", " ".join(inside.split())).replace(" />", "/>").strip()


def sprite(drawings: dict[str, str]) -> str:
    """One SVG with a symbol per icon, a line each."""
    symbols = [
        f'<symbol id="{name}" viewBox="0 0 24 24">{drawings[name]}</symbol>\n' for name in sorted(drawings)
    ]
    head = f"<!-- {PACKAGE.name} {PACKAGE.version}, ISC: icons.LICENSE.txt; the signs are our own -->\n"
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{head}{"".join(symbols)}</svg>\n'


if __name__ == "__main__":
    main()
