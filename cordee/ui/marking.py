"""Two texts shown as one: what was taken out and what was added, word by word, said in words too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from rapidfuzz.distance import Indel

MOST = 6_000
"""Words, spaces and signs of one text beyond which it is shown whole: finding them would take too long."""
_TOO_FEW = 0.25
"""Where less than that is common, one text stands in place of the other: crumbs do not read."""
_HEARD = "vh w-sr-only"
"""What is not seen, on the site and in the back office."""
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of both texts: common to both (`same`), or what one has in place of the other."""

    same: str = ""
    gone: str = ""
    new: str = ""


def marked(before: str, after: str) -> SafeString:
    """Both texts as one, with `<del>` and `<ins>`."""
    return format_html_join("", "{}", ((_shown(piece),) for piece in pieces(before, after)))


def pieces(before: str, after: str) -> list[Piece]:
    """The stretches in order; they give both texts back."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    whole = [Piece(gone=before, new=after)]
    if max(len(old), len(new)) > MOST or not (old and new):
        return whole if before or after else []
    found = list(_joined(_raw(old, new)))
    common = sum(len(piece.same) for piece in found)
    return found if common >= _TOO_FEW * min(len(before), len(after)) else whole


def _raw(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for code in Indel.opcodes(old, new):
        gone = "".join(old[code.src_start : code.src_end])
        yield (
            Piece(same=gone)
            if code.tag == "equal"
            else Piece(gone=gone, new="".join(new[code.dest_start : code.dest_end]))
        )


def _joined(raw: Iterator[Piece]) -> Iterator[Piece]:
    """Changes that only a space or a comma keeps apart are one."""
    gone = new = between = ""
    for piece in chain(raw, [Piece()]):
        if piece.same and not _WORD.search(piece.same) and (gone or new):
            between += piece.same
        elif piece.gone or piece.new:
            gone, new, between = gone + between + piece.gone, new + between + piece.new, ""
        else:
            if gone or new:
                yield Piece(gone=gone, new=new)
            if between or piece.same:
                yield Piece(same=between + piece.same)
            gone = new = between = ""


def _shown(piece: Piece) -> SafeString:
    if piece.same:
        return format_html("{}", piece.same)
    gone = format_html('<del><span class="{}">{} </span>{}</del>', _HEARD, _("taken out:"), piece.gone)
    new = format_html('<ins><span class="{}">{} </span>{}</ins>', _HEARD, _("added:"), piece.new)
    return format_html("{}{}", gone if piece.gone else "", new if piece.new else "")
