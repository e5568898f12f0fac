"""Text that a spreadsheet would run as a formula: made harmless on the way out, given back on the way in.

One apostrophe is put before the formula character, so that `restore` undoes `neutralise` for every text.
Source: OWASP, CSV injection. Inside a cell, only CSV is at risk: a spreadsheet that splits on another
separator than ours (a French one splits on semicolons) makes a cell start in the middle of the text.
"""

import re

_START = re.compile(r"\A('*)(?=[=+\-@\t\r])")
_ESCAPED_START = re.compile(r"\A'('*)(?=[=+\-@\t\r])")

_AFTER_SEPARATOR = r"""(?<=[,;|"\t\r\n])"""
_PLAIN_NUMBER = (
    r"""(?![+-]\d+(?:\.\d+)?(?:\Z|[,;|"\t\r\n]))"""  # “5.7;-1.2” is a list of numbers, and harmless
)
_INNER = re.compile(_AFTER_SEPARATOR + _PLAIN_NUMBER + r"('*)(?=[=+\-@\t\r])")
_ESCAPED_INNER = re.compile(_AFTER_SEPARATOR + r"'('*)(?=[=+\-@\t\r])")


def neutralise(text: str, *, inside: bool) -> str:
    """The text with an apostrophe before what would start a formula; `inside`: after separators too."""
    text = _START.sub(r"'\1", text)
    return _INNER.sub(r"'\1", text) if inside else text


def restore(text: str, *, inside: bool) -> str:
    """What `neutralise` was given."""
    if "'" not in text:
        return text
    text = _ESCAPED_START.sub(r"\1", text)
    return _ESCAPED_INNER.sub(r"\1", text) if inside else text
