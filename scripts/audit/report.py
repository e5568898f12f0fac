"""The results as a table, and as the section of docs/accessibility.md that the audit writes."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scripts.audit.lighthouse import GOALS, METRICS, Result

BEGIN: Final = "<!-- audit: written by `python -m scripts.audit --write` -->"
END: Final = "<!-- end of audit -->"
_HEAD = """\
| page | {categories} | largest paint, s | blocking, ms | kB | machine |
| --- | {rules} | --: | --: | --: | --: |
"""


def table(results: Sequence[Result]) -> str:
    """One line per page."""
    head = _HEAD.format(categories=" | ".join(GOALS), rules=" | ".join("--:" for _ in GOALS))
    return head + "\n".join(map(_line, results))


def verdict(results: Sequence[Result], faults: Sequence[str]) -> list[str]:
    """What is not as it should be; nothing when every goal is met."""
    return [*faults, *(line for result in results for line in _missed(result))]


def section(results: Sequence[Result], pages: int, faults: Sequence[str]) -> str:
    """The whole section, in Markdown."""
    markup = f"{len(faults)} errors or warnings" if faults else "no error and no warning"
    missed = [f"- {line}" for line in verdict(results, [])] or ["Every goal is met."]
    return "\n".join(
        [
            f"On {datetime.now(UTC):%Y-%m-%d}. Nu HTML checker: {markup} on {pages} pages.",
            "Lighthouse, mobile preset, median of the runs; `machine` is its own measure of the machine's",
            "speed, under 1000 on a slow or busy one, whose performance scores are then too low.",
            "",
            table(results),
            "",
            *missed,
        ]
    )


def written(document: Path, text: str) -> None:
    """Put the section between its marks."""
    before = document.read_text(encoding="utf-8")
    after = re.sub(
        f"{re.escape(BEGIN)}.*{re.escape(END)}",
        lambda _found: f"{BEGIN}\n\n{text}\n\n{END}",
        before,
        flags=re.DOTALL,
    )
    document.write_text(after, encoding="utf-8")


def _line(result: Result) -> str:
    missed = result.missed()
    scores = [f"{score:.2f}" + (" **under**" * (name in missed)) for name, score in result.scores.items()]
    paint, blocking, weight = (result.metrics[name] for name in METRICS)
    cells = [result.address, *scores, f"{paint / 1000:.1f}", f"{blocking:.0f}", f"{weight / 1000:.0f}"]
    return f"| {' | '.join([*cells, str(result.speed)])} |"


def _missed(result: Result) -> Iterator[str]:
    for category, audits in result.missed().items():
        yield f"{result.address} {category} {result.scores[category]:.2f}: {', '.join(audits)}"
