"""XLSX, read by a separate process that has little memory and time: see `sheet_worker`."""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from cordee.core.tables import table
from cordee.core.tables.limits import Limits
from cordee.core.tables.table import Record, TableError
from cordee.core.uploads import MEGABYTE

WORKER = Path(__file__).with_name("sheet_worker.py")
_LINE_BYTES = 128 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first visible sheet of a workbook that holds something."""

    records: Iterator[Record]
    other_sheets: list[str]


def sheet(path: Path, limits: Limits) -> Sheet:
    """The sheet to read; `TableError` when the workbook is refused."""
    messages = _messages(path, limits)
    first = next(messages)
    return Sheet(_records(messages), list(first["others"]))


def _records(messages: Iterator[Any]) -> Iterator[Record]:
    for number, cells in messages:
        yield int(number), [str(cell) for cell in cells]


def _messages(path: Path, limits: Limits) -> Iterator[Any]:
    """What the worker says, until its last word. The worker is ended with this iterator."""
    with tempfile.TemporaryDirectory(prefix="cordee-") as scratch:
        worker = _worker(path, Path(scratch), limits)
        messages = _heard(worker, limits)
        opening = _opening(worker, messages, limits)  # the worker keeps its scratch file open, we remove it
    yield opening
    yield from messages


def _opening(worker: subprocess.Popen[bytes], messages: Iterator[Any], limits: Limits) -> Any:
    """The first message, timed: afterwards the worker waits for us, and its processor time is bounded."""
    alarm = threading.Timer(limits.seconds, worker.kill)
    alarm.start()
    try:
        return next(messages)
    finally:
        alarm.cancel()


def _worker(path: Path, scratch: Path, limits: Limits) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-I",
        str(WORKER),
        str(path.absolute()),
        str(scratch),
        json.dumps(asdict(limits)),
    ]
    return subprocess.Popen(  # noqa: S603 - our own script, and no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"MALLOC_ARENA_MAX": "1"},
    )


def _heard(worker: subprocess.Popen[bytes], limits: Limits) -> Iterator[Any]:
    with worker:
        try:
            yield from _decoded(worker.stdout, limits)
        finally:
            worker.kill()


def _decoded(output: IO[bytes] | None, limits: Limits) -> Iterator[Any]:
    while output and (line := output.readline(_LINE_BYTES)):
        try:
            message = json.loads(line)
        except ValueError as error:
            raise _too_heavy() from error
        if isinstance(message, dict) and "refused" in message:
            raise refusal(message, limits)
        if message == "end":
            return
        yield message
    raise _too_heavy()


def _too_heavy() -> TableError:
    return TableError(_("The workbook is too heavy to be read. Split it, or save the sheet as CSV."))


def refusal(message: dict[str, Any], limits: Limits) -> TableError:
    """The sentence for the worker's reason."""
    line = int(message.get("line", 0))
    with_figures = {
        "columns": lambda: table.too_many_columns(limits),
        "rows": lambda: table.too_many_rows(limits),
        "extent": lambda: _too_far(line),
        "cell": lambda: table.too_long_cell(line, limits),
    }
    if make := with_figures.get(message["refused"]):
        return make()
    return _plain_refusal(str(message["refused"]), str(message.get("where", ""))[:80])


def _too_far(line: int) -> TableError:
    return TableError(
        _("The sheet reaches as far as line %(line)d: delete what lies outside of the table, or split it.")
        % {"line": line}
    )


def _plain_refusal(reason: str, where: str) -> TableError:
    sentences = {
        "damaged": _("The workbook is damaged. Open it in a spreadsheet and save it again as .xlsx."),
        "password": _("The workbook is protected by a password. Save it without one."),
        "foreign": _("The content is not an Excel workbook (.xlsx). Save the table again as .xlsx or CSV."),
        "macros": _("The workbook holds macros. Save it again as .xlsx, without macros."),
        "bomb": _("The workbook unpacks to far more than its size: it is refused. Save the sheet as CSV."),
        "nested": _("The workbook holds another archive (%(where)s). Remove the attached files."),
        "doctype": _("The workbook holds XML that Excel never writes (%(where)s). Save it again as .xlsx."),
        "error": _(
            "Cell %(where)s holds an error such as #REF! or #N/A. Correct its formula, or type the value."
        ),
        "uncalculated": _(
            "Cell %(where)s holds a formula without its result. Open the workbook in a spreadsheet, which"
            " calculates it, and save it again; or type the value."
        ),
        "empty": _("The workbook has no visible sheet with a table. Its first line must name the columns."),
    }
    sentence = sentences.get(reason)
    return TableError(sentence % {"where": where}) if sentence else _too_heavy()
