"""`cordee code ADDRESS`: the code of a demonstration account's second factor, in development."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from cordee.accounts import codes


class Command(BaseCommand):
    """Prints the code, and nothing else."""

    help = "Print the code that the second factor of an account shows now (development only)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("address")

    def handle(self, *_args: Any, address: str, **_options: Any) -> None:
        """Refused outside of development, and for an account without one."""
        try:
            code = codes.present(address.strip().lower())
        except PermissionError as error:
            raise CommandError(str(error)) from error
        if code is None:
            raise CommandError(f"No account {address} with an application for codes.")
        self.stdout.write(code)
