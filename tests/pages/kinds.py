"""One address of every kind of page: the tests of the pages and of the browser go through all of them."""

from typing import Final

from tests.data import Cast, commune

KINDS: Final = {
    "home": "/",
    "map": "/carte/",
    "map, filtered": "/carte/?odd=6&pays=SN",
    "map, an action": "/carte/?action={full}",
    "map, an action of a closed structure": "/carte/?action={orphan}",
    "map, table": "/carte/?vue=tableau",
    "map, nothing found": "/carte/?q=introuvable&odd=1",
    "list": "/actions/",
    "table": "/actions/?vue=tableau",
    "action": "/actions/{full}/",
    "action, compiled": "/actions/{compiled}/",
    "action, everywhere": "/actions/{world}/",
    "action of a closed structure": "/actions/{orphan}/",
    "structures": "/structures/",
    "structure": "/structures/{atelier}/",
    "structure, empty": "/structures/{company}/",
    "countries": "/pays/",
    "country": "/pays/SN/",
    "country, empty": "/pays/NR/",
    "communes": "/communes/",
    "commune": "/communes/{commune}/",
    "commune, empty": "/communes/{empty}/",
    "about": "/a-propos/",
    "legal": "/mentions-legales/",
    "accessibility": "/accessibilite/",
    "privacy": "/donnees-personnelles/",
    "credits": "/credits/",
    "style guide": "/styleguide/",
    "not found": "/nowhere/",
}
"""Names of the kinds, and their addresses with `{name}` for the slug of an action or a structure."""


def addresses(cast: Cast, prefix: str = "") -> dict[str, str]:
    """The address of each kind, in French or under a prefix."""
    slugs = {name: structure.slug for name, structure in cast.structures.items()}
    slugs |= {name: action.slug for name, action in cast.actions.items()}
    slugs |= {"commune": commune(), "empty": commune(9)}
    return {kind: prefix + address.format(**slugs) for kind, address in KINDS.items()}


def personal(cast: Cast, prefix: str = "") -> list[str]:
    """Pages that are in no list: without a canonical address, and with the cookie of their form."""
    asked = f"{prefix}/confirmation/{cast.tokens['asked']}/"
    answered = f"{prefix}/confirmation/{cast.tokens['receipt']}/reponse/"
    told = f"{prefix}/actions/{cast.actions['full'].slug}/signaler/"
    card = f"{prefix}/contact/{cast.tokens['own_card']}/"
    reply = f"{prefix}/contact/reponse/{cast.tokens['own_answer']}/"
    return [card, f"{card}opposition/", reply, asked, answered, told, f"{told}?recu=1"]
