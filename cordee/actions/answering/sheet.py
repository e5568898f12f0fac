"""A sheet in plain lines, as everybody may read it: what a structure is asked about, and what changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _

from cordee.actions import queries, versions
from cordee.actions.cards import place_marks
from cordee.actions.content import Content, PartnerName, Text
from cordee.actions.dates import partial_date
from cordee.actions.differences import label_of
from cordee.actions.disclosure import disclosed_partners, disclosed_places
from cordee.actions.enums import Progress
from cordee.actions.labels import label
from cordee.actions.models import Action
from cordee.actions.three_way import Part


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the sheet; `language` is that of its words, empty where they are ours."""

    name: str
    values: tuple[str, ...]
    language: str = ""
    is_changed: bool = False


def lines(action: Action, language: str, *, since: Content | None = None) -> tuple[Line, ...]:
    """What the sheet says, its texts last; marked where, to a reader, it differs from what it said before.

    Needs `with_everything`.
    """
    names = {part.organisation_id: part.organisation.name for part in action.co_leads.all()}
    before = dict(_said(since, names, language)) if since else {}
    now = dict(_said(queries.content_of(action), names, language))
    gone = {part: () for part, values in before.items() if values and part not in now}
    return tuple(
        Line(
            _called(part),
            values,
            part[1] if part[0] == "texts" else "",
            is_changed=since is not None and before.get(part, ()) != values,
        )
        for part, values in (now | gone).items()
        if values or before.get(part)
    )


def at(action: Action, version: int) -> Content | None:
    """What everybody could read at that number; None where it is not kept. What was proposed is left out."""
    for revision in versions.kept(action):
        if revision.content.get("version", 1) <= version:
            return versions.content_in(revision)
    return None


def parts(content: Content) -> list[tuple[str, str]]:
    """The parts that a correction may be about: a code and a name for each."""
    texts = [("texts", content.language, field.name) for field in fields(Text)]
    plain = [
        (name,) for name in ("places", "start_year", "end_year", "progress", "partners", "goals", "type")
    ]
    return [("-".join(part), _called(part)) for part in (*texts, *plain)] + [("other", _("Something else"))]


def _called(part: Part) -> str:
    own = {"start_year": _("Start"), "end_year": _("End")}
    return own.get(part[0]) or label_of(part)


def _said(
    content: Content, names: Mapping[int, str], language: str
) -> Iterator[tuple[Part, tuple[str, ...]]]:
    yield ("type",), (label("type", content.type, language),)
    yield ("places",), tuple(mark.name for mark in place_marks(disclosed_places(content.places), language))
    yield ("start_year",), _date(content, "start")
    yield ("end_year",), _date(content, "end")
    yield ("progress",), (label("etat", content.progress, language),)
    yield ("suspension_reason",), _suspension(content)
    yield ("co_leads",), tuple(names.get(number, f"#{number}") for number in content.co_leads)
    partners = disclosed_partners(content.partners)
    yield ("partners",), tuple(_partner(partner, language) for partner in partners)
    yield ("goals",), tuple(f"{goal}. {label('odd', str(goal), language)}" for goal in content.goals)
    yield ("themes",), tuple(label("theme", theme, language) for theme in content.themes)
    yield ("forms",), tuple(label("forme", form, language) for form in content.forms)
    is_hidden = any(place.is_hidden for place in content.places)
    yield ("place_basis",), _words("" if is_hidden else content.place_basis)
    yield ("sources",), tuple(line for line in content.sources.splitlines() if line.strip())
    yield from _texts(content)


def _texts(content: Content) -> Iterator[tuple[Part, tuple[str, ...]]]:
    """Those of the original first."""
    for code in sorted(content.texts, key=lambda code: (code != content.language, code)):
        for field in fields(Text):
            yield ("texts", code, field.name), _words(getattr(content.texts[code], field.name))


def _partner(partner: PartnerName, language: str) -> str:
    return f"{partner.name} ({label('pays', partner.country, language)})" if partner.country else partner.name


def _date(content: Content, side: str) -> tuple[str, ...]:
    year, month, day = (getattr(content, f"{side}_{part}") for part in ("year", "month", "day"))
    return _words(partial_date(year, month, day))


def _suspension(content: Content) -> tuple[str, ...]:
    is_told = content.progress == Progress.SUSPENDED and content.suspension_reason_is_public
    return _words(content.suspension_reason) if is_told else ()


def _words(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
