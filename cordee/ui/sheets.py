"""The stylesheets of every page, in the order of their cascade; a page adds its own after them."""

EVERYWHERE = (
    "tokens", "fonts", "goal-colours", "base", "header", "footer", "buttons", "forms", "states", "goals",
    "section", "search", "rows", "lists", "cards", "facts", "notices", "messages", "chips", "pager", "table",
    "charts",
)  # fmt: skip
BUNDLE = "ui/css/everywhere.css"
"""All of them in one file, where static files are gathered."""


def path_of(name: str) -> str:
    """Where the stylesheet stands among the static files."""
    return f"ui/css/{name}.css"
