"""A progress bar for long commands: drawn on a terminal, a plain line every tenth elsewhere."""

import sys
import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from typing import TextIO, TypeVar

Item = TypeVar("Item")

WIDTH = 30
REDRAW_SECONDS = 0.1


def track(
    iterable: Iterable[Item],
    total: int,
    label: str,
    stream: TextIO | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Generator[Item, None, None]:
    """Gives the items back one by one, showing how many of `total` are done, the rate and the time left."""
    meter = _Meter(total, label, sys.stderr if stream is None else stream, clock)
    try:
        for item in iterable:
            yield item
            meter.advance()
        meter.complete()
    finally:
        meter.leave()


@dataclass(slots=True)
class _Meter:
    total: int
    label: str
    stream: TextIO
    clock: Callable[[], float]
    done: int = 0
    tenths: int = 0
    drawn_at: float = 0.0
    live: bool = field(init=False)
    started_at: float = field(init=False)

    def __post_init__(self) -> None:
        self.live = self.stream.isatty()
        self.started_at = self.clock()

    def advance(self) -> None:
        self.done += 1
        if self.live:
            self._redraw()
        else:
            self._tell_tenth()

    def complete(self) -> None:
        """A total that was too high still ends at 100 %."""
        self.total = self.done
        if self.live:
            self._draw()
        elif self.tenths < 10:
            self._tell_tenth()

    def leave(self) -> None:
        if self.live:
            self.stream.write("\n")
        self.stream.flush()

    def _redraw(self) -> None:
        now = self.clock()
        if now - self.drawn_at >= REDRAW_SECONDS:
            self.drawn_at = now
            self._draw()

    def _draw(self) -> None:
        filled = round(WIDTH * self._share())
        bar = "█" * filled + "░" * (WIDTH - filled)
        self.stream.write(f"\r\x1b[K{self.label} {bar} {self._figures()}")
        self.stream.flush()

    def _tell_tenth(self) -> None:
        tenths = int(self._share() * 10)
        if tenths > self.tenths:
            self.tenths = tenths
            self.stream.write(f"{self.label} {self._figures()}\n")
            self.stream.flush()

    def _share(self) -> float:
        return min(self.done / self.total, 1.0) if self.total else 1.0

    def _figures(self) -> str:
        elapsed = max(self.clock() - self.started_at, 1e-6)
        rate = self.done / elapsed
        left = max(self.total - self.done, 0) / rate if rate else 0.0
        return f"{self._share():4.0%} {self.done}/{max(self.total, self.done)} {rate:.0f}/s {_duration(left)}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
