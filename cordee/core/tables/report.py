"""What happened to a table, line by line, for the person who sent it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_KEPT = 50_000
"""Problems kept in memory; those beyond are counted. A hostile file can hold millions."""
MOST_NAMED = 20


class Severity(Enum):
    """An error refuses its line; a warning asks to look again."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> str:
        """The word shown before the message."""
        return _("error") if self is Severity.ERROR else _("warning")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. Line 0: the whole file. An empty column: the whole line."""

    line: int
    column: str
    message: str
    severity: Severity = Severity.ERROR


@dataclass(slots=True)
class Report:
    """The problems met, and how many records each outcome had."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)
    """The first `MOST_KEPT`."""
    counts: Counter[Severity] = field(default_factory=Counter)
    """How many there were of each severity, kept or not."""
    misreads_header: bool = False
    """An error is about the file as a whole."""
    made_besides: list[str] = field(default_factory=list)
    """Names of what the file did not list, and that its lines made (structures of actions)."""

    def error(self, line: int, column: str, message: str) -> None:
        """Notes what refuses a line."""
        self._note(Problem(line, column, message, Severity.ERROR))

    def warning(self, line: int, column: str, message: str) -> None:
        """Notes what deserves a look."""
        self._note(Problem(line, column, message, Severity.WARNING))

    @property
    def errors(self) -> list[Problem]:
        """The problems that refuse their line."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Problem]:
        """The problems that refuse nothing."""
        return [problem for problem in self.problems if problem.severity is Severity.WARNING]

    def as_text(self, *, most: int | None = None) -> str:
        """For a terminal: problems grouped by line (at most `most` lines of the file), then the totals."""
        groups = [
            _group(line, list(group)) for line, group in groupby(_sorted(self.problems), attrgetter("line"))
        ]
        shown = groups if most is None else groups[:most]
        hidden = len(groups) - len(shown)
        lost = self.counts.total() - len(self.problems)
        return "\n".join([*shown, *_hidden(hidden), *_not_kept(lost), *self.totals()])

    def totals(self) -> Iterator[str]:
        """One sentence an outcome, then the number of errors and warnings."""
        yield ngettext("%(count)d created.", "%(count)d created.", self.created) % {"count": self.created}
        yield ngettext("%(count)d updated.", "%(count)d updated.", self.updated) % {"count": self.updated}
        yield ngettext("%(count)d unchanged.", "%(count)d unchanged.", self.unchanged) % {
            "count": self.unchanged
        }
        yield ngettext("%(count)d refused.", "%(count)d refused.", self.refused) % {"count": self.refused}
        if self.made_besides:
            yield _made(self.made_besides)
        errors, warnings = self.counts[Severity.ERROR], self.counts[Severity.WARNING]
        if errors:
            yield ngettext("%(count)d error.", "%(count)d errors.", errors) % {"count": errors}
        if warnings:
            yield ngettext("%(count)d warning.", "%(count)d warnings.", warnings) % {"count": warnings}

    @property
    def has_errors(self) -> bool:
        """Is a line, or the whole file, refused?"""
        return self.counts[Severity.ERROR] > 0

    def _note(self, problem: Problem) -> None:
        self.counts[problem.severity] += 1
        self.misreads_header |= problem.severity is Severity.ERROR and problem.line == 0
        if len(self.problems) < MOST_KEPT:
            self.problems.append(problem)


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.line, problem.severity.value))


def _group(line: int, problems: list[Problem]) -> str:
    title = _("Line %(line)d") % {"line": line} if line else _("The file")
    return "\n".join([title, *(f"  {_sentence(problem)}" for problem in problems)])


def _sentence(problem: Problem) -> str:
    values = {
        "severity": problem.severity.label,
        "column": problem.column,
        "message": _one_line(problem.message),
    }
    if not problem.column:
        return _("%(severity)s: %(message)s") % values
    values["column"] = _one_line(problem.column)
    return _("%(severity)s, column “%(column)s”: %(message)s") % values


def _one_line(text: str) -> str:
    """Without what could move the cursor or colour the terminal: the text may quote an untrusted file."""
    return "".join(char if char.isprintable() else " " for char in text)


def _hidden(count: int) -> list[str]:
    if not count:
        return []
    sentence = ngettext(
        "And %(count)d more line with problems.", "And %(count)d more lines with problems.", count
    )
    return [sentence % {"count": count}]


def _not_kept(count: int) -> list[str]:
    if not count:
        return []
    sentence = ngettext("And %(count)d more problem.", "And %(count)d more problems.", count)
    return [sentence % {"count": count}]


def _made(names: list[str]) -> str:
    shown = ", ".join(_one_line(name) for name in names[:MOST_NAMED])
    more = ", …" if len(names) > MOST_NAMED else ""
    sentence = ngettext(
        "%(count)d structure made besides: %(names)s.",
        "%(count)d structures made besides: %(names)s.",
        len(names),
    )
    return sentence % {"count": len(names), "names": shown + more}
