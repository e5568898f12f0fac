"""The table, with what is needed to read it: machine, versions, command, day."""

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import django

from tests.bench.measure import Line
from tests.bench.prepare import Prepared

FIRST_PAGE = 5.0
_PAGE = """\
# Performance, measured

{actions:,} generated actions on {database}, one server process as `cordee start` runs it, one client over
HTTP on the same machine, nothing kept by the client, bytes as they are sent: compressed.

Made by `make bench` on {day}; {machine}; Python {python}, Django {django}.

Each address is asked once, then again: `first visits` are the first times, the others the second ones.

- From a warm `cordee start` to the first page: {started:.1f} s (goal: under {first_page:.0f} s).
- Generating the data, its read index included: {seconds:.0f} s.

| what | requests | first visits, p95 ms | median ms | p95 ms | max ms | goal for p95 | kB | SQL queries |
| --- | --: | --: | --: | --: | --: | --: | --: | --: |
{lines}

{over}
"""


def document(actions: int, prepared: Prepared, started: float, lines: Sequence[Line]) -> str:
    """The whole page of documentation, in Markdown."""
    return _PAGE.format(
        actions=actions,
        database=prepared.database,
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=_machine(),
        python=platform.python_version(),
        django=django.__version__,
        started=started,
        first_page=FIRST_PAGE,
        seconds=prepared.seconds,
        lines="\n".join(map(_line, lines)),
        over="\n".join(_over(lines)),
    )


def _line(line: Line) -> str:
    goal = (
        "–" if line.kind.goal is None else f"{line.kind.goal:.0f}" + ("" if line.is_within else " **over**")
    )
    failed = f" ({line.failed} failed)" if line.failed else ""
    times = f"{line.first:.1f} | {line.median:.1f} | {line.p95:.1f} | {line.most:.1f}"
    kilobytes = f"{line.size / 1000:.1f}"
    return f"| {line.kind.name}{failed} | {line.requests} | {times} | {goal} | {kilobytes} | {line.queries} |"


def _over(lines: Sequence[Line]) -> Iterator[str]:
    over = [line for line in lines if not line.is_within]
    if not over:
        yield "Every goal is met."
        return
    yield "Over the goal, with the slowest address of each:"
    yield ""
    for line in over:
        yield f"- {line.kind.name}: p95 {line.p95:.1f} ms, {line.most:.1f} ms for {line.slowest}"


def _machine() -> str:
    cores = os.cpu_count()
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cores of {model}, {memory:.0f} GiB"
