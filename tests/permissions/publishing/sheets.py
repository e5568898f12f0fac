"""What the database says of sheets, as plain values; and the words that stand in them."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from cordee.actions import queries
from cordee.actions.content import as_json
from cordee.actions.models import Action

WORD = re.compile("zz[a-p]{14}zz")
WIDTHS = ("public", "verified", "structure", "named")
"""From the widest audience on."""
_numbers = count(1)


def new_word() -> str:
    """A word like no other, far from any: no search takes it for another one."""
    digest = hashlib.sha256(str(next(_numbers)).encode()).hexdigest()[:14]
    return "zz" + "".join(chr(ord("a") + int(digit, 16)) for digit in digest) + "zz"


@dataclass(frozen=True, slots=True)
class Row:
    """One sheet: where it stands, and what it says."""

    number: int
    slug: str
    state: str
    is_live: bool
    waits: bool
    version: int
    content: Mapping[str, Any]

    @property
    def lead(self) -> int:
        """The structure that carries it."""
        return int(self.content["lead"])

    @property
    def houses(self) -> frozenset[int]:
        """All that carry it."""
        return frozenset({self.lead, *self.content["co_leads"]})

    @property
    def audience(self) -> str:
        """For whom it is."""
        return str(self.content["audience"])

    @property
    def readers(self) -> frozenset[int]:
        """Whom it names as its readers."""
        return frozenset(self.content["readers"])

    @property
    def hidden(self) -> int:
        """How many of its places and partners are hidden."""
        return sum(part["is_hidden"] for part in (*self.content["places"], *self.content["partners"]))


def rows() -> dict[int, Row]:
    """Every sheet, by number."""
    found = queries.with_everything(Action.objects.order_by("pk"))
    return {
        one.pk: Row(
            number=one.pk,
            slug=one.slug,
            state=one.state,
            is_live=one.live,
            waits=one.has_unpublished_changes,
            version=one.version,
            content=as_json(queries.content_of(one)),
        )
        for one in found
    }


def words_in(text: str) -> set[str]:
    """The words of ours that stand in a text."""
    return set(WORD.findall(text.lower()))


def all_words(content: Mapping[str, Any]) -> set[str]:
    """All that a sheet holds."""
    return words_in(json.dumps(content))


def shown_words(content: Mapping[str, Any]) -> set[str]:
    """What is read of it by those for whom it is: without what is hidden."""
    parts = {
        name: [part for part in content[name] if not part["is_hidden"]] for name in ("places", "partners")
    }
    return words_in(json.dumps({**content, **parts}))
