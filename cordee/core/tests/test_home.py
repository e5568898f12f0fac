"""The home folder and its secrets are for their owner alone, and a secret is drawn once."""

import os
from pathlib import Path

from cordee.core.home import home_folder, kept_secret, secret_key


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_folder_is_made_for_its_owner(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = home_folder(str(tmp_path / "home"), default=tmp_path / "other")
    finally:
        os.umask(before)
    assert folder == tmp_path / "home"
    assert _mode(folder) == 0o700
    assert home_folder(None, default=tmp_path / "other") == tmp_path / "other"
    assert home_folder(str(tmp_path / "home"), default=tmp_path) == folder


def test_secret_is_kept_and_hidden(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    before = os.umask(0)
    try:
        secret = kept_secret(path)
    finally:
        os.umask(before)
    assert _mode(path) == 0o600
    assert len(secret) >= 64
    assert kept_secret(path) == secret
    assert kept_secret(tmp_path / "another") != secret


def test_given_key_goes_first(tmp_path: Path) -> None:
    assert secret_key("given", tmp_path) == "given"
    assert not list(tmp_path.iterdir())
    drawn = secret_key(None, tmp_path)
    assert secret_key("", tmp_path) == drawn == (tmp_path / "secret-key").read_text(encoding="ascii").strip()
