"""`cordee mail`: does the mail go out?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Count, Min
from django.utils import timezone

from cordee.core.mail.delivery import wake
from cordee.core.mail.queue import try_again
from cordee.core.models import MailState, OutgoingMail


class Command(BaseCommand):
    """Counts by state, the oldest that waits, the last error."""

    help = "Say how much mail waits, was sent in the last thirty days, or was given up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="Try anew what was given up.")

    def handle(self, *_args: Any, again: bool, **_options: Any) -> None:
        if again:
            self.stdout.write(f"Tried anew: {try_again()}")
            wake(timezone.now())
        counts = dict(OutgoingMail.objects.values_list("state").annotate(n=Count("pk")))
        for state in MailState:
            self.stdout.write(f"{state.value}: {counts.get(state, 0)}")
        waiting = OutgoingMail.objects.filter(ended_at=None)
        oldest = waiting.aggregate(at=Min("created_at"))["at"]
        if oldest:
            self.stdout.write(f"The oldest has waited for {timezone.now() - oldest}")
        failed = OutgoingMail.objects.exclude(error="").order_by("-due_at").first()
        if failed:
            self.stdout.write(f"Last error: {failed.error}")
