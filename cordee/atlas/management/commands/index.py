"""`cordee index rebuild|status`: the rows that answer the atlas, made anew or counted."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cordee.actions.models import Action
from cordee.atlas.index import follow, mark
from cordee.atlas.models import Document
from cordee.core.tables.progress import track


class Command(BaseCommand):
    """Look after the read index."""

    help = "Rebuild the read index of the atlas, or say how it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        parser.add_argument("act", choices=["rebuild", "status"])

    def handle(self, *_args: Any, act: str, **_options: Any) -> None:
        """Rebuilding is one transaction: readers see the old rows until the new ones are there."""
        if act == "rebuild":
            with mark.rebuilding():
                follow.rebuild(lambda batches, total: track(batches, total=total, label="index"))
        live, indexed = Action.objects.filter(live=True).count(), Document.objects.count()
        self.stdout.write(f"{indexed} of {live} live actions are in the index.")
