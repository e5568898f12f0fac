"""Folding and slugs: the same words give the same key, whoever types them; numbers that were sent."""

import pytest

from cordee.core.text import fold, key_of, number_in, slug_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Éducation", "education"),
        ("Œuvre et Læticia", "oeuvre et laeticia"),
        ("Straße", "strasse"),
        ("Łódź, Tromsø, Đồng Hới", "lodz, tromso, dong hoi"),
        ("Iğdır İstanbul", "igdir istanbul"),
        ("Þórshöfn Ðakovo", "thorshofn dakovo"),
        ("l’Ukraine", "l'ukraine"),
        ("Saint-Étienne – gare", "saint-etienne – gare"),
        ("  deux\u00a0\u202fmots \n", "deux mots"),
        ("co\u00adopération", "cooperation"),
        ("Αθήνα", "αθηνα"),
        ("서울", "서울"),
        ("東京", "東京"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["Ǆungla", "ŒUVRE", "İ", "ﬃ ½", "ΟΔΟΣ ς", "Việt Nam", "´ `", "서울", "ẞ"])
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text", ["Saint-Pétersbourg", "SAINT PÉTERSBOURG", "saint_petersbourg", " (Saint–Petersbourg) "]
)
def test_key_ignores_punctuation(text: str) -> None:
    assert key_of(text) == "saint petersbourg"


def test_key_of_punctuation_is_empty() -> None:
    assert key_of("-- ’ !") == ""


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Coopération Grenoble – Ouagadougou", "cooperation-grenoble-ouagadougou"),
        ("L’eau, à Dindéfello : 2023 !", "l-eau-a-dindefello-2023"),
        ("--Œuvre--", "oeuvre"),
    ],
)
def test_slug(text: str, slug: str) -> None:
    assert slug_of(text) == slug


def test_slug_is_cut_between_words() -> None:
    assert slug_of("coopération décentralisée", 15) == "cooperation"
    assert slug_of("coopération décentralisée", 11) == "cooperation"
    assert slug_of("anticonstitutionnellement", 10) == "anticonsti"


def test_slug_is_never_empty() -> None:
    assert slug_of("東京", default="action") == "action"
    with pytest.raises(ValueError, match="Latin letter"):
        slug_of("東京")


@pytest.mark.parametrize(
    ("sent", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, None),
        ("", None),
        (" 7", None),
        ("-7", None),
        ("7.0", None),
        ("٧", None),
        ("²", None),
        (None, None),
        (7, None),
    ],
)
def test_a_number_is_read_where_a_column_could_hold_it(sent: object, number: int | None) -> None:
    assert number_in(sent) == number


def test_a_version_has_fewer_digits_than_a_key() -> None:
    assert number_in("123456789", digits=9) == 123456789
    assert number_in("1234567890", digits=9) is None
