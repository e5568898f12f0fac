"""The back office, gone through by its links: what not even the team reads, and what a remit keeps apart."""

import re
from typing import Final

import pytest

from cordee.accounts.models import User
from tests.data import Cast
from tests.permissions.crawling import crawl
from tests.permissions.test_canary import keys

DESK: Final = "/animation/"
RECORDS: Final = "/animation/registre/"
AGAIN: Final = rf"{RECORDS}(change/inspect/|\w+/\?)"
"""A page for each row of the journal, which `test_canary_kept` reads whole; the lists in another order."""
LOOKED_AT: Final = re.compile(r"/animation/($|journal/|equipe/|registre/)")
"""Where one decides on nothing: the whole team may look."""
NEVER: Final = frozenset({"zzjoindre", "99 12 34", "zzrelais", "zznomferme"})
"""What reaches a person, what one writes to another, and who is to be named to nobody."""
OF_THE_ATELIER: Final = frozenset({
    "zzbrouillon", "zzsoumise", "zzarepriser", "zzretiree", "zzarchivee", "zzmotif", "zzlieu", "zzpartenaire",
    "102.3456", "18.7654", "zzproposee", "zzautrefois", "zznote", "zzdissoute", "zzentrenous",
    "zznominterne", "zznomdubrouillon",
})  # fmt: skip
FOUND: Final = {
    "team": {"zzbrouillon", "zzproposee", "zznote", "zzsignalement", "zzdemande", "zzenattente"},
    "administrator": {"zzbrouillon", "zzsignalement", "zzdemande", "zzenattente"},
    "limited": {"zzfondation", "zzsignalement", "zzdemande", "zzenattente"},
}
"""What each must come across, lest nothing be looked at."""


@pytest.mark.parametrize("role", list(FOUND))
def test_the_desk_tells_what_its_reader_may_know(cast: Cast, role: str) -> None:
    left_out = AGAIN if role == "team" else RECORDS  # the records are the same for all
    pages = crawl(cast.client(role), [DESK], left_out=f"(?!{DESK})|{DESK}logout/|{left_out}")
    texts = {address: text.lower() for address, text in pages.items()}
    passwords = [one.lower() for one in User.objects.values_list("password", flat=True)]
    faults = [
        f"{role} reads «{word}» on {address}"
        for address, text in texts.items()
        for word in (*NEVER, *keys(cast), *passwords)
        if word in text
    ]
    if role == "limited":
        faults += [
            f"{role} reads «{word}», outside her remit, on {address}"
            for address, text in texts.items()
            for word in OF_THE_ATELIER
            if word in text and not LOOKED_AT.match(address)
        ]
    assert not faults, "\n".join(faults)
    everything = "\n".join(texts.values())
    assert {word for word in FOUND[role] if word not in everything} == set()
    print(f"{role}: {len(pages)} pages")  # noqa: T201  # how much was looked at
    assert len(pages) > 15
