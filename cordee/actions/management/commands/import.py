"""`cordee import FILE`: structures or actions from a CSV or XLSX file, with a report line by line."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.actions.enums import Origin
from cordee.actions.importing import Import, Options
from cordee.core.tables.limits import LARGE, Limits
from cordee.core.tables.progress import track
from cordee.core.tables.table import TableError


class Command(BaseCommand):
    """Import a file, all or nothing unless asked."""

    help = "Import structures or actions from a CSV or XLSX file (columns: docs/import.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and how to import it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")
        parser.add_argument(
            "--partial", action="store_true", help="Write the good lines where some are wrong."
        )
        parser.add_argument(
            "--origin",
            choices=Origin.values,
            default=Origin.IMPORTED,
            help="Who says so, where the file has no such column.",
        )
        parser.add_argument(
            "--accept-far",
            action="store_true",
            help="Confirm points that lie far from the country they name.",
        )
        parser.add_argument(
            "--large", action="store_true", help="Take a file of more than 10 MB or 200,000 rows, yours."
        )
        parser.add_argument(
            "--all-problems", action="store_true", help="Show every problem, not the first hundred lines."
        )

    def handle(self, *_args: Any, file: Path, **options: Any) -> None:
        """Exit status 1 where nothing was written because a line is wrong."""
        with translation.override(settings.LANGUAGE_CODE):
            self._import(file, options)

    def _import(self, file: Path, options: dict[str, Any]) -> None:
        if not file.is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": file})
        run = Import(
            Options(
                dry_run=options["dry_run"],
                partial=options["partial"],
                origin=Origin(options["origin"]),
                accept_far=options["accept_far"],
                limits=LARGE if options["large"] else Limits(),
            ),
            track=lambda batches: track(batches, total=len(batches), label=file.name, stream=sys.stderr),
        )
        try:
            report = run.run(file)
        except TableError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(report.as_text(most=None if options["all_problems"] else 100))
        if options["dry_run"]:
            self.stdout.write(_("Nothing was written: this was a trial."))
            if report.has_errors and not options["partial"]:
                self.stdout.write(_("Without --partial, nothing would be written: lines are refused."))
        if options["partial"] and report.misreads_header:
            raise CommandError(_("Nothing was written: mend the first line of the file."))
        if report.has_errors and not options["partial"]:
            raise CommandError(
                _("Nothing was written. Mend the lines above, or add --partial to keep the good ones.")
            )
