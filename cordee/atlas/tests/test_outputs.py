"""What the outputs say besides their contents: names of files, and what goes between two questions."""

import re
from unittest.mock import patch

import mapbox_vector_tile
import pytest
from django.test import Client

from cordee.actions.tests.factories import action
from cordee.atlas import outputs

pytestmark = pytest.mark.django_db


LONG = "?q=cooperation+decentralisee+internationale&type=projet&odd=1&odd=2&odd=3&pays=SN&pays=BF&etat=prevu"


@pytest.mark.parametrize("asked", ["", LONG])
def test_a_file_is_named_after_territory_filter_and_day(client: Client, asked: str) -> None:
    named = client.get(f"/carte/export.csv{asked}")["Content-Disposition"]
    assert re.search(r'filename="grenoble-actions-.*\d{4}-\d\d-\d\d\.csv"$', named), named
    assert ("cooperation-decentralisee" in named) is bool(asked)


def test_an_action_taken_out_meanwhile_leaves_the_tile(client: Client) -> None:
    action()
    with patch.object(outputs, "slugs_of", return_value={}):
        response = client.get("/carte/tuiles/0/0/0.mvt")
    assert response.status_code == 200
    assert not mapbox_vector_tile.decode(response.content).get("actions", {}).get("features")
