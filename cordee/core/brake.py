"""The brake of jobs that destroy: a clock that jumped, or a mistake, must not empty the site.

A job is held when its last run is too far from now, or when it would touch too many rows at once. It stays
held, the date of its last run unchanged, until the clock is right again or somebody releases it, once.
"""

from datetime import datetime, timedelta
from enum import Enum

from django.db import transaction

from cordee.core.models import JobRun

LONGEST_PAUSE = timedelta(hours=48)
SHARE = 100
"""One row in so many may be touched in one run…"""
FEWEST = 3
"""…but always this many: a small site has a life too."""


class Verdict(Enum):
    """What the brake says of this run."""

    FIRST = "first"
    GO = "go"
    LATE = "late"
    MANY = "many"


def allowed(among: int) -> int:
    """How many rows of so many one run may touch."""
    return max(FEWEST, among // SHARE)


def verdict(job: str, *, now: datetime, concerned: int, among: int) -> Verdict:
    """What `pressed` would say. Writes nothing."""
    return _verdict(JobRun.objects.filter(name=job).first(), now, concerned, among)


@transaction.atomic
def pressed(job: str, *, now: datetime, concerned: int, among: int) -> tuple[Verdict, JobRun | None]:
    """Ask the brake before a run. With the row where the job is held, and was not before: tell somebody."""
    run = JobRun.objects.select_for_update().filter(name=job).first()
    said = _verdict(run, now, concerned, among)
    if run is None:
        JobRun.objects.create(name=job, ran_at=now)
    elif said == Verdict.GO:
        run.ran_at, run.held_at, run.released_at = now, None, None
        run.save()
    elif run.held_at is None:
        run.held_at = now
        run.save()
        return said, run
    return said, None


@transaction.atomic
def release(job: str, *, now: datetime) -> JobRun | None:
    """Let a held job run once, whatever its brake says then. None where it is not held."""
    run = JobRun.objects.select_for_update().filter(name=job, held_at__isnull=False).first()
    if run is not None:
        run.released_at = now
        run.save()
    return run


def _verdict(run: JobRun | None, now: datetime, concerned: int, among: int) -> Verdict:
    if run is None:
        return Verdict.FIRST
    if run.released_at is not None:
        return Verdict.GO
    if abs(now - run.ran_at) > LONGEST_PAUSE:
        return Verdict.LATE
    return Verdict.MANY if concerned > allowed(among) else Verdict.GO
