"""`cordee import`: a file of structures or of actions, checked line by line, written all or nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.actions import columns as action_columns
from cordee.actions import operations, queries, sheets
from cordee.actions.content import Content
from cordee.actions.described import Structures, co_leads_of, lead_of, numbers_by_key
from cordee.actions.enums import Origin
from cordee.actions.merging import merged
from cordee.core import bulk
from cordee.core.fitting import key_misfits
from cordee.core.tables import cells
from cordee.core.tables.cells import CellError
from cordee.core.tables.columns import Matching, match
from cordee.core.tables.limits import Limits
from cordee.core.tables.reading import read_table
from cordee.core.tables.report import Report, Severity
from cordee.core.tables.table import Table, TableError
from cordee.core.text import slug_of
from cordee.organisations import content as organisation_content
from cordee.organisations import operations as organisation_operations
from cordee.organisations import sheets as organisation_sheets
from cordee.organisations.models import Organisation
from cordee.organisations.queries import by_key, content_of
from cordee.organisations.sheets import ColumnError
from cordee.territory.instance import first_language

BATCH = 500
Track = Callable[[list[Any]], Iterable[Any]]
Numbered = tuple[int, Mapping[str, str]]
"""A line of the file and its cells by the names of columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to import: try only; keep good lines beside wrong ones; who says so; take far points as given."""

    dry_run: bool = False
    partial: bool = False
    origin: Origin = Origin.IMPORTED
    accept_far: bool = False
    limits: Limits = field(default_factory=Limits)


class _Undo(Exception):
    """Leaves the transaction without writing."""


@dataclass(slots=True)
class Import:
    """One file being imported."""

    options: Options
    track: Track
    report: Report = field(default_factory=Report)

    def run(self, path: Path) -> Report:
        """Read, check and write the file. Raises `TableError` for a file that cannot be read at all."""
        table = read_table(path, limits=self.options.limits)
        kind, matching = _kind_of(table)
        self._say_columns(matching)
        for sheet in table.other_sheets:
            message = _("The sheet “%(sheet)s” is not read: only the first one is.") % {"sheet": sheet}
            self.report.warning(0, "", message)
        header = {name: n for n, name in enumerate(matching.found)}
        rows: list[Numbered] = [
            (row.number, _Line(header, tuple(row.cells.get(name, "") for name in matching.found.values())))
            for row in table.rows
        ]
        try:
            with transaction.atomic():
                if kind == "actions":
                    self._actions(rows)
                else:
                    self._organisations(rows, set(matching.found))
                if self.report.created + self.report.updated >= BATCH:
                    bulk.analyse()  # else the database plans its queries for the few rows it had before
                if self.options.dry_run or not self._may_write():
                    raise _Undo
        except _Undo:
            if not self.options.dry_run:
                self.report.created = self.report.updated = 0
                self.report.made_besides.clear()
        return self.report

    def _may_write(self) -> bool:
        """Not with an error, unless asked; never where the header itself cannot be read for sure."""
        if self.options.partial:
            return not self.report.misreads_header
        return not self.report.has_errors

    def _say_columns(self, matching: Matching) -> None:
        for header in matching.unknown:
            self.report.warning(
                0,
                header,
                _("This column is not known: nothing of it is read. The documentation lists those that are."),
            )
        for first, second in matching.twice:
            self.report.error(
                0, second, _("This column means the same as “%(first)s”: keep one.") % {"first": first}
            )

    def _keyed(
        self, rows: Iterable[tuple[int, Mapping[str, str]]], name: str
    ) -> Iterator[tuple[int, str, Any]]:
        """(line, key, row) of each line; a key that comes twice is an error, a missing one is the name."""
        lines: dict[str, int] = {}
        for line, row in rows:
            try:
                key = cells.within(row.get("key", ""), 120) or slug_of(row.get(name, ""), max_length=100)
            except (CellError, ValueError):
                self._refuse(line, "key", _("Give a key, or a title that one can be made of."))
                continue
            if problem := next(key_misfits(Organisation, key), None):
                self._refuse(line, "key", problem)
                continue
            if key in lines:
                self._refuse(
                    line,
                    "key",
                    _("The key “%(key)s” is already on line %(line)d.") % {"key": key, "line": lines[key]},
                )
                continue
            lines[key] = line
            yield line, key, row

    def _refuse(self, line: int, column: str, message: str) -> None:
        self.report.error(line, column, message)
        self.report.refused += 1

    def _count(self, outcome: operations.Outcome | organisation_operations.Outcome) -> None:
        self.report.created += outcome.created
        self.report.updated += outcome.updated
        self.report.unchanged += outcome.unchanged

    # Structures

    def _organisations(self, rows: list[Numbered], columns: set[str]) -> None:
        batches = []
        for rank in self._parents_first(list(self._keyed(rows, "name"))):
            batches += list(_batches(rank))
        for batch in self.track(batches):
            numbers = numbers_by_key()
            known = by_key((key for _line, key, _row in batch), locked=True)
            entries = []
            for line, key, row in batch:
                content = self._organisation(line, row, known.get(key), numbers, columns)
                if content is not None:
                    entries.append(organisation_operations.Entry(key=key, content=content))
            self._count(organisation_operations.put(entries))

    def _organisation(
        self,
        line: int,
        row: Mapping[str, str],
        known: Organisation | None,
        numbers: Mapping[str, int],
        columns: set[str],
    ) -> organisation_content.Content | None:
        try:
            content = organisation_sheets.read(row, numbers)
        except organisation_sheets.ColumnError as error:
            self._refuse(line, error.column, str(error))
            return None
        if known:
            content = _merged_organisation(content_of(known), content, columns)
        problems = organisation_operations.problems_of(content, known)
        if problems:
            self._refuse(line, "", " ".join(problems))
        return None if problems else content

    def _parents_first(self, keyed: list[tuple[int, str, Any]]) -> Iterator[list[tuple[int, str, Any]]]:
        """The rows by rank: first those that are part of nothing in the file, then their departments…"""
        waiting = keyed
        while waiting:
            keys = {key for _line, key, _row in waiting}
            rank = [item for item in waiting if item[2].get("parent_key", "").strip() not in keys]
            if not rank:
                for line, _key, _row in waiting:
                    self._refuse(line, "parent_key", _("A structure cannot be part of its own departments."))
                return
            yield rank
            placed = {key for _line, key, _row in rank}
            waiting = [item for item in waiting if item[1] not in placed]

    # Actions

    def _actions(self, rows: list[Numbered]) -> None:
        structures = Structures()
        for batch in self.track(list(_batches(list(self._keyed(rows, "title"))))):
            known = queries.by_key((key for _line, key, _row in batch), locked=True)
            entries = []
            for line, key, row in batch:
                before = queries.content_of(known[key]) if key in known else None
                content = self._action(line, row, before, structures)
                if content is None:
                    self.report.refused += 1
                else:
                    entries.append(operations.Entry(key=key, content=content))
            ready, made = structures.made(entries)
            self.report.made_besides += made
            self._count(operations.put(ready))

    def _action(
        self, line: int, row: Mapping[str, str], before: Content | None, structures: Structures
    ) -> Content | None:
        """What the line makes of the sheet; None where something is wrong, told in the report."""
        before_errors = self.report.counts[Severity.ERROR]
        lead, others = self._structures(line, row, before, structures)
        content = sheets.read(
            row,
            lead=lead or 0,
            co_leads=others,
            origin=self.options.origin,
            accept_far=self.options.accept_far,
            on_error=lambda column, message: self.report.error(line, column, message),
            on_warning=lambda column, message: self.report.warning(line, column, message),
            known=before,
        )
        if content is None or self.report.counts[Severity.ERROR] > before_errors:
            return None
        whole = merged(before, content, row.keys()) if before else content
        problems = operations.problems_of(whole)
        for problem in problems:
            self.report.error(line, "", problem)
        return None if problems else whole

    def _structures(
        self, line: int, row: Mapping[str, str], before: Content | None, structures: Structures
    ) -> tuple[int | None, list[int]]:
        """Who leads and who carries the action with it; what is wrong is told in the report."""

        def warn(column: str, message: str) -> None:
            self.report.warning(line, column, message)

        lead, others = before.lead if before else None, []
        try:
            if lead is None or {"organisation_key", "organisation_name"} & row.keys():
                lead = structures.number(lead_of(row), warn)
            others = [structures.number(said, warn) for said in co_leads_of(row)]
        except ColumnError as error:
            self.report.error(line, error.column, str(error))
        return lead, list(dict.fromkeys(others))


@dataclass(frozen=True, slots=True)
class _Line(Mapping[str, str]):
    """A row by the names of columns; many rows are kept at once, so the names are kept once for all."""

    header: Mapping[str, int]
    cells: tuple[str, ...]

    def __getitem__(self, name: str) -> str:
        return self.cells[self.header[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.header)

    def __len__(self) -> int:
        return len(self.header)


def _kind_of(table: Table) -> tuple[str, Matching]:
    """Structures or actions, told by the columns. Raises `TableError` naming what is missing."""
    as_action = match(table.columns, action_columns.columns_for(table.columns))
    as_organisation = match(table.columns, organisation_sheets.COLUMNS)
    if not (missing := [name for name in action_columns.REQUIRED if name not in as_action.found]):
        return "actions", as_action
    if all(name in as_organisation.found for name in organisation_sheets.REQUIRED):
        return "organisations", as_organisation
    raise TableError(
        _(
            "This is neither a file of actions (it lacks %(missing)s) nor of structures (it needs"
            " %(needed)s). Name the columns in the first line."
        )
        % {"missing": ", ".join(missing), "needed": ", ".join(organisation_sheets.REQUIRED)}
    )


def _merged_organisation(
    known: organisation_content.Content, read: organisation_content.Content, columns: set[str]
) -> organisation_content.Content:
    """A file changes only what its columns say."""
    parts = {name for name in organisation_content.SCALARS if name in columns}
    if "commune" in columns:
        parts.add("locality")
    changes: dict[str, Any] = {name: getattr(read, name) for name in parts}
    if "parent_key" in columns:
        changes["parent"] = read.parent
    if not columns.isdisjoint(organisation_sheets.SITE_COLUMNS):
        changes["sites"] = read.sites
    ways = {way for column, way in organisation_sheets.OFFERS.items() if column in columns}
    if ways:
        kept = (offer for offer in known.offers if offer.direction not in ways)
        changes["offers"] = (*kept, *read.offers)
    if "description" in columns:
        others = {code: text for code, text in known.descriptions.items() if code != first_language()}
        changes["descriptions"] = others | dict(read.descriptions)
    return replace(known, **changes)


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
