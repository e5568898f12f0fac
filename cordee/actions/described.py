"""The structures that a file of actions names: found, or described on its lines and made when needed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from cordee.actions import operations
from cordee.core.tables import cells
from cordee.core.text import key_of, slug_of
from cordee.organisations import operations as organisation_operations
from cordee.organisations import queries, sheets
from cordee.organisations.content import Content
from cordee.organisations.models import Organisation
from cordee.organisations.sheets import ColumnError

Warn = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says of one structure."""

    is_lead: bool
    key: str
    name: str = ""
    kind: str = ""
    commune: str = ""

    def column(self, part: str) -> str:
        """The column that says it: key, name, kind or commune."""
        return f"organisation_{part}" if self.is_lead else f"co_organisation_{part}s"


def lead_of(row: Mapping[str, str]) -> Said:
    """What the line says of the structure that leads the action."""
    said = {name: row.get(f"organisation_{name}", "").strip() for name in ("key", "name", "kind", "commune")}
    return Said(is_lead=True, **said)


def co_leads_of(row: Mapping[str, str]) -> Iterator[Said]:
    """What the line says of those that carry the action with it."""
    lists = {
        name: cells.listed(row.get(f"co_organisation_{name}", "")) for name in ("keys", "names", "kinds")
    }
    count = max(map(len, lists.values()))
    for name, values in lists.items():
        if values and len(values) != count:
            message = _(
                "The co-leads have %(count)d values here and %(most)d in another column: give as many."
            )
            raise ColumnError(f"co_organisation_{name}", message % {"count": len(values), "most": count})
    for n in range(count):
        key, name, kind = (values[n] if values else "" for values in lists.values())
        if key or name:
            yield Said(is_lead=False, key=key, name=name, kind=kind)


class Structures:
    """The structures known before the import, and those that its lines describe, by negative numbers."""

    def __init__(self) -> None:
        self._numbers = numbers_by_key()
        self._names: dict[str, set[int]] = defaultdict(set)
        self._facts: dict[int, tuple[str, str, tuple[str, str]]] = {}
        rows = Organisation.objects.values_list("pk", "merged_into", "name", "kind", "commune", "locality")
        public = set(queries.published().values_list("pk", flat=True))
        for number, target, name, kind, commune, locality in rows:
            # What was asked for or refused, anybody may have called as she liked.
            if (target or number) in public:
                self._names[key_of(name)].add(target or number)
            self._facts[number] = (name, kind, (commune, locality))
        self._waiting: list[organisation_operations.Entry] = []
        self._told: set[tuple[int, str, str]] = set()

    def number(self, said: Said, warn: Warn) -> int:
        """The structure's number, negative while it waits to be made. Raises `ColumnError`."""
        if not said.key and not said.name:
            raise ColumnError(said.column("key"), _("Give the key of the structure that leads the action."))
        number = self._found(said)
        if number is None:
            return self._described(said, warn)
        self._compare(number, said, warn)
        return number

    def _found(self, said: Said) -> int | None:
        if said.key:
            return self._numbers.get(said.key)
        named = self._names.get(key_of(said.name), set())
        if len(named) > 1:
            message = _("%(count)d structures are called “%(name)s”: say which by organisation_key.")
            raise ColumnError(said.column("name"), message % {"count": len(named), "name": said.name[:80]})
        return next(iter(named), None)

    def _described(self, said: Said, warn: Warn) -> int:
        key = _key(said)
        if not key:
            message = _("No address can be made of the name “%(name)s”: give the structure a key.")
            raise ColumnError(said.column("key"), message % {"name": said.name[:80]})
        if not (said.name and said.kind):
            message = _(
                "No structure has the key “%(key)s”: import the file of the structures first, or add the"
                " columns %(columns)s."
            )
            columns = ", ".join(said.column(part) for part in ("name", "kind"))
            raise ColumnError(said.column("key"), message % {"key": key[:80], "columns": columns})
        if key in self._numbers:
            message = _("The key “%(key)s”, made of the name, is another structure's: give a key.")
            raise ColumnError(said.column("key"), message % {"key": key[:80]})
        content = _content(said, key)
        if self._names.get(key_of(said.name)):
            message = _(
                "A structure called “%(name)s” is there already: a second one is made. If they are the same,"
                " write its key."
            )
            warn(said.column("key"), message % {"name": said.name[:80]})
        self._waiting.append(organisation_operations.Entry(key=key, content=content))
        number = -len(self._waiting)
        self._facts[number] = (content.name, content.kind, (content.commune, content.locality))
        self._numbers[key] = number
        self._names[key_of(said.name)].add(number)
        return number

    def _compare(self, number: int, said: Said, warn: Warn) -> None:
        """Where the line says otherwise than the structure's sheet, the sheet stays: a warning says so."""
        name, kind, place = self._facts[number]
        given = {
            "name": (said.name, key_of(said.name) == key_of(name), name),
            "kind": (said.kind, sheets.kinds().get(key_of(said.kind)) == kind, kind),
            "commune": (said.commune, sheets.commune_of(said.commune[:120]) == place, "".join(place)),
        }
        for part, (text, is_same, known) in given.items():
            if text and not is_same and (number, part, text) not in self._told:
                self._told.add((number, part, text))
                message = _(
                    "The structure's sheet says “%(known)s” and stays so: the file of structures changes it."
                )
                warn(said.column(part), message % {"known": known})

    def made(self, entries: Sequence[operations.Entry]) -> tuple[list[operations.Entry], list[str]]:
        """The entries with the structures they wait for made, and the names of those."""
        wanted = sorted(
            {n for entry in entries for n in (entry.content.lead, *entry.content.co_leads) if n < 0},
            reverse=True,
        )
        if not wanted:
            return list(entries), []
        waiting = [self._waiting[-number - 1] for number in wanted]
        organisation_operations.put(waiting)
        by_key = numbers_by_key()
        real = {number: by_key[entry.key or ""] for number, entry in zip(wanted, waiting, strict=True)}
        self._settle(real)
        return [_with(entry, real) for entry in entries], [entry.content.name for entry in waiting]

    def _settle(self, real: Mapping[int, int]) -> None:
        self._numbers = {key: real.get(number, number) for key, number in self._numbers.items()}
        for name, numbers in self._names.items():
            self._names[name] = {real.get(number, number) for number in numbers}
        for provisional, number in real.items():
            self._facts[number] = self._facts[provisional]


def numbers_by_key() -> dict[str, int]:
    """Numbers of structures by address, then by key; a merged one leads to what took it in."""
    rows = list(queries.known_to_files().values_list("pk", "key", "slug", "merged_into"))
    by_slug = {slug: target or number for number, _key, slug, target in rows}
    return by_slug | {key: target or number for number, key, _slug, target in rows if key}


def _with(entry: operations.Entry, real: Mapping[int, int]) -> operations.Entry:
    content = entry.content
    lead = real.get(content.lead, content.lead)
    co_leads = tuple(real.get(number, number) for number in content.co_leads)
    return replace(entry, content=replace(content, lead=lead, co_leads=co_leads))


def _content(said: Said, key: str) -> Content:
    row = {"name": said.name, "kind": said.kind, "commune": said.commune}
    try:
        content = sheets.read(row, {})
    except ColumnError as error:
        raise ColumnError(said.column(error.column), str(error)) from error
    for problem in organisation_operations.problems_of(content, None):
        raise ColumnError(said.column("name"), problem)
    for problem in organisation_operations.problems_of_key(key):
        raise ColumnError(said.column("key"), problem)
    return content


def _key(said: Said) -> str:
    return said.key or slug_of(said.name, max_length=100, default="-").strip("-")
