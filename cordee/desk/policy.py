"""What the back office allows: its pages, the few acts on oneself, its content security policy."""

from typing import Any

from csp.constants import NONCE, SELF
from django.conf import settings

_READABLE = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_login",
        "wagtailadmin_account",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)
_WRITABLE = frozenset(
    {
        "wagtailadmin_logout",
        "wagtailadmin_dismissibles",  # what one has closed in the interface
    }
)
NAMESPACE = "desk-"
"""Every list of ours lives in a namespace that begins so."""
_OWN_VIEWS = frozenset({"index", "index_results", "inspect"})
_DECISIONS = frozenset(
    {
        "desk-queue:index",
        "desk-queue:membership",
        "desk-queue:structure",
        "desk-queue:sheet",
        "desk-queue:report",
        "desk-queue:image",
        "desk-queue:document",
        "desk-look:index",
        "desk-team:person",
        "desk-structures:one",
    }
)
"""Screens on which the team decides: each act goes through the operation that checks the right."""
_ACTS = frozenset({"desk-queue:care", "desk-queue:undo"})
"""What is only sent."""

CONTENT_SECURITY: dict[str, Any] = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    # Wagtail's scripts draw inline styles (menus, tooltips) and its panels carry <script> without a nonce in
    # forms only, which this back office does not show: styles are loosened, scripts stay strict.
    "style-src": [SELF, "'unsafe-inline'"],
    "script-src": [SELF, NONCE],
}


def is_readable(view_name: str) -> bool:
    """The page is offered."""
    return view_name in _READABLE or view_name in _DECISIONS or _is_ours(view_name)


def is_writable(view_name: str) -> bool:
    """The act concerns the person's own session or preferences, or is a decision of the team."""
    return view_name in _WRITABLE | _DECISIONS | _ACTS


def _is_ours(view_name: str) -> bool:
    namespace, _, name = view_name.rpartition(":")
    return namespace.startswith(NAMESPACE) and name in _OWN_VIEWS
