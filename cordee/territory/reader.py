"""Reads one TOML table strictly: keeps every problem with its key and how to mend it, stops at none."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cordee.territory.shape import LocalText

SITE_LANGUAGES = ("fr", "en")
"""Languages that the software speaks: a text must exist in each of them that the territory offers."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Problems:
    """Sentences gathered while a folder is read, each beginning with the file it speaks of."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def add(self, file: str, key: str, sentence: str) -> None:
        """Keep one problem: `territory.toml: home.lon must be …`."""
        self.sentences.append(f"{file}: {key} {sentence}")


class Table:
    """One table of the file. Each reading takes its key out; `close` names the keys that nobody asked for."""

    def __init__(
        self,
        content: Mapping[str, Any],
        *,
        problems: Problems,
        file: str = "territory.toml",
        path: str = "",
        languages: tuple[str, ...] = (),
    ) -> None:
        self._content = dict(content)
        self._problems = problems
        self._file = file
        self._path = path
        self.languages = languages

    def problem(self, key: str, sentence: str) -> None:
        """Keep a problem of one of this table's keys."""
        self._problems.add(self._file, f"{self._path}{key}", sentence)

    def take(self, key: str, kind: type | tuple[type, ...], what: str, default: Any = None) -> Any:
        """The value of a key, which must be there unless `default` is given, and of that kind."""
        if key not in self._content:
            if default is None:
                self.problem(key, f"is missing; write {what}")
            return default
        value = self._content.pop(key)
        if (isinstance(value, bool) and kind is not bool) or not isinstance(value, kind):
            self.problem(key, f"must be {what}, not {value!r}")
            return default
        return value

    def string(self, key: str, default: str | None = None) -> str:
        """A text without language, such as an address."""
        return str(self.take(key, str, f'a text: {key} = "…"', default) or "").strip()

    def degrees(self, key: str, limit: int) -> float:
        """A longitude (limit 180) or latitude (limit 90)."""
        value = float(self.take(key, (int, float), f"a number between -{limit} and {limit}") or 0)
        if abs(value) > limit:
            self.problem(key, f"must lie between -{limit} and {limit}, not {value}")
        return value

    def slug(self) -> str:
        """The `slug` of a list's entry: what addresses show."""
        slug = self.string("slug")
        if slug and not _SLUG.fullmatch(slug):
            self.problem("slug", f"must be lower-case letters, digits and hyphens, not {slug!r}")
        return slug

    def local(self, key: str, *, required: bool = True) -> LocalText:
        """A text per language, or one plain text for all: `{fr = "…", en = "…"}` or `"…"`."""
        what = 'a text, or one per language: {fr = "…", en = "…"}'
        value = self.take(key, (str, dict), what, None if required else {})
        if isinstance(value, str):
            value = dict.fromkeys(self.languages, value)
        if not value:
            return LocalText({})
        return self._by_language(key, value)

    def _by_language(self, key: str, value: Mapping[str, Any]) -> LocalText:
        for language in value.keys() - set(self.languages):
            self.problem(
                f"{key}.{language}", f"is in no language of `languages`; add «{language}» there or remove it"
            )
        found: dict[str, str] = {}
        for language in self.languages:
            words = value.get(language)
            if isinstance(words, str) and words.strip():
                found[language] = unwrap(words)
            elif language in SITE_LANGUAGES or language in value:
                self.problem(f"{key}.{language}", f'is missing or empty; write {language} = "…"')
        return LocalText(found)

    def table(self, key: str, *, required: bool = True) -> "Table":
        """A table inside this one, `[path.key]`."""
        content = self.take(key, dict, f"a table [{self._path}{key}]", None if required else {})
        return self._inside(content or {}, f"{key}.")

    def tables(self, key: str, *, required: bool = True) -> Iterator["Table"]:
        """The tables of a list, each `[[key]]`."""
        rows = self.take(key, list, f"at least one [[{self._path}{key}]]", None if required else [])
        for number, row in enumerate(rows or [], start=1):
            if isinstance(row, dict):
                yield self._inside(row, f"{key}[{number}].")
            else:
                self.problem(f"{key}[{number}]", f"must be a table [[{self._path}{key}]], not {row!r}")

    def _inside(self, content: Mapping[str, Any], path: str) -> "Table":
        return Table(
            content,
            problems=self._problems,
            file=self._file,
            path=self._path + path,
            languages=self.languages,
        )

    def left(self) -> tuple[str, ...]:
        """The keys that nobody has taken yet."""
        return tuple(self._content)

    def close(self, *known: str) -> None:
        """Name every key left as unknown; `known` are this table's keys, to help mend a slip of the pen."""
        for key in self._content:
            hint = f"; known here: {', '.join(known)}" if known else ""
            self.problem(key, f"is not known; remove it or correct its name{hint}")


def unwrap(words: str) -> str:
    """A text written on several lines as one; an empty line parts paragraphs. No-break spaces stay."""
    paragraphs = re.split(r"\n[ \t]*\n", words.replace("\r\n", "\n").strip())
    return "\n\n".join(re.sub(r"[ \t\n]+", " ", paragraph).strip() for paragraph in paragraphs)
