"""Bringing back what a sheet once said, without letting more people see more than they do now."""

from collections.abc import Sequence
from dataclasses import replace

from cordee.actions.content import Content, PartnerName, Place
from cordee.actions.enums import Audience
from cordee.core.text import key_of

_FROM_WIDE = (Audience.PUBLIC, Audience.VERIFIED, Audience.STRUCTURE, Audience.NAMED)


def no_wider(content: Content, *, than: Content) -> Content:
    """The content as those may see it who may see both: `than` is what the sheet now says.

    Who carries it stays as it is now: a structure that left does not come back by itself. What is hidden now
    stays hidden, and what was hidden then.
    """
    hides_reason = bool(than.suspension_reason) and not than.suspension_reason_is_public
    group = [number for number in than.co_leads if number in _group(content)]
    content = replace(
        content,
        places=tuple(_place(place, than) for place in content.places),
        partners=tuple(_partner(partner, than) for partner in content.partners),
        suspension_reason_is_public=content.suspension_reason_is_public and not hides_reason,
    )
    audience, readers = _narrower(content, than)
    if content.audience == Audience.STRUCTURE and than.lead not in _group(content):
        audience, readers = Audience.NAMED, ()
    co_leads = tuple(group) if audience == Audience.STRUCTURE else than.co_leads
    return replace(content, lead=than.lead, co_leads=co_leads, audience=audience, readers=readers)


def widened(before: Content, after: Content) -> set[str]:
    """The parts by which more persons see more than they did."""
    found = set()
    if _narrower(after, before) != (after.audience, after.readers):
        found |= {"audience", "readers"}
    if after.audience == Audience.STRUCTURE and _group(after) - _group(before):
        found |= {"lead", "co_leads"}
    found |= {name for name in ("places", "partners") if _shows(getattr(before, name), getattr(after, name))}
    if (
        after.suspension_reason_is_public
        and before.suspension_reason
        and not before.suspension_reason_is_public
    ):
        found.add("suspension_reason_is_public")
    return {name for name in found if getattr(before, name) != getattr(after, name)}


def _shows(before: Sequence[Place] | Sequence[PartnerName], after: Sequence[Place | PartnerName]) -> bool:
    """One that was hidden is so no more, and something is shown that was not."""
    hidden = {one for one in before if one.is_hidden} - set(after)
    return bool(hidden) and any(not one.is_hidden and one not in before for one in after)


def _narrower(one: Content, other: Content) -> tuple[Audience, tuple[int, ...]]:
    """An audience inside both; members of a structure and named persons may have nobody in common."""
    if one.audience == other.audience:
        return one.audience, tuple(number for number in one.readers if number in other.readers)
    wide, narrow = sorted((one, other), key=lambda said: _FROM_WIDE.index(said.audience))
    if wide.audience == Audience.STRUCTURE:
        return Audience.NAMED, ()
    return narrow.audience, narrow.readers


def _group(content: Content) -> set[int]:
    """The structures whose members see what is kept to the structure."""
    return {content.lead, *content.co_leads}


def _place(place: Place, now: Content) -> Place:
    """Hidden where it may be a place that is hidden now. In doubt, it is."""
    if place in now.places:
        return place
    hidden = [one for one in now.places if one.is_hidden]
    may_be = any(not one.country or one.country == place.country or _is_at(one, place) for one in hidden)
    return replace(place, is_hidden=place.is_hidden or may_be)


def _is_at(hidden: Place, place: Place) -> bool:
    return hidden.lon is not None and (hidden.lon, hidden.lat) == (place.lon, place.lat)


def _partner(partner: PartnerName, now: Content) -> PartnerName:
    """Hidden where some partner is hidden now and this one is not among those that show. In doubt, it is."""
    shown = {key_of(one.name) for one in now.partners if not one.is_hidden}
    hides = any(one.is_hidden for one in now.partners)
    return replace(partner, is_hidden=partner.is_hidden or (hides and key_of(partner.name) not in shown))
