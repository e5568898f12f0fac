"""French spaces and apostrophes, put into plain text when it is shown; what people typed stays."""

import re
from functools import lru_cache

NARROW = "\u202f"  # before ; ! ? and inside « », between groups of three digits
WIDE = "\u00a0"  # before : and units
_JOINED = "\u2060"  # a line may end after a dash, even before a no-break space
_SHORT_PAIR = 16  # «Lausanne – Essen» stays on one line; a longer pair would leave a phone's screen

_RULES = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + NARROW),
    (re.compile(r"[ \u00a0\u202f]*»"), NARROW + "»"),
    (re.compile(r"[ \u00a0]+(?=[;!?])|(?<=[\w)\]%€])(?=[;!?]+(?:\s|$))"), NARROW),
    (re.compile(r" +(?=:(?:\s|$))|(?<=[^\W\d])(?=:\s)"), WIDE),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NARROW),
    (re.compile(r"(?<=\d) (?=[%€])"), WIDE),
    (re.compile(r" (?=[–—] )"), WIDE),
)
_PAIR = re.compile(r"\w[\w-]*\u00a0– \w[\w-]*")


@lru_cache(maxsize=4096)  # a page repeats its labels, and the next page most of its titles
def french(text: str) -> str:
    """The plain text as French wants it: narrow space before ; ! ?, wide before :, pairs «A – B» kept."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return _PAIR.sub(_kept, text)


def _kept(pair: re.Match[str]) -> str:
    text = pair.group()
    return text.replace("– ", "–" + _JOINED + WIDE) if len(text) <= _SHORT_PAIR else text
