"""`cordee generate`: realistic data for tests of load, clearly marked as such, and its removal."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.atlas.generation.removal import remove
from cordee.atlas.generation.writer import generate
from cordee.core.tables.progress import track

MOST = 9_999_999
"""Keys have seven digits."""


class Command(BaseCommand):
    """Make as many actions as asked for, or take all that were made out again."""

    help = "Generate realistic actions for tests of load, marked as generated; --remove deletes them all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, from which seed."""
        parser.add_argument("--actions", type=int, help="How many actions there shall be of this seed.")
        parser.add_argument("--seed", type=int, default=1, help="The same seed gives the same actions.")
        parser.add_argument("--remove", action="store_true", help="Delete everything that was generated.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Resumes by itself: what is there already is not made twice."""
        with translation.override(settings.LANGUAGE_CODE):
            if options["remove"]:
                self._remove()
            else:
                self._generate(options["actions"], options["seed"])

    def _generate(self, actions: int | None, seed: int) -> None:
        if actions is None or not 0 < actions <= MOST:
            raise CommandError(
                _("Say how many actions with --actions, from 1 to %(most)d, or --remove.") % {"most": MOST}
            )
        if seed < 0:
            raise CommandError(_("Give --seed a whole number from 0."))
        try:
            made = generate(
                actions,
                seed,
                track=lambda items, total: track(items, total, _("Generated actions"), sys.stderr),
            )
        except KeyboardInterrupt:
            raise CommandError(
                _("Interrupted. What is written stays; the same command goes on from there.")
            ) from None
        self.stdout.write(
            _("%(made)d actions generated; %(there)d were there already.")
            % {"made": made, "there": actions - made}
        )

    def _remove(self) -> None:
        removed = remove()
        self.stdout.write(
            _("%(actions)d generated actions and %(structures)d generated structures deleted.")
            % {"actions": removed.actions, "structures": removed.structures}
        )
        if removed.kept:
            self.stdout.write(
                _("%(count)d generated structures stay: something that is not generated names them.")
                % {"count": removed.kept}
            )
