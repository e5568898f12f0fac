"""`cordee office ADDRESS …`: make somebody an animator, an administrator or a reader, or end that."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from cordee.accounts import operations
from cordee.accounts.models import User
from cordee.accounts.operations import LastAdministrator

OFFICES: dict[str, dict[str, bool]] = {
    "administrator": {"is_administrator": True, "is_reader": False},
    "animator": {"is_administrator": False, "is_animator": True, "is_reader": False},
    "reader": {"is_administrator": False, "is_animator": False, "is_reader": True},
    "none": {"is_administrator": False, "is_animator": False, "is_reader": False},
}


class Command(BaseCommand):
    """Gives an office to an account that is there; its owner signs in again."""

    help = "Make an account administrator, animator or reader, or end its office."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and which."""
        parser.add_argument("address")
        parser.add_argument("office", choices=list(OFFICES))

    def handle(self, *_args: Any, address: str, office: str, **_options: Any) -> None:
        """A reader is validated by this: nobody else has looked at her."""
        user = User.objects.filter(email=address.strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(
                f"No open account has the address {address}: it is asked for on the site first."
            )
        try:
            operations.set_office(user=user, **OFFICES[office])
        except LastAdministrator as error:
            raise CommandError("This is the last administrator: make another one first.") from error
        if office == "reader":
            operations.validate(user=user)
        self.stdout.write(f"{user.email}: {office}.")
