"""The table, with what is needed to read it: machine, versions, command, day."""

from collections.abc import Iterator, Sequence

from tests.bench.measure import Line
from tests.bench.prepare import Prepared
from tests.bench.sections import surroundings

FIRST_PAGE = 5.0
COMMAND = "make bench"
_SECTION = """\
{actions:,} generated actions on {database}, one server process as `cordee start` runs it, one client over
HTTP on the same machine, nothing kept by the client, bytes as they are sent: compressed.

Made by `{command}` on {day}; {machine}; {software}.

Each address is asked once, then again: `first visits` are the first times, the others the second ones.

- From a warm `cordee start` to the first page: {started:.1f} s (goal: under {first_page:.0f} s).
- Generating the data, its read index included: {seconds:.0f} s.

| what | requests | first visits, p95 ms | median ms | p95 ms | max ms | goal for p95 | kB | SQL queries |
| --- | --: | --: | --: | --: | --: | --: | --: | --: |
{lines}

{over}
"""


def section(actions: int, prepared: Prepared, started: float, lines: Sequence[Line]) -> str:
    """What the requests took, in Markdown."""
    return _SECTION.format(
        actions=actions,
        database=prepared.database,
        command=COMMAND,
        **surroundings(),
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
