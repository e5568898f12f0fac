"""What structures are asked and answer without an account, for tests that cross slices."""

from typing import Final

from cordee.accounts.models import User
from cordee.actions import confirmations, reports
from cordee.actions.answering import asking
from cordee.actions.enums import ReportKind
from cordee.actions.models import Action

ADDRESS: Final = "bureau@zzjoindre.example"


def make(*, asked: Action, answered: Action, by: User) -> dict[str, str]:
    """What the links hold: of a question that waits, of one that is answered, of the page after it."""
    waits = confirmations.ask(action=asked, to=ADDRESS, by=by)
    done = confirmations.ask(action=answered, to=ADDRESS, by=by)
    confirmations.correct(token=done, version=confirmations.read(done).version, text="Zzsignalement.")
    reports.report(
        action=asked, viewer=by, kind=ReportKind.REPORT, text="Zzsignalement.", key="k", email=ADDRESS
    )
    return {"asked": waits, "answered": done, "receipt": asking.receipt_of(done)}
