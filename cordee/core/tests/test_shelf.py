"""Files that were handed in: there whole or not at all, gone with their rows."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from cordee.core import shelf


@pytest.fixture(autouse=True)
def apart(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def put(token: str = "a" * 32, days_ago: int = 0) -> str:
    shelf.put(token, {"480.webp": b"small", "960.webp": b"large"})
    moment = (timezone.now() - timedelta(days=days_ago)).timestamp()
    os.utime(shelf.root() / token, (moment, moment))
    return token


def test_what_is_put_is_there_for_us_and_the_proxy_alone() -> None:
    file = shelf.path(put(), "960.webp")
    assert file.read_bytes() == b"large"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o640, 0o750)
    assert shelf.root() / shelf.location("a" * 32, "960.webp") == file


def test_a_folder_that_cannot_be_finished_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        put()
    assert list(shelf.root().iterdir()) == []


def test_names_are_not_guessed() -> None:
    names = {shelf.new_token() for _n in range(50)}
    assert len(names) == 50
    assert {len(name) for name in names} == {32}


@pytest.mark.django_db
def test_what_is_removed_goes_once_that_is_certain(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    token = put()
    with transaction.atomic():
        shelf.remove_after_commit([token])
        transaction.set_rollback(True)
    assert shelf.path(token, "480.webp").exists()
    with django_capture_on_commit_callbacks(execute=True):
        shelf.remove_after_commit([token])
    assert not (shelf.root() / token).exists()


def test_only_old_folders_without_a_row_are_swept() -> None:
    known, lost, fresh = put("a" * 32, 3), put("b" * 32, 3), put("c" * 32)
    assert shelf.sweep(known={known}, before=timezone.now() - timedelta(days=1)) == 1
    assert sorted(folder.name for folder in shelf.root().iterdir()) == [known, fresh]
    assert lost not in {known, fresh}


def test_where_nothing_was_ever_put_nothing_is_swept() -> None:
    assert shelf.sweep(known=(), before=timezone.now()) == 0


def test_no_name_takes_the_whole_shelf_away() -> None:
    put()
    shelf.remove("")
    assert shelf.root().exists()
