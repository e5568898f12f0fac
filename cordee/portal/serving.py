"""Server and background worker of one machine, as two processes that start from this one and end with it."""

import ctypes
import gc
import hashlib
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from cordee.core.patience import limit_statements

THREADS = 8
WARMING = ("/", "/actions/", "/carte/resultats.json")
_SET_PARENT_DEATH_SIGNAL = 1  # prctl(2), PR_SET_PDEATHSIG


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """gunicorn with this project's application, which is already loaded."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__(prog="cordee start")

    def load_config(self) -> None:
        """Give gunicorn its settings; its command line and files are not read."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application."""
        return get_wsgi_application()


def serve(port: int, *, on_ready: Callable[[], None]) -> None:
    """Listen on the loopback until told to end; the background worker ends with the server."""
    server = Server(
        {
            "bind": f"127.0.0.1:{port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "preload_app": True,
            "forwarder_headers": "",  # who comes from the loopback would choose the script's name
            "graceful_timeout": 5,
            "loglevel": "warning",
            "when_ready": lambda _arbiter: on_ready(),
            "post_worker_init": lambda worker: _settle(worker.wsgi),
        }
    )
    worker = _fork_worker()
    try:
        server.run()
    finally:
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGTERM)


def _settle(application: Any) -> None:
    """Bound what a question may take; load what first requests would, and keep the collector from it.

    Code, templates and reference lists never go away: each full collection read all of them for nothing,
    which one request in ten paid with a tenth of a second.
    """
    limit_statements()
    for path in WARMING:
        environ = {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1"}
        setup_testing_defaults(environ)
        list(application(environ, lambda _status, _headers: None))
    connections.close_all()
    gc.collect()
    gc.freeze()


def _fork_worker() -> int:
    """Start the background worker as a child: what is loaded already is shared with it."""
    number = os.fork()
    if number:
        return number
    _end_with_parent()
    try:
        call_command("db_worker", verbosity=0)
    except KeyboardInterrupt:
        pass
    finally:
        os._exit(0)


def _end_with_parent() -> None:
    """On Linux, have the kernel end this process when the one that made it is gone, even killed."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def static_files_are_fresh(*, mark: bool = False) -> bool:
    """What was gathered is what the sources now hold; `mark` writes that it is."""
    stamp = Path(settings.STATIC_ROOT) / ".gathered"
    fingerprint = _fingerprint()
    if mark:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(fingerprint, encoding="ascii")
    return stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint


def _fingerprint() -> str:
    """Names, sizes and times of all the static files of the packages and of ours."""
    digest = hashlib.sha256()
    for line in sorted(_lines()):
        digest.update(line.encode())
    return digest.hexdigest()


def _lines() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            yield f"{name} {state.st_size} {state.st_mtime_ns}\n"
