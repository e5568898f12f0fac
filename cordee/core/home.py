"""The folder of one installation: database, media, index, secrets. For its owner's eyes only."""

import os
import secrets
from pathlib import Path


def home_folder(given: str | None, *, default: Path) -> Path:
    """The absolute folder named by `CORDEE_HOME`, or the default; made when absent, for its owner alone."""
    folder = Path(given).expanduser().absolute() if given else default
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def kept_secret(path: Path, *, nbytes: int = 48) -> str:
    """The secret kept in the file; drawn and written, for its owner alone, the first time."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    secret = secrets.token_urlsafe(nbytes)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret + "\n")
    return secret


def secret_key(given: str | None, home: Path) -> str:
    """Django's secret key: the environment's, else the one kept in the home folder."""
    return given or kept_secret(home / "secret-key")
