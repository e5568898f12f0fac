"""The numbers by which registers know a structure: SIRET of an establishment, RNA of an association."""

import re

RNA = r"^W[0-9][0-9A-Z][0-9]{7}$"
"""W and nine digits; the second is a letter overseas and in Corsica (W9R… in Réunion)."""


def siret_is_valid(siret: str) -> bool:
    """14 digits whose Luhn sum is a multiple of ten; La Poste's (356000000) add up to a multiple of five.

    Source: INSEE's documentation of the SIRENE register.
    """
    if len(siret) != 14 or not siret.isascii() or not siret.isdigit() or not int(siret):
        return False
    digits = [int(digit) for digit in siret]
    if siret.startswith("356000000") and sum(digits) % 5 == 0:
        return True
    doubled = [2 * digit if n % 2 == 0 else digit for n, digit in enumerate(digits)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def rna_is_valid(rna: str) -> bool:
    """A number of the national register of associations."""
    return re.fullmatch(RNA, rna) is not None
