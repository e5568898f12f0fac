"""`cordee daily`: forgets what and whom need not be kept, tells the team what awaits it. Once a day."""

from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from cordee.accounts import erasures, sessions
from cordee.accounts import operations as accounts
from cordee.actions.attachments import queries as attachments
from cordee.contacts import operations as contacts
from cordee.core import limits, shelf
from cordee.organisations import invitations
from cordee.portal.rights import erasing, inactivity

UNPROVED = timedelta(days=7)
"""How long an account waits for its address to be proved."""
INVITED = timedelta(days=30)
"""How long an invitation that came to nothing keeps an address, its fourteen days included."""
LOST = timedelta(days=1)
"""How long a file may be there without its row: longer than any form takes to be written."""
COUNTED = timedelta(days=31)
"""Longer than the longest limit looks back."""


class Command(BaseCommand):
    """Says how many of each were forgotten."""

    help = (
        "Forget what need not be kept: unproved accounts, dead invitations, old messages, sessions, lost"
        " files, counts, unused accounts."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Each step stands alone: a second run finds nothing left to do."""
        now = timezone.now()
        call_command("clearsessions")
        texts, openings = contacts.sweep(now=now)
        forgotten = {
            "accounts without a proved address": accounts.sweep(before=now - UNPROVED),
            "ended sessions": sessions.sweep(),
            "invitations": invitations.sweep(before=now - INVITED),
            "texts of messages": texts,
            "openings of contacts": openings,
            "files of nothing": shelf.sweep(known=attachments.tokens(), before=now - LOST),
            "counts": limits.sweep(now - COUNTED),
        }
        for what, number in forgotten.items():
            self.stdout.write(f"{number} {what}")
        call_command("weekly_summary", stdout=self.stdout)  # the desk's: a slice beside this one
        self._accounts(now)

    def _accounts(self, now: datetime) -> None:
        """What an old backup has brought back, then accounts that nobody uses: that step has its brake."""
        again = erasing.erase_again()
        if again.erased or again.kept:
            self.stdout.write(f"{len(again.erased)} accounts erased again, {len(again.kept)} to be looked at")
        erasures.complete_file()
        for line in inactivity.in_words(inactivity.run(now=now)):
            self.stdout.write(line)
