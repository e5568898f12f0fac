"""Times of one kind of request: every address once to warm up, then all of them for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.server import Server
from tests.bench.workload import Kind

COUNTED = 5
"""Addresses of each kind whose queries are counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured, in milliseconds; `first` is the 95th percentile of the first visits.

    `queries` of SQL are those of the address that asks most.
    """

    kind: Kind
    requests: int
    first: float
    median: float
    p95: float
    most: float
    slowest: str
    size: float
    queries: int
    failed: int

    @property
    def is_within(self) -> bool:
        """True where there is no goal."""
        return not self.failed and (self.kind.goal is None or self.p95 <= self.kind.goal)


def measured(kind: Kind, server: Server) -> Line:
    """Ask all addresses of a kind, one after the other: once to warm up, then for good."""
    server.call_again()
    first = [server.get(path)[2] for path in kind.paths]
    answers = [(path, *server.get(path)) for path in kind.paths]
    times = [answer[3] for answer in answers]
    slowest = max(answers, key=lambda answer: answer[3])
    return Line(
        kind=kind,
        requests=len(times),
        first=_p95(first),
        median=median(times),
        p95=_p95(times),
        most=max(times),
        slowest=slowest[0],
        size=sum(answer[2] for answer in answers) / len(answers),
        queries=max(_queries(path) for path in kind.paths[:COUNTED]),
        failed=sum(answer[1] >= 400 for answer in answers),
    )


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _queries(path: str) -> int:
    """How much SQL an address asks, counted in this process."""
    with CaptureQueriesContext(connection) as seen:
        response = Client(HTTP_HOST="127.0.0.1").get(path)
        if response.streaming:
            list(response)
    return len(seen)
