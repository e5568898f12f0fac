"""Reading the journal."""

from collections.abc import Collection

from django.db.models import Max, Model, Q, Sum

from cordee.journal.models import Change

_LATEST = 1000


def mark() -> str:
    """What tells this state of the journal from any other: what was made under the same mark is still true.

    The highest number alone would not do: on PostgreSQL a slower transaction may bring a lower one later. It
    then pushes the lowest of the latest numbers out, and their sum grows. Only a transaction that holds its
    changes back while others record a thousand is not seen before the next change.
    """
    latest = Change.objects.order_by("-pk").values("pk")[:_LATEST]
    found = latest.aggregate(highest=Max("pk"), total=Sum("pk"))
    return f"{found['highest'] or 0}-{found['total'] or 0}"


def last_number(subject: Model, *, besides: Collection[str] = ()) -> int:
    """The number of the last change of the thing, or 0; what begins as one of `besides` does not count.

    Who holds a lock on the thing knows by it whether somebody has written it since.
    """
    rule = Q(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    for beginning in besides:
        rule &= ~Q(act__startswith=beginning)
    return Change.objects.filter(rule).aggregate(last=Max("pk"))["last"] or 0
