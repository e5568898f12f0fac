"""The journal of erasures: what a restored backup brings back is erased again.

It is a table, and a file beside the database (`erasures.jsonl`): a restored backup has an older table.
An account is known again by its number and its first moment, or by a keyed mark of its address.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime

from cordee.accounts.enums import Cause
from cordee.accounts.models import Erasure, User

_SALT = "cordee.accounts.erasures"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """One erasure, wherever it was read."""

    number: int
    joined_at: datetime
    marks: frozenset[str]
    at: datetime


class Unreadable(Exception):
    """A line of the file is no erasure; the message names it."""


def mark_of(address: str, *, key: str | bytes | None = None) -> str:
    """What is left of an address: it can be compared, not read."""
    return salted_hmac(_SALT, address.strip().lower(), secret=key, algorithm="sha256").hexdigest()


def keep_account(user: User, addresses: Iterable[str], cause: Cause) -> None:
    """Note that this account is being erased; in the file once that is certain."""
    made = Erasure.objects.create(
        number=user.pk,
        joined_at=user.joined_at,
        marks=[mark_of(address) for address in addresses],
        cause=cause,
    )
    transaction.on_commit(lambda: _append([_line(made)]))


def complete_file() -> int:
    """Add to the file what the table knows and it does not (a full disk, another machine): how many lines."""
    written = set(_lines(file_path()))
    missing = [line for row in Erasure.objects.order_by("pk") if (line := _line(row)) not in written]
    _append(missing)
    return len(missing)


def brought_back(files: Iterable[Path], *, by_address: bool = False) -> list[User]:
    """Accounts that are there although the table, or one of these files, says that they were erased.

    `by_address`: also those that an erased address opens, whatever their number. An address can have passed
    on to somebody else meanwhile: only who has just put a backup back asks so.
    """
    known = [*_of_table(), *(one for path in files for one in _of_file(path))]
    accounts = {(one.number, one.joined_at) for one in known}
    marks: dict[str, datetime] = {}
    for one in known if by_address else ():
        for mark in one.marks:
            marks[mark] = max(one.at, marks.get(mark, one.at))
    proved: dict[int, list[str]] = defaultdict(list)
    for number, address in EmailAddress.objects.filter(verified=True).values_list("user", "email"):
        proved[number].append(address)
    there = User.objects.filter(closed_at=None).order_by("pk")
    return [user for user in there if _is_known(user, proved[user.pk], accounts, marks)]


def file_path() -> Path:
    """Where the file is: in the home folder, beside what is restored and not in it."""
    return Path(settings.CORDEE_HOME) / "erasures.jsonl"


def _is_known(
    user: User, proved: list[str], accounts: set[tuple[int, datetime]], marks: dict[str, datetime]
) -> bool:
    """Whoever came back of her own will has an account that is younger than the erasure: it stays."""
    if (user.pk, user.joined_at) in accounts:
        return True
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    hers = (marks.get(mark_of(address, key=key)) for address in proved for key in keys if marks)
    return any(at is not None and user.joined_at < at for at in hers)


def _of_table() -> Iterator[Known]:
    for row in Erasure.objects.all():
        yield Known(row.number, row.joined_at, frozenset(row.marks), row.at)


def _of_file(path: Path) -> Iterator[Known]:
    for number, line in enumerate(_lines(path), 1):
        try:
            yield _read(json.loads(line))
        except (ValueError, TypeError, KeyError) as error:
            raise Unreadable(
                f"Line {number} of {path.name} is no erasure: take it out or mend it."
            ) from error


def _read(said: dict[str, Any]) -> Known:
    joined_at, at = parse_datetime(said["joined_at"]), parse_datetime(said["at"])
    if joined_at is None or at is None:
        raise ValueError("no moment")
    return Known(int(said["number"]), joined_at, frozenset(map(str, said["marks"])), at)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _line(row: Erasure) -> str:
    said = {"number": row.number, "joined_at": row.joined_at.isoformat(), "marks": row.marks}
    return json.dumps(said | {"at": row.at.isoformat()})


def _append(lines: list[str]) -> None:
    """A line in one write, so that two processes do not mix theirs. What fails is made up for each day."""
    if not lines:
        return
    try:
        with file_path().open("a", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))
    except OSError:
        logger.exception("The file of erasures could not be written: `cordee daily` tries again.")
