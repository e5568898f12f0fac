"""Two texts are shown as one: nothing is lost of either, and what stayed is not called changed."""

from hypothesis import given
from hypothesis import strategies as st

from cordee.actions.marks import MOST, Mark, Piece, marked

WORDS = st.lists(st.sampled_from(["école", "au", "Laos", "Laos.", "<b>", "\n", "a\u202eb"])).map(" ".join)


def _said(pieces: list[Piece], *marks: Mark) -> str:
    return "".join(piece.text for piece in pieces if piece.mark in marks)


@given(before=WORDS | st.text(), after=WORDS | st.text())
def test_both_texts_can_be_read_from_the_one(before: str, after: str) -> None:
    pieces = marked(before, after)
    assert _said(pieces, Mark.SAME, Mark.GONE) == before
    assert _said(pieces, Mark.SAME, Mark.NEW) == after
    assert all(piece.text for piece in pieces)


@given(text=WORDS | st.text(min_size=1))
def test_the_same_text_is_one_piece_that_stayed(text: str) -> None:
    assert marked(text, text) == ([Piece(Mark.SAME, text)] if text else [])


def test_one_word_that_changes_is_the_only_one_marked() -> None:
    assert marked("Une école au Laos.", "Une école au Japon.") == [
        Piece(Mark.SAME, "Une école au "),
        Piece(Mark.GONE, "Laos"),
        Piece(Mark.NEW, "Japon"),
        Piece(Mark.SAME, "."),
    ]


def test_neighbouring_words_are_exchanged_together() -> None:
    marks = [piece.mark for piece in marked("un deux fin", "trois quatre fin")]
    assert marks == [Mark.GONE, Mark.NEW, Mark.SAME]


def test_very_long_texts_are_exchanged_whole() -> None:
    before = "x " + " a b" * MOST
    after = "x " + " b a c" * MOST
    assert [piece.mark for piece in marked(before, after)][:3] == [Mark.SAME, Mark.GONE, Mark.NEW]
