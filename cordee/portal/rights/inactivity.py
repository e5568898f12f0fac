"""The daily job on accounts that nobody uses: warns, erases, and stops itself where something is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from cordee.accounts import inactivity, last_letters
from cordee.accounts.enums import Cause
from cordee.accounts.models import User
from cordee.core import brake
from cordee.core.brake import Verdict
from cordee.core.models import JobRun
from cordee.journal import operations as journal
from cordee.portal.rights import erasing

JOB: Final = "inactivity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the job did, or, without `is_done`, would have done."""

    verdict: Verdict
    to_warn: int
    to_end: int
    allowed: int
    is_done: bool


def look(*, now: datetime) -> Outcome:
    """What a run would do. Writes nothing."""
    warned, ended, among = _numbers(now)
    said = brake.verdict(JOB, now=now, concerned=warned + ended, among=among)
    return _outcome(said, warned, ended, among)


def run(*, now: datetime) -> Outcome:
    """Warn and erase whom it is time for, if the brake lets it."""
    warned, ended, among = _numbers(now)
    with transaction.atomic():
        said, held = brake.pressed(JOB, now=now, concerned=warned + ended, among=among)
        if held is not None:
            _tell(held, said, warned + ended)
    if said != Verdict.GO:
        return _outcome(said, warned, ended, among)
    done = sum(inactivity.warn(user=user, now=now) for user in inactivity.to_warn(localdate(now)))
    over = sum(_end(number, now) for number in list(inactivity.to_end(now).values_list("pk", flat=True)))
    return _outcome(said, done, over, among, is_done=True)


@transaction.atomic
def release(*, now: datetime) -> bool:
    """Let the held job run once; False where it is not held."""
    run = brake.release(JOB, now=now)
    if run is not None:
        journal.record("job.released", run)
    return run is not None


def in_words(outcome: Outcome) -> Iterator[str]:
    """What the command says."""
    numbers = f"{outcome.to_warn} to warn, {outcome.to_end} to erase"
    if outcome.is_done:
        yield f"{outcome.to_warn} unused accounts warned, {outcome.to_end} erased"
    elif outcome.verdict == Verdict.FIRST:
        yield f"unused accounts: first run, nothing done but its date noted ({numbers})"
    elif outcome.verdict == Verdict.LATE:
        yield f"unused accounts: HELD, last run more than 48 hours away, is the clock right? ({numbers})"
    elif outcome.verdict == Verdict.MANY:
        yield f"unused accounts: HELD, {numbers} is more than the {outcome.allowed} of one run"
    else:
        yield f"unused accounts: {numbers}"


def _end(number: int, now: datetime) -> bool:
    """The last word is hers: who has come meanwhile stays."""
    with transaction.atomic():
        user = inactivity.to_end(now).filter(pk=number).first()
        if user is not None:
            erasing.erase(user=user, cause=Cause.INACTIVITY)
    return user is not None


def _tell(held: JobRun, said: Verdict, concerned: int) -> None:
    """Once, when the brake takes hold: in the journal, and by letter to those who can release it."""
    journal.record("job.held", held, details={"why": said.value, "concerned": concerned})
    for administrator in User.objects.filter(is_superuser=True, is_active=True).order_by("pk"):
        last_letters.held(administrator, reason=said.value, concerned=concerned)


def _numbers(now: datetime) -> tuple[int, int, int]:
    warned = inactivity.to_warn(localdate(now)).count()
    return warned, inactivity.to_end(now).count(), inactivity.open_accounts().count()


def _outcome(said: Verdict, warned: int, ended: int, among: int, *, is_done: bool = False) -> Outcome:
    return Outcome(verdict=said, to_warn=warned, to_end=ended, allowed=brake.allowed(among), is_done=is_done)
