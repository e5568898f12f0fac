"""What an act changed of what is public, judged by whose act it was."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.permissions.publishing.known import Known
from tests.permissions.publishing.sheets import WIDTHS, Row, rows, shown_words

OPERATOR: Final = "operator"
"""Who runs an import: no account of the site."""


class Judge:
    """Sees the sheets before and after each act."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.rows = rows()

    def look(
        self,
        who: str,
        act: Callable[[], Any],
        *,
        widens: bool = False,
        only: frozenset[str] | None = None,
        read: set[str] | None = None,
    ) -> Any:
        """One act. `widens`: it asks for more to be seen. `only`: the parts that it may touch, whoever acts.

        `read`: what somebody of the team had before her; nothing else may become public by her act.
        """
        before, done = self.rows, act()
        self.rows = rows()
        for number in before.keys() | self.rows.keys():
            old, new = _public(before, number), _public(self.rows, number)
            if old and new and old.content == new.content:
                continue
            if old or new:
                self._judge(who, old, new, is_new=number not in before, widens=widens, only=only, read=read)
        return done

    def _judge(
        self,
        who: str,
        old: Row | None,
        new: Row | None,
        *,
        is_new: bool,
        widens: bool,
        only: frozenset[str] | None,
        read: set[str] | None,
    ) -> None:
        if old and new and not widens:
            assert WIDTHS.index(new.audience) >= WIDTHS.index(old.audience), "an audience was widened"
            assert new.hidden >= old.hidden, "something hidden was shown"
        if read is not None and new:
            fresh = shown_words(new.content) - (shown_words(old.content) if old else set())
            assert fresh <= read, "the team has let through what it had not read"
        if only is not None:
            assert old, "this act publishes nothing"
            assert new, "this act takes nothing down"
            assert _changed(old, new) <= only, "this act writes nothing else"
            return
        houses = {row.lead for row in (old, new) if row}
        if who != OPERATOR and not all(self.known.is_team(who, house) for house in houses):
            self._judge_contributor(who, houses, old, new, is_new=is_new)

    def _judge_contributor(
        self, who: str, houses: set[int], old: Row | None, new: Row | None, *, is_new: bool
    ) -> None:
        known = self.known
        for house in houses:
            assert known.contributes(who, house), "account or membership was not validated"
        if old and old.audience == "named":
            assert known.people[who].number in old.readers, "she has written what she may not read"
        if new is None:
            return  # she took her own sheet down
        regimes = {known.regime(house) for house in houses}
        if old is None:
            assert is_new, "the team alone brings back what is not public"
            assert "always" not in regimes, "a sheet went round the regime"
            is_vouched = all(known.has_shown_itself(house) for house in houses)
            assert "first" not in regimes or is_vouched, "the first sheet did not wait"
        else:
            assert regimes == {"after"}, "an edit went round the regime"


def _public(found: Mapping[int, Row], number: int) -> Row | None:
    row = found.get(number)
    return row if row and row.is_live else None


def _changed(old: Row, new: Row) -> set[str]:
    return {name for name, value in new.content.items() if old.content.get(name) != value}
