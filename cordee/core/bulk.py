"""Many rows at once: COPY on PostgreSQL, one prepared statement on SQLite; both far faster than models."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as tuples of the named database columns. No model is made, no default applied."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  # names come from the model
            cursor.executemany(sql, rows)  # type: ignore[arg-type]  # it takes any iterable


def reserve(model: type[models.Model], count: int) -> Sequence[int]:
    """Numbers that no other row has, for `count` rows inserted in this same transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", (table, count)
            )
            return [row[0] for row in cursor.fetchall()]
        # The one writer that SQLite allows is this transaction: nobody else counts on meanwhile.
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", (table,))
        last: int = cursor.fetchone()[0]
        return range(last + 1, last + count + 1)


@contextmanager
def without_indexes(model: type[models.Model]) -> Iterator[None]:
    """Drop the indexes of `Meta.indexes`, and make them again at the end, whatever happens inside.

    A process that is killed leaves them out: `complete_indexes` makes them at the next occasion.
    """
    editor = _editor()
    present = _names(model)
    for index in model._meta.indexes:
        if index.name in present:
            editor.execute(index.remove_sql(model, editor))
    try:
        yield
    finally:
        complete_indexes(model)


def complete_indexes(model: type[models.Model]) -> None:
    """Make those indexes of `Meta.indexes` that the table lacks. Nothing where it lacks none."""
    editor = _editor()
    present = _names(model)
    for index in model._meta.indexes:
        if index.name not in present:
            editor.execute(index.create_sql(model, editor))


def analyse() -> None:
    """Have the database look at what it holds: after a bulk load its planner would else guess."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 10000")
        cursor.execute("ANALYZE")


def _editor() -> Any:
    """The schema editor without its transaction, which on SQLite checks every reference of the database."""
    editor = connection.schema_editor()
    editor.deferred_sql = []
    return editor


def _names(model: type[models.Model]) -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, model._meta.db_table))
