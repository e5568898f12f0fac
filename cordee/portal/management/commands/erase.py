"""`cordee erase`: erase the account at an address, or again all that a restored backup has brought back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from cordee.accounts.enums import Cause
from cordee.accounts.erasures import Unreadable
from cordee.accounts.models import User
from cordee.accounts.operations import LastAdministrator
from cordee.portal.rights import erasing


class Command(BaseCommand):
    """Names nobody but whom the caller has named."""

    help = "Erase an account for good, or again what was erased before a backup was put back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose; or again, by the table, the file in the home folder and other copies of it."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--email", help="the address of the account to erase")
        which.add_argument("--again", action="store_true", help="erase what a restored backup brought back")
        parser.add_argument("files", nargs="*", type=Path, help="with --again: copies of erasures.jsonl")

    def handle(self, *_args: Any, email: str | None, files: list[Path], **_options: Any) -> None:
        """One or the other."""
        if email is not None:
            self._one(email)
        else:
            self._again(files)

    def _one(self, email: str) -> None:
        user = User.objects.filter(email=email.strip().lower(), closed_at=None).first()
        if user is None:
            raise CommandError(f"No account has the address {email}.")
        try:
            erasing.erase(user=user, cause=Cause.OWN)
        except LastAdministrator as error:
            raise CommandError("This is the last administrator: make another one first.") from error
        self.stdout.write(f"Erased: account {user.pk}.")

    def _again(self, files: list[Path]) -> None:
        if missing := [str(path) for path in files if not path.is_file()]:
            raise CommandError(f"There is no such file: {', '.join(missing)}.")
        try:
            again = erasing.erase_again(files, by_address=True)
        except Unreadable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(again.erased)} accounts erased again.")
        for number in again.kept:
            self.stdout.write(f"Account {number} is the last administrator: make another one, then again.")
