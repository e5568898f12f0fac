"""The colours of the default theme, read from its one stylesheet for what the server draws as a picture."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "static" / "ui" / "css" / "tokens.css"
SELECTORS = {"light": '[data-theme="light"]', "dark": ':root[data-theme="dark"]'}


@cache
def colours(scheme: str) -> Mapping[str, str]:
    """«#rrggbb» by token, without its two dashes; scheme is «light» or «dark»."""
    css = FILE.read_text(encoding="utf-8")
    blocks = re.findall(re.escape(SELECTORS[scheme]) + r"\s*\{([^}]*)\}", css)
    return {name: colour for block in blocks for name, colour in re.findall(r"--([\w-]+): (#\w{6});", block)}
