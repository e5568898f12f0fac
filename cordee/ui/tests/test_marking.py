"""Two texts shown as one: nothing is lost, nothing typed becomes code, a screen reader is told."""

from hypothesis import given
from hypothesis import strategies as st

from cordee.ui.marking import MOST, Piece, marked, pieces

TEXTS = st.text(alphabet="ab é,.\n<&", max_size=60)


@given(TEXTS, TEXTS)
def test_the_pieces_give_both_texts_back(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(piece.same + piece.gone for piece in found) == before
    assert "".join(piece.same + piece.new for piece in found) == after


def test_a_word_that_changed_is_the_only_one_marked() -> None:
    assert marked("Un puits à Dakar.", "Un puits à Thiès.") == (
        'Un puits à <del><span class="vh w-sr-only">taken out: </span>Dakar</del>'
        '<ins><span class="vh w-sr-only">added: </span>Thiès</ins>.'
    )


def test_changes_that_a_space_keeps_apart_are_one() -> None:
    found = pieces("Une école ici, au village de Dindéfello.", "Des puits ici, au village de Dindéfello.")
    assert found[0] == Piece(gone="Une école", new="Des puits")


def test_texts_that_share_nothing_stand_whole() -> None:
    assert pieces("un, deux, trois", "quatre, cinq") == [Piece(gone="un, deux, trois", new="quatre, cinq")]


def test_nothing_typed_becomes_code() -> None:
    shown = marked("<b>a</b>", "<script>alert(1)</script>")
    assert "<script>" not in shown
    assert "<b>" not in shown


def test_what_would_take_too_long_is_exchanged_as_a_whole() -> None:
    before, after = "a b " * MOST, "b a c " * MOST
    assert pieces(before, after) == [Piece(gone=before, new=after)]
    assert len(pieces("un deux trois " * 20, "un deux quatre " * 20)) > 20
