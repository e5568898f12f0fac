"""The pages on which a contributor keeps her sheets keep to HTML and to our rules, as the public ones do."""

import pytest

from cordee.actions import drafts, versions
from tests.data import Cast
from tests.pages.conformity import faults
from tests.pages.reading import read


def _addresses(cast: Cast) -> list[str]:
    full = f"/espace/actions/{cast.actions['full'].slug}/"
    kept = [revision.pk for revision in versions.kept(cast.actions["full"])]
    draft = drafts.begin(by=cast.people["member"], organisation=cast.structures["atelier"].pk, data={})
    inner = [f"/espace/actions/{cast.actions[name].slug}/" for name in ("draft", "withdrawn", "submitted")]
    return [
        "/espace/",
        "/espace/actions/",
        "/espace/actions/?q=introuvable",
        full,
        *inner,
        f"{full}archiver/",
        *[f"{full}versions/{number}/" for number in kept],
        *[f"{full}versions/{number}/reprendre/" for number in kept],
        f"/espace/brouillons/{draft.pk}/jeter/",
    ]


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["French", "English"])
def test_they_keep_to_html_and_to_our_rules(cast: Cast, prefix: str) -> None:
    client, found = cast.client("member"), []
    for address in _addresses(cast):
        response = client.get(prefix + address)
        assert response.status_code == 200, address
        page = response.content.decode()
        found += [f"{address} {line}" for line in faults(page)]
        levels = [level for level, _text in read(response).headings]
        is_stepwise = all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))
        found += [] if levels.count(1) == 1 and is_stepwise else [f"{address} headings: {levels}"]
    assert not found, "\n".join(found)


def test_others_have_their_own_space(cast: Cast) -> None:
    for role in ("awaiting", "validated", "team"):
        for address in ("/espace/", "/espace/actions/"):
            page = cast.client(role).get(address).content.decode()
            assert not faults(page), (role, address)
