"""How often something may be done: counted in the database, so that a restart forgets nothing.

Keys are kept as keyed hashes: the table tells neither addresses of machines nor of people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cordee.core.models import Use

_SALT = "cordee.core.limits"
_BIGINT = 1 << 63


@dataclass(frozen=True, slots=True)
class Limit:
    """At most this many uses of a thing by one person, address or account within a span of time."""

    scope: str
    most: int
    within: timedelta


class TooMany(Exception):
    """The limit is reached; `until` is when one more is possible."""

    def __init__(self, limit: Limit, until: datetime) -> None:
        super().__init__(f"{limit.scope}: {limit.most} within {limit.within}.")
        self.limit, self.until = limit, until

    @property
    def seconds(self) -> int:
        """How long to wait, for the header Retry-After."""
        return max(1, int((self.until - timezone.now()).total_seconds()) + 1)


@transaction.atomic
def take(limits: Sequence[tuple[Limit, str]]) -> None:
    """Count one use against each limit for its key, or none at all. Raises `TooMany` where one is reached."""
    for limit, key in limits:
        check(limit, key)
    for limit, key in limits:
        Use.objects.create(scope=limit.scope, key=_hashed(limit, key))


@transaction.atomic
def check(limit: Limit, key: str) -> None:
    """Raises `TooMany` where the limit is reached. What runs at the same time waits for its turn."""
    hashed, since = _hashed(limit, key), timezone.now() - limit.within
    _alone(hashed)
    Use.objects.filter(scope=limit.scope, key=hashed, at__lte=since).delete()
    uses = Use.objects.filter(scope=limit.scope, key=hashed)
    latest = list(uses.order_by("-at").values_list("at", flat=True)[: limit.most])
    if len(latest) >= limit.most:
        since_when = latest[-1] if latest else timezone.now()  # a limit of none at all is one too
        raise TooMany(limit, since_when + limit.within)


def left(limit: Limit, key: str) -> int:
    """How many more are possible now."""
    since = timezone.now() - limit.within
    used = Use.objects.filter(scope=limit.scope, key=_hashed(limit, key), at__gt=since).count()
    return max(0, limit.most - used)


def forget(limit: Limit, key: str) -> None:
    """Begin again for this key: what was proved since makes the earlier failures harmless."""
    Use.objects.filter(scope=limit.scope, key=_hashed(limit, key)).delete()


def sweep(before: datetime) -> int:
    """Remove what no limit looks at any more; how many rows."""
    return Use.objects.filter(at__lt=before).delete()[0]


def hidden_key(key: str, prefix: str, version: int) -> str:
    """`KEY_FUNCTION` of the cache in which the sign-in library counts: it would keep addresses in clear."""
    return salted_hmac(_SALT, f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def _hashed(limit: Limit, key: str) -> str:
    return salted_hmac(_SALT, f"{limit.scope}:{key}", algorithm="sha256").hexdigest()


def _alone(hashed: str) -> None:
    """One at a time for this key until the transaction ends; on SQLite whoever writes is alone anyway."""
    if connection.vendor == "postgresql":
        number = int(hashed[:16], 16) % _BIGINT
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
