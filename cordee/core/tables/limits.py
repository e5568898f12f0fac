"""What a table file may weigh. The defaults suit a file sent by anybody; `LARGE` suits the operator's own."""

from dataclasses import dataclass

from cordee.core.uploads import MEGABYTE


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, the rest in units; `seconds` is processor time. Source: threat model, archive bombs."""

    size: int = 10 * MEGABYTE
    unpacked: int = 100 * MEGABYTE
    ratio: int = 100
    entries: int = 1_000
    columns: int = 200
    cells: int = 5_000_000
    rows: int = 200_000
    cell_chars: int = 100_000
    memory: int = 240 * MEGABYTE
    seconds: int = 30


LARGE = Limits(
    size=512 * MEGABYTE,
    unpacked=2_048 * MEGABYTE,
    rows=5_000_000,
    cells=60_000_000,
    memory=4_096 * MEGABYTE,
    seconds=600,
)
