"""`cordee inactivity`: what the daily job on unused accounts would do, or one run past its brake."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.utils import timezone

from cordee.portal.rights import inactivity


class Command(BaseCommand):
    """Without an option, the job itself, as `cordee daily` calls it."""

    help = "Warn and erase accounts that nobody uses, see what would happen, or release the brake once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Look, or release."""
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        which.add_argument("--release", action="store_true", help="let the held job run once, now")

    def handle(self, *_args: Any, dry_run: bool, release: bool, **_options: Any) -> None:
        """One of the three."""
        now = timezone.now()
        if release and not inactivity.release(now=now):
            raise CommandError("The job is not held: there is nothing to release.")
        outcome = inactivity.look(now=now) if dry_run else inactivity.run(now=now)
        for line in inactivity.in_words(outcome):
            self.stdout.write(line)
