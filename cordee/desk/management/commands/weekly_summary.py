"""`cordee weekly_summary`: writes to the team what awaits it, once a week; `cordee daily` calls it."""

from typing import Any

from django.core.management.base import BaseCommand

from cordee.desk import jobs


class Command(BaseCommand):
    """Says how many letters were written."""

    help = "Write to each member of the team what awaits her, once a week."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """A second run in the same week writes to nobody."""
        self.stdout.write(f"{jobs.weekly_summary()} summaries of the week")
