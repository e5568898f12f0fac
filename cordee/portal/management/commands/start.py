"""`cordee start`: all that one machine needs to serve the site, then the server and the background worker."""

import os
import socket
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from cordee.accounts.models import User
from cordee.actions.models import Action
from cordee.atlas.index import follow
from cordee.atlas.models import Document
from cordee.core.home import kept_secret
from cordee.organisations.models import Organisation
from cordee.portal import demonstration
from cordee.portal.demonstration import password_file
from cordee.portal.serving import serve, static_files_are_fresh
from cordee.territory import instance


class Command(BaseCommand):
    """Migrate, load the demonstration into an empty database, then serve until Ctrl-C."""

    help = "Prepare the installation and serve it on this machine, with its background worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, and whether to stop before serving."""
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or "8000"))
        parser.add_argument("--prepare-only", action="store_true", help="Stop before serving.")

    def handle(self, *_args: Any, port: int, prepare_only: bool, **_options: Any) -> None:
        """Each step looks first whether it has anything to do: a second start is quick."""
        _have_links_lead_here(port)
        self._migrate()
        self._collect_static_files()
        self._load_demonstration()
        self._rebuild_index()
        self._make_administrator()
        if settings.CORDEE_DEVELOPMENT:
            demonstration.make()
        call_command("daily", stdout=StringIO())
        connections.close_all()  # nothing open is carried over the fork
        if prepare_only:
            return
        _refuse_taken(port)
        serve(port, on_ready=lambda: self._say(port))

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database…")
            call_command("migrate", interactive=False, verbosity=0)

    def _collect_static_files(self) -> None:
        if not static_files_are_fresh():
            self.stdout.write("Gathering styles, scripts and fonts…")
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
            static_files_are_fresh(mark=True)

    def _load_demonstration(self) -> None:
        if Action.objects.exists() or Organisation.objects.exists():
            return
        for file in instance.current().demonstration:
            self.stdout.write(f"Loading {file.name}…")
            call_command("import", str(file), stdout=self.stdout, stderr=self.stderr)

    def _rebuild_index(self) -> None:
        if Document.objects.count() != Action.objects.filter(live=True).count():
            self.stdout.write("Building the read index…")
            follow.rebuild()

    def _make_administrator(self) -> None:
        """One administrator, with a password drawn once and kept where only the owner reads."""
        if not User.objects.filter(is_superuser=True).exists():
            password = kept_secret(password_file(), nbytes=18)
            User.objects.create_superuser(demonstration.ADMINISTRATOR, password)

    def _say(self, port: int) -> None:
        self.stdout.write("")
        self.stdout.write(self.style.SUCCESS(f"Open http://127.0.0.1:{port}/"))
        there = set(User.objects.filter(is_active=True).values_list("email", flat=True))
        cast = [person for person in demonstration.PEOPLE if person.email in there]
        if cast and password_file().exists():
            self.stdout.write(f"Sign in: http://127.0.0.1:{port}/compte/connexion/")
            for person in cast:
                self.stdout.write(f"  {person.email:<26} {person.role}")
            password = password_file().read_text(encoding="ascii").strip()
            self.stdout.write(f"  password {password} (kept in {password_file()})")
        if settings.CORDEE_DEVELOPMENT:
            self.stdout.write("  the team’s second factor: cordee code " + demonstration.ANIMATOR)
        self.stdout.write("Ctrl-C ends the server and the background worker.")
        self.stdout.flush()
        connections.close_all()


def _have_links_lead_here(port: int) -> None:
    """`--port` may differ from the `PORT` that the settings read; a `SITE_URL` that was given stays."""
    if not os.environ.get("SITE_URL"):
        settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{port}"


def _refuse_taken(port: int) -> None:
    """Say it at once where another program listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken ({error.strerror}). Choose another: PORT=8001 make start"
            ) from error
