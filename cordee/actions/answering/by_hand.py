"""Whether a form was sent by hand, without asking a third party: a trap, and the time it takes to type."""

from datetime import timedelta

from django.core import signing

TRAP = "website"
"""A field that no person sees: what fills it is a machine."""
SINCE = "since"
"""The field that holds when the page was opened, signed."""
LEAST = timedelta(seconds=3)
MOST = timedelta(days=1)
_SALT = "cordee.actions.answering.since"


def opened(about: str) -> str:
    """The moment at which the page about this was opened, signed."""
    return signing.dumps(about, salt=_SALT)


def is_known(since: str, about: str) -> bool:
    """The page was opened here, for this, less than a day ago."""
    return _is_younger(since, about, MOST)


def is_hasty(since: str, about: str) -> bool:
    """The page was opened a moment ago: nobody types as fast."""
    return _is_younger(since, about, LEAST)


def _is_younger(since: str, about: str, age: timedelta) -> bool:
    try:
        return bool(signing.loads(since, salt=_SALT, max_age=age) == about)
    except signing.BadSignature:
        return False
