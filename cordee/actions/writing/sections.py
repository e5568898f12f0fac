"""The parts of the form in order, each with what it brings; and in words how much the sheet says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.forms import BoundField, Form
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cordee.actions.completeness import ADDITIONS, completeness
from cordee.actions.content import Content
from cordee.actions.writing.reading import Written

_HINTS = {addition.code: addition.hint for addition in ADDITIONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part that opens: its fields, whether something is said in it, whether something is wrong."""

    code: str
    title: str
    hint: str | Promise
    fields: tuple[BoundField, ...] = ()
    is_said: bool = False
    has_errors: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Meter:
    """How much the sheet says, in words; `score` out of 100."""

    score: int
    sentence: str
    next: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence on what is wrong, with the field beside which it stands too."""

    anchor: str
    name: str
    sentence: str


def problems(written: Written, *beside: Form) -> list[Problem]:
    """All that is wrong, in the order of the form."""
    found = [Problem("", "", sentence) for sentence in written.faults]
    for form in (written.sheet, *written.places.forms, *written.partners.forms, *beside):
        for name, sentences in form.errors.items():
            anchor = form[name].auto_id if name in form.fields else ""
            label = str(form.fields[name].label or _("Place")) if name in form.fields else ""
            found += [Problem(anchor, label, str(sentence)) for sentence in sentences]
    return found


def meter(content: Content) -> Meter:
    """What is there, and what would be the most useful now."""
    known = completeness(content)
    if content.language not in content.texts or not (content.goals and content.places):
        sentence = _("The five first fields make a sheet; the rest can come later.")
    elif not known.missing:
        sentence = _("The sheet says everything that others look for.")
    else:
        sentence = _("It is a sheet already. It says %(score)d out of 100 of what others look for.") % {
            "score": known.score
        }
    following = ""
    if known.missing:
        best = known.missing[0]
        following = _("The most useful addition now: %(what)s. %(why)s") % {
            "what": best.label,
            "why": best.hint,
        }
    return Meter(known.score, sentence, following)


def sections(written: Written) -> list[Section]:
    """All that may be said besides the five first fields."""
    return list(_sections(written))


def first_fields(written: Written) -> dict[str, BoundField]:
    """The five first fields but the places, by what they are."""
    sheet, language = written.sheet, written.start.language
    return {
        "title": sheet[f"title_{language}"],
        "summary": sheet[f"summary_{language}"],
        "type": sheet["type"],
        "goals": sheet["goals"],
    }


def _sections(written: Written) -> Iterator[Section]:
    said, language = written.so_far, written.start.language
    yield Section(
        code="partners",
        title=_("Partners"),
        hint=_HINTS["partners"],
        is_said=bool(said.partners),
        has_errors=any(form.errors for form in written.partners.forms),
    )
    yield _of(written, "when", _("When, and how far it is"), _HINTS["start"],
              "progress", *_dates("start"), *_dates("end"),
              "suspended_on", "suspension_reason", "suspension_reason_is_public")  # fmt: skip
    yield _of(written, "subjects", _("Themes and forms"), _HINTS["themes"], "themes", "forms")
    more = [f"{name}_{language}" for name in ("objectives", "unfolding", "content", "effects", "note")]
    yield _of(written, "words", _("In more words"), _HINTS["unfolding"], *more)
    theirs = _("They are asked to confirm, and the sheet stands on their page too.")
    yield _of(written, "co_leads", _("With other structures of the territory"), theirs, "co_leads")
    yield _of(written, "sources", _("Sources and links"), _HINTS["sources"], "sources", "place_basis")
    yield from _of_languages(written)
    yield _of(written, "audience", _("Who may see it"),
              _("Everybody, as a rule: that is what the atlas is for."), "audience")  # fmt: skip


def _of_languages(written: Written) -> Iterator[Section]:
    names = dict(settings.LANGUAGES)
    for other in written.start.languages[1:]:
        title = _("The same in another language: %(language)s") % {"language": names[other]}
        fields = [f"{name}_{other}" for name in ("title", "summary", "objectives", "unfolding", "content")]
        fields += [f"effects_{other}", f"note_{other}"]
        yield _of(written, f"in-{other}", title, _HINTS["language"], *fields)


def _of(written: Written, code: str, title: str, hint: Any, *names: str) -> Section:
    fields = tuple(written.sheet[name] for name in names)
    silent = {"audience": [written.so_far.audience.value], "progress": ["a-verifier"]}
    return Section(
        code=code,
        title=title,
        hint=hint,
        fields=fields,
        is_said=any(
            any(value.strip() for value in written.typed.get(name, ()))
            and written.typed[name] != silent.get(name)
            for name in names
        ),
        has_errors=any(field.errors for field in fields),
    )


def _dates(side: str) -> tuple[str, str, str]:
    return f"{side}_year", f"{side}_month", f"{side}_day"
