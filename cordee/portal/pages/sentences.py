"""The sentence above each chart, from the same counts: ties are said, nothing is guessed."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.actions.labels import label
from cordee.portal.pages.portrait import Portrait, Ranking
from cordee.portal.words import actions_counted, listed

_NAMED = 3


def leaders(ranking: Ranking) -> tuple[list[str], int]:
    """The values with the highest count, and that count."""
    highest = max((count for _value, count in ranking), default=0)
    return [value for value, count in ranking if count == highest], highest


def on_structures(found: Portrait) -> str:
    """«X carries 3 of the 7 actions.»"""
    names, highest = leaders(found.structures)
    said = {"names": listed(names), "count": highest, "total": found.count, "number": len(names)}
    if len(found.structures) == 1:
        text = ngettext(
            "%(names)s carries the only action.", "%(names)s carries all %(total)s actions.", found.count
        )
        return text % said
    if len(names) == 1:
        return _("%(names)s carries %(count)s of the %(total)s actions.") % said
    if len(names) > _NAMED:
        text = ngettext(
            "%(number)s structures carry one action each.",
            "%(number)s structures carry %(count)s actions each.",
            highest,
        )
        return text % said
    text = ngettext(
        "%(names)s carry one action each, of %(total)s.",
        "%(names)s carry %(count)s actions each, of %(total)s.",
        highest,
    )
    return text % said


def on_goals(found: Portrait, language: str) -> str:
    """«SDG 9 (Innovation) comes first: 5 of the 7 actions.»"""
    numbers, highest = leaders(found.goals)
    said = {"numbers": listed(numbers), "count": highest, "total": found.count}
    if len(numbers) == 1:
        text = _("SDG %(numbers)s (%(name)s) comes first: %(count)s of %(total)s.")
        if len(found.goals) == 1:
            text = _("One goal: SDG %(numbers)s (%(name)s).")
        name = label("odd", numbers[0], language)
        return text % (said | {"name": name, "total": actions_counted(found.count)})
    if len(numbers) == len(found.goals):
        return (
            ngettext("SDG %(numbers)s: one action each.", "SDG %(numbers)s: %(count)s actions each.", highest)
            % said
        )
    text = _("SDG %(numbers)s come first together: %(count)s of %(total)s each.")
    return text % (said | {"total": actions_counted(found.count)})


def on_countries(found: Portrait, language: str) -> str:
    """«Japan comes first: 3 of the 7 actions.»"""
    codes, highest = leaders(found.countries)
    names = [label("pays", code, language) for code in codes]
    said = {
        "names": listed(names),
        "count": highest,
        "number": len(names),
        "total": actions_counted(found.count),
    }
    if len(found.countries) == 1:
        return _("One country: %(names)s.") % said
    if len(names) == 1:
        return _("%(names)s comes first: %(count)s of %(total)s.") % said
    if len(names) > _NAMED:
        text = ngettext(
            "%(number)s countries come first together, with one action each.",
            "%(number)s countries come first together, with %(count)s actions each.",
            highest,
        )
        return text % said
    text = ngettext(
        "%(names)s come first together, with one action each.",
        "%(names)s come first together, with %(count)s actions each.",
        highest,
    )
    return text % said


def on_time(found: Portrait) -> tuple[str, str]:
    """How many go on and since when; then how many dates are missing."""
    parts = []
    if found.ongoing:
        text = ngettext("%(count)s action goes on.", "%(count)s actions go on.", found.ongoing)
        parts.append(text % {"count": found.ongoing})
    if found.oldest:
        parts.append(_("The oldest known start is in %(year)s.") % {"year": found.oldest})
    missing = ngettext(
        "%(count)s action has no date yet.", "%(count)s actions have no date yet.", found.undated
    )
    return " ".join(parts), missing % {"count": found.undated} if found.undated else ""
