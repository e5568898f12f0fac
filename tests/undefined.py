"""In the project's own templates, a variable that does not exist is an error when it reaches the page.

Django's own ways stay: `{% if x %}`, `{% for … in x %}` and `{{ x|default:"…" }}` take it for nothing.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from django.template.base import Node, VariableNode

ROOT = Path(__file__).resolve().parent.parent
OUR_TEMPLATES = (ROOT / "cordee", ROOT / "tests")


class UndefinedVariableError(Exception):
    """A template shows a variable that its view never gave."""


class Undefined(str):
    """The empty text that stands for it (`string_if_invalid`): raises when it is escaped or filtered."""

    __slots__ = ()

    def __html__(self) -> str:
        return self._shown()

    def __str__(self) -> str:
        return self._shown()

    def _shown(self) -> str:
        node = next(_nodes_being_rendered(), None)
        if node is None or not _is_ours(node):
            return ""
        what = node.filter_expression if isinstance(node, VariableNode) else node
        line = node.token.lineno if node.token else "?"
        name = node.origin.name if node.origin else "?"
        raise UndefinedVariableError(f"{name}, line {line}: «{what}» has no value.")


def _nodes_being_rendered() -> Iterator[Node]:
    """The template nodes in the calls under way, innermost first."""
    frame = sys._getframe(1)
    while frame.f_back is not None:
        frame = frame.f_back
        node = frame.f_locals.get("self")
        if isinstance(node, Node):
            yield node


def _is_ours(node: Node) -> bool:
    origin = getattr(node, "origin", None)
    if origin is None or not Path(origin.name).is_absolute():  # a template made from a text in a test
        return True
    return any(Path(origin.name).is_relative_to(folder) for folder in OUR_TEMPLATES)
