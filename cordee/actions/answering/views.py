"""A structure says by a signed link, without an account, whether its sheet is right; GET changes nothing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cordee.accounts import visitors
from cordee.actions import confirmations
from cordee.actions.answering import asking, sheet
from cordee.actions.answering.asking import Question
from cordee.actions.answering.forms import Correction, Refusal
from cordee.actions.answering.waiting import told, until
from cordee.actions.confirmations import DeadLink, ReadAgain
from cordee.actions.operations import InvalidContent
from cordee.contacts.answers import personal
from cordee.core import limits
from cordee.core.limits import TooMany
from cordee.core.sent import texts_in
from cordee.core.text import number_in

Asked = Correction | Refusal


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """The sheet as it now is, and three clear acts."""
    try:
        if request.method == "POST":
            return _answered(request, token)
        return _page(request, asking.question(token, request.LANGUAGE_CODE))
    except DeadLink as dead:
        return _dead(request, dead)


@personal
@require_safe
def recorded(request: HttpRequest, token: str) -> HttpResponse:
    """What was answered, who looks at it, and how to come back to it."""
    try:
        receipt = asking.receipt(token, request.LANGUAGE_CODE)
    except DeadLink as dead:
        return _dead(request, dead)
    return render(request, "actions/answering/recorded.html", {"receipt": receipt})


def _answered(request: HttpRequest, token: str) -> HttpResponse:
    """Do what was asked; where it cannot be done, the page again with what was typed and why."""
    version = _version(request.POST.get("version", ""))
    question = asking.question(token, request.LANGUAGE_CODE, read=version)
    act = request.POST.get("answer", "")
    form, problem, status, waits = _form(request, question, act), "", 422, None
    answer = _ACTS.get(act)
    if answer is None:
        return _page(request, question, problem=_("Choose one of the three answers."), status=status)
    if form is None or form.is_valid():
        try:
            limits.take([(asking.BY_ADDRESS, visitors.key_of(request))])
            answer(token, version, form)
            return redirect("confirmation_recorded", asking.receipt_of(token))
        except ReadAgain as changed:
            problem, status = str(changed), 409
            question = asking.question(token, request.LANGUAGE_CODE, read=version)
        except InvalidContent as wrong:
            _refused(form, wrong)
        except TooMany as refused:
            problem, status, waits = until(refused), 429, refused
    return told(_page(request, question, form=form, problem=problem, status=status), waits)


def _form(request: HttpRequest, question: Question, act: str) -> Asked | None:
    """What was typed, for the answers that come with words."""
    if act == "correct":
        return Correction(request.POST, parts=sheet.parts(question.content), prefix="correct")
    return Refusal(request.POST, prefix="refuse") if act == "refuse" else None


def _page(
    request: HttpRequest,
    question: Question,
    *,
    form: Asked | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    parts = sheet.parts(question.content)
    corrects = form if isinstance(form, Correction) else Correction(parts=parts, prefix="correct")
    refuses = form if isinstance(form, Refusal) else Refusal(prefix="refuse")
    context = {
        "question": question,
        "correction": corrects,
        "refusal": refuses,
        "problem": problem,
        "has_changed": status == 409,
    }
    return render(request, "actions/answering/confirmation.html", context, status=status)


def _dead(request: HttpRequest, dead: DeadLink) -> HttpResponse:
    """One answer, whatever the link was: used, too old, of another sheet, not ours."""
    context = {"sentence": str(dead), "typed": texts_in(request)}
    return render(request, "actions/answering/dead.html", context, status=410)


def _refused(form: Asked | None, wrong: InvalidContent) -> None:
    for problem in wrong.problems if form else []:
        form.add_error("text", problem)  # type: ignore[union-attr]


def _version(said: str) -> int:
    """The number of the version that was read; one that no sheet has, for anything else."""
    return number_in(said, digits=9) or 0


def _confirm(token: str, version: int, _form: Any) -> None:
    confirmations.confirm(token=token, version=version)


def _correct(token: str, version: int, form: Any) -> None:
    confirmations.correct(token=token, version=version, text=form.words())


def _refuse(token: str, version: int, form: Any) -> None:
    confirmations.refuse(token=token, version=version, text=form.words())


_ACTS: dict[str, Callable[[str, int, Any], None]] = {
    "confirm": _confirm,
    "correct": _correct,
    "refuse": _refuse,
}
