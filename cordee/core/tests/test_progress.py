"""The progress bar: drawn on a terminal only, with plain lines elsewhere."""

import io
from collections.abc import Callable
from itertools import count

import pytest

from cordee.core.tables.progress import track


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def ticking(step: float) -> Callable[[], float]:
    ticks = count(0.0, step)
    return lambda: next(ticks)


def test_gives_every_item_back_in_order() -> None:
    assert list(track(iter("abc"), 3, "Reading", io.StringIO())) == ["a", "b", "c"]


def test_tells_every_tenth_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    list(track(range(1_000), 1_000, "Reading", stream))
    lines = stream.getvalue().splitlines()
    assert len(lines) == 10
    assert lines[0].startswith("Reading  10% 100/1000 ")
    assert lines[-1].startswith("Reading 100% 1000/1000 ")
    assert "\r" not in stream.getvalue()
    assert "\x1b" not in stream.getvalue()


def test_draws_a_bar_with_rate_and_time_left_on_a_terminal() -> None:
    stream = Terminal()
    list(track(range(4), 4, "Reading", stream, clock=ticking(1.0)))
    drawings = stream.getvalue().split("\r\x1b[K")[1:]
    assert drawings[0] == "Reading ████████░░░░░░░░░░░░░░░░░░░░░░  25% 1/4 0/s 0:06"
    assert drawings[-1].startswith("Reading " + "█" * 30 + " 100% 4/4 ")
    assert drawings[-1].endswith("/s 0:00\n")


def test_does_not_redraw_more_than_ten_times_a_second() -> None:
    stream = Terminal()
    list(track(range(1_000), 1_000, "Reading", stream, clock=ticking(0.001)))
    assert stream.getvalue().count("\r") < 20


@pytest.mark.parametrize("total", [0, 3, 50])
def test_a_wrong_total_still_ends_at_a_hundred(total: int) -> None:
    stream = Terminal()
    list(track(range(10), total, "Reading", stream))
    assert " 100% 10/10 " in stream.getvalue()


def test_hours_are_told_and_the_line_is_left_when_the_work_fails() -> None:
    stream = Terminal()
    work = track(range(10_000), 10_000, "Reading", stream, clock=ticking(1.0))
    assert [next(work), next(work)] == [0, 1]
    with pytest.raises(RuntimeError):
        work.throw(RuntimeError)
    assert stream.getvalue().rsplit("/s ", 1)[1].count(":") == 2
    assert stream.getvalue().endswith("\n")
