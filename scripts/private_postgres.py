"""A PostgreSQL server of one's own for the length of a command: no root, no port, no trace.

`python scripts/private_postgres.py -- COMMAND…` runs it with DATABASE_URL set and returns its status.
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from urllib.parse import quote

DATABASE = "cordee"
READY_WITHIN = 30.0  # seconds
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=2GB")
# A test's rows are never committed: the autovacuum would tell the planner that every table is empty.
NOT_WATCHED = ("autovacuum=off",)


class NoServerError(Exception):
    """PostgreSQL is not installed, or did not start; the message says what to do."""


def main(arguments: list[str]) -> int:
    """Run the command after `--` beside a private server."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("usage: private_postgres.py -- COMMAND…", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    try:
        with private_postgres() as url:
            return _run(command, os.environ | {"DATABASE_URL": url})
    except NoServerError as error:
        print(error, file=sys.stderr)
        return 1


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _run(command: list[str], environment: dict[str, str]) -> int:
    # The terminal sends Ctrl-C to the command as well: it ends by itself, and the server after it.
    signal.signal(signal.SIGINT, lambda _number, _frame: None)
    with subprocess.Popen(command, env=environment) as process:
        try:
            status = process.wait()
        except SystemExit:
            process.terminate()
            raise
    return status if status >= 0 else 128 - status


@contextlib.contextmanager
def private_postgres() -> Iterator[str]:
    """Start a server in a temporary folder, yield its address for DATABASE_URL, then stop and remove it.

    It listens on a socket in that folder alone (mode 700). Nothing is flushed to disk: for tests only.
    """
    binaries = find_binaries()
    owner = unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="cordee-pg-"))
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        _make_cluster(binaries, folder, owner)
        with _served(binaries, folder, owner):
            _as(owner, [str(binaries / "createdb"), "-h", str(folder), "-U", "postgres", DATABASE], folder)
            yield f"postgres://postgres@{quote(str(folder), safe='')}/{DATABASE}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_binaries() -> Path:
    """The folder of the newest server's programs: Debian's, else the one of the path."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))])
    elsewhere = shutil.which("initdb")
    if elsewhere is None:
        raise NoServerError("PostgreSQL's server is missing: install Debian's package «postgresql».")
    return Path(elsewhere).resolve().parent


def unprivileged_user() -> pwd.struct_passwd | None:
    """Who runs the server when root asks (it refuses root); None: whoever asks."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoServerError(
        "PostgreSQL refuses to run as root, and this machine has neither «postgres» nor «nobody»."
    )


def _as(owner: pwd.struct_passwd | None, command: list[str], folder: Path) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
        user=owner and owner.pw_uid,
        group=owner and owner.pw_gid,
        extra_groups=owner and [],
    )
    if done.returncode:
        raise NoServerError(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}")


def _environment() -> dict[str, str]:
    # A caller's PGHOST or PGDATA would lead to another server.
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {
        "LC_ALL": "C.UTF-8"
    }


def _make_cluster(binaries: Path, folder: Path, owner: pwd.struct_passwd | None) -> None:
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    _as(owner, [str(binaries / "initdb"), "--pgdata", str(folder / "data"), *options], folder)


@contextlib.contextmanager
def _served(binaries: Path, folder: Path, owner: pwd.struct_passwd | None) -> Iterator[None]:
    settings = ["listen_addresses=", f"unix_socket_directories={folder}", *NOT_DURABLE, *NOT_WATCHED]
    command = [str(binaries / "postgres"), "-D", str(folder / "data")]
    command += [part for setting in settings for part in ("-c", setting)]
    if shutil.which("setpriv"):  # the server ends even when this process is killed
        command = ["setpriv", "--pdeathsig", "INT", *command]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(),
            stdout=log,
            stderr=log,
            start_new_session=True,
            user=owner and owner.pw_uid,
            group=owner and owner.pw_gid,
            extra_groups=owner and [],
        )
    try:
        _wait_until_ready(binaries, folder, server)
        yield
    finally:
        _stop(server)


def _wait_until_ready(binaries: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    question = [str(binaries / "pg_isready"), "-q", "-h", str(folder)]
    while server.poll() is None and time.monotonic() < deadline:
        if subprocess.run(question, check=False, env=_environment()).returncode == 0:
            return
        time.sleep(0.05)
    raise NoServerError(f"PostgreSQL did not start:\n{(folder / 'log').read_text(errors='replace')}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # «fast»: open sessions are ended
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=10)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
